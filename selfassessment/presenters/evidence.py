"""What backs a section, and the items of the library as pages show them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.dateformat import format as date_format

from assurance import forgetting
from assurance.access import Access
from assurance.models import OPENING, OPENING_TITLE, Event, QualityStatement, Round, User
from assurance.official import categories_of_edition, statements_of_edition
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.models import Citation, CouncilCategory, Evidence, EvidenceFile, Judgement, RequestedItem
from selfassessment.models.evidence import EvidenceQuerySet


def categories_of(round: Round) -> dict[str, str]:
    """The categories of a round: its edition's in their order, then the council's own. One query."""
    own = _own_categories.tuples(round.council_id)
    return {one.slug: one.title for one in categories_of_edition(round.edition)} | dict(own)


@Question
def _own_categories(council: int) -> QuerySet:
    return CouncilCategory.objects.filter(council=council).order_by("title").values_list("slug", "title")


# --- On the statement page ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CitedRow:
    """One citation as a section shows it: the item, the words about it, and why it needs a look."""

    citation: Citation
    item: Evidence
    flags: list[str]
    # Where in the item and its date, as they follow its name: ", page 4 · May 2026". Put together here, because a page
    # may show fifty of them.
    facts: str

    @property
    def name(self) -> str:
        """The item's reference and title."""
        return str(self.item)

    @property
    def stands_out(self) -> bool:
        """Whether it is key evidence or asks for a look."""
        return bool(self.flags or self.citation.needs_review or self.item.is_key)


@dataclass
class CitedGroup:
    """The citations of one category."""

    title: str
    rows: list[CitedRow] = field(default_factory=list)


def panel(round: Round, statement: QualityStatement | None, judgement: Judgement | None, access: Access) -> dict:
    """What the statement page shows of it, as template context: two queries."""
    if not access.may_somewhere(Permission.READ_EVIDENCE):
        return {"reads_evidence": False}
    today = timezone.localdate()
    titles = categories_of(round)
    groups = {slug: CitedGroup(title) for slug, title in titles.items()}
    cited = _cited.rows(judgement.pk) if judgement else []
    for citation in cited:
        item = citation.evidence
        group = groups.setdefault(item.category, CitedGroup("Another category"))
        pointer = f", {citation.pointer}" if citation.pointer else ""
        dated = f" · {date_format(item.dated_on, 'F Y')}" if item.dated_on else ""
        group.rows.append(CitedRow(citation, item, citation.flags(today), pointer + dated))
    return {
        "reads_evidence": True,
        "may_cite": access.may(Permission.CHANGE_EVIDENCE) and (judgement is None or judgement.is_open_for_writing),
        "evidence_groups": [group for group in groups.values() if group.rows],
        "evidence_gaps": [groups[slug].title for slug in titles if not groups[slug].rows],
        "evidence_cited": len(cited),
        "citations": cited,
    }


@Question
def _cited(judgement: int) -> QuerySet:
    return Citation.objects.of_section(judgement)


# --- The library ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ItemRow:
    """One item in the list."""

    item: Evidence
    category: str
    cited: int
    flags: list[str]
    file: EvidenceFile | None
    summary: str  # empty for whoever may not open the item


def item_rows(
    items: Iterable[Evidence], titles: dict[str, str], today: datetime.date, person: User, access: Access
) -> list[ItemRow]:
    """Items as the list shows them to somebody; they were fetched by `listed`."""
    return [
        ItemRow(
            item,
            titles.get(item.category, item.category),
            item.cited,
            item.flags(today, has_file=has_file(item.latest)),
            _latest(item.latest),
            item.summary if item.may_be_opened_by(person, access) else "",
        )
        for item in items
    ]


def why_not_open(item: Evidence, files: Iterable[EvidenceFile]) -> str:
    """What whoever cites an item should know: that it is a document nobody can open now, and why; empty otherwise."""
    if item.kind != Evidence.Kind.DOCUMENT:
        return ""
    kept = [file for file in files if not file.is_gone]
    newest = max(kept, key=lambda file: file.number, default=None)
    if newest is None:
        return (
            "This document has no file, so nobody can read what you cite. You can cite it all the same: the section "
            "says “No file yet” beside it until somebody uploads one."
        )
    if newest.is_waiting:
        return (
            "The file is still being checked, so nobody can open it yet. You can cite it all the same: the section "
            "says “Waits for a check” beside it until then."
        )
    if newest.needs_confirming:
        return (
            "Something in the file looks like personal data, or could not be read, and nobody can open it until "
            "somebody has looked. You can cite it all the same: the section says “Waits for a check” beside it until "
            "then."
        )
    return ""


def has_file(files: Iterable[EvidenceFile]) -> bool:
    """Whether any of an item's files is still kept."""
    return any(not file.is_gone for file in files)


def _latest(files: list[EvidenceFile]) -> EvidenceFile | None:
    return max(files, key=lambda file: file.number, default=None)


def listed(items: EvidenceQuerySet, round: Round) -> EvidenceQuerySet:
    """Items with their owner, how often the round cites each, and their files: the latest added first."""
    here = (
        Q(citations__judgement__round=round) | Q(citations__action__round=round) | Q(citations__answer__round=round)
    )
    return (
        items.annotate(cited=Count("citations", filter=here, distinct=True))
        .prefetch_related(Prefetch("files", EvidenceFile.objects.defer("state_note"), to_attr="latest"))
        .order_by("-number")
    )


DRAFTS_SHOWN = 10


def drafts_to_take_up(council) -> list[Evidence]:
    """The latest drafts that wait for an officer, without their words: one query."""
    return _drafts.rows(council.pk)


@Question
def _drafts(council: int) -> QuerySet[Evidence]:
    drafts = Evidence.objects.drafts_of(council).exclude(sensitivity=Evidence.Sensitivity.RESTRICTED)
    return drafts.only("number", "kind", "title", "added_at", "added_by__name")[:DRAFTS_SHOWN]


@dataclass
class Filter:
    """What the list is narrowed to, as it stands in the address."""

    q: str = ""
    statement: str = ""
    category: str = ""
    kind: str = ""
    owner: str = ""
    sensitivity: str = ""
    stale: str = ""
    key: str = ""
    uncited: str = ""

    @classmethod
    def read(cls, given) -> "Filter":
        """From an address; what nobody could have chosen is left out later."""
        return cls(**{name: str(given.get(name, ""))[:200].strip() for name in cls.__dataclass_fields__})

    def apply(
        self, items: EvidenceQuerySet, round: Round, today: datetime.date, person: User, access: Access
    ) -> EvidenceQuerySet:
        """The items it leaves for somebody."""
        if self.statement == OPENING:
            items = items.filter(pk__in=_cited_by(round, statement=None))
        elif self.statement:
            items = items.filter(pk__in=_cited_by(round, statement__slug=self.statement))
        if self.category:
            items = items.filter(category=self.category)
        if self.kind:
            items = items.filter(kind=self.kind)
        if self.owner:
            items = items.filter(
                owner__in=[int(self.owner)] if self.owner.isdecimal() and len(self.owner) < 18 else []
            )
        if self.sensitivity:
            items = items.filter(sensitivity=self.sensitivity)
        if self.stale:
            items = items.stale(today)
        if self.key:
            items = items.filter(is_key=True)
        if self.uncited:
            items = items.exclude(pk__in=Citation.objects.in_round(round).values("evidence"))
        return items.matching(self.q, person, access) if self.q else items

    def tags(self, words: dict[str, dict[str, str]]) -> list[dict[str, str]]:
        """The chosen filters, each with the address without it."""
        chosen = {name: value for name, value in vars(self).items() if value}
        return [
            {
                "group": GROUPS[name],
                "text": words.get(name, {}).get(value, value if name == "q" else "yes"),
                "href": f"?{urlencode({n: v for n, v in chosen.items() if n != name})}",
            }
            for name, value in chosen.items()
        ]


GROUPS = {
    "q": "Words",
    "statement": "Section",
    "category": "Category",
    "kind": "Kind",
    "owner": "Owner",
    "sensitivity": "Who it is for",
    "stale": "Needs a fresh look",
    "key": "Key evidence",
    "uncited": "Not cited yet",
}


def _cited_by(round: Round, **section):
    about = {f"judgement__{key}": value for key, value in section.items()}
    return Citation.objects.filter(judgement__round=round, **about).values("evidence")


def filter_choices(round: Round, titles: dict[str, str]) -> dict[str, dict[str, str]]:
    """What can be chosen in each filter: one query."""
    sections = {s.slug: s.title for s in statements_of_edition(round.edition)}
    return {
        "statement": {**sections, OPENING: OPENING_TITLE},
        "category": titles,
        "kind": dict(Evidence.Kind.choices),
        "owner": {str(pk): name for pk, name in _owners.tuples(round.council_id)},
        "sensitivity": dict(Evidence.Sensitivity.choices),
    }


@Question
def _owners(council: int) -> QuerySet:
    """Who owns an item of a council's library."""
    owners = User.objects.filter(pk__in=Evidence.objects.filter(council=council).values("owner"))
    return owners.order_by("name").values_list("pk", "name")


# --- One item -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Use:
    """One place that cites an item."""

    citation: Citation
    round: Round
    title: str
    section: str
    here: bool


def uses_of(item: Evidence, round: Round, access: Access) -> list[Use]:
    """Where an item is cited, this round first: one query. A challenger sees this round's only."""
    citations = _citing.rows(item.pk, round.pk if access.reads_only_cited else None)
    uses = [_use(citation, round) for citation in citations]
    return sorted(uses, key=lambda use: (not use.here, -use.round.pk))


@Question
def _citing(item: int, round: int | None) -> QuerySet[Citation]:
    citing = Citation.objects.filter(evidence=item).with_what_they_back().order_by("-at", "-pk")
    return citing if round is None else citing.in_round(round)


def _use(citation: Citation, round: Round) -> Use:
    if citation.judgement:
        section, where = citation.judgement.section, citation.judgement.round
        title = citation.judgement.statement.title if citation.judgement.statement else OPENING_TITLE
        return Use(citation, where, title, section, where == round)
    if citation.action:
        return Use(citation, citation.action.round, f"Action {citation.action}", "", citation.action.round == round)
    answer = citation.answer
    return Use(citation, answer.round, f"Checklist: {answer.item.text}", "", answer.round == round)


def answers_with(item: Evidence, access: Access) -> list[RequestedItem]:
    """The items of the council's returns that an item of evidence answers: one query, for whoever reads the return."""
    if not access.may(Permission.RETURN_OWN):
        return []
    return _answered_with.rows(item.pk)


@Question
def _answered_with(item: int) -> QuerySet[RequestedItem]:
    asked = RequestedItem.objects.filter(parts__evidence=item, removed_at=None).distinct()
    rows = asked.select_related("information_return__round").order_by("-information_return__round", "number", "pk")
    return rows.defer("wording", "said")


def packs_with(files: Iterable[EvidenceFile], round: Round) -> list[str]:
    """The packs not sent yet that are deleted when these files are withdrawn, in sentences: one query, and theirs."""
    stored = [file.stored for file in files if file.stored]
    return forgetting.copies_of(council=round.council_id, round=round.pk, stored=stored)


def packs_gone(many: int) -> str:
    """What is said of the packs that were deleted with a document; empty for none."""
    if not many:
        return ""
    return f" {many} pack{'s were' if many > 1 else ' was'} deleted: make {'them' if many > 1 else 'it'} again."


EVENTS_SHOWN = 20


def history_of(item: Evidence) -> list[tuple[Event, str]]:
    """What happened to an item last, and to what of it: "this", "this, file 2"; one query."""
    events = _events.rows(item.council_id, f"{item.reference} ")
    return [(event, event.subject.replace(str(item), "this", 1)) for event in events]


@Question
def _events(council: int, subject: str) -> QuerySet[Event]:
    told = Event.objects.filter(council_id=council, subject__startswith=subject)
    return told.order_by("-at", "-pk")[:EVENTS_SHOWN]


def picture_words(item: Evidence, given_name: str) -> str:
    """What whoever uploads a picture has to know, in sentences; empty for other files. One query."""
    file = EvidenceFile.objects.filter(evidence=item).order_by("-number").first()
    if file is None or not file.media_type.startswith("image/"):
        return ""
    ending = given_name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    renamed = "" if file.name.endswith(f".{ending}") else f", whatever its name said, and is kept as “{file.name}”"
    return (
        f"The file is a picture{renamed}. Words in a picture can’t be read for personal data here, so nobody can fetch "
        f"it until somebody has looked at it and said on the page of {item.reference} that it may stay."
    )
