"""The council's name and colour."""

import pytest

from assurance.models import Event
from tests.pages import get, leads_to, post, refuses


def test_it_shows_how_the_council_is_named_and_coloured_now(signed_in, callum):
    page = get(signed_in(callum), "settings_council")
    assert page.value("name") == "Northmoor Council"
    assert page.value("colour") == "#1d5c63"


def test_a_new_name_and_colour_stand_on_every_page_and_in_the_history(signed_in, northmoor):
    client = signed_in(northmoor.callum)
    given = {"name": "Northmoor Borough Council", "colour": "#AA0044"}
    assert leads_to(post(client, "settings_council", **given), "settings_home")
    page = get(client, "settings_home")
    assert "The council's settings are saved." in page.words
    assert "Northmoor Borough Council" in page.words
    assert "--council-colour: #AA0044;" in page.html
    event = Event.objects.get(verb="changed the council's settings")
    assert event.before == {"name": "Northmoor Council", "colour": "#1d5c63"}
    assert event.after == given
    assert event.actor_name == "Callum Reeve"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Give the council's name."),
        ("colour", "", "Give a colour, like #1d70b8."),
        ("colour", "red", "Give the colour as # and six digits or letters"),
        ("colour", "#12345g", "Give the colour as # and six digits or letters"),
        ("colour", "red}*{display:none", "at most 7 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(signed_in, northmoor, field, value, sentence):
    given = {"name": "Another name", "colour": "#123456", field: value}
    page = post(signed_in(northmoor.callum), "settings_council", **given)
    refuses(page, sentence, field)
    assert page.value(field) == value
    northmoor.council.refresh_from_db()
    assert (northmoor.council.name, northmoor.council.colour) == ("Northmoor Council", "#1d5c63")


def test_a_name_with_marks_in_it_is_shown_as_it_is(signed_in, callum):
    client = signed_in(callum)
    post(client, "settings_council", name="A & B <script>alert(1)</script>", colour="#123456")
    page = get(client, "settings_home")
    assert "A & B <script>alert(1)</script>" in page.words
    assert "<script>alert" not in page.html
