"""What came of a file, in sentences: what was found wrong with it, what that does to the candidates, what to do."""

import datetime
from dataclasses import dataclass

from casetracking.models import Import
from casetracking.words import count_of


@dataclass(frozen=True)
class Fault:
    """One kind of fault: how many, what it means here, and what to do about it (empty: nothing)."""

    count: int
    said: str
    todo: str = ""


ROW, ROWS = "row", "rows"
# By slug of the count: (one, many, what it means, what to do). Where the rules come from stands in casetracking/cld.
FAULTS: dict[str, tuple[str, str, str, str]] = {
    "ragged": (ROW, ROWS, "could not be read: more or fewer values than the header row has names. They are left out.",
        "Export the file again with values that hold a comma in quotation marks."),
    "rows-without-local-id": (ROW, ROWS, "without a local ID. Their people are known by their NHS number.",
        "Look at how these rows are exported: the key file can’t lead you back to their records."),
    "nobody": (ROW, ROWS, "with neither a local ID nor an NHS number. They are left out.",
        "Look at how these rows are exported."),
    "no-nhs-number": ("person", "people", "without an NHS number. They are known by their local ID.", ""),
    "wrong-nhs-number": (ROW, ROWS, "with an NHS number that can’t be one. It was not used.",
        "Put the numbers right in your system: two records of one person may not be found to be one."),
    "dummy-nhs-numbers": ("NHS number", "NHS numbers", "beside more than five local IDs, so not used to join records.",
        "Look for a dummy number in your system."),
    "several-local-ids": ("person", "people", "with more than one local ID, joined by their NHS number.",
        "Their records may be duplicates in your system."),
    "event-type-unknown": (ROW, ROWS, "whose event type is unknown. They tell who the person is and nothing else.",
        "See the values below that we did not know."),
    "no-start": ("event", "events", "without a start date. They are left out.", "Put the dates right in your system."),
    "no-end": ("event", "events", "that are not services and have no end date. They are left out.",
        "Only completed requests, assessments and reviews belong in the file."),
    "end-before-start": ("event", "events", "that end before they start. They are left out.",
        "Put the dates right in your system."),
    "death-before-event": ("event", "events", "after the person’s death. They are left out.",
        "Check the dates of death in your system."),
    "outside-period": ("event", "events", "outside the file’s period. They are left out.", ""),
    "duplicate-rows": (ROW, ROWS, "that repeat an event. Each event counts once.", ""),
    "two-outcomes": ("event", "events", "with two outcomes. The one furthest on counts.", ""),
    "unreadable-birth": (ROW, ROWS, "with a date of birth that can’t be read. The person’s age may not be recorded.",
        "Export dates as DD/MM/YYYY."),
    "unreadable-death": (ROW, ROWS, "with a date of death that can’t be read.", "Export dates as DD/MM/YYYY."),
    "unreadable-start": (ROW, ROWS, "with a start date that can’t be read. The event is left out.",
        "Export dates as DD/MM/YYYY."),
    "unreadable-end": (ROW, ROWS, "with an end date that can’t be read. It counts as blank.",
        "Export dates as DD/MM/YYYY."),
    "born-too-early": ("person", "people", "older than 110, so with a dummy date of birth. Age is not recorded.",
        "Put the dates of birth right in your system."),
    "born-after": ("person", "people", "born after the file’s period. Age is not recorded.",
        "Put the dates of birth right in your system."),
    "conflicting-ethnicity": ("person", "people",
        "with different ethnicities on different rows. The latest known counts.", ""),
    "conflicting-reason": ("person", "people",
        "with different support reasons on different rows. The latest known counts.", ""),
    "transition-too-old": ("person", "people",
        "of 65 or over recorded as coming from children’s services. It does not count.",
        "A known error: put the route of access right."),
    "transition-to-check": ("person", "people", "aged 26 to 64 recorded as coming from children’s services.",
        "Filter candidates by “Transition to be checked” and look at each."),
    "blank-mechanism": ("community service", "community services",
        "without a delivery mechanism. Nothing is assumed.", ""),
    "open-equipment": ("equipment service", "equipment services",
        "still open. Equipment is often left open once delivered.", ""),
    "starts-on-1-april": ("long-term service", "long-term services",
        "that began on 1 April. Where starts are set anew each year, people look newer than they are.",
        "Ask whether your system does this: it hides overdue reviews."),
    "negative-figure": ("figure", "figures", "below zero, taken as above zero.", ""),
}  # fmt: skip
SERIOUS = ("ragged", "nobody", "rows-without-local-id", "event-type-unknown", "no-start", "unreadable-start")


def faults_of(made: Import) -> list[Fault]:
    """Every fault the file has, the ones that lose something first."""
    found = []
    for slug, (one, many, said, todo) in FAULTS.items():
        count = made.counts.get(slug, 0)
        if count:
            found.append((slug not in SERIOUS, Fault(count, f"{count_of(count, one, many)} {said}", todo)))
    return [fault for _, fault in sorted(found, key=lambda pair: pair[0])]


def warnings_of(made: Import, own_code: str) -> list[str]:
    """What to know about the file as a whole before anybody is drawn from it."""
    said = []
    outside = made.counts.get("outside-period", 0)
    events = outside + made.counts.get("duplicate-rows", 0) + sum(made.events.values())
    if 2 * outside > events:
        said.append(
            f"Most of its events, {outside:,} of {events:,}, lie outside the period it states. They are left out, so "
            "little is known of the people in it. Check that it is the right file and that its period is right."
        )
    others = {code for code in made.councils if code.lstrip("0") != own_code.lstrip("0")}
    if own_code and others:
        rows = sum(made.councils[code] for code in others)
        said.append(f"{count_of(rows, ROW, ROWS)} name another council. Check that these people are yours.")
    if not own_code:
        said.append("This council has no LA code, so we could not check that the file is yours.")
    months = _months(made.shown_from, made.shown_to)
    if months is None:
        said.append("There are too few events to tell which months the file really covers.")
    elif months < 11:
        said.append(
            f"The file’s events really cover {count_of(months, 'month')}, not twelve. Reviews, waits and assessments "
            "of the other months are not in it."
        )
    if made.missing:
        said.append(f"The file lacks {_listed(made.missing)}. What they would say is not recorded for anybody.")
    if made.strange:
        verb, read = ("is", "It was") if made.strange == 1 else ("are", "They were")
        said.append(
            f"{count_of(made.strange, 'column')} of the file {verb} not in the specification. {read} not read."
        )
    return said


def _months(start: datetime.date | None, end: datetime.date | None) -> int | None:
    if start is None or end is None:
        return None
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _listed(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names[:5]]
    more = [f"{len(names) - 5} more columns"] if len(names) > 5 else []
    words = [*quoted, *more]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
