"""Checklists: loading ours, keeping a council's own, and answering them."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.text import slugify

from assurance import guard, history
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import Council, Round, User
from selfassessment.checklists import ADDRESSES, read_checklist
from selfassessment.models import Checklist, ChecklistAnswer, ChecklistItem
from selfassessment.operations.writing import as_stored

ITEM_LIMIT, NOTE_LIMIT = 300, 2000  # characters


class ChecklistRefused(Exception):
    """Something that can't be done to a checklist; the text is the sentence to show."""


# --- Ours -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def load_checklist(*, content: bytes, by: User | None, at: datetime.datetime) -> tuple[Checklist, str]:
    """Load one of our checklists; returns it and "added", "replaced" or "unchanged".

    An item is known by its slug. What somebody has answered keeps the words it was answered under; an item that is
    no longer in the file is retired, and its answers stay.
    """
    reading = read_checklist(content)
    if reading.data is None:
        raise ChecklistRefused("; ".join(str(problem) for problem in reading.problems))
    head = reading.data["checklist"]
    known = Checklist.objects.select_for_update().filter(council=None, slug=head["slug"]).first()
    if known and known.content_sha256 == reading.sha256:
        return known, "unchanged"
    checklist, _ = Checklist.objects.update_or_create(
        council=None,
        slug=head["slug"],
        defaults={
            "title": head["title"], "purpose": head["purpose"], "note": head.get("note", ""), "retired": False,
            "source": f"{head['source']} ({head['date']}, {head['licence']})", "content_sha256": reading.sha256,
        },
    )  # fmt: skip
    _put_items(checklist, reading.data["items"])
    outcome = "replaced" if known else "added"
    history.record(
        by=by, at=at, verb=f"{outcome} the checklist", subject=head["title"], after={"sha256": reading.sha256}
    )
    return checklist, outcome


def _put_items(checklist: Checklist, items: list[dict]) -> None:
    answered = set(
        ChecklistAnswer.objects.filter(item__checklist=checklist).filter(~Q(answer="") | ~Q(note=""))
        .values_list("item__slug", flat=True)
    )  # fmt: skip
    known = {item.slug: item for item in checklist.items.all()}
    for number, given in enumerate(items, 1):
        item = known.pop(given["slug"], None) or ChecklistItem(checklist=checklist, slug=given["slug"])
        item.number, item.retired = number, False
        if given["slug"] not in answered:
            item.text, item.help = given["text"], given.get("help", "")
        item.save()
    ChecklistItem.objects.filter(pk__in=[item.pk for item in known.values()]).update(retired=True)


def load_ours() -> list[str]:
    """Load every checklist in fixtures/checklists; returns a line for each, and is refused at the first bad file."""
    said = []
    for path in sorted((Path(settings.FIXTURES_DIR) / "checklists").glob("*.yaml")):
        try:
            checklist, outcome = load_checklist(content=path.read_bytes(), by=None, at=timezone.now())
        except ChecklistRefused as error:
            raise ChecklistRefused(f"{path.name} was not loaded: {error}") from error
        said.append(f"{path.name}: {checklist.slug} {outcome}")
    return said


# --- A council's own ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ItemWords:
    """What an item of a council's own list says; `item` is None for a new one."""

    item: ChecklistItem | None
    text: str
    retired: bool = False


@transaction.atomic
def save_checklist(
    *,
    council: Council,
    checklist: Checklist | None,
    title: str,
    purpose: str,
    items: list[ItemWords],
    by: User,
    at: datetime.datetime,
    retired: bool = False,
) -> Checklist:
    """Add a checklist of the council's own, or change it. Items are hidden, never removed: answers hang on them."""
    title = as_stored(title).strip()
    if not title:
        raise ChecklistRefused("Give the checklist a title.")
    if checklist is not None and checklist.council_id != council.pk:
        raise ChecklistRefused("That checklist is not your council’s own, so it was not changed.")
    before = _as_plain(checklist) if checklist else None
    if checklist is None:
        slug = slugify(title)[:50].strip("-")
        taken = Checklist.objects.filter(Q(council=None) | Q(council=council), slug=slug)
        if not slug or slug in ADDRESSES or taken.exists():
            raise ChecklistRefused(f"There is a checklist called “{title}” already. Give the new one another title.")
        checklist = Checklist(council=council, slug=slug, source=f"Written by {council.name}.")
    checklist.title, checklist.purpose, checklist.retired = title, as_stored(purpose).strip(), retired
    checklist.save()
    for words in items:
        _put_item(checklist, words)
    if not checklist.items.exists():
        raise ChecklistRefused("Give the checklist at least one thing to check.")
    after = _as_plain(checklist)
    if before != after:
        verb = "changed the checklist" if before else "added the checklist"
        history.record(by=by, at=at, council=council, verb=verb, subject=title, before=before, after=after)
    return checklist


def _put_item(checklist: Checklist, words: ItemWords) -> None:
    text = as_stored(words.text).strip()
    if not text or len(text) > ITEM_LIMIT:
        raise ChecklistRefused(
            f"Each thing to check needs words, at most {ITEM_LIMIT} characters. Nothing was saved."
        )
    item = words.item
    if item is None:
        last = checklist.items.aggregate(last=Max("number"))["last"] or 0
        item = ChecklistItem(checklist=checklist, number=last + 1, slug=f"item-{last + 1}")
    elif item.checklist_id != checklist.pk:
        raise ChecklistRefused("That item belongs to another checklist. Nothing was saved.")
    item.text, item.retired = text, words.retired
    item.save()


def _as_plain(checklist: Checklist) -> dict:
    items = checklist.items.order_by("number")
    return {
        "title": checklist.title, "purpose": checklist.purpose, "retired": checklist.retired,
        "items": [f"{item.text}{' (hidden)' if item.retired else ''}" for item in items],
    }  # fmt: skip


# --- Answers --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Given:
    """What somebody answered to an item, and the version of the answer they started from (0: there was none)."""

    item: ChecklistItem
    answer: str
    note: str
    version: int


@dataclass
class Answered:
    """What became of each answer: saved, or not because somebody else answered meanwhile."""

    saved: list[ChecklistItem] = field(default_factory=list)
    stale: list[tuple[Given, ChecklistAnswer]] = field(default_factory=list)


@transaction.atomic
def answer_items(
    *,
    round: Round,
    checklist: Checklist,
    given: list[Given],
    by: User,
    at: datetime.datetime,
    confirmed: list[Concern] | None = None,
) -> Answered:
    """Save the answers that changed. One that somebody else gave meanwhile is not touched but handed back."""
    check_is_open(round)
    if checklist.council_id not in {None, round.council_id}:
        raise ChecklistRefused("That checklist is another council’s. Nothing was saved.")
    outcome = Answered()
    for one in given:
        if one.item.checklist_id != checklist.pk:
            raise ChecklistRefused("That item belongs to another checklist. Nothing was saved.")
        _answer(round, checklist, one, by, at, outcome)
    if confirmed:
        history.record(
            by=by, at=at, round=round, verb=guard.CONFIRMED, subject=checklist.title, after=guard.told(confirmed)
        )  # fmt: skip
    return outcome


def _answer(
    round: Round, checklist: Checklist, one: Given, by: User, at: datetime.datetime, outcome: Answered
) -> None:
    note = as_stored(one.note).strip()
    if one.answer not in {"", *ChecklistAnswer.Answer.values} or len(note) > NOTE_LIMIT:
        raise ChecklistRefused("That answer can’t be stored as it is. Nothing was saved.")
    held = ChecklistAnswer.objects.filter(round=round, item=one.item).first()
    if (held.answer, held.note) == (one.answer, note) if held else not (one.answer or note):
        return
    held = held or ChecklistAnswer.objects.get_or_create(
        round=round, item=one.item, defaults={"version": 0, "by": by, "at": at}
    )[0]  # fmt: skip
    before = {"answer": held.get_answer_display(), "note": held.note}
    written = ChecklistAnswer.objects.filter(pk=held.pk, version=one.version).update(
        answer=one.answer, note=note, version=F("version") + 1, by=by, at=at
    )
    if not written:
        outcome.stale.append((one, ChecklistAnswer.objects.select_related("by").get(pk=held.pk)))
        return
    outcome.saved.append(one.item)
    label = ChecklistAnswer.Answer(one.answer).label if one.answer else ""
    history.record(
        by=by, at=at, round=round, verb="answered", subject=f"{checklist.title}: {one.item.text}",
        before=before, after={"answer": label, "note": note},
    )  # fmt: skip
