"""Neighbours: which councils are figures compared with, and why these?"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.bounded import Refused
from assurance.comparison import peers_of
from assurance.neighbour_forms import NeighbourChoiceForm, NeighbourListForm
from assurance.neighbourhood import places_named
from assurance.operations.neighbours import choose_neighbours, remove_neighbour_list, save_neighbour_list
from assurance.presenters.neighbours import lists_of, named_in
from assurance.reading_lists import neighbours_in
from assurance.roles import Permission


@allowed(Permission.READ_FIGURES)
def figures_neighbours(request: HttpRequest) -> HttpResponse:
    """The lists there are and the one that is used; data administrators choose another."""
    council = request.council
    may_choose = request.access.may(Permission.IMPORT_FIGURES)
    lists = lists_of(council)
    peers = peers_of(council, council.area)
    form = NeighbourChoiceForm(request.POST or None, lists=lists, initial={"list": peers.slug})
    if request.method == "POST":
        if not may_choose:
            raise PermissionDenied("Choosing neighbours is for people who may import figures.")
        if form.is_valid():
            chosen = choose_neighbours(
                council=council, slug=form.cleaned_data["list"], by=request.user, at=timezone.now()
            )
            messages.success(request, f"Figures are now compared with the neighbours on the {chosen.name}.")
            return redirect("figures_neighbours")
    own = [one for one in lists if one.is_own]
    context = {
        "form": form,
        "lists": lists,
        "empty": [one.name for one in lists if not one.size and one.slug != peers.slug],
        "own_lists": own,
        "peers": peers,
        "neighbours": named_in(peers),
        "may_choose": may_choose,
    }
    return render(request, "assurance/figures_neighbours.html", context)


@allowed(Permission.IMPORT_FIGURES)
def figures_neighbours_add(request: HttpRequest) -> HttpResponse:
    """Add the council's own list from a spreadsheet: first what it holds, then keeping it."""
    council = request.council
    form = NeighbourListForm(request.POST or None, request.FILES or None)
    context: dict = {"form": form}
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["file"]:
            context |= _preview(form, council.area.code)
        else:
            kept = save_neighbour_list(
                council=council, name=form.cleaned_data["name"], source=form.cleaned_data["source"],
                as_of=form.cleaned_data["as_of"], codes=form.cleaned_data["ranked"].split(), by=request.user,
                at=timezone.now(),
            )  # fmt: skip
            messages.success(request, f"{kept.name} is kept. It is used when you choose it below.")
            return redirect("figures_neighbours")
    return render(request, "assurance/figures_neighbours_add.html", context)


@allowed(Permission.IMPORT_FIGURES)
def figures_neighbours_remove(request: HttpRequest, own_list: str) -> HttpResponse:
    """Ask before one of the council's own lists is removed."""
    council = request.council
    found = next((one for one in lists_of(council) if one.slug == own_list and one.is_own), None)
    if found is None:
        raise Http404("There is no list of your council’s own with this address.")
    if request.method == "POST":
        name = remove_neighbour_list(council=council, slug=own_list, by=request.user, at=timezone.now())
        messages.success(request, f"{name} is removed. Add it again from its spreadsheet at any time.")
        return redirect("figures_neighbours")
    used = peers_of(council, council.area).slug == own_list
    return render(request, "assurance/figures_neighbours_remove.html", {"list": found, "used": used})


def _preview(form: NeighbourListForm, own: str) -> dict:
    """What the file holds: the neighbours in order, or what is wrong with it; nothing is kept yet."""
    try:
        read = neighbours_in(form.cleaned_data["file"].read(), own)
    except Refused as error:
        form.add_error("file", str(error))
        return {}
    if read.problems:
        for problem in read.problems[:20]:
            form.add_error("file", problem)
        return {}
    codes = [place.key for place in read.neighbours]
    return {"neighbours": [place.name for place in places_named(codes)], "ranked": " ".join(codes)}
