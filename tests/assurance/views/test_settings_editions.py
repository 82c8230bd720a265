"""The editions of the framework in this installation."""

from django.urls import reverse

from tests.pages import get
from tests.selfassessment.closing import next_round


def test_it_lists_editions_and_which_are_in_use(signed_in, callum):
    page = get(signed_in(callum), "settings_editions")
    assert "Used by 1 round, so it can’t be changed." in page.words
    assert "No round uses it yet." in page.words
    for slug in ["cqc-2023-12", "cqc-2025-06"]:
        assert reverse("settings_edition", args=[slug]) in page.links
    assert reverse("settings_edition_load") in page.links


def test_a_round_is_moved_from_here_unless_it_is_closed(signed_in, northmoor, now):
    page = get(signed_in(northmoor.callum), "settings_editions")
    assert "2027 annual self-assessment Statements scored directly" in page.words
    assert reverse("round_edition", args=["2027"]) in page.links
    next_round(northmoor, now, current=True)
    page = get(signed_in(northmoor.callum), "settings_editions")
    assert reverse("round_edition", args=["2027"]) not in page.links
    assert reverse("round_edition", args=["2028"]) in page.links
