"""The action plan as its pages show it: rows with what stands out in words, the list under its filters, the panel."""

import datetime
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.text import get_text_list

from assurance.access import Access
from assurance.addresses import to_page
from assurance.models import OPENING, OPENING_TITLE, Event, QualityStatement, Round, User
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.models import Action, Judgement
from selfassessment.models.action_plan import STALE_AFTER
from selfassessment.operations.actions import LABELS, Promise

RAG_COLOURS = {Action.Rag.RED: "red", Action.Rag.AMBER: "orange", Action.Rag.GREEN: "green"}
IN_PANEL = 10
# The parts whose words are turned into actions, ours by slug; a council's own part can be written as an action by hand.
IMPROVING = frozenset({"improvements", "next-steps", "main-improvements", "next-steps-overall"})


@dataclass(frozen=True)
class ActionRow:
    """One action with what stands out about it today."""

    action: Action
    today: datetime.date
    now: datetime.datetime

    @property
    def days_overdue(self) -> int:
        """How many days ago it was due; 0 when it is not late."""
        action = self.action
        if action.closed_at is not None or action.due_on is None:
            return 0
        return max(0, (self.today - action.due_on).days)

    @property
    def days_silent(self) -> int:
        """For how many days nothing was told of it; 0 while that is not too long."""
        action = self.action
        if action.closed_at is not None:
            return 0
        silent = self.now - (action.noted_at or action.added_at)
        return silent.days if silent > STALE_AFTER else 0

    @property
    def overdue(self) -> str:
        """How late it is, in words; empty when it is not."""
        days = self.days_overdue
        return f"Overdue by {days} day{'s' if days != 1 else ''}" if days else ""

    @property
    def stale(self) -> str:
        """How long it has been silent, in words; empty when it has not."""
        return f"No update for {self.days_silent} days" if self.days_silent else ""

    @property
    def lacks(self) -> str:
        """What still has to be said of it, in words; empty when nothing is missing or it is over."""
        action = self.action
        if action.closed_at is not None:
            return ""
        said = [
            (action.owner_id, "who has it"),
            (action.due_on, "by when"),
            (action.measure, "how you will tell that it has worked"),
        ]
        return get_text_list([words for there, words in said if not there], "and")

    @property
    def rag_colour(self) -> str:
        """The colour of its tag; its words say the same."""
        return RAG_COLOURS.get(self.action.rag, "grey")

    @property
    def section_title(self) -> str:
        """The section it came from; empty where it came from none."""
        judgement = self.action.judgement
        if judgement is None:
            return ""
        return judgement.statement.title if judgement.statement_id else OPENING_TITLE


def rows_of(actions) -> list[ActionRow]:
    """Actions with what stands out about them now."""
    today, now = timezone.localdate(), timezone.now()
    return [ActionRow(action, today, now) for action in actions]


# --- The list and its filters ---------------------------------------------------------------------------------------

SHOWN = {"open": "Not finished", "done": "Done", "dropped": "Given up", "all": "All"}
FLAGS = {
    "mine": "Mine",
    "overdue": "Overdue",
    "stale": "No update for 30 days",
    "nobody": "Without an owner",
    "here": "Raised in this round",
}


@dataclass(frozen=True)
class Filters:
    """What the address of the list asks for; anything unknown in it is left out."""

    shown: str
    flags: frozenset[str]
    section: str
    priority: str
    rag: str
    source: str

    @property
    def any(self) -> bool:
        """Whether anything is left out of the plain list."""
        return bool(self.flags or self.section or self.priority or self.rag or self.source or self.shown != "open")


def filters_of(asked: QueryDict, sections: list[tuple[str, str]]) -> Filters:
    """Read the filters in an address."""

    def one_of(name: str, known) -> str:
        given = asked.get(name, "")
        return given if given in known else ""

    return Filters(
        shown=one_of("show", SHOWN) or "open",
        flags=frozenset(flag for flag in FLAGS if asked.get(flag) == "yes"),
        section=one_of("statement", dict(sections)),
        priority=one_of("priority", Action.Priority.values),
        rag=one_of("rag", [*Action.Rag.values, "none"]),
        source=one_of("source", Action.Source.values),
    )


# What the plan of a closed round shows first: what that round brought, however it ended.
RAISED_HERE = Filters(shown="all", flags=frozenset({"here"}), section="", priority="", rag="", source="")


def filtered(actions, filters: Filters, person: User, round: Round):
    """The actions a list under these filters shows, seen from a round."""
    today, now = timezone.localdate(), timezone.now()
    if filters.shown == "open":
        actions = actions.unfinished()
    elif filters.shown != "all":
        actions = actions.filter(outcome=filters.shown)
    if "mine" in filters.flags:
        actions = actions.filter(owner=person)
    if "overdue" in filters.flags:
        actions = actions.overdue(today)
    if "stale" in filters.flags:
        actions = actions.stale(now)
    if "nobody" in filters.flags:
        actions = actions.filter(owner=None)
    if "here" in filters.flags:
        actions = actions.filter(round=round)
    if filters.section:
        actions = actions.filter(_in_section(filters.section))
    if filters.priority:
        actions = actions.filter(priority=filters.priority)
    if filters.rag:
        actions = actions.filter(rag="" if filters.rag == "none" else filters.rag)
    if filters.source:
        actions = actions.filter(source=filters.source)
    return actions.in_order_of_need()


def _in_section(section: str) -> Q:
    if section == OPENING:
        return Q(judgement__isnull=False, judgement__statement=None)
    return Q(judgement__statement__slug=section)


def sections_of(round: Round) -> list[tuple[str, str]]:
    """Every section of a round by slug and title, the opening one first: one query."""
    statements = QualityStatement.objects.filter(edition_id=round.edition_id).order_by("number")
    return [(OPENING, OPENING_TITLE), *statements.values_list("slug", "title")]


def filter_tags(request: HttpRequest, filters: Filters, sections: list[tuple[str, str]]) -> list[dict]:
    """The filters in the address, each with the address that takes it away, for components/filter_tags.html."""
    given = {flag: "yes" for flag in FLAGS if flag in filters.flags}
    words = {flag: ("", FLAGS[flag]) for flag in given}
    named = {
        "show": (filters.shown if filters.shown != "open" else "", "Shown", SHOWN),
        "statement": (filters.section, "Section", dict(sections)),
        "priority": (filters.priority, "Priority", dict(Action.Priority.choices)),
        "rag": (filters.rag, "How it goes", {**dict(Action.Rag.choices), "none": "Not told yet"}),
        "source": (filters.source, "Source", dict(Action.Source.choices)),
    }
    for name, (value, group, labels) in named.items():
        if value:
            given[name], words[name] = value, (group, str(labels[value]))

    def without(name: str) -> str:
        return f"{request.path}?{urlencode({k: v for k, v in given.items() if k != name})}"

    return [{"group": group, "text": text, "href": without(name)} for name, (group, text) in words.items()]


def plan_counts(actions, person: User, round: Round) -> dict[str, int]:
    """How many actions are open, overdue, silent, without an owner, this person's and of this round: one query."""
    today, now = timezone.localdate(), timezone.now()
    late = Q(closed_at=None, due_on__lt=today)
    silent = Q(noted_at__lt=now - STALE_AFTER) | Q(noted_at=None, added_at__lt=now - STALE_AFTER)
    return actions.aggregate(
        all=Count("pk"),
        open=Count("pk", filter=Q(closed_at=None)),
        overdue=Count("pk", filter=late),
        stale=Count("pk", filter=Q(closed_at=None) & silent),
        nobody=Count("pk", filter=Q(closed_at=None, owner=None)),
        mine=Count("pk", filter=Q(closed_at=None, owner=person)),
        here=Count("pk", filter=Q(round=round)),
        here_done=Count("pk", filter=Q(round=round, outcome=Action.Outcome.DONE)),
    )


TOLD = {
    "took back the action": "took it back",
    "added the action": "added it", "changed the action": "changed it", "gave news of": "said how it is going",
    "changed the colour of": "changed its colour", "closed as done": "closed it as done",
    "closed as given up": "closed it as given up", "opened again": "opened it again",
    "cited evidence for": "cited evidence", "no longer cites evidence for": "took evidence away",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One line of an action's history."""

    who: str
    did: str
    at: datetime.datetime


def history_of(action: Action, most: int) -> list[Told]:
    """What was done to an action, in words, the latest first."""
    return [Told(e.actor_name, TOLD.get(e.verb, e.verb), e.at) for e in events_of(action)[:most]]


def events_of(action: Action):
    """What was done to an action, the latest first; its events are known by its number at their head."""
    told = Event.objects.filter(council_id=action.council_id, subject__startswith=f"{action.reference}: ")
    return told.order_by("-at", "-pk")


# --- On the statement page ------------------------------------------------------------------------------------------


def panel(round: Round, statement: QualityStatement | None, judgement: Judgement | None, access: Access) -> dict:
    """What the statement page shows of it, as template context: one query."""
    reads = access.may(Permission.READ_EVIDENCE)
    section = statement.slug if statement else OPENING
    asked = {"statement": section, **({"show": "all", "here": "yes"} if round.is_closed else {})}
    actions: list[Action] = []
    if reads:
        actions = _of_section.rows(round.council_id, section, round.pk if round.is_closed else None)
    return {
        "reads_actions": reads,
        "may_act": access.may(Permission.CHANGE_EVIDENCE),
        "action_rows": rows_of(actions[:IN_PANEL]),
        "more_actions": len(actions) > IN_PANEL,
        "improving": IMPROVING,
        "actions_address": f"{to_page('actions', round.slug)}?{urlencode(asked)}",
    }


@Question
def _of_section(council: int, section: str, closed_round: int | None) -> QuerySet:
    """A closed round shows what it brought; the plan itself goes on in the round after it."""
    actions = Action.objects.of_council(council).filter(_in_section(section))
    shown = actions.unfinished() if closed_round is None else actions.filter(round=closed_round)
    return shown.in_order_of_need()[: IN_PANEL + 1]


# --- Two who changed the same action --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Both:
    """One thing an action says that differs between two people's saves."""

    label: str
    yours: str
    theirs: str


def both_of(yours: Promise, theirs: Promise, sections: dict[str, str]) -> list[Both]:
    """What differs between what somebody sent and what stands, in words."""
    pairs = [
        (LABELS[f.name].capitalize(), *(_in_words(f.name, getattr(p, f.name), sections) for p in (yours, theirs)))
        for f in fields(Promise)
    ]
    return [Both(label, mine, other) for label, mine, other in pairs if mine != other]


def _in_words(name: str, value: object, sections: dict[str, str]) -> str:
    if name == "section":
        return sections.get(str(value), "None")
    if name == "priority":
        return Action.Priority(value).label
    if name == "source":
        return Action.Source(value).label
    if isinstance(value, datetime.date):
        return f"{value:%-d %B %Y}"
    return str(value) if value else "Nothing"
