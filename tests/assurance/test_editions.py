"""Reading an edition's or a prompt set's file: what is wrong is said with its line, and nothing hostile gets in."""

import datetime
import re

import pytest

from assurance import editions
from assurance.editions import MAX_BYTES, read_edition, read_prompt_set
from tests.assurance.on_file import BY_CATEGORY, DIRECT, FIXTURES, content

GOOD = content(DIRECT).decode()
STARTING_SET = (FIXTURES / "prompts" / "starting-set.yaml").read_text()


def line_of(text: str, words: str, *, nth: int = 1) -> int:
    """The line, from 1, of the nth occurrence of some words."""
    found = [number for number, line in enumerate(text.splitlines(), 1) if words in line]
    return found[nth - 1]


def changed(old: str, new: str, text: str = GOOD) -> str:
    """A good file with one thing changed."""
    assert old in text
    return text.replace(old, new, 1)


def problems(text: str | bytes, read=read_edition) -> list[tuple[int, str]]:
    """What is wrong with a file; it must hold no data then."""
    reading = read(text if isinstance(text, bytes) else text.encode())
    assert reading.data is None
    assert reading.problems
    return [(problem.line, problem.sentence) for problem in reading.problems]


def the_problem(text: str | bytes, read=read_edition) -> tuple[int, str]:
    """The only thing that is wrong with a file."""
    found = problems(text, read)
    assert len(found) == 1, found
    return found[0]


# --- Good files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("edition", "method"), [(DIRECT, "direct"), (BY_CATEGORY, "evidence-categories")])
def test_the_reviewed_editions_are_read_without_a_problem(edition, method):
    reading = read_edition(content(edition))
    assert reading.problems == ()
    assert reading.data["edition"]["slug"] == edition
    assert reading.data["scoring"]["method"] == method


def test_the_starting_set_is_read_without_a_problem():
    reading = read_prompt_set(STARTING_SET.encode())
    assert reading.problems == ()
    assert reading.data["prompt_set"]["editions"] == [BY_CATEGORY, DIRECT]


def test_the_fingerprint_is_of_the_content_whatever_its_layout():
    fingerprint = read_edition(GOOD.encode()).sha256
    assert len(fingerprint) == 64
    assert read_edition(("# a comment\n" + GOOD.replace("\n", "\r\n")).encode("utf-8-sig")).sha256 == fingerprint
    assert read_edition(changed("Assessing needs", "Assessing need").encode()).sha256 != fingerprint


# --- The rules of an edition ----------------------------------------------------------------------------------------

TENTH = """      - slug: tenth
        title: "A tenth"
        text: "We do more."
        source: {title: "x", url: "https://x.example"}
        i_statements: []
"""


def test_a_tenth_statement_is_refused_at_its_line():
    text = GOOD.rstrip("\n") + "\n" + TENTH
    assert the_problem(text) == (
        line_of(text, "slug: tenth"),
        "an edition has 9 quality statements; this file has 10",
    )


def test_eight_statements_are_refused():
    text = GOOD[: GOOD.index("      - slug: learning")]
    line, said = the_problem(text)
    assert (line, said) == (
        line_of(text, "themes:", nth=1),
        "an edition has 9 quality statements; this file has 8",
    ) or (said == "an edition has 9 quality statements; this file has 8" and text.splitlines()[line - 1] == "themes:")


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ("from: 39, to: 62", "from: 40, to: 62", "from: 40", "a gap: the band starts at 40, but should start at 39"),
        (
            "from: 39, to: 62",
            "from: 38, to: 62",
            "from: 38, ",
            "an overlap: the band starts at 38, but should start at 39",
        ),
        ("from: 88, to: 100", "from: 88, to: 99", "to: 99", "the last band ends at 99, but should end at 100"),
        ("from: 25, to: 38", "from: 26, to: 38", "from: 26", "a gap: the band starts at 26, but should start at 25"),
        ("except_themes: [leadership]", "except_themes: [leaders]", "[leaders]", "there is no theme “leaders”"),
        ("published: 2025-06-30", "published: 2025-06-31", "2025-06-31", "“2025-06-31” is not a date"),
        ("slug: equity", "slug: assessing-needs", "\x00", "the statement “assessing-needs” stands twice"),
        ("slug: providing-support", "slug: leadership", "\x00", "the theme “leadership” stands twice"),
        ("slug: partners,", "slug: processes,", "\x00", "the category “processes” stands twice"),
        ("slug: good,", "slug: inadequate,", "\x00", "the rating “inadequate” stands twice"),
        ("slug: equity", "slug: opening", "slug: opening", "a statement can't be called “opening”"),
        ("slug: equity", "slug: history", "slug: history", "a statement can't be called “history”"),
        ('slug: "cqc-2025-06"', "slug: load", "slug: load", "an edition can't be called “load”"),
    ],
)
def test_what_breaks_a_rule_is_said_at_its_line(old, new, where, said):
    text = changed(old, new)
    # Where a name stands twice, the second one is shown.
    line = line_of(text, new.rstrip(","), nth=2) if where == "\x00" else line_of(text, where)
    if old == "slug: providing-support":
        line = line_of(text, "slug: leadership", nth=2)
    assert [said for found, sentence in problems(text) if found == line and sentence.startswith(said)], problems(text)


def test_a_band_that_ends_before_it_starts_is_refused():
    assert (
        line_of(changed("from: 39, to: 62", "from: 39, to: 30"), "to: 30"),
        "the band ends at 30, before it starts",
    ) in problems(changed("from: 39, to: 62", "from: 39, to: 30"))


def test_the_2023_method_needs_its_statement_bands():
    bands = re.compile(r"  statement_bands:\n(    - .*\n){4}")
    text = bands.sub("", content(BY_CATEGORY).decode())
    assert the_problem(text) == (
        line_of(text, "scoring:"),
        "the evidence-categories method needs statement_bands",
    )


def test_statement_bands_out_of_order_are_refused():
    text = content(BY_CATEGORY).decode()
    text = changed("{score: 2, from: 39", "{score: 3, from: 39", text)
    assert the_problem(text) == (line_of(text, "{score: 3, from: 39"), "band 2 must give the score 2")


# --- The shape of a file --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('  publisher: "Care Quality Commission"\n', "", "edition:", "'publisher' is a required property"),
        ("  method: direct", "  method: directly", "method:", "'directly' is not one of"),
        ("  rounding: up", "  rounding: down", "rounding:", "'up' was expected"),
        ("{slug: good, title: \"Good\", from: 63", "{slug: good, title: \"Good\", from: sixty", "from: sixty",
         "'sixty' is not of type 'integer'"),
        ("  method: direct", "  method: direct\n  colour: red", "scoring:", "'colour' was unexpected"),
        ('  slug: "cqc-2025-06"', '  slug: "CQC 2025"', "CQC 2025", "does not match"),
        ('  slug: "cqc-2025-06"', '  slug: "cqc-2025-06\\n"', "cqc-2025-06\\n", "does not match"),
        ("published: 2025-06-30", "published: 30 June 2025", "30 June", "does not match"),
        ("published: 2025-06-30", "published: ２０２５-06-30", "published:", "does not match"),
        ('title: "Assessing needs"', 'title: ""', 'title: ""', "'' should be non-empty"),
        ('title: "Assessing needs"', "title: 12", "title: 12", "12 is not of type 'string'"),
        ('title: "Assessing needs"', f'title: "{"x" * 201}"', "xxxx", "is too long"),
        ("    score: 1\n", "    score: 5\n", "score: 5", "5 is greater than the maximum of 4"),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_said_at_its_line(old, new, line, said):
    text = changed(old, new)
    found, sentence = the_problem(text)
    assert said in sentence
    assert line in text.splitlines()[found - 1]


def test_a_list_where_a_mapping_belongs_is_refused_in_a_short_sentence():
    text = changed("    statements:\n", "    statements: " + "abc" * 5000 + "\n    x:\n")
    found = problems(text)
    assert line_of(text, "statements: abc") in [line for line, _ in found]
    assert max(len(said) for _, said in found) < 400


def test_of_very_many_problems_the_first_fifty_are_told():
    start = GOOD.index("\nthemes:")
    found = problems(GOOD[:start] + "\nthemes: [" + "abc, " * 500 + "abc]\n")
    assert len(found) == 51
    assert found[-1] == (GOOD[:start].count("\n") + 2, "and 451 more problems from here on")


def test_several_problems_are_told_together_in_the_order_of_the_file():
    text = changed("method: direct", "method: x", changed("published: 2025-06-30", "published: soon"))
    assert [line for line, _ in problems(text)] == [line_of(text, "published:"), line_of(text, "method: x")]


# --- What is hostile or broken --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"", 1, "the file is empty"),
        (b"# nothing but a comment\n", 1, "the file is empty"),
        (b"- a\n- b\n", 1, "not a mapping"),
        (b"just words", 1, "not a mapping"),
        (b"edition: caf\xe9", 1, "not UTF-8"),
        ("edition: x".encode("utf-16"), 1, "not UTF-8"),
        (b"x" * (MAX_BYTES + 1), 1, "larger than 200 kB"),
        (b"a: 1\nb: 2\na: 3\n", 3, "“a” stands twice"),
        (b"a: 1\n\nb: [1, 2\n", 4, "expected ',' or ']'"),
        (b"a: &x [1, 2]\nb: *x\n", 2, "aliases (*name) are not allowed"),
        (b"a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tags (tag:yaml.org,2002:python/object"),
        (b"a: 1\nb: !!python/name:os.system\n", 2, "are not allowed"),
        (b"a: !!int ''\n", 1, "are not allowed"),
        (b"a: !!map [1]\n", 1, "are not allowed"),
        (b"a: !\n", 1, "are not allowed"),
        (b"a: 1\n? [b]\n: 2\n", 2, "a name must be one word or text"),
        (b'a: 1\nb: "\\0"\n', 2, "a character that can't be stored"),
        (b'a: 1\nb: "\\ud800"\n', 2, "a character that can't be stored"),
        (b"a: 1\nb: \x07\n", 2, "a control character stands here"),
        (b"a: 1\n--- \nb: 2\n", 2, "expected a single document"),
        (b"a: " + b"9" * 5000, 1, "can't be read"),
        (b"[\n" * 50_000, 1, "can't be read"),
    ],
    ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else None,
)  # fmt: skip
def test_a_file_that_is_broken_or_hostile_is_refused_in_a_sentence(content, line, said):
    for read in (read_edition, read_prompt_set):
        found, sentence = the_problem(content, read)
        assert (found, said in sentence) == (line, True), (found, sentence)


def test_a_bomb_of_aliases_is_refused_before_it_grows():
    layers = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert the_problem("\n".join(layers)) == (2, "the YAML can't be read: aliases (*name) are not allowed")


def test_a_date_stays_text_until_it_is_asked_for():
    published = read_edition(GOOD.encode()).data["edition"]["published"]
    assert datetime.date.fromisoformat(published) == datetime.date(2025, 6, 30)


# --- Prompt sets ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("slug: strengths,", "slug: summary,", "What we do well", "the part “summary” stands twice"),
        ("date: 2026-11-21", "date: 2026-02-30", "2026-02-30", "“2026-02-30” is not a date"),
        ("scope: opening, help: \"Who", "scope: closing, help: \"Who", "closing", "'closing' is not one of"),
        ("word_guide: 150", "word_guide: 0", "word_guide: 0", "0 is less than the minimum of 1"),
        ("editions: [cqc-2023-12, cqc-2025-06]", "editions: []", "editions", "[] should be non-empty"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_prompt_set_is_said_at_its_line(old, new, line, said):
    text = changed(old, new, STARTING_SET)
    found, sentence = the_problem(text, read_prompt_set)
    assert said in sentence
    assert line in text.splitlines()[found - 1]


@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_both_parsers_read_the_same_on_the_same_lines(path):
    text = path.read_text()
    quick, slow = (editions._parsed(text, kind) for kind in (editions._QuickLoader, editions._PlainLoader))
    assert quick[1] == slow[1]
    assert editions._lines(quick[0]) == editions._lines(slow[0])
    assert len(editions._lines(slow[0])) > 10
