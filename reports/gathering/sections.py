"""What every document of a round holds: its setting, its sections with their texts, and what the scores come to."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from assurance import scoring
from assurance.models import OPENING, Assignment, Edition, IStatement, Part, QualityStatement, Round
from assurance.official import parts_of
from reports.gathering.snapshot import Snapshot, moment
from selfassessment.guard import BEING_CHECKED, held_back_in
from selfassessment.models import Judgement, Score
from selfassessment.slots import Slot, i_statements_of, slots_of


def gather_round(
    *, kind: str, round: Round, includes_scores: bool, at: datetime.datetime, only_cleared: bool = False
) -> Snapshot:
    """The frozen content of a document: plain JSON, gathered in a fixed number of queries.

    With `only_cleared`, for those who are invited to read, it says in the place of a text that looks like it holds
    personal data that this is being checked.

    Keys: kind, generated_at, includes_scores, council, round, edition, opening, themes (each with its statements),
    writing (parts written of how many), and roll_up, which is None without scores.
    """
    parts: dict[str, list[Part]] = defaultdict(list)
    for part in parts_of(round.prompt_set):
        if not part.retired:
            parts[part.scope].append(part)
    owners = _owners(round)
    held_back = frozenset(held_back_in(round)) if only_cleared else frozenset()
    judgements = Judgement.objects.in_round(round).with_texts(round)
    if includes_scores:
        judgements = judgements.with_score_detail()
    by_section = {judgement.section: judgement for judgement in judgements}
    statements = list(round.edition.statements.in_order().prefetch_related("i_statements"))
    method = round.edition.method

    opening = _section(by_section.get(OPENING), parts[Part.Scope.OPENING], owners.get(OPENING), [], held_back)
    themes: list[Snapshot] = []
    for statement in statements:
        judgement = by_section.get(statement.slug)
        i_statements = i_statements_of(statement)
        owner = owners.get(statement.slug)
        section = _section(judgement, parts[Part.Scope.STATEMENT], owner, i_statements, held_back)
        entry = _statement(statement) | section
        if includes_scores:
            entry["score"] = _score(judgement, method)
        if not themes or themes[-1]["slug"] != statement.theme.slug:
            theme = statement.theme
            themes.append({"number": theme.number, "slug": theme.slug, "title": theme.title, "statements": []})
        themes[-1]["statements"].append(entry)

    everything = [opening, *(entry for theme in themes for entry in theme["statements"])]
    return {
        "kind": kind,
        "generated_at": moment(at),
        "includes_scores": includes_scores,
        "council": {
            "name": round.council.name,
            "colour": round.council.colour,
            "invented": round.council.invented,
        },
        "round": {
            "slug": round.slug,
            "title": round.title,
            "due_on": round.due_on.isoformat() if round.due_on else None,
        },
        "edition": _edition(round.edition, includes_scores),
        "opening": opening,
        "themes": themes,
        "writing": {
            "written": sum(section["written"] for section in everything),
            "parts": sum(section["wanted"] for section in everything),
        },
        "roll_up": _roll_up(method, statements, by_section) if includes_scores else None,
    }


def _owners(round: Round) -> dict[str, str]:
    owned = Assignment.objects.filter(round=round, kind=Assignment.Kind.OWNER)
    return {slug or OPENING: name for slug, name in owned.values_list("statement__slug", "person__name")}


def _section(
    judgement: Judgement | None,
    parts: Iterable[Part],
    owner: str | None,
    i_statements: list[IStatement],
    held_back: frozenset[int],
) -> Snapshot:
    """One section: its parts in order, written or not, its owner and when anybody last changed it."""
    texts = judgement.texts_in_use if judgement else []
    by_slot = {
        (text.part_id, text.i_statement_id): BEING_CHECKED if text.pk in held_back else text.text for text in texts
    }
    slots = [(slot, by_slot.get(slot.ids, "")) for slot in slots_of(list(parts), i_statements)]
    listed = [_part(part, [one for one in slots if one[0].part == part]) for part in parts]
    wanted = [text for slot, text in slots if not slot.part.optional]
    latest = max(texts, key=lambda text: (text.changed_at, text.pk), default=None)
    return {
        "parts": listed,
        "written": sum(bool(text.strip()) for text in wanted),
        "wanted": len(wanted),
        "owner": owner,
        "changed_at": moment(latest.changed_at) if latest else None,
        "changed_by": latest.changed_by.name if latest and latest.changed_by else None,
    }


def _part(part: Part, slots: list[tuple[Slot, str]]) -> Snapshot:
    """A part with its text; with `answers`, one for each I statement, where it is written against them."""
    answers = [
        {"number": slot.i_statement.number, "i_statement": slot.i_statement.text, "text": text}
        for slot, text in slots
        if slot.i_statement
    ]
    text = "" if answers else slots[0][1]
    return {"slug": part.slug, "title": part.title, "optional": part.optional, "text": text, "answers": answers}


def _statement(statement: QualityStatement) -> Snapshot:
    return {
        "number": statement.number,
        "slug": statement.slug,
        "title": statement.title,
        "text": statement.text,
        "source": statement.source,
        "i_statements": [
            {"text": said.text, "source": said.source}
            for said in sorted(statement.i_statements.all(), key=lambda said: said.number)
        ],
    }


def _given(judgement: Judgement | None) -> Score | None:
    return getattr(judgement, "score", None)  # a section without a score has no such row


def _score(judgement: Judgement | None, method: scoring.Method) -> Snapshot | None:
    score = _given(judgement)
    if score is None:
        return None
    return {
        "value": score.value,
        "words": method.score_words[score.value],
        "reason": score.reason,
        "by": score.changed_by.name if score.changed_by else None,
        "at": moment(score.changed_at),
        "categories": [
            {"title": given.category.title, "value": given.value, "words": method.score_words[given.value]}
            for given in score.detail
        ],
    }


def _edition(edition: Edition, includes_scores: bool) -> Snapshot:
    """The edition and its sources; how scores become a rating only where the document shows scores."""
    entry = {
        "slug": edition.slug,
        "title": edition.title,
        "published_on": str(edition.published_on),
        "dating_note": edition.dating_note,
        "publisher": edition.publisher,
        "licence": edition.licence,
        "sources": [{"title": s["title"], "url": s["url"]} for s in edition.sources],
        "scoring": None,
    }
    if includes_scores:
        method = edition.method
        entry["scoring"] = {
            "by_category": method.scores_categories,
            "score_words": [{"score": value, "words": words} for value, words in sorted(method.score_words.items())],
            "bands": [_band(band) for band in sorted(method.ratings, key=lambda band: band.low)],
            "statement_bands": [
                {"score": band.score, "low": band.low, "high": band.high}
                for band in sorted(method.statement_bands, key=lambda band: band.score)
            ],
            "rounding_note": edition.scoring_rules.get("rounding_note", ""),
            "notification_score": method.notify_score,
            "notification_note": edition.scoring_rules["notification"].get("note", ""),
        }
    return entry


def _band(band: scoring.Band) -> Snapshot:
    return {"slug": band.slug, "title": band.title, "low": band.low, "high": band.high}


def _roll_up(
    method: scoring.Method, statements: list[QualityStatement], by_section: dict[str, Judgement]
) -> Snapshot:
    scored = [
        scoring.ScoredStatement(s.slug, s.theme.slug, score.value if score else None)
        for s in statements
        for score in [_given(by_section.get(s.slug))]
    ]
    result = scoring.roll_up(method, scored)
    titles = {s.slug: s.title for s in statements}
    reach = result.reach
    return {
        "scored": result.scored,
        "statements": result.statements,
        "total": result.total,
        "maximum": result.maximum,
        "percentage": result.percentage,
        "rating": _band(result.rating) if result.rating else None,
        "next_rating": _band(result.next_rating) if result.next_rating else None,
        "points_to_next": result.points_to_next,
        "reach": {
            "lowest_total": reach.lowest_total,
            "highest_total": reach.highest_total,
            "lowest_percentage": reach.lowest_percentage,
            "highest_percentage": reach.highest_percentage,
            "lowest_rating": _band(reach.lowest_rating),
            "highest_rating": _band(reach.highest_rating),
        },
        "notifications": [{"slug": slug, "title": titles[slug]} for slug in result.notifications],
    }
