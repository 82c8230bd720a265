"""The lists of neighbours a council can choose from."""

from dataclasses import dataclass

from django.db.models import Count

from assurance.comparison import Peers
from assurance.models import Area, Council, NeighbourList
from assurance.neighbourhood import OPEN_LISTS, open_neighbours


@dataclass(frozen=True)
class ListRow:
    """A list: its word, its name, what it is made of and how many neighbours of this council it has."""

    slug: str
    name: str
    about: str
    size: int
    is_own: bool = False


def lists_of(council: Council) -> list[ListRow]:
    """ONS's three lists, then the council's own, by name: one query."""
    open_ones = {one.slug for one in OPEN_LISTS}
    rows = [
        ListRow(
            one.slug,
            one.name,
            f"Alike in {one.about}. {one.source}.",
            len(open_neighbours(one.slug, council.area.code)),
        )
        for one in OPEN_LISTS
    ]
    own = NeighbourList.objects.filter(council=council).exclude(slug__in=open_ones)
    for one in own.annotate(size=Count("neighbours")).order_by("name"):
        about = ", ".join(filter(None, (one.source, one.as_of)))
        told = f"Your council’s own list{f': {about}' if about else ''}."
        rows.append(ListRow(one.slug, one.name, told, one.size, is_own=True))
    return rows


def named_in(peers: Peers) -> list[str]:
    """The names of the neighbours, the most alike first: one query."""
    names = dict(Area.objects.filter(code__in=peers.codes).values_list("code", "name"))
    return [names[code] for code in peers.codes if code in names]
