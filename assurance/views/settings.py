"""The council's settings, and the table of who may do what."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.forms import CouncilForm
from assurance.models import Edition, Event, Membership, PromptSet, Round
from assurance.operations.councils import change_council
from assurance.roles import TABLE, Permission, Role

PER_PAGE = 50


@allowed(Permission.INSTALLATION)
def settings_home(request: HttpRequest) -> HttpResponse:
    """What can be set, and how it stands."""
    council = request.council
    return render(
        request,
        "assurance/settings_home.html",
        {
            "people_count": Membership.objects.filter(council=council).values("person").distinct().count(),
            "round_count": Round.objects.filter(council=council).count(),
            "edition_count": Edition.objects.count(),
            "prompt_sets": PromptSet.objects.filter(council=council).select_related("edition"),
        },
    )


@allowed(Permission.INSTALLATION)
def settings_council(request: HttpRequest) -> HttpResponse:
    """The council's name and colour."""
    council = request.council
    form = CouncilForm(request.POST or None, initial={"name": council.name, "colour": council.colour})
    if request.method == "POST" and form.is_valid():
        change_council(council=council, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "The council's settings are saved.")
        return redirect("settings_home")
    return render(request, "assurance/settings_council.html", {"form": form})


@allowed(Permission.INSTALLATION)
def settings_history(request: HttpRequest) -> HttpResponse:
    """Who changed people, roles, prompts and settings of the council."""
    page = Paginator(Event.objects.of_council(request.council), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "assurance/settings_history.html", {"page": page})


@allowed(Permission.SIGNED_IN)
def settings_roles(request: HttpRequest) -> HttpResponse:
    """Who may do what: the table the service itself goes by."""
    shown = [p for p in Permission if p not in {Permission.ANYONE, Permission.SIGNED_IN}]
    rows = [(p.label, [(role, TABLE[p].get(role)) for role in Role]) for p in shown]
    return render(request, "assurance/settings_roles.html", {"roles": list(Role), "rows": rows})
