"""What a director puts a name to, as plain values: its hash, and what is no longer as it was signed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from selfassessment.signing import (
    Change,
    Cited,
    Given,
    How,
    Kind,
    Promised,
    Section,
    Text,
    canonical,
    changed_since,
    changes,
    contents_of,
    sha256_of,
    stamp,
)

ACTION = Promised(3, "Reply to all", 7, "2027-06-30", "high", "Share told", "Audit")
WHOLE = Section(
    "equity",
    (Text("summary", 2, "Fair."), Text("voice--i1", 1, "They say so.")),
    Given(3, "Because.", "high", (("partners", 3),)),
    (Cited(12, "p. 4", "Waits fall"), Cited(12, "p. 9", "Waits rose"), Cited(2, "", "Survey", 1)),
    (ACTION,),
)


def of(*sections: Section) -> dict:
    return contents_of(round="2027", edition="cqc-2025-06", sections=sections)


def changed(**new) -> list[Change]:
    return changes(of(WHOLE), of(Section(**{**WHOLE.__dict__, **new})))


def test_what_is_signed_holds_no_words():
    said = canonical(of(WHOLE))
    for word in ["Fair", "They say", "Because", "Waits", "p. 4", "Reply", "Share told", "Audit"]:
        assert word not in said


def test_the_fingerprint_is_the_same_whatever_order_things_come_in():
    shuffled = Section(
        "equity", WHOLE.texts[::-1], WHOLE.score, (WHOLE.citations[2], *WHOLE.citations[:2]), WHOLE.actions
    )
    other = Section("learning")
    assert sha256_of(of(WHOLE, other)) == sha256_of(of(other, shuffled))
    assert sha256_of(json.loads(canonical(of(WHOLE)))) == sha256_of(of(WHOLE))


def test_the_fingerprint_is_that_of_the_canonical_json():
    assert canonical(of(Section("equity"))) == (
        '{"edition":"cqc-2025-06","form":1,"round":"2027","sections":'
        '{"equity":{"actions":{},"citations":[],"score":null,"texts":{}}}}'
    )
    assert sha256_of({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_nothing_has_changed_while_nothing_has():
    assert changed() == []
    assert changes(of(WHOLE), json.loads(canonical(of(WHOLE)))) == []


def test_a_text_that_was_changed_names_both_versions():
    assert changed(texts=(Text("summary", 5, "Fairer."), WHOLE.texts[1])) == [
        Change("equity", Kind.TEXT, How.CHANGED, "summary", (), 2, 5)
    ]


def test_a_text_that_reads_again_as_it_was_signed_has_not_changed():
    assert changed(texts=(Text("summary", 9, "Fair."), WHOLE.texts[1])) == []


def test_a_text_written_or_emptied_since_is_told():
    assert changed(texts=(*WHOLE.texts, Text("impact", 1, "New."))) == [
        Change("equity", Kind.TEXT, How.ADDED, "impact", (), None, 1)
    ]
    assert changed(texts=WHOLE.texts[:1]) == [Change("equity", Kind.TEXT, How.REMOVED, "voice--i1", (), 1, None)]


@pytest.mark.parametrize(
    ("score", "how"),
    [
        (Given(2, "Because.", "high", (("partners", 3),)), How.CHANGED),
        (Given(3, "Other.", "high", (("partners", 3),)), How.CHANGED),
        (Given(3, "Because.", "", (("partners", 3),)), How.CHANGED),
        (Given(3, "Because.", "high", (("partners", 2),)), How.CHANGED),
        (None, How.REMOVED),
    ],
)
def test_a_score_changes_with_its_value_reason_confidence_or_categories(score, how):
    assert changed(score=score) == [Change("equity", Kind.SCORE, how)]


@pytest.mark.parametrize(
    ("citations", "what", "how"),
    [
        (WHOLE.citations[:2], "E2", How.REMOVED),
        ((*WHOLE.citations, Cited(4, "", "New")), "E4", How.ADDED),
        (WHOLE.citations[1:], "E12", How.CHANGED),
        ((*WHOLE.citations, WHOLE.citations[0]), "E12", How.CHANGED),
        ((Cited(12, "p. 5", "Waits fall"), *WHOLE.citations[1:]), "E12", How.CHANGED),
        ((*WHOLE.citations[:2], Cited(2, "", "Survey")), "E2", How.CHANGED),
    ],
)
def test_a_citation_added_removed_or_said_otherwise_is_told_once_for_its_evidence(citations, what, how):
    assert changed(citations=citations) == [Change("equity", Kind.EVIDENCE, how, what)]


def test_a_citation_taken_away_and_made_again_in_the_same_words_has_not_changed():
    assert changed(citations=WHOLE.citations[::-1]) == []


def test_an_action_says_what_of_it_changed():
    later = Promised(**{**ACTION.__dict__, "due_on": "2027-12-31", "owner": 8})
    assert changed(actions=(later,)) == [
        Change("equity", Kind.ACTION, How.CHANGED, "A3", ("its owner", "its due date"))
    ]
    assert changed(actions=()) == [Change("equity", Kind.ACTION, How.REMOVED, "A3")]
    given_up = Promised(**{**ACTION.__dict__, "dropped": True})
    assert changed(actions=(given_up,))[0].details == ("whether it was given up",)


def test_a_section_that_was_not_there_or_is_not_any_more_is_told_thing_by_thing():
    assert [(c.what, c.how) for c in changes(of(), of(WHOLE))] == [
        ("summary", How.ADDED), ("voice--i1", How.ADDED), ("", How.ADDED), ("E2", How.ADDED), ("E12", How.ADDED),
        ("A3", How.ADDED),
    ]  # fmt: skip
    assert {c.how for c in changes(of(WHOLE), of())} == {How.REMOVED}


words = some.text(max_size=12)
texts = some.lists(
    some.builds(Text, some.sampled_from("abcd"), some.integers(1, 9), words), unique_by=lambda t: t.key
)
citations = some.lists(some.builds(Cited, some.integers(1, 3), words, words, some.none() | some.integers(1, 2)))
sections = some.builds(
    Section,
    slug=some.just("equity"),
    texts=texts.map(tuple),
    score=some.none() | some.builds(Given, some.integers(1, 4), words),
    citations=citations.map(tuple),
)


@given(sections, sections)
def test_two_sections_differ_exactly_when_something_changed(one, other):
    """The same words, scores and citations, and only they, mean that nothing changed."""

    def plain(section):
        return (
            {t.key: t.text for t in section.texts},
            section.score,
            sorted(section.citations, key=repr),
        )

    assert bool(changes(of(one), of(other))) == (plain(one) != plain(other))
    assert len(changes(of(one), of(other))) == len(changes(of(other), of(one)))


@given(some.dictionaries(some.sampled_from(["summary", "voice--i1", "voice--i12"]), some.integers(1, 99)))
def test_what_was_read_is_what_stands_while_no_version_rose(versions):
    assert changed_since(stamp(versions), versions) == []
    for key in versions:
        assert changed_since(stamp(versions), {**versions, key: versions[key] + 1}) == [key]
        assert changed_since(stamp(versions), {k: v for k, v in versions.items() if k != key}) == [key]


@pytest.mark.parametrize("damaged", ["", "x", ":::", "summary", "summary:x", "summary:3 " * 50])
def test_a_damaged_stamp_is_never_what_stands(damaged):
    assert changed_since(damaged, {"summary": 4}) != []
