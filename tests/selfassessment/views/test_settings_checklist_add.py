"""Adding a council's own checklist."""

import pytest

from assurance.models import Event
from selfassessment.models import Checklist
from tests.pages import get, leads_to, post, refuses

HERE = ("settings_checklist_add",)


def test_it_is_asked_in_the_councils_rounds_and_nowhere_else(signed_in, northmoor, stranger):
    sent = post(signed_in(northmoor.callum), *HERE, title="Before scrutiny", more="Is it short?\n\n Is it honest? ")
    assert leads_to(sent, "settings_checklists")
    assert Event.objects.get(verb="added the checklist", council_id=northmoor.council.pk).after["items"] == [
        "Is it short?", "Is it honest?",
    ]  # fmt: skip
    page = get(signed_in(northmoor.aisha), "checklist", "2027", "before-scrutiny")
    assert "1. Is it short?" in page.words
    assert "Written by Northmoor Council." in page.words
    assert get(signed_in(stranger), "checklist", "2027-w", "before-scrutiny").status == 404


@pytest.mark.parametrize(
    ("given", "sentence", "field"),
    [
        ({"title": "", "more": "One?"}, "Give the checklist a title.", "title"),
        ({"title": "Mine", "more": " "}, "Give the checklist at least one thing to check.", "more"),
        ({"title": "Mine", "more": "x" * 301}, "Line 1 is 301 characters long. Keep it to 300.", "more"),
        ({"title": "Nine tips", "more": "One?"}, "There is a checklist called “Nine tips” already.", "title"),
        ({"title": "Add", "more": "One?"}, "There is a checklist called “Add” already.", "title"),
    ],
)
def test_what_cannot_be_taken_is_said(signed_in, callum, given, sentence, field):
    refuses(post(signed_in(callum), *HERE, **given), sentence, field)
    assert Checklist.objects.count() == 3
