"""What stands behind a workbook's words: what each section cites, the register of it all, and the action plan."""

import datetime

from assurance.models import OPENING, Round
from assurance.official import categories_of_edition
from reports.gathering.snapshot import Snapshot, moment
from selfassessment.models import Action, Citation, Evidence, Judgement
from selfassessment.presenters.evidence import categories_of

OPENING_PLACE = "The council as a whole"  # its heading in the workbook
Places = dict[str, str]  # slugs of the round's sections, in their order, and what the workbook calls them


def with_backing(snapshot: Snapshot, *, round: Round, at: datetime.datetime) -> Snapshot:
    """A gathered round with what backs it: three queries, four where the edition's words are not at hand.

    Every section gets `backing` (its citations, and the kinds of evidence nothing is cited from) and `actions`
    (numbers); the whole gets `evidence` (categories, items) and `action_plan` (since when, actions). Of an item for a
    few people only its number and title leave the library, and of a withdrawn one nothing.
    """
    titles = categories_of(round)
    asked = [category.title for category in categories_of_edition(round.edition)]
    entries = [entry for theme in snapshot["themes"] for entry in theme["statements"]]
    places: Places = {OPENING: OPENING_PLACE} | {e["slug"]: f"{e['number']}. {e['title']}" for e in entries}
    citations = list(Citation.objects.standing_in(round))
    actions = [_action(action, places) for action in Action.objects.open_or_closed_since(round)]

    def backed(section: Snapshot, slug: str, wanted: list[str]) -> Snapshot:
        here = [c for c in citations if c.judgement and c.judgement.section == slug]
        from_categories = {titles.get(c.evidence.category) for c in here}
        return section | {
            "backing": {
                "citations": [_citation(citation) for citation in sorted(here, key=_in_section)],
                "gaps": [title for title in wanted if title not in from_categories],
            },
            "actions": [action["reference"] for action in actions if action["section"] == slug],
        }

    themes = [
        theme | {"statements": [backed(entry, entry["slug"], asked) for entry in theme["statements"]]}
        for theme in snapshot["themes"]
    ]
    return snapshot | {
        # The framework asks for its kinds of evidence under each statement, not under the opening section.
        "opening": backed(snapshot["opening"], OPENING, []),
        "themes": themes,
        "evidence": {
            "categories": [{"slug": slug, "title": title} for slug, title in titles.items()],
            "items": _items(citations, places),
        },
        "action_plan": {"since": moment(round.started_at), "actions": sorted(actions, key=_in_plan(places))},
    }


def _in_section(citation: Citation) -> tuple[int, int, int]:
    """The order of a section's citations: what backs the whole, then I statement by I statement."""
    backs = citation.i_statement.number if citation.i_statement else 0
    return (backs, citation.evidence.number, citation.pk)


def _citation(citation: Citation) -> Snapshot:
    entry = {"evidence": citation.evidence.reference}
    if _is_restricted(citation.evidence):
        return entry
    return entry | {
        "pointer": citation.pointer,
        "shows": citation.shows,
        "i_statement": citation.i_statement.text if citation.i_statement else None,
        "unconfirmed": citation.needs_review,
    }


def _is_restricted(item: Evidence) -> bool:
    return item.sensitivity == Evidence.Sensitivity.RESTRICTED


def _items(citations: list[Citation], places: Places) -> list[Snapshot]:
    """Every item that backs anything in the round, by its number, with where it does."""
    cited: dict[Evidence, set[tuple[int, int, str]]] = {}
    for citation in citations:
        cited.setdefault(citation.evidence, set()).add(_place(citation, list(places), places))
    return [
        _item(item) | {"cited_in": [place for _, _, place in sorted(where)]}
        for item, where in sorted(cited.items(), key=lambda pair: pair[0].number)
    ]


def _item(item: Evidence) -> Snapshot:
    """What the register says of an item; its category is known too of one for a few people, as in the library."""
    entry = {
        "reference": item.reference, "title": item.title, "category": item.category, "restricted": _is_restricted(item)
    }  # fmt: skip
    if entry["restricted"]:
        return entry
    dated = item.dated_on.isoformat() if item.dated_on else None
    return entry | {"kind": item.get_kind_display(), "dated_on": dated}


def _place(citation: Citation, order: list[str], places: Places) -> tuple[int, int, str]:
    """Where a citation stands, and what it is listed after: sections first, then actions, then checklists."""
    if citation.judgement:
        section = citation.judgement.section
        title = _title(citation.judgement, places)
        return (0, order.index(section) if section in places else len(order), title)
    if citation.action:
        return (1, citation.action.number, f"Action {citation.action.reference}")
    checklist = citation.answer.item.checklist
    return (2, checklist.pk, f"Checklist: {checklist.title}")


def _title(judgement: Judgement, places: Places) -> str:
    """What a section is called, also one of another edition that this round's framework does not have."""
    return places.get(judgement.section) or judgement.statement.title


def _action(action: Action, places: Places) -> Snapshot:
    """One action; `section` and its title are empty for one that came from none."""
    return {
        "reference": action.reference,
        "number": action.number,
        "section": action.judgement.section if action.judgement else "",
        "section_title": _title(action.judgement, places) if action.judgement else "",
        "what": action.what,
        "owner": action.owner.name if action.owner else None,
        "due_on": action.due_on.isoformat() if action.due_on else None,
        "measure": action.measure,
        "expected_evidence": action.expected_evidence,
        "rag": action.rag,
        "rag_words": action.get_rag_display() if action.rag else "",
        "rag_reason": action.rag_reason,
        "outcome": action.get_outcome_display() if action.outcome else "",
        "closed_at": moment(action.closed_at),
        "note": {"text": action.told, "at": moment(action.told_at)} if action.told else None,
    }


def _in_plan(places: Places):
    """Sections in the workbook's order, then those of earlier editions, then what came from no section."""
    order = {slug: number for number, slug in enumerate(places)}

    def key(action: Snapshot) -> tuple[bool, int, str, int]:
        section = action["section"]
        return (not section, order.get(section, len(order)), action["section_title"], action["number"])

    return key
