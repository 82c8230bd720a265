"""The key of a council's references: sealed with the installation's secret, one at a time, gone when destroyed."""

import pytest

from assurance.models import Event
from casetracking import sealing
from casetracking.models import ReferenceKey
from casetracking.operations.keys import (
    KeyRefused,
    destroy_key,
    keep_key,
    key_in_force,
    key_to_find_again,
)

pytestmark = pytest.mark.django_db
SECRET = b"thirty-two bytes of the council!"


def test_what_is_sealed_can_be_opened_and_is_not_to_be_read():
    sealed = sealing.seal(SECRET)
    assert sealing.opened(sealed) == SECRET
    assert SECRET.decode() not in sealed
    assert sealing.seal(SECRET) != sealed


def test_another_installation_can_not_open_it(settings):
    sealed = sealing.seal(SECRET)
    settings.SECRET_KEY = "another-secret-" + "y" * 50
    with pytest.raises(sealing.Unreadable, match="SECRET_KEY_FALLBACKS"):
        sealing.opened(sealed)


def test_after_a_change_of_secret_the_old_one_still_opens_it(settings):
    sealed, old = sealing.seal(SECRET), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-secret-" + "y" * 50, [old]
    assert sealing.opened(sealed) == SECRET


def test_a_council_without_a_key_gets_a_new_one_that_is_not_kept_yet(northmoor):
    held, secret = key_in_force(northmoor.council)
    assert held is None
    assert len(secret) == 32
    assert key_in_force(northmoor.council)[1] != secret
    assert not ReferenceKey.objects.exists()


def test_a_kept_key_is_the_same_each_time_and_the_councils_own(northmoor, westerholme, helen, now):
    keep_key(council=northmoor.council, secret=SECRET, by=helen, at=now)
    assert key_to_find_again(northmoor.council) == SECRET
    with pytest.raises(KeyRefused):
        key_to_find_again(westerholme.council)


def test_two_first_files_at_once_make_one_key(northmoor, helen, now):
    keep_key(council=northmoor.council, secret=SECRET, by=helen, at=now)
    with pytest.raises(KeyRefused, match="Send it again"):
        keep_key(council=northmoor.council, secret=b"x" * 32, by=helen, at=now)


def test_a_destroyed_key_is_nowhere(northmoor, helen, now):
    keep_key(council=northmoor.council, secret=SECRET, by=helen, at=now)
    assert destroy_key(council=northmoor.council, by=helen, at=now)
    held = ReferenceKey.objects.get()
    assert (held.sealed, held.destroyed_by) == ("", helen)
    with pytest.raises(KeyRefused, match="no reference key"):
        key_to_find_again(northmoor.council)
    assert not destroy_key(council=northmoor.council, by=helen, at=now)
    told = Event.objects.filter(council_id=northmoor.council.pk, section="case-room").order_by("pk")
    assert [event.verb for event in told] == ["made the key of", "destroyed the key of"]
