"""The items of a letter in a spreadsheet: read once, looked at, its columns named, then taken or forgotten."""

import datetime
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from assurance import bounded
from assurance.closing import check_is_open
from assurance.guard import Concern, concerns_in
from assurance.models import QualityStatement, Round, User
from assurance.references import new_reference
from assurance.reviewed_files import reviewed
from selfassessment import item_rows, item_sheet
from selfassessment.item_rows import Found
from selfassessment.models import InformationReturn, ItemSheet, RequestedItem
from selfassessment.operations.returns import Asked, add_items, key_of, start_return
from selfassessment.return_rules import ReturnRefused
from selfassessment.served import names_of

STARTING_SET = Path("information_return") / "starting-set.yaml"


def receive_items(*, round: Round, name: str, content: bytes, by: User, at: datetime.datetime) -> ItemSheet:
    """Read a spreadsheet in a process of its own and keep its cells, not the file; ReturnRefused says why not."""
    check_is_open(round)
    if len(content) > item_sheet.MOST_BYTES:
        most = item_sheet.MOST_BYTES // 1_000_000
        raise ReturnRefused(
            f"This file is larger than {most} MB; a letter’s list is much smaller. Nothing was added."
        )
    if not content.strip():
        raise ReturnRefused(item_sheet.EMPTY)
    try:
        with bounded.child(item_sheet.read) as reading:
            table = next(iter(reading.frames(content)))
    except bounded.Refused as why:
        said = str(why)
        raise ReturnRefused(said if item_sheet.NOTHING in said else f"{said} {item_sheet.NOTHING}") from why
    with transaction.atomic():
        return ItemSheet.objects.create(
            reference=new_reference("s"), round=round, name=name[:200], table=table,
            means=item_sheet.guessed(table["rows"]), sha256=hashlib.sha256(content).hexdigest(), by=by, at=at,
        )  # fmt: skip


@transaction.atomic
def name_columns(*, sheet: ItemSheet, means: Mapping[str, int], at: datetime.datetime) -> None:
    """Say what the columns of a spreadsheet mean, in the place of what was guessed."""
    known = {meaning: place for meaning, place in means.items() if meaning in item_sheet.MEANINGS}
    ItemSheet.objects.filter(pk=sheet.pk, taken_at=None).update(means=known)


def found_in(sheet: ItemSheet) -> Found:
    """What a spreadsheet would add to the return as it stands, and what of it can't be taken: two queries."""
    statements = list(QualityStatement.objects.filter(edition_id=sheet.round.edition_id).in_order())
    words = item_rows.section_words([(one.number, one.slug, one.title) for one in statements])
    known = names_of([(one.number, one.slug, one.title, _titles(one.aliases), _theme(one)) for one in statements])
    items = RequestedItem.objects.in_round(sheet.round).values_list("section", "reference", "title")
    there = {(section, key_of(reference)): title for section, reference, title in items}
    return item_rows.items_in(sheet.table["rows"], sheet.means, words, there, known)


def _theme(statement: QualityStatement) -> list[str]:
    theme = statement.theme
    return [theme.slug, theme.title, *_titles(theme.aliases)]


def _titles(aliases: list[dict]) -> list[str]:
    return [alias["title"] for alias in aliases]


def concerns_of(found: Found) -> list[Concern]:
    """What looks like personal data in the rows that would be taken, by their line."""
    texts = {f"{row.line}": (f"Row {row.line}", f"{row.title}\n{row.wording}") for row in found.rows}
    return concerns_in(texts)


@transaction.atomic
def take_items(
    *,
    sheet: ItemSheet,
    expected: int,
    by: User,
    at: datetime.datetime,
    notified_on: datetime.date | None = None,
    not_personal_data: bool = False,
) -> int:
    """Add the items of a spreadsheet that can be taken, and start the return where there is none; returns how many.

    `expected` is how many the person was shown; `not_personal_data` is what they said about what looks like it. Given
    twice, it adds nothing again.
    """
    held = ItemSheet.objects.select_for_update(no_key=True, of=("self",)).select_related("round__council").get(
        pk=sheet.pk
    )  # fmt: skip
    if held.taken is not None:
        return held.taken
    round = held.round
    check_is_open(round)
    if why := item_sheet.missing(held.means):
        raise ReturnRefused(f"{why} {item_sheet.NOTHING}")
    found = found_in(held)
    if len(found.rows) != expected:
        raise ReturnRefused(
            "The return changed while you were looking at this page. Nothing was added: look at the rows again, then "
            "confirm."
        )
    if not found.rows:
        raise ReturnRefused(
            "No row of this spreadsheet can be taken, so nothing was added. Put them right in the file."
        )
    concerns = concerns_of(found)
    if concerns and not not_personal_data:
        raise ReturnRefused(
            "This looks like it holds personal data. Take it out of the file and send it again, or tick that it is "
            "not. Nothing was added."
        )
    items = [
        Asked(
            row.section, row.reference, row.title, row.wording, row.kind, row.statements, due_with=row.due_with,
            due_on=row.due_on,
        )
        for row in found.rows
    ]  # fmt: skip
    if not InformationReturn.objects.filter(round=round).exists():
        start_return(round=round, started_from=held.name, notified_on=notified_on, by=by, at=at)
    add_items(round=round, items=items, started_from=held.name, confirmed=concerns, by=by, at=at)
    ItemSheet.objects.filter(pk=held.pk).update(table={}, taken_at=at, taken=len(items))
    return len(items)


@transaction.atomic
def discard_items(*, sheet: ItemSheet, at: datetime.datetime) -> None:
    """Throw a spreadsheet away whose items were not taken, with everything in its cells."""
    ItemSheet.objects.filter(pk=sheet.pk, taken_at=None).delete()


@transaction.atomic
def forget_item_sheets(*, at: datetime.datetime) -> int:
    """Forget the spreadsheets nobody has taken items from for WORKBOOK_DAYS; returns how many."""
    since = at - datetime.timedelta(days=settings.WORKBOOK_DAYS)
    return ItemSheet.objects.filter(taken_at=None, at__lt=since).delete()[0]


@cache
def starting_set() -> dict:
    """The reviewed file with the items of our own starting set, each with its basis and source."""
    return reviewed(STARTING_SET)


def starting_items(round: Round) -> list[Asked]:
    """The starting set as items of a round; a statement its edition does not have becomes “other”."""
    statements = list(
        QualityStatement.objects.filter(edition_id=round.edition_id).order_by("number").values_list("slug", flat=True)
    )
    known = {"general", "case-list", "other", *statements}
    items, others = [], 0
    for entry in starting_set()["items"]:
        section, reference = entry["section"], entry["reference"]
        if section not in known:
            others += 1
            section, reference = "other", f"S{others}"
        basis = f"A public paper names it: {entry['source']}" if entry.get("source") else "Our own suggestion."
        items.append(
            Asked(
                section, reference, entry["title"], basis=basis, kind=entry["kind"],
                statements=tuple(statements) if entry.get("statements") == "all" else (), due_with=entry["due_with"],
            )
        )  # fmt: skip
    return items
