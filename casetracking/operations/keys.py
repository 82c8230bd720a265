"""The key of a council's references: made with its first file, read for each, destroyed for good."""

import datetime
import os

from django.db import transaction

from assurance import history
from assurance.models import Council, User
from casetracking import sealing
from casetracking.models import HeldSheet, ReferenceKey

BYTES = 32
MADE_MEANWHILE = (
    "Somebody imported the council’s first file at the same moment, so people here would have had other references. "
    "Nothing of this file was kept. Send it again."
)
NO_KEY = (
    "The council has no reference key: none was made yet, or it was destroyed. Without it nobody can tell whom a "
    "reference stands for. Import the file first; that makes a new key, with new references."
)


class KeyRefused(Exception):
    """Something that can't be done with a council's key; the text is the sentence to show."""


def key_in_force(council: Council) -> tuple[ReferenceKey | None, bytes]:
    """The council's key, opened; where it has none, a new one that is not kept yet."""
    held = ReferenceKey.objects.filter(council=council, destroyed_at=None).first()
    return (held, sealing.opened(held.sealed)) if held else (None, os.urandom(BYTES))


def key_to_find_again(council: Council) -> bytes:
    """The council's key, opened; raises KeyRefused where there is none."""
    held, secret = key_in_force(council)
    if held is None:
        raise KeyRefused(NO_KEY)
    return secret


@transaction.atomic
def keep_key(*, council: Council, secret: bytes, by: User | None, at: datetime.datetime) -> ReferenceKey:
    """Keep a new key, sealed; refused where the council got one meanwhile."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    if ReferenceKey.objects.filter(council=council, destroyed_at=None).exists():
        raise KeyRefused(MADE_MEANWHILE)
    held = ReferenceKey.objects.create(council=council, sealed=sealing.seal(secret), made_at=at, made_by=by)
    history.record(
        by=by, at=at, council=council, verb="made the key of", subject="case references", of_case_room=True
    )
    return held


@transaction.atomic
def destroy_key(*, council: Council, by: User | None, at: datetime.datetime) -> bool:
    """Destroy the council's key, so that no reference leads to anybody any more; False where there is none."""
    held = ReferenceKey.objects.select_for_update().filter(council=council, destroyed_at=None).first()
    if held is None:
        return False
    HeldSheet.objects.filter(pool__round__council=council).delete()
    held.sealed, held.destroyed_at, held.destroyed_by = "", at, by
    held.save(update_fields=["sealed", "destroyed_at", "destroyed_by"])
    history.record(
        by=by, at=at, council=council, verb="destroyed the key of", subject="case references", of_case_room=True
    )
    return True
