"""Words withdrawn for personal data go from the case room too: from every text that people type here.

Who withdraws words everywhere may see counts and themes here, and no case. So what stands about cases is taken out with
the rest and not told of; only what they may look at counts as found.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, IntegerField, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from assurance.forgetting import Eyes, Found
from assurance.models import Council, User
from assurance.passages import Passage
from assurance.roles import Permission
from casetracking.models import (
    Answer,
    Attribute,
    Audit,
    AuditTool,
    Case,
    CaseDocument,
    Consent,
    Contact,
    Criterion,
    Decision,
    DocumentKind,
    Draw,
    HeldSheet,
    Import,
    Lock,
    Milestone,
    Pool,
    Question,
    Reflection,
    Suitability,
    Team,
    Theme,
)
from casetracking.operations.sheets import holds_words

ROOM = "The case room"
AT_ONCE = 200


@dataclass(frozen=True)
class Source:
    """A table with words: in which fields, how it leads to its council and, where it stands in one, to its round."""

    model: type[Model]
    what: tuple[str, str]
    fields: tuple[str, ...]
    council: str
    round: str = ""
    counts: bool = False  # whether those who may see counts alone look at it

    @property
    def is_versioned(self) -> bool:
        """Whether forms name the version they began with, which has to rise when the words go."""
        return any(one.name == "version" for one in self.model._meta.get_fields())


def _of_pool(
    model: type[Model], what: tuple[str, str], *fields: str, lead: str = "pool", counts: bool = False
) -> Source:
    return Source(model, what, fields, f"{lead}__round__council", f"{lead}__round", counts)


SOURCES = (
    Source(Pool, ("pool of cases", "pools of cases"), ("name", "columns"), "round__council", "round", counts=True),
    _of_pool(Theme, ("theme of audits", "themes of audits"), "text", "were", "did", "go", counts=True),
    _of_pool(Criterion, ("criterion of a pool", "criteria of pools"), "name"),
    _of_pool(Draw, ("draw of a pool", "draws of pools"), "rules", "met", "conflict"),
    _of_pool(Import, ("file of a pool", "files of pools"), "unmapped"),
    _of_pool(Lock, ("reason of a lock", "reasons of locks"), "reason"),
    _of_pool(Decision, ("reason of a decision", "reasons of decisions"), "reason"),
    _of_pool(Case, ("note on a case", "notes on cases"), "left_because", "worker"),
    _of_pool(Suitability, ("suitability check", "suitability checks"), "reason", lead="case__pool"),
    _of_pool(Consent, ("record of consent", "records of consent"), "asker", "language", "note", lead="case__pool"),
    _of_pool(Contact, ("line of a contact log", "lines of contact logs"), "note", lead="case__pool"),
    _of_pool(CaseDocument, ("pointer to a document", "pointers to documents"), "pointer", lead="case__pool"),
    _of_pool(Reflection, ("reflective log", "reflective logs"), "text", lead="case__pool"),
    _of_pool(Milestone, ("line of a chronology", "lines of chronologies"), "what", lead="case__pool"),
    _of_pool(Audit, ("audit", "audits"), "strengths", "gaps", "better", lead="case__pool"),
    _of_pool(Answer, ("answer of an audit", "answers of audits"), "note", lead="audit__case__pool"),
    Source(AuditTool, ("audit tool", "audit tools"), ("title", "source"), "council"),
    Source(Question, ("question of an audit tool", "questions of audit tools"), ("text", "looks_for"), "tool__council"),
    Source(DocumentKind, ("kind of document", "kinds of documents"), ("title",), "council"),
    Source(Team, ("team of an auditor", "teams of auditors"), ("name",), "council"),
    Source(Attribute, ("attribute", "attributes"), ("title", "description", "words"), "council"),
)  # fmt: skip


def find_in_cases(*, council: Council, passage: Passage, eyes: Eyes) -> Iterator[Found]:
    """Where the words stand in this room, and whether this person may look there."""
    may_see = {True: eyes.may(Permission.CASES_COUNTS), False: eyes.may(Permission.CASES_CURATE)}
    for source in _that_may_hold(council, passage):
        for row in _holding(source, council, passage):
            round = getattr(row, "of_round", None)
            yield Found(what=source.what, round=round, where=ROOM, seen=may_see[source.counts], common=False)


@transaction.atomic
def forget_in_cases(*, council: Council, passage: Passage, by: User, at: datetime.datetime) -> None:
    """Take the words out of everything in this room, and forget spreadsheets that hold them."""
    for source in _that_may_hold(council, passage):
        found = [row.pk for row in _holding(source, council, passage)]
        for start in range(0, len(found), AT_ONCE):
            _forget(source, found[start : start + AT_ONCE], passage)
    held = HeldSheet.objects.filter(pool__round__council=council)
    HeldSheet.objects.filter(pk__in=[one.pk for one in held if holds_words(one, passage)]).delete()


def _that_may_hold(council: Council, passage: Passage) -> list[Source]:
    """The tables with a row that may hold the words: one query, for most words stand nowhere here."""
    first, *others = (
        _rows(source, council, passage).annotate(nth=Value(nth, IntegerField())).values_list("nth")
        for nth, source in enumerate(SOURCES)
    )
    return [SOURCES[nth] for nth in sorted({nth for (nth,) in first.union(*others)})]


def _rows(source: Source, council: Council, passage: Passage) -> QuerySet:
    """A council's rows, without those of which the database can tell that they don't hold the words."""
    rows = source.model._default_manager.filter(**{source.council: council}).order_by()
    if not passage.needle:
        return rows
    said = {f"said_{name}": Cast(name, TextField()) for name in source.fields}
    may = Q()
    for name in said:
        may |= Q(**{f"{name}__icontains": passage.needle})
    return rows.alias(**said).filter(may)


def _holding(source: Source, council: Council, passage: Passage) -> Iterator[Model]:
    """The rows that hold the words."""
    rows = _rows(source, council, passage).order_by("pk")
    if source.round:
        rows = rows.annotate(of_round=F(f"{source.round}_id"))
    for row in rows.iterator(chunk_size=AT_ONCE):
        if any(passage.stands_anywhere_in(getattr(row, name)) for name in source.fields):
            yield row


def _forget(source: Source, pks: list[int], passage: Passage) -> None:
    rows = list(source.model._default_manager.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
    for row in rows:
        for name in source.fields:
            value = getattr(row, name)
            longest = getattr(source.model._meta.get_field(name), "max_length", None)
            without = (
                passage.taken_out_of(value, limit=longest)
                if isinstance(value, str)
                else passage.taken_out_of_value(value)
            )
            setattr(row, name, without)
        if source.is_versioned:
            row.version = F("version") + 1  # type: ignore[attr-defined]
    fields = [*source.fields, *(["version"] if source.is_versioned else [])]
    source.model._default_manager.bulk_update(rows, fields, batch_size=AT_ONCE)
