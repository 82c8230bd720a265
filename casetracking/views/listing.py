"""The list that goes to the regulator, and its choice when it comes back."""

import io

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from assurance.access import allowed
from assurance.ascof import reading
from assurance.bounded import Refused
from assurance.models import Round
from assurance.roles import Permission
from casetracking.choice import Named, named_in, pasted
from casetracking.deadlines import DAYS, suggested
from casetracking.forms.listing import ChoiceForm, ColumnsForm, DatesForm
from casetracking.middleware import about_people
from casetracking.models import Case
from casetracking.operations import listing as acts
from casetracking.operations.deadlines import set_dates
from casetracking.operations.pools import PoolRefused, StalePool
from casetracking.operations.telling import tell_ticked
from casetracking.presenters import listing as shown
from casetracking.presenters.deadlines import deadlines_of
from casetracking.receiving import NotTaken, receive_small
from casetracking.sheet.sentences import in_our_words
from casetracking.views.finding import attributes_of, pool_of
from casetracking.workbook import written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING = (
    "There is no reference in what you gave. Paste at least one, or choose a file with them. Nothing was changed."
)

NOT_A_LIST = (
    "The file can’t be read as a list: it may be a PDF, a document or damaged. Save the list as a spreadsheet (.xlsx, "
    ".ods or .csv) and choose that, or paste the references."
)


@allowed(Permission.CASES_CURATE)
def pool_dates(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """The days of a pool, step by step; "Suggest days" counts them from the letter's and saves nothing."""
    found = pool_of(request, round, pool)
    initial = {name: getattr(found, name) for name in (*DAYS, "version")}
    initial |= {f"{step}_done": True for step in found.steps_done}
    sent = request.POST if request.method == "POST" else None
    form, status, looks_at = DatesForm(sent, initial=initial), 200, False
    if sent is not None and "suggest" in sent:
        form, looks_at = _with_suggestions(form, initial), True
    elif sent is not None and form.is_valid():
        try:
            set_dates(
                pool=found, version=form.cleaned_data["version"], days=form.days(), done=form.done(),
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except StalePool as why:
            form.add_error(None, str(why))
            form.data, status = {**form.data.dict(), "version": str(found.version)}, 409
        else:
            messages.success(request, "The dates are saved.")
            return redirect("pool_dates", round.slug, found.slug)
    context = {
        "pool": found, "form": form, "deadlines": deadlines_of(found, timezone.localdate()),
        "suggested": looks_at and not form.errors, "stale": status == 409,
    }  # fmt: skip
    return render(request, "casetracking/pool_dates.html", context, status=status)


def _with_suggestions(form: DatesForm, initial: dict) -> DatesForm:
    """The form filled in with the days we suggest; the sentence where the letter's day is missing."""
    form.is_valid()
    letter = form.cleaned_data.get("letter_on")
    if letter is None:
        if "letter_on" not in form.errors:
            form.add_error("letter_on", "Give the day of the letter, so that the others can be counted from it.")
        return form
    days = {name: on for name, on in suggested(letter).items() if name not in form.settled()}
    return DatesForm(initial={**initial, **form.kept(), "letter_on": letter, **days})


@allowed(Permission.CASES_CURATE)
def pool_layout(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """Which columns the list has, in which order, under which headings."""
    found = pool_of(request, round, pool)
    attributes = attributes_of(round)
    layout = shown.layout_of(found, attributes)
    form = ColumnsForm(
        request.POST or None, offered=shown.offered(attributes), columns=layout, initial={"version": found.version}
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            acts.lay_out_list(
                pool=found, version=form.cleaned_data["version"], columns=form.columns(), by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except StalePool as why:
            form.add_error(None, str(why))
            form.data, status = {**form.data.dict(), "version": str(found.version)}, 409
        except PoolRefused as why:
            form.add_error(None, str(why))
        else:
            tell_ticked(pool=found, concerns=form.confirmed, by=request.user, at=timezone.now())
            messages.success(request, "The columns are saved.")
            return redirect("pool_layout", round.slug, found.slug)
    context = {"pool": found, "form": form, "layout": layout, "listed": shown.listed(found)}
    return render(request, "casetracking/pool_layout.html", context, status=status)


@about_people
@allowed(Permission.CASES_CURATE)
def pool_list(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """The list as an Excel workbook, made in memory while one waits."""
    found = pool_of(request, round, pool)
    attributes = attributes_of(round)
    layout = shown.layout_of(found, attributes)
    cases = shown.listed_cases(found, everybody=request.GET.get("everybody") == "yes")
    content = written(found.name, [one["heading"] for one in layout], shown.rows_of(cases, layout, attributes))
    name = f"cases-{found.slug}.xlsx"
    response = FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "no-store"
    return response


@csrf_exempt  # the token is checked in receive_small, after it is said where the file goes
@about_people
@allowed(Permission.CASES_CURATE)
def pool_choice(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """The regulator's choice: looked at beside the pool first, recorded once that is confirmed."""
    found = pool_of(request, round, pool)
    form, look = ChoiceForm(initial={"stage": _next_stage(found)}), None
    if request.method == "POST":
        sentence, data = "", b""
        try:
            answer, data = receive_small(request)
        except NotTaken as why:
            answer, sentence = None, str(why)
        if answer is not None:
            return answer
        if "confirm" in request.POST:
            return _confirmed(request, round, found)
        form = ChoiceForm(request.POST)
        if sentence:
            form.add_error("file", sentence)
        if form.is_valid():
            look = _looked_at(found, form, data)
    counts = {
        stage: found.cases.in_pool().filter(stage=stage).count() for stage in (Case.Stage.CHOSEN, Case.Stage.FOLLOWED)
    }
    context = {"pool": found, "form": form, "look": look, "tracked": sum(counts.values()),
               "spoken": counts[Case.Stage.FOLLOWED]}  # fmt: skip
    if look:
        context |= {
            "stage": form.cleaned_data["stage"],
            "label": Case.Stage(form.cleaned_data["stage"]).label.lower(),
        }
    return render(request, "casetracking/pool_choice.html", context)


def _next_stage(pool) -> str:
    tracked = pool.cases.exclude(stage=Case.Stage.LISTED).exists()
    return Case.Stage.FOLLOWED if tracked else Case.Stage.CHOSEN


def _looked_at(pool, form: ChoiceForm, data: bytes) -> acts.Choice | None:
    try:
        named = named_in(pasted(form.cleaned_data["typed"])) + (_named_in_file(data) if data else [])
    except Refused as why:
        form.add_error("file", f"{in_our_words(str(why), NOT_A_LIST)} Nothing was changed.")
        return None
    if not any(one.reference for one in named):
        form.add_error("typed", NOTHING)
        return None
    return acts.look_at_choice(pool, form.cleaned_data["stage"], named)


def _named_in_file(data: bytes) -> list[Named]:
    found: list[Named] = []
    with reading.opened(data) as document:
        for sheet in document.sheets:
            found += named_in(row for batch in sheet.batches for row in batch)
    return found


def _confirmed(request: HttpRequest, round: Round, pool) -> HttpResponse:
    stage = request.POST.get("stage", "")
    if stage not in {Case.Stage.CHOSEN, Case.Stage.FOLLOWED}:
        messages.warning(request, "Say which choice it is. Nothing was changed.")
        return redirect("pool_choice", round.slug, pool.slug)
    try:
        taken = acts.take_choice(
            pool=pool, stage=stage, references=request.POST.getlist("reference"), by=request.user, at=timezone.now()
        )
    except PoolRefused as why:
        messages.warning(request, str(why))
        return redirect("pool_choice", round.slug, pool.slug)
    messages.success(request, f"{len(taken)} recorded as {Case.Stage(stage).label.lower()}.")
    return redirect("pool_progress", round.slug, pool.slug)
