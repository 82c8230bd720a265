"""The versions of a part: who wrote what and when, and where two of them differ."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils import timezone

from assurance.questions import Question
from selfassessment.differences import Comparison, compare_as_read
from selfassessment.models import Judgement, LateText, PartText, Revision
from selfassessment.slots import Slot

PER_PAGE = 20


@dataclass(frozen=True)
class VersionChoice:
    """A version as it can be chosen from a list."""

    version: int
    label: str


@dataclass(frozen=True)
class VersionsOfPart:
    """Everything the page of one part's versions shows. `before` is None for the emptiness before the first words."""

    slot: Slot
    slots: list[tuple[Slot, int]]
    choices: list[VersionChoice]
    page: Page
    before: Revision | None
    after: Revision
    compared: Comparison
    current: int
    late: list[LateText]


def versions_of_part(
    judgement: Judgement | None, slots: list[Slot], key: str, first: int | None, second: int | None, page: str | None
) -> VersionsOfPart | None:
    """The versions of one slot with two of them compared, the last two unless others are named; None without any."""
    counted = _counted(judgement, slots)
    if not counted:
        return None
    slot = next((slot for slot, _ in counted if slot.key == key), counted[0][0])
    part, i_statement = slot.ids
    [held] = _held.rows(judgement.pk, part, i_statement)
    known = _known.rows(held.pk)
    versions = [revision.version for revision in known]
    later = second if second in versions else versions[0]
    earlier = first if first in versions or first == 0 else next((v for v in versions if v < later), 0)
    listed = Paginator(known, PER_PAGE).get_page(page)
    shown = sorted({earlier, later, *(one.version for one in listed)})
    texts = {one.version: one for one in _with_text.rows(held.pk, *shown)}
    listed.object_list = [texts[one.version] for one in listed]
    before, after = texts.get(earlier), texts[later]
    return VersionsOfPart(
        slot=slot,
        slots=counted,
        choices=[VersionChoice(one.version, _label(one)) for one in known],
        page=listed,
        before=before,
        after=after,
        compared=compare_as_read(before.text if before else "", after.text),
        current=held.version,
        late=_late.rows(held.pk),
    )


@Question
def _held(judgement: int, part: int, i_statement: int | None) -> QuerySet[PartText]:
    return PartText.objects.filter(judgement=judgement, part=part, i_statement=i_statement)


@Question
def _known(text: int) -> QuerySet[Revision]:
    """Every version, the latest first, with who wrote it and without its words."""
    return Revision.objects.filter(part_text=text).select_related("by").defer("text").order_by("-version")


@Question
def _with_text(text: int, *versions: int) -> QuerySet[Revision]:
    return Revision.objects.filter(part_text=text, version__in=versions).select_related("by")


@Question
def _late(text: int) -> QuerySet[LateText]:
    late = LateText.objects.filter(part_text=text).not_chosen()
    return late.select_related("by").defer("text").order_by("-number")


def revision_named(judgement: Judgement | None, slots: list[Slot], key: str, version: int) -> Revision | None:
    """One version of one slot with the text that stands beside it (`part_text`); None when there is no such."""
    slot = next((slot for slot in slots if slot.key == key), None)
    if judgement is None or slot is None:
        return None
    part, i_statement = slot.ids
    found = Revision.objects.filter(
        part_text__judgement=judgement, part_text__part=part, part_text__i_statement=i_statement, version=version
    )
    return found.select_related("part_text", "by").first()


def late_text_named(judgement: Judgement | None, slots: list[Slot], key: str, number: int) -> LateText | None:
    """One text that was kept aside for one slot, with the text that stands there (`part_text`)."""
    slot = next((slot for slot in slots if slot.key == key), None)
    if judgement is None or slot is None:
        return None
    part, i_statement = slot.ids
    found = LateText.objects.filter(
        part_text__judgement=judgement, part_text__part=part, part_text__i_statement=i_statement, number=number
    )
    return found.with_who_was_first().select_related("part_text", "by").first()


def _counted(judgement: Judgement | None, slots: list[Slot]) -> list[tuple[Slot, int]]:
    """The slots that have versions, with how many."""
    if judgement is None:
        return []
    kept = {(part, i_statement): number for part, i_statement, number in _versions.tuples(judgement.pk)}
    return [(slot, kept[slot.ids]) for slot in slots if kept.get(slot.ids)]


@Question
def _versions(judgement: int) -> QuerySet:
    """How many versions each text has."""
    kept = PartText.objects.filter(judgement=judgement).annotate(kept=Count("revisions"))
    return kept.values_list("part_id", "i_statement_id", "kept")


def _label(revision: Revision) -> str:
    who = revision.by.name if revision.by else "somebody"
    return f"Version {revision.version}: {who}, {_when(revision)}"


def _when(revision: Revision) -> str:
    at = timezone.localtime(revision.at)
    return f"{at.day} {at:%B %Y, %H:%M}"
