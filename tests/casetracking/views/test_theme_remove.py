"""Taking a theme out."""

import pytest

from casetracking.models import Theme
from tests.casetracking.auditing import theme
from tests.pages import leads_to, post

pytestmark = pytest.mark.django_db


def test_it_is_gone(signed_in, helen, full, now):
    one = theme(full, helen, now)
    assert leads_to(post(signed_in(helen), "theme_remove", "2027", full.slug, one.pk), "pool_themes", "2027", "first")
    assert not Theme.objects.exists()
