"""The reflective log of the worker who knows the case."""

import pytest

from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def test_it_is_written_and_opened_again(signed_in, helen, full, case):
    client, reference = signed_in(helen), case.candidate.reference
    given = {"version": "0", "worker": "Social worker", "text": "I would ask about the carer sooner."}
    page = post(client, "case_reflection", "2027", full.slug, reference, **given)
    assert leads_to(page, "case", "2027", "first", reference)
    again = get(client, "case_reflection", "2027", full.slug, reference)
    assert (again.value("text"), again.value("version")) == (given["text"], "1")


def test_two_who_write_at_once_lose_nothing(signed_in, helen, full, case):
    client, reference = signed_in(helen), case.candidate.reference
    post(client, "case_reflection", "2027", full.slug, reference, version="0", text="Theirs.")
    page = post(client, "case_reflection", "2027", full.slug, reference, version="0", text="Mine.")
    refuses(page, "Somebody else changed this", status=409)
    assert "Theirs." in page.words
    assert page.value("text") == "Mine."
    again = {"version": page.value("version"), "text": "Both."}
    assert leads_to(
        post(client, "case_reflection", "2027", full.slug, reference, **again), "case", "2027", "first", reference
    )
