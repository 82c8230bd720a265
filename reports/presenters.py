"""What the position page shows, gathered from the rooms below."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from assurance import scoring
from assurance.access import Access
from assurance.models import Event, PositionLook, QualityStatement, Round, User
from reports.rendering import charts
from selfassessment.presenters import SectionRow, TaskList, rolled_up, task_list

SUBJECTS_NAMED = 2


@dataclass
class SectionChanges:
    """What changed in one section: which parts were written, by whom, and the score before and after."""

    slug: str
    title: str
    parts: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    scored: bool = False
    score_before: int | None = None
    score_after: int | None = None

    @property
    def sentence(self) -> str:
        """The changes in words: "scored 2 (was 3); 5 parts written, by Aisha Rahman"."""
        said = []
        if self.scored:
            before = f"was {self.score_before}" if self.score_before else "not scored before"
            said.append(f"scored {self.score_after} ({before})")
        if self.parts:
            said.append(f"{len(self.parts)} part{'s' if len(self.parts) != 1 else ''} written")
        return f"{'; '.join(said)}, by {' and '.join(self.people)}"


@dataclass(frozen=True)
class Position:
    """The position of a round for somebody who may see all its scores."""

    list: TaskList
    result: scoring.RollUp
    notified: list[str]
    unscored: list[SectionRow]
    unwritten: list[SectionRow]
    unowned: list[SectionRow]
    score_chart: str
    score_chart_narrow: str
    score_sentence: str
    rating_chart: str
    rating_chart_narrow: str
    rating_sentence: str
    words: dict[int, str]
    last_look: datetime.datetime | None
    changes: list["SectionChanges"]
    other_changes: list[str]
    scores_shared_at: datetime.datetime | None


def position_of(round: Round, access: Access, person: User) -> Position:
    """Gather the position page: about ten queries, however much is written."""
    rows = task_list(round, access)
    result = rolled_up(round, rows)
    method = round.edition.method
    titles = {s.slug: s.title for s in QualityStatement.objects.filter(edition_id=round.edition_id)}
    bars = [
        charts.ScoreRow(theme.title, row.title, row.score, words_for(method, row.score))
        for theme in rows.themes
        for row in theme.sections
    ]
    scale = {
        "bands": method.ratings,
        "lowest": result.reach.lowest_percentage,
        "highest": result.reach.highest_percentage,
        "percentage": result.percentage,
    }
    look = PositionLook.objects.filter(round=round, person=person).first()
    recent = Event.objects.in_round(round).readable_with(access)
    events = list((recent.filter(at__gt=look.at) if look else recent).defer("council_id"))
    return Position(
        list=rows,
        result=result,
        notified=[titles[slug] for slug in result.notifications],
        unscored=[row for row in rows.sections if row.number and row.score is None],
        unwritten=[row for row in rows.sections if row.written < row.parts],
        unowned=[row for row in rows.sections if not row.owner],
        score_chart=charts.score_bars(name="scores", rows=bars),
        score_chart_narrow=charts.score_bars(name="scores-narrow", rows=bars, narrow=True),
        score_sentence=charts.score_bars_sentence(bars),
        rating_chart=charts.rating_scale(name="rating", **scale),
        rating_chart_narrow=charts.rating_scale(name="rating-narrow", **scale, narrow=True),
        rating_sentence=charts.rating_scale_sentence(**scale),
        words=dict(method.score_words),
        last_look=look.at if look else None,
        changes=changes_by_section(events, {row.slug: row.title for row in rows.sections}),
        other_changes=other_changes(events),
        scores_shared_at=round.scores_shared_at,
    )


def changes_by_section(events: Iterable[Event], titles: dict[str, str]) -> list[SectionChanges]:
    """Sum up what was written and scored in each section; `events` come latest first, the result in titles' order."""
    found: dict[str, SectionChanges] = {}
    for event in events:
        if event.verb not in {"wrote", "scored"} or event.section not in titles:
            continue
        changes = found.setdefault(event.section, SectionChanges(event.section, titles[event.section]))
        if event.actor_name not in changes.people:
            changes.people.append(event.actor_name)
        if event.verb == "wrote":
            if event.after["part"] not in changes.parts:
                changes.parts.append(event.after["part"])
            continue
        if not changes.scored:
            changes.scored, changes.score_after = True, event.after["score"]
        changes.score_before = event.before["score"] if event.before else None
    return [found[slug] for slug in titles if slug in found]


def other_changes(events: Iterable[Event]) -> list[str]:
    """What else happened, one sentence for each person and kind of act: "Priya Nair assigned 6 sections"."""
    subjects: dict[tuple[str, str], list[str]] = {}
    for event in events:
        if event.verb not in {"wrote", "scored"}:
            subjects.setdefault((event.actor_name, event.verb), []).append(event.subject)
    return [
        f"{who} {verb} {', '.join(what) if len(what) <= SUBJECTS_NAMED else f'{len(what)} sections or people'}"
        for (who, verb), what in subjects.items()
    ]


def words_for(method: scoring.Method, score: int | None) -> str:
    """A score's words in the edition, or that there is none."""
    return method.score_words[score] if score else "Not scored"
