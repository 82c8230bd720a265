"""One of the council's own lists of neighbours is removed after asking."""

from assurance.models import NeighbourList
from assurance.operations.neighbours import choose_neighbours, save_neighbour_list
from tests.pages import get, leads_to, post


def test_a_list_in_use_is_removed_and_figures_are_compared_as_before_it(signed_in, northmoor, now):
    council, meilin = northmoor.council, northmoor.meilin
    given = {"source": "", "as_of": "", "by": meilin, "at": now}
    for name in ("First", "Second"):
        kept = save_neighbour_list(council=council, name=name, codes=["E10000019"], **given)
        choose_neighbours(council=council, slug=kept.slug, by=meilin, at=kept.council.figures_changed_at)
    client = signed_in(meilin)
    page = get(client, "figures_neighbours_remove", "second")
    assert page.heading == "Remove Second?"
    assert "Figures are compared with these neighbours now" in page.words
    assert NeighbourList.objects.count() == 2
    assert leads_to(post(client, "figures_neighbours_remove", "second"), "figures_neighbours")
    assert "Figures are compared with those on the First" in get(client, "figures_neighbours").words


def test_a_list_of_ons_and_one_that_is_not_there_can_not_be_removed(signed_in, northmoor, now):
    choose_neighbours(council=northmoor.council, slug="ons-global", by=northmoor.meilin, at=now)
    client = signed_in(northmoor.meilin)
    for word in ("ons-global", "no-such-list"):
        assert get(client, "figures_neighbours_remove", word).status == 404
        assert post(client, "figures_neighbours_remove", word).status == 404
