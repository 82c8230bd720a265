"""Changing which of my councils I see."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.models import Council
from assurance.operations.councils import Refused
from assurance.operations.people import choose_council
from assurance.roles import Permission


@require_POST
@allowed(Permission.SIGNED_IN)
def council_choose(request: HttpRequest) -> HttpResponse:
    """Change which of my councils I see."""
    council = Council.objects.filter(slug=request.POST.get("council", "")).first()
    if council is None:
        raise PermissionDenied("There is no such council here.")
    try:
        choose_council(person=request.user, council=council)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, f"You now see {council.name}.")
    return redirect("home")
