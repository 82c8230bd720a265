"""What names one person in everyday words: found where it is looked at closely, and only there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance import particulars
from assurance.identifiers import Kind, find

FOUND = [
    ("Mrs Margaret Holloway at 14 Acacia Avenue", [Kind.NAME, Kind.ADDRESS]),
    ("ref 12345678 on LAS, P1234567", [Kind.RECORD_NUMBER, Kind.RECORD_NUMBER]),
    ("Mr Peter Jones moved to 12 High Street", [Kind.NAME, Kind.ADDRESS]),
    ("Spoke with Mr. O’Neill and Ms Smith-Jones.", [Kind.NAME, Kind.NAME]),
    ("Dr Singh rang; Miss Ada Lovelace and Mx Doe answered", [Kind.NAME, Kind.NAME, Kind.NAME]),
    ("mrs Holloway", [Kind.NAME]),
    ("Mr and Mrs Brown", [Kind.NAME]),
    ("Dr. É. Zola", [Kind.NAME]),
    ("Flat 3, 27b St Mary’s Road", [Kind.ADDRESS]),
    ("7 The Crescent", [Kind.ADDRESS]),
    ("1-3 Old Mill Lane, 5 Elm Grove and 102 Queens Drive", [Kind.ADDRESS] * 3),
    ("LAS-0012345 and AB123456", [Kind.RECORD_NUMBER, Kind.RECORD_NUMBER]),
    ("NHS 943 476 5919 of Mrs Hill", [Kind.NHS_NUMBER, Kind.NAME]),
]
LEFT_ALONE = [
    "They miss Monday visits, and Miss Monday is nobody.",
    "Mr or Mrs, whoever answers first",
    "the mother, the worker and the doctor",
    "14 cases on the High Street",
    "In 2026 Northmoor was close to its target",
    "3 Direct Payments, 12 Reviews",
    "£1,234,567 and £12345678 and 1,234,567 people",
    "Case 123456 of 20,000; s.42(2); 12/03/2025; QS1-9; A123",
    "Drive, Street and Road",
    "12.345678 per cent",
]


@pytest.mark.parametrize(("text", "kinds"), FOUND)
def test_it_is_found_closely_and_not_otherwise(text, kinds):
    assert [one.kind for one in find(text, closely=True)] == kinds
    assert not {one.kind for one in find(text)} & {Kind.NAME, Kind.ADDRESS, Kind.RECORD_NUMBER}


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_only_resembles_it_is_left_alone(text):
    assert find(text, closely=True) == []


WORD = st.builds(
    lambda first, rest: f"{first}{rest}",
    st.sampled_from("BCEGHKLPQRUVXZÉ"),
    st.text("abcegiklmo", min_size=2, max_size=9),
)


@given(
    st.sampled_from(["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr"]),
    WORD,
    WORD,
    st.integers(1, 999),
    st.sampled_from(["Street", "Road", "Avenue", "Lane", "Close", "Drive", "Way", "Court", "Crescent", "Gardens"]),
)
def test_whoever_has_a_title_and_wherever_they_live_it_is_found(title, first, last, number, street):
    text = f"we met {title} {first} {last} at {number} {first} {street}."
    assert [one.kind for one in find(text, closely=True)] == [Kind.NAME, Kind.ADDRESS]


@given(st.from_regex(r"(?:[0-9]{7,9}|[A-Z]{1,3}[0-9]{6,8})", fullmatch=True))
def test_a_long_number_is_always_something(number):
    assert find(f"it is {number} there", closely=True)


def test_no_pattern_holds_an_open_repetition():
    for pattern in (one for one in vars(particulars).values() if isinstance(one, re.Pattern)):
        assert not re.findall(r"(?<!\\)[*+](?![?])", re.sub(r"\\.|\[[^\]]*\]", "x", pattern.pattern))
