"""Where two texts differ: exact, readable, and quick whatever the texts hold."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassessment import differences
from selfassessment.differences import compare


def marked(before: str, after: str) -> tuple[str, str]:
    """Both texts with what differs in brackets."""
    compared = compare(before, after)
    return tuple(
        "".join(f"[{p.text}]" if p.changed else p.text for p in side) for side in (compared.before, compared.after)
    )


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("We wait long.", "We wait too long.", ("We wait long.", "We wait [too ]long.")),
        ("One two three.", "One three.", ("One [two ]three.", "One three.")),
        ("", "All new.", ("", "[All new.]")),
        ("All gone.", "", ("[All gone.]", "")),
        ("Same.", "Same.", ("Same.", "Same.")),
        ("a\n\nb", "a b", ("a\n\nb", "a b")),
        ("In 2025 it was 31%.", "In 2026 it was 27%.", ("In [2025 ]it was [31%.]", "In [2026 ]it was [27%.]")),
    ],
)
def test_words_taken_out_and_put_in_are_marked(before, after, shown):
    assert marked(before, after) == shown


def test_a_moved_paragraph_is_taken_out_in_one_place_and_put_in_in_another():
    first, second = "People tell us that they wait.", "Carers say they are not asked."
    compared = compare(f"{first}\n\n{second}", f"{second}\n\n{first}")
    assert compared.changes <= 2


def test_a_word_that_happens_to_be_the_same_does_not_cut_a_change_in_two():
    before = "completely rewritten sentence about the old ways of working here"
    after = "another thought entirely on the new plans that we have made"
    assert compare(before, after).changes == 1


def test_a_change_in_a_long_text_marks_only_that():
    words = [f"word{n}" for n in range(3000)]
    changed = [*words[:1500], "other", *words[1501:]]
    compared = compare(" ".join(words), " ".join(changed))
    assert [piece.text.strip() for piece in compared.after if piece.changed] == ["other"]
    assert [piece.text.strip() for piece in compared.before if piece.changed] == ["word1500"]


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "wait", "long", "\n", " ", ".", "ż", "🙂"]), max_size=60).map(
    "".join
)
SENTENCES = st.lists(st.sampled_from(["we ", "wait ", "long. ", "people\n", "a "]), max_size=60).map("".join)


@given(TEXTS | SENTENCES, TEXTS | SENTENCES)
def test_the_pieces_put_together_are_the_texts_and_what_is_not_marked_stands_in_both(before, after):
    compared = compare(before, after)
    assert "".join(piece.text for piece in compared.before) == before
    assert "".join(piece.text for piece in compared.after) == after
    same = [" ".join(p.text for p in side if not p.changed).split() for side in (compared.before, compared.after)]
    assert same[0] == same[1]
    assert (compared.changes == 0) == (before.split() == after.split())


def some(words: list[str], number: int) -> str:
    chance = random.Random(1)
    return " ".join(chance.choice(words) for _ in range(number))[:20_000]


WORST = {
    "the same word again and again": ("a " * 10_000, "a b " * 5_000),
    "nothing in common": ("a " * 10_000, "b " * 10_000),
    "two words at random": (some(["a", "b"], 10_000), some(["b", "a", "b"], 10_000)),
    "a few words at random": (some(list("abcd"), 10_000), some(list("dcba"), 10_000)),
    "backwards": (" ".join(map(str, range(4_000))), " ".join(map(str, range(4_000, 0, -1)))),
    "blank lines": ("\n" * 20_000, " " * 20_000),
    "one endless word": ("x" * 20_000, "x" * 19_999 + "y"),
}


@pytest.mark.parametrize("case", WORST)
def test_no_text_of_20000_characters_takes_long(case, monkeypatch):
    """Counted in steps, because a clock tells more about the machine than about us."""
    efforts = []
    real = differences._Effort

    def watched():
        efforts.append(real())
        return efforts[-1]

    monkeypatch.setattr(differences, "_Effort", watched)
    before, after = WORST[case]
    compared = compare(before, after)
    assert "".join(piece.text for piece in compared.after) == after
    assert efforts[0].steps < 2 * differences.MOST_STEPS


def test_of_a_long_text_with_one_changed_word_only_what_is_around_it_is_unfolded():
    words = [f"word{number}" for number in range(3000)]
    compared = compare(" ".join(words), " ".join([*words[:1500], "changed", *words[1501:]]))
    assert compared.changes == 1
    for side, pieces in ((compared.before, compared.before_folded), (compared.after, compared.after_folded)):
        assert "".join(p.text for p in pieces) == "".join(p.text for p in side)
        shown = [p for p in pieces if not p.folded]
        assert sum(p.words for p in shown) == 2 * differences.AROUND + 1
        assert [p.words for p in pieces if p.folded] == [1480, 1479]
        assert not [p for p in pieces if p.folded and p.changed]


def test_short_passages_stay_unfolded_and_a_whole_text_without_a_change_is_one_fold():
    short = "word " * (differences.FOLDED_FROM - 1)
    assert compare(f"{short}old", f"{short}new").before_folded == compare(f"{short}old", f"{short}new").before
    assert [p.folded for p in compare("word " * 500, "word  " * 500).after_folded] == [True]
