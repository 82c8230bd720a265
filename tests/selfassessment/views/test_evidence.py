"""What do we have? The list, narrowed by what stands in the address."""

import datetime

import pytest

from selfassessment.models import Evidence
from tests.pages import get
from tests.selfassessment.library import add, check, cite, nothing_found, put_file


@pytest.fixture
def library(northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    today = now.date()
    add(northmoor, now, title="Carers’ survey", owner=northmoor.helen, dated_on=today, is_key=True)
    add(northmoor, now, kind="link", title="Market position", category="partners",
        dated_on=today - datetime.timedelta(days=500))  # fmt: skip
    add(northmoor, now, kind="quotation", title="A quotation", sensitivity="restricted")
    cite(northmoor, Evidence.objects.get(number=1), now)
    return northmoor


def titles(page) -> list[str]:
    return [title for title in ["Carers’ survey", "Market position", "A quotation"] if title in page.words]


def test_the_list_says_how_many_and_where_each_stands(signed_in, library, aisha):
    page = get(signed_in(aisha), "evidence", "2027")
    assert "3 items, latest added first" in page.words
    assert "cited 1 time" in page.words
    assert "Older than 12 months" in page.words
    assert "Key evidence" in page.words
    assert page.words.index("A quotation") < page.words.index("Carers’ survey")


def test_a_document_without_a_file_says_so(signed_in, library, aisha, now):
    assert (
        get(signed_in(aisha), "evidence", "2027").words.count("No file yet") == 1
    )  # the link and quotation need none
    put_file(library, Evidence.objects.get(number=1), now)
    assert "No file yet" not in get(signed_in(aisha), "evidence", "2027").words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"statement": "assessing-needs"}, ["Carers’ survey"]),
        ({"statement": "opening"}, []),
        ({"category": "partners"}, ["Market position"]),
        ({"kind": "quotation"}, ["A quotation"]),
        ({"sensitivity": "restricted"}, ["A quotation"]),
        ({"stale": "1"}, ["Market position"]),
        ({"key": "1"}, ["Carers’ survey"]),
        ({"uncited": "1"}, ["Market position", "A quotation"]),
        ({"q": "survey"}, ["Carers’ survey"]),
        ({"owner": "not-a-number"}, []),
        ({"statement": "no-such"}, []),
        ({"category": "partners", "kind": "link"}, ["Market position"]),
    ],
)
def test_each_filter_narrows_it_and_stands_as_a_tag(signed_in, library, aisha, query, found):
    page = get(signed_in(aisha), "evidence", "2027", **query)
    assert titles(page) == found
    assert "Selected filters" in page.words
    if not found:
        assert "Nothing matches" in page.words


def test_the_owner_is_chosen_by_name(signed_in, library, aisha):
    page = get(signed_in(aisha), "evidence", "2027", owner=library.helen.pk)
    assert titles(page) == ["Carers’ survey"]
    assert "Owner: Helen Sowerby" in page.words


def test_a_tag_leads_to_the_list_without_it(signed_in, library, aisha):
    page = get(signed_in(aisha), "evidence", "2027", category="partners", q="market")
    assert "?q=market" in page.links
    assert "?category=partners" in page.links


def test_twenty_one_items_take_two_pages(signed_in, northmoor, aisha, now):
    for number in range(21):
        add(northmoor, now, title=f"Item {number}")
    page = get(signed_in(aisha), "evidence", "2027", kind="document")
    assert "21 items found" in page.words
    assert "?kind=document&page=2" in page.links
    assert "Item 0" in get(signed_in(aisha), "evidence", "2027", page=2).words


def test_an_empty_library_says_what_to_do_first(signed_in, northmoor, aisha, meilin):
    assert "Add the first item" in get(signed_in(aisha), "evidence", "2027").words
    reading = get(signed_in(meilin), "evidence", "2027")
    assert "No evidence yet" in reading.words
    assert "Add" not in reading.words


def test_a_challenger_sees_only_what_the_round_cites(signed_in, library, yvonne):
    assert titles(get(signed_in(yvonne), "evidence", "2027")) == ["Carers’ survey"]


def test_nothing_of_another_council_is_listed(client, library, westerholme):
    client.force_login(westerholme.director)
    assert titles(get(client, "evidence", "2027-w")) == []


def test_a_file_that_needs_somebody_stands_out(signed_in, library, aisha, now, monkeypatch):
    nothing_found(monkeypatch, findings=[{"kind": "nhs-number", "place": "page 1"}])
    item = Evidence.objects.get(number=1)
    file = put_file(library, item, now)
    assert "File being checked" in get(signed_in(aisha), "evidence", "2027").words
    check(file)
    assert "File needs your look" in get(signed_in(aisha), "evidence", "2027").words


@pytest.mark.parametrize("signs", ["-", ".", "% _", "’"])
def test_a_search_for_signs_only_finds_nothing(signed_in, northmoor, aisha, now, signs):
    add(northmoor, now, kind="link", title="Carers’ survey - 100% of_them. End", url="https://www.example.org/a-b")
    assert "E1" not in get(signed_in(aisha), "evidence", "2027", q=signs).words
