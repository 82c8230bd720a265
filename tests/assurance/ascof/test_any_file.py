"""Whatever a file holds: an answer or a sentence, and every row of it accounted for."""

import doctest
import importlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance.ascof.parsing import Refused, Unanswered, parse
from tests.assurance.ascof import published
from tests.assurance.ascof.making import TEN, csv_of, time_series, xlsx_of

AREAS = [["503", "Lincolnshire", "Council", "E10000019"], ["E", "Eastern", "Region", "E12000006"], ["", "", "", ""]]
values = st.one_of(
    st.integers(0, 10**6).map(str),
    st.sampled_from(["c", ":", "[x]", "", " ", "a lot", "=1", "7.7 (7.6)"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)
rows = st.tuples(
    st.sampled_from(AREAS),
    st.sampled_from(["1A", "1I1", "2D", "9Z"]),
    st.sampled_from(["Total", "Male", "18-64"]),
    st.sampled_from(["Outcome", "Base", "Margin Of Error", "Guess"]),
    values,
).map(lambda row: [*row[0], row[1], *row[2:], row[1], "words, with a comma"])


@given(st.lists(rows, min_size=1, max_size=40))
def test_every_row_of_a_long_file_is_a_figure_or_a_rejection(body):
    parsed = parse(csv_of([TEN, *body]), year="2017-18")
    assert parsed.counts()["cells"] == len(body)
    assert sum(parsed.counts().values()) == 2 * len(body)
    assert all((figure.value is None) == bool(figure.reason) for figure in parsed.figures)
    keys = [(figure.series, figure.area) for figure in parsed.figures]
    assert len(keys) == len(set(keys))


@given(st.binary(max_size=300), st.sampled_from(["", "2017-18"]))
def test_any_bytes_are_read_or_refused_in_a_sentence(data, year):
    with pytest.raises((Refused, Unanswered)):
        parse(data, year=year)


@pytest.mark.parametrize("seed", range(20))
def test_a_published_file_with_bytes_changed_is_read_or_refused_in_a_sentence(seed):
    luck = random.Random(seed)
    row = [503, "Lincolnshire", "E10000019", 1, 400, 61, 1, 400, 62]
    whole = luck.choice(
        [published.sample_2015_16()[:20_000], published.workbook(), xlsx_of(Table_1d=time_series(row))]
    )
    data = bytearray(whole)
    for _ in range(luck.randint(1, 8)):
        data[luck.randrange(len(data))] = luck.randrange(256)
    try:
        figures = parse(bytes(data), year="2015-16" if whole.startswith(b"Geo") else "").figures
    except (Refused, Unanswered) as why:
        sentence, figures = str(why), []
    else:
        sentence = "It was read, and this is what it says."
    assert 20 < len(sentence) < 500
    assert all((figure.value is None) == bool(figure.reason) for figure in figures)


@pytest.mark.parametrize(
    "module",
    ["ascof.cells", "ascof.catalogue", "ascof.collecting", "ascof.headings", "ascof.places", "benchmarks", "forecast",
     "workingdays"],
)  # fmt: skip
def test_the_examples_in_the_docstrings_are_true(module):
    tried = doctest.testmod(importlib.import_module(f"assurance.{module}"))
    assert tried.failed == 0
    assert tried.attempted or module == "forecast"
