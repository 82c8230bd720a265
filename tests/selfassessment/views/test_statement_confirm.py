"""Saying on the section's page that a text carried over still holds."""

import pytest

from assurance.models import Event
from selfassessment.models import Judgement, PartText
from tests.pages import get, leads_to, post
from tests.reports.writing import write_section

HERE = ("statement_confirm", "2027", "assessing-needs")
SECTION = ("statement", "2027", "assessing-needs")


@pytest.fixture
def carried(northmoor, now):
    write_section(
        northmoor.round, northmoor.statement("assessing-needs"), {"summary": "Of old."}, northmoor.priya, now
    )
    PartText.objects.update(needs_review=True)


def waits() -> bool:
    return PartText.objects.get().needs_review


def test_the_sections_page_asks_for_it_and_it_is_told(signed_in, northmoor, carried):
    client = signed_in(northmoor.aisha)
    page = get(client, *SECTION)
    assert "Needs review This text was carried over" in page.words
    assert leads_to(post(client, *HERE, confirm="summary 1"), *SECTION)
    assert not waits()
    assert Event.objects.filter(verb="confirmed", actor_name="Aisha Rahman", section="assessing-needs").count() == 1
    page = get(client, *SECTION)
    assert "“Summary” is confirmed: it still holds." in page.words
    assert "Needs review" not in page.words


def test_who_only_reads_sees_that_it_waits_and_no_button(signed_in, northmoor, carried):
    page = get(signed_in(northmoor.tom), *SECTION)
    assert "Needs review" in page.words
    assert "This still holds" not in page.words


def test_a_text_that_changed_since_it_was_read_is_not_confirmed(signed_in, northmoor, carried, now):
    PartText.objects.update(version=2)
    client = signed_in(northmoor.aisha)
    post(client, *HERE, confirm="summary 1")
    assert waits()
    assert "was changed meanwhile, so there was nothing to confirm" in get(client, *SECTION).words
    assert not Event.objects.filter(verb="confirmed").exists()


def test_editing_it_confirms_it_too(northmoor, carried, now):
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "New."}, northmoor.aisha, now)
    assert not waits()


def test_a_locked_text_is_not_confirmed(signed_in, northmoor, carried):
    Judgement.objects.update(status="agreed")
    client = signed_in(northmoor.aisha)
    post(client, *HERE, confirm="summary 1")
    assert waits()
    assert "its text is locked" in get(client, *SECTION).words


@pytest.mark.parametrize("named", ["nothing 1", "summary x", "summary", "voice--i99 1"])
def test_a_part_that_is_not_there_is_not_confirmed(signed_in, northmoor, carried, named):
    client = signed_in(northmoor.aisha)
    assert leads_to(post(client, *HERE, confirm=named), *SECTION)
    assert "This section has no part of that name" in get(client, *SECTION).words
    assert waits()
