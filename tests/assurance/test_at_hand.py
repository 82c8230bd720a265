"""A council's figures kept at hand for the pages beside texts."""

import pytest

from assurance.at_hand import at_hand, cited_measures, years_in
from assurance.models import Metric
from assurance.operations.figures.local import Definition, save_local_measure
from assurance.operations.figures.typed import tell_own_figure
from assurance.operations.neighbours import choose_neighbours
from tests.selfassessment.citing import SATISFIED, hold_figures


def rows(council) -> dict:
    return {row.code: row for row in at_hand(council)}


def test_a_council_without_figures_asks_nothing(northmoor, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert at_hand(northmoor.council) == ()
        assert cited_measures(northmoor.council, [SATISFIED]) == {}


def test_what_was_worked_out_once_costs_no_query_until_figures_change(northmoor, now, django_assert_num_queries):
    hold_figures(northmoor, now)
    row = rows(northmoor.council)["1D"]
    assert (row.figure, row.when, row.england_figure) == ("61.3%", "2024-25", "65.4%")
    assert row.reading == "Lower than England, which is worse here; no clear change since 2023-24."
    cited_measures(northmoor.council, [SATISFIED])
    with django_assert_num_queries(0):
        assert rows(northmoor.council)["1D"] == row
        (cited,) = cited_measures(northmoor.council, [SATISFIED]).values()
    assert years_in(cited.held, "")["2024-25"].value == 61.3
    hold_figures(northmoor, now, satisfied=62.0)
    assert rows(northmoor.council)["1D"].figure == "62.0%"


@pytest.mark.parametrize("act", ["a local figure", "another list of neighbours"])
def test_whatever_changes_figures_gives_a_new_stamp(northmoor, now, act):
    council = northmoor.council
    if act == "a local figure":
        said = Definition(title="People waiting", unit="people", better="lower", statements=["equity"])
        measure = save_local_measure(council=council, measure=None, said=said, by=northmoor.meilin, at=now)
        defined = council.figures_stamp
        tell_own_figure(council=council, measure=measure, period="2026-10-31", value=41, by=northmoor.meilin, at=now)
        assert rows(council)[measure.code].figure == "41 people"
    else:
        hold_figures(northmoor, now)
        defined = council.figures_stamp
        choose_neighbours(council=council, slug="ons-economic", by=northmoor.meilin, at=now)
    assert council.figures_stamp not in {"", defined}
    assert council.figures_changed_at == now


def test_a_figure_is_cited_by_the_code_of_its_year(northmoor, now):
    hold_figures(northmoor, now)
    reference = rows(northmoor.council)["1D"].reference(at="2026-11-28")
    assert reference.stored == "{{ascof-2023:1D, 2024-25 = 61.3%; as at 2026-11-28}}"
    assert Metric.objects.filter(framework=reference.framework, code=reference.code).exists()
