"""What waits for me? The home page gathers from every room, so it stands under the roof."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assurance.access import allowed, latest_round, readable_rounds
from assurance.models import Event, Round
from assurance.roles import Permission
from reports.models import Document
from reports.presenters import changes_by_section
from selfassessment.presenters import rolled_up, task_list

ROUNDS_SHOWN = 6


@allowed(Permission.SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """The sections a person has, the round they belong to, and what happened there lately."""
    council = request.council
    round, access = latest_round(request)
    reads = round is not None and access.may(Permission.READ_ROUND)
    tasks = task_list(round, access) if reads else None
    week_ago = timezone.now() - datetime.timedelta(days=7)
    recent = (
        Event.objects.in_round(round).readable_with(access).filter(at__gt=week_ago) if access.reads_history else []
    )
    return render(
        request,
        "reports/home.html",
        {
            "reads_history": access.reads_history,
            "home_round": round,
            "council_has_rounds": round is not None or Round.objects.filter(council=council).exists(),
            "rounds": list(
                readable_rounds(request.user, council, access.roles).newest_first()[:ROUNDS_SHOWN] if reads else []
            ),
            "home_access": access,
            "reads": reads,
            "mine": [row for row in tasks.sections if row.yours] if tasks else [],
            "result": rolled_up(round, tasks) if tasks and access.sees_all_scores else None,
            "recent": changes_by_section(recent, {row.slug: row.title for row in tasks.sections}) if tasks else [],
            "documents": Document.objects.asked_by(request.user, council).readable_with(access)[:5] if reads else [],
            "may_installation": access.may(Permission.INSTALLATION),
            "may_people": access.may(Permission.ROUND_PEOPLE),
            "councils": sorted(request.councils, key=lambda council: council.name),
            "days": round.days_until_due(timezone.localdate()) if round else None,
        },
    )
