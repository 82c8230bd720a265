"""What may be done to an item of the information return and by whom: pairs of check_can_… and can_…."""

from django.utils.timezone import localtime

from assurance.access import Access
from assurance.models import User
from assurance.roles import Permission
from selfassessment.answering import Answer, answer_of
from selfassessment.answers import lacking
from selfassessment.models import RequestedItem
from selfassessment.return_statuses import RETURN_MOVES, ItemStatus, ItemTurn, ReturnMove, moves_from


class ReturnRefused(Exception):
    """Something that can't be done to the return or an item of it; the text is the sentence to show."""


def named(item: RequestedItem) -> str:
    """An item as sentences name it."""
    return f"“{item}”"


def called(item: RequestedItem) -> str:
    """An item as notices call it: they quote nobody, and a title is somebody's words."""
    return f"item “{item.called}” of the return"


def answers(item: RequestedItem, person: User, access: Access, contributors: set[int] | None = None) -> bool:
    """Whether somebody works on the answer to an item: its owner, its contributors, and those who run the return.

    `contributors` are the numbers of those who contribute, where they are known already.
    """
    if not access.may(Permission.RETURN_OWN):
        return False
    if access.may(Permission.RETURN_ALL) or item.owner_id == person.pk:
        return True
    if contributors is not None:
        return person.pk in contributors
    return item.contributors.filter(pk=person.pk).exists()


def moves_for(answer: Answer, *, answering: bool, running: bool) -> list[ReturnMove]:
    """The moves somebody may make on an item now, but for sending, which a pack does."""
    mine = {ItemTurn.ANSWERERS: answering, ItemTurn.APPROVERS: running, ItemTurn.SENDERS: running}
    possible = [move for move in moves_from(ItemStatus(answer.item.status)) if mine[RETURN_MOVES[move].whose]]
    hidden = {ReturnMove.SEND, ReturnMove.START}
    if not answer.changed_since_approved and answer.item.status == ItemStatus.APPROVED:
        hidden |= {ReturnMove.APPROVE, ReturnMove.SUBMIT}  # what stands is what was approved
    return [move for move in possible if move not in hidden]


def check_can_move_item(item: RequestedItem, move: ReturnMove) -> None:
    """Refuse a move that doesn't start from the item's status."""
    status = ItemStatus(item.status)
    if item.removed_at is not None:
        raise ReturnRefused(f"{named(item)} was removed from the return. Nothing was changed.")
    if status not in RETURN_MOVES[move].starts_from:
        raise ReturnRefused(
            f"{named(item)} is “{status.label.lower()}” now, so this can’t be done to it: somebody was there before "
            "you. Nothing was changed. Look at it as it stands."
        )


def check_can_change_answer(item: RequestedItem) -> None:
    """Refuse to change an answer somebody is reading, or that was sent."""
    if item.removed_at is not None:
        raise ReturnRefused(f"{named(item)} was removed from the return. Nothing was saved.")
    if item.status == ItemStatus.WITH_REVIEWER:
        raise ReturnRefused(
            f"{named(item)} is with the reviewer, who should read what they approve. Take it back first, then change "
            "its answer. Nothing was saved."
        )
    if item.status == ItemStatus.SENT:
        raise ReturnRefused(
            f"{named(item)} was sent. Take it back first, then change its answer: a later pack sends what changed. "
            "Nothing was saved."
        )


def check_can_change_question(item: RequestedItem, changes: bool) -> None:
    """Refuse to change what is asked while somebody reads the answer to it, or after it was approved or sent."""
    if changes and item.status in {ItemStatus.WITH_REVIEWER, ItemStatus.APPROVED, ItemStatus.SENT}:
        raise ReturnRefused(
            f"{named(item)} is “{ItemStatus(item.status).label.lower()}”: its answer was read as an answer to what is "
            "asked now. Take it back to drafting first, then change what it asks. Nothing was saved."
        )


def check_is_complete(answer: Answer) -> None:
    """Refuse to send an answer on that is empty, or names a document that can't be sent."""
    if missing := lacking(answer.parts):
        raise ReturnRefused(f"{named(answer.item)}: {' '.join(missing)} Nothing was changed.")


def check_can_be_looked_through(answer: Answer) -> None:
    """Refuse to say that an answer may be sent while something in it can't be opened, or sent."""
    if missing := lacking(answer.parts):
        raise ReturnRefused(
            f"{' '.join(missing)} So nobody can say yet that {named(answer.item)} may be sent, and nothing was noted. "
            "Put that right first, then look through all of it."
        )


def check_is_looked_through(answer: Answer) -> None:
    """Refuse to send an answer on in which nobody has looked for personal data since it changed."""
    if not answer.is_checked:
        raise ReturnRefused(
            f"{NOBODY_LOOKED} Look through {named(answer.item)} and say so on its page, then send it. Nothing was "
            "changed."
        )


NOBODY_LOOKED = "Nobody has looked through it for personal data since it changed."


def check_can_approve(answer: Answer, by: User, seen: str) -> None:
    """Refuse an approval by somebody who had a hand in the answer, of something else than they read, or unchecked.

    `seen` is what they read, as `seen_of` says it: what is asked may have changed while somebody took an answer back.
    """
    check_can_move_item(answer.item, ReturnMove.APPROVE)
    check_is_complete(answer)
    if why := why_not_approver(answer, by):
        raise ReturnRefused(f"{why} Nothing was changed.")
    if seen.rpartition(" ")[2] != answer.print:
        raise ReturnRefused(
            "The answer changed while you were reading it, so it was not approved. Nothing is lost: read what stands "
            "now, then approve it."
        )
    check_is_as_seen(answer, seen, ReturnMove.APPROVE)
    if not answer.is_checked:
        raise ReturnRefused(
            f"Nobody has looked for personal data in {named(answer.item)} since its answer last changed. Look through "
            "it and say so on its page, then approve it. Nothing was changed."
        )


def seen_of(answer: Answer) -> str:
    """Where an item stands and what answers it, as a form carries it: it differs after every move and every change."""
    since = answer.item.status_at
    return f"{answer.item.status} {since.isoformat() if since else ''} {answer.print}"


def seen_now(item: RequestedItem) -> str:
    """What somebody sees who opens an item this moment: for the demonstration and tests, which open no page."""
    return seen_of(answer_of(RequestedItem.objects.get(pk=item.pk)))


def check_is_as_seen(answer: Answer, seen: str, move: ReturnMove) -> None:
    """Refuse to move something else than somebody read, or to undo what was done meanwhile."""
    now, item = seen_of(answer), answer.item
    if seen == now:
        return
    (*before, read), (*stands, print) = [*seen.split(" "), "", ""][:3], now.split(" ")
    moved, changed = before != stands, read != print
    happened = ["its answer changed"] if changed else []
    if moved and item.status_at is not None and item.status in MEANWHILE:
        again = " again" if seen.startswith(f"{item.status} ") else ""
        who = item.status_by.name if item.status_by else "somebody"
        happened.append(f"{who} {MEANWHILE[item.status]}{again} ({localtime(item.status_at):%-d %B %Y, %H:%M})")
    not_done, then = NOT_DONE[move]
    raise ReturnRefused(
        f"{named(item)} is not what you read any more: {' and '.join(happened) or 'it was moved meanwhile'}. Nothing "
        f"was changed, and {not_done}. What stands now is on this page: read it, and {then}."
    )


MEANWHILE = {
    ItemStatus.DRAFTING.value: "set it back to drafting",
    ItemStatus.WITH_REVIEWER.value: "sent it for approval",
    ItemStatus.APPROVED.value: "approved it",
    ItemStatus.SENT.value: "noted it as sent",
    ItemStatus.QUERIED.value: "noted a query about it",
}
# What was not done, and what to do next: with each move that a person makes from a page.
NOT_DONE = {
    ReturnMove.SUBMIT: ("it was not sent for approval", "send it if it is ready"),
    ReturnMove.TAKE_BACK: ("it was not taken back", "take it back if that is still right"),
    ReturnMove.REQUEST_CHANGES: ("no changes were asked for", "ask again if it still has to change"),
    ReturnMove.APPROVE: ("it was not approved", "approve it if it is good enough"),
    ReturnMove.QUERY: ("no query was noted", "note it if the regulator still asks"),
}


def why_not_approver(answer: Answer, person: User) -> str:
    """Why somebody may not approve an answer, in a sentence; empty when they may."""
    if hand := had_a_hand(answer, person):
        return hand
    if person.pk == answer.item.submitted_by_id:
        return "You sent this answer for approval, so somebody else has to approve it."
    return ""


def had_a_hand(answer: Answer, person: User) -> str:
    """Which hand somebody had in what an answer says, in a sentence to them; empty for none."""
    if person.pk in {part.by for part in answer.parts}:
        return "You added a part of this answer, so somebody else has to approve it."
    if person.pk == answer.item.changed_by_id:
        return "You were the last to change this answer, so somebody else has to approve it."
    return ""


def can_send(answer: Answer, packed: str) -> bool:
    """Whether an answer is still the one that was approved and put into a pack, so that it is “sent” with it."""
    item = answer.item
    if item.removed_at is not None or answer.withdrawn:
        return False
    if ItemStatus(item.status) not in RETURN_MOVES[ReturnMove.SEND].starts_from:
        return False
    held = item.approved_print if item.status == ItemStatus.APPROVED else item.sent_print
    return answer.print == packed == held
