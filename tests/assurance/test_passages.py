"""Words that have to go are found however they are set out, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance.passages import Passage


@pytest.mark.parametrize(
    "text",
    [
        "Joan Smith said",
        "joan smith",
        "JOAN\nSMITH",
        "**Joan** Smith,",
        "_Joan_ _Smith_",
        "(Joan  Smith)",
        "so Joan\u00a0Smith.",
    ],
)
def test_words_are_found_whatever_capitals_and_line_ends(text):
    assert Passage(" Joan  Smith ").stands_in(text)
    assert "oan" not in Passage("Joan Smith").taken_out_of(text)


@pytest.mark.parametrize("text", ["Joanna Smithson", "Joan and Smith", "JoanSmith", "Joan Smithers"])
def test_parts_of_other_words_are_left_alone(text):
    assert not Passage("Joan Smith").stands_in(text)
    assert Passage("Joan Smith").taken_out_of(text) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Mrs O'Brien", "Mrs O’Brien"),
        ("07700 900123", "Ring 07700 900123."),
        ("a.b+c@x.example", "mail a.b+c@x.example now"),
        ("(she)", "(she) said"),
        ("Łucja", "to łucja tu"),
    ],
)
def test_signs_are_taken_as_they_are(words, text):
    assert Passage(words).stands_in(text)


def test_a_text_at_its_limit_stays_within_it():
    text = "Ann " * 5_000
    without = Passage("Ann").taken_out_of(text, limit=20_000)
    assert len(without) <= 20_000
    assert "Ann" not in without


def test_every_text_of_a_value_is_looked_at_and_only_the_texts():
    value = {"Joan": ["Joan", {"x": "met Joan"}, 3, None, True]}
    assert Passage("joan").stands_anywhere_in(value)
    assert Passage("Joan").taken_out_of_value(value) == {
        "Joan": ["[withdrawn]", {"x": "met [withdrawn]"}, 3, None, True]
    }
    assert not Passage("Joan").stands_anywhere_in({"Joan": 1})


def test_nothing_stands_nowhere():
    assert not Passage("  ").stands_in("anything")
    assert Passage("").taken_out_of("anything") == "anything"


@given(st.text(min_size=1, max_size=30), st.text(max_size=80), st.text(max_size=80))
def test_what_was_taken_out_is_no_longer_found(words, before, after):
    passage = Passage(words)
    without = passage.taken_out_of(f"{before} {words} {after}")
    if passage.words and passage.words.casefold() not in "[withdrawn]":
        assert not passage.stands_in(without)
