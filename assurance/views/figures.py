"""Figures: where do we stand, and does the difference mean anything?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assurance.access import allowed, latest_round
from assurance.addresses import address_of
from assurance.at_hand import line_at_hand, measure_at_hand
from assurance.comparison import TOTAL, Holding
from assurance.lines import COLLECTIONS, Line
from assurance.models import Council, Edition, QualityStatement, Round
from assurance.official import statements_of_edition
from assurance.presenters import figures as shown
from assurance.presenters import measure as told
from assurance.presenters.downloads import file_of
from assurance.presenters.pictures import LICENCE
from assurance.roles import Permission


@allowed(Permission.READ_FIGURES)
def figures(request: HttpRequest) -> HttpResponse:
    """All measures the council holds figures of, by statement, under the filters in the address."""
    round, access = latest_round(request)
    titles = shown.statement_titles(_statements(round))
    filters = shown.filters_of(request.GET, titles)
    circle, cards = shown.cards_at_hand(request.council)
    found = shown.matching(cards, filters)
    groups = shown.grouped(found, filters, titles)
    return render(
        request,
        "assurance/figures.html",
        {
            "groups": groups,
            "found": sum(len(group.cards) for group in groups),
            "held": len(cards),
            "counts": shown.counts_of(cards),
            "filters": filters,
            "tags": shown.tags_of(filters, titles),
            "flags": shown.FLAGS.items(),
            "statements": titles.items(),
            "collections": COLLECTIONS.items(),
            "circle": circle,
            "licence": LICENCE,
            "import_url": _import_address(request),
            "claims_url": address_of("round_claims", round.slug)
            if round and access.may(Permission.READ_FIGURES)
            else "",
        },
    )


@allowed(Permission.READ_FIGURES)
def figure(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure: among all councils, over the years, for groups of people, and what it is."""
    line = _line(request.council, measure)
    if line.slug != measure:  # an older code: the measure is told under its newest
        return redirect("figure", line.slug)
    held = _held(request, line)
    if held is None:
        import_url = _import_address(request)
        if line.is_local and import_url:
            import_url = address_of("figures_local_measure", line.newest.slug)
        return render(request, "assurance/figure.html", {"line": line, "import_url": import_url})
    round, _ = latest_round(request)
    titles = {one.slug: one.title for one in _statements(round)}
    page = told.drawn_at_hand(request.council, held) | told.page_of(held, titles, request.GET)
    return render(request, "assurance/figure.html", page)


@allowed(Permission.READ_FIGURES)
def figure_file(request: HttpRequest, measure: str, filename: str) -> HttpResponse:
    """A measure to take away: its figures as CSV or XLSX, a picture of it as SVG or PNG."""
    held = _held(request, _line(request.council, measure))
    taken = file_of(held, filename) if held else None
    if taken is None:
        raise Http404("There is no such file of this measure.")
    response = HttpResponse(taken.content, content_type=taken.media_type)
    response["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return response


def _held(request: HttpRequest, line: Line) -> Holding | None:
    asked = request.GET
    return measure_at_hand(
        request.council, line, period=asked.get("year", ""), group=asked.get("group", TOTAL),
        source=asked.get("source", ""),
    )  # fmt: skip


def _line(council: Council, slug: str) -> Line:
    found = line_at_hand(council, slug)
    if found is None:
        raise Http404("There is no measure with this address.")
    return found


def _statements(round: Round | None) -> list[QualityStatement]:
    """The statements of the edition the council works with, or of the newest there is."""
    edition = round.edition if round else Edition.objects.order_by("-published_on", "-pk").first()
    return statements_of_edition(edition) if edition else []


def _import_address(request: HttpRequest) -> str:
    """Where figures are imported, for those who may."""
    return address_of("figures_import") if request.access.may(Permission.IMPORT_FIGURES) else ""
