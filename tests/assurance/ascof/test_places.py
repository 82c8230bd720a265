"""Old and new codes lead to one council, and no council's figures to another's."""

import csv
from pathlib import Path

import pytest

from assurance.ascof.places import FOLDER, places, settled
from assurance.ascof.rows import Area, Figure, Series
from tests.assurance.ascof import published

known = places()


def find(code="", gss="", name="", kind="council"):
    return known.find(Area(code, gss, name, kind))


def test_every_area_of_the_published_files_is_known_and_no_two_councils_are_one():
    for parsed in (published.parsed_workbook(), published.parsed_2017_18()):
        found = {area: known.find(area) for area in parsed.areas()}
        assert None not in found.values()
        councils = [place.key for area, place in found.items() if area.kind == "council"]
        assert len(councils) == len(set(councils))


def test_there_are_153_councils_and_five_that_are_no_more():
    assert len(known.councils) == 158
    assert {place.name for place in known.councils if place.until} == {
        "Cumbria", "Northamptonshire", "Dorset County", "Bournemouth", "Poole",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [("E08000016", "E08000038", "E08000016"), ("E08000019", "E08000039", "E08000019"),
     ("E10000023", "E06000065", "E06000065"), ("E10000027", "E06000066", "E06000066"),
     ("E10000002", "E06000060", "E06000060")],
)  # fmt: skip
def test_old_and_new_codes_are_one_council(old, new, key):
    assert find(gss=old).key == find(gss=new).key == key


def test_a_council_that_was_split_or_merged_is_not_its_successor():
    assert find(gss="E10000006", name="Cumbria").name == "Cumbria"
    assert find(gss="E06000063").name == "Cumberland"
    assert find(gss="E10000009", code="809").name == "Dorset County"
    assert find(gss="E06000059", code="809").name == "Dorset"
    assert find(gss="E06000028").until == "2019-03-31"


def test_what_is_printed_beside_dorset_county_after_its_end_is_dorsets_and_counted_once():
    parsed = published.parsed_workbook()
    printed = [f for f in parsed.figures if f.area.name == "Dorset County" and f.series.year == "2024-25" and f.value]
    assert {"4B", "6A", "6B", "1D"} <= {figure.series.measure for figure in printed}
    assert {known.of(figure).name for figure in printed} == {"Dorset"}
    figures, against = settled(parsed.figures, known)
    assert against == []
    dorset = {(s.measure, s.year): f for (s, key), f in figures.items() if key == "E06000059" and s.type == "outcome"}
    assert dorset["4B", "2024-25"].value == 92.5
    assert dorset["1D", "2024-25"].area.name == "Dorset"
    assert dorset["1D", "2019-20"].value == 64.9
    county = {(s.measure, s.year): f for (s, key), f in figures.items() if key == "E10000009" and s.type == "outcome"}
    assert county["1D", "2018-19"].value == 69.8
    assert not [f for (_, year), f in county.items() if year > "2018-19" and f.value is not None]


def test_two_rows_that_disagree_about_one_place_are_told():
    series = Series("2024-25", "ascof-2023", "1D", "Total", "outcome")
    rows = [Area("809", "E10000009", "Dorset County", "council"), Area("809", "E06000059", "Dorset", "council")]
    figures = [
        Figure(series, area, value, "", "", "", "", 1, 1) for area, value in zip(rows, (60.0, 61.0), strict=True)
    ]
    held, against = settled(figures, known)
    assert held[series, "E06000059"].value == 61.0
    assert against == [figures[0]]


def test_without_a_statistical_code_the_other_code_or_the_name_decides_when_it_leaves_no_doubt():
    assert find(code="503").name == "Lincolnshire"
    assert find(code="809") is None
    assert find(code="809", name="Dorset County").name == "Dorset County"
    assert find(name="St Helens").name == "St. Helens"
    assert find(name="Nowhere") is None
    assert find(code="X1", gss="E99999999", name="Lincolnshire") is None


def test_e_is_the_east_of_england_and_l_is_london():
    assert find("E", "E12000006", "Eastern", "region").name == "East of England"
    assert find("E", "", "East of England", "region").key == "E12000006"
    assert find("L", "", "London", "region").key == "E12000007"
    assert find("E", "", "England", "england").key == "E92000001"


def test_council_types_and_combined_areas_are_places_of_their_own():
    assert find("S", "", "Shire Counties", "council type").key == "type:S"
    assert find("", "", "Cornwall and Isles of Scilly", "combined").key.startswith("combined:")


@pytest.mark.parametrize("name", ["global", "demographic", "economic"])
def test_neighbours_are_councils_of_today_ranked_without_gaps(name):
    with (Path(FOLDER) / "neighbours" / f"ons-{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    today = {place.key for place in known.councils if not place.until}
    own: dict[str, list[dict]] = {}
    for row in rows:
        own.setdefault(row["gss_code"], []).append(row)
    assert own.keys() <= today
    for code, list_of_one in own.items():
        assert [int(row["rank"]) for row in list_of_one] == list(range(1, len(list_of_one) + 1))
        neighbours = {row["neighbour_gss_code"] for row in list_of_one}
        assert len(neighbours) == len(list_of_one) <= 20
        assert neighbours <= today - {code}
    assert len(own) == {"global": 153, "demographic": 152, "economic": 153}[name]
