"""The editions of the framework in this installation."""

from django.urls import reverse

from tests.pages import get


def test_it_lists_editions_and_which_are_in_use(signed_in, callum):
    page = get(signed_in(callum), "settings_editions")
    assert "Used by 1 round, so it can’t be changed." in page.words
    assert "No round uses it yet." in page.words
    for slug in ["cqc-2023-12", "cqc-2025-06"]:
        assert reverse("settings_edition", args=[slug]) in page.links
    assert reverse("settings_edition_load") in page.links
