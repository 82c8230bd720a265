"""A filled-in spreadsheet that comes back: kept while somebody looks at it, then applied as a whole or thrown away."""

import datetime
import hashlib
from dataclasses import fields, replace
from typing import Any

from django.conf import settings
from django.db import transaction

from assurance import guard, history
from assurance.access import Access
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import Round, User
from assurance.references import new_reference
from selfassessment.models import Action, Evidence, ReturnedWorkbook
from selfassessment.operations.actions import (
    ActionRefused,
    Promise,
    StaleAction,
    add_action,
    change_action,
    colour_action,
    promise_of,
)
from selfassessment.operations.evidence import EvidenceRefused, Facts, StaleEvidence, add_evidence, change_evidence
from selfassessment.operations.guard import confirm_concerns
from selfassessment.operations.writing import Draft, TextRefused, write_parts
from selfassessment.planning import FILE, ONLINE, Plan, content_of, plan_of
from selfassessment.resources import RowPlan
from selfassessment.spreadsheets import read_spreadsheet


class WorkbookRefused(Exception):
    """A spreadsheet that can't be applied; the text is the sentence to show."""


class Moved(WorkbookRefused):
    """Something changed online since the person looked: nothing was applied, and they look again."""

    def __init__(self) -> None:
        super().__init__(
            "Something changed online while you were looking at this page. Nothing was applied and nothing is lost. "
            "Look at the changes again, then confirm."
        )


class LooksPersonal(WorkbookRefused):
    """Something in the cells looks like personal data, and nobody has said that it is not."""

    def __init__(self, concerns: list[Concern]) -> None:
        places = {
            concern.label: guard.sentence(c for c in concerns if c.label == concern.label) for concern in concerns
        }
        said = "; ".join(f"{label}: {found}" for label, found in places.items())
        super().__init__(
            f"This looks like it holds personal data. {said}. Take it out of the file and send it back again, or tick "
            "that it is not personal data. Nothing was changed."
        )


def receive_workbook(
    *, round: Round, name: str, content: bytes, by: User, at: datetime.datetime
) -> ReturnedWorkbook:  # fmt: skip
    """Read a file that came back and keep what its cells hold, not the file; Unreadable or WrongFile say why not.

    Reading takes a process of its own and a moment, so it is done once and outside the transaction.
    """
    check_is_open(round)
    sheets = read_spreadsheet(content)
    kind = content_of(sheets, round)
    with transaction.atomic():
        return ReturnedWorkbook.objects.create(
            reference=new_reference("w"), round=round, kind=kind.value, name=name[:200], sheets=sheets,
            sha256=hashlib.sha256(content).hexdigest(), by=by, at=at,
        )  # fmt: skip


@transaction.atomic
def discard_workbook(*, workbook: ReturnedWorkbook, by: User, at: datetime.datetime) -> None:
    """Throw a file away that was not applied, with everything its cells held."""
    ReturnedWorkbook.objects.filter(pk=workbook.pk, applied_at=None, by=by).delete()


@transaction.atomic
def forget_workbooks(*, at: datetime.datetime) -> int:
    """Throw away the files nobody has applied for WORKBOOK_DAYS, with everything their cells held; returns how many."""
    since = at - datetime.timedelta(days=settings.WORKBOOK_DAYS)
    return ReturnedWorkbook.objects.filter(applied_at=None, at__lt=since).delete()[0]


@transaction.atomic
def apply_workbook(
    *,
    workbook: ReturnedWorkbook,
    access: Access,
    seal: str,
    choices: dict[str, str],
    by: User,
    at: datetime.datetime,
    not_personal_data: bool = False,
) -> dict[str, int]:
    """Apply everything the person saw, or nothing; `seal` is that of the plan they saw, `choices` by cell.

    `not_personal_data` is what the person said about everything that looks like it, which the history keeps for each
    section. A file that was applied already changes nothing again. What its cells held is forgotten once it is applied.
    """
    held = ReturnedWorkbook.objects.select_for_update(no_key=True, of=("self",)).get(pk=workbook.pk)
    if held.applied_at is not None:
        return held.result
    round = workbook.round
    check_is_open(round)
    plan = plan_of(held.sheets, round, access)
    if plan.problems:
        raise WorkbookRefused("Some cells can’t be taken. Put them right in the file, then send it again.")
    if plan.seal != seal:
        raise Moved
    choices = choices | {c.name: choices.get(c.goes_with, ONLINE) for c in plan.conflicts if c.goes_with}
    concerns = plan.concerns
    if concerns and not not_personal_data:
        raise LooksPersonal(concerns)
    _tell_confirmed(round, plan, concerns, by, at)
    try:
        result = _write(round, plan, choices, by, at)
    except (StaleAction, StaleEvidence) as error:
        raise Moved from error
    except (ActionRefused, EvidenceRefused, TextRefused) as error:
        raise WorkbookRefused(str(error)) from error
    in_conflict = {change.name for change in plan.conflicts}
    if left := sum(choices.get(name) != FILE for name in in_conflict):
        result["cells left as they are online"] = left
    held.choices = {name: choice for name, choice in choices.items() if name in in_conflict}
    held.sheets, held.result, held.applied_at = [], result, at
    held.save(update_fields=["choices", "sheets", "result", "applied_at"])
    history.record(
        by=by, at=at, round=round, verb="applied the spreadsheet", subject=held.name, after={**result}
    )  # fmt: skip
    return result


def _tell_confirmed(round: Round, plan: Plan, concerns: list[Concern], by: User, at: datetime.datetime) -> None:
    """Tell each section's history what somebody said of its cells, so that it is not asked about again there."""
    sections = {change.name: section for section, row in plan.texts for change in row.changes}
    statements = {section.slug: section.statement for section in sections.values()}
    for slug, statement in statements.items():
        own = [c for c in concerns if c.where in sections and sections[c.where].slug == slug]
        confirm_concerns(concerns=own, round=round, statement=statement, by=by, at=at)
    rest = [concern for concern in concerns if concern.where not in sections]
    if rest:
        history.record(
            by=by, at=at, round=round, verb=guard.CONFIRMED, subject="The spreadsheet", after=guard.told(rest)
        )  # fmt: skip


def _write(round: Round, plan: Plan, choices: dict[str, str], by: User, at: datetime.datetime) -> dict[str, int]:
    rows = {id(row): _chosen(row, choices) for row in plan.rows}
    written = {"texts": 0, "actions changed": 0, "actions added": 0, "evidence changed": 0, "links added": 0}
    drafts: dict[str, list[Draft]] = {}
    statements = {section.slug: section.statement for section, _ in plan.texts}
    for section, row in plan.texts:
        if "text" in rows[id(row)].values and row.known:
            slot = section.slots[row.known.key]
            text = rows[id(row)].values["text"]
            drafts.setdefault(section.slug, []).append(Draft(slot.part, text, row.known.version, slot.i_statement))
    for slug, given in drafts.items():
        outcome = write_parts(round=round, statement=statements[slug], drafts=given, by=by, at=at)
        if outcome.stale:
            raise Moved
        written["texts"] += len(outcome.saved)
    for row in plan.actions:
        values = rows[id(row)].values
        if values:
            _write_action(round, row, values, by, at)
            written["actions changed" if row.known else "actions added"] += 1
    for row in plan.evidence:
        values = rows[id(row)].values
        if values:
            _write_entry(round, row, values, by, at)
            written["evidence changed" if row.known else "links added"] += 1
    return {what: number for what, number in written.items() if number}


def _chosen(row: RowPlan, choices: dict[str, str]) -> RowPlan:
    """The row without the cells in conflict for which the file was not chosen."""
    kept = {change.key for change in row.changes if change.conflict and choices.get(change.name) != FILE}
    return replace(row, values={key: value for key, value in row.values.items() if key not in kept})


def _write_action(round: Round, row: RowPlan, values: dict[str, Any], by: User, at: datetime.datetime) -> None:
    rag = {key: values.pop(key) for key in ("rag", "rag_reason") if key in values}
    values = {key: "" if value is None and key == "section" else value for key, value in values.items()}
    if row.known is None:
        given = {key: value for key, value in values.items() if value is not None}
        add_action(
            round=round, promise=Promise(**given), rag=rag.get("rag") or "", rag_reason=rag.get("rag_reason") or "",
            by=by, at=at,
        )  # fmt: skip
        return
    action = row.known.source
    assert isinstance(action, Action)
    changed = change_action(
        round=round,
        action=action,
        version=action.version,
        promise=replace(promise_of(action), **values),
        by=by,
        at=at,
    )
    if rag:
        was = (action.rag, action.rag_reason)
        rag = {"rag": changed.rag, "rag_reason": changed.rag_reason, **{k: v or "" for k, v in rag.items()}}
        colour_action(round=round, action=changed, was=was, **rag, by=by, at=at)


def _write_entry(round: Round, row: RowPlan, values: dict[str, Any], by: User, at: datetime.datetime) -> None:
    if row.known is None:
        kind = Evidence.Kind.LINK.value
        add_evidence(round=round, kind=kind, facts=Facts(**values, owner=by), by=by, at=at)
        return
    item = row.known.source
    assert isinstance(item, Evidence)
    held = {f.name: getattr(item, f.name) for f in fields(Facts) if f.name != "confirmed"}
    change_evidence(round=round, item=item, facts=Facts(**held | values), version=item.version, by=by, at=at)
