"""What the position page shows, gathered from the rooms below."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from assurance import scoring
from assurance.access import Access
from assurance.lately import Lately, SummedUp, lately
from assurance.models import PositionLook, Round, User
from reports.rendering import charts
from reports.sayings import sentence
from selfassessment.presenters.readiness import position_line
from selfassessment.presenters.sections import SectionRow, TaskList, rolled_up, task_list

LINES_SHOWN = 10


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
            said.append(self._score)
        if self.parts:
            said.append(f"{len(self.parts)} part{'s' if len(self.parts) != 1 else ''} written")
        return f"{'; '.join(said)}, by {' and '.join(self.people)}"

    @property
    def _score(self) -> str:
        """What became of the score; one that was only given again is no change from itself."""
        if self.score_before is None:
            return f"scored {self.score_after} (not scored before)"
        if self.score_before == self.score_after:
            return f"score {self.score_after} as before, with a new reason or confidence"
        return f"scored {self.score_after} (was {self.score_before})"


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
    more_changes: int
    scores_shared_at: datetime.datetime | None
    still_missing: str  # in a sentence; empty when nothing is


# Drawn once: a director looks every morning at scores that seldom change.
_score_bars = lru_cache(maxsize=64)(charts.score_bars)
_rating_scale = lru_cache(maxsize=64)(charts.rating_scale)


def position_of(round: Round, access: Access, person: User) -> Position:
    """Gather the position page: about ten queries, however much is written."""
    rows = task_list(round, access)
    result = rolled_up(round, rows)
    method = round.edition.method
    titles = {row.slug: row.title for row in rows.sections}
    bars = tuple(
        charts.ScoreRow(theme.title, row.title, row.score, words_for(method, row.score))
        for theme in rows.themes
        for row in theme.sections
    )
    scale = {
        "bands": method.ratings,
        "lowest": result.reach.lowest_percentage,
        "highest": result.reach.highest_percentage,
        "percentage": result.percentage,
    }
    look = PositionLook.objects.filter(round=round, person=person).first()
    recent = lately(round, access, look.at if look else None)
    others = other_changes(recent.told)
    return Position(
        list=rows,
        result=result,
        notified=[titles[slug] for slug in result.notifications],
        unscored=[row for row in rows.sections if row.number and row.score is None],
        unwritten=[row for row in rows.sections if row.written < row.parts],
        unowned=[row for row in rows.sections if not row.owner],
        score_chart=_score_bars(name="scores", rows=bars),
        score_chart_narrow=_score_bars(name="scores-narrow", rows=bars, narrow=True),
        score_sentence=charts.score_bars_sentence(bars),
        rating_chart=_rating_scale(name="rating", **scale),
        rating_chart_narrow=_rating_scale(name="rating-narrow", **scale, narrow=True),
        rating_sentence=charts.rating_scale_sentence(**scale),
        words=dict(method.score_words),
        last_look=look.at if look else None,
        changes=changes_by_section(recent, titles),
        other_changes=others[:LINES_SHOWN],
        more_changes=len(others[LINES_SHOWN:]),
        scores_shared_at=round.scores_shared_at,
        still_missing=position_line(round, rows),
    )


def changes_by_section(recent: Lately, titles: dict[str, str]) -> list[SectionChanges]:
    """Sum up what was written and scored in each section, in titles' order."""
    found: dict[str, SectionChanges] = {}

    def of(section: str, who: str) -> SectionChanges:
        changes = found.setdefault(section, SectionChanges(section, titles[section]))
        if who not in changes.people:
            changes.people.append(who)
        return changes

    for one in recent.told:
        if one.verb == "wrote" and one.section in titles:
            changes = of(one.section, one.actor_name)
            if one.part not in changes.parts:
                changes.parts.append(one.part)
    for score in recent.scored:
        if score.section not in titles:
            continue
        changes = of(score.section, score.actor_name)
        if not changes.scored:
            changes.scored, changes.score_after = True, score.after["score"]
        changes.score_before = score.before["score"] if score.before else None
    return [found[slug] for slug in titles if slug in found]


def other_changes(told: Iterable[SummedUp]) -> list[str]:
    """What else happened, one sentence for each person and kind of act: "Priya Nair uploaded 6 files"."""
    subjects: dict[tuple[str, str], list[str]] = {}
    for one in told:
        if one.verb not in {"wrote", "scored"}:
            subjects.setdefault((one.actor_name, one.verb), []).append(one.subject)
    return [sentence(who, verb, what) for (who, verb), what in subjects.items()]


def words_for(method: scoring.Method, score: int | None) -> str:
    """A score's words in the edition, or that there is none."""
    return method.score_words[score] if score else "Not scored"
