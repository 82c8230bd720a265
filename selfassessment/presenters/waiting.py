"""What waits for somebody in a round, and what of it is late."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.dateformat import format as date_format

from assurance import questions
from assurance.access import Access
from assurance.addresses import address_of, to_page
from assurance.models import Round, User
from assurance.roles import Permission
from selfassessment.item_names import in_section
from selfassessment.models import (
    Action,
    AnswerPart,
    Comment,
    Evidence,
    FollowUpRequest,
    RequestedItem,
)
from selfassessment.presenters.comments import place_of
from selfassessment.presenters.follow_ups import FollowUpRow
from selfassessment.presenters.sections import SectionRow, TaskList
from selfassessment.return_statuses import OWNER as ITEM_OWNER
from selfassessment.return_statuses import ItemStatus, ItemTurn
from selfassessment.statuses import OWNER, Status, Turn

DAY = "j F Y"
THINGS_SHOWN = 10
QUESTIONS_SHOWN = 5
LATE = ("Late", "red")


@dataclass(frozen=True)
class Item:
    """One thing to do: where it is done, how far it is, and by when."""

    title: str
    address: str
    tag: str
    colour: str
    hint: str = ""


@dataclass
class MyWork:
    """A person's work in a round: late, waiting for them, theirs but with somebody else now, and late elsewhere."""

    late: list[Item] = field(default_factory=list)
    waiting: list[Item] = field(default_factory=list)
    resting: list[SectionRow] = field(default_factory=list)
    late_elsewhere: list[Item] = field(default_factory=list)


@dataclass(frozen=True)
class Question:
    """A thread somebody began, and whether it was answered."""

    thread: Comment
    answers: int

    @property
    def where(self) -> str:
        """What it is about."""
        return place_of(self.thread)

    @property
    def state(self) -> tuple[str, str]:
        """What became of it, and the colour of its tag."""
        if self.thread.resolved_at:
            return "Resolved", "green"
        return (
            (f"{self.answers} answer{'s' if self.answers != 1 else ''}", "blue")
            if self.answers
            else ("No answer yet", "grey")
        )


def my_work(round: Round, access: Access, person: User, rows: TaskList, today: datetime.date) -> MyWork:
    """Sort out what is whose turn: one query, for those who write or read evidence."""
    work = MyWork()
    to_confirm = {
        row.slug: f"{row.carried.words} from the last round to confirm" for row in rows.sections if row.carried
    }
    leads = access.may(Permission.REVIEW)  # any section: the programme manager and the director
    for row in rows.sections:
        turn = _turn(row, access)
        late = _is_late(row, today)
        if turn or row.slug in to_confirm.keys() & access.assigned:
            item = _section_item(round, row, turn, to_confirm.get(row.slug, "") if row.yours else "", late)
            (work.late if late else work.waiting).append(item)
            continue
        if row.yours:
            work.resting.append(row)
        if late and leads:
            work.late_elsewhere.append(_section_item(round, row, row.owner or "Nobody has this yet", "", late))
    work.waiting += _for_the_round(round, access, rows)
    if access.may(Permission.READ_EVIDENCE):
        for thing, is_late in _things(round, access, person, today):
            (work.late if is_late else work.waiting).append(thing)
    return work


def questions_of(person: User, round: Round) -> list[Question]:
    """The threads somebody from outside began, the latest first: one query."""
    begun = Comment.objects.filter(judgement__round=round, by=person, withdrawn_at=None).threads()
    begun = begun.select_related("judgement__statement", "part", "i_statement").annotate(answered=Count("replies"))
    return [Question(thread, thread.answered) for thread in begun.order_by("-at", "-pk")[:QUESTIONS_SHOWN]]


def _turn(row: SectionRow, access: Access) -> str:
    """What this person is asked to do with a section now, in words; empty when it is somebody else's turn."""
    match OWNER[row.status]:
        case Turn.WRITERS if row.yours:
            return _WRITERS_DO[row.status]
        case Turn.REVIEWERS if row.slug in access.reviewing:
            return "Review it: agree, or say what has to change"
        case Turn.REVIEWERS if not row.reviewers and access.may(Permission.REVIEW):
            return "Nobody is named to review it: you can"
    return ""


_WRITERS_DO = {
    Status.NOT_STARTED: "Start writing",
    Status.DRAFTING: "Go on writing",
    Status.BLOCKED: "Blocked",
    Status.CHANGES: "Make the changes that were asked for",
}


def _is_late(row: SectionRow, today: datetime.date) -> bool:
    return row.due_on is not None and row.due_on < today and row.status not in {Status.AGREED, Status.SIGNED_OFF}


def _section_item(round: Round, row: SectionRow, turn: str, to_confirm: str, late: bool) -> Item:
    said = [turn] if turn else []
    if row.blocked_on:
        said.append(f"waits for: {row.blocked_on}")
    said.append(row.progress.lower() if said else row.progress)
    if to_confirm:
        said.append(to_confirm)
    if row.comments:
        said.append(f"{row.comments} open comment{'s' if row.comments != 1 else ''}")
    if row.due_on and (late or row.due_on != round.due_on):
        said.append(f"{'was due' if late else 'due'} {date_format(row.due_on, DAY)}")
    tag, colour = LATE if late else (row.status.label, row.status.colour)
    return Item(row.title, to_page("statement", round.slug, row.slug), tag, colour, " · ".join(said))


def _for_the_round(round: Round, access: Access, rows: TaskList) -> list[Item]:
    """What waits for the programme manager, the director and a challenger, in a line each."""
    items = []
    if access.may_somewhere(Permission.CHALLENGE) and len(access.challenged) < rows.statements:
        given = f"{len(access.challenged)} of {rows.statements} given"
        address = to_page("self_assessment", round.slug)
        hint = "Read a statement and its evidence, then give it a score of your own"
        items.append(Item("Your challenge scores", address, given, "yellow", hint))
    if access.may(Permission.ROUND_PEOPLE):
        people = to_page("round_people", round.slug)
        unowned = [row.title for row in rows.sections if not row.owner]
        if unowned:
            title = f"{len(unowned)} section{'s have' if len(unowned) != 1 else ' has'} no owner"
            items.append(Item(title, people, "To give out", "yellow", ", ".join(unowned)))
        carried = [row.title for row in rows.sections if row.owner_to_confirm]
        if carried:
            title = (
                f"{len(carried)} owner{'s were' if len(carried) != 1 else ' was'} carried over from the last round"
            )
            items.append(Item(title, people, "To confirm", "yellow", ", ".join(carried)))
    agreed = [row for row in rows.sections if OWNER[row.status] is Turn.DIRECTOR]
    if agreed and access.may(Permission.SIGN_OFF):
        address = address_of("round_sign_off", round.slug) or to_page("self_assessment", round.slug)
        others = len([row for row in rows.sections if row.status not in {Status.AGREED, Status.SIGNED_OFF}])
        hint = (
            f"{others} still to be agreed before you can sign off the round"
            if others
            else "You can sign off the round"
        )
        title = f"{len(agreed)} section{'s are' if len(agreed) != 1 else ' is'} agreed"
        items.append(Item(title, address, Status.AGREED.label, Status.AGREED.colour, hint))
    return items


def _things(round: Round, access: Access, person: User, today: datetime.date) -> list[tuple[Item, bool]]:
    """What this person has beside sections, and whether it is late: one query for all.

    Actions overdue, evidence past its review-by date, items of the return to answer and, for those who run it, to
    approve, and what the regulator asked later.
    """
    asked = (round.pk, round.council_id, round.is_closed, access, person.pk, today)
    rows = _all_things.tuples(*asked)
    things, shown = [], {}
    for name, number, title, due, slug, status in sorted(rows, key=lambda row: (row[3] is None, row[3], row[1])):
        shown[name] = shown.get(name, 0) + 1
        if shown[name] > THINGS_SHOWN:
            continue
        if name == "follow_up":
            things.append(_follow_up(round, number, title, due_at=slug, owner=status))
        elif name == "return_item":
            things.append(_asked(round, slug, title, due, ItemStatus(status), today))
        else:
            things.append((_thing(name, number, title, due, round.slug), True))
    return things


@questions.Question
def _all_things(
    round: int, council: int, closed: bool, access: Access, person: int, today: datetime.date
) -> QuerySet:
    actions = (
        Action.objects.filter(council=council, owner=person, due_on__lt=today)
        .unfinished()
        .values_list(Value("action"), "number", "what", "due_on", Value(""), Value(""))
    )
    evidence = Evidence.objects.filter(
        council=council, owner=person, review_by__lt=today, withdrawn_at=None
    ).values_list(Value("evidence_item"), "number", "title", F("review_by"), Value(""), Value(""))
    items, later = _items_asked(round, closed, access, person), _asked_later(round, closed, access, person)
    return actions.union(evidence, items, later, all=True)


def _items_asked(round: int, closed: bool, access: Access, person: int) -> QuerySet:
    """The items of the return that wait for this person, theirs or to help with, in the columns of the others."""
    helped = RequestedItem.contributors.through.objects.filter(user=person).values("requesteditem")
    answering = Q(status__in=[one.value for one in ItemStatus if ITEM_OWNER[one] is ItemTurn.ANSWERERS])
    answering &= Q(owner=person) | Q(pk__in=helped)
    mine = answering if access.may(Permission.RETURN_OWN) and not closed else Q(pk=None)
    if access.may(Permission.RETURN_ALL) and not closed:
        wrote = AnswerPart.objects.filter(by=person, item__information_return__round=round).values("item")
        hand = Q(submitted_by=person) | Q(changed_by=person) | Q(pk__in=wrote)  # who had one may not approve
        mine |= Q(status=ItemStatus.WITH_REVIEWER.value) & ~hand
    items = RequestedItem.objects.filter(information_return__round=round, removed_at=None).filter(mine).with_due()
    met = When(sent_at__isnull=False, due_on=None, then=None)  # as still_due() has it
    by = Case(met, default="due", output_field=DateField())
    titled = items.annotate(named=Concat("section", Value("|"), "reference", Value(" "), "title"), by=by)
    return titled.values_list(Value("return_item"), "number", "named", "by", "slug", "status")


def _asked(
    round: Round, slug: str, title: str, due: datetime.date | None, status: ItemStatus, today: datetime.date
) -> tuple[Item, bool]:
    late = due is not None and due < today
    tag, colour = LATE if late else (status.label, status.colour)
    do = "Approve it, or ask for changes" if status == ItemStatus.WITH_REVIEWER else "Answer it"
    when = f"{'was due' if late else 'due'} {date_format(due, DAY)}" if due else "due date not known yet"
    said = [do] if due is None and status == ItemStatus.QUERIED else [do, when]  # it was sent in time for its date
    hint = " · ".join(["Information return", *said])
    section, _, named = title.partition("|")  # a slug has no such sign
    return Item(in_section(section, named), to_page("return_item", round.slug, slug), tag, colour, hint), late


def _thing(name: str, number: int, title: str, due: datetime.date, slug: str) -> Item:
    letter, was = ("A", "Action, was due") if name == "action" else ("E", "Evidence, was to be looked at again by")
    reference = f"{letter}{number}"
    return Item(f"{reference} {title}", address_of(name, slug, reference), *LATE, f"{was} {date_format(due, DAY)}")


def _asked_later(round: int, closed: bool, access: Access, person: int) -> QuerySet:
    """The regulator's requests that wait for this person, and to leaders those of nobody, in the others' columns.

    The moment it is due stands where others have the word in their address, as text: hours count.
    """
    theirs = Q(owner=person) if access.may(Permission.RETURN_OWN) and not closed else Q(pk=None)
    if access.may(Permission.RETURN_ALL) and not closed:
        theirs |= Q(owner=None)
    owned = Case(When(owner=None, then=Value("")), default=Value("owned"))
    return (
        FollowUpRequest.objects.filter(theirs, round=round)
        .open()
        .annotate(
            day=Cast("due_at", DateField()), moment=Coalesce(Cast("due_at", CharField()), Value("")), owned=owned
        )
        .values_list(Value("follow_up"), "number", "what", "day", "moment", "owned")
    )


def _follow_up(round: Round, number: int, what: str, *, due_at: str, owner: str) -> tuple[Item, bool]:
    due = datetime.datetime.fromisoformat(due_at) if due_at else None
    if due is not None and due.tzinfo is None:  # SQLite says it without its zone, which is UTC
        due = due.replace(tzinfo=datetime.UTC)
    row = FollowUpRow(FollowUpRequest(number=number, what=what, due_at=due), timezone.now())
    hint = "Answer the regulator’s request" if owner else "The regulator’s request has no owner yet"
    if due is not None:
        hint += f" · {'was due' if row.is_late else 'due'} {date_format(timezone.localtime(due), 'j F Y, H:i')}"
    title = f"R{number} {what if len(what) <= 80 else f'{what[:79]}…'}"
    tag, colour = LATE if row.is_late else row.tag
    return Item(title, to_page("follow_up", round.slug, f"R{number}"), tag, colour, hint), row.is_late
