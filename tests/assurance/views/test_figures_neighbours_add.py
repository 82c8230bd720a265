"""A council's own list of neighbours from a spreadsheet: looked at first, then kept."""

from django.core.files.uploadedfile import SimpleUploadedFile

from assurance.models import NeighbourList
from tests.pages import get, leads_to, post, refuses


def test_a_list_is_looked_at_before_it_is_kept(signed_in, northmoor):
    client = signed_in(northmoor.meilin)
    assert get(client, "figures_neighbours_add").heading == "Add your own neighbours"
    refuses(post(client, "figures_neighbours_add", name=""), "Give the list a name", "name")
    refuses(post(client, "figures_neighbours_add", name="Ours"), "Choose the spreadsheet", "file")
    wrong = SimpleUploadedFile("list.csv", b"Name\nLeeds\nAtlantis\n")
    refuses(
        post(client, "figures_neighbours_add", name="Ours", file=wrong), "Row 3: “Atlantis” is not a council", "file"
    )
    right = SimpleUploadedFile("list.csv", b"Rank,Name\n2,Leeds\n1,E08000038\n")
    page = post(client, "figures_neighbours_add", name="Ours", source="Agreed", file=right)
    assert page.heading == "Check the neighbours"
    assert page.words.index("Barnsley") < page.words.index("Leeds")
    assert not NeighbourList.objects.exists()
    given = {name: page.value(name) for name in ("name", "source", "as_of", "ranked")}
    assert leads_to(post(client, "figures_neighbours_add", **given), "figures_neighbours")
    kept = NeighbourList.objects.get()
    assert (kept.name, kept.source, kept.chosen_at) == ("Ours", "Agreed", None)
    assert list(kept.neighbours.order_by("rank").values_list("area__code", flat=True)) == ["E08000016", "E08000035"]
