"""The information return and its items: started, added, changed, removed, put back, given another place."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.text import slugify

from assurance import history
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import Council, Milestone, QualityStatement, Round, User
from assurance.operations.timeline import start_timeline
from assurance.questions import Question
from selfassessment.item_rows import key_of
from selfassessment.models import InformationReturn, RequestedItem, ReturnLimits
from selfassessment.models.information_return import CASE_LIST, GENERAL, OTHER
from selfassessment.operations.return_moves import confirm_words, hold_item, hold_items, subject_of
from selfassessment.operations.writing import as_stored
from selfassessment.return_rules import ReturnRefused, check_can_change_question, named

MOST_ITEMS = 300  # a letter asks for 40 to 50
QUESTION = ("section", "reference", "title", "wording", "kind")  # what an answer is an answer to
LENGTHS = {"reference": 40, "title": 200, "wording": 10_000}


@dataclass(frozen=True)
class Asked:
    """What an item asks for. `statements` are slugs; none for a statement's own section means that statement."""

    section: str
    reference: str
    title: str
    wording: str = ""
    kind: str = RequestedItem.Kind.DOCUMENT
    statements: tuple[str, ...] = ()
    due_with: str = ""
    due_on: datetime.date | None = None
    basis: str = ""


class StaleItem(ReturnRefused):
    """Somebody else changed the item meanwhile; `current` is what stands now."""

    def __init__(self, current: RequestedItem) -> None:
        super().__init__(
            f"Somebody changed {named(current)} while you were here. What you wrote was not saved, and what they saved "
            "was not overwritten. Both stand on this page: put together what should stand, then save again."
        )
        self.current = current


@transaction.atomic
def start_return(
    *,
    round: Round,
    by: User,
    at: datetime.datetime,
    items: Sequence[Asked] = (),
    version: str = "",
    started_from: str = "",
    notified_on: datetime.date | None = None,
) -> InformationReturn:
    """Start the return of a round with these items, and its timeline, from the date of the notification if given."""
    check_is_open(round)
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)  # two people may start it at once
    if InformationReturn.objects.filter(round=round).exists():
        raise ReturnRefused(
            "Somebody has started the return of this round already. Nothing was added a second time: look at it, and "
            "add what is missing there."
        )
    started = InformationReturn.objects.create(
        round=round, version=as_stored(version).strip()[:120], started_from=started_from[:120], started_at=at,
        started_by=by,
    )  # fmt: skip
    start_timeline(round=round, notified_on=notified_on, by=by, at=at)
    history.record(
        by=by, at=at, round=round, verb="started the information return of", subject=round.title,
        after={"from": started_from or "nothing", "items": len(items)},
    )  # fmt: skip
    if items:
        _append(started, round, items)
    return started


@transaction.atomic
def add_items(
    *,
    round: Round,
    items: Sequence[Asked],
    started_from: str = "",
    by: User,
    at: datetime.datetime,
    confirmed: list[Concern] | None = None,
) -> list[RequestedItem]:
    """Add items at the end of a round's return; all of them or none. Starts the return where there is none."""
    check_is_open(round)
    found = InformationReturn.objects.select_for_update(no_key=True).filter(round=round).first()
    if found is None:
        found = start_return(round=round, started_from=started_from, by=by, at=at)
    added = _append(found, round, items)
    subject = subject_of(added[0]) if len(added) == 1 else round.title
    verb = "added the item" if len(added) == 1 else "added items to the information return of"
    told = {"title": added[0].title} if len(added) == 1 else {"items": len(added), "from": started_from or "typing"}
    history.record(by=by, at=at, round=round, verb=verb, subject=subject, after=told)
    confirm_words(item=added[0], round=round, concerns=confirmed, by=by, at=at)
    return added


@transaction.atomic
def change_item(
    *,
    item: RequestedItem,
    round: Round,
    version: int,
    asked: Asked,
    by: User,
    at: datetime.datetime,
    confirmed: list[Concern] | None = None,
) -> RequestedItem:
    """Change what an item asks for, starting from `version` of it; the word in its address stays."""
    held = hold_item(item=item, round=round)
    statements = _statements(round)
    before = asked_of(held)
    asked = _checked(replace(asked, basis=before.basis), round, statements, known=before)
    if asked == before and version == held.version:
        return held
    check_can_change_question(held, asked != replace(asked, **{name: getattr(before, name) for name in QUESTION}))
    _refuse_taken(held.information_return_id, [asked], but=held.pk)
    written = RequestedItem.objects.filter(pk=held.pk, version=version).update(
        version=F("version") + 1, **_columns(asked)
    )
    if not written:
        raise StaleItem(held)
    held.statements.set([statements[slug] for slug in asked.statements])
    was, now = _plain(before), _plain(asked)
    differs = [name for name in now if was[name] != now[name]]
    confirm_words(item=held, round=round, concerns=confirmed, by=by, at=at)
    changed = RequestedItem.objects.get(pk=held.pk)
    history.record(
        by=by, at=at, round=round, verb="changed the item", subject=subject_of(changed),
        before={name: was[name] for name in differs}, after={name: now[name] for name in differs},
    )  # fmt: skip
    return changed


@transaction.atomic
def confirm_item(*, item: RequestedItem, round: Round, by: User, at: datetime.datetime) -> None:
    """Say that the letter asks for an item as it stands: it is no longer a suggestion of ours, but the council's."""
    held = hold_item(item=item, round=round)
    if held.removed_at is not None or not held.is_our_suggestion:
        raise ReturnRefused(f"{named(held)} is no suggestion of ours any more, so there was nothing to say.")
    RequestedItem.objects.filter(pk=held.pk, version=held.version).update(version=F("version") + 1)
    history.record(by=by, at=at, round=round, verb="found in the letter the item", subject=subject_of(held))


@transaction.atomic
def place_item(*, item: RequestedItem, round: Round, place: int, by: User, at: datetime.datetime) -> None:
    """Give an item another place in the list, counted from 1; the others close up."""
    check_is_open(round)
    # The whole list is held, in one order, so that two who move items at once leave no place twice.
    rows = hold_items(items=RequestedItem.objects.in_round(round))
    was = next((index for index, row in enumerate(rows) if row.pk == item.pk), None)
    if was is None:
        raise ReturnRefused(f"{named(item)} was removed from the return, so it has no place in it. It was not moved.")
    moved = rows.pop(was)
    rows.insert(min(max(place, 1), len(rows) + 1) - 1, moved)
    changed = [row for number, row in enumerate(rows, 1) if row.number != number]
    for number, row in enumerate(rows, 1):
        row.number = number
    RequestedItem.objects.bulk_update(changed, ["number"])
    if rows.index(moved) != was:
        history.record(
            by=by, at=at, round=round, verb="moved in the list the item", subject=subject_of(moved),
            before={"place": was + 1}, after={"place": rows.index(moved) + 1},
        )  # fmt: skip


@transaction.atomic
def remove_item(*, item: RequestedItem, round: Round, by: User, at: datetime.datetime) -> None:
    """Take an item out of the return, with its answer kept beside it, so that it can be put back."""
    held = hold_item(item=item, round=round)
    if not RequestedItem.objects.filter(pk=held.pk, removed_at=None).update(removed_at=at):
        raise ReturnRefused(f"{named(held)} was removed already. Nothing was changed.")
    history.record(by=by, at=at, round=round, verb="removed the item", subject=subject_of(held))


@transaction.atomic
def put_back_item(*, item: RequestedItem, round: Round, by: User, at: datetime.datetime) -> RequestedItem:
    """Undo: put an item back that was removed, with the answer it had."""
    held = hold_item(item=item, round=round)
    if held.removed_at is None:
        raise ReturnRefused(f"{named(held)} is in the return already. Nothing was changed.")
    _refuse_taken(held.information_return_id, [asked_of(held)], but=held.pk)
    RequestedItem.objects.filter(pk=held.pk).update(removed_at=None)
    history.record(by=by, at=at, round=round, verb="put back the item", subject=subject_of(held))
    return RequestedItem.objects.get(pk=held.pk)


@transaction.atomic
def set_limits(
    *,
    round: Round,
    pattern: str,
    name_length: int,
    file_bytes: int | None,
    pack_bytes: int | None,
    remind_days: int,
    by: User,
    at: datetime.datetime,
) -> ReturnLimits:
    """Say what the council keeps to when it sends files, and how early people are reminded."""
    check_is_open(round)
    Council.objects.select_for_update(no_key=True).get(pk=round.council_id)
    held = ReturnLimits.objects.filter(council=round.council_id).first() or ReturnLimits(council=round.council)
    given = {
        "pattern": pattern, "name_length": name_length, "file_bytes": file_bytes, "pack_bytes": pack_bytes,
        "remind_days": remind_days,
    }  # fmt: skip
    before = {name: getattr(held, name) for name in given}
    for name, value in given.items():
        setattr(held, name, value)
    held.save()
    differs = {name for name, value in given.items() if before[name] != value}
    if differs:
        history.record(
            by=by, at=at, round=round, verb="changed the limits of", subject="the information return",
            before={name: before[name] for name in differs}, after={name: given[name] for name in differs},
        )  # fmt: skip
    return held


def limits_of(council: Council | int) -> ReturnLimits:
    """What a council keeps to; where it has said nothing, as the table has it."""
    number = council if isinstance(council, int) else council.pk
    return next(iter(_limits.rows(number)), None) or ReturnLimits(council_id=number)


@Question
def _limits(council: int) -> QuerySet:
    return ReturnLimits.objects.filter(council=council)


def asked_of(item: RequestedItem) -> Asked:
    """What an item asks for now: one query, for the statements it serves."""
    said = {f.name: getattr(item, f.name) for f in fields(Asked) if f.name != "statements"}
    serves = item.statements.order_by("number").values_list("slug", flat=True)
    return Asked(**said, statements=tuple(serves))


# --- What the acts are made of ---------------------------------------------------------------------------------------


def _append(to: InformationReturn, round: Round, items: Sequence[Asked]) -> list[RequestedItem]:
    there = RequestedItem.objects.filter(information_return=to)
    last = there.aggregate(last=Max("number"))["last"] or 0
    if last + len(items) > MOST_ITEMS + there.exclude(removed_at=None).count():
        raise ReturnRefused(
            f"A return holds at most {MOST_ITEMS} items; with these it would have {last + len(items):,}. A letter asks "
            "for 40 to 50, so look whether this is the right list. Nothing was added."
        )
    statements = _statements(round)
    checked = [_checked(asked, round, statements) for asked in items]
    _refuse_taken(to.pk, checked)
    slugs = set(there.values_list("slug", flat=True))
    rows = []
    for number, asked in enumerate(checked, last + 1):
        slug = _slug(asked, slugs)
        slugs.add(slug)
        rows.append(RequestedItem(information_return=to, number=number, slug=slug, **_columns(asked)))
    made = RequestedItem.objects.bulk_create(rows)
    serves = RequestedItem.statements.through
    serves.objects.bulk_create(
        serves(requesteditem_id=row.pk, qualitystatement_id=statements[slug].pk)
        for row, asked in zip(made, checked, strict=True)
        for slug in asked.statements
    )
    return made


def _statements(round: Round) -> dict[str, QualityStatement]:
    found = QualityStatement.objects.filter(edition_id=round.edition_id).order_by("number")
    return {statement.slug: statement for statement in found}


def _checked(
    asked: Asked, round: Round, statements: dict[str, QualityStatement], known: Asked | None = None
) -> Asked:
    """What an item asks for with everything in order, or the sentence that says what is not."""
    texts = {name: as_stored(getattr(asked, name)).strip() for name in LENGTHS}
    for name, most in LENGTHS.items():
        if name != "wording" and not texts[name]:
            raise ReturnRefused(f"Give the item a {name}. Nothing was saved.")
        if len(texts[name]) > most:
            raise ReturnRefused(
                f"The {name} “{texts[name][:30]}…” is {len(texts[name]):,} characters long; it holds at most {most:,}. "
                "Nothing was saved."
            )
    sections = {GENERAL, CASE_LIST, OTHER, *statements}
    if asked.section not in sections and (known is None or asked.section != known.section):
        raise ReturnRefused(f"There is no section “{asked.section}” in this round’s edition. Nothing was saved.")
    if asked.kind not in RequestedItem.Kind.values:
        raise ReturnRefused("Choose what kind of thing is asked for. Nothing was saved.")
    if asked.due_with and not Milestone.objects.filter(round=round, slug=asked.due_with).exists():
        raise ReturnRefused("The date it is due with is not in this round’s timeline. Nothing was saved.")
    serves = asked.statements or ((asked.section,) if asked.section in statements else ())
    kept = tuple(slug for slug in statements if slug in serves)
    return replace(asked, **texts, statements=kept)  # type: ignore[arg-type]


def _refuse_taken(into: int, items: Iterable[Asked], but: int | None = None) -> None:
    InformationReturn.objects.select_for_update(no_key=True).get(pk=into)  # two who take the same reference at once
    taken = RequestedItem.objects.filter(information_return=into, removed_at=None)
    taken = taken if but is None else taken.exclude(pk=but)
    known = {(section, key_of(reference)) for section, reference in taken.values_list("section", "reference")}
    for asked in items:
        key = (asked.section, key_of(asked.reference))
        if key in known:
            raise ReturnRefused(
                f"There is an item “{asked.reference}” in this section already. Give this one another reference, or "
                "change the one that is there. Nothing was saved."
            )
        known.add(key)


def _slug(asked: Asked, taken: set[str]) -> str:
    word = f"{asked.section[:38]}-{slugify(asked.reference)[:16] or 'item'}"
    slug, number = word, 2
    while slug in taken:
        slug, number = f"{word}-{number}", number + 1
    return slug


def _columns(asked: Asked) -> dict:
    return {f.name: getattr(asked, f.name) for f in fields(Asked) if f.name != "statements"}


def _plain(asked: Asked) -> dict[str, str]:
    said = {name.replace("_", " "): str(value) for name, value in _columns(asked).items()}
    return said | {
        "due on": asked.due_on.isoformat() if asked.due_on else "",
        "statements": ", ".join(asked.statements),
    }
