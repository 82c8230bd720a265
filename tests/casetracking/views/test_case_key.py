"""The council's reference key: what it is for, and destroying it."""

import pytest

from casetracking.models import ReferenceKey
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_the_page_says_what_hangs_on_it(signed_in, helen, full):
    page = get(signed_in(helen), "case_key", "2027")
    assert f"{full.candidates.count()} references were made with it" in page.words
    assert ReferenceKey.objects.get().sealed not in page.html


def test_it_is_destroyed_only_with_the_tick(signed_in, helen, full):
    client = signed_in(helen)
    refuses(post(client, "case_key", "2027"), "Tick the box if you are sure", "sure")
    assert ReferenceKey.objects.get().sealed
    assert leads_to(post(client, "case_key", "2027", sure="on"), "cases", "2027")
    assert not ReferenceKey.objects.get().sealed
    assert "Your council has no key now" in get(client, "case_key", "2027").words
