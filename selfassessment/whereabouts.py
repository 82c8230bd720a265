"""Where some words stand: every place in which people of a council type something, searched one table after the other.

The database leaves out the rows that can't hold them; the others are read one by one, so that a long history is never
in memory at once. Each table is asked once, however much is found. Nothing is changed here.
"""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce

from django.db.models import JSONField, Model, Q, TextField
from django.db.models.functions import Cast

from assurance import history
from assurance.access import Access
from assurance.forgetting import Eyes, Found
from assurance.models import OPENING, OPENING_TITLE, Assignment, Council, Event, Milestone, QualityStatement, User
from assurance.passages import Passage
from assurance.roles import Permission
from selfassessment.models import (
    Action,
    AnswerPart,
    ChallengeScore,
    Checklist,
    ChecklistAnswer,
    ChecklistItem,
    Citation,
    Comment,
    CouncilCategory,
    Evidence,
    EvidenceFile,
    FollowUpRequest,
    ItemSheet,
    Judgement,
    KeptFigure,
    LateText,
    LogEntry,
    PartText,
    ProgressNote,
    Redaction,
    RequestedItem,
    ReturnedWorkbook,
    Revision,
    Score,
    SignOff,
    Submission,
    VisitPerson,
    VisitSession,
)
from selfassessment.models.judgement import PART_LIMIT

LIBRARY, CHECKLISTS, SETTINGS = "The evidence library", "The council’s checklists", "The council’s settings"
Row = dict[str, object]


@dataclass(frozen=True)
class Source:
    """A table with words in it: in which fields, how long they may be, where each row belongs and who may see it.

    `round` and `judgement` lead from a row to its round's and its section's number ("" for the section itself);
    where there is no round, `shelf` names the place and `council` leads to the council. `number` leads to what it is
    known by, such as E3; `own` to the person who alone may see it, or may see it besides others.
    """

    model: type[Model]
    what: tuple[str, str]
    fields: dict[str, int | None]
    round: str = ""
    judgement: str | None = None
    shelf: str = ""
    council: str = "council"
    number: tuple[str, str] | None = None
    sight: str = "text"
    own: str = ""
    only: dict[str, object] = field(default_factory=dict)

    @property
    def is_versioned(self) -> bool:
        """Whether forms name the version they began with, which has to rise when the words go."""
        return self.model is not Revision and any(one.name == "version" for one in self.model._meta.get_fields())

    @cached_property
    def columns(self) -> dict[str, str]:
        """What is read of a row besides its words, by its name here."""
        columns = {"pk": "pk"}
        if self.round:
            columns["round"] = f"{self.round}_id"
        if self.judgement is not None:
            columns["judgement"] = f"{self.judgement}_id" if self.judgement else "pk"
            lead = f"{self.judgement}__" if self.judgement else ""
            columns |= {"slug": f"{lead}statement__slug", "title": f"{lead}statement__title"}
        if self.number:
            columns["number"] = self.number[1]
        if self.own:
            columns["own"] = self.own
        return columns


_SAID = ("line about what evidence shows", "lines about what evidence shows")
_OF_CITATION: dict[str, int | None] = {"pointer": 120, "shows": 300}
SOURCES = [
    Source(
        PartText, ("part as it stands today", "parts as they stand today"), {"text": PART_LIMIT},
        "judgement__round", "judgement",
    ),
    Source(
        Revision, ("version in the history", "versions in the history"), {"text": PART_LIMIT},
        "part_text__judgement__round", "part_text__judgement",
    ),
    Source(
        LateText, ("text kept aside", "texts kept aside"), {"text": PART_LIMIT},
        "part_text__judgement__round", "part_text__judgement",
    ),
    Source(
        Comment, ("comment", "comments"), {"text": None}, "judgement__round", "judgement", only={"withdrawn_at": None}
    ),
    Source(
        Submission, ("note of a review", "notes of reviews"), {"note": 2000, "what_to_change": 4000},
        "judgement__round", "judgement",
    ),
    Source(
        Judgement, ("note on what a section waits for", "notes on what sections wait for"), {"blocked_on": 500},
        "round", "",
    ),
    Source(
        Redaction, ("reason of an earlier withdrawal", "reasons of earlier withdrawals"), {"reason": 500},
        "judgement__round", "judgement",
    ),
    Source(
        KeptFigure, ("reason to keep a figure", "reasons to keep figures"), {"because": 500},
        "part_text__judgement__round", "part_text__judgement",
    ),
    Source(SignOff, ("note of a sign-off", "notes of sign-offs"), {"note": 2000, "reopened_because": 2000}, "round"),
    Source(
        Score, ("reason of a score", "reasons of scores"), {"reason": None}, "judgement__round", "judgement",
        sight="score",
    ),
    Source(
        ChallengeScore, ("reason of a challenge score", "reasons of challenge scores"), {"reason": None},
        "judgement__round", "judgement", sight="score", own="by_id",
    ),
    Source(
        Action, ("action", "actions"),
        {"what": 500, "measure": 500, "expected_evidence": 500, "rag_reason": 1000, "source_note": 300},
        "round", "judgement", number=("A", "number"), sight="evidence",
    ),
    Source(
        ProgressNote, ("progress note", "progress notes"), {"text": 2000}, "action__round", "action__judgement",
        number=("A", "action__number"), sight="evidence",
    ),
    Source(
        Citation, _SAID, _OF_CITATION, "judgement__round", "judgement", number=("E", "evidence__number"),
        sight="evidence", only={"judgement__isnull": False},
    ),
    Source(
        Citation, _SAID, _OF_CITATION, "action__round", "action__judgement", number=("E", "evidence__number"),
        sight="evidence", only={"action__isnull": False},
    ),
    Source(
        Citation, _SAID, _OF_CITATION, "answer__round", number=("E", "evidence__number"), sight="evidence",
        only={"answer__isnull": False},
    ),
    Source(
        ChecklistAnswer, ("note on a checklist", "notes on checklists"), {"note": 2000}, "round", sight="evidence"
    ),
    Source(
        ReturnedWorkbook, ("spreadsheet that came back", "spreadsheets that came back"), {"name": 200, "sheets": None},
        "round", sight="own", own="by_id",
    ),
    Source(
        RequestedItem, ("item of the information return", "items of the information return"),
        {"reference": 40, "title": 200, "wording": None, "said": 2000, "confidence_reason": 1000},
        "information_return__round", sight="evidence",
    ),
    Source(
        AnswerPart, ("part of an answer", "parts of answers"), {"text": None, "pointer": 120, "url": 2000},
        "item__information_return__round", sight="evidence", only={"item__isnull": False},
    ),
    Source(
        ItemSheet, ("spreadsheet of items", "spreadsheets of items"), {"name": 200, "table": None}, "round",
        sight="evidence",
    ),
    Source(
        Evidence, ("item of evidence", "items of evidence"),
        {"title": 200, "summary": 300, "quotation": None, "said_by": 200, "url": 2000},
        shelf=LIBRARY, number=("E", "number"), sight="item",
    ),
    Source(
        EvidenceFile, ("name of a file", "names of files"), {"name": 200}, shelf=LIBRARY,
        number=("E", "evidence__number"), sight="item",
    ),
    Source(
        CouncilCategory, ("category of evidence", "categories of evidence"), {"title": 120}, shelf=LIBRARY,
        sight="evidence",
    ),
    Source(
        Checklist, ("checklist", "checklists"), {"title": 200, "purpose": None, "note": None, "source": None},
        shelf=CHECKLISTS, sight="evidence",
    ),
    Source(
        ChecklistItem, ("thing to check", "things to check"), {"text": 300, "help": None}, shelf=CHECKLISTS,
        council="checklist__council", sight="evidence",
    ),
    Source(
        Milestone, ("date of the timeline", "dates of the timeline"), {"title": 120, "note": 500}, "round"
    ),
    Source(
        VisitSession, ("session of the visit", "sessions of the visit"),
        {"title": 200, "place": 300, "regulator": 200, "cancelled_why": 300}, "round", number=("S", "number"),
        sight="evidence",
    ),
    Source(
        VisitPerson, ("name in the visit’s timetable", "names in the visit’s timetable"), {"name": 120, "role": 120},
        "round", sight="evidence",
    ),
    Source(
        LogEntry, ("entry in a session’s log", "entries in sessions’ logs"), {"text": None}, "session__round",
        number=("S", "session__number"), sight="evidence",
    ),
    Source(
        FollowUpRequest, ("follow-up request", "follow-up requests"),
        {"asked_by": 120, "what": None, "sent_note": 1000, "sent_parts": None}, "round", number=("R", "number"),
        sight="evidence",
    ),
    Source(
        AnswerPart, ("part of an answer to a follow-up request", "parts of answers to follow-up requests"),
        {"text": None, "pointer": 120, "url": 2000}, "follow_up__round", number=("R", "follow_up__number"),
        sight="evidence", only={"follow_up__isnull": False},
    ),
]  # fmt: skip


@dataclass(frozen=True)
class Reach:
    """How far somebody may take words out: everywhere, or in the sections that are theirs to write, in any round."""

    everywhere: bool = True
    sections: frozenset[tuple[int, str]] = frozenset()  # a round's number and a section's slug

    def holds(self, round: int | None, section: str) -> bool:
        """Whether what stands in this section, or in none (empty), is within it."""
        return self.everywhere or (round, section) in self.sections


EVERYWHERE = Reach()


def reach_of(person: User, council: Council, access: Access) -> Reach:
    """Everywhere for whoever may write every section; for others the sections given to them to write: one query."""
    if access.was_given(Permission.WRITE_STATEMENT):
        return EVERYWHERE
    given = Assignment.objects.filter(person=person, round__council=council).exclude(kind=Assignment.Kind.REVIEWER)
    sections = given.values_list("round_id", "statement__slug")
    return Reach(everywhere=False, sections=frozenset((round, slug or OPENING) for round, slug in sections))


@dataclass
class Whereabouts:
    """Everything that was found: the rows to change, and as places what a person is told of them."""

    rows: dict[int, list[int]] = field(default_factory=dict)  # by the number of their source
    places: list[Found] = field(default_factory=list)


def find_everywhere(
    *, council: Council, passage: Passage, eyes: Eyes, reach: Reach, elsewhere: list[Callable], most: int
) -> Whereabouts:
    """Where in a council the words stand within reach; no more is read once there are more places than `most`."""
    found, closed = Whereabouts(), _closed_items(council, eyes)
    for number, source in enumerate(SOURCES):
        for row in _rows(source, council, passage):
            if not reach.holds(row.get("round"), _section(row)):
                continue
            found.rows.setdefault(number, []).append(row["pk"])
            found.places.append(_place(source, row, eyes, closed))
            if len(found.places) > most:
                return found
    found.places += _told(council, passage, eyes, closed, reach)
    for find in elsewhere if reach.everywhere else []:
        found.places += find(council=council, passage=passage, eyes=eyes)
    return found


def _rows(source: Source, council: Council, passage: Passage) -> Iterator[dict]:
    owner = f"{source.round}__council" if source.round else source.council
    rows = source.model._base_manager.filter(**{owner: council.pk}, **source.only)
    if passage.needle:
        structured = {name for name in source.fields if isinstance(source.model._meta.get_field(name), JSONField)}
        rows = rows.alias(**{f"{name}_said": Cast(name, TextField()) for name in structured})
        names = [f"{name}_said" if name in structured else name for name in source.fields]
        rows = rows.filter(reduce(operator.or_, [Q(**{f"{name}__icontains": passage.needle}) for name in names]))
    names = [*source.columns, *source.fields]
    for values in rows.order_by("pk").values_list(*source.columns.values(), *source.fields).iterator(chunk_size=100):
        row = dict(zip(names, values, strict=True))
        if any(passage.stands_anywhere_in(row.pop(name)) for name in source.fields):
            yield row


def _section(row: Row) -> str:
    return str(row["slug"] or OPENING) if row.get("judgement") is not None else ""


def _place(source: Source, row: dict, eyes: Eyes, closed: dict[int | None, bool]) -> Found:
    where = source.shelf
    if row.get("judgement") is not None:
        where = row["title"] or OPENING_TITLE
    number = row.get("number")
    item = number if source.sight == "item" else None
    return Found(
        what=source.what,
        round=row.get("round"),
        where=where,
        seen=_may_see(source, row, eyes) and not closed.get(item, False),
        common=source.sight in {"text", "evidence", "item"} and item not in closed,
        reference=f"{source.number[0]}{number}" if source.number and number else "",
    )


def _may_see(source: Source, row: dict, eyes: Eyes) -> bool:
    if source.own and row["own"] == eyes.person.pk:
        return True
    if source.sight == "score":
        return eyes.see_scores(row["round"], row["slug"] or OPENING)
    if source.sight in {"evidence", "item"}:
        return eyes.may(Permission.READ_EVIDENCE)
    return source.sight == "text"  # whoever may write a section may read every round of the council


def _closed_items(council: Council, eyes: Eyes) -> dict[int | None, bool]:
    """The numbers of the items that are for a few people only, and whether this person is none of them."""
    restricted = Evidence.objects.filter(council=council, sensitivity=Evidence.Sensitivity.RESTRICTED)
    return {item.number: not item.may_be_opened_by(eyes.person, eyes.access) for item in restricted}


_ITEM = re.compile(r"E(\d{1,9}) ")


def _told(
    council: Council, passage: Passage, eyes: Eyes, closed: dict[int | None, bool], reach: Reach
) -> Iterator[Found]:
    """The lines of the history. Those about scores and restricted items are for whoever may see these."""
    events = history.quoting(council=council, passage=passage, sections=None if reach.everywhere else reach.sections)
    titles = _titles(eyes) if events else {}
    for event in events:
        named = _ITEM.match(event.subject)
        item = int(named[1]) if named else None
        yield Found(
            what=("line of the history", "lines of the history"),
            round=event.round_id,
            where=_title(event, eyes, titles),
            seen=_may_read(event, eyes) and not closed.get(item, False),
            common=event.round_id is not None and not event.about_scores and item not in closed,
        )


def _may_read(event: Event, eyes: Eyes) -> bool:
    if event.round_id is None:
        return eyes.may(Permission.INSTALLATION)
    return eyes.see_scores(event.round_id, event.section) if event.about_scores else True


def _titles(eyes: Eyes) -> dict[tuple[int, str], str]:
    editions = {round.edition_id for round in eyes.rounds.values()}
    named = QualityStatement.objects.filter(edition__in=editions).values_list("edition_id", "slug", "title")
    return {(edition, slug): title for edition, slug, title in named}


def _title(event: Event, eyes: Eyes, titles: dict[tuple[int, str], str]) -> str:
    round = eyes.rounds.get(event.round_id or 0)
    if round is None:
        return SETTINGS
    return OPENING_TITLE if event.section == OPENING else titles.get((round.edition_id, event.section), "")
