"""A pool with cases for the tests, and cases on their way, each by the room's own operations."""

import datetime

from casetracking.models import Candidate, Case, Draw, Pool
from casetracking.operations.cases import Asked, check_suitability, record_consent
from casetracking.operations.drawing import take_draw

SIZE, RESERVES = 6, 2


def pooled(pool: Pool, by, now, size: int = SIZE) -> list[Case]:
    """The pool's first people as its cases, two more in reserve; looking for the best ones is left out."""
    references = list(
        Candidate.objects.filter(pool=pool, in_file=True, group=0, case=None)
        .order_by("reference")
        .values_list("reference", flat=True)[: size + RESERVES]
    )
    draw = Draw.objects.create(
        pool=pool, number=pool.draws.count() + 1, seed=1, size=size, asked_at=now, done_at=now,
        chosen=references[:size], reserves=references[size:],
    )  # fmt: skip
    take_draw(draw=draw, by=by, at=now)
    return in_the_pool(pool)


def in_the_pool(pool: Pool) -> list[Case]:
    """The cases of a pool by number, those in reserve left out."""
    return list(pool.cases.filter(standing="pool").select_related("candidate", "pool__round").order_by("number"))


def suited(case: Case, by, now) -> Case:
    """Found suitable."""
    return check_suitability(case=case, version=fresh(case).version, suitable=True, reason="", by=by, at=now)


def said(now, answer: str = "waiting", **other) -> Asked:
    """A week ago asked by phone; answered yesterday where there is an answer."""
    today = now.date()
    answered = None if answer == "waiting" else today - datetime.timedelta(days=1)
    given = {"asked_on": today - datetime.timedelta(days=7), "way": "phone", "asker": "Social worker", **other}
    return Asked(answer=answer, answered_on=answered, **given)


def asked(case: Case, by, now, answer: str = "waiting", **other) -> Case:
    """Suitable, asked, and answered where an answer is given."""
    if fresh(case).status == "drawn":
        suited(case, by, now)
    consent = getattr(fresh(case), "consent", None)
    record_consent(
        case=case, version=consent.version if consent else 0, asked=said(now, answer, **other), by=by, at=now
    )
    return fresh(case)


def fresh(case: Case) -> Case:
    """The case as it stands."""
    return Case.objects.select_related("candidate", "pool__round").get(pk=case.pk)
