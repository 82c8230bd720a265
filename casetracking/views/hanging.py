"""What hangs on a case, as far as one page or another needs it: a person's 84 values and eight joins cost more time
than all the rest of a page that asks for a day and a reason."""

from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet

from assurance.questions import Question
from casetracking.models import Case, Consent, Pool, Reflection, Suitability

_OWN = ("number", "standing", "status", "stage", "left_because", "worker", "version", "pool", "candidate", "place_of")
_PLAIN = (*_OWN, "candidate__reference")


def _all_of(model, name: str) -> list[str]:
    return [f"{name}__{field.name}" for field in model._meta.concrete_fields]


@dataclass(frozen=True)
class Hanging:
    """What is fetched with a case: the rows that are joined, and the columns of all."""

    joined: tuple[str, ...]
    columns: tuple[str, ...]

    def case_of(self, pool: Pool, reference: str) -> Case | None:
        """The case of a pool with this reference, with it: one query."""
        return next(iter(_asked(self).rows(pool.pk, reference)), None)


@cache
def _asked(hanging: Hanging) -> Question:
    """A question for each: its columns are its own."""

    def cases(pool: int, reference: str) -> QuerySet[Case]:
        found = Case.objects.filter(pool=pool, candidate__reference=reference)
        return found.select_related(*hanging.joined).only(*hanging.columns)

    return Question(cases)


PLAIN = Hanging(("candidate",), _PLAIN)
ASKED = Hanging(("candidate", "consent"), (*_PLAIN, *_all_of(Consent, "consent")))
REFLECTED = Hanging(("candidate", "reflection"), (*_PLAIN, *_all_of(Reflection, "reflection")))
WHOLE = Hanging(
    (
        "candidate", "suitability__by", "consent__by", "consent__asked_by", "reflection", "place_of__candidate",
    ),
    (
        *_PLAIN, "candidate__values", "candidate__told",
        *_all_of(Suitability, "suitability"), "suitability__by__name",
        *_all_of(Consent, "consent"), "consent__by__name", "consent__asked_by__name",
        *_all_of(Reflection, "reflection"),
        "place_of__candidate", "place_of__candidate__reference",
    ),
)  # fmt: skip
