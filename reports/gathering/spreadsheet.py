"""The spreadsheets that can be filled in and sent back: a whole round, or the action plan alone."""

import datetime

from assurance.models import EvidenceCategory, Round, Subtopic
from reports.gathering.snapshot import Snapshot, moment
from reports.models import Document
from selfassessment.models import Judgement
from selfassessment.presenters.sheets import (
    SectionSheet,
    SheetRow,
    action_sheet_rows,
    actions_of_council,
    evidence_sheet_rows,
    library,
    names_of,
    section_sheets,
)
from selfassessment.sheets import Content, code


def gather_spreadsheet(*, kind: str, round: Round, includes_scores: bool, at: datetime.datetime) -> Snapshot:
    """The frozen content of a spreadsheet: plain JSON, gathered in a fixed number of queries.

    Keys: kind, generated_at, includes_scores, council, round, code, sections (with rows), actions, evidence, the names
    people may choose from, what is asked, and scores, which is None without them.
    """
    whole = kind == Document.Kind.SPREADSHEET
    names = names_of(round)
    sections = section_sheets(round) if whole else []
    actions = actions_of_council(round.council_id)
    content = Content.ROUND if whole else Content.ACTIONS
    return {
        "kind": kind,
        "generated_at": moment(at),
        "includes_scores": includes_scores and whole,
        "council": {"name": round.council.name, "invented": round.council.invented},
        "round": {"slug": round.slug, "title": round.title},
        "code": code(content.value, round.council.slug, round.slug),
        "sections": [_section(sheet) for sheet in sections],
        "actions": _rows(action_sheet_rows(actions, names)),
        "evidence": _rows(evidence_sheet_rows(library(round), names)) if whole else None,
        "names": {
            "owners": list(names.owners), "sections": list(names.sections), "categories": list(names.categories),
        },
        "asked": _asked(round, sections) if whole else [],
        "scores": _scores(round) if includes_scores and whole else None,
    }  # fmt: skip


def _rows(rows: list[SheetRow]) -> list[dict[str, str]]:
    return [row.cells | {"mark": row.mark} for row in rows]


def _section(sheet: SectionSheet) -> Snapshot:
    return {
        "name": sheet.name, "title": sheet.title, "status": sheet.status.label, "is_open": sheet.is_open,
        "rows": _rows(sheet.rows),
    }  # fmt: skip


def _asked(round: Round, sections: list[SectionSheet]) -> list[list[str]]:
    """What each section asks, row by row: section, what it is, the words."""
    subtopics = Subtopic.objects.filter(prompt_set_id=round.prompt_set_id).prefetch_related("prompts")
    by_statement: dict[int, list[Subtopic]] = {}
    for subtopic in subtopics.order_by("number"):
        by_statement.setdefault(subtopic.statement_id, []).append(subtopic)
    rows = []
    for sheet in sections:
        if sheet.statement is None:
            continue
        rows.append([sheet.title, "Quality statement", sheet.statement.text])
        rows += [
            [sheet.title, subtopic.title, "\n".join(prompt.text for prompt in subtopic.prompts.all())]
            for subtopic in by_statement.get(sheet.statement.pk, [])
        ]
    return rows


def _scores(round: Round) -> list[list[str]]:
    """Each statement's score with its words, reason and confidence; under the 2023 method its categories' too."""
    words = round.edition.method.score_words
    judgements = Judgement.objects.in_round(round).with_score_detail().filter(score__isnull=False)
    titles = dict(EvidenceCategory.objects.filter(edition_id=round.edition_id).values_list("pk", "title"))
    rows = []
    for judgement in judgements.order_by("statement__number"):
        score, title = judgement.score, judgement.statement.title
        rows.append([title, str(score.value), words[score.value], score.reason, score.get_confidence_display()])
        rows += [
            [f"{title}: {titles[given.category_id]}", str(given.value), words[given.value], "", ""]
            for given in score.detail
        ]
    return rows
