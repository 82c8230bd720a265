"""No count that leaders see is a few people, and none can be worked out from the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casetracking.small_numbers import FEW_CASES, FEW_PEOPLE, Row, grouped, told

COUNTS = st.tuples(st.integers(0, 60), st.integers(0, 400))


@given(st.lists(COUNTS, max_size=9))
def test_every_row_that_is_shown_can_be_told_and_nothing_is_lost_or_counted_twice(counts):
    rows = [Row(f"value {n}", pool, caseload) for n, (pool, caseload) in enumerate(counts)]
    shown = grouped(rows)
    for row in shown:
        assert row.pool == 0 or row.pool >= FEW_CASES
        assert row.caseload == 0 or row.caseload >= FEW_PEOPLE
    if shown:
        assert sum(row.pool for row in shown) == sum(row.pool for row in rows)
        assert sum(row.caseload for row in shown) == sum(row.caseload for row in rows)
    else:
        assert not rows or any(0 < row.pool < FEW_CASES or 0 < row.caseload < FEW_PEOPLE for row in rows)


def test_one_small_row_takes_the_next_smallest_with_it_so_that_it_cannot_be_subtracted():
    rows = [Row("A", 30, 300), Row("B", 19, 100), Row("C", 1, 90)]
    assert grouped(rows) == [Row("A", 30, 300), Row("All others", 20, 190)]


def test_two_values_one_of_them_small_are_not_told_at_all():
    assert grouped([Row("Yes", 1, 40), Row("No", 49, 400)]) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "fewer than 3"), (1, "fewer than 3"), (2, "fewer than 3"), (3, "3"), (47, "47"), (48, "more than 47"),
     (49, "more than 47"), (50, "50")],
)  # fmt: skip
def test_a_few_of_the_pool_or_all_but_a_few_are_told_in_words(number, words):
    assert told(number, of=50) == words
    assert told(number, of=50, least=5) == words


@pytest.mark.parametrize("asked", [{"least": 2}, {"least": 1, "most": 9}, {"most": 2}])
def test_where_so_few_are_asked_for_that_met_would_say_the_number_it_is_never_told(asked):
    assert {told(number, of=50, **asked) for number in range(51)} == {"not told"}
