"""What can be set, and how it stands."""

from django.urls import reverse

from tests.pages import get


def test_it_leads_to_everything_an_administrator_looks_after(signed_in, callum):
    page = get(signed_in(callum), "settings_home")
    assert page.heading == "Settings"
    assert "10 people in your council" in page.words
    assert "1 round." in page.words
    assert "2 loaded" in page.words
    for name in [
        "settings_people",
        "settings_rounds",
        "settings_editions",
        "settings_council",
        "checks",
        "admin:index",
    ]:
        assert reverse(name) in page.links


def test_it_counts_only_the_own_council(signed_in, callum, westerholme):
    assert "10 people in your council" in get(signed_in(callum), "settings_home").words


def test_prompts_are_offered_only_where_the_council_has_some(signed_in, callum):
    """A link to an edition without a round of the council would lead to "not found"."""
    page = get(signed_in(callum), "settings_home")
    assert reverse("settings_prompts", args=["cqc-2025-06"]) in page.links
    assert reverse("settings_prompts", args=["cqc-2023-12"]) not in page.links
