"""What audits teach, statement by statement, in words that identify nobody: the only words that leave this room."""

import datetime
from dataclasses import asdict, dataclass

from django.db import transaction

from assurance.models import User
from casetracking.cld.signs import references_in
from casetracking.models import Candidate, Pool, Theme
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


WORDS = ("text", "were", "did", "go")


@transaction.atomic
def save_theme(
    *, pool: Pool, theme: Theme | None, version: int, said: ThemeWords, by: User, at: datetime.datetime
) -> Theme:
    """Write a theme or change one. One whose words change is no longer shared: its new words were not read for that."""
    held_pool = _open(pool)
    if not said.text.strip():
        raise ThemeRefused("Say what the audits show. Nothing was saved.")
    _check_names_nobody(held_pool, *(getattr(said, name) for name in WORDS), kept="Nothing was saved")
    if theme is None:
        held = Theme(pool=held_pool)
    else:
        held = _held(theme, version)
        held.version += 1
        if any(getattr(held, name) != getattr(said, name) for name in (*WORDS, "statement", "kind")):
            held.shared_at = None
    for name, value in asdict(said).items():
        setattr(held, name, value)
    held.at, held.by = at, by
    held.save()
    verb = "wrote a theme of the" if theme is None else "changed a theme of the"
    tell_of_pool(pool=pool, verb=verb, by=by, at=at, after={"statement": said.statement, "kind": said.kind})
    return held


@transaction.atomic
def remove_theme(*, theme: Theme, by: User, at: datetime.datetime) -> None:
    """Take a theme out for good; one that was shared outlives the purge and can be taken out after it too."""
    tell_of_pool(pool=theme.pool, verb="took out a theme of the", by=by, at=at, before={"statement": theme.statement})
    theme.delete()


@transaction.atomic
def share_theme(*, theme: Theme, version: int, text: str, by: User, at: datetime.datetime) -> Theme:
    """Say that a theme's words may leave the room: in these words leaders read it, and officers may take it up."""
    held_pool = _open(theme.pool)
    held = _held(theme, version)
    _check_names_nobody(held_pool, text, held.were, held.did, held.go, kept="Nothing was shared")
    held.text, held.shared_at, held.version = text, at, held.version + 1
    held.save(update_fields=["text", "shared_at", "version"])
    after = {"statement": held.statement, "kind": held.kind}
    tell_of_pool(pool=theme.pool, verb="shared a theme of the", by=by, at=at, after=after)
    return held


def _open(pool: Pool) -> Pool:
    held = Pool.objects.select_for_update(of=("self",), no_key=True).select_related("round").get(pk=pool.pk)
    if held.purged_at is not None:
        raise ThemeRefused(
            f"This pool was purged on {held.purged_at:%-d %B %Y}, so its themes are not changed any more. Nothing was "
            "changed."
        )
    return held


def _held(theme: Theme, version: int) -> Theme:
    held = Theme.objects.select_for_update().filter(pk=theme.pk).first()
    if held is None:
        raise ThemeRefused(
            "Somebody took this theme out meanwhile. Nothing was changed. Copy your words to keep them."
        )
    if held.version != version:
        raise StaleTheme
    return held


def _check_names_nobody(pool: Pool, *texts: str, kept: str) -> None:
    """No reference of the council's people stands in the words, in whatever spelling: it leads to one person."""
    sure, could = frozenset[str](), frozenset[str]()
    for text in texts:
        some, others = references_in(text)
        sure, could = sure | some, could | others
    there = Candidate.objects.filter(pool__round__council=pool.round.council_id, reference__in=could)
    if sure or (could and there.exists()):
        raise ThemeRefused(
            "A person’s reference stands in your words, and a theme is read by people who may see no case. Take it out "
            f"and say it as it could be about many people. {kept}; your words are still here."
        )
