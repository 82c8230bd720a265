"""What somebody asked to find, and the extract that shows it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassessment.search_words import (
    BEGINS,
    ENDS,
    LONGEST,
    CantSearch,
    asked,
    extract,
    in_plain_words,
    marked,
    pieces_of,
    reference_in,
)


def signed(pieces) -> str:
    """Pieces as one string, what was found in square brackets."""
    return "".join(f"[{p.words}]" if p.found else p.words for p in pieces)


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("carers", ("carers",), ()),
        ("  unpaid   carers ", ("unpaid", "carers"), ()),
        ('"waiting list" -hospital', ("waiting list",), ("hospital",)),
        ("“waiting list”", ("waiting list",), ()),
        ("100% (sure)", ("100", "sure"), ()),
        ("carer's", ("carer's",), ()),
        ("\x00car\ners\ue000", ("car", "ers"), ()),
        ("élan", ("élan",), ()),
    ],
)
def test_what_was_typed_is_read_as_words_and_phrases(typed, wanted, unwanted):
    found = asked(typed)
    assert (found.wanted, found.unwanted) == (wanted, unwanted)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("%", "no word or number"),
        ("_ % ' ; --", "no word or number"),
        ('""', "no word or number"),
        ("?!", "no word or number"),
        ("-carers", "not only what to leave out"),
        ("x" * (LONGEST + 1), "201 characters long"),
    ],
)
def test_what_can_not_be_searched_for_gets_a_sentence(typed, sentence):
    with pytest.raises(CantSearch, match=sentence):
        asked(typed)


def test_the_longest_search_is_taken():
    assert asked("x" * LONGEST).wanted == ("x" * LONGEST,)


@pytest.mark.parametrize(("typed", "number"), [("E12", 12), ("e12", 12), ("E", None), ("A12", None), ("E12 x", None)])
def test_an_item_is_found_by_its_reference(typed, number):
    assert reference_in(asked(typed), "E") == number


def test_words_that_begin_like_one_asked_for_are_marked_whatever_their_capitals():
    assert (
        signed(marked("Carers care; uncaring scarers. CARER", asked("care")))
        == "[Carers] [care]; uncaring scarers. [CARER]"
    )
    assert (
        signed(marked("The Waiting\n list of waiting", asked('"waiting list"'))) == "The [Waiting\n list] of waiting"
    )
    assert signed(marked("ÉLAN and élan", asked("élan"))) == "[ÉLAN] and [élan]"
    assert signed(marked("a.b axb", asked("a.b"))) == "[a.b] axb"


def test_an_extract_stands_around_the_first_place_and_breaks_between_words():
    text = "word " * 200 + "the carers here " + "more " * 200
    shown = signed(extract(text, asked("carers")))
    assert shown.startswith("… word")
    assert shown.endswith("more …")
    assert "[carers]" in shown
    assert len(shown) < 400
    assert signed(extract("Short carers text.", asked("carers"))) == "Short [carers] text."
    assert signed(extract("Nothing of it.", asked("carers"))) == "Nothing of it."


def test_what_the_database_signed_is_read_back_also_when_it_is_damaged():
    assert signed(pieces_of(f"a {BEGINS}b{ENDS} c")) == "a [b] c"
    assert signed(pieces_of(f"{BEGINS}b")) == "b"
    assert signed(pieces_of("<b>x</b>")) == "<b>x</b>"
    assert pieces_of("") == []


@given(st.text(), st.text(min_size=1))
def test_marking_changes_no_letter_of_a_text(text, typed):
    try:
        search = asked(typed)
    except CantSearch:
        return
    assert "".join(piece.words for piece in marked(text, search)) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("- one\n* two\n  – three", "one\ntwo\nthree"),
        ("1. first\n12) twelfth", "first\ntwelfth"),
        ("## Why\nSo.", "Why\nSo."),
        ("**most** and *some* and _few_", "most and some and few"),
        (f"**{BEGINS}Carers{ENDS}** wait", f"{BEGINS}Carers{ENDS} wait"),
        ("see [our plan](https://example.org/a_b) today", "see our plan today"),
        ("see [our plan](https://example.org/cut", "see our plan"),
        ("2 * 3 - 1, a well-known snake_case word, 5-10", "2 * 3 - 1, a well-known snake_case word, 5-10"),
        ("In 2027. It was.", "In 2027. It was."),
    ],
)
def test_the_signs_that_set_a_text_out_are_left_out_of_an_extract(text, plain):
    assert in_plain_words(text) == plain


@given(st.text(alphabet="*_-# []()a\n" + BEGINS + ENDS))
def test_what_was_found_stays_marked_whatever_stands_around_it(text):
    # The address of a link goes, and what was found in it.
    in_addresses = sum(address.count(BEGINS) for address in re.findall(r"\]\(([^)]*)\)?", text))
    assert in_plain_words(text).count(BEGINS) >= text.count(BEGINS) - in_addresses
    assert set(in_plain_words(text)) <= set(text)
