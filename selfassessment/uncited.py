"""Figures in a text that look like a measure's and are not cited, with the measure they probably are. Pure.

Told where the number and the words agree with one measure ("65.1% ... satisfied with their care"), where a number with
a decimal is one of this council's newest figures that matter to the statement, or where words name a measure that says
something else. Numbers in links, quotations, addresses and dates are left alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assurance.cited import OWN, Reference, references
from selfassessment.assertions import sentences

_PER_CENT = r"(?P<per_cent>\s?%|\s?per ?cent\b)"
_RATE = r"(?P<rate>\s?(?:people\s)?per\s(?:100,000|100k)\b)"
_SCORE = r"(?=\s?\(score|\sout of (?:12|24)\b)"
_NUMBER = re.compile(
    rf"(?<![\w.,£/-])(?P<number>\d{{1,3}}(?:,\d{{3}})*(?:\.\d{{1,3}})?)(?:{_PER_CENT}|{_RATE}|{_SCORE})",
    re.I,
)
_NOT_OURS = re.compile(r"https?://\S+|“[^”\n]{0,400}”|\"[^\"\n]{0,400}\"")
_NOT_A_RESULT = re.compile(
    r"\b(?:increase|decrease|rise|fall|growth|cut|reduction|saving|budget|sample|response rate|confidence|target"
    r"|ambition|aim|goal|percentage points?|vat|discount|growing|grown|by 20\d\d)\b",
    re.I,
)  # fmt: skip
_YEARS = re.compile(r"\b(20\d\d)\s?[-–/]\s?(\d\d)\b")
_EARLIER = re.compile(r"\b(?:from|previously)\s+(?:just (?:over|under)\s+)?$", re.I)  # "up from 58%"
_ONCE = re.compile(r"\b(?:was|were)\s+(?:just (?:over|under)\s+)?$", re.I)  # "it was 58%", beside what it is now
_BEFORE = re.compile(r"\b(?:before|earlier|previous|last year|years? ago)\b", re.I)
# What people call a measure, by its line: every group has to be met by one of its words.
_EASY = r"eas(?:y|ier|ily)\b.{0,40}information|information.{0,60}\beas(?:y|ier|ily)"
_NAMES: dict[str, tuple[str, ...]] = {
    "ascof-1a": (r"social care[- ]related quality of life|SCRQoL",),
    "ascof-1c": (r"carers?\b.{0,40}quality of life|quality of life.{0,40}\bcarers?",),
    "ascof-1d": (r"satisf", r"(?:people who (?:use|receive|draw)|service users|adults|care and support|their care)"),
    "ascof-1e": (r"satisf", r"\bcarers?\b"),
    "ascof-2a": (r"reablement", r"(?:no (?:further|ongoing|long)|independen|support)"),
    "ascof-2b": (r"admi(?:ssions?|tted)|care homes?", r"18[- –to]{1,4}64|working[- ]age|younger"),
    "ascof-2c": (r"admi(?:ssions?|tted)|care homes?", r"65|older"),
    "ascof-2d-1": (r"reablement|rehabilitation", r"91 days|12 weeks|still at home|remain"),
    "ascof-2d-2": (r"reablement", r"discharge", r"received|offered"),
    "ascof-2e-1": (r"learning disabilit", r"own home|at home|with (?:their )?family"),
    "ascof-3a": (r"control over (?:their )?daily li",),
    "ascof-3b": (r"\bcarers?\b", r"included|consulted|involved"),
    "ascof-3c-1": (_EASY, r"(?:people who|service users|adults|users)"),
    "ascof-3c-2": (_EASY, r"\bcarers?\b"),
    "ascof-3d-1a": (r"self[- ]directed",),
    "ascof-3d-2a": (r"direct payments?",),
    "ascof-4a": (r"\b(?:feel|felt|feeling) safe\b",),
    "ascof-4b": (r"section 42|s42|safeguarding", r"risk", r"reduced|removed"),
    "ascof-5a-1": (r"social contact", r"(?:people who|service users|adults|users|as they)"),
    "ascof-5a-2": (r"social contact", r"\bcarers?\b"),
    "ascof-6a": (r"turnover", r"staff|workforce|care workers?|leav"),
    "ascof-6b": (r"good or outstanding", r"care homes?|residential|providers?"),
}  # fmt: skip
_CARERS = re.compile(r"\b(?:unpaid |family )?carers?\b", re.I)
_STAFF = re.compile(r"\b(?:staff|practitioners?|social workers?|colleagues|managers|providers?|partners?)\b", re.I)
_OF_CARERS = frozenset({"ascof-1c", "ascof-1e", "ascof-3b", "ascof-3c-2", "ascof-5a-2", "ascof-3d-1b", "ascof-3d-2b"})
# Whose names are used for hardly anything else.
_UNMISTAKABLE = frozenset(
    "ascof-1d ascof-1e ascof-3a ascof-3c-1 ascof-3c-2 ascof-4a ascof-5a-1 ascof-5a-2 ascof-2c ascof-2b".split()
)
_OTHERS = re.compile(
    r"\b(?:England|English|national(?:ly)?|region(?:al)?|neighbours?|average|target|other councils|survey of our"
    r"|our own|local survey|local measure|internal|calls?|called"
    r"|audit\w*|files?|interviews?|replies)\b",
    re.I,
)  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A figure that could be meant, with the reference that would cite it. `line` is the measure's in all its codes."""

    reference: Reference
    value: float
    decimals: int
    unit: str
    line: str
    title: str
    newest: bool = True
    here: bool = False  # whether its measure is mapped to the statement the text stands in


@dataclass(frozen=True)
class Uncited:
    """A number that is not cited: where it stands, its sentence, and what it probably is."""

    start: int
    end: int
    number: str
    sentence: str
    suggested: Candidate
    agrees: bool  # whether the number is the measure's figure; if not, the words name it and it says something else


def uncited(text: str, candidates: Sequence[Candidate]) -> list[Uncited]:
    """The numbers of a text that look like a measure's figure and are not cited, each with the likeliest measure."""
    if not candidates or not re.search(r"\d", text):
        return []
    hidden = [*text]
    for start, end in [(r.start, r.end) for r in references(text)] + [m.span() for m in _NOT_OURS.finditer(text)]:
        hidden[start:end] = "\ufdd3" * (end - start)
    plain, found = "".join(hidden), []
    for one in sentences(text):
        words = plain[one.start : one.end]
        every = _NUMBER.finditer(words)
        told = [match for match in every if not _EARLIER.search(words, 0, match.start())]
        now = [match for match in told if not _ONCE.search(words, 0, match.start())]
        numbers = now if now or _BEFORE.search(words) else told  # "was 60%" may be the year the text is about
        for match in numbers:
            near = _around(words, match, numbers)
            picked = _likeliest(match, near, words, candidates)
            if picked is not None:
                candidate, agrees = picked
                start = one.start + match.start()
                end = one.start + match.end()
                found.append(Uncited(start, end, " ".join(match[0].split()), one.reads, candidate, agrees))
    return found


def _around(words: str, match: re.Match[str], numbers: list[re.Match[str]]) -> str:
    """The words that belong to a number: up to the numbers beside it."""
    before = max((m.end() for m in numbers if m.end() <= match.start()), default=0)
    after = min((m.start() for m in numbers if m.start() >= match.end()), default=len(words))
    return words[before:after]


def _likeliest(
    match: re.Match[str], near: str, sentence: str, candidates: Sequence[Candidate]
) -> tuple[Candidate, bool] | None:
    told = match["number"].replace(",", "")
    value, decimals = float(told), len(told.partition(".")[2])
    if _NOT_A_RESULT.search(near.replace(match[0], " ", 1)):
        return None
    years = {f"{year[1]}-{year[2]}" for year in _YEARS.finditer(sentence)}
    fitting = [one for one in candidates if _unit_fits(match, one) and years <= {one.reference.period}]
    named = [one for one in fitting if _is_named(one, near)]
    same = [one for one in named if _agrees(value, decimals, one)]
    if same:
        return max(same, key=lambda one: (one.reference.area == OWN, one.newest, one.here)), True
    exact = [one for one in fitting if decimals and decimals == one.decimals and one.newest and one.here]
    exact = [one for one in exact if one.reference.area == OWN and _agrees(value, decimals, one)]
    if len({one.line for one in exact}) == 1 and not named and _is_hinted_at(exact[0], near):
        return exact[0], True
    # The words name a measure whose figure is another: only where they can't be about somebody else or another time.
    if _OTHERS.search(sentence) or re.search(r"\b20\d\d\b", sentence):
        return None
    own = [one for one in named if one.reference.area == OWN and one.newest and one.line in _UNMISTAKABLE]
    return (own[0], False) if len({one.line for one in own}) == 1 else None


def _unit_fits(match: re.Match[str], one: Candidate) -> bool:
    if match["per_cent"]:
        return one.unit == "%"
    if match["rate"]:
        return "per 100,000" in one.unit
    return one.unit.startswith("score")


def _agrees(value: float, decimals: int, one: Candidate) -> bool:
    """Whether a number is a figure, as published or rounded to whole ones."""
    if decimals >= one.decimals:
        return abs(value - one.value) < 0.5 * 10**-one.decimals
    return abs(value - one.value) <= 0.5 * 10**-decimals


def _is_hinted_at(one: Candidate, near: str) -> bool:
    """Whether some of the words stand by which a measure is known."""
    return any(re.search(group, near, re.I) for group in _NAMES.get(one.line, ()))


def _is_named(one: Candidate, near: str) -> bool:
    groups = _NAMES.get(one.line)
    if (
        groups is None
        or (one.line != "ascof-6a" and _STAFF.search(near))
        or bool(_CARERS.search(near)) != (one.line in _OF_CARERS)
    ):
        return False
    return all(re.search(group, near, re.I) for group in groups)
