"""Changing what is known of an item; two people at once lose nothing."""

import pytest

from selfassessment.models import Evidence
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.library import add

GIVEN = {"title": "A better title", "category": "processes", "sensitivity": "public", "version": "1"}


def test_the_form_holds_what_stands_and_saves_what_changed(signed_in, northmoor, aisha, now):
    add(northmoor, now, summary="As it was", owner=northmoor.helen)
    client = signed_in(aisha)
    page = get(client, "evidence_edit", "2027", "E1")
    assert (page.value("title"), page.value("summary"), page.value("version")) == ("Carers’ survey", "As it was", "1")
    assert not page.has_field("file")
    assert leads_to(post(client, "evidence_edit", "2027", "E1", **GIVEN), "evidence_item", "2027", "E1")
    item = Evidence.objects.get()
    assert (item.title, item.category, item.owner, item.version) == ("A better title", "processes", None, 2)


def test_a_stale_save_shows_both_and_the_next_one_is_a_choice(signed_in, northmoor, aisha, now):
    add(northmoor, now)
    client = signed_in(aisha)
    post(client, "evidence_edit", "2027", "E1", **GIVEN)
    late = post(client, "evidence_edit", "2027", "E1", **{**GIVEN, "title": "Another title"})
    refuses(late, "Somebody else changed this item", status=409)
    assert "A better title" in late.words
    assert (late.value("title"), late.value("version")) == ("Another title", "2")
    chosen = post(client, "evidence_edit", "2027", "E1", **{**GIVEN, "title": "Another title", "version": "2"})
    assert chosen.status == 302


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_forged_version_is_refused(signed_in, northmoor, aisha, now, version):
    add(northmoor, now)
    page = post(signed_in(aisha), "evidence_edit", "2027", "E1", **{**GIVEN, "version": version})
    refuses(page, "lost track of which version you started from")


def test_a_restricted_item_is_not_for_everybody(signed_in, northmoor, tom, now):
    add(northmoor, now, sensitivity="restricted")
    page = get(signed_in(tom), "evidence_edit", "2027", "E1")
    assert page.status == 403
    assert "for a few people only" in page.words


def test_a_link_and_a_quotation_have_their_own_fields(signed_in, northmoor, aisha, now):
    add(northmoor, now, kind="link")
    add(northmoor, now, kind="quotation")
    client = signed_in(aisha)
    assert get(client, "evidence_edit", "2027", "E1").value("url") == "https://www.northmoor.example/a-page"
    assert get(client, "evidence_edit", "2027", "E2").value("quotation") == "Nobody had asked me."
