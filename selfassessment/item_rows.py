"""The rows of a letter's spreadsheet as items, and what can't be taken with a sentence each. Pure."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from selfassessment.item_sheet import heading_row
from selfassessment.served import Names, plain, served_in

KINDS = {
    **dict.fromkeys(
        "document documents doc docx pdf policy strategy report narrative text word".split(), "document"
    ),
    **dict.fromkeys(("word document", "pdf document", "document item", "written response"), "document"),
    **dict.fromkeys("data dataset figures excel xlsx xls csv spreadsheet".split(), "data"),
    **dict.fromkeys(("data item", "excel spreadsheet", "data return"), "data"),
    "list": "list", "link": "link", "url": "link", "web link": "link",
}  # fmt: skip
PRESETS = {
    "week 1": "return-first-week", "1 week": "return-first-week", "one week": "return-first-week",
    "first week": "return-first-week", "week 3": "return-third-week", "3 weeks": "return-third-week",
    "three weeks": "return-third-week", "third week": "return-third-week",
    "after second notification": "second-notification", "second notification": "second-notification",
    "case list": "case-list",
}  # fmt: skip
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row that can be taken: its line in the file and what it asks for."""

    line: int
    section: str
    reference: str
    title: str
    wording: str = ""
    kind: str = "document"
    due_with: str = ""
    due_on: datetime.date | None = None
    statements: tuple[str, ...] = ()  # slugs; none where no cell says which it serves


@dataclass
class Found:
    """What a file's rows come to: what can be taken, and what can't with the line and a sentence."""

    rows: list[Row] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    carried: list[int] = field(default_factory=list)  # lines put under the section above them


def items_in(
    rows: Sequence,
    means: Mapping[str, int],
    sections: Mapping[str, str],
    there: Mapping[tuple[str, str], str],
    known: Names | None = None,
) -> Found:
    """The rows under the headings as items, and what can't be taken.

    `sections` are slugs by what people call them (see section_words), `there` the titles of items that are in the
    return already, by section and reference, and `known` the names of the statements an item may serve.
    """
    known = known or Names()
    found, seen, under, above = Found(), {}, "", ""
    for line, cells in rows[heading_row(rows) + 1 :]:
        filled = [cell for cell in cells if cell]
        # A heading above the items of one section; a number alone is a reference whose title is missing.
        if len(filled) == 1 and not filled[0].isdigit() and section_of(filled[0], sections):
            under = section_of(filled[0], sections)
            continue
        told = {name: cells[place] if place < len(cells) else "" for name, place in means.items()}
        serves, unknown = served_in(told.get("statements", ""), known)
        told = {name: " ".join(cell.split()) for name, cell in told.items()}  # only names stand one a line
        # A file of CSV or ODS keeps the words of merged cells in the first row only: what has no section and no heading
        # above it is taken to stand under the section of the row above.
        merged = "section" in means and not told["section"] and not under and bool(above)
        above = (section_of(told["section"], sections) if told.get("section") else above) or ""
        row, problems = _row(line, told, sections, under or (above if merged else ""), asked="section" in means)
        problems += unknown
        if row is not None:
            row = replace(row, statements=serves)
            key = (row.section, key_of(row.reference))
            if key in seen:
                problems.append(
                    f"“{row.reference}” stands in this section already, in row {seen[key]}. A reference is given once "
                    "in a section: look which of the two is meant."
                )
            elif key in there:
                problems.append(f"“{row.reference}” is in the return already, as “{there[key]}”.")
            else:
                seen[key] = line
        if problems:
            found.problems += [(line, problem) for problem in problems]
        elif row is not None:
            found.rows.append(row)
            found.carried += [line] if merged else []
    return found


def _row(
    line: int, told: Mapping[str, str], sections: Mapping[str, str], under: str, *, asked: bool
) -> tuple[Row | None, list[str]]:
    problems = []
    section = section_of(told.get("section", ""), sections) or ("" if told.get("section") else under)
    if not section and told.get("section"):
        problems.append(
            f"“{told['section'][:60]}” is no section we know. Write General, Case list, Other, or a quality statement "
            "by its number (QS3) or its name."
        )
    elif not section:
        problems.append(
            "It has no section, and no row above it has one."
            if asked
            else "No column was read as the section. Say which one holds it, under “What the columns mean”."
        )
    reference, wording = told.get("reference", ""), told.get("wording", "")
    title = told.get("title", "") or _shortened(wording)
    if not reference:
        problems.append("It has no reference. Merged cells, and formulas that were never worked out, read as empty.")
    elif len(reference) > 40:
        problems.append(f"The reference is {len(reference)} characters long; it holds at most 40.")
    if not title:
        problems.append("It has neither a title nor a wording, so nobody could tell what is asked.")
    elif len(title) > 200:
        wording, title = (wording or title), _shortened(title)
    kind = KINDS.get(told.get("kind", "").casefold() or "document", "")
    if not kind:
        problems.append(f"“{told['kind'][:40]}” is no kind we know. Write document, data, list or link.")
    due_with, due_on, why = due_of(told.get("due", ""))
    if why:
        problems.append(why)
    if problems and not (section and reference):
        return None, problems
    return Row(line, section, reference, title, wording, kind, due_with, due_on), problems


FIRST_YEAR = 2023  # assessments under the Care Act began then


def due_of(text: str) -> tuple[str, datetime.date | None, str]:
    """When something is due: the milestone it goes with, or a date; else a sentence why neither is certain.

    >>> due_of("12th of January 2027")[1], due_of("Week 3")[0]
    (datetime.date(2027, 1, 12), 'return-third-week')
    >>> due_of("12th of January")[2]
    '“12th of January” gives no year. Write the whole date, such as 15 January 2027.'
    >>> due_of("01/02/03")[2]
    '“01/02/03” would be 1 February 2003, long before any assessment. Write a date such as 15 January 2027.'
    """
    said = text.strip().casefold().rstrip(".")
    if not said:
        return "", None, ""
    preset = PRESETS.get(re.sub(r"\bthe ", "", said.removeprefix("within ").removeprefix("in ")))
    if preset:
        return preset, None, ""
    for pattern, order in _DATES:
        if given := pattern.fullmatch(said):
            year, month, day = (given.group(name) for name in order)
            number = int(month) if month.isdigit() else _month(month)
            try:
                date = datetime.date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
            except ValueError:
                return "", None, f"“{text[:40]}” is no day of the calendar. Write a date such as 15 January 2027."
            if date.year < FIRST_YEAR:
                long_ago = f"“{text[:40]}” would be {date:%-d %B %Y}, long before any assessment."
                return "", None, f"{long_ago} Write a date such as 15 January 2027."
            return "", date, ""
    if re.fullmatch(r"(\d{1,2})(st|nd|rd|th)?( of)? ([a-z]+)", said) and _month(said.split()[-1]):
        return "", None, f"“{text[:40]}” gives no year. Write the whole date, such as 15 January 2027."
    return (
        "", None,
        f"“{text[:60]}” is no date we can be sure of. Write a date such as 15 January 2027, or week 1, week 3 or after "
        "second notification.",
    )  # fmt: skip


_ORDER = ("year", "month", "day")
_DATES = [
    (re.compile(pattern), _ORDER)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})([ t]00:00(:00)?)?",
        r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4}|\d{2})",
        r"([a-z]+,? )?(?P<day>\d{1,2})(st|nd|rd|th)?( of)? (?P<month>[a-z]{3,9})[.,]? (?P<year>\d{4})",
    )
]


def _month(word: str) -> int:
    """The number of a month by its name or at least the first three letters of it; 0 for another word."""
    return next((n for n, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)), 0)


def section_words(statements: Sequence[tuple[int, str, str]]) -> dict[str, str]:
    """What people call each section, as `section_of` compares it; statements come as (number, slug, title).

    >>> section_of("QS 3", section_words([(3, "equity", "Equity in experience and outcomes")]))
    'equity'
    """
    words = {"general": "general", "case list": "case-list", "case tracking": "case-list", "cases": "case-list",
             "other": "other", "additional": "other"}  # fmt: skip
    for number, slug, title in statements:
        for call in (f"qs{number}", f"quality statement {number}", f"statement {number}", str(number), title, slug):
            words[plain(call)] = slug
    return words


def section_of(text: str, words: Mapping[str, str]) -> str:
    """The section somebody means, also as “QS3: Equity” or “Quality statement 3 – Equity”; empty when none is meant."""
    said = plain(text)
    if not said:
        return ""
    if said in words:
        return words[said]
    numbered = re.match(r"(qs|quality statement|statement) ?(\d)\b", said)
    if numbered:
        return words.get(f"qs{numbered.group(2)}", "")
    return ""


def key_of(reference: str) -> str:
    """A reference as it is compared: "IR 3" and "ir3" are the same.

    >>> key_of("IR 3") == key_of("ir3")
    True
    """
    return "".join(reference.casefold().split())


def _shortened(text: str) -> str:
    return text if len(text) <= 120 else text[:117].rsplit(" ", 1)[0] + "…"
