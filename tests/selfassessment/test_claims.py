"""Whether the words around a cited figure are what the figure and its comparisons say, and whether it still stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance.benchmarks import Scale, Value, compare
from assurance.cited import Reference, references, shown
from selfassessment.claims import Claim, Known, State, claims_in
from tests.selfassessment.claim_sentences import FINE, WRONG

PERCENT, RATE = Scale("%", 1, "higher"), Scale("per 100,000", 1, "lower")
AT = "2026-11-28"
S = Reference("ascof-2023", "1D", period="2024-25", figure="65.1%", at=AT)
B = Reference("ascof-2023", "4A", period="2024-25", figure="72.3%", at=AT)
C = Reference("ascof-2023", "2C", period="2024-25", figure="592.5 per 100,000", at=AT)
E = Reference("ascof-2023", "1D", area="England", period="2024-25", figure="68.0%", at=AT)
O = Reference("ascof-2023", "1D", period="2023-24", figure="60.9%", at=AT)  # noqa: E741
NAMED = {"S": S, "B": B, "C": C, "E": E, "O": O}


def known(own: Value, scale: Scale, *, against: dict[str, Value], earlier: dict[str, Value], **more) -> Known:
    """What the data says of one figure of 2024-25."""
    return Known(
        title="A measure", scale=scale, value=own, period="2024-25", newest="2024-25", newest_value=own,
        against={name: compare(own, other, scale) for name, other in against.items()},
        earlier={year: compare(own, other, scale) for year, other in earlier.items()},
        before=max(earlier, default=""), **more,
    )  # fmt: skip


SATISFIED = known(
    Value(65.1, margin=2.0), PERCENT,
    against={"England": Value(68.0, margin=0.5), "region": Value(65.9, margin=1.0), "neighbours": Value(62.0)},
    earlier={"2023-24": Value(60.9, margin=2.1), "2021-22": Value(70.0, margin=2.0)},
)  # fmt: skip
SAFE = known(
    Value(72.3, margin=2.1), PERCENT,
    against={"England": Value(70.1, margin=0.0), "region": Value(71.0, margin=1.5), "neighbours": Value(73.0)},
    earlier={"2023-24": Value(73.0, margin=2.2)},
)  # fmt: skip
ADMITTED = known(
    Value(592.5), RATE,
    against={"England": Value(566.0), "region": Value(710.0), "neighbours": Value(592.5)}, earlier={},
    break_year="2024-25", break_reason="Counted from client level data.",
)  # fmt: skip
ENGLAND = known(Value(68.0, margin=0.5), PERCENT, against={}, earlier={})
LAST_YEAR = Known("A measure", PERCENT, Value(60.9), "2023-24", "2024-25", Value(65.1))
DATA = {S.key: SATISFIED, B.key: SAFE, C.key: ADMITTED, E.key: ENGLAND, O.key: LAST_YEAR}


def written(sentence: str) -> str:
    """The sentence with its figures cited."""
    return sentence.format(**{name: reference.stored for name, reference in NAMED.items()})


def contradicted(sentence: str) -> str:
    """The names of the figures that the words contradict."""
    found = [claim for claim in claims_in(written(sentence), DATA) if claim.state is State.CONTRADICTED]
    return "".join(name for name, reference in NAMED.items() if reference in [claim.reference for claim in found])


@pytest.mark.parametrize("sentence", FINE)
def test_no_alarm_is_raised_where_words_are_right_or_cannot_be_told(sentence):
    assert contradicted(sentence) == ""


@pytest.mark.parametrize(("sentence", "figures"), WRONG)
def test_words_that_say_the_opposite_of_a_figure_are_found(sentence, figures):
    assert contradicted(sentence) == figures


def test_there_are_enough_real_sentences_both_ways():
    assert len(FINE) >= 50
    assert len(WRONG) >= 40


def only(text: str, data: dict | None = None) -> Claim:
    """The one claim of a text."""
    (claim,) = claims_in(text, DATA if data is None else data, today=AT)
    return claim


def test_why_words_are_wrong_is_said_in_a_sentence():
    claim = only(written("Satisfaction is {S}, above the England average."))
    assert claim.reasons == ("The words say “above the England average”, but 65.1% is lower (worse) than England.",)
    assert claim.sentence == "Satisfaction is 65.1% (2024-25), above the England average."


def test_a_change_told_across_a_break_says_why_it_cannot_be():
    claim = only(written("Admissions have fallen to {C}."))
    assert claim.reasons == (
        "The words say “fallen”, but figures from 2024-25 on can’t be compared with those before. "
        "Counted from client level data.",
    )


def test_a_figure_that_the_data_still_says_is_live():
    assert only(S.stored).state is State.LIVE
    assert only(S.stored).update is None


def changed(value: Value, newest: str = "2024-25", newest_value: Value | None = None) -> dict:
    """The data after it changed."""
    return {S.key: Known("Satisfaction", PERCENT, value, "2024-25", newest, newest_value or value)}


def test_a_figure_that_new_data_changed_is_stale_and_can_be_updated():
    claim = only(S.stored, changed(Value(66.0)))
    assert claim.state is State.STALE
    assert claim.reasons == ("The figure for 2024-25 was 65.1% when it was cited, and is 66.0% now.",)
    assert claim.update.shown == "66.0% (2024-25)"


def test_a_figure_with_a_newer_year_is_stale():
    claim = only(S.stored, changed(Value(65.1), "2025-26", Value(67.2)))
    assert claim.state is State.STALE
    assert claim.reasons == ("There is a newer figure: 67.2% (2025-26).",)


def test_a_figure_whose_file_was_taken_back_is_stale_and_has_nothing_to_update_to():
    claim = only(S.stored, changed(Value(None, "not available"), "", Value(None, "not available")))
    assert claim.state is State.STALE
    assert claim.reasons == ("No figure for 2024-25 is held any more: it is not available.",)
    assert claim.update is None


def test_a_measure_nobody_knows_is_broken():
    assert only("{{ascof:9Z}} of people").state is State.BROKEN


def test_a_figure_typed_by_hand_waits_to_be_filled_in():
    reference = Reference("ascof-2023", "1D")
    claim = only(
        "{{ascof:1D}}", {reference.key: Known("Satisfaction", PERCENT, Value(65.1), "", "2024-25", Value(65.1))}
    )
    assert (claim.state, claim.update.stored) == (State.BROKEN, S.stored)


def test_contradicted_comes_before_stale_and_both_reasons_are_told():
    data = {S.key: known(Value(66.0, margin=1.0), PERCENT, against={"England": Value(68.0, margin=0.5)}, earlier={})}
    claim = only(written("{S}, above England"), data)
    assert claim.state is State.CONTRADICTED
    assert len(claim.reasons) == 2


words = st.text(alphabet=st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=60)
figures = st.sampled_from([S, B, C, E, O])


@given(st.lists(st.tuples(words, figures), max_size=4), words)
def test_every_reference_of_a_text_is_found_whatever_stands_around_it(pieces, end):
    text = "".join(before + reference.stored for before, reference in pieces) + end
    assert [one.reference for one in references(text)] == [reference for _, reference in pieces]
    assert [claim.reference for claim in claims_in(text, DATA)] == [reference for _, reference in pieces]
    assert "{{" not in shown(text)


@given(st.sampled_from(WRONG + [(sentence, "") for sentence in FINE]), words, words)
def test_what_one_sentence_says_does_not_change_with_the_paragraphs_around_it(row, before, after):
    sentence, _ = row
    alone = contradicted(sentence)
    around = f"{re.sub('[{}]', '', before)}\n\n{sentence}\n\n{re.sub('[{}]', '', after)}"
    assert contradicted(around) == alone


@given(
    own=st.integers(0, 1000), other=st.integers(0, 1000), margin=st.none() | st.integers(0, 60),
    better=st.sampled_from(["higher", "lower", ""]),
)  # fmt: skip
def test_a_pair_of_opposite_words_is_never_both_right_nor_both_wrong_where_the_difference_is_clear(
    own, other, margin, better
):
    scale = Scale("%", 1, better)
    ours, theirs = Value(own / 10, margin=margin and margin / 10), Value(other / 10, margin=margin and 0.0)
    comparison = compare(ours, theirs, scale)
    data = {S.key: Known("A measure", scale, ours, "2024-25", "2024-25", ours, against={"England": comparison})}

    def wrong(said: str) -> bool:
        return only(f"{S.stored}, {said} England", data).state is State.CONTRADICTED

    if own != other:
        assert wrong("above") != wrong("below")
        assert wrong("above") == (own < other)
        if better:
            assert wrong("better than") != wrong("worse than")
        else:
            assert not wrong("better than")
            assert not wrong("worse than")
    if comparison.certainty == "not clearly different":
        assert not wrong("in line with")
        assert wrong("significantly above")
