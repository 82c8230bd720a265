"""What the regulator asks for later: the list, writing down, changing, sending, ending."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.addresses import address_of
from assurance.closing import check_is_open
from assurance.guard import marks_in
from assurance.models import Round
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.answering import parts_by
from selfassessment.answers import lacking
from selfassessment.forms.follow_ups import DropForm, FollowUpEditForm, FollowUpForm, SentNoteForm, initial_of
from selfassessment.models import FollowUpRequest, RequestedItem
from selfassessment.operations.follow_ups import (
    Asked,
    FollowUpRefused,
    StaleFollowUp,
    add_follow_up,
    asked_of,
    change_follow_up,
    drop_follow_up,
    reopen_follow_up,
    send_follow_up,
)
from selfassessment.presenters import follow_ups as shown

PER_PAGE = 20
EVENTS_SHOWN = 20
REFERENCE = re.compile(r"R([1-9][0-9]{0,8})\Z", re.IGNORECASE)
BOARD = "information_return"  # the page of the return itself
NOT_YOURS = (
    "This request is somebody else’s to answer. Its owner, whoever wrote it down, the programme manager and the "
    "director can change it."
)


@allowed(Permission.RETURN_OWN)
def follow_ups(request: HttpRequest, round: Round) -> HttpResponse:
    """What was asked later, under the filters in the address."""
    filters = shown.filters_of(request.GET, first="all" if round.is_closed else "open")
    found = shown.filtered(FollowUpRequest.objects.in_round(round), filters, request.user)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": shown.rows_of(page),
        "counts": shown.counts_of(round, request.user),
        "filters": filters,
        "tags": shown.filter_tags(request, filters) if request.GET else [],
        "shown": shown.SHOWN.items(),
        "flags": shown.FLAGS.items(),
        "board": address_of(BOARD, round.slug),
    }
    return render(request, "selfassessment/follow_ups.html", context)


@allowed(Permission.RETURN_OWN)
def follow_up_add(request: HttpRequest, round: Round) -> HttpResponse:
    """Write down what was asked."""
    check_is_open(round)
    initial = {key: value for key, value in initial_of(Asked("", timezone.now(), "")).items() if value}
    form = FollowUpForm(request.POST or None, round=round, items=_items(round), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_follow_up(
                round=round, by=request.user, at=timezone.now(), confirmed=form.confirmed, **form.asked().__dict__
            )
        except FollowUpRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{added.reference} is written down.")
            return redirect("follow_up", round.slug, added.reference)
    return render(request, "selfassessment/follow_up_add.html", {"form": form})


@allowed(Permission.RETURN_OWN)
def follow_up(request: HttpRequest, round: Round, follow_up: str) -> HttpResponse:
    """One request: what was asked, by when, the answer as far as it is, what was sent."""
    found = find_follow_up(round, follow_up)
    parts = parts_by("follow_up", [found.pk])[found.pk]
    may_act = shown.works_on(found, request.user, request.access) and not round.is_closed
    context = {
        "row": shown.rows_of([found])[0],
        "parts": shown.part_rows(parts, request.user, request.access),
        "sent": shown.sent_rows(found, request.user, request.access),
        "lacking": lacking(parts) if parts and found.closed_at is None else [],
        "events": shown.history_of(found, EVENTS_SHOWN) if request.access.reads_history else [],
        "may_act": may_act,
        "may_runs": request.access.may(Permission.RETURN_ALL),
        "reads_evidence": request.access.reads_evidence,
        "item_address": address_of("return_item", round.slug, found.item.slug) if found.item else "",
    }
    return render(request, "selfassessment/follow_up.html", context)


@allowed(Permission.RETURN_OWN)
def follow_up_edit(request: HttpRequest, round: Round, follow_up: str) -> HttpResponse:
    """Change what a request says; a save that comes too late shows both."""
    found = follow_up_to_change(request, round, follow_up)
    asked, items = asked_of(found), _items(round)
    initial = initial_of(asked) | {"version": found.version}
    form = FollowUpEditForm(request.POST or None, round=round, items=items, initial=initial)
    context, status = {"follow_up": found}, 200
    if request.method == "POST" and form.is_valid():
        try:
            change_follow_up(
                request=found, version=form.cleaned_data["version"], asked=form.asked(), confirmed=form.confirmed,
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except StaleFollowUp as error:
            context["both"] = shown.both_of(form.asked(), asked_of(error.current))
            data = request.POST.copy()
            data["version"] = str(error.current.version)
            known = marks_in(*(value for value in form.cleaned_data.values() if isinstance(value, str)))
            form, status = FollowUpEditForm(data, round=round, items=items, initial={"owner": asked.owner}), 409
            form.guard_known = known  # what the guard has asked about already
            form.add_error(None, str(error))
        except FollowUpRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{found.reference} is saved.")
            return redirect("follow_up", round.slug, found.reference)
    return render(request, "selfassessment/follow_up_edit.html", {**context, "form": form}, status=status)


@allowed(Permission.RETURN_OWN)
def follow_up_send(request: HttpRequest, round: Round, follow_up: str) -> HttpResponse:
    """Say that the answer was sent, and how: shows once more what is kept as sent."""
    found = follow_up_to_change(request, round, follow_up)
    form = SentNoteForm(request.POST or None, initial={"version": found.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            send_follow_up(
                request=found, note=form.cleaned_data["note"], version=form.cleaned_data["version"],
                confirmed=form.confirmed, by=request.user, at=timezone.now(),
            )  # fmt: skip
        except StaleFollowUp:
            data = request.POST.copy()
            data["version"] = str(found.version)
            form, status = SentNoteForm(data), 409
            form.add_error(None, _CHANGED.format(found.reference))
        except FollowUpRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{found.reference} is noted as sent.")
            return redirect("follow_up", round.slug, found.reference)
    parts = parts_by("follow_up", [found.pk])[found.pk]
    context = {
        "form": form, "follow_up": found, "parts": shown.part_rows(parts, request.user, request.access),
        "lacking": lacking(parts) if parts else [],
    }  # fmt: skip
    return render(request, "selfassessment/follow_up_send.html", context, status=status)


_CHANGED = (
    "Somebody changed {} or its answer while you were here, so it was not noted as sent. The answer as it stands now "
    "is shown on this page: read it, then send this again."
)


@allowed(Permission.RETURN_OWN)
def follow_up_drop(request: HttpRequest, round: Round, follow_up: str) -> HttpResponse:
    """Say that a request is no longer asked for."""
    found = follow_up_to_change(request, round, follow_up)
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            drop_follow_up(
                request=found, note=form.cleaned_data["note"], confirmed=form.confirmed, by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except FollowUpRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{found.reference} is noted as no longer asked for.")
            return redirect("follow_up", round.slug, found.reference)
    return render(request, "selfassessment/follow_up_drop.html", {"form": form, "follow_up": found})


@require_POST
@allowed(Permission.RETURN_OWN)
def follow_up_reopen(request: HttpRequest, round: Round, follow_up: str) -> HttpResponse:
    """Open again a request that was ended."""
    found = follow_up_to_change(request, round, follow_up)
    reopen_follow_up(request=found, by=request.user, at=timezone.now())
    messages.success(request, f"{found.reference} is open again.")
    return redirect("follow_up", round.slug, found.reference)


def find_follow_up(round: Round, reference: str) -> FollowUpRequest:
    """A request of the round by its reference."""
    given = REFERENCE.match(reference)
    found = next(iter(_found.rows(round.pk, int(given.group(1)))), None) if given else None
    if found is None:
        raise Http404("This round has no follow-up request with this address.")
    return found


@Question
def _found(round: int, number: int) -> QuerySet[FollowUpRequest]:
    requests = FollowUpRequest.objects.in_round(Round(pk=round)).filter(number=number)
    return requests.select_related("owner", "item", "added_by", "closed_by")


def follow_up_to_change(request: HttpRequest, round: Round, reference: str) -> FollowUpRequest:
    """A request somebody is about to change: refused in a closed round, and to those it is not given to."""
    check_is_open(round)
    found = find_follow_up(round, reference)
    if not shown.works_on(found, request.user, request.access):
        raise PermissionDenied(NOT_YOURS)
    return found


def _items(round: Round) -> list[RequestedItem]:
    """The items of the return a request may follow."""
    return _items_of.rows(round.pk)


@Question
def _items_of(round: int) -> QuerySet[RequestedItem]:
    named = ("slug", "section", "reference", "title")
    return RequestedItem.objects.in_round(Round(pk=round)).only(*named, "information_return")
