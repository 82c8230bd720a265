"""What is made of an entry in a session's log with one press, and undone as quickly."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.addresses import to_page
from assurance.models import Round
from assurance.roles import Permission
from selfassessment.models import LogEntry
from selfassessment.operations.actions import ActionRefused
from selfassessment.operations.follow_ups import FollowUpRefused
from selfassessment.operations.visit_log import (
    entry_to_action,
    entry_to_follow_up,
    may_log,
    remove_entry,
    restore_entry,
    undo_entry,
)
from selfassessment.operations.visits import VisitRefused
from selfassessment.views.visits import find_session

REFUSED = (VisitRefused, ActionRefused, FollowUpRefused)


@require_POST
@allowed(Permission.RETURN_OWN)
def visit_entry_remove(request: HttpRequest, round: Round, session: str, entry: str) -> HttpResponse:
    """Take an entry out of the log."""
    found = _entry(request, round, session, entry)
    remove_entry(entry=found, by=request.user, at=timezone.now())
    messages.success(request, "The entry is taken out of the log. You can put it back at the end of this page.")
    return _back(found)


@require_POST
@allowed(Permission.RETURN_OWN)
def visit_entry_restore(request: HttpRequest, round: Round, session: str, entry: str) -> HttpResponse:
    """Put an entry back that was taken out."""
    found = _entry(request, round, session, entry)
    restore_entry(entry=found, by=request.user, at=timezone.now())
    messages.success(request, "The entry is back in the log.")
    return _back(found)


@require_POST
@allowed(Permission.RETURN_OWN)
def visit_entry_action(request: HttpRequest, round: Round, session: str, entry: str) -> HttpResponse:
    """Make an action of an entry."""
    found = _entry(request, round, session, entry)
    if not request.access.may(Permission.CHANGE_EVIDENCE):
        raise PermissionDenied("An action is made by people who may change the action plan.")
    try:
        made, is_new = entry_to_action(entry=found, by=request.user, at=timezone.now())
    except REFUSED as error:
        messages.error(request, str(error))
    else:
        said = "is in the action plan" if is_new else "was made of this entry before"
        messages.success(request, f"{made.reference} {said}. You can take it back beside the entry.")
    return _back(found)


@require_POST
@allowed(Permission.RETURN_OWN)
def visit_entry_follow_up(request: HttpRequest, round: Round, session: str, entry: str) -> HttpResponse:
    """Make a follow-up request of an entry."""
    found = _entry(request, round, session, entry)
    try:
        made, is_new = entry_to_follow_up(entry=found, by=request.user, at=timezone.now())
    except REFUSED as error:
        messages.error(request, str(error))
    else:
        said = "is among the follow-up requests" if is_new else "was made of this entry before"
        messages.success(request, f"{made.reference} {said}. You can take it back beside the entry.")
    return _back(found)


@require_POST
@allowed(Permission.RETURN_OWN)
def visit_entry_undo(request: HttpRequest, round: Round, session: str, entry: str) -> HttpResponse:
    """Take back the action or the request that was made of an entry."""
    found = _entry(request, round, session, entry)
    try:
        taken = undo_entry(entry=found, what=request.POST.get("what", ""), by=request.user, at=timezone.now())
    except REFUSED as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{taken} is taken back.")
    return _back(found)


def _back(entry: LogEntry) -> HttpResponse:
    address = to_page("visit_session", entry.session.round.slug, entry.session.reference)
    return redirect(f"{address}#{entry.reference}")


def _entry(request: HttpRequest, round: Round, session: str, reference: str) -> LogEntry:
    there = find_session(round, session)
    if not may_log(there, request.user, runs_all=request.access.may(Permission.RETURN_ALL)):
        raise PermissionDenied("Only who was in the session, the programme manager and the director change its log.")
    found = LogEntry.objects.filter(session=there, reference=reference).select_related("session__round").first()
    if found is None:
        raise Http404("The log of this session has no entry with this address.")
    return found
