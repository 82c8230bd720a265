r"""Figures cited in a text: the reference as it is stored, and what people read in its place. Pure.

A reference is one line of plain words in braces, so that it passes through every place a text passes through (Markdown,
a spreadsheet and back, a comparison of versions, the next round) and can still be read where nobody resolves it:

    {{ascof-2023:1D, 2024-25 = 65.1%; as at 2026-11-28}}
    {{ascof-2023:5A(1), 65 and over, England, 2024-25 = 45.8%; as at 2026-11-28}}
    {{local:waiting-list, 2026-10-31 = 41 people; as at 2026-11-28}}

It names the framework and the code of a measure, then in any order what is not the usual: a disaggregation (the usual:
everybody), an area (the usual: the council's own; else England, region or an area's code), a source that is not the
published file, and the period. After "=" stands the figure as it was when it was cited, which is what people read
wherever the text goes: words around a figure were written about that figure, so it never changes under them. Whether
it still is what the data says is told beside it (selfassessment/claims.py).
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from assurance.readings import period_in_words

TOTAL = "Total"
OWN, ENGLAND, REGION = "", "England", "region"
NEWEST = "ascof-2023"
FRAMEWORKS = ("ascof-2014", "ascof-2023", "ascof", "ascs", "sace", "sac", "workforce", "local")
SOURCES = frozenset({"published", "lg-inform", "own", "invented"})

# A reference never runs over a line and is never longer than this, so that braces which close nothing cost little.
_REFERENCE = re.compile(r"\{\{\s*(" + "|".join(FRAMEWORKS) + r")\s*:\s*([^{}\n]{1,300})\}\}", re.IGNORECASE)
_CITED = re.compile(r"\{\{[^{}\n]{1,320}\}\}")  # what the page that writes takes for a reference
_YEAR = re.compile(r"(20\d\d)\s*[-–/]\s*(\d\d)")
_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_AREA_CODE = re.compile(r"[EWSN]\d{8}")
_AS_AT = re.compile(r"as at\s+(20\d\d-\d\d-\d\d)", re.IGNORECASE)
_NOT_IN_A_FIGURE = re.compile(r"[{}=;\n]")
_HOLD = "\ufdd0"  # no character of any script: stands where a reference is put back after the text is set out


@dataclass(frozen=True)
class Reference:
    """A figure named in a text. `figure` is how it read when it was cited, `at` the day of that; empty when unknown."""

    framework: str
    code: str
    disaggregation: str = TOTAL
    area: str = OWN
    period: str = ""
    source: str = ""
    figure: str = ""
    at: str = ""

    @property
    def stored(self) -> str:
        """The reference as a text holds it.

        >>> Reference("ascof-2023", "1D", area="England", period="2024-25", figure="65.4%", at="2026-11-28").stored
        '{{ascof-2023:1D, England, 2024-25 = 65.4%; as at 2026-11-28}}'
        """
        usual = self.disaggregation == TOTAL
        named = [self.code, "" if usual else self.disaggregation, self.area, self.source, self.period]
        figure = " ".join(_NOT_IN_A_FIGURE.sub(" ", self.figure).split())
        said = f" = {figure}" if figure else ""
        said += f"; as at {self.at}" if self.at else ""
        return "{{" + f"{self.framework}:{', '.join(filter(None, named))}{said}" + "}}"

    @property
    def shown(self) -> str:
        """What people read: the figure and its period.

        >>> Reference("ascof-2023", "1D", period="2024-25", figure="65.1%").shown
        '65.1% (2024-25)'
        >>> Reference("ascof-2023", "1A", period="2024-25", figure="19.2 (score out of 24)").shown
        '19.2 (score out of 24, 2024-25)'
        """
        return self.in_words()

    def in_words(self, *, in_brackets: bool = False) -> str:
        """What people read; `in_brackets` where the writer has put it in brackets already."""
        if not self.figure:
            return f"[{self.code}: figure not filled in]"
        period = period_in_words(self.period)
        if not period:
            return self.figure
        if in_brackets:
            return f"{self.figure}, {period}"
        return f"{self.figure[:-1]}, {period})" if self.figure.endswith(")") else f"{self.figure} ({period})"

    @property
    def key(self) -> tuple[str, str, str, str, str, str]:
        """What it points at, whatever it said and when."""
        return self.framework, self.code, self.disaggregation, self.area, self.period, self.source

    def said(self, figure: str, period: str, at: str) -> "Reference":
        """The same with another figure."""
        return replace(self, figure=figure, period=period, at=at)


@dataclass(frozen=True)
class Found:
    """A reference and where it stands in its text."""

    reference: Reference
    start: int
    end: int
    in_brackets: bool = False

    @property
    def shown(self) -> str:
        """What people read in its place.

        >>> shown("well above England ({{ascof:1D, 2024-25 = 65.1%}})")
        'well above England (65.1%, 2024-25)'
        """
        return self.reference.in_words(in_brackets=self.in_brackets)


def read(inside: str, framework: str) -> Reference | None:
    """The reference that stands between braces after the framework's name; None when it names no measure.

    >>> read("1D, England", "ascof").stored
    '{{ascof-2023:1D, England}}'
    """
    names, _, said = inside.partition("=")
    if not said and ";" in names:
        names, _, said = names.partition(";")
        figure, rest = "", said
    else:
        figure, _, rest = said.partition(";")
    code, *others = [" ".join(name.split()) for name in names.split(",")]
    if not code:
        return None
    at = _AS_AT.search(rest)
    found = Reference(framework.lower(), code, figure=figure.strip(), at=at[1] if at else "")
    for other in filter(None, others):
        found = _with(found, other)
    return replace(found, framework=_framework(found)) if found.framework == "ascof" else found


def _with(reference: Reference, name: str) -> Reference:
    if year := _YEAR.fullmatch(name):
        return replace(reference, period=f"{year[1]}-{year[2]}")
    if day_of(name):
        return replace(reference, period=name)
    if name.casefold() == "england":
        return replace(reference, area=ENGLAND)
    if name.casefold() in {"region", "our region"}:
        return replace(reference, area=REGION)
    if name.lower() in SOURCES:
        return replace(reference, source=name.lower())
    if _AREA_CODE.fullmatch(name):
        return replace(reference, area=name)
    return replace(reference, disaggregation=name)


def _framework(reference: Reference) -> str:
    """Which framework is meant by the plain name: the one whose codes that year's files use, or the newest."""
    return "ascof-2014" if "" < reference.period < "2023-24" else NEWEST


def references(text: str) -> list[Found]:
    """Every reference in a text, in its order."""
    if "{{" not in text:
        return []
    found = []
    for match in _REFERENCE.finditer(text):
        reference = read(match[2].strip(), match[1])
        if reference is not None:
            before = text[max(0, match.start() - 2) : match.start()].rstrip()
            found.append(Found(reference, match.start(), match.end(), before.endswith("(")))
    return found


def replaced(text: str, put: Callable[[Found], str]) -> str:
    """The text with something else in the place of each reference."""
    said, at = [], 0
    for one in references(text):
        said += [text[at : one.start], put(one)]
        at = one.end
    return "".join([*said, text[at:]]) if said else text


def shown(text: str) -> str:
    """The text as people read it.

    >>> shown("We are at {{ascof:1D, 2024-25 = 65.1%; as at 2026-11-28}}.")
    'We are at 65.1% (2024-25).'
    """
    return replaced(text, lambda one: one.shown)


def words_in(text: str) -> int:
    """How many words a text has: what stands between spaces and holds a letter or a figure.

    It is the count of static/js/writing.js too. A figure that is cited counts as one word, and the signs that set a
    text out as none.

    >>> words_in("# Our plan - we are at {{ascof:1D, 2024-25 = 65.1%; as at 2026-11-28}} (of 100%).")
    8
    """
    read = _CITED.sub("0", text)
    return sum(word.isalnum() or any(sign.isalnum() for sign in word) for word in read.split())


def put_aside(text: str) -> tuple[str, list[Found]]:
    """The text with a sign no script has in the place of each reference, for `put_back` after it is set out."""
    aside: list[Found] = []
    if "{{" not in text and _HOLD not in text:
        return text, aside

    def keep(one: Found) -> str:
        aside.append(one)
        return f"{_HOLD}{len(aside) - 1}{_HOLD}"

    return replaced(text.replace(_HOLD, ""), keep), aside


def put_back(said: str, aside: list[Found], put: Callable[[Found], str]) -> str:
    """The text that was set out, with what stands for each reference in its place."""
    return re.sub(f"{_HOLD}(\\d+){_HOLD}", lambda match: put(aside[int(match[1])]), said)


def as_at(text: str) -> str:
    """When the figures of a text were taken, as a sentence; nothing where none is cited.

    >>> as_at("{{ascof:1D, 2024-25 = 65.1%; as at 2026-11-28}} and {{ascof:4A, 2024-25 = 70%; as at 2026-11-28}}")
    'Figures as at 28 November 2026.'
    """
    days = sorted({day for one in references(text) if (day := day_of(one.reference.at))})
    if not days:
        return ""
    one = len(references(text)) == 1
    *before, last = [day_in_words(day) for day in days]
    listed = f"{', '.join(before)} and {last}" if before else last
    return f"Figure{'' if one else 's'} as at {listed}."


def day_in_words(day: datetime.date) -> str:
    """Such as 28 November 2026."""
    return f"{day.day} {day:%B %Y}"


def day_of(text: str) -> datetime.date | None:
    """The day a text names as 2026-11-28; None for anything else."""
    try:
        return datetime.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
