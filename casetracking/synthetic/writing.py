"""Writing the CLD file of invented people, with the faults councils' files have, and telling what was planted.

Faults and how often: working note on CLD, section 4.2. Each is one that the roll-up should see through, so that the
truth about the person stays what was invented; where a fault takes something away for good, the truth says so.
"""

import csv
import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TextIO

from casetracking.cld import fields, vocabulary
from casetracking.synthetic import truth
from casetracking.synthetic.people import Happening, Inventor, Somebody

DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%Y-%m-%d 00:00:00")
# Release 1 wording where it is more than capitals and punctuation.
RELEASE_1 = {
    "Service user": "Service User",
    "Unpaid carer": "Carer",
    "Unpaid carer known by association": "Carer known by association",
    "Fully client funded": "18(3) (full cost client)",
    "Social support: Support to unpaid carer": "Social Support: Support to Carer",
    "Physical support: Access and mobility only": "Physical Support: Access & mobility only",
    "Support with memory and cognition": "Support with Memory & Cognition",
    "Tenant: Local authority or other social housing provider": "Tenant",
    "Unpaid carer support: Direct to unpaid carer": "Carer Support: Direct to Carer",
    "Unpaid carer respite": "Carer Respite",
    "Progress to reablement/ST-Max": "Progress to Reablement/ST-Max",
    "Progress to assessment, review or reassessment": "Progress to Assessment",
    "Progress to support planning or services": "Progress to Support Planning / Services",
    "Continuation of support or services": "Provision of service",
    "NFA: Responsibility moved to another local authority": "NFA - Moved to another LA",
    "NFA: Referral to NHS services or NHS funded social care": "NFA - 100% NHS funded care",
    "NFA: Self-funded client or under 12wk disregard": "NFA - Self-funded client (Inc. 12wk disregard)",
    "NFA: Information and advice or signposting": "NFA - Information & Advice / Signposting only",
    "NFA: Support declined": "NFA - Support declined",
    "NFA: Support ended as planned": "Service ended as planned",
    "NFA: Support ended for other reason": "NFA - Support ended – other reason",
    "NFA: No services offered for other reason": "NFA - No services offered: Other reason",
    "NFA: Other": "NFA- Other",
}
REVIEW_WORDS = {"planned": "Planned review of long term support"}


@dataclass(frozen=True)
class Settings:
    """How a file is written. `faults` off writes a clean one."""

    people: int
    seed: int = 1
    end: date = date(2026, 9, 30)
    release: int = 2
    date_format: str = DATE_FORMATS[0]
    encoding: str = "utf-8"
    delimiter: str = ","
    newline: str = "\r\n"
    faults: bool = True
    council: str = "999"

    @property
    def start(self) -> date:
        """The first day of the twelve months."""
        return self.end.replace(year=self.end.year - 1) + timedelta(1)


def varied(people: int, seed: int) -> Settings:
    """Settings that differ with the seed: one file in ten in the wording of Release 1, dates in any of four ways."""
    rng = random.Random(seed)  # noqa: S311 - which wording a made-up file has
    return Settings(
        people=people,
        seed=seed,
        release=1 if rng.random() < 0.1 else 2,
        date_format=rng.choice(DATE_FORMATS),
        encoding=rng.choice(["utf-8", "utf-8-sig", "cp1252"]),
    )


@dataclass
class Planted:
    """One planted fault: kind, the person's first local ID, and the line where it stands (0: all of theirs)."""

    kind: str
    local_id: str
    line: int = 0


@dataclass
class Made:
    """What was written: lines with the header, planted faults, and everybody with the lines' help, if asked to keep."""

    lines: int = 0
    planted: list[Planted] = field(default_factory=list)
    people: list[Somebody] = field(default_factory=list)


class Writer:
    """Writes one file."""

    def __init__(self, settings: Settings, out: TextIO, keep: bool = True) -> None:
        self.settings, self.keep, self.made = settings, keep, Made()
        self.rng = random.Random(settings.seed + 1)  # noqa: S311 - see Inventor
        self._csv = csv.writer(out, delimiter=settings.delimiter, lineterminator=settings.newline)
        self._words: dict[tuple[str, str], str] = {}

    def write(self) -> Made:
        """Everybody's rows."""
        self._line(HEADER)
        inventor = Inventor(self.settings.seed, self.settings.start, self.settings.end)
        for _ in range(self.settings.people):
            one = inventor.person()
            if self.settings.faults:
                self._spoil(one)
            self._rows(one)
            if self.keep:
                self.made.people.append(one)
        return self.made

    def _line(self, cells: list[str]) -> None:
        self._csv.writerow(cells)
        self.made.lines += 1

    def _plant(self, kind: str, one: Somebody, line: int = 0) -> None:
        one.faults.add(kind)
        if self.keep:
            self.made.planted.append(Planted(kind, one.local_ids[0], line))

    # --- Faults of a person -----------------------------------------------------------------------------------------

    def _spoil(self, one: Somebody) -> None:
        """What a fault changes about a person for good."""
        chance = self.rng.random
        self._restart(one)
        if "open-equipment" in one.faults:
            self._plant("open-equipment", one)
            equipment = next(h for h in one.happenings if h.component == "equipment")
            if chance() < 0.3 and not one.death:
                equipment.start = self.settings.start - timedelta(self.rng.randrange(30, 900))
        if chance() < 0.03:
            one.nhs = ""
            self._plant("no-nhs-number", one)
        elif chance() < 0.01 and len(one.happenings) > 1:
            one.local_ids.append(one.local_ids[0] + "5")
            self._plant("two-local-ids", one)
        if chance() < 0.002:
            one.birth = date(1900, 1, 1)
            self._plant("born-1900", one)
        if chance() < 0.003:
            one.ethnicity = ""
            self._plant("bare-white", one)
        requests = [h for h in one.happenings if h.kind == "request" and h.client == "service-user"]
        if requests and truth.age_on(one.birth, self.settings.end) in range(70, 110) and chance() < 0.01:
            requests[-1].route = "transition"
            self._plant("transition-at-70", one)
        elif requests and truth.age_on(one.birth, self.settings.start) in range(18, 24) and chance() < 0.5:
            requests[-1].route = "transition"
        elif requests and truth.age_on(one.birth, self.settings.start) in range(30, 60) and chance() < 0.01:
            requests[-1].route = "transition"
            self._plant("transition-to-check", one)
        real = [r for r in one.reasons if r != "support-to-carer"]
        if len(real) == 1 and chance() < 0.05 and self._earliest(one) is not None:
            one.reasons.insert(1, "mental-health" if real[0] != "mental-health" else "personal-care")
            self._plant("conflicting-reason", one)
        elif (
            chance() < 0.02 and one.ethnicity not in {"", "refused", "undeclared"} and self._earliest(one) is not None
        ):
            self._plant("conflicting-ethnicity", one)

    def _restart(self, one: Somebody) -> None:
        """A year-old service whose start was set to 1 April, with the row before it closed the day before."""
        april = date(self.settings.end.year, 4, 1)
        if april > self.settings.end:
            april = date(self.settings.end.year - 1, 4, 1)
        old = [h for h in one.happenings if h.service in truth.LONG and h.start < self.settings.start and not h.end]
        if one.death or not old or self.rng.random() > 0.04:
            return
        for h in old:
            one.happenings.append(replace(h, start=april))
            h.end = april - timedelta(1)
            h.outcome = "continuation"
        self._plant("restarted-on-1-april", one)

    def _earliest(self, one: Somebody) -> Happening | None:
        """The happening whose row speaks last of all, where there is one with another before it."""
        start, end = self.settings.start, self.settings.end
        if len(one.happenings) < 2 or not all(truth.counts(h, one.death, start, end) for h in one.happenings):
            return None
        order = sorted(one.happenings, key=lambda h: (h.end or truth.FOREVER, h.start))
        keys = [(h.end, h.start) for h in order]
        return order[0] if keys.count(keys[0]) == 1 else None

    # --- Rows -------------------------------------------------------------------------------------------------------

    def _rows(self, one: Somebody) -> None:
        person = self._person_cells(one)
        oldest = self._earliest(one) if one.faults & {"conflicting-reason", "conflicting-ethnicity"} else None
        for place, h in enumerate(one.happenings):
            cells = {**person, **self._event_cells(one, h)}
            if oldest is h and "conflicting-reason" in one.faults:
                cells["reason"] = self._word("reason", one.reasons[1])
            elif "support-to-carer" in one.reasons and h.client == "carer":
                cells["reason"] = self._word("reason", "support-to-carer")
            if oldest is h and "conflicting-ethnicity" in one.faults:
                other = "white-irish" if one.ethnicity != "white-irish" else "asian-indian"
                cells["ethnicity"] = self._word("ethnicity", other)
            if "two-local-ids" in one.faults and place:
                cells["local"] = one.local_ids[1]
            self._write(cells)
            if self.settings.faults and h.kind:
                self._row_faults(one, h, cells)

    def _row_faults(self, one: Somebody, h: Happening, cells: dict[str, str]) -> None:
        """Rows beside the true one that have to be seen through."""
        chance = self.rng.random()
        if chance < 0.015:
            self._write(cells)
            self._plant("exact-duplicate", one, self.made.lines)
        elif chance < 0.020 and h.end and h.outcome in truth.HIERARCHY[:-1]:
            worse = truth.HIERARCHY[truth.HIERARCHY.index(h.outcome) + 1 :]
            self._write({**cells, "outcome": self._word("outcome", self.rng.choice(worse))})
            self._plant("two-outcomes", one, self.made.lines)
        elif chance < 0.023:
            start = self.settings.start + timedelta(self.rng.randrange(100, 300))
            spoiled = {"start": self._date(start), "end": self._date(start - timedelta(self.rng.randrange(1, 90)))}
            self._write({**cells, **spoiled})
            self._plant("end-before-start", one, self.made.lines)
        elif one.death and chance < 0.1:
            late = {"start": self._date(one.death + timedelta(3)), "end": self._date(one.death + timedelta(9))}
            self._write({**cells, **late})
            self._plant("death-before-event", one, self.made.lines)

    def _write(self, cells: dict[str, str]) -> None:
        names = {**cells}
        line = []
        for key in _ORDER:
            value = names.get(key, "")
            if not value and self.settings.faults and self.rng.random() < 0.01:
                value = "NULL"
            line.append(value)
        self._line(line)

    def _date(self, day: date | None) -> str:
        return day.strftime(self.settings.date_format) if day else ""

    def _word(self, key: str, slug: str) -> str:
        """A value as the file's release writes it."""
        if not slug:
            return ""
        known = self._words.get((key, slug))
        if known is None:
            known = vocabulary.VALUES[key].wordings[slug][0]
            if key == "review" and slug == "planned":
                known = REVIEW_WORDS["planned"] if self.settings.release == 2 else "Planned"
            elif self.settings.release == 1:
                known = RELEASE_1.get(known, known.replace(": ", " - ") if key == "ethnicity" else known)
            elif key == "route":
                known = known.capitalize()
            self._words[key, slug] = known
        return known

    def _person_cells(self, one: Somebody) -> dict[str, str]:
        word = self._word
        return {
            "council": self.settings.council,
            "period_start": self._date(self.settings.start),
            "period_end": self._date(self.settings.end),
            "nhs": one.nhs,
            "local": one.local_ids[0],
            "first_name": one.first_name,
            "last_name": one.last_name,
            "GP Practice Name": "Sandpiper Lane Surgery, Northmoor",
            "GP Practice Code": "Z99001",
            "postcode": one.postcode,
            "birth": self._date(one.birth),
            "death": self._date(one.death),
            "gender": word("gender", one.gender),
            "ethnicity": "White" if "bare-white" in one.faults else word("ethnicity", one.ethnicity),
            "reason": word("reason", one.reasons[0]) if one.reasons else "",
            "accommodation": word("accommodation", one.accommodation),
            "employment": word("employment", one.employment),
            "has_carer": word("has_carer", one.has_carer),
            "autism": word("autism", one.autism),
            "visual": word("visual", one.visual),
            "hearing": word("hearing", one.hearing),
            "dementia": word("dementia", one.dementia),
            "funding": word("funding", one.funding),
        }

    def _story(self, one: Somebody) -> str:
        return f'{one.first_name} {one.last_name} rang, is "much better"' if self.rng.random() < 0.05 else ""

    def _event_cells(self, one: Somebody, h: Happening) -> dict[str, str]:
        word = self._word
        cells = {"client": word("client", h.client)}
        cells |= {f"linked_{n}": link for n, link in enumerate(h.links, 1)}
        if not h.kind:
            return cells
        cells |= {
            "event": word("event", h.kind),
            "Event Reference": f"{one.local_ids[0]}/{self.made.lines}",
            "start": self._date(h.start),
            "end": self._date(h.end),
            "outcome": word("outcome", h.outcome),
            "route": word("route", h.route),
            "assessment": word("assessment", h.assessment),
            "eligible": word("eligible", h.eligible),
            "service": word("service", h.service),
            "component": word("component", h.component),
            "mechanism": word("mechanism", h.mechanism),
            "review": word("review", h.review),
            "achieved": word("achieved", h.achieved),
            "description": f'{one.first_name} {one.last_name} rang, is "much better"'
            if self.rng.random() < 0.05
            else "",
        }
        if h.conversation:
            cells["description"] = "Conversation, held at home"
        cells["assessment_method" if h.kind == "assessment" else "review_method"] = word("review_method", h.method)
        if h.kind == "service" and h.service in truth.LONG:
            cells["Provider CQC Location Name"] = "Curlew House, Northmoor"
            cells["Provider CQC Location ID"] = "1-999000111"
        if h.cost is not None:
            sign = "-" if self.settings.faults and self.rng.random() < 0.01 else ""
            cells |= {"cost": f"{sign}{h.cost:.2f}", "frequency": "Weekly", "units": f"{h.units:.2f}"}
        return cells


_KEYS = {name: key for key, name in fields.READ.items()}
# The order of the specification, in which Gender comes before the dates of birth and death and so on.
SPECIFIED = """LA Code|Reporting Period Start Date|Reporting Period End Date|NHS Number|LA Person Unique Identifier
First Name|Last Name|GP Practice Name|GP Practice Code|Gender|Ethnicity|Date of Birth|Date of Death|Client Type
Primary Support Reason|Postcode|Accommodation Status|Employment Status|Has Unpaid Carer
Autism Spectrum Disorder (ASD)|Visual Impairment|Hearing Impairment|Dementia|Client Funding Status|Event Type
Event Reference|Event Start Date|Event End Date|Event Description|Event Outcome|Request: Route of Access
Assessment Type|Eligible Needs Identified|Method of Assessment|Total Hrs Caring per week
No. of adults being cared for|Adult 1 Linked Person_ID|Adult 2 Linked Person_ID|Adult 3 Linked Person_ID|Service Type
Service Component|Delivery Mechanism|Provider CQC Location Name|Provider CQC Location ID|Review Reason
Review Outcomes Achieved|Method of Review|Unit Cost|Cost Frequency (Unit Type)|Planned units per week"""
HEADER = [name for line in SPECIFIED.splitlines() for name in line.split("|")]
_ORDER = [_KEYS.get(name, name) for name in HEADER]


def write(settings: Settings, out: TextIO, *, keep: bool = True) -> Made:
    """Write the file of a number of invented people; `keep` what is needed for the truth."""
    return Writer(settings, out, keep).write()


def truths(settings: Settings, made: Made) -> Iterator[dict[str, Any]]:
    """Everybody's truth: local IDs, attributes by slug, and the group of people who belong together (0 for alone)."""
    by_id = {local_id: place for place, one in enumerate(made.people) for local_id in one.local_ids}
    named: set[int] = set()
    names: set[int] = set()
    group = list(range(len(made.people)))

    def find(place: int) -> int:
        while group[place] != place:
            group[place] = group[group[place]]
            place = group[place]
        return place

    homes: dict[tuple[str, str], int] = {}
    for place, one in enumerate(made.people):
        group[find(place)] = find(homes.setdefault((one.postcode, one.last_name), place))
        for h in one.happenings:
            for link in h.links:
                if link in by_id:
                    group[find(place)] = find(by_id[link])
                    names.add(place)
                    inside = not h.kind or truth.counts(h, one.death, settings.start, settings.end)
                    if inside and h.client in {"carer", "linked-carer"}:
                        named.add(by_id[link])
    sizes: dict[int, int] = {}
    for place in range(len(made.people)):
        sizes[find(place)] = sizes.get(find(place), 0) + 1
    for place, one in enumerate(made.people):
        told = truth.attributes(one, settings.start, settings.end, place in named, place in names)
        yield {
            "local_ids": one.local_ids,
            "group": find(place) + 1 if sizes[find(place)] > 1 else 0,
            "attributes": told,
        }


def truth_file(settings: Settings, made: Made) -> str:
    """The truth as JSON: settings, planted faults, people."""
    told = {
        "period": [settings.start.isoformat(), settings.end.isoformat()],
        "release": settings.release,
        "lines": made.lines,
        "planted": [vars(one) for one in made.planted],
        "people": list(truths(settings, made)),
    }
    return json.dumps(told, indent=None, separators=(",", ":"), ensure_ascii=False)


def as_bytes(settings: Settings, *, keep: bool = True) -> tuple[bytes, Made]:
    """The whole file in memory, for tests."""
    out = io.StringIO(newline="")
    made = write(settings, out, keep=keep)
    return out.getvalue().encode(settings.encoding), made
