"""Which list of neighbours is used, and choosing another."""

from assurance.comparison import peers_of
from assurance.operations.neighbours import save_neighbour_list
from tests.pages import get, leads_to, post, refuses


def test_a_data_administrator_chooses_and_everybody_sees_which(signed_in, northmoor, now):
    save_neighbour_list(
        council=northmoor.council, name="Our own list", source="Agreed in cabinet", as_of="2026",
        codes=["E06000001", "E06000002"], by=northmoor.meilin, at=now,
    )  # fmt: skip
    page = get(signed_in(northmoor.ruth), "figures_neighbours")
    assert "Northmoor Council has no neighbours on this list" in page.words
    assert "Your data administrator chooses." in page.words
    assert not page.has_field("list")
    client = signed_in(northmoor.meilin)
    assert get(client, "figures_neighbours").value("list") == "ons-global"
    refuses(post(client, "figures_neighbours", list="x"), "Choose one of the lists.", "list")
    assert leads_to(post(client, "figures_neighbours", list="our-own-list"), "figures_neighbours")
    page = get(client, "figures_neighbours")
    assert "2 neighbours, the most alike first" in page.words
    assert "Hartlepool" in page.words
    assert peers_of(northmoor.council, northmoor.council.area).name == "Our own list"
    assert post(signed_in(northmoor.ruth), "figures_neighbours", list="ons-global").status == 403


def test_a_list_that_names_nobody_is_not_offered(signed_in, northmoor, now):
    save_neighbour_list(
        council=northmoor.council, name="Our own list", source="", as_of="", codes=["E06000001"], by=northmoor.meilin,
        at=now,
    )  # fmt: skip
    page = get(signed_in(northmoor.meilin), "figures_neighbours")
    assert "has no neighbours there: ONS demographic list, ONS economic list." in page.words
    refuses(post(signed_in(northmoor.meilin), "figures_neighbours", list="ons-economic"), "Choose one of", "list")
