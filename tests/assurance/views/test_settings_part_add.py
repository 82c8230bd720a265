"""Adding a part to write."""

import pytest

from assurance.models import Event, Part
from tests.pages import get, leads_to, post, refuses

GIVEN = {"title": "What partners say", "help": "In their words.", "word_guide": "150", "scope": "statement"}
EDITION = "cqc-2025-06"


def test_a_new_part_stands_last_on_every_statement_of_the_councils_rounds(signed_in, northmoor, westerholme):
    client = signed_in(northmoor.callum)
    assert leads_to(post(client, "settings_part_add", EDITION, **GIVEN), "settings_prompts", EDITION)
    part = Part.objects.get(slug="what-partners-say")
    assert part.prompt_set == northmoor.round.prompt_set
    assert Event.objects.filter(
        verb="added the part", subject="What partners say", actor_name="Callum Reeve"
    ).exists()
    client = signed_in(northmoor.priya)
    page = get(client, "statement_write", "2027", "governance")
    assert page.has_field("text-what-partners-say")
    assert "In their words. About 150 words." in page.words
    assert not get(client, "statement_write", "2027", "opening").has_field("text-what-partners-say")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Give the part a title."),
        ("title", "Summary", "There is a part called “Summary” already."),
        ("title", "???", "Give"),
        ("word_guide", "", "Give a number of words."),
        ("word_guide", "many", "Give a whole number of words, such as 200."),
        ("word_guide", "0", "Give at least 1 word."),
        ("word_guide", "3001", "Give at most 3,000 words."),
        ("word_guide", "1.5", "Give a whole number of words"),
        ("scope", "", "Choose where the part is asked for."),
        ("scope", "everywhere", "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_no_part_is_added(signed_in, callum, field, value, sentence):
    known = Part.objects.count()
    page = post(signed_in(callum), "settings_part_add", EDITION, **{**GIVEN, field: value})
    refuses(page, sentence, field)
    assert Part.objects.count() == known
    if field == "word_guide":
        assert page.value("word_guide") == value
