"""The forms of writing and scoring: what they take, and the sentence when they can't."""

import pytest

from selfassessment.forms.scores import ScoreForm
from selfassessment.forms.sections import WriteForm
from selfassessment.slots import i_statements_of, slots_of

pytestmark = pytest.mark.django_db
WORDS = {1: "significant shortfalls", 2: "some shortfalls", 3: "a good standard", 4: "an exceptional standard"}


@pytest.fixture
def slots(northmoor) -> list:
    equity = northmoor.statement("equity")
    return slots_of(list(northmoor.round.prompt_set.parts.for_section(equity)), i_statements_of(equity))


def write_form(slots, **changes) -> WriteForm:
    """The form as a browser sends it, empty unless changed."""
    data = {f"{field}-{slot.key}": value for slot in slots for field, value in (("text", ""), ("version", "0"))}
    return WriteForm({**data, **changes}, slots=slots, texts={})


def test_every_part_is_handed_on_with_the_version_it_was_opened_at(slots):
    form = write_form(slots, **{"text-summary": "One\r\ntwo ", "version-summary": "4"})
    assert form.is_valid()
    assert [(d.slot.key, d.text, d.version) for d in form.drafts()] == [
        ("summary", "One\ntwo", 4),
        *((slot.key, "", 0) for slot in slots[1:]),
    ]


def test_20000_characters_are_taken_and_one_more_is_refused_with_the_text_still_there(slots):
    assert write_form(slots, **{"text-summary": "x\r\n" * 10_000}).is_valid()
    form = write_form(slots, **{"text-summary": "x" * 20_001})
    assert form.errors == {
        "text-summary": [
            "“Summary” is 20,001 characters long. A part holds at most 20,000. Shorten it by 1. "
            "Your text is still here, but nothing has been saved yet."
        ]
    }
    assert form["text-summary"].value() == "x" * 20_001


@pytest.mark.parametrize("version", ["", "-1", "one", "1.5", "1e3", "9" * 5000])
def test_a_damaged_version_is_answered_in_a_sentence(slots, version):
    form = write_form(slots, **{"version-summary": version})
    assert "This page lost track of which version you started from" in form.errors["version-summary"][0]


def score_form(categories=(), **data) -> ScoreForm:
    return ScoreForm(data, words=WORDS, categories=list(categories), score=None)


@pytest.mark.parametrize("value", ["1", "2", "3", "4"])
def test_a_score_and_its_reason_are_taken(value):
    form = score_form(value=value, reason="So.", version="0")
    assert form.is_valid()
    assert (form.cleaned_data["value"], form.category_scores()) == (int(value), {})


@pytest.mark.parametrize("value", ["", "0", "5", "3.5", "03", "<b>3</b>"])
def test_anything_else_is_answered_with_what_to_choose(value):
    assert score_form(value=value, reason="So.", version="0").errors == {"value": ["Choose a score from 1 to 4."]}


def test_a_missing_and_a_far_too_long_reason_each_get_a_sentence():
    assert score_form(value="3", reason=" ", version="0").errors == {
        "reason": ["Give the reason for this score: a sentence or two is enough."]
    }
    assert score_form(value="3", reason="x" * 4001, version="0").errors == {
        "reason": ["The reason is 4001 characters long. Keep it under 4000."]
    }


def test_each_category_of_the_edition_is_asked_for(northmoor):
    categories = northmoor.round.edition.evidence_categories.order_by("number")
    given = {f"category-{c.slug}": str(n) for n, c in enumerate(categories, 1)}
    form = score_form(categories, **given, reason="So.", version="0")
    assert form.is_valid()
    assert list(form.category_scores().values()) == [1, 2, 3, 4]
    assert "value" not in form.fields
    missing = score_form(categories, reason="So.", version="0")
    assert list(missing.errors) == [f"category-{c.slug}" for c in categories]
