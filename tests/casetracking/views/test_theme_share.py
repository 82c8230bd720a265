"""Handing a theme on, in words that identify nobody."""

import pytest
from django.urls import reverse

from selfassessment.models import Evidence
from tests.casetracking.auditing import theme
from tests.pages import get, post, refuses

pytestmark = pytest.mark.django_db


def test_the_words_are_read_again_before_they_leave(signed_in, helen, full, now):
    one = theme(full, helen, now, cases=1)
    client = signed_in(helen)
    assert "could be one person’s story" in get(client, "theme_share", "2027", full.slug, one.pk).words
    refuses(
        post(client, "theme_share", "2027", full.slug, one.pk, version="1", text="People wait."),
        "Tick this once",
        "nobody",
    )
    one.refresh_from_db()
    assert one.shared_at is None


def test_they_become_the_draft_of_an_action_without_an_owner(signed_in, helen, full, now):
    one = theme(full, helen, now)
    client = signed_in(helen)
    page = post(
        client, "theme_share", "2027", full.slug, one.pk, version="1", text="People wait for weeks.", nobody="on"
    )
    one.refresh_from_db()
    assert (one.shared_at is not None, one.text) == (True, "People wait for weeks.")
    assert reverse("action_add", args=["2027"]) in page.acts
    draft = post(client, "action_add", "2027", draft=page.value("draft"), section=page.value("section"))
    assert draft.value("what") == "People wait for weeks."


def test_they_become_a_draft_of_evidence_without_an_owner(signed_in, helen, full, now):
    one = theme(full, helen, now)
    client = signed_in(helen)
    page = post(
        client, "theme_share", "2027", full.slug, one.pk, version="1", text="People wait for weeks.", nobody="on"
    )
    (address,) = [act for act in page.acts if "evidence" in act]
    names = ("title", "quotation", "said_by", "sensitivity", "is_draft")
    client.post(address, {**{name: page.value(name) for name in names}, "category": "processes"})
    item = Evidence.objects.get()
    assert (item.quotation, item.owner, item.is_draft, item.title) == (
        "People wait for weeks.",
        None,
        True,
        "Practice audits: Safeguarding",
    )


def test_a_reference_of_the_pool_is_refused_in_any_spelling(signed_in, helen, full, person, now):
    one = theme(full, helen, now)
    text = f"Like {person.reference.lower().replace('-', ' ')}: they waited."
    page = post(signed_in(helen), "theme_share", "2027", full.slug, one.pk, version="1", text=text, nobody="on")
    refuses(page, "A person’s reference stands in your words", "text")
    one.refresh_from_db()
    assert one.shared_at is None


def test_words_that_changed_meanwhile_are_not_shared(signed_in, helen, full, now):
    one = theme(full, helen, now)
    given = {"version": "0", "text": "People wait.", "nobody": "on"}
    page = post(signed_in(helen), "theme_share", "2027", full.slug, one.pk, **given)
    refuses(page, "Somebody else changed this theme", status=409)
    assert "What stands now People wait to hear back." in page.words


def test_what_was_ticked_inside_the_room_is_asked_about_again(signed_in, helen, full, now):
    one = theme(full, helen, now, text="Mrs Margaret Holloway waited.")
    given = {"version": "1", "text": one.text, "nobody": "on"}
    page = post(signed_in(helen), "theme_share", "2027", full.slug, one.pk, **given)
    refuses(page, "a person’s name", "text")


def test_the_guard_reads_the_words(signed_in, helen, full, now):
    one = theme(full, helen, now)
    page = post(
        signed_in(helen), "theme_share", "2027", full.slug, one.pk, version="1", text="Born 3/2/1940.", nobody="on"
    )
    refuses(page, "looks like it holds", "text")


def test_what_was_seen_in_few_cases_is_not_handed_on(signed_in, helen, full, now):
    one = theme(full, helen, now, cases=2)
    given = {"version": "1", "text": "People wait for weeks.", "nobody": "on"}
    page = post(signed_in(helen), "theme_share", "2027", full.slug, one.pk, **given)
    assert "Leaders read it on the summary once it was seen in 3 cases or more." in page.words
    assert not {
        reverse("action_add", args=["2027"]),
        f"{reverse('evidence_add', args=['2027'])}?kind=quotation",
    } & set(page.acts)
