"""Ours and the council's own checklists, for the system administrator."""

from tests.pages import get


def test_it_lists_ours_and_offers_to_add_one(signed_in, callum):
    page = get(signed_in(callum), "settings_checklists")
    assert "3 lists that every round of Northmoor Council" in page.words
    assert page.words.count("Comes with the service") == 3
    assert "/settings/checklists/add/" in page.links
