"""What was asked later, how long is left? The list and its filters."""

import datetime

from selfassessment.operations.follow_ups import drop_follow_up, send_follow_up
from tests.pages import get
from tests.selfassessment.asked_later import ask_later
from tests.selfassessment.closing import closed

HERE = ("follow_ups", "2027")
HOUR = datetime.timedelta(hours=1)


def listed(page) -> list[str]:
    """The numbers of the requests on the page, in order."""
    return [href.rstrip("/").rpartition("/")[2] for href in page.links if "/requests/R" in href]


def test_an_empty_list_says_what_to_do_first(signed_in, northmoor):
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "No request is written down yet" in page.words
    assert "/2027/return/requests/add/" in page.links


def test_hours_are_counted_and_what_is_late_says_so_and_stands_first(signed_in, northmoor, now):
    round, priya = northmoor.round, northmoor.priya
    ask_later(round, priya, now, "No date.")
    ask_later(round, priya, now, "Soon.", due_at=now + 3 * HOUR + HOUR / 2)
    ask_later(round, priya, now - 5 * HOUR, "Late.", due_at=now - 2 * HOUR - HOUR / 2)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "3 requests wait for an answer. 1 is late." in page.words
    assert listed(page) == ["R3", "R2", "R1"]
    assert "2 hours late" in page.words
    assert "Due in 3 hours" in page.words


def test_each_filter_shows_only_what_is_like_that(signed_in, northmoor, now):
    round, priya, aisha = northmoor.round, northmoor.priya, northmoor.aisha
    ask_later(round, priya, now, owner=aisha)
    ask_later(round, priya, now - HOUR, "The list.", due_at=now - HOUR / 2)
    sent = ask_later(round, priya, now, "The plan.", owner=aisha)
    send_follow_up(request=sent, version=1, note="By mail", by=aisha, at=now)
    drop_follow_up(request=ask_later(round, priya, now, "The map."), note="They have it.", by=priya, at=now)
    client = signed_in(aisha)
    for asked, expected in [
        ({}, ["R2", "R1"]),
        ({"mine": "yes"}, ["R1"]),
        ({"late": "yes"}, ["R2"]),
        ({"nobody": "yes"}, ["R2"]),
        ({"show": "sent"}, ["R3"]),
        ({"show": "dropped"}, ["R4"]),
        ({"show": "all", "mine": "yes"}, ["R1", "R3"]),
        ({"show": "nonsense"}, ["R2", "R1"]),
    ]:
        page = get(client, *HERE, **asked)
        assert listed(page) == expected, asked
    page = get(client, *HERE, mine="yes", late="yes")
    assert "No request is like that." in page.words
    assert "/2027/return/requests/?late=yes" in page.links


def test_another_councils_people_find_no_such_page(signed_in, westerholme, northmoor):
    assert get(signed_in(westerholme.director), *HERE).status == 404


def test_who_has_no_part_in_the_return_is_turned_away(signed_in, northmoor):
    for who in (northmoor.edwin, northmoor.callum, northmoor.yvonne, northmoor.marcin):
        assert get(signed_in(who), *HERE).status == 403


def test_a_closed_round_is_read_and_offers_nothing_to_do(signed_in, northmoor, now):
    ask_later(northmoor.round, northmoor.priya, now)
    closed(northmoor, now)
    page = get(signed_in(northmoor.priya), *HERE)
    assert listed(page) == ["R1"]
    assert "/2027/return/requests/add/" not in page.links
