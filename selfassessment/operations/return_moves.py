"""Moving an item of the return from status to status: who has it next, what was said, and who is told."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet

from assurance import guard, history
from assurance.closing import check_is_open
from assurance.guard import Concern
from assurance.models import Round, User
from assurance.operations.notices import tell
from assurance.roles import TABLE, Permission
from selfassessment.answer_changes import told_parts
from selfassessment.answering import Answer, answer_of, with_answers
from selfassessment.models import Evidence, RequestedItem
from selfassessment.operations.writing import as_stored
from selfassessment.return_rules import (
    ReturnRefused,
    called,
    can_send,
    check_can_approve,
    check_can_move_item,
    check_is_as_seen,
    check_is_complete,
    check_is_looked_through,
    had_a_hand,
    named,
)
from selfassessment.return_statuses import RETURN_MOVES, ItemStatus, ReturnMove

LONGEST_SAID = 2000


@transaction.atomic
def submit_item(*, item: RequestedItem, round: Round, seen: str, by: User, at: datetime.datetime) -> RequestedItem:
    """Send an answer for approval that somebody has looked through; everybody who may approve it is told.

    `seen` is what was read, as `seen_of` says it: with every move here, what came in meanwhile is not undone.
    """
    held = hold_item(item=item, round=round)
    check_can_move_item(held, ReturnMove.SUBMIT)
    answer = answer_of(held)
    if held.status == ItemStatus.APPROVED and not answer.changed_since_approved:
        raise ReturnRefused(f"{named(held)} is approved as it stands. Nothing was changed.")
    check_is_complete(answer)
    check_is_looked_through(answer)
    check_is_as_seen(answer, seen, ReturnMove.SUBMIT)
    approvers = approvers_of(answer, round, by)
    _move(held, ReturnMove.SUBMIT, round, by, at, after=None, submitted_by=by, said="", **NOT_APPROVED)
    _tell(held, approvers, f"{by.name} sent {called(held)} for approval.", round, by, at)
    return held


def approvers_of(answer: Answer, round: Round, by: User) -> list[User]:
    """Who may approve an answer once `by` has sent it, by name: those who run the return and had no hand in it."""
    roles = [role.value for role in TABLE[Permission.RETURN_ALL]]
    running = User.objects.filter(
        memberships__council_id=round.council_id, memberships__role__in=roles, is_active=True
    )
    people = running.distinct().order_by("name", "pk")
    return [one for one in people if one.pk != by.pk and not had_a_hand(answer, one)]


@transaction.atomic
def take_back_item(
    *, item: RequestedItem, round: Round, why: str, seen: str, by: User, at: datetime.datetime
) -> RequestedItem:
    """Take an answer back to drafting; why stands on its page until it comes again. What was sent is remembered."""
    held = hold_item(item=item, round=round)
    check_can_move_item(held, ReturnMove.TAKE_BACK)
    check_is_as_seen(answer_of(held), seen, ReturnMove.TAKE_BACK)
    why = _said(ReturnMove.TAKE_BACK, why)
    approver = held.approved_by
    _move(held, ReturnMove.TAKE_BACK, round, by, at, after={"why": why}, said=why, **NOT_APPROVED)
    told = [person for person in (held.owner, approver) if person is not None]
    _tell(held, told, f"{by.name} took {called(held)} back to drafting.", round, by, at)
    return held


@transaction.atomic
def request_item_changes(
    *, item: RequestedItem, round: Round, what_to_change: str, seen: str, by: User, at: datetime.datetime
) -> RequestedItem:
    """Send an answer back to its owner with what has to change, which stands on its page until it comes again."""
    held = hold_item(item=item, round=round)
    check_can_move_item(held, ReturnMove.REQUEST_CHANGES)
    check_is_as_seen(answer_of(held), seen, ReturnMove.REQUEST_CHANGES)
    said = _said(ReturnMove.REQUEST_CHANGES, what_to_change)
    _move(held, ReturnMove.REQUEST_CHANGES, round, by, at, after={"what to change": said}, said=said, **NOT_APPROVED)
    _tell(held, answerers_of(held), f"{by.name} asked for changes to {called(held)}.", round, by, at)
    return held


@transaction.atomic
def approve_item(*, item: RequestedItem, round: Round, seen: str, by: User, at: datetime.datetime) -> RequestedItem:
    """Approve exactly the answer that was read, as an answer to what was asked. Whoever had a hand in it may not."""
    held = hold_item(item=item, round=round)
    answer = answer_of(held)
    check_can_approve(answer, by, seen)
    kept = {"fingerprint": answer.print, "parts": told_parts(answer.parts)}
    _move(
        held, ReturnMove.APPROVE, round, by, at, after=kept, said="",
        approved_at=at, approved_by=by, approved_print=answer.print,
    )  # fmt: skip
    _tell(held, answerers_of(held), f"{by.name} approved {called(held)}.", round, by, at)
    return held


@transaction.atomic
def mark_items_sent(
    *,
    items: Mapping[int, str],
    pack: str,
    round: Round,
    by: User,
    at: datetime.datetime,
    sent_at: datetime.datetime | None = None,
) -> list[RequestedItem]:
    """Note that just these answers were sent, each by its fingerprint as the pack held it.

    `items` are fingerprints by the items' numbers; `pack` is how people know the pack. Between packing and noting, an
    item may have changed, been taken back or lost a document: that it was sent is kept, and its status stays what it
    is. So it does where the item was sent again after `sent_at`, in a later pack that was noted first: what was last
    sent stands. Returns the items that are “sent” now; refuses them all where one is of another return.
    """
    check_is_open(round)
    wanted = RequestedItem.objects.filter(information_return__round=round, pk__in=items)
    held = hold_items(items=wanted)
    if len(held) < len(items):
        raise ReturnRefused("An item of this pack is no longer in this return. Nothing was noted as sent.")
    now_sent = []
    for answer in with_answers(held):
        one, when = answer.item, sent_at or at
        is_last = one.sent_at is None or one.sent_at <= when
        told = {"sent_at": when, "sent_print": items[one.pk]} if is_last else {}
        if is_last and can_send(answer, items[one.pk]):
            _move(one, ReturnMove.SEND, round, by, at, after={"pack": pack}, **told)
            now_sent.append(one)
        else:
            if told:
                RequestedItem.objects.filter(pk=one.pk).update(**told)
            history.record(
                by=by, at=at, round=round, verb=RETURN_MOVES[ReturnMove.SEND].verb, subject=subject_of(one),
                after={"pack": pack, "as it was packed": True},
            )  # fmt: skip
    return now_sent


@transaction.atomic
def query_item(
    *, item: RequestedItem, round: Round, asked: str, seen: str, by: User, at: datetime.datetime
) -> RequestedItem:
    """Note what the regulator asks about something that was sent; its owner and contributors are told."""
    held = hold_item(item=item, round=round)
    check_can_move_item(held, ReturnMove.QUERY)
    check_is_as_seen(answer_of(held), seen, ReturnMove.QUERY)
    said = _said(ReturnMove.QUERY, asked)
    _move(held, ReturnMove.QUERY, round, by, at, after={"asked": said}, said=said, **NOT_APPROVED)
    _tell(held, answerers_of(held), f"The regulator asks about {called(held)}.", round, by, at)
    return held


@transaction.atomic
def confirm_words(
    *, item: RequestedItem, round: Round, concerns: list[Concern] | None, by: User, at: datetime.datetime
) -> None:
    """Tell the history what somebody said is not personal data, beside the act it was said for."""
    if concerns:
        history.record(
            by=by, at=at, round=round, verb=guard.CONFIRMED, subject=subject_of(item), after=guard.told(concerns)
        )


NOT_APPROVED = {"approved_at": None, "approved_by": None, "approved_print": ""}


# --- What the acts are made of ---------------------------------------------------------------------------------------


def hold_item(*, item: RequestedItem, round: Round) -> RequestedItem:
    """An item's row as it stands, held until the transaction ends; refused in a closed round."""
    check_is_open(round)
    rows = RequestedItem.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("owner", "approved_by", "status_by").get(pk=item.pk, information_return__round=round)


def hold_items(*, items: QuerySet[RequestedItem]) -> list[RequestedItem]:
    """Several items' rows, held until the transaction ends, in the order of the letter.

    They are held in the order of their keys, which never changes: by their places, two who hold several items while a
    third gives them other places could wait for each other.
    """
    held = items.select_for_update(no_key=True, of=("self",)).order_by("pk")
    return sorted(held, key=lambda item: (item.number, item.pk))


def is_as_approved(held: RequestedItem) -> bool:
    """Whether an item is approved and nothing has changed since."""
    return held.status == ItemStatus.APPROVED and not answer_of(held).changed_since_approved


def tell_approval_is_off(*, item: RequestedItem, round: Round, what: str, by: User, at: datetime.datetime) -> None:
    """Tell who answers an item and who approved it that its approval no longer holds, and why."""
    approver = [item.approved_by] if item.approved_by is not None and item.approved_by.is_active else []
    people = list({person.pk: person for person in [*answerers_of(item), *approver]}.values())
    _tell(item, people, f"{what} {called(item)} has to be approved again.", round, by, at)


def tell_of_withdrawal(*, evidence: Evidence, by: User, at: datetime.datetime) -> None:
    """Tell of each approved answer that names a document about to be withdrawn."""
    approved = RequestedItem.objects.filter(
        parts__evidence=evidence, status=ItemStatus.APPROVED, removed_at=None,
        information_return__round__closed_at=None,
    )  # fmt: skip
    people = ("owner", "approved_by", "information_return__round__council")
    what = f"{by.name} withdrew {evidence.reference}, which an approved answer names:"
    for item in approved.select_related(*people).distinct().order_by("pk"):
        if is_as_approved(item):
            tell_approval_is_off(item=item, round=item.information_return.round, what=what, by=by, at=at)


def answerers_of(item: RequestedItem) -> list[User]:
    """Who answers an item: its owner and its contributors."""
    owner = [item.owner] if item.owner is not None else []
    return [*owner, *item.contributors.filter(is_active=True)]


def tell_of_item(
    *, people: list[User], sentence: str, item: RequestedItem, round: Round, by: User | None, at: datetime.datetime
) -> None:
    """Tell people something about an item, but for whoever did it."""
    others = [person for person in people if by is None or person.pk != by.pk]
    tell(
        people=others, sentence=sentence, page="return_item", arguments=[round.slug, item.slug],
        council=round.council, round=round, at=at,
    )  # fmt: skip


def _tell(
    item: RequestedItem, people: list[User], sentence: str, round: Round, by: User, at: datetime.datetime
) -> None:
    tell_of_item(people=people, sentence=sentence, item=item, round=round, by=by, at=at)


def _move(
    held: RequestedItem, move: ReturnMove, round: Round, by: User, at: datetime.datetime,
    after: dict | None = None, **columns: object,
) -> None:  # fmt: skip
    check_can_move_item(held, move)
    rule, was = RETURN_MOVES[move], ItemStatus(held.status)
    columns |= {"status": rule.leads_to.value, "status_at": at, "status_by": by}
    moved = RequestedItem.objects.filter(pk=held.pk, status__in=rule.starts_from).update(**columns)
    if not moved:  # where rows can't be held, somebody else was first
        raise ReturnRefused(f"Somebody moved {named(held)} at the same moment. Nothing was changed: look again.")
    for name, value in columns.items():
        setattr(held, name, value)
    history.record(
        by=by, at=at, round=round, verb=rule.verb, subject=subject_of(held),
        before={"status": was.label}, after={"status": rule.leads_to.label, **(after or {})},
    )  # fmt: skip


def subject_of(item: RequestedItem) -> str:
    """An item as the history names it: its events are found by the word in its address, at their head."""
    return f"{item.slug}: {item.reference} {item.title}"


def _said(move: ReturnMove, text: str) -> str:
    said = as_stored(text).strip()
    if not said:
        raise ReturnRefused(f"{RETURN_MOVES[move].must_say} A sentence is enough. Nothing was changed.")
    if len(said) > LONGEST_SAID:
        raise ReturnRefused(f"Keep it to {LONGEST_SAID:,} characters or fewer. Nothing was changed.")
    return said
