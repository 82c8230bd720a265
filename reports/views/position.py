"""The director's position page: are we ready, what is at risk, what changed?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.models import Round
from assurance.operations.councils import share_scores
from assurance.operations.people import mark_position_read
from assurance.roles import Permission
from reports.presenters import position_of
from selfassessment.claims import State
from selfassessment.presenters.claims import claim_groups


@allowed(Permission.SIGNED_IN)
def round_home(request: HttpRequest, round: Round) -> HttpResponse:
    """A round's own address leads to its task list, for those who may read it, and otherwise home."""
    if request.access.may(Permission.READ_ROUND):
        return redirect("self_assessment", round.slug)
    return redirect("home")


@allowed(Permission.SEE_SCORES)
def position(request: HttpRequest, round: Round) -> HttpResponse:
    """Nine scores, what they come to, what is missing, what changed since this person last marked it as read."""
    return render(
        request,
        "reports/position.html",
        {
            "position": position_of(round, request.access, request.user),
            "may_share": request.access.was_given(Permission.SIGN_OFF),
        },
    )


@allowed(Permission.SEE_SCORES)
def position_contradictions(request: HttpRequest, round: Round) -> HttpResponse:
    """Where do our words and our figures part?"""
    waiting = {State.CONTRADICTED, State.BROKEN, State.STALE}
    groups = [group for group in claim_groups(round, request.access) if group.slug in waiting]
    rows = sum(len(group.rows) for group in groups)
    return render(request, "reports/position_contradictions.html", {"groups": groups, "rows": rows})


@require_POST
@allowed(Permission.SEE_SCORES)
def position_read(request: HttpRequest, round: Round) -> HttpResponse:
    """Mark the position as read: from now on the page tells what changed after this."""
    mark_position_read(round=round, person=request.user, at=timezone.now())
    messages.success(request, "Marked as read. Next time this page shows what changed from now on.")
    return redirect("position", round.slug)


@require_POST
@allowed(Permission.SIGN_OFF, also_closed=True)
def position_share(request: HttpRequest, round: Round) -> HttpResponse:
    """Let invited lead members see the scores, or stop it."""
    shared = request.POST.get("shared") == "yes"
    share_scores(round=round, shared=shared, by=request.user, at=timezone.now())
    messages.success(
        request,
        "Invited lead members can now see the scores of this round."
        if shared
        else "Lead members no longer see the scores of this round.",
    )
    return redirect("position", round.slug)
