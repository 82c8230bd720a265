"""An area for improvement becomes an action."""

import pytest

from assurance.models import Event, Notice
from selfassessment.models import Action
from tests.pages import day, get, leads_to, post, refuses

HERE = ("action_add", "2027")


def filled(**changed) -> dict:
    return {"what": "Shorten the wait.", "priority": "high", "source": "statement", "section": "equity", **changed}


def test_words_another_page_sends_stand_in_the_form_and_nothing_is_made_yet(signed_in, aisha):
    form = post(signed_in(aisha), *HERE, draft="People wait too long", section="equity")
    assert form.value("what") == "People wait too long"
    assert "You started from this point in “Equity in experience and outcomes”" in form.words
    assert not Action.objects.exists()


def test_a_point_longer_than_an_action_can_be_is_shown_whole_and_shortened_in_the_field(signed_in, aisha):
    point = "It takes too long. " * 60
    page = post(signed_in(aisha), *HERE, draft=point, section="")
    assert point.strip() in page.words
    assert len(page.value("what")) <= 500
    assert page.value("what").endswith("long.")


def test_everything_given_is_kept_told_and_the_owner_hears_of_it(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    given = filled(
        owner=northmoor.tom.pk, measure="6 weeks.", expected_evidence="The report.", source="peer-challenge",
        source_note="Page 4", **day("due_on", 26, 2, 2027),
    )  # fmt: skip
    assert leads_to(post(client, *HERE, **given), "action", "2027", "A1")
    page = get(client, "action", "2027", "A1")
    for words in ["Shorten the wait.", "Tom Birkett", "26 February 2027", "High", "6 weeks.", "The report."]:
        assert words in page.words
    assert "Peer challenge: Page 4" in page.words
    notice = Notice.objects.get()
    assert notice.person == northmoor.tom
    assert notice.sentence == "Priya Nair gave you the action A1, due 26 February 2027"
    event = Event.objects.get(verb="added the action")
    assert (event.subject, event.section) == ("A1: Shorten the wait.", "equity")


def test_giving_it_to_oneself_is_no_news(signed_in, priya):
    post(signed_in(priya), *HERE, **filled(owner=priya.pk))
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence", "field"),
    [
        ({"what": "  "}, "Say what you will do.", "what"),
        ({"what": "x" * 501}, "This is 501 characters long. Keep it to 500 or fewer.", "what"),
        ({"priority": "utmost"}, "Choose a priority from the list.", "priority"),
        ({"section": "elsewhere"}, "Choose a section from the list.", "section"),
        ({"owner": "999999"}, "Choose somebody from the list.", "owner"),
        (day("due_on", 30, 2, 2027), "Give a real date, such as 26 2 2027.", "due_on_day"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays_on_the_page(signed_in, aisha, changed, sentence, field):
    page = post(signed_in(aisha), *HERE, **filled(**changed))
    refuses(page, sentence)
    assert not Action.objects.exists()


def test_nobody_of_another_council_can_be_given_an_action(signed_in, aisha, stranger):
    refuses(post(signed_in(aisha), *HERE, **filled(owner=stranger.pk)), "Choose somebody from the list.")


def test_the_section_in_a_link_is_chosen_already(signed_in, aisha):
    page = get(signed_in(aisha), *HERE, statement="equity")
    assert any(given.get("value") == "equity" and "selected" in given for _, given in page.elements)


def test_what_looks_like_personal_data_is_asked_about_before_it_is_kept(signed_in, aisha):
    from assurance.guard import CONFIRMED

    client = signed_in(aisha)
    page = post(client, *HERE, **filled(what="Ring 943 476 5919."))
    refuses(page, "This looks like it holds an NHS number", "what")
    assert page.value("what") == "Ring 943 476 5919."
    assert not Action.objects.exists()
    ticked = {"not_personal_data": "on", "not_personal_data_seen": page.value("not_personal_data_seen")}
    assert leads_to(post(client, *HERE, **filled(what="Ring 943 476 5919."), **ticked), "action", "2027", "A1")
    assert Event.objects.filter(verb=CONFIRMED).count() == 1
