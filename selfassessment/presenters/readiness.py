"""The facts readiness is judged by, gathered in a fixed number of queries, and how its pages show it."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from assurance.access import Access
from assurance.addresses import to_page
from assurance.models import OPENING, OPENING_TITLE, Assignment, EvidenceCategory, Part, QualityStatement, Round
from assurance.official import categories_of_edition, parts_of, statements_of_edition
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.cited_figures import counted_by_state, counts_by_section, in_order, standing_texts
from selfassessment.claims import State
from selfassessment.freshness import a_year_before, is_stale
from selfassessment.guard import in_versions, standing_in_round, titles_in_versions
from selfassessment.models import Action, Checklist, Citation, Comment, Evidence, EvidenceFile, Judgement, PartText
from selfassessment.models.counting import count_by
from selfassessment.models.evidence import NO_FILE
from selfassessment.presenters.sections import TaskList, WrittenPart
from selfassessment.readiness import (
    ActionFacts,
    ChecklistFacts,
    Finding,
    Kind,
    Readiness,
    RoundFacts,
    SectionFacts,
    missing_in_round,
    missing_in_section,
)
from selfassessment.slots import Slot, i_statements_of, slots_of
from selfassessment.statuses import Status


@dataclass(frozen=True)
class Line:
    """A finding with the address it leads to."""

    finding: Finding
    address: str


@dataclass(frozen=True)
class Group:
    """The findings of one section, or of the round as a whole, kind by kind."""

    title: str
    slug: str
    lines: list[Line]


FOR_WRITERS = frozenset({"statement_write", "statement_redact"})


def lines_of(round: Round, findings: Iterable[Finding], access: Access) -> list[Line]:
    """Findings with the addresses they lead to: who may not write there is led to where it is read."""
    return [Line(finding, _address(round, finding, access)) for finding in findings]


def _address(round: Round, finding: Finding, access: Access) -> str:
    place = finding.place
    if place.page in FOR_WRITERS and not access.may(Permission.WRITE_STATEMENT, finding.section):
        kept = place.fragment if place.page == "statement_write" else ""  # its parts stand on both pages
        place = replace(place, page="statement", query="", fragment=kept)
    address = to_page(place.page, round.slug, *place.arguments)
    return f"{address}{'?' + place.query if place.query else ''}{'#' + place.fragment if place.fragment else ''}"


def readiness_of(round: Round, access: Access) -> tuple[Readiness, list[Group]]:
    """Everything missing in a round, grouped by section: ten queries, however much there is."""
    facts = round_facts(round)
    readiness = missing_in_round(facts)
    titles = {section.slug: section.title for section in facts.sections} | {"": "The round as a whole"}
    groups = [
        Group(title, slug, lines_of(round, [f for f in readiness.findings if f.section == slug], access))
        for slug, title in titles.items()
    ]
    return readiness, [group for group in groups if group.lines]


def round_facts(round: Round) -> RoundFacts:
    """What readiness asks about a round."""
    statements = statements_of_edition(round.edition)
    parts = [part for part in parts_of(round.prompt_set) if not part.retired]
    categories = categories_of_edition(round.edition)
    facts = _facts.rows(round.pk, None, _numbered(categories), timezone.localdate())
    judgements = {judgement.section: judgement for judgement in facts}
    written: dict[int, set[tuple[int, int | None]]] = {}
    texts = standing_texts(round)  # looked at three times, asked for once
    for text in texts:
        written.setdefault(text.judgement_id, set()).add((text.part_id, text.i_statement_id))
    personal = standing_in_round(round, texts)
    versions = titles_in_versions(in_versions([j for j in judgements.values() if j.has_flagged]))
    figures = counts_by_section(round, texts)
    owners = {slug or OPENING for (slug,) in _owned.tuples(round.pk)}
    sections = []
    for statement in [None, *statements]:
        slug = statement.slug if statement else OPENING
        judgement = judgements.get(slug)
        scope = Part.Scope.STATEMENT if statement else Part.Scope.OPENING
        slots = slots_of([part for part in parts if part.scope == scope], i_statements_of(statement))
        has_text = written.get(judgement.pk, set()) if judgement else set()
        empty = [slot for slot in slots if slot.ids not in has_text]
        counted = _counted(judgement, categories, personal.get(slug), versions.get(slug), figures.get(slug, {}))
        sections.append(_section(statement, slots, empty, judgement, categories, counted, has_owner=slug in owners))
    return RoundFacts(tuple(sections), tuple(_actions(round)), tuple(checklist_facts(round)))


@dataclass(frozen=True)
class Counted:
    """What was counted in a section: texts and citations carried over and not confirmed, and so on."""

    carried_over: int = 0
    cited: frozenset[str] = frozenset()  # slugs of categories
    stale_evidence: int = 0
    without_file: int = 0
    file_waits: int = 0
    open_comments: int = 0
    figures: tuple[tuple[State, int], ...] = ()
    personal: tuple[str, ...] = ()  # what looks like personal data, by the part it stands in
    in_versions: tuple[str, ...] = ()  # the same in earlier versions


def _section(
    statement: QualityStatement | None,
    slots: list[Slot],
    empty: list[Slot],
    judgement: Judgement | None,
    categories: list[EvidenceCategory],
    counted: Counted,
    *,
    has_owner: bool,
) -> SectionFacts:
    needed = [slot for slot in empty if not slot.part.optional]
    return SectionFacts(
        slug=statement.slug if statement else OPENING,
        title=statement.title if statement else OPENING_TITLE,
        unwritten=tuple(slot.part.title for slot in needed if slot.i_statement is None),
        silent_i_statements=tuple(slot.i_statement.text for slot in needed if slot.i_statement),
        parts=sum(not slot.part.optional for slot in slots),
        places=tuple((slot.part.title, slot.part.slug) for slot in slots if slot.i_statement is None),
        against=next((slot.part.slug for slot in slots if slot.i_statement), ""),
        status=Status(judgement.status) if judgement else Status.NOT_STARTED,
        blocked_on=judgement.blocked_on if judgement else "",
        has_owner=has_owner,
        carried_over=counted.carried_over,
        uncited=tuple(c.title for c in categories if statement and c.slug not in counted.cited),
        stale_evidence=counted.stale_evidence,
        without_file=counted.without_file,
        file_waits=counted.file_waits,
        open_comments=counted.open_comments,
        figures=counted.figures,
        personal=counted.personal,
        in_versions=counted.in_versions,
    )


def _counted(
    judgement: Judgement | None,
    categories: list[EvidenceCategory],
    personal: dict[str, str] | None = None,
    versions: dict[str, str] | None = None,
    figures: Mapping[State, int] | None = None,
) -> Counted:
    """The counts that `_facts` gave a judgement, and what looks like personal data by the title of its part."""
    if judgement is None:
        return Counted()
    return Counted(
        carried_over=judgement.unreviewed_texts + judgement.unreviewed_citations,
        cited=frozenset(c.slug for c in categories if getattr(judgement, _cited(c.number))),
        stale_evidence=judgement.stale_evidence,
        without_file=judgement.without_file,
        file_waits=judgement.file_waits,
        open_comments=judgement.open_comments,
        figures=in_order(figures or {}),
        personal=_in_parts(personal or {}),
        in_versions=_in_parts(versions or {}),
    )


def _in_parts(found: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"“{title}”: {what}" for title, what in found.items())


def _cited(number: int) -> str:
    return f"cited_{number}"


def _numbered(categories: list[EvidenceCategory]) -> tuple[tuple[int, str], ...]:
    return tuple((category.number, category.slug) for category in categories)


@Question
def _owned(round: int) -> QuerySet:
    return Assignment.objects.filter(round=round, kind=Assignment.Kind.OWNER).values_list("statement__slug")


@Question
def _facts(
    round: int, judgement: int | None, categories: tuple[tuple[int, str], ...], today: datetime.date
) -> QuerySet:
    """The judgements of a round, or one, with counts of what readiness asks about each, all in one query."""
    judgements = Judgement.objects.filter(round=round)
    if judgement is not None:
        judgements = judgements.filter(pk=judgement)
    cited = Citation.objects.filter(evidence__withdrawn_at=None)
    here = cited.filter(judgement=OuterRef("pk"))
    old = Q(evidence__dated_on__lt=a_year_before(today)) | Q(evidence__review_by__lt=today)
    return (
        judgements.with_flagged_versions()
        .select_related("statement")
        .annotate(
            unreviewed_texts=count_by("judgement", PartText.objects.to_confirm()),
            unreviewed_citations=count_by("judgement", cited.to_confirm()),
            open_comments=count_by("judgement", Comment.objects.open()),
            stale_evidence=count_by("judgement", cited.filter(old), each="evidence"),
            without_file=count_by("judgement", cited.without_a_file(), each="evidence"),
            file_waits=count_by("judgement", cited.with_a_file_that_waits(), each="evidence"),
            **{_cited(number): Exists(here.filter(evidence__category=slug)) for number, slug in categories},
        )
    )


def _actions(round: Round) -> list[ActionFacts]:
    today = timezone.localdate()
    return [action_facts(action, today) for action in _unfinished.rows(round.council_id)]


@Question
def _unfinished(council: int) -> QuerySet:
    unfinished = Action.objects.kept().unfinished().filter(council=council).order_by("number")
    return unfinished.select_related("judgement__statement")


@Question
def _written(judgement: int) -> QuerySet:
    return PartText.objects.filter(judgement=judgement, text__gt="").values_list("part", "i_statement")


def action_facts(action: Action, today: datetime.date) -> ActionFacts:
    """What readiness asks about an action; needs its judgement's statement selected."""
    late = (today - action.due_on).days if action.due_on else 0
    return ActionFacts(
        reference=action.reference,
        section=action.judgement.section if action.judgement_id else "",
        has_owner=action.owner_id is not None,
        has_date=action.due_on is not None,
        days_overdue=max(0, late),
    )


def checklist_facts(round: Round) -> list[ChecklistFacts]:
    """The round's checklists with how far each is answered: one query."""
    return [
        ChecklistFacts(c.slug, c.title, items=c.item_count, answered=c.answered, not_yet=c.not_yet)
        for c in _checklists.rows(round.pk, round.council_id)
        if c.item_count
    ]


@Question
def _checklists(round: int, council: int) -> QuerySet:
    return Checklist.objects.in_round(Round(pk=round, council_id=council))


# --- On other pages -------------------------------------------------------------------------------------------------


def panel(
    round: Round, statement: QualityStatement | None, judgement: Judgement | None, access: Access, page: dict
) -> dict:
    """What is still missing in a section, for those who work on it, told by what the page holds already."""
    if not access.may(Permission.READ_EVIDENCE) or round.is_closed:
        return {"missing": None}
    parts: list[WrittenPart] = page["parts"]
    categories = categories_of_edition(round.edition)
    slots = [written.slot for written in parts]
    empty = [written.slot for written in parts if not written.text]
    today = timezone.localdate()
    cited: list[Citation] = [c for c in page["citations"] if c.evidence.withdrawn_at is None]
    backing = [citation.evidence for citation in cited]
    counted = Counted(
        carried_over=sum(w.held is not None and w.held.needs_review for w in parts)
        + sum(citation.needs_review for citation in cited),
        cited=frozenset(evidence.category for evidence in backing),
        stale_evidence=len(
            {c.evidence_id for c in cited if is_stale(c.evidence.dated_on, c.evidence.review_by, today)}
        ),
        without_file=len({c.evidence_id for c in cited if NO_FILE in c.flags(today)}),
        file_waits=len({c.evidence_id for c in cited if c.file_waits}),
        open_comments=page["open_threads"],
        figures=in_order(counted_by_state(placed for some in page["claims"].values() for placed in some)),
        personal=_in_parts({slot.title: page["found"][slot.key] for slot in slots if slot.key in page["found"]}),
        in_versions=_of_versions(judgement),
    )
    section = _section(statement, slots, empty, judgement, categories, counted, has_owner=page["owner"] is not None)
    promised = tuple(action_facts(row.action, today) for row in page["action_rows"])
    return {"missing": lines_of(round, missing_in_section(section, promised), access)}


def _of_versions(judgement: Judgement | None) -> tuple[str, ...]:
    """What earlier versions of a section hold; no query where nothing was flagged in them."""
    if judgement is None or not judgement.has_flagged:
        return ()
    return _in_parts(titles_in_versions(in_versions([judgement])).get(judgement.section, {}))


def section_lines(
    round: Round, statement: QualityStatement | None, judgement: Judgement | None, access: Access
) -> list[Line]:
    """What is still missing in one section, for the pages that decide about it: two queries, or one without it.

    `judgement` is only asked for its number. Owners and actions are left to the section's own page.
    """
    categories = categories_of_edition(round.edition)
    found = None
    if judgement is not None and judgement.pk:
        asked = (round.pk, judgement.pk, _numbered(categories), timezone.localdate())
        found = next(iter(_facts.rows(*asked)), None)
    scope = Part.Scope.STATEMENT if statement else Part.Scope.OPENING
    parts = [part for part in parts_of(round.prompt_set) if part.scope == scope and not part.retired]
    slots = slots_of(parts, i_statements_of(statement))
    written = set(_written.tuples(found.pk)) if found else set()
    empty = [slot for slot in slots if slot.ids not in written]
    counted = replace(_counted(found, categories), in_versions=_of_versions(found))
    section = _section(statement, slots, empty, found, categories, counted, has_owner=True)
    kinds = {Kind.WRITING, Kind.CARRIED, Kind.EVIDENCE, Kind.COMMENTS}
    return lines_of(round, [f for f in missing_in_section(section) if f.kind in kinds], access)


def position_line(round: Round, rows: TaskList) -> str:
    """What is still missing in a round, summed up in a sentence: a few queries besides the task list's own."""
    gaps, stale, bare, waiting = _evidence_of(round)
    comments = sum(judgement.open_comments for judgement in rows.judgements)
    carried = sum(judgement.carried_texts for judgement in rows.judgements)
    unowned, overdue = next(iter(_promised.tuples(round.council_id, timezone.localdate())), (0, 0))
    figures: Counter[State] = sum((Counter(some) for some in counts_by_section(round).values()), Counter())
    agreed = {Status.AGREED, Status.SIGNED_OFF}
    unwritten = sum(row.written < row.parts for row in rows.sections)
    open_sections = sum(row.status not in agreed for row in rows.sections)
    told = [
        (unwritten, "section with unwritten parts", "sections with unwritten parts"),
        (open_sections, "section not agreed", "sections not agreed"),
        (carried, "text carried over and not confirmed", "texts carried over and not confirmed"),
        (sum(figures.values()), "figure to look at", "figures to look at"),
        (gaps, "statement without evidence of every category", "statements without evidence of every category"),
        (stale, "item of evidence that needs a fresh look", "items of evidence that need a fresh look"),
        (bare, "document cited without a file", "documents cited without a file"),
        (waiting, "document whose file waits for a check", "documents whose files wait for a check"),
        (comments, "open comment", "open comments"),
        (unowned, "action without an owner", "actions without an owner"),
        (overdue, "overdue action", "overdue actions"),
    ]
    said = [f"{number} {one if number == 1 else several}" for number, one, several in told if number]
    return f"{', '.join(said)}." if said else ""


@Question
def _promised(council: int, today: datetime.date) -> QuerySet:
    """How many actions of a council have no owner, and how many are overdue."""
    actions = Action.objects.filter(council=council).unfinished().order_by().values("council")
    unowned, overdue = Count("pk", filter=Q(owner=None)), Count("pk", filter=Q(due_on__lt=today))
    return actions.annotate(unowned=unowned, overdue=overdue).values_list("unowned", "overdue")


@Question
def _backing(round: int) -> QuerySet:
    cited = Citation.objects.filter(judgement__round=round, evidence__withdrawn_at=None)
    has_file = Exists(EvidenceFile.objects.kept_for(OuterRef("evidence")))
    is_bare = Case(When(Q(evidence__kind=Evidence.Kind.DOCUMENT) & ~has_file, then=True), default=False)
    waits = Exists(EvidenceFile.objects.waiting_for(OuterRef("evidence")))
    return (
        cited.annotate(is_bare=is_bare, waits=waits)
        .values_list(
            "judgement__statement__slug", "evidence__category", "evidence", "evidence__dated_on", "evidence__review_by",
            "is_bare", "waits",
        )
        .distinct()
    )  # fmt: skip


def _evidence_of(round: Round) -> tuple[int, int, int, int]:
    """How many statements lack evidence of a category, and how many items cited in a round are stale: one query.

    And how many cited documents have no file, and how many a file that nobody can open yet.
    """
    today = timezone.localdate()
    backed: dict[str, set[str]] = {}
    stale, bare, waiting = set(), set(), set()
    for slug, category, item, dated_on, review_by, is_bare, waits in _backing.tuples(round.pk):
        backed.setdefault(slug, set()).add(category)
        stale |= {item} if is_stale(dated_on, review_by, today) else set()
        bare |= {item} if is_bare else set()
        waiting |= {item} if waits else set()
    categories = {category.slug for category in categories_of_edition(round.edition)}
    gaps = [s for s in statements_of_edition(round.edition) if categories - backed.get(s.slug, set())]
    return len(gaps), len(stale), len(bare), len(waiting)
