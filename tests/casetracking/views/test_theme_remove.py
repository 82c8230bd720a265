"""Taking a theme out."""

import pytest

from casetracking.models import Theme
from casetracking.operations.pools import purge_pool
from tests.casetracking.auditing import shared, theme
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


def test_it_is_gone(signed_in, helen, full, now):
    one = theme(full, helen, now)
    assert leads_to(post(signed_in(helen), "theme_remove", "2027", full.slug, one.pk), "pool_themes", "2027", "first")
    assert not Theme.objects.exists()


def test_a_shared_one_is_taken_out_after_the_purge_too(signed_in, helen, full, now):
    one = shared(theme(full, helen, now), helen, now)
    theme(full, helen, now, text="Not read by anybody yet.")
    purge_pool(pool=full, by=helen, at=now)
    client = signed_in(helen)
    page = get(client, "pool_themes", "2027", full.slug)
    assert "People wait to hear back." in page.words
    assert "Not read by anybody yet." not in page.words
    assert not [link for link in page.links if "/themes/" in link]
    post(client, "theme_remove", "2027", full.slug, one.pk)
    assert not Theme.objects.exists()
    assert "No theme is" in get(client, "pool_themes", "2027", full.slug).words
