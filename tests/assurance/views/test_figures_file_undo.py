"""Taking a file back: what it says before."""

from tests.assurance.figures.river import LINCOLNSHIRE, imported, long_csv, previewed, row
from tests.pages import get, leads_to


def test_it_says_what_goes_and_nothing_happens_by_looking(signed_in, northmoor, now):
    client = signed_in(northmoor.meilin)
    file = imported(northmoor.council, long_csv(row(LINCOLNSHIRE, "64.1")), now)
    page = get(client, "figures_file_undo", file.reference)
    assert page.heading == "Take this file back?"
    assert "1 figure that only this file gave goes" in page.words
    file.refresh_from_db()
    assert file.status == "imported"


def test_a_file_that_is_not_imported_can_not_be_taken_back(signed_in, northmoor, now):
    client = signed_in(northmoor.meilin)
    file = previewed(northmoor.council, long_csv(row(LINCOLNSHIRE, "64.1")), now)
    assert leads_to(get(client, "figures_file_undo", file.reference), "figures_file", file.reference)
