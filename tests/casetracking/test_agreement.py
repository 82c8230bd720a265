"""Agreement between two graders, held against published figures and plain counting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casetracking.agreement import agreement, weighted_kappa


def test_full_agreement_is_one():
    found = agreement([(1, 1), (2, 2), (3, 3), (4, 4)] * 3)
    assert (found.exact, found.within_one, found.kappa, found.reason) == (12, 12, 1.0, "")


def test_few_pairs_give_counts_and_no_kappa():
    found = agreement([(1, 2), (3, 3)])
    assert (found.exact_share, found.within_one_share, found.kappa) == (0.5, 1.0, None)
    assert "fewer than 10" in found.reason


def test_no_pairs_give_nothing():
    found = agreement([])
    assert (found.exact_share, found.within_one_share, found.kappa) == (None, None, None)
    assert "No case" in found.reason


def test_one_grade_for_all_is_undefined_and_said_so():
    found = agreement([(3, 3)] * 20)
    assert found.kappa is None
    assert "undefined" in found.reason
    assert agreement([(3, 3)] * 19 + [(3, 2)]).kappa == 0


def test_a_grade_outside_the_scale_is_refused():
    with pytest.raises(ValueError, match="1 to 4"):
        agreement([(1, 5)])


def test_two_grades_give_cohens_kappa():
    """Worked by hand: 20 and 15 agreed of 50, marginals 25/25 and 30/20: (0.7 - 0.5) / (1 - 0.5)."""
    assert weighted_kappa([(1, 1)] * 20 + [(1, 2)] * 5 + [(2, 1)] * 10 + [(2, 2)] * 15) == pytest.approx(0.4)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=30))
def test_kappa_is_what_plain_counting_says(pairs):
    seen = sum(1 - abs(a - b) / 3 for a, b in pairs) / len(pairs)
    chance = sum(1 - abs(a - b) / 3 for a, _ in pairs for _, b in pairs) / len(pairs) ** 2
    told = weighted_kappa(pairs)
    if told is None:
        assert chance == pytest.approx(1)
    else:
        assert told == pytest.approx((seen - chance) / (1 - chance))
        assert told <= 1
