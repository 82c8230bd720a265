"""Reaching agreed and signed sections by the operations people use."""

import datetime

from assurance.operations.people import assign_section
from selfassessment import rules, signing
from selfassessment.contents import contents_now
from selfassessment.models import Judgement, SignOff
from selfassessment.operations import moving, signing_off
from tests.keeping import Kept
from tests.reports.writing import write_section


def section_in(round, statement) -> Judgement:
    """A section's row as it stands."""
    return Judgement.objects.in_round(round).get(statement=statement)


def read(round, statement) -> str:
    """The stamp of what somebody who opens the section now reads."""
    return signing.stamp(rules.standing(section_in(round, statement)))


def submit(northmoor, slug: str | None, now, *, by=None, text: str = "Our words.", note: str = "") -> None:
    """Write a summary, or the opening's first part, and send the section for review."""
    statement = northmoor.statement(slug) if slug else None
    part = "summary" if slug else "about-the-council"
    writer = by or northmoor.aisha
    write_section(northmoor.round, statement, {part: text}, writer, now)
    moving.submit_section(round=northmoor.round, statement=statement, by=writer, at=now, note=note)


def agree(northmoor, slug: str | None, now, *, by=None) -> None:
    """Agree a section that waits for review, exactly as it stands."""
    statement = northmoor.statement(slug) if slug else None
    moving.agree_section(
        round=northmoor.round,
        statement=statement,
        seen=read(northmoor.round, statement),
        by=by or northmoor.ruth,
        at=now,
    )


def agree_everything(northmoor, now) -> None:
    """Write, send and agree every section of the round."""
    slugs = northmoor.round.edition.statements.order_by("number").values_list("slug", flat=True)
    for slug in [None, *slugs]:
        submit(northmoor, slug, now, text=f"Words of {slug or 'opening'}.")
        agree(northmoor, slug, now)


def _agree_untouched(northmoor, now):
    agree_everything(northmoor, now)
    return northmoor


# Northmoor with every section agreed, where nothing else has been done in it: six hundred queries, once in a process.
AGREED = Kept(_agree_untouched, lambda northmoor: northmoor, numbered_from=410_000)


def fingerprint(round) -> str:
    """The fingerprint of what the director reads now."""
    return signing.sha256_of(contents_now(round, Judgement.objects.in_round(round)))


def sign(northmoor, now, **given) -> SignOff:
    """The director signs what stands."""
    given = {"seen": fingerprint(northmoor.round), "by": northmoor.ruth, "at": now, **given}
    return signing_off.sign_off_round(round=northmoor.round, **given)


def reopen(northmoor, now, because: str = "The figures were corrected.") -> SignOff:
    """The director opens the round again."""
    return signing_off.reopen_round(round=northmoor.round, because=because, by=northmoor.ruth, at=now)


def take_back(northmoor, slug: str | None, now, *, why: str = "A figure is wrong.", by=None) -> None:
    """A writer takes a section back to drafting."""
    statement = northmoor.statement(slug) if slug else None
    moving.take_back_section(round=northmoor.round, statement=statement, why=why, by=by or northmoor.priya, at=now)


def name_reviewers(northmoor, slug: str, reviewers: list, now: datetime.datetime) -> None:
    """Name the reviewers of a section that Aisha owns with Helen."""
    assign_section(
        round=northmoor.round,
        statement=northmoor.statement(slug),
        owner=northmoor.aisha,
        contributors=[northmoor.helen],
        reviewers=reviewers,
        by=northmoor.priya,
        at=now,
    )
