"""The library's items: added, changed, withdrawn. Their files are in evidence_files, what they back in citations."""

import datetime
from dataclasses import dataclass, field, fields, replace

from django.db import transaction
from django.db.models import F, Max
from django.utils.text import slugify

from assurance import guard, history
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import Council, EvidenceCategory, Round, User
from selfassessment.models import CouncilCategory, Evidence, EvidenceFile

TYPED = ("summary", "quotation", "said_by", "url")  # what goes when an item is withdrawn
TOLD_OF_WORDS = frozenset({"summary"})  # the only one of them that `_told` hands to the history


class EvidenceRefused(Exception):
    """An act on evidence that can't be done; the text is the sentence to show."""


class StaleEvidence(EvidenceRefused):
    """Somebody else changed the item meanwhile. Nothing was overwritten."""

    def __init__(self, current: Evidence) -> None:
        super().__init__(
            "Somebody else changed this item while you were editing it. Your changes were not saved, and theirs were "
            "not overwritten. What they saved is shown on this page; put together what should stand, then save again."
        )
        self.current = current


@dataclass(frozen=True)
class Facts:
    """What is known of an item."""

    title: str
    category: str
    summary: str = ""
    dated_on: datetime.date | None = None
    review_by: datetime.date | None = None
    owner: User | None = None
    sensitivity: str = Evidence.Sensitivity.INTERNAL
    quality: str = ""
    is_key: bool = False
    url: str = ""
    quotation: str = ""
    said_by: str = ""
    confirmed: list[Concern] = field(default_factory=list)

    def values(self) -> dict:
        """As the columns of an item."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "confirmed"}


@transaction.atomic
def add_evidence(
    *, round: Round, kind: str, facts: Facts, by: User, at: datetime.datetime, is_draft: bool = False
) -> Evidence:
    """Put an item into the council's library, under the next free number; a document's file follows by itself.

    A draft has no owner and backs nothing until somebody takes it up.
    """
    _check(round, kind, facts)
    facts = replace(facts, owner=None) if is_draft else facts
    Council.objects.select_for_update(no_key=True).get(pk=round.council_id)  # numbers are given out one at a time
    last = Evidence.objects.filter(council=round.council_id).aggregate(last=Max("number"))["last"] or 0
    item = Evidence(
        council=round.council, number=last + 1, kind=kind, added_at=at, added_by=by, changed_at=at,
        is_draft=is_draft, **facts.values(),
    )  # fmt: skip
    item.save()
    _tell("added a draft of" if is_draft else "added", item, round, by, at, after=_told(item))
    _tell_confirmed(item, facts, round, by, at)
    return item


@transaction.atomic
def take_up_evidence(*, item: Evidence, round: Round, by: User, at: datetime.datetime) -> Evidence:
    """Make a draft an item of the library that may be cited; whoever takes it up is its owner."""
    taken = Evidence.objects.filter(pk=item.pk, is_draft=True, withdrawn_at=None).update(
        is_draft=False, owner=by, version=F("version") + 1, changed_at=at
    )
    if not taken:
        raise EvidenceRefused("Somebody has taken this draft up already, or withdrawn it. Nothing was changed.")
    _tell("took up the draft", item, round, by, at, after={"owner": by.name})
    return Evidence.objects.select_related("owner").get(pk=item.pk)


@transaction.atomic
def change_evidence(
    *, item: Evidence, round: Round, facts: Facts, version: int, by: User, at: datetime.datetime
) -> Evidence:
    """Change what is known of an item, unless somebody changed it since this version: then StaleEvidence."""
    _check(round, item.kind, facts)
    before = Evidence.objects.select_related("owner").get(pk=item.pk)
    if before.is_withdrawn:
        raise EvidenceRefused(
            "This item was withdrawn meanwhile, so it was not changed. Add it again if it is needed."
        )
    if before.is_draft and facts.owner is not None:
        raise EvidenceRefused("A draft has no owner. Take it up first: then you are its owner. Nothing was changed.")
    changed = Evidence.objects.filter(pk=item.pk, version=version, withdrawn_at=None).update(
        **facts.values(), version=F("version") + 1, changed_at=at
    )
    if not changed:
        raise StaleEvidence(before)
    after = Evidence.objects.select_related("owner").get(pk=item.pk)
    old, new = _told(before), _told(after)
    differing = [name for name in new if new[name] != old.get(name)]
    if differing:
        _tell(
            "changed", after, round, by, at,
            before={name: old.get(name, "") for name in differing}, after={name: new[name] for name in differing},
        )  # fmt: skip
    _tell_confirmed(after, facts, round, by, at)
    return after


@transaction.atomic
def withdraw_evidence(*, item: Evidence, round: Round, by: User, at: datetime.datetime) -> int:
    """Take an item out of the library with all its files and words; what cites it keeps a sign that it was there.

    Its title and where it was cited are kept. Everything else that was typed of it goes, also where the history
    quotes it. Returns how many packs not sent yet were deleted, because a file of it is in them.
    """
    from selfassessment.operations.evidence_files import let_go
    from selfassessment.operations.return_moves import tell_of_withdrawal

    tell_of_withdrawal(evidence=item, by=by, at=at)
    gone = Evidence.objects.filter(pk=item.pk, withdrawn_at=None).update(
        **dict.fromkeys(TYPED, ""), withdrawn_at=at, changed_at=at, version=F("version") + 1
    )
    if not gone:
        raise EvidenceRefused("This item was already withdrawn. Nothing was changed.")
    packs = 0
    for file in EvidenceFile.objects.filter(evidence=item).exclude(state__in=EvidenceFile.GONE):
        packs += let_go(file=file, state=EvidenceFile.State.WITHDRAWN, note="Withdrawn with the item.", at=at)
    history.forget_told(council=round.council, subject=f"{item.reference} ", names=TOLD_OF_WORDS)
    _tell("withdrew", item, round, by, at)
    return packs


@transaction.atomic
def add_category(*, round: Round, title: str, by: User, at: datetime.datetime) -> CouncilCategory:
    """Add a kind of evidence of the council's own, beside those of the framework."""
    slug = slugify(title)[:50]
    if not slug:
        raise EvidenceRefused("Give the category a name with letters in it.")
    official = EvidenceCategory.objects.filter(edition=round.edition_id)
    if (
        official.filter(slug=slug).exists()
        or CouncilCategory.objects.filter(council=round.council, slug=slug).exists()
    ):
        raise EvidenceRefused(f"There is a category called “{title}” already. Nothing was added.")
    category = CouncilCategory(council=round.council, slug=slug, title=title)
    category.save()
    history.record(by=by, at=at, round=round, verb="added the category of evidence", subject=title)
    return category


def _check(round: Round, kind: str, facts: Facts) -> None:
    check_is_open(round)
    if kind == Evidence.Kind.LINK and not facts.url:
        raise EvidenceRefused("Give the address the link leads to.")
    if kind == Evidence.Kind.QUOTATION and not facts.quotation:
        raise EvidenceRefused("Give the words that were said.")
    known = EvidenceCategory.objects.filter(edition=round.edition_id, slug=facts.category).exists()
    if not known and not CouncilCategory.objects.filter(council=round.council_id, slug=facts.category).exists():
        raise EvidenceRefused("Choose a category from the list.")


def _told(item: Evidence) -> dict:
    """What the history keeps of an item: facts about it, never the words of a quotation or an address."""
    return {
        "title": item.title,
        "summary": item.summary,
        "category": item.category,
        "date": item.dated_on.isoformat() if item.dated_on else "",
        "review by": item.review_by.isoformat() if item.review_by else "",
        "owner": item.owner.name if item.owner else "",
        "shown to": item.get_sensitivity_display(),
        "quality": item.get_quality_display() if item.quality else "",
        "key evidence": "yes" if item.is_key else "",
        "quotation": f"{len(item.quotation.split())} words" if item.quotation else "",
    }


def _tell(
    verb: str, item: Evidence, round: Round, by: User | None, at: datetime.datetime,
    before: dict | None = None, after: dict | None = None,
) -> None:  # fmt: skip
    history.record(by=by, at=at, round=round, verb=verb, subject=str(item), before=before, after=after)


def _tell_confirmed(item: Evidence, facts: Facts, round: Round, by: User, at: datetime.datetime) -> None:
    if facts.confirmed:
        history.record(
            by=by, at=at, round=round, verb=guard.CONFIRMED, subject=str(item), after=guard.told(facts.confirmed)
        )
