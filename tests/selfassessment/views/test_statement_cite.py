"""Which item backs this section? The library, to choose from."""

from django.urls import reverse

from tests.pages import get
from tests.selfassessment.library import add


def test_each_item_leads_to_citing_it_here(signed_in, northmoor, aisha, now):
    add(northmoor, now)
    add(northmoor, now, kind="link", title="Market position")
    client = signed_in(aisha)
    page = get(client, "statement_cite", "2027", "equity")
    assert "2 items" in page.words
    assert reverse("evidence_cite", args=["2027", "E1"]) + "?section=equity" in page.links
    assert reverse("evidence_add", args=["2027"]) + "?cite=equity" in page.links
    assert "Market position" not in get(client, "statement_cite", "2027", "equity", q="survey").words


def test_the_opening_section_cites_too(signed_in, northmoor, priya, now):
    add(northmoor, now)
    page = get(signed_in(priya), "statement_cite", "2027", "opening")
    assert reverse("evidence_cite", args=["2027", "E1"]) + "?section=opening" in page.links


def test_an_empty_library_and_a_search_without_result_say_what_to_do(signed_in, northmoor, aisha):
    client = signed_in(aisha)
    assert "The library is empty" in get(client, "statement_cite", "2027", "equity").words
    assert "Nothing matches" in get(client, "statement_cite", "2027", "equity", q="x").words
