"""Northmoor's list of neighbours: no published list has an invented council."""

from assurance import demo
from assurance.models import NeighbourList
from assurance.operations.neighbours import choose_neighbours, save_neighbour_list


def load_neighbours() -> None:
    """Keep the list and choose it; does nothing when Northmoor has one."""
    council = demo.council()
    if NeighbourList.objects.filter(council=council).exists():
        return
    meilin, data = demo.person("meilin"), demo.content("northmoor-neighbours")
    kept = save_neighbour_list(council=council, **data, by=meilin, at=demo.days_ago(55))
    choose_neighbours(council=council, slug=kept.slug, by=meilin, at=demo.days_ago(55))
