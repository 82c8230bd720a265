"""Candidates as their pages show them: the list under its filters, and everything that is known of one person."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString

from casetracking.models import Attribute, Candidate, Case
from casetracking.models.candidates import CHOICE, NUMBER
from casetracking.presenters.options import options_of
from casetracking.statuses import Status
from casetracking.words import NOT_RECORDED

# A part of a person's page begins with each of these attributes.
PARTS = {
    "person-role": "The person", "support-setting": "Support", "reviewed": "Reviews and services now",
    "has-unpaid-carer": "Unpaid care", "transition": "How they came", "latest-outcome": "What came of it",
    "assessed": "Assessments and waits", "safeguarding-enquiry": "What only the council knows",
}  # fmt: skip
FACTS = ("age-band", "gender", "primary-support-reason", "support-setting", "person-role")  # of a line in the list
MOST_FILTERS = 8
NONE = "not-recorded"
AT_LEAST = {"days": (7, 28, 90), "months": (3, 6, 12), "": (1, 2, 5)}  # thresholds by a number's unit


class ManyPages(Paginator):
    """Tells of the pages around the current one only: looping over hundreds takes half of the page's time."""

    near = 1

    def page(self, number: int | str):
        """The page, which the range is then around."""
        found = super().page(number)
        self.near = found.number
        return found

    @property
    def page_range(self) -> list[int]:
        """The first page, those near, and the last."""
        near = range(max(1, self.near - 2), min(self.num_pages, self.near + 2) + 1)
        return sorted({1, *near, self.num_pages})


@dataclass(frozen=True)
class Filter:
    """One filter: an attribute and what is asked of it, as it stands in the address ("gender:female")."""

    attribute: Attribute
    asked: str

    @property
    def written(self) -> str:
        """As it stands in the address."""
        return f"{self.attribute.slug}:{self.asked}"

    @property
    def words(self) -> str:
        """What is asked, in words."""
        if self.asked == NONE:
            return NOT_RECORDED
        if self.attribute.kind == NUMBER:
            return f"{self.asked} or more"
        return self.attribute.in_words(self._value)

    @property
    def _value(self) -> bool | str:
        return self.asked if self.attribute.kind == CHOICE else self.asked == "yes"

    def apply(self, candidates):
        """The candidates that are so."""
        if self.asked == NONE:
            return candidates.with_value(self.attribute, None)
        if self.attribute.kind == NUMBER:
            return candidates.with_at_least(self.attribute, int(self.asked))
        return candidates.with_value(self.attribute, self._value)


def possible(attribute: Attribute) -> list[str]:
    """What may be asked of an attribute, as it is written in addresses."""
    if attribute.kind == CHOICE:
        return [*attribute.choices, NONE]
    if attribute.kind == NUMBER:
        unit = next((unit for unit in ("days", "months") if unit in attribute.slug.split("-")), "")
        return [*map(str, AT_LEAST[unit]), NONE]
    return ["yes", "no", NONE]


def filters_of(asked: QueryDict, attributes: list[Attribute]) -> list[Filter]:
    """The filters in an address; what is unknown in it is left out."""
    known = {attribute.slug: attribute for attribute in attributes}
    found: dict[str, Filter] = {}
    for written in asked.getlist("is"):
        slug, _, value = written.partition(":")
        if slug in known and value in possible(known[slug]):
            found.setdefault(written, Filter(known[slug], value))
    return list(found.values())[:MOST_FILTERS]


def filtered(candidates, filters: list[Filter], where: str):
    """The candidates under the filters; `where` is pool, reserve, locked or empty."""
    for one in filters:
        candidates = one.apply(candidates)
    places = {
        "pool": Q(case__in=Case.objects.in_pool()),
        "reserve": Q(case__standing="reserve"),
        "locked": Q(lock__isnull=False),
    }
    return candidates.filter(places[where]) if where in places else candidates


def offered(attributes: list[Attribute]) -> SafeString:
    """Every filter there is, by attribute, as the options of one select."""
    return options_of(
        (a.title, tuple((f"{a.slug}:{value}", f"{a.title}: {Filter(a, value).words}") for value in possible(a)))
        for a in attributes
    )


def tags(request: HttpRequest, filters: list[Filter]) -> list[dict]:
    """The filters, each with the address that takes it away, for components/filter_tags.html."""

    def without(one: Filter) -> str:
        rest = [("is", other.written) for other in filters if other is not one]
        where = request.GET.get("where")
        return f"{request.path}?{urlencode(rest + ([('where', where)] if where else []))}"

    return [{"group": one.attribute.title, "text": one.words, "href": without(one)} for one in filters]


@dataclass(frozen=True)
class Row:
    """One candidate in the list."""

    candidate: Candidate
    facts: list[str]
    tag: str
    colour: str
    locked: str = ""
    status: Status | None = None  # of a case


def rows_of(candidates, attributes: list[Attribute]) -> list[Row]:
    """Candidates with what the list tells of each; needs case and lock selected."""
    by_slug = {attribute.slug: attribute for attribute in attributes}
    telling = [by_slug[slug] for slug in FACTS if slug in by_slug]
    rows = []
    for candidate in candidates:
        values = [(attribute, attribute.value_of(candidate)) for attribute in telling]
        tag, colour = standing_of(candidate)
        told = [attribute.in_words(value) for attribute, value in values if value not in {None, "none"}]
        lock = getattr(candidate, "lock", None)
        locked = lock.get_side_display() if lock is not None else ""
        case = getattr(candidate, "case", None)
        status = Status(case.status) if case is not None and case.standing != "reserve" else None
        rows.append(Row(candidate, told or [NOT_RECORDED], tag, colour, locked, status))
    return rows


def standing_of(candidate: Candidate) -> tuple[str, str]:
    """Where a candidate stands in the pool, as a tag's words and colour; needs case and lock selected."""
    case, lock = getattr(candidate, "case", None), getattr(candidate, "lock", None)
    if case is not None and case.standing == "pool" and not case.is_in_pool:
        return "Place is free", "orange"
    if case is not None:
        return case.get_standing_display(), {"pool": "green", "reserve": "blue"}.get(case.standing, "grey")
    if lock is not None:
        return lock.get_side_display(), "purple" if lock.side == "in" else "orange"
    return "", ""


@dataclass
class Part:
    """Attributes that are read together: what says something, with its words; what is no; what is not recorded."""

    slug: str
    title: str
    said: list[tuple[str, str]] = field(default_factory=list)
    no: list[str] = field(default_factory=list)
    not_recorded: list[str] = field(default_factory=list)


def parts_of(candidate: Candidate, attributes: list[Attribute]) -> list[Part]:
    """Everything about a person, part by part; what is not recorded is there and says so."""
    slug, title = next(iter(PARTS.items()))
    parts = [Part(slug, title)]
    for attribute in attributes:
        if attribute.slug in PARTS and attribute.slug != parts[-1].slug:
            parts.append(Part(attribute.slug, PARTS[attribute.slug]))
        value = attribute.value_of(candidate)
        if value is None:
            parts[-1].not_recorded.append(attribute.title)
        elif value is False or value == "none":
            parts[-1].no.append(attribute.title)
        else:
            parts[-1].said.append((attribute.title, attribute.in_words(value)))
    return parts
