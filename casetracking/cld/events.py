"""Which rows of a CLD file count as events, in which twelve months, and each of them once. Pure.

Source: working note on CLD, section 3 (the Department's pipeline: events in the period, clean values, no duplicates).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from assurance.bounded_child import Refused
from casetracking.cld import dates, texts, vocabulary
from casetracking.cld.dates import NONE
from casetracking.cld.identity import People
from casetracking.cld.streaming import Read

OPEN = 2**30  # the end of a service that goes on, as a day after all others
REQUEST, ASSESSMENT, SERVICE, REVIEW = vocabulary.EVENT.codes("request", "assessment", "service", "review")
FEW_EVENTS = 100  # below this the Department takes the stated period
LEAST_SHARE = 0.02  # of all ended events, for a month to belong to the period
NO_PERIOD = (
    "The file does not say which period it covers, and has too few dates to work it out. "
    "Fill in Reporting Period End Date, or give the date yourself."
)


@dataclass(frozen=True)
class Window:
    """The twelve months a file is read for: first and last day, as day numbers. `derived` is what the dates say."""

    start: int
    end: int
    derived: tuple[int, int] | None = None


@dataclass
class Table:
    """Rows sorted by person. `columns` as they were read, `kept` which rows count as events, `ends` their last days.

    `first` is each person's first row; every person has one. A service that goes on ends on the day OPEN.
    """

    columns: dict[str, np.ndarray]
    person: np.ndarray
    first: np.ndarray
    window: Window
    kept: np.ndarray
    ends: np.ndarray
    death: np.ndarray
    counts: Counter

    def __getitem__(self, key: str) -> np.ndarray:
        return self.columns[key]

    @property
    def people(self) -> int:
        """How many."""
        return len(self.first)

    def any(self, rows: np.ndarray) -> np.ndarray:
        """Which people have one of these rows."""
        found = np.zeros(self.people, bool)
        found[self.person[rows]] = True
        return found

    def count(self, rows: np.ndarray) -> np.ndarray:
        """How many of these rows each person has."""
        return np.bincount(self.person[rows], minlength=self.people)

    def most(self, values: np.ndarray, rows: np.ndarray, otherwise: int = NONE) -> np.ndarray:
        """Each person's largest value among these rows."""
        return np.maximum.reduceat(np.where(rows, values, otherwise), self.first)

    def least(self, values: np.ndarray, rows: np.ndarray, otherwise: int = OPEN) -> np.ndarray:
        """Each person's smallest value among these rows."""
        return np.minimum.reduceat(np.where(rows, values, otherwise), self.first)

    def is_in(self, key: str, *slugs: str) -> np.ndarray:
        """Which rows have one of these values."""
        codes = vocabulary.VALUES[key].codes(*slugs)
        table = np.zeros(256, bool)
        table[codes] = True
        return table[self[key]]

    def event(self, code: int) -> np.ndarray:
        """Which rows count and are of this type."""
        return self.kept & (self["event"] == code)


def window(read: Read, as_at: date | None) -> Window:
    """The period to read the file for: as told, else as stated in it, else as its dates say."""
    derived = _derived(read)
    stated = {key: counted.most_common(1)[0][0] for key, counted in read.periods.items() if counted}
    if as_at:
        return Window(dates.number(dates.a_year_before(as_at)) + 1, dates.number(as_at), derived)
    if "period_end" in stated:
        end = stated["period_end"]
        start = stated.get("period_start", NONE)
        if not end - 800 < start < end:
            start = dates.number(dates.a_year_before(dates.day(end))) + 1
        return Window(start, end, derived)
    if derived:
        return Window(*derived, derived)
    raise Refused(NO_PERIOD)


def _derived(read: Read) -> tuple[int, int] | None:
    """First to last month with at least 2% of all ended events, of at least two types; None under 100 events."""
    types = read.columns["event"]
    ended = (read.columns["end"] != NONE) & (types >= REQUEST) & (types <= REVIEW)
    if ended.sum() < FEW_EVENTS:
        return None
    months = read.columns["end"][ended].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    kinds = types[ended]
    listed, at = np.unique(months, return_inverse=True)
    table = np.zeros((len(listed), 5), np.int64)
    np.add.at(table, (at, kinds), 1)
    whole = listed[(table.sum(axis=1) >= LEAST_SHARE * ended.sum()) & ((table[:, 1:] > 0).sum(axis=1) >= 3)]
    if not len(whole):
        return None
    first, after = whole.min().astype("datetime64[M]"), (whole.max() + 1).astype("datetime64[M]")
    return int(first.astype("datetime64[D]").astype(int)), int(after.astype("datetime64[D]").astype(int)) - 1


def table(read: Read, people: People, within: Window) -> Table:
    """The rows sorted by person, with what counts as an event marked and every fault counted."""
    counts: Counter = Counter()
    named = np.flatnonzero(people.person >= 0)
    counts["nobody"] = read.rows - len(named)
    order = named[np.argsort(people.person[named], kind="stable")]
    person = people.person[order].astype(np.intp)
    columns: dict[str, np.ndarray] = {"row": order}
    for key in list(read.columns):
        column = read.columns.pop(key)
        columns[key] = column[order]
    first = np.flatnonzero(np.r_[True, person[1:] != person[:-1]])
    death = np.maximum.reduceat(columns["death"], first)
    built = Table(columns, person, first, within, np.zeros(len(person), bool), columns["end"].copy(), death, counts)
    _keep(built)
    _once(built)
    return built


def _keep(t: Table) -> None:
    """Mark the rows that count, end what death ended, and count why others do not."""
    start, kind = t["start"], t["event"]
    ends = t.ends
    is_event = (kind >= REQUEST) & (kind <= REVIEW)
    service = kind == SERVICE
    blank = ends == NONE
    died = t.death[t.person]
    why = {
        "event-type-unknown": ~is_event & ~t.is_in("client", "linked-carer"),
        "no-start": is_event & (start == NONE),
        "end-before-start": is_event & ~blank & (start != NONE) & (ends < start),
        "death-before-event": is_event & (died != NONE) & ((died < start) | (died < t.window.start)),
        "no-end": is_event & ~service & blank,
    }
    kept = is_event.copy()
    for slug, rows in why.items():
        t.counts[slug] += int((rows & (kept | ~is_event)).sum())
        kept &= ~rows
    cut = kept & (died != NONE) & (blank | (died < ends))
    ends[cut] = died[cut]
    ends[kept & (ends == NONE)] = OPEN
    inside = np.where(
        service,
        (start <= t.window.end) & (ends >= t.window.start),
        (ends >= t.window.start) & (ends <= t.window.end),
    )
    t.counts["outside-period"] += int((kept & ~inside).sum())
    t.kept[:] = kept & inside


def _once(t: Table) -> None:
    """Keep each event once: blank end first, then the latest end, the first outcome of the hierarchy, the last row."""
    rows = np.flatnonzero(t.kept)
    kind = t["event"][rows]
    part: Any = np.uint64
    details = np.where(
        kind == SERVICE,
        (t["service"][rows].astype(part) << part(32))
        | (t["component"][rows].astype(part) << part(24))
        | (t["mechanism"][rows].astype(part) << part(16))
        | (t["frequency"][rows].astype(part) << part(8)),
        np.where(kind == REQUEST, t["route"][rows], np.where(kind == ASSESSMENT, t["assessment"][rows], 0)),
    ).astype(part)
    figures = t["cost"][rows].view(np.uint32).astype(part) << part(32) | t["units"][rows].view(np.uint32).astype(part)
    last = np.where(kind == SERVICE, figures, t.ends[rows].astype(np.int64).view(part))
    key = texts.mixed(t.person[rows].astype(part) << part(32) | t["start"][rows].astype(np.int64).view(part))
    key = texts.mixed(key ^ (t["client"][rows].astype(part) << part(48)) ^ (kind.astype(part) << part(40)) ^ details)
    key = texts.mixed(key + last)
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    same = np.zeros(len(key) + 1, bool)
    same[1:-1] = sorted_key[1:] == sorted_key[:-1]
    several = order[same[1:] | same[:-1]]  # only those that stand more than once
    rank = t["outcome"][rows[several]].astype(np.int64)
    rank[(rank == vocabulary.BLANK) | (rank == vocabulary.UNMAPPED)] = 99
    said = t["conversation"][rows[several]]
    best = several[np.lexsort((-several, ~said, rank, -t.ends[rows[several]].astype(np.int64), key[several]))]
    again = np.zeros(len(best), bool)
    again[1:] = key[best][1:] == key[best][:-1]
    t.kept[rows[best[again]]] = False
    t.counts["duplicate-rows"] += int(again.sum())
    order = several[np.lexsort((rank, key[several]))]
    outcome, groups = t["outcome"][rows[order]], key[order]
    differs = (groups[1:] == groups[:-1]) & (outcome[1:] != outcome[:-1])
    t.counts["two-outcomes"] += len(np.unique(groups[1:][differs]))
