"""The items of the letter from a spreadsheet: give it, see what its columns mean and what it would add, confirm."""

import datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance import guard
from assurance.access import allowed
from assurance.closing import check_is_open
from assurance.guard import TICK, TICK_FIELD, TICK_HINT
from assurance.models import Milestone, Round
from assurance.roles import Permission
from selfassessment import item_rows, item_sheet
from selfassessment.forms.returns import ColumnsForm, SheetForm, TakeForm
from selfassessment.item_rows import Found
from selfassessment.models import InformationReturn, ItemSheet
from selfassessment.models.information_return import CASE_LIST, GENERAL, OTHER
from selfassessment.operations.return_sheets import (
    concerns_of,
    discard_items,
    found_in,
    name_columns,
    receive_items,
    take_items,
)
from selfassessment.presenters.returns import section_titles
from selfassessment.return_rules import ReturnRefused


@allowed(Permission.RETURN_ALL)
def return_import(request: HttpRequest, round: Round) -> HttpResponse:
    """Give the spreadsheet that lists the items of the letter."""
    check_is_open(round)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = receive_items(round=round, name=file.name, content=file.read(), by=request.user, at=timezone.now())
        except ReturnRefused as error:
            form.add_error("file", str(error))
        else:
            return redirect("return_import_check", round.slug, kept.reference)
    waiting = ItemSheet.objects.filter(round=round, taken_at=None).defer("table").order_by("-at", "-pk")[:10]
    context = {"form": form, "waiting": waiting, "days": settings.WORKBOOK_DAYS}
    return render(request, "selfassessment/return_import.html", context)


@allowed(Permission.RETURN_ALL)
def return_import_check(request: HttpRequest, round: Round, sheet: str) -> HttpResponse:
    """What the columns mean, every row it would add, every row it can't; then add them, or throw the file away."""
    found = ItemSheet.objects.filter(round=round, reference=sheet).first()
    if found is None:
        raise Http404(
            "There is no spreadsheet with this address, or it was thrown away. Send it again if you need it."
        )
    found.round = round
    if found.taken is not None:
        many = f"{found.taken} item{'s' if found.taken != 1 else ''}"
        messages.info(request, f"“{found.name}” was taken already: {many}. Nothing was added again.")
        return redirect("information_return", round.slug)
    doing = request.POST.get("do", "") if request.method == "POST" else ""
    if doing == "discard":
        discard_items(sheet=found, at=timezone.now())
        messages.success(request, f"“{found.name}” is thrown away. Nothing was added.")
        return redirect("return_import", round.slug)
    headings = _headings(found)
    columns = ColumnsForm(
        request.POST if doing == "columns" else None, headings=headings,
        initial={meaning: str(place) for meaning, place in found.means.items()},
    )  # fmt: skip
    if doing == "columns" and columns.is_valid():
        name_columns(sheet=found, means=columns.means(), at=timezone.now())
        return redirect("return_import_check", round.slug, found.reference)
    begins = not InformationReturn.objects.filter(round=round).exists()
    take = TakeForm(request.POST if doing == "take" else None, begins=begins)
    if doing == "take" and take.is_valid() and (answer := _take(request, round, found, take)):
        return answer
    return render(request, "selfassessment/return_import_check.html", _context(found, columns, take, headings, round))


def _take(request: HttpRequest, round: Round, found: ItemSheet, form: TakeForm) -> HttpResponse | None:
    shown = request.POST.get("expected", "")
    expected = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 6 else -1
    try:
        many = take_items(
            sheet=found, expected=expected, notified_on=form.cleaned_data.get("notified_on"),
            not_personal_data=request.POST.get(TICK_FIELD) == "on", by=request.user, at=timezone.now(),
        )  # fmt: skip
    except ReturnRefused as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, f"{many} item{'s are' if many != 1 else ' is'} in the return.")
    return redirect("information_return", round.slug)


def _headings(found: ItemSheet) -> list[str]:
    """The headings of the columns; a column without one is called by its letter."""
    rows = found.table["rows"]
    width = max((len(cells) for _, cells in rows), default=0)
    cells = rows[item_sheet.heading_row(rows)][1] if rows else []
    return [
        cells[n] if n < len(cells) and cells[n] else f"Column {chr(65 + n) if n < 26 else n + 1}"
        for n in range(width)
    ]


def _context(found: ItemSheet, columns: ColumnsForm, take: TakeForm, headings: list[str], round: Round) -> dict:
    why = item_sheet.missing(found.means)
    told = Found() if why else found_in(found)
    sections, concerns = section_titles(round), concerns_of(told)
    days = dict(Milestone.objects.in_round(round).values_list("slug", "title"))
    return {
        "sheet": found,
        "columns": columns,
        "take": take,
        "forms_errors": [error for form in (columns, take) for error in form.non_field_errors()],
        "why": why,
        "found": told,
        "rows": [
            (
                row.line,
                sections.get(row.section, row.section),
                row.reference,
                row.title,
                row.wording,
                row.kind,
                _due(row, days),
                _serves(row, sections),
            )
            for row in told.rows
        ],
        "says_statements": "statements" in found.means,
        "unsaid": [] if why else item_sheet.left_unsaid(found.means),
        "problems": _by_sentence(told.problems),
        "not_read": item_sheet.unread(found.table["rows"], found.means),
        "carried": _lines(told.carried),
        "bad_lines": len({line for line, _ in told.problems}),
        "headings": headings,
        "concerns": {
            concern.label: guard.sentence(one for one in concerns if one.label == concern.label)
            for concern in concerns
        },
        "tick": {"name": TICK_FIELD, "label": TICK, "hint": TICK_HINT},
        "forgotten_on": found.at + datetime.timedelta(days=settings.WORKBOOK_DAYS),
    }


def _by_sentence(problems: list[tuple[int, str]]) -> list[tuple[str, str]]:
    """What is wrong, each sentence once with the rows it is true of."""
    rows: dict[str, list[int]] = {}
    for line, problem in problems:
        rows.setdefault(problem, []).append(line)
    return [(_lines(lines) if len(lines) <= 6 else _many(lines), problem) for problem, lines in rows.items()]


def _many(lines: list[int]) -> str:
    return f"Rows {', '.join(map(str, lines[:3]))} and {len(lines) - 3} more"


def _lines(lines: list[int]) -> str:
    """Rows of a spreadsheet in words: "Row 3", "Rows 3, 4 and 7"; empty for none."""
    if len(lines) < 2:
        return f"Row {lines[0]}" if lines else ""
    return f"Rows {', '.join(map(str, lines[:-1]))} and {lines[-1]}"


def _serves(row: item_rows.Row, sections: dict[str, str]) -> list[str]:
    """The statements an item would serve: those its row names, or the one of its section."""
    own = (row.section,) if row.section not in {GENERAL, CASE_LIST, OTHER} else ()
    return [sections.get(slug, slug) for slug in row.statements or own]


def _due(row: item_rows.Row, titles: dict[str, str]) -> str:
    if row.due_on:
        return f"{row.due_on:%-d %B %Y}"
    words = {slug: words.capitalize() for words, slug in reversed(item_rows.PRESETS.items())}
    return words.get(row.due_with) or titles.get(row.due_with, "Not given")
