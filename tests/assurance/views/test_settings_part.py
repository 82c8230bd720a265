"""Changing a part, or hiding it."""

from assurance.models import Event, Part
from tests.pages import get, leads_to, post, refuses
from tests.reports.writing import write_section

EDITION = "cqc-2025-06"
GIVEN = {"title": "In short", "help": "The answer in a sentence.", "word_guide": "80"}


def test_it_shows_the_part_as_it_is(signed_in, callum):
    page = get(signed_in(callum), "settings_part", EDITION, "summary")
    assert page.value("title") == "Summary"
    assert page.value("word_guide") == "150"
    assert page.value("scope") == "statement"


def test_a_changed_part_has_its_new_words_and_keeps_its_texts(signed_in, northmoor, now):
    statement = northmoor.statement("governance")
    write_section(northmoor.round, statement, {"summary": "What stood here before."}, northmoor.priya, now)
    client = signed_in(northmoor.callum)
    assert leads_to(post(client, "settings_part", EDITION, "summary", **GIVEN), "settings_prompts", EDITION)
    event = Event.objects.get(verb="changed the part")
    assert (event.before["title"], event.after["title"]) == ("Summary", "In short")
    page = get(signed_in(northmoor.priya), "statement", "2027", "governance")
    assert "In short What stood here before." in page.words


def test_a_hidden_part_is_no_longer_asked_for_and_comes_back_with_its_text(signed_in, northmoor, now):
    statement = northmoor.statement("governance")
    write_section(northmoor.round, statement, {"summary": "What stood here before."}, northmoor.priya, now)
    post(signed_in(northmoor.callum), "settings_part", EDITION, "summary", **GIVEN, retired="on")
    client = signed_in(northmoor.priya)
    assert "What stood here before." not in get(client, "statement", "2027", "governance").words
    assert not get(client, "statement_write", "2027", "governance").has_field("text-summary")
    post(signed_in(northmoor.callum), "settings_part", EDITION, "summary", **GIVEN)
    assert "What stood here before." in get(signed_in(northmoor.priya), "statement", "2027", "governance").words


def test_where_it_is_asked_for_stays_as_it_is(signed_in, callum):
    post(signed_in(callum), "settings_part", EDITION, "summary", **GIVEN, scope="opening")
    assert Part.objects.get(prompt_set__council__isnull=False, slug="summary").scope == "statement"


def test_a_part_without_a_title_is_refused(signed_in, callum):
    page = post(signed_in(callum), "settings_part", EDITION, "summary", **{**GIVEN, "title": " "})
    refuses(page, "Give the part a title.", "title")
    assert Part.objects.filter(title="Summary").count() == 3  # ours beside both editions, and Northmoor's


def test_a_part_that_is_not_there_is_not_found(signed_in, callum):
    assert get(signed_in(callum), "settings_part", EDITION, "no-such-part").status == 404


def test_another_councils_parts_stay_as_they_are(signed_in, northmoor, westerholme):
    post(signed_in(northmoor.callum), "settings_part", EDITION, "summary", **GIVEN)
    assert Part.objects.get(prompt_set=westerholme.round.prompt_set, slug="summary").title == "Summary"
