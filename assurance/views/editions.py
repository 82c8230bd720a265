"""The editions of the framework in this installation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.forms import EditionFileForm
from assurance.models import Edition, Round
from assurance.operations.editions import EditionRefused, load_edition
from assurance.roles import Permission

ROUNDS_SHOWN = 20
OUTCOMES = {
    "added": "The edition “{}” is loaded. New rounds can use it; the rounds you have keep theirs.",
    "replaced": "The edition “{}” is replaced by this file. No round used it.",
    "unchanged": "This file is the edition “{}” exactly as it is loaded already. Nothing changed.",
}


@allowed(Permission.INSTALLATION)
def settings_editions(request: HttpRequest) -> HttpResponse:
    """Which editions are here, and how many rounds use each."""
    editions = Edition.objects.newest_first().with_round_count()
    rounds = Round.objects.filter(council=request.council).select_related("edition").current_first()[:ROUNDS_SHOWN]
    return render(request, "assurance/settings_editions.html", {"editions": editions, "rounds": rounds})


@allowed(Permission.INSTALLATION)
def settings_edition(request: HttpRequest, edition: str) -> HttpResponse:
    """What an edition says, with its sources."""
    found = Edition.objects.filter(slug=edition).first()
    if found is None:
        raise Http404("There is no edition with this address.")
    return render(
        request,
        "assurance/settings_edition.html",
        {
            "edition": found,
            "method": found.method,
            "statements": found.statements.in_order().prefetch_related("i_statements"),
            "categories": found.evidence_categories.order_by("number"),
        },
    )


@allowed(Permission.INSTALLATION)
def settings_edition_load(request: HttpRequest) -> HttpResponse:
    """Load an edition from its YAML file; every fault is shown with its line."""
    form = EditionFileForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            edition, outcome = load_edition(content=form.cleaned_data["file"], by=request.user, at=timezone.now())
        except EditionRefused as error:
            faults = error.sentences
            form.add_error("file", "The file was not loaded, and nothing has changed. What is wrong stands below.")
        else:
            messages.success(request, OUTCOMES[outcome].format(edition.title))
            return redirect("settings_edition", edition.slug)
    return render(request, "assurance/settings_edition_load.html", {"form": form, "faults": faults})
