"""A figure cited in a text: what is stored, what people read, and everything a text passes through on its way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance import identifiers
from assurance.cited import Reference, as_at, references, shown
from assurance.prose import as_html
from assurance.templatetags.wording import word_count
from selfassessment.differences import compare_as_read
from selfassessment.search_words import BEGINS, ENDS, in_plain_words
from selfassessment.sheets import escaped, in_cell

OURS = Reference("ascof-2023", "1D", period="2024-25", figure="65.1%", at="2026-11-28")
SCORE = Reference("ascof-2023", "1A", period="2024-25", figure="19.2 (score out of 24)", at="2026-11-28")
LOCAL = Reference("local", "L1", period="2026-10-31", figure="344 people", at="2026-11-02")
ALL = [
    OURS, SCORE, LOCAL,
    Reference("ascof-2023", "5A(1)", "65 and over", "England", "2024-25", figure="45.8%", at="2026-11-28"),
    Reference("ascof-2014", "3A", period="2018-19", source="lg-inform", figure="64.3%", at="2026-11-28"),
    Reference("ascof-2023", "2C", area="E12000004", period="2024-25", figure="1,592.5 per 100,000", at="2026-11-28"),
]  # fmt: skip


@pytest.mark.parametrize("reference", ALL, ids=lambda one: one.stored)
def test_a_reference_reads_back_as_it_was_stored(reference):
    assert [one.reference for one in references(f"We are at {reference.stored}, more or less.")] == [reference]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("{{ascof:1D}}", "{{ascof-2023:1D}}"),
        ("{{ ASCOF : 1D , 2018/19 }}", "{{ascof-2014:1D, 2018-19}}"),
        ("{{ascof:1D, england, 2024–25 = 65.4%}}", "{{ascof-2023:1D, England, 2024-25 = 65.4%}}"),
        ("{{ascof-2023:5A(1), our region}}", "{{ascof-2023:5A(1), region}}"),
        ("{{local:L1, 2026-99-31}}", "{{local:L1, 2026-99-31}}"),
    ],
)
def test_what_is_typed_by_hand_is_understood(typed, meant):
    assert [one.reference.stored for one in references(typed)] == [meant]


@pytest.mark.parametrize("text", ["{{ our plan }}", "{{note: see below}}", "{{ascof:}}", "{{ascof:1D", "{ascof:1D}"])
def test_braces_that_cite_nothing_stay_as_they_were_typed(text):
    assert references(text) == []
    assert shown(text) == text


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (OURS, "65.1% (2024-25)"),
        (SCORE, "19.2 (score out of 24, 2024-25)"),
        (LOCAL, "344 people (31 October 2026)"),
        (Reference("ascof-2023", "1D"), "[1D: figure not filled in]"),
    ],
)
def test_people_read_the_figure_its_unit_and_its_year(reference, said):
    assert shown(reference.stored) == said


def test_when_its_figures_were_taken_is_said_in_one_sentence():
    assert as_at("No figure.") == ""
    assert as_at(OURS.stored) == "Figure as at 28 November 2026."
    assert as_at(OURS.stored + LOCAL.stored) == "Figures as at 2 November 2026 and 28 November 2026."


def test_it_stands_in_markdown_with_everything_around_it():
    text = f"# At {OURS.stored}\n\n- **{OURS.stored}** of *people*\n- {LOCAL.stored} <wait>\n\n_{SCORE.stored}_"
    assert as_html(text) == (
        '<p class="leads"><strong>At 65.1% (2024-25)</strong></p>\n<ul>\n<li><strong>65.1% (2024-25)</strong> of '
        "<em>people</em></li>\n<li>344 people (31 October 2026) &lt;wait&gt;</li>\n</ul>\n"
        "<p><em>19.2 (score out of 24, 2024-25)</em></p>"
    )


def test_nothing_in_a_reference_is_taken_for_markup():
    assert as_html("{{ascof:1D = <b>5</b>, 2024-25}}") == "<p>&lt;b&gt;5&lt;/b&gt;, 2024-25</p>"


def test_it_counts_as_the_words_people_read():
    assert word_count(f"We are at {OURS.stored} now.") == 5
    assert word_count("# Our plan - **two** things:\n\n* one\n* two ({{ascof:1D, 2024-25 = 65.1%}}, well) —") == 8


def test_it_comes_back_from_a_spreadsheet_as_it_went():
    text = f"{OURS.stored} of people\n{LOCAL.stored}"
    assert escaped(in_cell(text)) == escaped(text)
    assert [one.reference for one in references(in_cell(text))] == [OURS, LOCAL]


def test_two_versions_are_compared_as_they_are_read():
    newer = OURS.said("66.0%", "2024-25", "2026-12-01")
    compared = compare_as_read(f"At {OURS.stored} now.", f"At {newer.stored} now.")
    assert [piece.text for piece in compared.after if piece.changed] == ["66.0% "]
    only_the_day = compare_as_read(OURS.stored, OURS.said("65.1%", "2024-25", "2026-12-01").stored)
    assert only_the_day.changes == 1


def test_a_search_shows_it_as_it_is_read_also_where_an_extract_cuts_it():
    stored = OURS.stored
    assert in_plain_words(f"Now {stored} of people") == "Now 65.1% (2024-25) of people"
    signed = stored.replace("1D", f"{BEGINS}1D{ENDS}")
    assert in_plain_words(f"Now {signed} of") == "Now 65.1% (2024-25) of"
    assert in_plain_words(f"Now {stored[:25]}") == "Now …"
    assert in_plain_words(f"{stored[20:]} of people") == "65.1% of people"


@given(st.sampled_from(ALL), st.text(max_size=80), st.text(max_size=80))
def test_it_is_never_taken_for_personal_data(reference, before, after):
    start = len(before)
    text = f"{before} {reference.stored} {after}"
    found = [f for f in identifiers.find(text) if start < f.start and f.end <= start + 1 + len(reference.stored)]
    assert found == []


@given(st.text(alphabet="{}ascof:1D,= %;-–\n2045\ufdd0", max_size=60))
def test_any_text_is_shown_without_an_error_and_without_a_sign_of_ours(text):
    assert "\ufdd0" not in as_html(text)
    assert shown(shown(text)) == shown(text) or "{{" in shown(text)
