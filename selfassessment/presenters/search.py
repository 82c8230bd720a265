"""What somebody may find in a round and its council: texts, evidence, actions and open comments."""

from dataclasses import dataclass
from enum import StrEnum

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.dateformat import format as date_format
from django.utils.timezone import localtime

from assurance.access import Access
from assurance.addresses import address_of, to_page
from assurance.models import Round, User
from assurance.roles import Permission
from selfassessment.guard import held_back_in
from selfassessment.models import Action, Comment, Evidence, EvidenceFile, PartText
from selfassessment.presenters.comments import place_of
from selfassessment.search_words import Asked, Piece, reference_in
from selfassessment.searching import Found, Sought, count, find
from selfassessment.slots import Slot

SHOWN_OF_EACH = 5
PER_PAGE = 10  # an extract of the longest text takes PostgreSQL 2 to 3 ms
DAY = "j F Y"


class Kind(StrEnum):
    """What can be found; the word stands in the address."""

    TEXTS = "texts"
    EVIDENCE = "evidence"
    ACTIONS = "actions"
    COMMENTS = "comments"

    @property
    def label(self) -> str:
        """The kind in words."""
        return _LABELS[self]


_LABELS = {
    Kind.TEXTS: "What we say",
    Kind.EVIDENCE: "Evidence",
    Kind.ACTIONS: "Actions",
    Kind.COMMENTS: "Open comments",
}


@dataclass(frozen=True)
class Result:
    """One thing found: where it leads, what it is called and an extract."""

    address: str
    title: list[Piece]
    extract: list[Piece]
    note: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind, and how many there are of it."""

    kind: Kind
    results: list[Result]
    total: int


@dataclass(frozen=True)
class Results:
    """Everything found: groups with a few of each, or one kind page by page."""

    groups: list[Group]
    chosen: Kind | None
    page: Page | None

    @property
    def total(self) -> int:
        """How many things were found, of all kinds."""
        return sum(group.total for group in self.groups)


def kinds_for(access: Access) -> list[Kind]:
    """What somebody may look through: lead members the texts, the invited also what is cited and asked."""
    kinds = [Kind.TEXTS]
    if access.may_somewhere(Permission.READ_EVIDENCE):
        kinds += [Kind.EVIDENCE, Kind.COMMENTS]
    if access.may(Permission.READ_EVIDENCE):
        kinds.insert(2, Kind.ACTIONS)
    return kinds


def results_of(
    round: Round, access: Access, person: User, asked: Asked, *, kind: str = "", number: int = 1
) -> Results:
    """Look through everything this person may see: one query for each kind, one more for a page after the last."""
    kinds = kinds_for(access)
    chosen = Kind(kind) if kind in kinds else None
    groups, page = [], None
    for one in kinds:
        sought = _SOUGHT[one](round, access, person, asked)
        if chosen is None:
            found, total = find(sought, asked, at_most=SHOWN_OF_EACH)
        elif one is not chosen:
            found, total = [], count(sought, asked)
        else:
            found, total = find(sought, asked, first=(number - 1) * PER_PAGE, at_most=PER_PAGE)
            if not found and number > 1:
                number = 1
                found, total = find(sought, asked, at_most=PER_PAGE)
            page = Paginator(range(total), PER_PAGE).get_page(number)
        groups.append(Group(one, [_SHOWN[one](f, round) for f in found], total))
    return Results(groups, chosen, page)


def _texts(round: Round, access: Access, person: User, asked: Asked) -> Sought:
    held = PartText.objects.filter(
        judgement__round=round, part__retired=False, part__prompt_set=round.prompt_set_id, text__gt=""
    )
    if not access.reads_evidence:
        # Whoever is invited finds a part once somebody has said that what it holds is nobody's personal data.
        held = held.exclude(pk__in=held_back_in(round))
    return Sought(held.select_related("judgement__statement", "part", "i_statement"), ["text"], is_set_out=True)


def _evidence(round: Round, access: Access, person: User, asked: Asked) -> Sought:
    items = Evidence.objects.of_council(round.council).readable_with(access, round).openable_by(person, access)
    shown = [EvidenceFile.State.CLEAN, EvidenceFile.State.UNCHECKED, EvidenceFile.State.WAITING]
    latest = EvidenceFile.objects.filter(evidence=OuterRef("pk"), state__in=shown).order_by("-number")
    items = items.annotate(file_name=Coalesce(Subquery(latest.values("name")[:1]), Value("")))
    number = reference_in(asked, "E")
    return Sought(
        items, ["summary", "quotation", "said_by", "file_name"], "title", Q(number=number) if number else None
    )


def _actions(round: Round, access: Access, person: User, asked: Asked) -> Sought:
    number = reference_in(asked, "A")
    return Sought(
        Action.objects.of_council(round.council),
        ["measure", "expected_evidence", "rag_reason", "source_note"],
        "what",
        Q(number=number) if number else None,
    )


def _comments(round: Round, access: Access, person: User, asked: Asked) -> Sought:
    said = Comment.objects.filter(judgement__round=round, withdrawn_at=None).filter(
        Q(answers=None, resolved_at=None)
        | Q(answers__isnull=False, answers__resolved_at=None, answers__withdrawn_at=None)
    )
    said = said.select_related("judgement__statement", "part", "i_statement", "answers", "by")
    return Sought(said, ["text"], is_set_out=True)


def _shown_text(found: Found, round: Round) -> Result:
    text = found.row
    slot = Slot(text.part, text.i_statement)
    address = to_page("statement", round.slug, text.judgement.section)
    return Result(f"{address}#part-{slot.key}", [Piece(place_of(text), False)], found.extract)


def _shown_evidence(found: Found, round: Round) -> Result:
    item = found.row
    note = f"{item.get_kind_display()} · {item.get_sensitivity_display()}"
    if item.dated_on:
        note += f" · dated {date_format(item.dated_on, DAY)}"
    title = [Piece(f"{item.reference} ", False), *found.title]
    return Result(address_of("evidence_item", round.slug, item.reference), title, found.extract, note)


def _shown_action(found: Found, round: Round) -> Result:
    action = found.row
    note = action.get_outcome_display() or "Open"
    if action.due_on and not action.outcome:
        note = f"Due {date_format(action.due_on, DAY)}"
    note += f" · {action.owner.name}" if action.owner else " · nobody has it"
    title = [Piece(f"{action.reference} ", False), *found.title]
    return Result(address_of("action", round.slug, action.reference), title, found.extract, note)


def _shown_comment(found: Found, round: Round) -> Result:
    comment = found.row
    thread = comment.answers or comment
    address = f"{to_page('comment', round.slug, thread.reference)}#comment-{comment.reference}"
    by = comment.by.name if comment.by else "somebody who has left"
    note = f"{'Answer' if comment.answers_id else 'Comment'} by {by}, {date_format(localtime(comment.at), DAY)}"
    return Result(address, [Piece(place_of(comment), False)], found.extract, note)


_SOUGHT = {Kind.TEXTS: _texts, Kind.EVIDENCE: _evidence, Kind.ACTIONS: _actions, Kind.COMMENTS: _comments}
_SHOWN = {
    Kind.TEXTS: _shown_text,
    Kind.EVIDENCE: _shown_evidence,
    Kind.ACTIONS: _shown_action,
    Kind.COMMENTS: _shown_comment,
}
