"""A council's own spreadsheet, within its own request: what its columns mean, what it would change, taking it.

As with Client Level Data, the file is handed on as it arrives and nothing of it is kept: see casetracking/receiving.py.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.models import Round
from assurance.roles import Permission
from casetracking import workbook
from casetracking.forms.sheets import SheetForm, TakeSheetForm
from casetracking.models import Attribute, HeldSheet, Pool
from casetracking.operations.keys import KeyRefused, key_in_force
from casetracking.operations.sheets import (
    SheetRefused,
    hold_sheet,
    remembered,
    shown_of,
    take_sheet,
    throw_sheet_away,
)
from casetracking.presenters import sheets as shown
from casetracking.receiving import NotTaken, Wanted, receive
from casetracking.sealing import Unreadable, key_of_headings
from casetracking.sheet import reading
from casetracking.sheet.headings import LEFT_OUT
from casetracking.sheet.reading import Sheet
from casetracking.turns import Busy, turn
from casetracking.views.files import said_of
from casetracking.views.finding import attributes_of, pool_of
from casetracking.views.listing import XLSX

SAID = (Busy, KeyRefused, NotTaken, SheetRefused, Unreadable, reading.Refused)
WANTED = Wanted(
    lambda: reading.LARGEST,
    "Choose your spreadsheet, then send it again. Nothing was changed.",
    "The file is larger than {limit} MB, the most this page takes. Nothing of it was kept. Save only the columns that "
    "are needed in a new file, and give that.",
)
WAITS_NOT = "No spreadsheet of yours waits here. Give it, and you see what it would change."
NO_LONGER = "This spreadsheet no longer waits here: it was taken already, or a later one was given. Look at the pool."


@csrf_exempt
@allowed(Permission.CASES_CURATE)
def pool_sheet(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """Give a spreadsheet: it is read, and where a column is not clear its meaning is asked."""
    found = pool_of(request, round, pool)
    attributes = attributes_of(round)
    context: dict = {"pool": found, "form": SheetForm()}
    if request.method == "POST":
        try:
            answer = _look_through(request, found, attributes)
        except SAID as why:
            context["form"] = _with_error(said_of(request, why))
        else:
            if isinstance(answer, HttpResponse):
                return answer
            if not answer.why and not request.POST.get("check"):
                return redirect("pool_sheet_check", round.slug, found.slug)
            context["asked"] = shown.choices_of(answer.columns, attributes)
            if answer.why not in {"", "ask"}:
                context["form"] = _with_error(f"{answer.why} Nothing of the file was kept: choose it again below.")
    if "asked" not in context:
        context["waiting"] = HeldSheet.objects.of_person(found, request.user, timezone.now()).first()
        context["wanted"] = shown.template_columns(attributes, everything=False)
    return render(request, "casetracking/pool_sheet.html", context)


def _look_through(request: HttpRequest, pool: Pool, attributes: list[Attribute]) -> Sheet | HttpResponse:
    held, secret = key_in_force(pool.round.council)
    said = [
        (one.slug, one.title, one.kind, [(slug, one.in_words(slug)) for slug in one.choices]) for one in attributes
    ]
    known = remembered(pool.round.council)
    given = {"attributes": said, "remembered": known, "heading_key": key_of_headings(pool.round.council.pk)}
    with turn(), reading.look_through(key=secret, **given) as looking:
        answer = receive(request, looking.feed, round=pool.round.slug, pool=pool.slug, wanted=WANTED)
        if answer is not None:
            return answer
        sheet = looking.sheet(_told(request))
    if not sheet.why and not request.POST.get("check"):
        hold_sheet(
            pool=pool, sheet=sheet, key=held, secret=secret, attributes=attributes, by=request.user, at=timezone.now()
        )
    return sheet


def _told(request: HttpRequest) -> dict[str, str] | None:
    """What somebody said of the columns, by their marks; None on the page that does not ask."""
    sent = {name.removeprefix("means-"): value for name, value in request.POST.items() if name.startswith("means-")}
    return {mark: LEFT_OUT if value in {"", shown.OUT} else value for mark, value in sent.items()} or None


@allowed(Permission.CASES_CURATE)
def pool_sheet_check(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """What the spreadsheet somebody gave would change; sent, it is taken."""
    found = pool_of(request, round, pool)
    held = HeldSheet.objects.of_person(found, request.user, timezone.now()).first()
    if held is None:
        messages.info(request, NO_LONGER if request.method == "POST" else WAITS_NOT)
        return redirect("pool_sheet", round.slug, found.slug)
    attributes = attributes_of(round)
    told = shown_of(held)
    counts = {"new": told["new"], "had": told["people"], "missing": told["missing"]}
    form = TakeSheetForm(request.POST or None, **counts, initial={"mark": held.mark})
    if request.method == "POST" and form.is_valid():
        mark, choices = form.cleaned_data["mark"], form.choices()
        try:
            made = take_sheet(
                pool=found, mark=mark, choices=choices, attributes=attributes, by=request.user, at=timezone.now()
            )
        except (SheetRefused, KeyRefused) as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "The spreadsheet is taken. The file itself was never kept.")
            return redirect("pool_file", round.slug, found.slug, made.number)
    context = {
        "pool": found, "held": held, "told": told, "form": form, "preview": shown.preview_of(told, attributes),
        "nothing": not (told["new"] or told["changed"] or told["missing"]),
    }  # fmt: skip
    return render(request, "casetracking/pool_sheet_check.html", context)


@require_POST
@allowed(Permission.CASES_CURATE)
def pool_sheet_discard(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """Throw away what is held of a spreadsheet."""
    found = pool_of(request, round, pool)
    if throw_sheet_away(pool=found, by=request.user, at=timezone.now()):
        messages.success(request, "What was held of your spreadsheet is destroyed. Nothing was changed.")
    return redirect("pool_sheet", round.slug, found.slug)


@allowed(Permission.CASES_CURATE)
def pool_sheet_template(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """An empty workbook with the columns a spreadsheet may have."""
    found = pool_of(request, round, pool)
    everything = request.GET.get("columns") == "all"
    columns = shown.template_columns(attributes_of(round), everything=everything)
    content = workbook.written("People", [one.heading for one in columns], [])
    response = HttpResponse(content, content_type=XLSX)
    name = "everything" if everything else "what-only-we-know"
    response["Content-Disposition"] = f'attachment; filename="{name}-{found.slug}.xlsx"'
    return response


def _with_error(sentence: str) -> SheetForm:
    form = SheetForm({})
    form.add_error("file", sentence)
    return form
