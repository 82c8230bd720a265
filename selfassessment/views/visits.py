"""The visit: who meets whom, when and where; what was said; the bulletin of each day."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.addresses import to_page
from assurance.closing import check_is_open
from assurance.models import Round
from assurance.questions import Question
from assurance.references import number_in
from assurance.roles import Permission
from selfassessment.forms.visits import CancelForm, EntryForm, SessionEditForm, SessionForm, initial_of
from selfassessment.models import Bulletin, LogEntry, VisitSession
from selfassessment.operations.bulletins import EVENING
from selfassessment.operations.visit_log import can_undo_action, log_entry, may_log
from selfassessment.operations.visits import (
    StaleSession,
    VisitRefused,
    add_session,
    cancel_session,
    change_session,
    plan_of,
    restore_session,
)
from selfassessment.presenters import visits as shown


@allowed(Permission.RETURN_OWN)
def visit(request: HttpRequest, round: Round) -> HttpResponse:
    """The timetable by day with what clashes, who is briefed, and the bulletins."""
    days = shown.visit_days(round)
    rows = shown.rows_of(shown.timetable_of(round), days)
    filters = shown.filters_of(request.GET)
    found = shown.filtered(rows, filters, request.user)
    return render(
        request,
        "selfassessment/visit.html",
        {
            "here": to_page("visit", round.slug),
            "days": shown.by_day(found),
            "visit_days": days,
            "all": len(rows),
            "found": len(found),
            "standing": sum(row.session.cancelled_at is None for row in rows),
            "warned": [row for row in rows if row.warnings],
            "people": sorted({one for row in rows for one in row.people}, key=lambda one: (one.name, one.pk)),
            "filters": filters,
            "kinds": VisitSession.Kind.choices,
            "bulletins": sorted(
                {day for (day,) in _bulletins.tuples(round.pk)}
                | {row.day for row in rows if row.day <= timezone.localdate()},
                reverse=True,
            ),
            "evening": EVENING,
            "may_change": _may_change(request, round),
        },
    )


@Question
def _bulletins(round: int) -> QuerySet:
    return Bulletin.objects.filter(round=round).values_list("day")


@allowed(Permission.RETURN_ALL)
def visit_add(request: HttpRequest, round: Round) -> HttpResponse:
    """Put a session on the timetable."""
    check_is_open(round)
    form = SessionForm(request.POST or None, round=round, initial={"day": shown.visit_days(round).first})
    if request.method == "POST" and form.is_valid():
        try:
            added = add_session(
                round=round, plan=form.plan(), confirmed=form.confirmed, by=request.user, at=timezone.now()
            )  # fmt: skip
        except VisitRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{added.reference} is on the timetable.")
            return redirect("visit_session", round.slug, added.reference)
    return render(request, "selfassessment/visit_add.html", {"form": form})


@Question
def _entries(session: int) -> QuerySet[LogEntry]:
    everything = LogEntry.objects.filter(session=session).select_related("owner", "by", "action", "follow_up")
    return everything.order_by("at", "pk")


@allowed(Permission.RETURN_OWN)
def visit_session(request: HttpRequest, round: Round, session: str) -> HttpResponse:
    """One session: who, when, where, what clashes, and its log."""
    rows = shown.rows_of(shown.timetable_of(round), shown.visit_days(round))
    row = _row(rows, session)
    runs_all, is_open = request.access.may(Permission.RETURN_ALL), not round.is_closed
    logs = is_open and may_log(row.session, request.user, runs_all=runs_all)
    entries = _entries.rows(row.session.pk)
    return render(
        request,
        "selfassessment/visit_session.html",
        {
            "row": row,
            "session": row.session,
            "groups": shown.grouped(entry for entry in entries if entry.removed_at is None),
            "removed": [entry for entry in entries if entry.removed_at is not None],
            "undoable": {entry.pk for entry in entries if can_undo_action(entry.action, request.user)},
            "may_change": _may_change(request, round),
            "may_log": logs,
        },
    )


@allowed(Permission.RETURN_ALL)
def visit_edit(request: HttpRequest, round: Round, session: str) -> HttpResponse:
    """Change a session; a save that comes too late says so and keeps what was typed."""
    check_is_open(round)
    found = find_session(round, session)
    form = SessionEditForm(request.POST or None, round=round, initial=initial_of(found))
    status, both = 200, []
    if request.method == "POST" and form.is_valid():
        try:
            saved = change_session(
                session=found, version=form.cleaned_data["version"], plan=form.plan(), confirmed=form.confirmed,
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except StaleSession as error:
            both = shown.both_of(form.plan(), plan_of(error.current))
            data = request.POST.copy()
            data["version"] = str(error.current.version)
            form, status = SessionEditForm(data, round=round, initial=initial_of(found)), 409
            form.add_error(None, str(error))
        except VisitRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{saved.reference} is saved.")
            return redirect("visit_session", round.slug, saved.reference)
    context = {"form": form, "session": found, "both": both}
    return render(request, "selfassessment/visit_edit.html", context, status=status)


@allowed(Permission.RETURN_ALL)
def visit_cancel(request: HttpRequest, round: Round, session: str) -> HttpResponse:
    """Cancel a session, saying why."""
    check_is_open(round)
    found = find_session(round, session)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_session(
            session=found, why=form.cleaned_data["why"], confirmed=form.confirmed, by=request.user, at=timezone.now()
        )
        messages.success(request, f"{found.reference} is cancelled. It can be put back on its page.")
        return redirect("visit_session", round.slug, found.reference)
    return render(request, "selfassessment/visit_cancel.html", {"form": form, "session": found})


@require_POST
@allowed(Permission.RETURN_ALL)
def visit_restore(request: HttpRequest, round: Round, session: str) -> HttpResponse:
    """Put a cancelled session back on the timetable."""
    found = find_session(round, session)
    restore_session(session=found, by=request.user, at=timezone.now())
    messages.success(request, f"{found.reference} is back on the timetable.")
    return redirect("visit_session", round.slug, found.reference)


@allowed(Permission.RETURN_OWN)
def visit_log(request: HttpRequest, round: Round, session: str) -> HttpResponse:
    """Write in a session's log; who was there may, and who runs the visit."""
    check_is_open(round)
    found = find_session(round, session)
    if not may_log(found, request.user, runs_all=request.access.may(Permission.RETURN_ALL)):
        raise PermissionDenied(
            "Only who was in the session, the programme manager and the director write in its log."
        )
    form = EntryForm(request.POST or None, round=round)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("kind", "text", "owner")}
        try:
            log_entry(session=found, **given, confirmed=form.confirmed, by=request.user, at=timezone.now())
        except VisitRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, f"It is in the log of {found.reference}. Add another, or go back to the session."
            )
            return redirect("visit_log", round.slug, found.reference)
    written = LogEntry.objects.standing().filter(session=found).count()
    return render(
        request, "selfassessment/visit_log.html", {"form": form, "session": found, "written": written}
    )  # fmt: skip


@allowed(Permission.RETURN_OWN)
def visit_bulletin(request: HttpRequest, round: Round, day: str) -> HttpResponse:
    """One day: what was learned, what has to be put right, what was promised, who is on next."""
    try:
        on = datetime.date.fromisoformat(day)
    except ValueError:
        raise Http404("A bulletin’s address ends with a day, such as 2027-03-08.") from None
    page = shown.bulletin_of(round, on, timezone.now())
    return render(request, "selfassessment/visit_bulletin.html", {"bulletin": page})


def _may_change(request: HttpRequest, round: Round) -> bool:
    return request.access.may(Permission.RETURN_ALL) and not round.is_closed


def _row(rows: list[shown.SessionRow], reference: str) -> shown.SessionRow:
    number = number_in("S", reference)
    row = next((row for row in rows if row.session.number == number), None)
    if row is None:
        raise Http404("The timetable of this round has no session with this address.")
    return row


@Question
def _with_number(round: int, number: int) -> QuerySet[VisitSession]:
    return VisitSession.objects.filter(round=round, number=number).select_related("round")


def find_session(round: Round, reference: str) -> VisitSession:
    """A session of the round by its reference, such as S3."""
    number = number_in("S", reference)
    found = next(iter(_with_number.rows(round.pk, number)), None)
    if found is None:
        raise Http404("The timetable of this round has no session with this address.")
    return found
