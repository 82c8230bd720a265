"""An address at which a calendar follows the timeline: made, shown once, taken back."""

import re

from tests.assurance.dating import begun
from tests.pages import get, leads_to, post

HERE = ("timeline_calendar", "2027")


def address_in(page) -> str:
    return re.search(r"http://testserver(/calendar/[\w-]+\.ics)", page.words)[1]


def test_the_address_is_shown_once_and_works_without_signing_in(signed_in, northmoor, now, client):
    begun(northmoor.round, northmoor.priya, now)
    browser = signed_in(northmoor.aisha)
    address = address_in(post(browser, *HERE, act="open"))
    assert address not in get(browser, *HERE).words
    browser.logout()
    assert b"Visit begins" in browser.get(address).content


def test_taken_back_it_leads_nowhere(signed_in, northmoor):
    browser = signed_in(northmoor.aisha)
    address = address_in(post(browser, *HERE, act="open"))
    assert leads_to(post(browser, *HERE, act="close"), *HERE)
    assert "nobody finds anything there" in get(browser, *HERE).words
    assert browser.get(address).status_code == 404


def test_a_page_that_shows_a_secret_is_kept_by_no_browser(signed_in, northmoor):
    assert "no-store" in post(signed_in(northmoor.aisha), *HERE, act="open").response["Cache-Control"]


def test_a_page_loaded_again_leaves_the_address_that_was_just_copied(signed_in, northmoor):
    browser = signed_in(northmoor.aisha)
    page = post(browser, *HERE, act="open", seen=get(browser, *HERE).value("seen"))
    address = address_in(page)
    assert leads_to(post(browser, *HERE, act="open", seen=""), *HERE)
    assert "an address that you have copied still works" in get(browser, *HERE).words
    assert browser.get(address).status_code == 200
    assert address_in(post(browser, *HERE, act="open", seen=page.value("seen"))) != address
    assert browser.get(address).status_code == 404
