"""Who has which item, and being reminded of it: given out and chased in bulk, and once a day by the service."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assurance import history
from assurance.closing import check_is_open
from assurance.models import Membership, Notice, Round, User
from assurance.operations.notices import tell
from assurance.questions import Question
from assurance.roles import TABLE, Permission
from selfassessment.models import RequestedItem, ReturnLimits
from selfassessment.operations.return_moves import answerers_of, hold_item, hold_items, subject_of, tell_of_item
from selfassessment.return_rules import ReturnRefused, called, named
from selfassessment.return_statuses import OWNER, ItemStatus, ItemTurn

ANSWERERS = [role.value for role in TABLE[Permission.RETURN_OWN]]
OPEN = [status.value for status in ItemStatus if OWNER[status] is ItemTurn.ANSWERERS]
DAY = "%-d %B"
NOT_AGAIN_FOR = datetime.timedelta(hours=1)  # since somebody was asked about an item


def possible_answerers(council_id: int) -> QuerySet[User]:
    """The people of a council who may be given an item, by name."""
    members = Membership.objects.filter(council_id=council_id, role__in=ANSWERERS)
    return User.objects.filter(pk__in=members.values("person_id"), is_active=True).order_by("name", "pk")


def answerers_at_hand(council_id: int, also: Iterable[int | None] = ()) -> list[User]:
    """The same, fetched, and who else has an item: somebody may have left since. One query, or two then."""
    people = _answerers.rows(council_id)
    left = {pk for pk in also if pk} - {person.pk for person in people}
    return [*people, *User.objects.filter(pk__in=left).order_by("name", "pk")] if left else people


@Question
def _answerers(council: int) -> QuerySet[User]:
    return possible_answerers(council)


@transaction.atomic
def assign_items(
    *, items: Collection[RequestedItem], round: Round, owner: User | None, by: User, at: datetime.datetime
) -> int:
    """Give items to somebody, or to nobody; whoever gets them is told once. Returns how many changed hands.

    Whoever has an item now was not asked about it yet.
    """
    check_is_open(round)
    wanted = RequestedItem.objects.in_round(round).filter(pk__in=[item.pk for item in items])
    changed = [
        item
        for item in hold_items(items=wanted.select_related("owner"))
        if item.owner_id != (owner.pk if owner else None)
    ]
    if changed:  # somebody who left keeps what they have
        _check_may_have(round, owner)
    RequestedItem.objects.filter(pk__in=[item.pk for item in changed]).update(owner=owner, chased_at=None)
    for item in changed:
        history.record(
            by=by, at=at, round=round, verb="gave to somebody the item" if owner else "took from its owner the item",
            subject=subject_of(item), before={"owner": item.owner.name if item.owner else ""},
            after={"owner": owner.name if owner else ""},
        )  # fmt: skip
    if owner is not None and owner.pk != by.pk and changed:
        _tell_of(changed, f"{by.name} gave you", round, owner, at)
    return len(changed)


@transaction.atomic
def name_contributors(
    *, item: RequestedItem, round: Round, people: Collection[User], by: User, at: datetime.datetime
) -> None:
    """Say who answers an item beside its owner; those who are new are told."""
    held = hold_item(item=item, round=round)
    before = {person.pk: person for person in held.contributors.all()}
    new = [person for person in people if person.pk not in before]
    for person in new:
        _check_may_have(round, person)
    if not new and len(people) == len(before):
        return
    held.contributors.set(people)
    history.record(
        by=by, at=at, round=round, verb="named who helps with the item", subject=subject_of(held),
        before={"contributors": sorted(person.name for person in before.values())},
        after={"contributors": sorted(person.name for person in people)},
    )  # fmt: skip
    tell_of_item(
        people=new, sentence=f"{by.name} asks you to help with {called(held)}.", item=held, round=round, by=by, at=at
    )


def people_print(item: RequestedItem) -> str:
    """Who has an item and who helps, as a form carries it: one query."""
    helpers = sorted(item.contributors.values_list("pk", flat=True))
    return f"{item.owner_id or 0}:{','.join(map(str, helpers))}"


@transaction.atomic
def say_who_answers(
    *,
    item: RequestedItem,
    round: Round,
    owner: User | None,
    people: Collection[User],
    by: User,
    at: datetime.datetime,
    seen: str | None = None,
) -> None:
    """Say who answers an item and who helps: both are kept, or neither.

    `seen` is who had it when the form was opened, as `people_print` says it: a later change is not overwritten.
    """
    held = hold_item(item=item, round=round)
    if held.removed_at is not None:
        raise ReturnRefused(f"{named(held)} was removed from the return. Nothing was saved.")
    if seen is not None and seen != people_print(held):
        have_it = " and ".join(person.name for person in answerers_of(held)) or "nobody"
        raise ReturnRefused(
            f"Somebody changed who answers {named(held)} while you were here: it is with {have_it} now. Nothing was "
            "saved. Look whether your choice should still stand, then save again."
        )
    assign_items(items=[held], round=round, owner=owner, by=by, at=at)
    name_contributors(item=held, round=round, people=people, by=by, at=at)


class Chased(NamedTuple):
    """About how many items how many owners were asked, and which were not asked again, with when they were last."""

    items: int = 0
    people: int = 0
    items_again: int = 0
    people_again: int = 0
    last: datetime.datetime | None = None


@transaction.atomic
def chase_items(*, items: Collection[RequestedItem], round: Round, by: User, at: datetime.datetime) -> Chased:
    """Ask the owners of unanswered items how far they are, one notice each.

    Whoever was asked about an item within the last hour, by anybody, is not asked about it again.
    """
    check_is_open(round)
    ticked = RequestedItem.objects.in_round(round).filter(pk__in=[item.pk for item in items])
    held = hold_items(items=ticked)  # two who press the button at once do not both ask
    wanted = ticked.filter(pk__in=[item.pk for item in held], status__in=OPEN).exclude(owner=None)
    found = list(wanted.with_due().select_related("owner"))
    asked = [row for row in found if row.chased_at is not None and row.chased_at > at - NOT_AGAIN_FOR]
    rows = [row for row in found if row not in asked]
    RequestedItem.objects.filter(pk__in=[row.pk for row in rows]).update(chased_at=at)
    by_owner = _by_owner(rows)
    for owner, theirs in by_owner.items():
        _tell_of(theirs, f"{by.name} asks how far you are with", round, owner, at)
    if rows:
        history.record(
            by=by, at=at, round=round, verb="chased items of", subject="the information return",
            after={"items": [row.slug for row in rows][:60], "owners": sorted(one.name for one in by_owner)},
        )  # fmt: skip
    last = max((row.chased_at for row in asked if row.chased_at is not None), default=None)
    return Chased(len(rows), len(by_owner), len(asked), len(_by_owner(asked)), last)


def remind_of_items(*, at: datetime.datetime) -> int:
    """Remind owners of items that are due soon or late, once a day each; returns how many notices were written."""
    today = timezone.localtime(at).date()
    days = dict(ReturnLimits.objects.values_list("council_id", "remind_days"))
    unless_said = ReturnLimits._meta.get_field("remind_days").default
    rounds = Round.objects.filter(information_return__isnull=False, closed_at=None).select_related("council")
    told = 0
    for round in rounds:
        until = today + datetime.timedelta(days=days.get(round.council_id, unless_said))
        due = RequestedItem.objects.in_round(round).filter(status__in=OPEN, owner__is_active=True).still_due()
        rows = due.with_due().filter(due__lte=until).select_related("owner")
        for owner, theirs in _by_owner(rows).items():
            told += _remind(round=round, owner=owner, items=theirs, today=today, at=at)
    return told


@transaction.atomic
def _remind(
    *, round: Round, owner: User, items: list[RequestedItem], today: datetime.date, at: datetime.datetime
) -> int:
    """One reminder, unless this person had one today: the row is held, so that two beats do not both write it."""
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    begins = timezone.make_aware(datetime.datetime.combine(today, datetime.time.min))
    had = Notice.objects.filter(
        person=owner, round=round, at__gte=begins, page__name="information_return", sentence__startswith=REMINDER
    )
    if had.exists():
        return 0
    late = [item for item in items if vars(item)["due"] < today]
    said = f"{len(late)} late" if late else f"the first due {min(vars(i)['due'] for i in items):{DAY}}"
    many = f"{len(items)} item{'s' if len(items) != 1 else ''}"
    tell(
        people=[owner], sentence=f"{REMINDER} {many} of the information return to answer, {said}.",
        page="information_return", arguments=[round.slug], council=round.council, round=round, at=at,
    )  # fmt: skip
    return 1


REMINDER = "You have"


def _check_may_have(round: Round, person: User | None) -> None:
    if person is not None and not possible_answerers(round.council_id).filter(pk=person.pk).exists():
        raise ReturnRefused(f"{person.name} can’t answer items of this council. Choose somebody else.")


def _by_owner(items: Iterable[RequestedItem]) -> dict[User, list[RequestedItem]]:
    found: dict[User, list[RequestedItem]] = defaultdict(list)
    for item in items:
        if item.owner is not None:
            found[item.owner].append(item)
    return found


def _tell_of(items: list[RequestedItem], begins: str, round: Round, owner: User, at: datetime.datetime) -> None:
    if len(items) == 1:
        what, page, arguments = called(items[0]), "return_item", [round.slug, items[0].slug]
    else:
        what, page, arguments = f"{len(items)} items of the return", "information_return", [round.slug]
    tell(
        people=[owner], sentence=f"{begins} {what}.", page=page, arguments=arguments, council=round.council,
        round=round, at=at,
    )  # fmt: skip
