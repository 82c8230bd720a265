"""One press beside a point of a section makes an action of it."""

import pytest

from assurance.models import Notice
from selfassessment.models import Action
from tests.pages import get, leads_to, post
from tests.reports.writing import write_section

HERE = ("statement_action", "2027", "assessing-needs")
SECTION = ("statement", "2027", "assessing-needs")


@pytest.fixture
def written(northmoor, now):
    text = "Two things:\n\n- People **wait** too long\n- Letters are [hard](https://example.org) to read"
    statement = northmoor.statement("assessing-needs")
    write_section(
        northmoor.round, statement, {"improvements": text, "strengths": "- We listen"}, northmoor.priya, now
    )


def offered(page) -> list[str]:
    return [given["value"] for tag, given in page.elements if tag == "button" and given.get("name") == "draft"]


def test_each_point_that_needs_improving_has_a_button_and_nothing_else_has(signed_in, northmoor, written):
    page = get(signed_in(northmoor.tom), *SECTION)
    assert offered(page) == ["People wait too long", "Letters are hard to read"]
    assert "/2027/self-assessment/assessing-needs/action/" in page.acts
    for who in ["edwin", "yvonne", "meilin"]:
        assert offered(get(signed_in(northmoor.people[who]), *SECTION)) == [], who


def test_one_press_makes_it_with_the_words_the_owner_and_the_source_and_its_page_says_what_is_left(
    signed_in, northmoor, written
):
    client = signed_in(northmoor.tom)
    assert leads_to(post(client, *HERE, draft="People wait too long"), "action", "2027", "A1")
    action = Action.objects.get()
    assert (action.what, action.owner, action.source) == ("People wait too long", northmoor.aisha, "statement")
    assert (action.judgement.section, action.added_by) == ("assessing-needs", northmoor.tom)
    page = get(client, "action", "2027", "A1")
    assert "A1 is in the action plan." in page.words
    assert "Still to say: by when and how you will tell that it has worked." in page.words
    assert "/2027/actions/A1/take-back/" in page.acts
    assert Notice.objects.get().person == northmoor.aisha
    assert "A1: People wait too long" in get(client, *SECTION).words


def test_pressed_twice_it_makes_one_and_once_that_is_closed_another(signed_in, northmoor, written):
    client = signed_in(northmoor.tom)
    for _ in range(2):
        assert leads_to(post(client, *HERE, draft="People wait too long"), "action", "2027", "A1")
    assert "A1 was made of these words before" in get(client, "action", "2027", "A1").words
    post(client, "action_close", "2027", "A1", outcome="done", note="They wait less.")
    assert leads_to(post(client, *HERE, draft="People wait too long"), "action", "2027", "A2")


def test_of_a_long_paragraph_the_first_sentences_name_the_action_and_more_says_where_it_is_from(signed_in, northmoor):
    post(signed_in(northmoor.tom), *HERE, draft="It takes too long. " * 60)
    action = Action.objects.get()
    assert len(action.what) <= 150
    assert len(action.source_note) <= 300
    for words in [action.what, action.source_note]:
        assert words.endswith("long.")


def test_what_looks_like_personal_data_is_asked_about_before_anything_is_made(signed_in, northmoor):
    page = post(signed_in(northmoor.tom), *HERE, draft="Ring 943 476 5919.")
    assert page.value("what") == "Ring 943 476 5919."
    assert "/2027/actions/add/" in page.acts
    assert not Action.objects.exists()


def test_no_words_make_no_action(signed_in, northmoor):
    client = signed_in(northmoor.tom)
    assert leads_to(post(client, *HERE, draft="  "), *SECTION)
    assert "no action was made" in get(client, *SECTION).words
