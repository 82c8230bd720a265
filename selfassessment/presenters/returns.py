"""The board of the information return: each item with what stands out, in groups, and the next day one is due."""

import datetime
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property  # Python's own takes a lock each time, for 700 a page
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from assurance.models import Round
from assurance.official import statements_of_edition
from selfassessment.answering import Answer
from selfassessment.answers import DOCUMENT, LINK, NOT_HELD, TEXT, WITHIN, lacking
from selfassessment.models import RequestedItem
from selfassessment.models.information_return import CASE_LIST, GENERAL, OTHER
from selfassessment.return_statuses import ItemStatus

STARTING_SET = "Starting set"  # how a return that began with ours says so
DONE = frozenset({ItemStatus.APPROVED, ItemStatus.SENT})
FLAGS = {
    "mine": "Mine", "late": "Late", "risk": "At risk", "changed": "Changed since approved or sent",
    "nobody": "Nobody’s",
}  # fmt: skip
GROUPS = {"section": "Section", "owner": "Owner"}
_NAMES = {DOCUMENT: "document", WITHIN: "pointer", LINK: "link", TEXT: "text", NOT_HELD: "not held"}


def section_titles(round: Round) -> dict[str, str]:
    """The sections of a round's return by slug, in the order of a letter; no query once an edition was read."""
    statements = {one.slug: f"QS{one.number} {one.title}" for one in statements_of_edition(round.edition)}
    return {GENERAL: "General", **statements, CASE_LIST: "Case list", OTHER: "Other"}


@dataclass(frozen=True)
class ItemRow:
    """One item on the board with what stands out about it today."""

    answer: Answer
    today: datetime.date
    remind_days: int
    mine: bool

    @property
    def item(self) -> RequestedItem:
        """The item itself."""
        return self.answer.item

    @cached_property
    def status(self) -> ItemStatus:
        """How far it is."""
        return ItemStatus(self.answer.item.status)

    @cached_property
    def due(self) -> datetime.date | None:
        """When it is due; None while that is not known."""
        return vars(self.answer.item)["due"]

    @cached_property
    def is_done(self) -> bool:
        """Whether it is approved or sent, and what stands is still that."""
        return self.status in DONE and not self.is_changed and not self.answer.withdrawn

    @cached_property
    def deadline(self) -> datetime.date | None:
        """By when it has still to be done. What was sent met its date: only one typed for it counts from then on."""
        was_sent = self.item.sent_at is not None and self.item.due_on is None
        return None if self.is_done or was_sent or self.status == ItemStatus.SENT else self.due

    @cached_property
    def late_by(self) -> int:
        """How many days ago it was due; 0 when it is not late."""
        return 0 if self.deadline is None else max(0, (self.today - self.deadline).days)

    @cached_property
    def is_soon(self) -> bool:
        """Whether it is due within the days of a reminder and not approved."""
        if self.deadline is None or self.late_by:
            return False
        return (self.deadline - self.today).days <= self.remind_days

    @cached_property
    def is_unsure(self) -> bool:
        """Whether somebody has said that the answer would not stand up well."""
        return self.item.confidence == RequestedItem.Confidence.LOW and self.status != ItemStatus.SENT

    @cached_property
    def is_forgotten(self) -> bool:
        """Whether nobody has it, and it is due within twice the days of a reminder."""
        if self.deadline is None or self.late_by or self.item.owner_id is not None:
            return False
        return (self.deadline - self.today).days <= 2 * self.remind_days

    @cached_property
    def is_stuck(self) -> bool:
        """Whether it is approved and can't be sent as it stands."""
        if self.status != ItemStatus.APPROVED:
            return False
        return self.is_changed or bool(lacking(self.answer.parts))

    @cached_property
    def at_risk(self) -> bool:
        """Whether it may not be sent in time, or not stand up: RISK says to people when that is."""
        return self.is_soon or self.is_forgotten or self.is_stuck or self.is_unsure

    @cached_property
    def is_changed(self) -> bool:
        """Whether what stands is not what was approved or sent; a document withdrawn since is such a change."""
        return self.answer.changed_since_approved

    @cached_property
    def tags(self) -> list[tuple[str, str]]:
        """What stands out, each in words with a colour that says the same."""
        said = [(self.status.label, self.status.colour)]
        if self.late_by:
            said.append((f"Late by {days(self.late_by)}", "red"))
        elif self.is_soon and self.deadline is not None:
            left = (self.deadline - self.today).days
            said.append(("Due today" if not left else f"Due in {days(left)}", "orange"))
        if self.is_unsure:
            said.append(("Low confidence", "orange"))
        if self.answer.withdrawn:
            said.append(("A document was withdrawn", "red"))
        elif self.is_changed:
            said.append((changed_words(self.status), "yellow"))
        return said

    @cached_property
    def facts(self) -> str:
        """What it holds and by when, in a line."""
        counts: dict[str, int] = {}
        for part in self.answer.parts:
            kind = LINK if part.kind == DOCUMENT and part.is_web_page else part.kind
            counts[kind] = counts.get(kind, 0) + 1
        named = [f"{n} {_NAMES[kind]}{'s' if n != 1 and kind != NOT_HELD else ''}" for kind, n in counts.items()]
        due = f"due {self.due:%-d %B %Y}" if self.due else "due date not known yet"
        return f"{self.owner} · {due} · {', '.join(named) if named else 'no answer yet'}"

    def line(self, *, under_section: bool) -> tuple[str, str, str, SafeString]:
        """What the board shows of it: the word in its address, its name, its facts, its tags."""
        item = self.answer.item
        named = item.reference if under_section else item.called  # its section stands over it, or in it
        return item.slug, f"{named}: {item.title}", self.facts, tags_html(tuple(self.tags))

    @cached_property
    def owner(self) -> str:
        """Who has it, in words."""
        return self.item.owner.name if self.item.owner else "Nobody has it yet"


@lru_cache(512)
def tags_html(tags: tuple[tuple[str, str], ...]) -> SafeString:
    """Tags as a page has them; the same few stand in hundreds of rows."""
    return format_html_join(" ", '<strong class="govuk-tag govuk-tag--{}">{}</strong>', ((c, w) for w, c in tags))


def risk_words(remind_days: int) -> str:
    """What “at risk” means, in a sentence."""
    return (
        f"At risk: due within {days(remind_days)} and not approved, due within {days(2 * remind_days)} and without an "
        "owner, approved but not to be sent as it stands, or of low confidence."
    )


def changed_words(status: ItemStatus) -> str:
    """That an answer is not what was approved or sent."""
    return "Changed since it was sent" if status == ItemStatus.SENT else "Changed since it was approved"


def days(count: int) -> str:
    """A number of days in words."""
    return f"{count} day{'s' if count != 1 else ''}"


@dataclass(frozen=True)
class Filters:
    """What the address of the board asks for; anything unknown in it is left out."""

    flags: frozenset[str] = frozenset()
    status: str = ""
    section: str = ""
    owner: str = ""
    group: str = "section"

    @property
    def any(self) -> bool:
        """Whether anything is left out of the plain list."""
        return bool(self.flags or self.status or self.section or self.owner)

    @property
    def given(self) -> dict[str, str]:
        """As the address says it."""
        said = {flag: "yes" for flag in FLAGS if flag in self.flags}
        said |= {"status": self.status, "section": self.section, "owner": self.owner}
        said["by"] = self.group if self.group != "section" else ""
        return {name: value for name, value in said.items() if value}


def filters_of(asked: QueryDict, sections: dict[str, str], owners: dict[str, str]) -> Filters:
    """Read the filters in an address."""

    def one_of(name: str, known) -> str:
        given = asked.get(name, "")
        return given if given in known else ""

    return Filters(
        flags=frozenset(flag for flag in FLAGS if asked.get(flag) == "yes"),
        status=one_of("status", {status.value for status in ItemStatus}),
        section=one_of("section", sections),
        owner=one_of("owner", owners),
        group=one_of("by", GROUPS) or "section",
    )


def filtered(rows: list[ItemRow], filters: Filters) -> list[ItemRow]:
    """The rows a board under these filters shows."""
    tests = {
        "mine": lambda row: row.mine,
        "late": lambda row: row.late_by > 0,
        "risk": lambda row: row.at_risk,
        "changed": lambda row: row.is_changed,
        "nobody": lambda row: row.item.owner_id is None,
    }
    return [
        row
        for row in rows
        if all(tests[flag](row) for flag in filters.flags)
        and (not filters.status or row.status == filters.status)
        and (not filters.section or row.item.section == filters.section)
        and (not filters.owner or str(row.item.owner_id) == filters.owner)
    ]


def filter_tags(
    request: HttpRequest, filters: Filters, sections: dict[str, str], owners: dict[str, str]
) -> list[dict]:
    """The filters in the address, each with the address that takes it away, for components/filter_tags.html."""
    given = filters.given
    words = {name: ("", label) for name, label in FLAGS.items()}
    words |= {
        "status": ("Status", ItemStatus(filters.status).label if filters.status else ""),
        "section": ("Section", sections.get(filters.section, "")),
        "owner": ("Owner", owners.get(filters.owner, "")),
    }

    def without(name: str) -> str:
        return f"{request.path}?{urlencode({k: v for k, v in given.items() if k != name})}"

    return [
        {"group": words[name][0], "text": words[name][1], "href": without(name)} for name in given if name in words
    ]


@dataclass
class Group:
    """The items of one section or of one owner."""

    title: str
    rows: list[ItemRow] = field(default_factory=list)
    is_section: bool = True

    @property
    def all_of_it(self) -> str:
        """What a box says that ticks all of them."""
        if self.is_section:
            return f"All of “{self.title}”"
        owner = self.rows[0].item.owner
        return f"All that {owner.name} has here" if owner else "All that nobody has here"

    @property
    def done(self) -> int:
        """How many are approved or sent, and unchanged since."""
        return sum(row.is_done for row in self.rows)

    @property
    def lines(self) -> list[tuple[str, str, str, SafeString]]:
        """What the board shows of each."""
        return [row.line(under_section=self.is_section) for row in self.rows]


def grouped(rows: list[ItemRow], by: str, sections: dict[str, str]) -> list[Group]:
    """Rows by section in the letter's order, or by owner by name with nobody's first."""
    groups: dict[str, Group] = {}
    if by == "owner":
        for row in sorted(rows, key=lambda row: (row.item.owner_id is not None, row.owner)):
            groups.setdefault(str(row.item.owner_id), Group(row.owner, is_section=False)).rows.append(row)
        return list(groups.values())
    known = {slug: Group(title) for slug, title in sections.items()}
    for row in rows:
        slug = row.item.section
        known.setdefault(slug, Group(f"Of another edition: {slug}")).rows.append(row)
    return [group for group in known.values() if group.rows]


@dataclass(frozen=True)
class Board:
    """What the board says of the whole return."""

    rows: list[ItemRow]

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self.rows)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many items each link over the list leads to."""
        return {
            "done": sum(row.is_done for row in self.rows),
            "mine": sum(row.mine for row in self.rows),
            "late": sum(row.late_by > 0 for row in self.rows),
            "risk": sum(row.at_risk for row in self.rows),
            "nobody": sum(row.item.owner_id is None for row in self.rows),
            "changed": sum(row.is_changed for row in self.rows),
            "ours": sum(row.item.is_our_suggestion for row in self.rows),
        }

    @cached_property
    def to_put_right(self) -> list[ItemRow]:
        """What was approved or sent and is no longer what stands."""
        return [row for row in self.rows if row.is_changed]

    @cached_property
    def without_a_date(self) -> int:
        """How many items have no due date yet."""
        return sum(row.due is None for row in self.rows)

    @cached_property
    def countdown(self) -> str:
        """The next day on which unanswered items are due, how many, and how long that is; empty when there is none."""
        ahead: dict[datetime.date, int] = {}
        for row in self.rows:
            if row.deadline is not None and not row.late_by:
                ahead[row.deadline] = ahead.get(row.deadline, 0) + 1
        if not ahead:
            return ""
        due, today = min(ahead), self.rows[0].today
        left = (due - today).days
        when = "today" if not left else f"in {days(left)}, on {due:%-d %B %Y}"
        many = ahead[due]
        return (
            f"{many} item{'s' if many != 1 else ''} still to be approved {'are' if many != 1 else 'is'} due {when}."
        )
