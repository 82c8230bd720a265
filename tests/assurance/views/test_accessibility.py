"""The accessibility statement."""

from tests.pages import get


def test_it_says_what_works_and_whom_to_tell_without_signing_in(client, northmoor):
    page = get(client, "accessibility")
    assert page.heading == "Accessibility"
    assert "by keyboard, without JavaScript, at 320 pixels wide" in page.words
    assert "Tell your council’s system administrator" in page.words


def test_every_page_leads_to_it(signed_in, ruth):
    assert "/accessibility/" in get(signed_in(ruth), "position", "2027").links
