"""What a pool is asked for, in words."""

import pytest

from casetracking.models import Criterion
from tests.pages import get

pytestmark = pytest.mark.django_db


def test_every_criterion_is_said_in_words(signed_in, helen, pool):
    page = get(signed_in(helen), "criteria", "2027", pool.slug)
    assert (
        "At least 15 with an assessment in the year Assessed: Yes Must be met Check against your letter" in page.words
    )
    assert "Direct payment: Part or Full" in page.words
    assert "Transition to adulthood: Yes or Possible transition: Yes" in page.words
    assert "Months since anything happened: at least 7" in page.words
    assert "age band, weight 2" in page.words


def test_without_criteria_the_page_says_what_the_draw_does(signed_in, helen, pool):
    Criterion.objects.all().delete()
    assert "only makes it look like the caseload" in get(signed_in(helen), "criteria", "2027", pool.slug).words
