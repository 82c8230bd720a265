"""Saves that meet other acts at the same moment, each over a connection of its own, on the real database."""

import pytest

from assurance.operations.calendar_feeds import FeedThere, feed_of, open_feed
from selfassessment.models import Judgement, PartText, Presence, Revision
from selfassessment.operations.presence import be_present
from selfassessment.operations.redaction import withdraw_words
from selfassessment.operations.writing import Draft, Outcome, confirm_text, write_parts
from selfassessment.slots import Slot
from selfassessment.whereabouts import EVERYWHERE
from tests.selfassessment.test_at_once import together

pytestmark = [pytest.mark.embedded, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def statement(northmoor):
    return northmoor.statement("assessing-needs")


@pytest.fixture
def part(northmoor):
    return northmoor.round.prompt_set.parts.get(slug="summary")


@pytest.fixture
def save(northmoor, statement, part, now):
    """`save(who, text, version)`: an act that saves the summary."""

    def act(who, text, version=0):
        draft = Draft(part, text, version)
        return lambda: write_parts(round=northmoor.round, statement=statement, drafts=[draft], by=who, at=now)

    return act


def test_a_save_sent_twice_at_once_is_one_save(save, aisha):
    """What a page does that got no answer: both arrive after all."""
    outcomes = together(*[save(aisha, "Once.")] * 4)
    assert sorted(len(one.saved) for one in outcomes) == [0, 0, 0, 1]
    assert not [one.stale for one in outcomes if one.stale]
    assert {one.versions["summary"] for one in outcomes} == {1}
    assert Revision.objects.count() == 1


def test_words_that_are_withdrawn_while_somebody_saves_them_are_gone_or_their_save_is_late(
    northmoor, statement, save, aisha, helen, now
):
    save(aisha, "Joan Smith waited.")()

    def withdraw():
        return withdraw_words(
            round=northmoor.round,
            statement=statement,
            words="Joan Smith",
            reason="A name.",
            by=helen,
            at=now,
            reach=EVERYWHERE,
        )

    saved, withdrawn = together(save(aisha, "Joan Smith waited long.", 1), withdraw)
    assert isinstance(saved, Outcome)
    assert withdrawn.total >= 2
    assert bool(saved.saved) != bool(saved.stale)
    texts = [*PartText.objects.values_list("text", flat=True), *Revision.objects.values_list("text", flat=True)]
    assert not [text for text in texts if "Joan" in text]


def test_a_text_is_confirmed_or_changed_but_never_confirmed_unseen(
    northmoor, statement, part, save, aisha, helen, now
):
    save(aisha, "Of old.")()
    PartText.objects.update(needs_review=True)

    def confirm():
        return confirm_text(round=northmoor.round, statement=statement, slot=Slot(part), version=1, by=helen, at=now)

    saved, confirmed = together(save(aisha, "New.", 1), confirm)
    assert saved.saved
    assert confirmed in {True, False}
    held = PartText.objects.get()
    assert (held.text, held.version, held.needs_review) == ("New.", 2, False)


def test_a_page_open_in_two_windows_is_one_presence(northmoor, statement, aisha, now):
    def here():
        return be_present(round=northmoor.round, statement=statement, slot="summary", by=aisha, at=now)

    assert {found.pk for found in together(here, here, here, here)} == {Judgement.objects.get().pk}
    assert Presence.objects.count() == 1


def test_a_calendar_address_asked_for_twice_at_once_is_made(northmoor, aisha, now):
    opened = together(*[lambda: open_feed(round=northmoor.round, by=aisha, at=now)] * 3)
    assert [feed_of(token) is not None for token in opened].count(True) == 1


def test_of_two_presses_on_the_same_page_one_makes_the_address(northmoor, aisha, now):
    opened = together(*[lambda: open_feed(round=northmoor.round, by=aisha, at=now, seen="")] * 2)
    assert [isinstance(one, FeedThere) for one in opened].count(True) == 1
