"""What waits for me? The home page gathers from every room, so it stands under the roof."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assurance.access import allowed, latest_round, readable_rounds
from assurance.models import OPENING_TITLE, Assignment, Council, Event, Round
from assurance.roles import Permission
from reports.models import Document

ROUNDS_SHOWN = 6


@allowed(Permission.SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """The sections a person has, the round they belong to, and what happened there lately."""
    council = request.council
    round, access = latest_round(request)
    reads = round is not None and access.may(Permission.READ_ROUND)
    mine = Assignment.objects.filter(person=request.user, round=round).select_related("statement") if round else []
    recent = Event.objects.in_round(round).readable_with(access)[:8] if access.reads_history else []
    return render(
        request,
        "reports/home.html",
        {
            "reads_history": access.reads_history,
            "opening_title": OPENING_TITLE,
            "home_round": round,
            "council_has_rounds": round is not None or Round.objects.filter(council=council).exists(),
            "rounds": list(
                readable_rounds(request.user, council, access.roles).newest_first()[:ROUNDS_SHOWN] if reads else []
            ),
            "home_access": access,
            "reads": reads,
            "mine": sorted(mine, key=lambda a: (a.kind != "owner", a.statement.number if a.statement_id else 0)),
            "recent": recent,
            "documents": Document.objects.asked_by(request.user, council).readable_with(access)[:5] if reads else [],
            "may_installation": access.may(Permission.INSTALLATION),
            "may_people": access.may(Permission.ROUND_PEOPLE),
            "councils": Council.objects.filter(membership__person=request.user).distinct().order_by("name"),
            "days": round.days_until_due(timezone.localdate()) if round else None,
        },
    )
