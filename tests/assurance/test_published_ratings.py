"""The arithmetic against every council whose nine scores, rating or percentage have been published."""

import csv

import pytest

from assurance import scoring
from tests.assurance.on_file import DIRECT, FIXTURES, method, scored

# Rated Good, but the scores in the press add up to 22, one short: probably a slip of the press. Not resolved.
DISAGREES = {"Liverpool City Council"}

with (FIXTURES / "published_ratings" / "published_ratings.csv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))
SCORED = {
    row["council"]: (row, [int(row[f"qs{n}"]) for n in range(1, 10)])
    for row in ROWS
    if all(row[f"qs{n}"] for n in range(1, 10))
}


def disagreements(row: dict, scores: list[int]) -> list[str]:
    """What our arithmetic says that was not published."""
    result = scoring.roll_up(method(DIRECT), scored(scores))
    found = []
    if row["rating"] and result.rating.title != row["rating"]:
        found.append(f"rating {result.rating.title}, published {row['rating']}")
    if row["percent"] and result.percentage != int(row["percent"]):
        found.append(f"{result.percentage} %, published {row['percent']} %")
    return found


def test_25_councils_have_nine_published_scores():
    assert (len(ROWS), len(SCORED)) == (63, 25)


def test_no_two_rows_are_for_the_same_council():
    assert len({row["council"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("council", sorted(SCORED.keys() - DISAGREES))
def test_the_published_rating_and_percentage_follow_from_the_scores(council):
    assert disagreements(*SCORED[council]) == []


def test_only_liverpool_disagrees_and_it_still_does():
    assert {council: found for council, given in SCORED.items() if (found := disagreements(*given))} == {
        "Liverpool City Council": ["rating Requires improvement, published Good"]
    }


@pytest.mark.parametrize("row", [r for r in ROWS if r["percent"] and r["rating"]], ids=lambda r: r["council"])
def test_every_published_percentage_is_one_of_ours_and_has_the_published_rating(row):
    reachable = {scoring.percentage_shown(total, 36) for total in range(9, 37)}
    assert int(row["percent"]) in reachable
    assert scoring.rating_for(method(DIRECT), int(row["percent"])).title == row["rating"]


def test_six_councils_show_both_all_scores_and_the_percentage():
    assert {c for c, (row, _) in SCORED.items() if row["percent"]} == {
        "Hertfordshire County Council",
        "London Borough of Camden",
        "Hartlepool Borough Council",
        "City of York Council",
        "Blackpool Council",
        "Plymouth City Council",
    }
