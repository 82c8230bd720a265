"""Rows for the pages of the self-assessment, in the shape the templates show them."""

from dataclasses import dataclass, field

from django.db.models import Q

from assurance import scoring
from assurance.access import Access
from assurance.models import OPENING, OPENING_TITLE, Assignment, Event, Part, QualityStatement, Round
from selfassessment.models import Judgement, PartText, Revision, Score


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

    @property
    def state(self) -> str:
        """How far the writing is, in words."""
        if self.written == 0:
            return "Not started"
        return "All parts written" if self.written >= self.parts else f"{self.written} of {self.parts} parts written"

    @property
    def colour(self) -> str:
        """The tag's colour; the words say the same."""
        return "grey" if self.written == 0 else "green" if self.written >= self.parts else "blue"


@dataclass
class ThemeRows:
    """A theme and its sections."""

    number: int
    title: str
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


def task_list(round: Round, access: Access) -> TaskList:
    """Every section of a round with how far it is: four queries, however much is written."""
    statements = QualityStatement.objects.in_order().filter(edition_id=round.edition_id)
    judgements = {j.section: j for j in Judgement.objects.in_round(round).with_written_parts(round)}
    owners = {
        a.statement.slug if a.statement_id else OPENING: a.person.name
        for a in Assignment.objects.filter(round=round, kind=Assignment.Kind.OWNER).select_related(
            "person", "statement"
        )
    }
    scopes = list(
        Part.objects.filter(prompt_set_id=round.prompt_set_id, retired=False).values_list("scope", flat=True)
    )

    def row(slug: str, title: str, number: int | None, scope: str) -> SectionRow:
        judgement = judgements.get(slug)
        sees = number is not None and access.sees_score_of(slug)
        score = score_of(judgement)
        return SectionRow(
            slug=slug,
            title=title,
            number=number,
            written=judgement.written if judgement else 0,
            parts=scopes.count(scope),
            owner=owners.get(slug, ""),
            score=score.value if score and sees else None,
            sees_score=sees,
            yours=slug in access.assigned,
        )

    themes: dict[int, ThemeRows] = {}
    for s in statements:
        theme = themes.setdefault(s.theme_id, ThemeRows(s.theme.number, s.theme.title))
        theme.sections.append(row(s.slug, s.title, s.number, Part.Scope.STATEMENT))
    return TaskList(row(OPENING, OPENING_TITLE, None, Part.Scope.OPENING), list(themes.values()))


def score_of(judgement: Judgement | None) -> Score | None:
    """A judgement's score without a query, when it was fetched with it."""
    return getattr(judgement, "score", None) if judgement else None


@dataclass(frozen=True)
class WrittenPart:
    """A part with its text, for reading."""

    part: Part
    text: str
    held: PartText | None


def written_parts(round: Round, statement: QualityStatement | None) -> list[WrittenPart]:
    """The parts of a section in order, each with what is written: two queries."""
    texts = texts_of(round, statement)
    parts = Part.objects.for_section(statement).filter(prompt_set_id=round.prompt_set_id)
    return [WrittenPart(p, texts[p.pk].text if p.pk in texts else "", texts.get(p.pk)) for p in parts]


def parts_to_write(round: Round, statement: QualityStatement | None, *, sent: set[str] | None) -> list[Part]:
    """The parts of a section's form: those in use, or, for a form that was sent, the ones it was opened with.

    Between opening and saving an administrator may hide a part or add one. What was written for a hidden part is
    still saved, and a new part that the form could not know of is left alone.
    """
    scope = Part.Scope.STATEMENT if statement else Part.Scope.OPENING
    parts = Part.objects.filter(prompt_set_id=round.prompt_set_id, scope=scope).order_by("number")
    if sent is None:
        return [part for part in parts if not part.retired]
    return [part for part in parts if f"text-{part.slug}" in sent]


def texts_of(round: Round, statement: QualityStatement | None) -> dict[int, PartText]:
    """What is written in a section, by part."""
    held = PartText.objects.filter(judgement__round=round, judgement__statement=statement)
    return {text.part_id: text for text in held.select_related("changed_by")}


@dataclass(frozen=True)
class EventRow:
    """One line of a history, with what it was before and is now where that can be shown."""

    event: Event
    before: str
    after: str
    shows_texts: bool


def event_rows(events: list[Event], round: Round) -> list[EventRow]:
    """History lines with their texts: the words of each revision for writing, score and reason for scoring."""
    wanted = {
        (e.section, e.after["part"], version)
        for e in events
        if e.verb == "wrote"
        for version in (e.after["version"] - 1, e.after["version"])
    }
    texts = _revision_texts(round, wanted) if wanted else {}
    return [_event_row(event, texts) for event in events]


def _revision_texts(round: Round, wanted: set[tuple[str, str, int]]) -> dict[tuple[str, str, int], str]:
    asked = Q()
    for section, part, version in wanted:
        where = (
            {"part_text__judgement__statement": None}
            if section == OPENING
            else {"part_text__judgement__statement__slug": section}
        )
        asked |= Q(part_text__part__slug=part, version=version, **where)
    revisions = Revision.objects.filter(asked, part_text__judgement__round=round).values_list(
        "part_text__judgement__statement__slug", "part_text__part__slug", "version", "text"
    )
    return {(section or OPENING, part, version): text for section, part, version, text in revisions}


def _event_row(event: Event, texts: dict) -> EventRow:
    if event.verb == "wrote":
        part, version = event.after["part"], event.after["version"]
        before = texts.get((event.section, part, version - 1), "")
        return EventRow(event, before, texts.get((event.section, part, version), ""), True)
    if event.verb == "scored":
        return EventRow(event, _score_words(event.before), _score_words(event.after), True)
    return EventRow(event, _plain(event.before), _plain(event.after), bool(event.before or event.after))


def _score_words(value: dict | None) -> str:
    if not value:
        return "Not scored"
    categories = "".join(f"{title}: {score}\n" for title, score in value.get("categories", []))
    return f"{value['score']}\n{categories}{value['reason']}"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{key}: {_plain(item)}" for key, item in value.items() if item not in ("", [], None))
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    return "" if value is None else str(value)


def rolled_up(round: Round, rows: TaskList) -> scoring.RollUp:
    """What the scores of a round come to, for somebody who may see them all."""
    themes = {t.number: t for t in round.edition.themes.all()}
    return scoring.roll_up(
        round.edition.method,
        [
            scoring.ScoredStatement(row.slug, themes[theme.number].slug, row.score)
            for theme in rows.themes
            for row in theme.sections
        ],
    )
