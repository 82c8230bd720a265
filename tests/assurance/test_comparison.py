"""What is gathered for a comparison, held against an independent reading of the published workbook."""

import statistics
from functools import cache

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assurance.benchmarking import benchmark
from assurance.benchmarks import rank
from assurance.comparison import Peers, circle_of, holding_of, holdings, peers_of
from assurance.lines import lines_of
from assurance.models import Area, Council, Metric, MetricValue
from assurance.neighbourhood import GLOBAL, open_neighbours
from assurance.operations.councils import Refused, add_council
from assurance.operations.neighbours import choose_neighbours, save_neighbour_list
from assurance.readings import one_line
from assurance.standings import medians, placed, standing
from tests.assurance.ascof import published
from tests.assurance.holdings import NOW, hold, put
from tests.keeping import Kept

LINCOLNSHIRE, LEEDS, CUMBRIA, CUMBERLAND, CITY, SCILLY, DERBY = (
    "E10000019", "E08000035", "E10000006", "E06000063", "E09000001", "E06000053", "E06000015",
)  # fmt: skip
SOME = {"1D", "2C", "2D(1)", "4B"}
YEARS = {"2017-18", "2020-21", "2021-22", "2023-24", "2024-25"}


def build(now) -> Council:
    """Lincolnshire with four measures of the workbook, and those of 2017-18 under their old codes."""
    council = add_council(area=Area.objects.get(code=LINCOLNSHIRE), by=None, at=now)
    hold(
        council,
        [
            figure
            for figure in published.parsed_workbook().figures
            if figure.series.measure in SOME
            and figure.series.year in YEARS
            and figure.series.type != "numerator"
            and (figure.series.year in {"2021-22", "2024-25"} or figure.area.name in {"England", "Lincolnshire"})
        ],
    )
    old = [
        figure
        for figure in published.parsed_2017_18().figures
        if figure.series.measure in {"2A(2)", "3A"} and figure.area.name in {"England", "Lincolnshire"}
    ]
    hold(council, old, name="2017-18.csv")
    return council


lincolnshire_kept = Kept(build, lambda: Council.objects.get(area__code=LINCOLNSHIRE), numbered_from=500_000)


@pytest.fixture
def lincolnshire(db, now) -> Council:
    return lincolnshire_kept.reach(now)


def told(council: Council, code: str, **asked):
    line = next(
        line for line in lines_of(council) if line.newest.code == code and line.newest.framework == "ascof-2023"
    )
    return holding_of(council, circle_of(council), line, **asked)


@cache
def printed(measure: str, year: str, type: str = "outcome") -> dict[str, float]:
    """By name: the figures as the workbook prints them, read a second way."""
    return {
        figure.area.name: figure.value
        for figure in published.parsed_workbook().figures
        if figure.series[0] == year and figure.series[2:] == (measure, "Total", type) and figure.value is not None
    }


def test_everything_beside_us_is_as_published_and_the_rank_that_of_a_slower_count(lincolnshire):
    today = set(Area.objects.filter(kind="council", ended_on=None).values_list("code", flat=True))
    assert len(today) == 153
    for code, england in (("1D", 65.1), ("2C", 592.5), ("2D(1)", 60.7), ("4B", 91.2)):
        held = told(lincolnshire, code)
        found, by_name = standing(held.compared), printed(code, "2024-25")
        assert found.england.value == england == by_name["England"]
        assert found.region.value == by_name["East Midlands"]
        assert found.council_type.value == by_name["Shire Counties"]
        by_code = {
            figure.area.gss: figure.value
            for figure in published.parsed_workbook().figures
            if figure.series == ("2024-25", "ascof-2023", code, "Total", "outcome") and figure.value is not None
        }
        by_code.setdefault("E06000059", by_code.get("E10000009"))  # the workbook prints Dorset’s 4B beside the county
        own = found.own.value
        assert own == by_name["Lincolnshire"]
        # Neighbours and their median, by ONS's list and the names in the workbook.
        listed = open_neighbours(GLOBAL, LINCOLNSHIRE)
        assert set(held.compared.neighbours) == set(listed)
        beside = [by_code[key] for key in listed if key in by_code]
        assert found.median.median == pytest.approx(statistics.median(beside), abs=0.051)
        assert medians(held.compared)["2024-25"].value == found.median.median
        # The rank, counted by the workbook's own codes. Nobody is small in these four but the two smallest and those
        # whose figure rests on fewer than 30.
        few = {key for key, why in found.councils.left_out.items() if why.startswith("rests on")}
        real = {gss: value for gss, value in by_code.items() if gss in today - {CITY, SCILLY} - few}
        better = [value for value in real.values() if (value < own if code == "2C" else value > own)]
        assert (found.councils.place, found.councils.of) == (1 + len(better), len(real))
    # Aggregates are never ranked, the suppressed have no place.
    councils = told(lincolnshire, "2D(1)").compared.councils
    assert set(councils) <= set(Area.objects.filter(kind="council").values_list("code", flat=True))
    ranks = {code: found.place for code, _, found in placed(councils, told(lincolnshire, "2D(1)").compared.scale)}
    assert councils["E08000004"].reason == "suppressed"  # Oldham
    assert "E08000004" not in ranks
    assert not ranks.get(SCILLY)


def test_a_council_that_is_no_more_stands_only_in_its_years_and_leaves_nothing_to_its_successors(lincolnshire):
    now, before = told(lincolnshire, "1D"), told(lincolnshire, "1D", period="2021-22")
    assert (CUMBRIA in before.compared.councils, CUMBERLAND in before.compared.councils) == (True, False)
    assert (CUMBRIA in now.compared.councils, CUMBERLAND in now.compared.councils) == (False, True)
    circle = circle_of(lincolnshire, Area.objects.get(code=CUMBERLAND))
    cumberland = holding_of(lincolnshire, circle, now.line).compared
    assert {period for period, value in cumberland.own.items() if value.value is not None} == {"2024-25"}


def test_old_and_new_code_are_one_line_and_a_year_is_told_once(lincolnshire):
    held = told(lincolnshire, "2C")
    assert [code for _, code in held.line.codes] == ["2C", "2A(2)"]
    assert held.compared.periods == ["2017-18", "2024-25"]
    assert "not comparable with years before 2024-25" in one_line(standing(held.compared))
    satisfied = told(lincolnshire, "1D")  # 2017-18 stands in both files: as published again with the newer years
    assert satisfied.compared.own["2017-18"].value == printed("1D", "2017-18")["Lincolnshire"]

    # Groups are those the year's file has.
    groups = told(lincolnshire, "1D", period="2017-18").groups
    assert list(groups) == ["Female", "Male", "18-64", "65 and over"]
    assert all(pair[0].value and pair[1].value for pair in groups.values())
    assert told(lincolnshire, "1D").groups == {}
    women = told(lincolnshire, "1D", period="2017-18", group="Female")
    assert women.compared.own["2017-18"] == groups["Female"][0]

    # A missing year keeps its reason.
    compared = told(lincolnshire, "1D").compared
    assert compared.england["2020-21"].reason == "not available"
    assert "2020-21" not in compared.periods


def test_every_measure_is_gathered_in_two_queries_and_agrees_with_its_own_page(lincolnshire):
    lines, circle = lines_of(lincolnshire), circle_of(lincolnshire)
    with CaptureQueriesContext(connection) as asked:
        found = holdings(lincolnshire, circle, lines)
    assert len(asked) == 2
    assert {one.line.newest.code for one in found} >= SOME
    for one in found:
        alone = standing(holding_of(lincolnshire, circle, one.line).compared)
        assert one_line(standing(one.compared)) == one_line(alone), one.line.label


def test_what_another_council_holds_never_shows(lincolnshire, northmoor):
    assert holdings(northmoor.council, circle_of(northmoor.council), lines_of(northmoor.council)) == []
    line = next(line for line in lines_of(northmoor.council) if line.newest.code == "1D")
    assert holding_of(northmoor.council, circle_of(northmoor.council), line) is None


def test_an_invented_council_stands_beside_and_is_counted_in_nobodys_rank(northmoor):
    council = northmoor.council
    hold(
        council,
        [f for f in published.parsed_workbook().figures if f.series.measure == "1D" and f.series.year == "2024-25"],
    )
    metric = Metric.objects.get(framework="ascof-2023", code="1D")
    put(council, metric, council.area, "2024-25", 99.0, margin=1.0, source="invented")
    held = told(council, "1D")
    assert held.compared.own["2024-25"].value == 99.0
    assert council.area.code not in held.compared.councils
    best = placed(held.compared.councils, held.compared.scale)[0]
    assert best[2].place == 1
    assert standing(held.compared).councils.of == best[2].of + 1  # would be one more
    assert rank(best[0], held.compared.councils, held.compared.scale).place == 1
    assert benchmark(council="X99000001", measure="1D", year="2024-25")["rank"] is None


def test_two_sources_of_a_measure_are_never_mixed(lincolnshire):
    metric = Metric.objects.get(framework="ascof-2023", code="1D")
    for code, value in ((LINCOLNSHIRE, 11.0), ("E92000001", 12.0)):
        put(lincolnshire, metric, Area.objects.get(code=code), "2025-26", value, source="lg-inform")
    told_first = told(lincolnshire, "1D")
    assert (told_first.source, told_first.sources) == ("published", ("published", "lg-inform"))
    assert "2025-26" not in told_first.compared.own
    other = told(lincolnshire, "1D", source="lg-inform")
    assert {period: value.value for period, value in other.compared.own.items()} == {"2025-26": 11.0}


def test_a_survey_without_its_margins_is_never_called_better_or_worse(lincolnshire):
    for code in ("1D", "2A"):
        metric = Metric.objects.get(framework="ascof-2023", code=code)
        for area, value in ((LINCOLNSHIRE, 11.0), ("E92000001", 12.0)):
            put(lincolnshire, metric, Area.objects.get(code=area), "2025-26", value, source="lg-inform")
    survey, records = (told(lincolnshire, code, source="lg-inform") for code in ("1D", "2A"))
    assert (survey.lacks_margins, standing(survey.compared).verdict) == (True, "lower")
    assert (records.lacks_margins, standing(records.compared).verdict) == (False, "worse")
    assert not told(lincolnshire, "1D").lacks_margins


def test_the_neighbours_chosen_are_used_and_named_and_other_areas_keep_ons(lincolnshire):
    assert peers_of(lincolnshire, lincolnshire.area).name == "ONS global list"
    choose_neighbours(council=lincolnshire, slug="ons-economic", by=None, at=NOW)
    assert peers_of(lincolnshire, lincolnshire.area).codes == open_neighbours("ons-economic", LINCOLNSHIRE)
    kept = save_neighbour_list(
        council=lincolnshire, name="Ours", source="Us", as_of="2026", codes=[LEEDS, DERBY], by=None, at=NOW
    )
    choose_neighbours(council=lincolnshire, slug=kept.slug, by=None, at=NOW.replace(month=12))
    assert peers_of(lincolnshire, lincolnshire.area) == Peers("ours", "Ours", "Us", (LEEDS, DERBY))
    assert peers_of(lincolnshire, Area.objects.get(code=LEEDS)).codes == open_neighbours(GLOBAL, LEEDS)
    held = told(lincolnshire, "1D")
    assert list(held.compared.neighbours) == [LEEDS, DERBY]


def test_a_measure_rests_on_fewer_than_thirty_people_and_has_no_place(lincolnshire):
    metric = Metric.objects.get(framework="ascof-2023", code="4B")
    values = MetricValue.objects.filter(
        series__holder=lincolnshire, series__metric=metric, series__type="denominator", series__period="2024-25",
        area__code=LINCOLNSHIRE,
    )  # fmt: skip
    assert values.update(value=20.0) == 1
    found = standing(told(lincolnshire, "4B").compared).councils
    assert found.place is None
    assert found.left_out[LINCOLNSHIRE] == "rests on fewer than 30 people"


# --- The command ------------------------------------------------------------------------------------------------------


def test_the_command_prints_what_the_page_shows(lincolnshire, capsys):
    import json

    from django.core.management import call_command

    call_command("benchmark", council=LINCOLNSHIRE, measure="1D", year="2024-25", json=True)
    found = json.loads(capsys.readouterr().out)
    assert {key: found[key] for key in ("value", "england", "region", "rank", "of", "quartile", "verdict")} == {
        "value": 61.7, "england": 65.1, "region": 64.0, "rank": 117, "of": 150, "quartile": 4,
        "verdict": "not clearly different",
    }  # fmt: skip
    assert (found["neighbours_median"], found["neighbours_list"]) == (67.8, "ONS global list")
    call_command("benchmark", council=LINCOLNSHIRE, measure="2c", year="2024-25")
    said = capsys.readouterr().out
    assert "Value: 588.1 per 100,000" in said
    assert "Verdict: better" in said


def test_what_cant_be_told_is_said(lincolnshire):
    for asked, sentence in (
        ({"measure": "9Z"}, "is no measure of ascof-2023"),
        ({"year": "2024"}, "is no financial year"),
        ({"year": "2014-15", "measure": "3A"}, "it holds"),
        ({"council": "E99"}, "is not the code of a council"),
        ({"neighbours": "cipfa"}, "There is no list of neighbours"),
        ({"holder": "nobody"}, "No council of this installation is called"),
    ):
        with pytest.raises(Refused, match=sentence):
            benchmark(**{"council": LINCOLNSHIRE, "measure": "1D", "year": "2024-25", **asked})
    assert benchmark(council=LINCOLNSHIRE, measure="3A", year="2017-18")["title"].startswith("Overall satisfaction")
    assert benchmark(council=LEEDS, measure="1D", year="2024-25")["holder"] == "lincolnshire"  # the only one
