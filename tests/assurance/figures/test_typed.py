"""Figures typed in beside those of files: what stands is always what the others say when one is taken away."""

from itertools import permutations

import pytest

from assurance.models import Metric, MetricSeries, MetricValue, ReplacedValue
from assurance.operations.figures.importing import FiguresRefused, import_figures, undo_import
from assurance.operations.figures.local import Definition, save_local_measure
from assurance.operations.figures.typed import FigureThere, remove_own_figure, tell_own_figure
from tests.assurance.figures.test_importing import own_csv, receive_own

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
DAY = "2026-10-31"


@pytest.fixture
def council(northmoor):
    """Northmoor's council."""
    return northmoor.council


@pytest.fixture
def waiting(council, now) -> Metric:
    """A measure of its own, without a figure."""
    said = Definition("People waiting", "people", "lower", source="Register")
    return save_local_measure(council=council, measure=None, said=said, by=None, at=now)


@pytest.fixture
def acts(council, waiting, northmoor, now):
    """What may happen to the figure of one day."""

    class Acts:
        def came(self, value: int):
            file = receive_own(council, own_csv(["People waiting", "31/10/2026", str(value)]), now)
            return import_figures(file=file, by=northmoor.meilin, at=now)

        def back(self, file):
            undo_import(file=file, by=northmoor.meilin, at=now)

        def typed(self, value: float):
            stands = MetricValue.objects.first()
            return tell_own_figure(
                council=council, measure=waiting, period=DAY, value=value, by=northmoor.meilin, at=now,
                instead_of=stands.mark if stands else None,
            )  # fmt: skip

        def taken_away(self):
            return remove_own_figure(
                council=council, measure=waiting, period=DAY, by=northmoor.meilin, at=now,
                shown=MetricValue.objects.get().mark,
            )  # fmt: skip

        @property
        def stands(self) -> list[float]:
            return list(MetricValue.objects.values_list("value", flat=True))

    return Acts()


@pytest.mark.parametrize("order", list(permutations([0, 1, 2])))
def test_in_whatever_order_they_go_the_topmost_of_the_others_stands(acts, order):
    """A file, a figure typed over it, and a file over that."""
    layers = {0: acts.came(350), 1: acts.typed(360), 2: acts.came(370)}
    values = {0: 350, 1: 360, 2: 370}
    for gone in order:
        if gone != 1:
            acts.back(layers.pop(gone))
        elif max(layers) == 1:
            acts.taken_away()
            layers.pop(1)
        else:
            with pytest.raises(FiguresRefused, match="take the file back"):
                acts.taken_away()
        assert acts.stands == ([values[max(layers)]] if layers else [])
    if layers:  # what could not be taken away while a file stood on it
        acts.taken_away()
    assert (MetricValue.objects.count(), ReplacedValue.objects.count(), MetricSeries.objects.count()) == (0, 0, 0)


def test_a_figure_typed_over_a_file_that_came_over_a_typed_one_is_the_only_typed_one(acts):
    first = acts.came(350)
    acts.typed(360)
    second = acts.came(370)
    acts.typed(380)
    acts.typed(381)
    assert acts.taken_away().value == 370
    acts.back(second)
    assert acts.stands == [350]  # the figure typed first has been replaced by the one typed last
    acts.back(first)
    assert acts.stands == []
    assert ReplacedValue.objects.count() == 0


def test_what_stands_is_replaced_only_by_somebody_who_was_shown_it(acts, council, waiting, meilin, now):
    acts.came(350)
    say = {"council": council, "measure": waiting, "period": DAY, "by": meilin, "at": now}
    with pytest.raises(FigureThere) as asked:
        tell_own_figure(value=360.0, **say)
    tell_own_figure(value=360.0, instead_of=asked.value.held.mark, **say)
    with pytest.raises(FigureThere):
        tell_own_figure(value=361.0, instead_of=asked.value.held.mark, **say)
    with pytest.raises(FigureThere):
        remove_own_figure(shown=asked.value.held.mark, **say)
    assert acts.stands == [360]


def test_a_figure_is_compared_as_it_is_and_not_as_it_is_shown(acts, council, waiting, meilin, now):
    acts.typed(344.2)
    with pytest.raises(FigureThere):
        tell_own_figure(council=council, measure=waiting, period=DAY, value=344.0, by=meilin, at=now)


def test_a_row_named_like_two_measures_is_the_councils_own(council, waiting, now):
    shared = Metric.objects.get(slug="workforce-wf-vac")
    Metric.objects.filter(pk=waiting.pk).update(title=shared.title)
    file = receive_own(council, own_csv([shared.title, "31/10/2026", "7"]), now)
    import_figures(file=file, by=None, at=now)
    assert MetricValue.objects.get().series.metric == waiting
