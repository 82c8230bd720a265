"""Changing a theme."""

import pytest

from tests.casetracking.auditing import theme
from tests.casetracking.rooms import started
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_a_theme_is_changed(signed_in, helen, full, now):
    one = theme(full, helen, now)
    given = {"statement": "safeguarding", "kind": "gap", "text": "People wait.", "cases": "4", "version": "1"}
    page = post(signed_in(helen), "theme_edit", "2027", full.slug, one.pk, **given)
    assert leads_to(page, "pool_themes", "2027", "first")
    one.refresh_from_db()
    assert (one.text, one.version) == ("People wait.", 2)


def test_a_save_that_comes_late_shows_what_stands(signed_in, helen, full, now):
    one = theme(full, helen, now)
    given = {"statement": "safeguarding", "kind": "gap", "text": "People wait.", "cases": "4", "version": "1"}
    client = signed_in(helen)
    post(client, "theme_edit", "2027", full.slug, one.pk, **given)
    page = post(client, "theme_edit", "2027", full.slug, one.pk, **given | {"text": "Mine."})
    refuses(page, "Somebody else changed this theme", status=409)
    assert "What stands now People wait." in page.words
    assert page.value("text") == "Mine."


def test_a_theme_of_another_pool_is_not_found(signed_in, helen, full, now, northmoor):
    one = theme(started(northmoor, now, "second"), helen, now)
    assert get(signed_in(helen), "theme_edit", "2027", full.slug, one.pk).status == 404
