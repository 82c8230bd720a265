"""Rows for the pages of the self-assessment, in the shape the templates show them."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import timezone

from assurance import scoring
from assurance.access import Access
from assurance.models import OPENING, OPENING_TITLE, Assignment, Part, QualityStatement, Round
from assurance.official import parts_in_use, parts_of, statements_of_edition
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.models import Judgement, PartText, Score
from selfassessment.presenters.due import Due, due_of
from selfassessment.rules import NOTHING_CARRIED, Carried
from selfassessment.slots import Slot, i_statements_of, slots_of
from selfassessment.statuses import OWNER, Status, Turn


@dataclass(frozen=True)
class SectionRow:
    """One section in the task list. `score` is None while there is none or when it may not be shown."""

    slug: str
    title: str
    number: int | None
    written: int
    parts: int
    owner: str
    score: int | None
    sees_score: bool
    yours: bool
    status: Status = Status.NOT_STARTED
    blocked_on: str = ""
    due: Due | None = None
    reviewers: tuple[str, ...] = ()
    comments: int = 0
    owner_to_confirm: bool = False
    yours_to_review: bool = False
    carried: Carried = NOTHING_CARRIED  # what was carried over and nobody has confirmed, for those who work here
    challenge: bool | None = None  # whether this person's challenge score is given; None where they give none

    @property
    def due_on(self) -> datetime.date | None:
        """Its date, its own or the round's."""
        return self.due.on if self.due else None

    @property
    def is_late(self) -> bool:
        """Whether its date has passed and it is not agreed."""
        return self.due is not None and self.due.is_late

    @property
    def turn(self) -> str:
        """Whose turn it is, where that is not simply its owner's."""
        if self.status == Status.CHANGES:
            return f"Back with {self.owner}" if self.owner else "Back with its writers"
        match OWNER[self.status]:
            case Turn.REVIEWERS:
                who = " and ".join(self.reviewers)
                return f"Waits for review by {who}" if who else "Waits for review; no reviewer is named"
            case Turn.DIRECTOR:
                return "Waits for sign-off"
        return ""

    @property
    def progress(self) -> str:
        """How much is written, in words."""
        if self.written == 0:
            return "Nothing written"
        return "All parts written" if self.written >= self.parts else f"{self.written} of {self.parts} parts written"

    @property
    def writing(self) -> str:
        """How much is written, in words, and how much of what stands came from the last round."""
        return f"{self.progress} · {self.carried.total} to confirm" if self.carried else self.progress

    @property
    def challenge_words(self) -> str:
        """Whether this person's own challenge score is given; empty where they give none."""
        if self.challenge is None:
            return ""
        return "Your challenge score: given" if self.challenge else "Your challenge score: not given"


@dataclass
class ThemeRows:
    """A theme and its sections."""

    number: int
    title: str
    slug: str = ""
    sections: list[SectionRow] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """The theme's heading."""
        return f"Theme {self.number}: {self.title}"


@dataclass(frozen=True)
class TaskList:
    """The whole task list of a round."""

    opening: SectionRow
    themes: list[ThemeRows]
    judgements: list[Judgement] = field(default_factory=list, repr=False, compare=False)  # what the rows were made of

    @property
    def by_status(self) -> list[tuple[Status, int]]:
        """How many sections are in each status, for the statuses that occur, in their order."""
        counted = Counter(row.status for row in self.sections)
        return [(status, counted[status]) for status in Status if counted[status]]

    @property
    def agreed(self) -> int:
        """How many sections are agreed and wait for the director."""
        return sum(row.status == Status.AGREED for row in self.sections)

    @property
    def is_signed_off(self) -> bool:
        """Whether the whole round is signed off."""
        return all(row.status == Status.SIGNED_OFF for row in self.sections)

    @property
    def sections(self) -> list[SectionRow]:
        """All sections, the opening one first."""
        return [self.opening, *(row for theme in self.themes for row in theme.sections)]

    @property
    def written(self) -> int:
        """How many parts hold text, of all sections."""
        return sum(row.written for row in self.sections)

    @property
    def parts(self) -> int:
        """How many parts there are to write."""
        return sum(row.parts for row in self.sections)

    @property
    def statements(self) -> int:
        """How many statements the edition has."""
        return sum(len(theme.sections) for theme in self.themes)

    @property
    def scored(self) -> int:
        """How many statements have a score this person may see."""
        return sum(row.score is not None for row in self.sections)


@Question
def _begun(round: int, edition: int, prompt_set: int) -> QuerySet:
    held = Round(pk=round, edition_id=edition, prompt_set_id=prompt_set)
    return Judgement.objects.in_round(held).with_written_parts(held).with_open_comments().with_carried()


@Question
def _given(round: int) -> QuerySet:
    given = Assignment.objects.filter(round=round).exclude(kind=Assignment.Kind.CONTRIBUTOR).order_by("person__name")
    return given.values_list("statement__slug", "kind", "person__name", "needs_review")


def task_list(round: Round, access: Access, today: datetime.date | None = None) -> TaskList:
    """Every section of a round with how far it is: two queries, however much is written."""
    today = today or timezone.localdate()
    held = _begun.rows(round.pk, round.edition_id, round.prompt_set_id)
    judgements = {j.section: j for j in held}
    owners: dict[str, str] = {}
    reviewers: dict[str, list[str]] = defaultdict(list)
    to_confirm: set[str] = set()
    for slug, kind, name, unsure in _given.tuples(round.pk):
        if kind == Assignment.Kind.REVIEWER:
            reviewers[slug or OPENING].append(name)
        else:
            owners[slug or OPENING] = name
            to_confirm |= {slug or OPENING} if unsure else set()
    parts = [part for part in parts_of(round.prompt_set) if not part.retired and not part.optional]
    works_here, challenges = access.may(Permission.READ_EVIDENCE), access.may_somewhere(Permission.CHALLENGE)

    def row(slug: str, title: str, number: int | None, scope: str, expected: int = 0) -> SectionRow:
        judgement = judgements.get(slug)
        sees = number is not None and access.sees_score_of(slug)
        score = score_of(judgement)
        status = Status(judgement.status) if judgement else Status.NOT_STARTED
        return SectionRow(
            slug=slug,
            title=title,
            number=number,
            written=judgement.written if judgement else 0,
            parts=sum(max(expected, 1) if p.per_i_statement else 1 for p in parts if p.scope == scope),
            owner=owners.get(slug, ""),
            score=score.value if score and sees else None,
            sees_score=sees,
            yours=slug in access.assigned,
            status=status,
            blocked_on=judgement.blocked_on if judgement else "",
            due=due_of(judgement.due_on if judgement else None, round.due_on, status, today),
            reviewers=tuple(reviewers[slug]),
            comments=judgement.open_comments if judgement else 0,
            yours_to_review=slug in access.reviewing,
            owner_to_confirm=slug in to_confirm,
            carried=Carried(judgement.carried_texts, judgement.carried_citations)
            if judgement and works_here
            else NOTHING_CARRIED,
            challenge=slug in access.challenged if challenges and number is not None else None,
        )

    themes: dict[int, ThemeRows] = {}
    for s in statements_of_edition(round.edition):
        theme = themes.setdefault(s.theme_id, ThemeRows(s.theme.number, s.theme.title, s.theme.slug))
        theme.sections.append(row(s.slug, s.title, s.number, Part.Scope.STATEMENT, len(i_statements_of(s))))
    opening = row(OPENING, OPENING_TITLE, None, Part.Scope.OPENING)
    return TaskList(opening, list(themes.values()), list(judgements.values()))


def score_of(judgement: Judgement | None) -> Score | None:
    """A judgement's score without a query, when it was fetched with it."""
    return getattr(judgement, "score", None) if judgement else None


@dataclass(frozen=True)
class WrittenPart:
    """A slot with its text, for reading; `begins` and `ends` where a part has several, one for each I statement."""

    slot: Slot
    text: str
    held: PartText | None
    begins: bool = True
    ends: bool = True

    @property
    def part(self) -> Part:
        """The part it stands in."""
        return self.slot.part

    @property
    def needs_review(self) -> bool:
        """Whether it was carried over from an earlier round and nobody has confirmed it."""
        return self.held is not None and self.held.needs_review


def written_parts(round: Round, statement: QualityStatement | None) -> list[WrittenPart]:
    """The slots of a section in order, each with what is written: one query."""
    texts = texts_of(round, statement)
    slots = slots_of(parts_in_use(round.prompt_set, statement), i_statements_of(statement))
    return [
        WrittenPart(
            slot,
            texts[slot.ids].text if slot.ids in texts else "",
            texts.get(slot.ids),
            begins=n == 0 or slots[n - 1].part != slot.part,
            ends=n == len(slots) - 1 or slots[n + 1].part != slot.part,
        )
        for n, slot in enumerate(slots)
    ]


def slots_to_write(round: Round, statement: QualityStatement | None, *, sent: set[str] | None) -> list[Slot]:
    """The slots of a section's form: those in use, or, for a form that was sent, the ones it was opened with.

    Between opening and saving an administrator may hide a part or add one. What was written for a hidden part is
    still saved, and a new part that the form could not know of is left alone.
    """
    slots = every_slot(round, statement)
    if sent is None:
        return [slot for slot in slots if not slot.part.retired]
    return [slot for slot in slots if f"text-{slot.key}" in sent]


def every_slot(round: Round, statement: QualityStatement | None) -> list[Slot]:
    """The slots of a section in order, those of hidden parts too."""
    scope = Part.Scope.STATEMENT if statement else Part.Scope.OPENING
    parts = [part for part in parts_of(round.prompt_set) if part.scope == scope]
    return slots_of(parts, i_statements_of(statement))


def texts_of(round: Round, statement: QualityStatement | None) -> dict[tuple[int, int | None], PartText]:
    """What is written in a section, by the numbers of part and I statement: see Slot.ids. One query.

    Parts and I statements are those at hand, so that nobody who asks a text for its own asks the database.
    """
    held = _texts_held.rows(round.pk, statement.pk if statement else None)
    texts = {(text.part_id, text.i_statement_id): text for text in held}
    parts = {part.pk: part for part in parts_of(round.prompt_set)}
    i_statements = {one.pk: one for one in i_statements_of(statement)}
    for (part, i_statement), text in texts.items():
        if part in parts:
            text.part = parts[part]
        if i_statement in i_statements:
            text.i_statement = i_statements[i_statement]
    return texts


@Question
def _texts_held(round: int, statement: int | None) -> QuerySet:
    held = PartText.objects.filter(judgement__round=round, judgement__statement=statement)
    return held.select_related("changed_by")


def rolled_up(round: Round, rows: TaskList) -> scoring.RollUp:
    """What the scores of a round come to, for somebody who may see them all."""
    return scoring.roll_up(
        round.edition.method,
        [scoring.ScoredStatement(row.slug, theme.slug, row.score) for theme in rows.themes for row in theme.sections],
    )
