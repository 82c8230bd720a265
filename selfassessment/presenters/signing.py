"""Whether a round is signed off, by whom, and what is no longer as it was signed, for the person who looks."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet

from assurance.access import Access
from assurance.addresses import to_page
from assurance.models import OPENING, OPENING_TITLE, Round
from assurance.official import parts_of
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment import signing
from selfassessment.cited_figures import counts_by_section
from selfassessment.contents import contents_now
from selfassessment.models import Judgement, SignOff
from selfassessment.presenters.sections import TaskList
from selfassessment.signing import Change, How, Kind


@dataclass(frozen=True)
class Signed:
    """The newest sign-off of a round, and the changes since that this person may know of."""

    by: str
    at: datetime.datetime
    note: str
    sha256: str
    reopened_by: str
    reopened_at: datetime.datetime | None
    reopened_because: str
    changes: list[Change]
    unchanged: str

    @property
    def holds(self) -> bool:
        """Whether the round is still signed off."""
        return self.reopened_at is None


@Question
def _newest(round: int) -> QuerySet[SignOff]:
    return SignOff.objects.filter(round=round).select_related("by", "reopened_by").order_by("-at", "-pk")[:1]


def signed_state(round: Round, access: Access, rows: TaskList, contents: dict | None = None) -> Signed | None:
    """The round's newest sign-off; one query when there is none, four otherwise, or one with `contents` at hand."""
    newest = next(iter(_newest.rows(round.pk)), None)
    if newest is None:
        return None
    now = contents or contents_now(round, rows.judgements)
    return Signed(
        by=newest.by.name if newest.by else "Somebody",
        at=newest.at,
        note=newest.note,
        sha256=newest.sha256,
        reopened_by=newest.reopened_by.name if newest.reopened_by else "Somebody",
        reopened_at=newest.reopened_at,
        reopened_because=newest.reopened_because,
        changes=readable(signing.changes(newest.contents, now), access),
        unchanged=_unchanged(access),
    )


def data_changed_since(round: Round, signed: Signed | None) -> datetime.datetime | None:
    """When figures of the council last changed, where that was after a sign-off that holds and a text cites any.

    What was signed is not touched by it: texts hold the figures as they were cited.
    """
    changed_at = round.council.figures_changed_at
    if signed is None or not signed.holds or changed_at is None or changed_at <= signed.at:
        return None
    return changed_at if any(counts_by_section(round).values()) else None


def _unchanged(access: Access) -> str:
    """That nothing has changed, said only of what this person may know of."""
    if access.may(Permission.READ_EVIDENCE):
        if access.sees_all_scores:
            return "Nothing has changed since: every text, score, citation and action is as it was signed."
        return "No text, citation or action has changed since."
    return f"No text{' or score' if access.sees_all_scores else ''} has changed since."


def readable(found: list[Change], access: Access) -> list[Change]:
    """Without the changes this person may not know of: of scores they may not see, of evidence they don't read."""
    evidence = access.may(Permission.READ_EVIDENCE)
    reads = {
        Kind.TEXT: lambda change: True,
        Kind.SCORE: lambda change: access.sees_score_of(change.section),
        Kind.EVIDENCE: lambda change: evidence or access.reads_only_cited,
        Kind.ACTION: lambda change: evidence,
    }
    return [change for change in found if reads[change.kind](change)]


@dataclass(frozen=True)
class ChangeLine:
    """A change in words; `compare` leads to both texts where they can be compared."""

    sentence: str
    compare: str = ""


@dataclass(frozen=True)
class ChangedSection:
    """A section that is not as it was signed."""

    slug: str
    title: str
    lines: list[ChangeLine]


def in_words(found: list[Change], round: Round, access: Access, titles: dict[str, str]) -> list[ChangedSection]:
    """The changes section by section, as sentences: one query for what the parts are called, none without changes."""
    parts = part_titles(round) if any(change.kind == Kind.TEXT for change in found) else {}
    by_section: dict[str, list[ChangeLine]] = {}
    for change in found:
        line = ChangeLine(sentence_of(change, parts), _compare(round, change) if access.reads_history else "")
        by_section.setdefault(change.section, []).append(line)
    return [ChangedSection(slug, titles.get(slug, slug), lines) for slug, lines in by_section.items()]


def sentence_of(change: Change, parts: dict[str, str]) -> str:
    """One change in words: "Summary was changed", "E12 is no longer cited"."""
    if change.kind == Kind.TEXT:
        name = slot_title(change.what, parts)
        return {
            How.ADDED: f"{name} was written",
            How.CHANGED: f"{name} was changed",
            How.REMOVED: f"{name} is no longer there",
        }[change.how]
    if change.kind == Kind.SCORE:
        return {
            How.ADDED: "A score was given",
            How.CHANGED: "The score, its reason or how sure you are was changed",
            How.REMOVED: "The score is no longer there",
        }[change.how]
    if change.kind == Kind.EVIDENCE:
        return {
            How.ADDED: f"{change.what} is now cited",
            How.CHANGED: f"What is said about {change.what} was changed",
            How.REMOVED: f"{change.what} is no longer cited",
        }[change.how]
    return {
        How.ADDED: f"Action {change.what} was added",
        How.CHANGED: f"Action {change.what} was changed: {', '.join(change.details)}",
        How.REMOVED: f"Action {change.what} no longer belongs to this section",
    }[change.how]


def part_titles(round: Round) -> dict[str, str]:
    """What each part of a round is called, hidden ones too."""
    return {part.slug: part.title for part in parts_of(round.prompt_set)}


def slot_title(key: str, parts: dict[str, str]) -> str:
    """A slot's title from its key: see slots.py."""
    slug, _, number = key.partition("--i")
    return f"“{parts.get(slug, slug)}” (I statement {number})" if number else f"“{parts.get(slug, slug)}”"


def _compare(round: Round, change: Change) -> str:
    """Where both texts can be seen side by side; nothing where there are not two."""
    if change.kind != Kind.TEXT or change.how != How.CHANGED:
        return ""
    page = to_page("statement_compare", round.slug, change.section)
    return f"{page}?{urlencode({'part': change.what, 'from': change.signed_version, 'to': change.version})}"


@dataclass(frozen=True)
class WhatIsSigned:
    """How much stands under a sign-off."""

    texts: int
    scores: int
    citations: int
    actions: int


def counted(contents: dict) -> WhatIsSigned:
    """How many texts, scores, citations and actions there are to sign."""
    sections = contents["sections"].values()
    return WhatIsSigned(
        texts=sum(len(section["texts"]) for section in sections),
        scores=sum(section["score"] is not None for section in sections),
        citations=sum(len(section["citations"]) for section in sections),
        actions=sum(len(section["actions"]) for section in sections),
    )


def section_changes(judgement: Judgement, parts: list, access: Access, by_category: bool) -> list[str]:
    """Which texts of one section, and whether its score, are not as they were signed; without a query.

    `judgement` comes with its sign-off, `parts` are the written ones. Citations and actions are compared on the page
    of the sign-off.
    """
    signed = getattr(judgement, "signed_contents", None)
    if not signed:
        return []
    score = getattr(judgement, "score", None)
    texts = tuple(signing.Text(p.slot.key, p.held.version, p.text) for p in parts if p.text)
    given = signing.Given(score.value, score.reason, score.confidence) if score else None
    slug = judgement.section
    now = signing.contents_of(round="", edition="", sections=[signing.Section(slug, texts, given)])["sections"][slug]
    now |= {"citations": signed["citations"], "actions": signed["actions"]}
    if by_category and now["score"] and signed["score"]:
        now["score"]["categories"] = signed["score"]["categories"]
    titles = {p.part.slug: p.part.title for p in parts}
    return [sentence_of(c, titles) for c in readable(signing.section_changes(slug, signed, now), access)]


def section_titles(rows: TaskList) -> dict[str, str]:
    """What each section is called, by its word in addresses."""
    return {OPENING: OPENING_TITLE, **{row.slug: row.title for row in rows.sections}}
