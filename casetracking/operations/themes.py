"""What audits teach, statement by statement, in words that identify nobody: the only words that leave this room."""

import datetime
from dataclasses import asdict, dataclass

from django.db import transaction

from assurance.models import User
from casetracking.models import Pool, Theme
from casetracking.operations.telling import tell_of_pool


class ThemeRefused(Exception):
    """Something that can't be done to a theme; the text is the sentence to show."""


class StaleTheme(ThemeRefused):
    """Somebody else changed it meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this theme while you were here. Yours was not saved and theirs stands. Compare the "
            "two, then save again if it should be as you have it."
        )


@dataclass(frozen=True)
class ThemeWords:
    """A theme: its statement (a slug), strength or gap, the words, in how many cases, and the gap analysis."""

    statement: str
    kind: str
    text: str
    cases: int = 0
    were: str = ""
    did: str = ""
    go: str = ""


@transaction.atomic
def save_theme(
    *, pool: Pool, theme: Theme | None, version: int, said: ThemeWords, by: User, at: datetime.datetime
) -> Theme:
    """Write a theme or change one; what was shared of it stays as it was shared."""
    held_pool = Pool.objects.select_for_update(no_key=True).get(pk=pool.pk)
    if not said.text.strip():
        raise ThemeRefused("Say what the audits show. Nothing was saved.")
    if theme is None:
        held = Theme(pool=held_pool)
    else:
        held = Theme.objects.select_for_update().get(pk=theme.pk)
        if held.version != version:
            raise StaleTheme
        held.version += 1
    for name, value in asdict(said).items():
        setattr(held, name, value)
    held.at, held.by = at, by
    held.save()
    verb = "wrote a theme of the" if theme is None else "changed a theme of the"
    tell_of_pool(pool=pool, verb=verb, by=by, at=at, after={"statement": said.statement, "kind": said.kind})
    return held


@transaction.atomic
def remove_theme(*, theme: Theme, by: User, at: datetime.datetime) -> None:
    """Take a theme out for good."""
    tell_of_pool(pool=theme.pool, verb="took out a theme of the", by=by, at=at, before={"statement": theme.statement})
    theme.delete()


@transaction.atomic
def share_theme(*, theme: Theme, by: User, at: datetime.datetime) -> Theme:
    """Say that a theme's words may leave the room as a draft for an officer to take up."""
    held = Theme.objects.select_for_update(of=("self",)).select_related("pool__round").get(pk=theme.pk)
    held.shared_at = at
    held.save(update_fields=["shared_at"])
    after = {"statement": held.statement, "kind": held.kind}
    tell_of_pool(pool=held.pool, verb="shared a theme of the", by=by, at=at, after=after)
    return held
