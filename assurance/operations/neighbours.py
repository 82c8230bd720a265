"""Which councils a council is compared with: choosing a list of neighbours, and adding its own."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify

from assurance import history
from assurance.models import Area, Council, Neighbour, NeighbourList, User
from assurance.neighbourhood import GLOBAL, OPEN_LISTS
from assurance.operations.figure_stamps import stamp_figures


@transaction.atomic
def choose_neighbours(*, council: Council, slug: str, by: User | None, at: datetime.datetime) -> NeighbourList:
    """From now on the council's figures are compared with the neighbours on this list: ONS's, or its own."""
    named = {one.slug: one for one in OPEN_LISTS}
    if slug in named:
        chosen, _ = NeighbourList.objects.get_or_create(
            council=council, slug=slug, defaults={"name": named[slug].name, "source": named[slug].source}
        )
    else:
        chosen = NeighbourList.objects.get(council=council, slug=slug)
    before = (
        NeighbourList.objects.filter(council=council).exclude(chosen_at=None).order_by("-chosen_at", "-pk").first()
    )
    if before == chosen or (before is None and slug == GLOBAL):
        return chosen
    chosen.chosen_at = at
    chosen.save(update_fields=["chosen_at"])
    stamp_figures(council=council, at=at)
    history.record(
        by=by, at=at, council=council, verb="chose the neighbours figures are compared with", subject=chosen.name,
        before={"list": before.name if before else named[GLOBAL].name}, after={"list": chosen.name},
    )  # fmt: skip
    return chosen


@transaction.atomic
def save_neighbour_list(
    *, council: Council, name: str, source: str, as_of: str, codes: Sequence[str], by: User | None,
    at: datetime.datetime,
) -> NeighbourList:  # fmt: skip
    """Keep a council's own list of neighbours, the most alike first; one of the same name is replaced.

    It is not used before somebody chooses it.
    """
    slug = slugify(name)[:60] or "own-list"
    if slug in {one.slug for one in OPEN_LISTS}:
        slug = f"own-{slug}"
    kept, added = NeighbourList.objects.update_or_create(
        council=council, slug=slug, defaults={"name": name, "source": source, "as_of": as_of}
    )
    areas = dict(Area.objects.filter(code__in=list(codes), kind=Area.Kind.COUNCIL).values_list("code", "pk"))
    kept.neighbours.all().delete()
    Neighbour.objects.bulk_create(
        [
            Neighbour(list=kept, area_id=areas[code], rank=rank)
            for rank, code in enumerate((code for code in codes if code in areas), 1)
        ]
    )
    stamp_figures(council=council, at=at)
    verb = "added a list of neighbours" if added else "replaced a list of neighbours"
    history.record(by=by, at=at, council=council, verb=verb, subject=name, after={"neighbours": len(areas)})
    return kept


@transaction.atomic
def remove_neighbour_list(*, council: Council, slug: str, by: User | None, at: datetime.datetime) -> str:
    """Remove a council's own list and return its name; where it was used, the list chosen before it is used again."""
    kept = NeighbourList.objects.exclude(slug__in={one.slug for one in OPEN_LISTS}).get(council=council, slug=slug)
    kept.delete()
    stamp_figures(council=council, at=at)
    history.record(by=by, at=at, council=council, verb="removed a list of neighbours", subject=kept.name)
    return kept.name
