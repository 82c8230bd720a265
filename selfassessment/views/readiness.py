"""What is still missing before the round can be sent?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assurance.access import allowed
from assurance.models import Round
from assurance.roles import Permission
from selfassessment.presenters.readiness import readiness_of


@allowed(Permission.READ_EVIDENCE)
def round_readiness(request: HttpRequest, round: Round) -> HttpResponse:
    """Everything that is missing, section by section, and whether the round is ready."""
    readiness, groups = readiness_of(round, request.access)
    return render(request, "selfassessment/round_readiness.html", {"readiness": readiness, "groups": groups})
