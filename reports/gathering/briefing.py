"""A briefing for one person, or for one session of the visit: where they are when, and what they should know.

The same frozen content stands on screen and in the PDF. Texts that look like they hold personal data, and nobody has
cleared, are left out of it, because a briefing goes to people who may not read the round.
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from assurance.at_hand import at_hand
from assurance.models import QualityStatement, Round
from assurance.official import categories_of_edition, parts_in_use, statements_of_edition, subtopics_of
from assurance.questions import Question
from reports.gathering.snapshot import Snapshot, moment
from selfassessment.guard import BEING_CHECKED, held_back_of
from selfassessment.models import Action, Citation, Evidence, Judgement, PartText, VisitPerson, VisitSession
from selfassessment.models.onsite import who_and_what
from selfassessment.slots import i_statements_of, slots_of

KIND = "briefing"
SHOWN = ("summary", "strengths", "improvements")  # the parts a briefing quotes, by slug
LONGEST = 900  # characters of a part: the rest is in the round
MOST_FIGURES, MOST_EVIDENCE, MOST_QUESTIONS = 6, 8, 7


class NotOnTheTimetable(Exception):
    """There is no such person or session; the text is the sentence to show."""


def gather_briefing(*, round: Round, about: dict[str, str], includes_scores: bool, at: datetime.datetime) -> Snapshot:
    """The frozen content of a briefing; `about` is {"person": slug} or {"session": number}.

    Keys: kind, generated_at, includes_scores, council, round, subject, sessions, past, statements. A fixed
    number of queries, whatever the person is asked about.
    """
    past: list[VisitSession] = []
    if "person" in about:
        sessions = _meeting.rows(round.pk, about["person"])
        prefetch_related_objects(sessions, *who_and_what())
        person = _person(round, about["person"], sessions)
        past = [session for session in sessions if session.ends_at < at]  # what is over is no longer prepared for
        sessions = [session for session in sessions if session.ends_at >= at]
        subject = {"kind": "person", "title": person.name, "role": person.role, "word": person.slug}
    else:
        sessions = _with_number.rows(round.pk, about["session"])
        prefetch_related_objects(sessions, *who_and_what())
        if not sessions:
            raise NotOnTheTimetable("There is no such session on the timetable, so there is no briefing for it.")
        one = sessions[0]
        subject = {"kind": "session", "title": one.title, "role": one.get_kind_display(), "word": one.reference}
    kept = {one.pk: one for one in statements_of_edition(round.edition)}  # with their I statements
    asked = {one.pk: kept.get(one.pk, one) for session in sessions for one in session.statements.all()}
    statements = sorted(asked.values(), key=lambda one: one.number)
    return {
        "kind": KIND,
        "generated_at": moment(at),
        "includes_scores": includes_scores,
        "council": {
            "name": round.council.name, "colour": round.council.colour, "invented": round.council.invented
        },
        "round": {"slug": round.slug, "title": round.title, "due_on": None},
        "subject": subject,
        "sessions": [_session(session) for session in sessions],
        "past": [_past(session) for session in past],
        "statements": _statements(round, statements, at, includes_scores=includes_scores),
    }  # fmt: skip


@Question
def _meeting(round: int, person: str) -> QuerySet[VisitSession]:
    """The sessions that somebody is in and that were not cancelled."""
    sessions = VisitSession.objects.filter(round=round, cancelled_at=None, people__slug=person)
    return sessions.order_by("starts_at", "number")


@Question
def _with_number(round: int, number: int) -> QuerySet[VisitSession]:
    return VisitSession.objects.filter(round=round, number=number)


def _person(round: Round, slug: str, sessions: list[VisitSession]) -> VisitPerson:
    """The person with this word, from their sessions; asked for only where they have none any more."""
    met = (one for session in sessions for one in session.people.all() if one.slug == slug)
    person = next(met, None) or VisitPerson.objects.filter(round=round, slug=slug).first()
    if person is None:
        raise NotOnTheTimetable("Nobody with this name is on the timetable, so there is no briefing for them.")
    return person


def _past(session: VisitSession) -> Snapshot:
    return {"reference": session.reference, "title": session.title, "starts_at": moment(session.starts_at)}


def _session(session: VisitSession) -> Snapshot:
    return {
        "reference": session.reference,
        "title": session.title,
        "kind": session.kind,
        "kind_title": session.get_kind_display(),
        "starts_at": moment(session.starts_at),
        "ends_at": moment(session.ends_at),
        "place": session.place,
        "regulator": session.regulator,
        "people": [{"name": one.name, "role": one.role} for one in session.people.all()],
        "statements": [one.title for one in sorted(session.statements.all(), key=lambda one: one.number)],
    }


def _statements(
    round: Round, statements: Sequence[QualityStatement], at: datetime.datetime, *, includes_scores: bool
) -> list[Snapshot]:
    """What is said under each statement, what backs it, what is open: four queries for all of them."""
    if not statements:
        return []
    judgements = _begun.rows(round.pk, round.edition_id, tuple(one.pk for one in statements))
    by_statement, by_key = {one.statement_id: one for one in judgements}, {one.pk: one for one in judgements}
    sections = {one.pk: one.statement_id for one in judgements}
    written: dict[int, list[PartText]] = defaultdict(list)
    for text in _texts.rows(tuple(sorted(sections)), round.prompt_set_id):
        text.judgement = by_key[text.judgement_id]
        written[text.judgement.statement_id].append(text)
    quoted = [text for texts in written.values() for text in texts if text.part.slug in SHOWN]
    held_back = frozenset(held_back_of(round, quoted))
    cited: dict[int, list[Citation]] = defaultdict(list)
    for citation in _standing.rows(tuple(sorted(sections))):
        cited[sections[citation.judgement_id]].append(citation)
    promised: dict[str, list[Action]] = defaultdict(list)
    for action in _promised.rows(round.council_id, tuple(one.slug for one in statements)):
        promised[action.judgement.statement.slug].append(action)
    titles = {one.slug: one.title for one in categories_of_edition(round.edition)}
    figures = at_hand(round.council)
    today = timezone.localdate(at)
    found = []
    for one in statements:
        judgement = by_statement.get(one.pk)
        texts = written[one.pk]
        entry: dict[str, Any] = {
            "number": one.number,
            "slug": one.slug,
            "title": one.title,
            "text": one.text,
            "parts": _parts(round, one, texts, held_back),
            "figures": _figures([row for row in figures if one.slug in row.statements]),
            "questions": _questions(round, one),
            "gaps": _gaps(round, one, texts, cited[one.pk], promised[one.slug], titles, today),
            "evidence": [_evidence(citation) for citation in _once(cited[one.pk])[:MOST_EVIDENCE]],
            "actions": [_action(action, today) for action in promised[one.slug]],
            "score": None,
        }
        score = getattr(judgement, "score", None) if includes_scores and judgement else None
        if score is not None:
            words = round.edition.method.score_words[score.value]
            entry["score"] = {"value": score.value, "words": words}
        found.append(entry)
    return found


@Question
def _begun(round: int, edition: int, statements: tuple[int, ...]) -> QuerySet[Judgement]:
    return Judgement.objects.in_round(Round(pk=round, edition_id=edition)).filter(statement__in=statements)


@Question
def _texts(judgements: tuple[int, ...], prompt_set: int) -> QuerySet[PartText]:
    in_use = PartText.objects.filter(judgement__in=judgements, part__retired=False, part__prompt_set=prompt_set)
    return in_use.select_related("part", "i_statement").order_by("part__number", "part__pk")


@Question
def _standing(judgements: tuple[int, ...]) -> QuerySet[Citation]:
    cited = Citation.objects.filter(judgement__in=judgements, evidence__withdrawn_at=None)
    return cited.select_related("evidence")


@Question
def _promised(council: int, sections: tuple[str, ...]) -> QuerySet[Action]:
    actions = Action.objects.kept().unfinished().filter(council=council, judgement__statement__slug__in=sections)
    return actions.select_related("owner", "judgement__statement").order_by("number")


def _parts(
    round: Round, statement: QualityStatement, texts: list[PartText], held_back: frozenset[int]
) -> list[Snapshot]:
    said = {text.part_id: text for text in texts if text.i_statement_id is None}
    return [
        {"slug": part.slug, "title": part.title, "text": _short(said.get(part.pk), held_back)}
        for part in parts_in_use(round.prompt_set, statement)
        if part.slug in SHOWN
    ]


def _short(text: PartText | None, held_back: frozenset[int]) -> str:
    if text is None or not text.text.strip():
        return ""
    return BEING_CHECKED if text.pk in held_back else in_short(text.text)


def in_short(text: str, limit: int = LONGEST) -> str:
    """The first lines of a text within a limit; whole lines, so that a list or a cited figure is never cut in two.

    The dots stand in the last line, because by themselves they might come to the top of a page.

    >>> in_short("One line.\\n\\nAnother line.\\n- a point", 20)
    'One line. …'
    """
    kept: list[str] = []
    length = 0
    for line in text.strip().splitlines():
        length += len(line) + 1
        if kept and length > limit:
            return "\n".join(kept).rstrip() + " …"
        kept.append(line)
    return "\n".join(kept)


def _figures(rows: list) -> list[Snapshot]:
    return [
        {
            "label": row.label,
            "figure": row.figure,
            "england": row.england_figure,
            "period": row.when,
            "reading": row.reading,
        }
        for row in rows[:MOST_FIGURES]
    ]


def _questions(round: Round, statement: QualityStatement) -> list[str]:
    """The first question of each subject, then the second of each, as far as they go."""
    topics = [topic.prompts for topic in subtopics_of(round.prompt_set, statement)]
    deepest = max((len(prompts) for prompts in topics), default=0)
    in_turn = [prompts[place] for place in range(deepest) for prompts in topics if place < len(prompts)]
    return in_turn[:MOST_QUESTIONS]


def _gaps(
    round: Round,
    statement: QualityStatement,
    texts: list[PartText],
    citations: list[Citation],
    actions: list[Action],
    titles: dict[str, str],
    today: datetime.date,
) -> list[str]:
    """What is open on our side and may be asked about, in sentences."""
    written = {(text.part_id, text.i_statement_id) for text in texts if text.text.strip()}
    parts = [part for part in parts_in_use(round.prompt_set, statement) if not part.optional]
    slots = slots_of(parts, i_statements_of(statement))
    empty = list(dict.fromkeys(slot.part.title for slot in slots if slot.ids not in written))
    gaps = [f"Not written yet: {', '.join(f'“{title}”' for title in empty)}."] if empty else []
    there = {titles.get(citation.evidence.category) for citation in citations}
    missing = [one.title for one in categories_of_edition(round.edition) if one.title not in there]
    if missing:
        gaps.append(f"No evidence is cited under {', '.join(f'“{title}”' for title in missing)}.")
    for action in actions:
        if action.due_on and action.due_on < today:
            gaps.append(f"{action.reference} was due on {action.due_on:%-d %B %Y} and is not finished: {action.what}")
        elif action.rag == Action.Rag.RED:
            gaps.append(f"{action.reference} is off track: {action.rag_reason}")
    return gaps


def _once(citations: list[Citation]) -> list[Citation]:
    """Each item once, in the order of the library."""
    first: dict[int, Citation] = {}
    for citation in sorted(citations, key=lambda one: (one.evidence.number, one.pk)):
        first.setdefault(citation.evidence_id, citation)
    return list(first.values())


def _evidence(citation: Citation) -> Snapshot:
    """One item that is cited; of one for a few people only its number and title."""
    item = citation.evidence
    entry = {"reference": item.reference, "title": item.title, "shows": "", "pointer": ""}
    if item.sensitivity == Evidence.Sensitivity.RESTRICTED:
        return entry
    return entry | {"shows": citation.shows, "pointer": citation.pointer}


def _action(action: Action, today: datetime.date) -> Snapshot:
    return {
        "reference": action.reference,
        "what": action.what,
        "owner": action.owner.name if action.owner else "",
        "due_on": action.due_on.isoformat() if action.due_on else None,
        "late": bool(action.due_on and action.due_on < today),
        "going": action.get_rag_display() if action.rag else "",
    }
