"""The comparisons on the figures as published for 2024-25, checked by hand and by a slower count."""

from assurance.ascof.catalogue import SINCE, catalogue
from assurance.ascof.places import places, settled
from assurance.ascof.rows import COUNCIL, ENGLAND, MARGIN, OUTCOME, RESPONDENTS, TOTAL
from assurance.benchmarks import (
    BreakPoint,
    Scale,
    Value,
    compare,
    comparison_in_words,
    rank,
    rank_in_words,
    trend,
    trend_in_words,
)
from tests.assurance.ascof import published

LINCOLNSHIRE, SCILLY, OLDHAM, DORSET = "E10000019", "E06000053", "E08000004", "E06000059"


def held(measure: str, year: str, kind: str = COUNCIL) -> dict[str, Value]:
    """Each place's figure, with its margin and respondents where published."""
    figures, against = settled(published.parsed_workbook().figures, places())
    assert against == []
    cells: dict[str, dict] = {}
    for (series, place), figure in figures.items():
        if (series.measure, series.year, series.disaggregation, figure.area.kind) == (measure, year, TOTAL, kind):
            cells.setdefault(place, {})[series.type] = figure
    return {key: value(of) for key, of in cells.items()}


def value(of: dict) -> Value:
    """An outcome with its margin and respondents, where it has them."""
    margin, people = (of[kind].value if kind in of else None for kind in (MARGIN, RESPONDENTS))
    return Value(of[OUTCOME].value, of[OUTCOME].reason, margin, people)


def scale(measure: str) -> Scale:
    found = catalogue().find(SINCE, measure)
    return Scale(found.unit, found.decimals, found.better)


def test_every_council_has_one_line_for_a_measure():
    today = {place.key for place in places().councils if not place.until}
    for measure in ("1D", "2C", "4B", "6B"):
        with_figure = {key for key, ours in held(measure, "2024-25").items() if ours.value is not None}
        assert with_figure <= today
        assert DORSET in with_figure


def test_satisfaction_beside_england():
    councils, england = held("1D", "2024-25"), held("1D", "2024-25", ENGLAND)["E92000001"]
    assert (england.value, england.margin) == (65.1, 0.5)
    for ours in councils.values():
        found = compare(ours, england, scale("1D"))
        if found is not None:
            apart = abs(round(ours.value * 10) - 651) > round(ours.margin * 10) + 5
            assert (found.certainty == "more than chance") == apart
    clear = [c for v in councils.values() if (c := compare(v, england, scale("1D"))) and c.stands]
    assert 10 < len(clear) < 100  # neither everybody nor nobody differs from England


def test_admissions_are_better_when_fewer_and_have_no_margin():
    councils, england = held("2C", "2024-25"), held("2C", "2024-25", ENGLAND)["E92000001"]
    best = min(
        (v.value, key) for key, v in councils.items() if v.value is not None and key not in {SCILLY, "E09000001"}
    )
    found = rank(best[1], councils, scale("2C"))
    assert (found.place, found.quarter) == (1, 1)
    words = comparison_in_words(compare(councils[best[1]], england, scale("2C")), "England")
    assert words == "lower than England; no margin of error is published"


def test_a_suppressed_council_and_the_smallest_are_not_ranked():
    councils = held("2D(1)", "2024-25")
    assert councils[OLDHAM].reason == "suppressed"
    found = rank(OLDHAM, councils, scale("2D(1)"))
    assert found.place is None
    assert found.left_out[OLDHAM] == "suppressed"
    assert found.of + len(found.left_out) == len(councils)
    assert rank_in_words(found, "councils").startswith("not ranked among")
    assert SCILLY in rank(LINCOLNSHIRE, held("4B", "2024-25"), scale("4B")).left_out


def test_a_trend_over_ten_years_with_its_break():
    measure = catalogue().find(SINCE, "1B")
    years = sorted({s.year for s in published.parsed_workbook().series() if s.measure == "1B"})
    breaks = [
        BreakPoint(b.year, b.reason) for b in catalogue().breaks if (b.series, b.kind) == (measure.series, "break")
    ]
    values = {year: held("1B", year, ENGLAND)["E92000001"] for year in years}
    found = trend(values, breaks, scale("1B"))
    assert [stretch[0][0] for stretch in found.stretches] == ["2016-17", "2020-21"]
    assert values["2020-21"].value is None  # the voluntary survey has no figure for England
    assert (found.latest, found.before) == ("2024-25", "2023-24")
    assert trend_in_words(found)
