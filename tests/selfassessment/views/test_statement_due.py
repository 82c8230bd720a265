"""By when a section has to be ready."""

import datetime

import pytest

from selfassessment.models import Judgement
from tests.pages import day, get, leads_to, post, refuses

HERE = ("statement_due", "2027", "equity")


def test_the_programme_manager_gives_a_section_a_date_of_its_own(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    page = get(client, *HERE)
    assert page.heading == "Due date"
    assert f"The whole round is due on {northmoor.round.due_on:%-d %B %Y}." in page.words
    assert leads_to(post(client, *HERE, **day("due_on", 15, 1, 2099)), "round_people", "2027")
    assert Judgement.objects.get().due_on == datetime.date(2099, 1, 15)
    assert "Due on 15 January 2099" in get(client, "statement", "2027", "equity").words
    assert "Due on 15 January 2099" in get(client, "self_assessment", "2027").words


def test_without_a_date_of_its_own_a_section_goes_by_the_round(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    post(client, *HERE, **day("due_on", 15, 1, 2099))
    post(client, *HERE, **day("due_on", "", "", ""))
    assert Judgement.objects.get().due_on is None
    assert (
        f"Due on {northmoor.round.due_on:%-d %B %Y}: 90 days left" in get(client, "statement", "2027", "equity").words
    )


@pytest.mark.parametrize("given", [(31, 2, 2027), ("x", 1, 2027), (1, 13, 2027)])
def test_a_date_that_is_none_is_refused_and_stays_on_the_page(signed_in, northmoor, given):
    page = post(signed_in(northmoor.priya), *HERE, **day("due_on", *given))
    assert page.problems == ["Give a real date, such as 26 2 2027."]
    assert page.value("due_on_day") == str(given[0])


def test_a_year_of_another_century_is_a_slip(signed_in, northmoor):
    page = post(signed_in(northmoor.priya), *HERE, **day("due_on", 1, 2, 1927))
    refuses(page, "Give the year in four figures, such as 2027.")


def test_writers_set_no_dates(signed_in, northmoor):
    for who in ["aisha", "ruth", "helen", "edwin"]:
        assert post(signed_in(northmoor.people[who]), *HERE, **day("due_on", 1, 2, 2027)).status == 403
    assert not Judgement.objects.exists()
