"""Words withdrawn because they could identify somebody: taken out of everything a council keeps here, for good."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F, Model

from assurance import forgetting, history
from assurance.forgetting import Eyes, Found
from assurance.models import OPENING_TITLE, QualityStatement, Round, User
from assurance.passages import LONGEST, SHORTEST, Passage
from assurance.roles import Role
from selfassessment.guard import is_flagged
from selfassessment.models import (
    Comment,
    Evidence,
    EvidenceFile,
    Judgement,
    LateText,
    PartText,
    Redaction,
    ReturnedWorkbook,
    Revision,
)
from selfassessment.operations.telling import tell_about_section
from selfassessment.operations.writing import judgement_of
from selfassessment.turns import holders_of, title_of
from selfassessment.whereabouts import SOURCES, Reach, Source, Whereabouts, find_everywhere

MOST = 2_000  # places; a name that stands in more of them is hardly one
AT_ONCE = 100  # rows


class RedactionRefused(Exception):
    """Words that can't be withdrawn; the text is the sentence to show."""


@dataclass(frozen=True)
class Places:
    """Where words stand, as far as the person who asks may look.

    `documents` are the items of evidence found here whose files are kept: what is in them is not searched.
    """

    found: list[Found] = field(default_factory=list)
    rounds: dict[int, Round] = field(default_factory=dict)
    documents: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """In how many places altogether."""
        return len(self.found)

    @property
    def takes_back(self) -> bool:
        """Whether documents are among them: they are taken back as a whole."""
        return any(one.what == forgetting.DOCUMENT for one in self.found)

    @property
    def in_words(self) -> list[tuple[str, list[str]]]:
        """Each place with a line for each kind found there: ("2027, Equity", ["1 comment", "2 actions: A1, A4"])."""
        by_place: dict[str, list[Found]] = {}
        for one in sorted(self.found, key=self._order):
            title = self.rounds[one.round].title if one.round in self.rounds else ""
            by_place.setdefault(", ".join(filter(None, [title, one.where])), []).append(one)
        return [(place, _lines(found)) for place, found in by_place.items()]

    def _order(self, one: Found) -> tuple[float, int, str]:
        round = self.rounds.get(one.round or 0)
        return (-round.started_at.timestamp(), -round.pk, one.where) if round else (float("inf"), 0, one.where)


def _lines(found: list[Found]) -> list[str]:
    counted = Counter(one.what for one in found)
    named: dict[tuple[str, str], dict[str, None]] = {}
    for one in found:
        if one.reference:
            named.setdefault(one.what, {})[one.reference] = None
    return [
        f"{number} {what[0] if number == 1 else what[1]}{': ' + ', '.join(named[what]) if what in named else ''}"
        for what, number in counted.items()
    ]


def find_words(*, round: Round, words: str, by: User, reach: Reach) -> Places:
    """Where in the round's council the words stand, as far as this person may look and take them out.

    RedactionRefused when nobody could mean them. As many queries however much is found, and one or two more for each
    round in which scores or documents hold the words.
    """
    passage = _passage(words)
    places, _ = _find(round, passage, by, reach)
    return places


@transaction.atomic
def withdraw_words(
    *,
    round: Round,
    statement: QualityStatement | None,
    words: str,
    reason: str,
    by: User,
    at: datetime.datetime,
    reach: Reach,
) -> Places:
    """Take words out of everything the round's council keeps, also where it is locked or signed off.

    With a `reach` of some sections only, they leave these, and whoever may take them out everywhere is told to ask.

    Where they stand only in what this person may not look at, nothing is changed and nothing is told. Otherwise they
    go everywhere. What stands gets a new version, so that a page somebody has open can't save the words back unseen,
    and a sign-off shows that its text has changed; whoever wrote it stays its author. The record, kept with the
    section, and the history say who, when, why and in how many places.
    """
    passage = _passage(words)
    if passage.stands_in(reason):
        raise RedactionRefused("Your reason holds the words themselves. Say why they have to go without naming them.")
    judgement = judgement_of(round=round, statement=statement, also_closed=True)
    _hold_everything(round)
    places, whereabouts = _find(round, passage, by, reach)
    if not places.total:
        nowhere = "nowhere your council keeps words here" if reach.everywhere else "in no section that you write"
        raise RedactionRefused(
            f"These words stand {nowhere}. Check the spelling: they are found whatever the capitals, but only as "
            "whole words. Nothing was changed."
        )
    for number, pks in whereabouts.rows.items():
        for batch in _batches(pks):
            _forget(SOURCES[number], batch, passage, at)
    history.forget(council=round.council, passage=passage, sections=None if reach.everywhere else reach.sections)
    for keeper in forgetting.keepers() if reach.everywhere else []:
        keeper.forget(council=round.council, passage=passage, by=by, at=at)
    _tell(round, statement, judgement, reason, places, whereabouts, by, at, reach)
    return places


def _passage(words: str) -> Passage:
    passage = Passage(words)
    if len(passage.words) < SHORTEST:
        raise RedactionRefused(f"Give at least {SHORTEST} characters: anything shorter stands in too many places.")
    if len(passage.words) > LONGEST:
        raise RedactionRefused(
            f"That is {len(passage.words):,} characters. Give at most {LONGEST}, and the rest after that."
        )
    return passage


def _find(round: Round, passage: Passage, by: User, reach: Reach) -> tuple[Places, Whereabouts]:
    eyes = Eyes(by, round.council)
    elsewhere = [keeper.find for keeper in forgetting.keepers()]
    found = find_everywhere(
        council=round.council, passage=passage, eyes=eyes, reach=reach, elsewhere=elsewhere, most=MOST
    )
    seen = [one for one in found.places if one.seen]
    if seen and len(found.places) > MOST:
        raise RedactionRefused(
            f"These words stand in more than {MOST:,} places, so they hardly name somebody. Give more of the words "
            "around them. Nothing was changed."
        )
    return Places(seen, eyes.rounds, _documents(round, seen)), found


def _documents(round: Round, seen: list[Found]) -> list[str]:
    named = {int(one.reference[1:]) for one in seen if one.reference[:1] == "E"}
    kept = EvidenceFile.objects.filter(council=round.council, evidence__number__in=named)
    items = Evidence.objects.filter(pk__in=kept.exclude(state__in=EvidenceFile.GONE).values("evidence"))
    return [item.reference for item in items.order_by("number")]


def _hold_everything(round: Round) -> None:
    """Hold what came back and every section of the council, in the order in which others take them."""
    rounds = list(Round.objects.filter(council=round.council).values_list("pk", flat=True))
    for model in (ReturnedWorkbook, Judgement):
        held = model._base_manager.select_for_update(no_key=True).filter(round__in=rounds)
        list(held.order_by("pk").values_list("pk", flat=True))


def _batches(pks: list[int]) -> Iterator[list[int]]:
    return (pks[start : start + AT_ONCE] for start in range(0, len(pks), AT_ONCE))


def _forget(source: Source, pks: list[int], passage: Passage, at: datetime.datetime) -> None:
    """Take the words out of these rows as they stand now: two queries, and two more for texts."""
    held = source.model._base_manager.select_for_update(no_key=True).filter(pk__in=pks)
    if source.model is Comment:
        held = held.filter(withdrawn_at=None)  # one taken back meanwhile has no words any more
    rows: list[Any] = [row for row in held.order_by("pk") if _holds(source, row, passage)]
    names = {*source.fields}
    if source.model is PartText:
        Revision.objects.bulk_create(_versions_without(rows, passage, at))
        names |= {"changed_at"}
    for row in rows:
        for name, limit in source.fields.items():
            value = getattr(row, name)
            is_text = isinstance(value, str)
            without = passage.taken_out_of(value, limit=limit) if is_text else passage.taken_out_of_value(value)
            setattr(row, name, without)
        if isinstance(row, PartText):
            row.changed_at = at
        if isinstance(row, Revision | LateText):
            row.redacted_at = at
            names |= {"redacted_at"}
        if source.is_versioned:
            row.version = F("version") + 1
            names |= {"version"}
    source.model._base_manager.bulk_update(rows, sorted(names), batch_size=AT_ONCE)


def _holds(source: Source, row: Model, passage: Passage) -> bool:
    return any(passage.stands_anywhere_in(getattr(row, name)) for name in source.fields)


def _versions_without(texts: list[PartText], passage: Passage, at: datetime.datetime) -> Iterable[Revision]:
    """The version each text gets, in the name of whoever wrote what stands: taking words out makes no author."""
    newest = Revision.objects.filter(part_text__in=texts, version=F("part_text__version"))
    authors = dict(newest.values_list("part_text_id", "by_id"))
    limit = next(source.fields["text"] for source in SOURCES if source.model is PartText)
    return [
        Revision(
            part_text=text, first_version=text.version + 1, version=text.version + 1, text=left,
            by_id=authors.get(text.pk, text.changed_by_id), began_at=at, at=at, sealed=True, redacted_at=at,
            was_flagged=is_flagged(left),
        )
        for text in texts
        for left in [passage.taken_out_of(text.text, limit=limit)]
    ]  # fmt: skip


def _tell(
    round: Round,
    statement: QualityStatement | None,
    judgement: Judgement,
    reason: str,
    places: Places,
    whereabouts: Whereabouts,
    by: User,
    at: datetime.datetime,
    reach: Reach,
) -> None:
    """Keep who, when and why: here in full, and a line in every other round where something went.

    The number is that of the places everybody who reads the history may look at: more would tell of the others.
    """
    open_to_all = [one for one in whereabouts.places if one.common]
    Redaction.objects.create(judgement=judgement, reason=reason, places=len(open_to_all), by=by, at=at)
    history.record(
        by=by,
        at=at,
        round=round,
        statement=statement,
        opening=statement is None,
        verb="withdrew words everywhere, from the page of" if reach.everywhere else "withdrew words from",
        subject=statement.title if statement else OPENING_TITLE,
        after={"why": reason, "places": len(open_to_all)},
    )
    touched: dict[int, Counter[str]] = {}
    for one in open_to_all:
        if one.round is not None and one.round != round.pk:
            touched.setdefault(one.round, Counter())[one.where or "The round"] += 1
    for pk, sections in touched.items():
        other = places.rounds[pk]
        history.record(
            by=by, at=at, round=other, subject=other.title, after={"why": reason, "places": dict(sections)},
            verb=f"withdrew words{' everywhere,' if reach.everywhere else ''} also from",
        )  # fmt: skip
    if not reach.everywhere:
        tell_about_section(
            people={*holders_of(round, Role.PROGRAMME_MANAGER), *holders_of(round, Role.DIRECTOR)},
            sentence=f"{by.name} withdrew words that could identify somebody from “{title_of(statement)}”. "
            "Ask which: they may stand elsewhere too",
            page="statement_redact", round=round, statement=statement, by=by, at=at,
        )  # fmt: skip
