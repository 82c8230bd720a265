"""Two rounds side by side, and what found no place when a round was carried over or moved."""

from dataclasses import dataclass

from django.db.models import QuerySet

from assurance.access import Access
from assurance.guard import concerns_in
from assurance.homes import Homes
from assurance.models import OPENING_TITLE, QualityStatement, Round
from assurance.questions import Question
from selfassessment import differences, guard
from selfassessment.guard import BEING_CHECKED
from selfassessment.models import Judgement, PartText, Score
from selfassessment.presenters.sections import score_of, written_parts
from selfassessment.slots import Slot
from selfassessment.statuses import Status


@dataclass(frozen=True)
class Side:
    """What a section said in one round. `score` is None while there is none or when it may not be shown."""

    round: Round
    status: Status
    score: Score | None
    sees_score: bool


@dataclass(frozen=True)
class Pair:
    """One slot in both rounds."""

    title: str
    before: str
    now: str

    @property
    def changed(self) -> bool:
        """Whether the words differ, or may not be compared yet."""
        return self.before != self.now or self.now == BEING_CHECKED

    @property
    def marked(self) -> differences.Comparison | None:
        """Where they differ; None where one is empty or hardly a word stands in both: all of it would be marked."""
        if not self.before or not self.now:
            return None
        compared = differences.compare_as_read(self.before, self.now)
        return None if compared.has_little_in_common else compared


@dataclass(frozen=True)
class Comparison:
    """One section in two rounds, slot by slot; `only_before` is what this round has no place for."""

    before: Side
    now: Side
    pairs: list[Pair]
    only_before: list[Pair]

    @property
    def differing(self) -> list[Pair]:
        """The texts that differ."""
        return [pair for pair in self.pairs if pair.changed]

    @property
    def same(self) -> list[Pair]:
        """The texts that are the same in both, without those nobody has written in either."""
        return [pair for pair in self.pairs if not pair.changed and pair.now]


def compared(
    round: Round, statement: QualityStatement | None, earlier: Round, access: Access, earlier_access: Access
) -> Comparison:
    """A section of a round beside the same section of an earlier one: five queries."""
    written = written_parts(round, statement)
    homes = Homes(
        statements={statement.slug: statement} if statement else {},
        parts={(w.part.scope, w.part.slug): w.part for w in written},
    )
    old = _section_in(earlier, statement, homes)
    begun = _sections.rows(round.pk, round.edition_id)
    judgement = next((one for one in begun if one.statement == statement), None)
    before = _texts(old, homes, statement)
    now = [(w.slot, w.text) for w in written]
    if not access.reads_evidence:  # whoever is invited reads a part once it is cleared
        before = _cleared(earlier, old.statement if old else None, before)
        standing = _cleared(round, statement, {slot.ids: (_title(slot), text) for slot, text in now})
        now = [(slot, standing[slot.ids][1]) for slot, _ in now]
    keys = {slot.ids for slot, _ in now}
    return Comparison(
        before=_side(earlier, old, earlier_access),
        now=_side(round, judgement, access),
        pairs=[Pair(_title(slot), before.get(slot.ids, ("", ""))[1], text) for slot, text in now],
        only_before=[Pair(title, text, "") for ids, (title, text) in before.items() if ids not in keys],
    )


def _title(slot: Slot) -> str:
    return f"{slot.part.title}: “{slot.i_statement.text}”" if slot.i_statement else slot.part.title


def _section_in(earlier: Round, statement: QualityStatement | None, homes) -> Judgement | None:
    sections = _sections.rows(earlier.pk, earlier.edition_id)
    if statement is None:
        return next((one for one in sections if one.statement is None), None)
    return next((one for one in sections if one.statement and homes.statement(one.statement) == statement), None)


@Question
def _sections(round: int, edition: int) -> QuerySet[Judgement]:
    return Judgement.objects.in_round(Round(pk=round, edition_id=edition))


def _texts(old: Judgement | None, homes, statement: QualityStatement | None) -> dict:
    """What was written, by the slot it would stand in now; by a key of its own where there is none."""
    found: dict = {}
    if old is None:
        return found
    for text in _written.rows(old.pk):
        part, home = homes.part(text.part), None
        if part and text.i_statement and statement:
            home, _ = homes.i_statement(text.i_statement, statement)
        slot = Slot(text.part, text.i_statement)
        ids = (part.pk, home.pk if home else None) if part and bool(home) == bool(text.i_statement) else slot.key
        found[ids] = (_title(slot), text.text)
    return found


@Question
def _written(judgement: int) -> QuerySet[PartText]:
    held = PartText.objects.filter(judgement=judgement).exclude(text="").select_related("part", "i_statement")
    return held.order_by("part__number", "i_statement__number")


def _cleared(round: Round, statement: QualityStatement | None, texts: dict) -> dict:
    """The texts, without what looks like personal data and nobody has said may stay: a query where there is any."""
    held_back = guard.unconfirmed(round, statement, texts)
    return {key: (title, BEING_CHECKED if key in held_back else text) for key, (title, text) in texts.items()}


def _side(round: Round, judgement: Judgement | None, access: Access) -> Side:
    sees = judgement is not None and judgement.statement_id is not None and access.sees_score_of(judgement.section)
    status = Status(judgement.status) if judgement else Status.NOT_STARTED
    return Side(round, status, score_of(judgement) if sees else None, sees)


@dataclass(frozen=True)
class Homeless:
    """A text that has no place in its round's edition any more."""

    section: str
    title: str
    text: str
    held: PartText


def homeless_texts(round: Round, access: Access) -> list[Homeless]:
    """What a round holds for statements, parts or I statements that its edition does not have: one query.

    Whoever is invited does not see what looks like personal data there: nobody sends these texts for review, so nobody
    clears them either.
    """
    held = PartText.objects.homeless_in(round).select_related(
        "judgement__statement", "part", "i_statement__statement", "changed_by"
    )
    return [
        Homeless(
            text.judgement.statement.title if text.judgement.statement else OPENING_TITLE,
            _title(Slot(text.part, text.i_statement)),
            text.text if access.reads_evidence or not concerns_in({"": ("", text.text)}) else BEING_CHECKED,
            text,
        )
        for text in held
    ]
