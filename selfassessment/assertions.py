"""What a text says of the figures it cites: that one is above England, below its neighbours, better than before. Pure.

Only what can be told with confidence is told: a claim that is missed costs less than a false alarm, after which nobody
looks at the next one. So it is silent where words hope ("we aim to be above"), speak of other years or of "most
measures", where a clause has a subject of its own, and where it isn't clear which figure they belong to.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assurance.cited import ENGLAND as AREA_ENGLAND
from assurance.cited import OWN, Found, references, shown
from assurance.cited import REGION as AREA_REGION
from selfassessment.claim_words import (
    AT_A_FIGURE,
    BEFORE,
    BOUNDARY,
    DEGREE,
    DENIES,
    ENGLAND,
    FROM_A_NUMBER,
    GOES_ON,
    NEIGHBOURS,
    OVER_LONGER,
    REFERS_BACK,
    REGION,
    SENTENCE_END,
    SILENT,
    SINCE_A_YEAR,
    STRONG,
    TO_A_FIGURE,
    TRENDS,
    YEAR,
    Says,
    side_patterns,
    target_pattern,
)

PLACES = frozenset({ENGLAND, REGION, NEIGHBOURS})
LONGEST = 1500  # characters of a sentence; nobody can tell what a longer one speaks of
FAR = 140  # characters between a figure and what is said of it
NEAR = 70  # the same where a change is said
_MARK = re.compile("\ufdd1(\\d+)\ufdd2")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True)
class Assertion:
    """That a figure is something beside another.

    `against` is England, region, neighbours, "before" (the figure before it) or a year. `number` is a figure the words
    themselves name to compare with ("up from 61.2%"). `strong`: more than chance is said. `over_time`: a change is
    said, so that a break in the series matters.
    """

    figure: int  # which of the text's references, in their order
    against: str
    says: Says
    words: str
    denied: bool = False
    strong: bool = False
    over_time: bool = False
    number: float | None = None


@dataclass(frozen=True)
class _Hit:
    """Words that set some figure beside something."""

    start: int
    end: int
    says: Says
    against: tuple[str, ...] = ()  # none: a change, of which the words around tell since when
    strong: bool = False


@dataclass(frozen=True)
class Sentence:
    """One sentence of a text: where it stands, and how it reads."""

    start: int
    end: int
    reads: str


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, its lines apart."""
    hidden = _hidden(text, references(text))
    ends = [*SENTENCE_END.finditer(hidden)]
    starts = [0, *(match.end() for match in ends)]
    stops = [*(match.start() for match in ends), len(text)]
    return [
        Sentence(start, stop, _as_read(text[start:stop]))
        for start, stop in zip(starts, stops, strict=True)
        if text[start:stop].strip()
    ]


def _as_read(words: str) -> str:
    plain = re.sub(r"^\s*(?:[-*•–]|\d{1,3}[.)]|#{1,6})\s+", "", shown(words))
    return " ".join(re.sub(r"\*+|(?<!\w)_+|_+(?!\w)", "", plain).split())


def _hidden(text: str, found: list[Found]) -> str:
    """The text with a mark as long as the reference in the place of each, so that no word of it is taken for prose."""
    said = list(text.replace("\ufdd1", " ").replace("\ufdd2", " ").replace("*", " "))
    for number, one in enumerate(found):
        mark = f"\ufdd1{number}\ufdd2"
        said[one.start : one.end] = mark + " " * (one.end - one.start - len(mark))
    return "".join(said)


def assertions(text: str, regions: tuple[str, ...] = (), known: list[Sentence] | None = None) -> list[Assertion]:
    """Everything a text says of the figures it cites. `regions` are the names of the council's own region.

    `known` are the text's sentences, where they were looked for already.
    """
    found = references(text)
    if not found:
        return []
    hidden, told, before = _hidden(text, found), [], []
    for one in known if known is not None else sentences(text):
        words = " ".join(hidden[one.start : one.end].split())
        refers_back = bool(before) and REFERS_BACK.match(words) is not None
        if len(words) > LONGEST or not (refers_back or "\ufdd1" in words):
            before = []
            continue
        reading = _Reading(words, found, regions)
        told += reading.told(before if refers_back else [])
        before = reading.subjects
    return told


class _Reading:
    """One sentence as it is read."""

    def __init__(self, words: str, found: list[Found], regions: tuple[str, ...]) -> None:
        self.found = found
        numbers = [int(match[1]) for match in _MARK.finditer(words)]
        self.subjects = [number for number in numbers if self._is_subject(number, numbers)]
        self.words = re.sub(
            "\ufdd1(\\d+)\ufdd2( *)",
            lambda match: match[0] if int(match[1]) in self.subjects else self._as_comparison(match),
            words,
        )
        self.places = [(m.start(), m.end(), int(m[1])) for m in _MARK.finditer(self.words)]
        self.hits = _hits(self.words, regions)
        inside = [(hit.start, hit.end) for hit in self.hits]
        self.bounds = [
            match
            for match in BOUNDARY.finditer(self.words)
            if not any(start <= match.start() < end for start, end in inside)
        ]

    def _is_subject(self, number: int, beside: list[int]) -> bool:
        """Whether a figure is spoken of, rather than named to compare another with: England's, or last year's."""
        one = self.found[number].reference
        same = [self.found[n].reference for n in beside]
        newer = [
            r
            for r in same
            if (r.framework, r.code, r.area) == (one.framework, one.code, OWN) and r.period > one.period
        ]
        return one.area == OWN and not newer

    def _as_comparison(self, match: re.Match[str]) -> str:
        one = self.found[int(match[1])].reference
        name = {AREA_ENGLAND: ENGLAND, AREA_REGION: REGION}.get(one.area, one.period if one.area == OWN else "")
        return f"{name} "

    def told(self, before: list[int]) -> list[Assertion]:
        """What is said; `before` are the figures of the sentence before, where this one goes on about them."""
        return [one for hit in self.hits for one in self._told(hit, before)]

    def _told(self, hit: _Hit, before: list[int]) -> list[Assertion]:
        clause_start, clause_end = self._clause(hit.start)
        clause = self.words[clause_start:clause_end]
        if SILENT.search(clause) or re.match(r"\s*nor\b", self.words[max(clause_start - 4, 0) : hit.start], re.I):
            return []
        if re.search(r"\brespectively\b|\bneither\b", self.words, re.I):
            return []
        figure = self._figure_of(hit, clause_start, before)
        if figure is None:
            return []
        reference = self.found[figure].reference
        denied = bool(DENIES.search(self.words[max(0, hit.start - 50) : hit.start]))
        plain = " ".join(_MARK.sub("", self.words[hit.start : hit.end]).split())
        if not hit.against:
            return self._change(hit, figure, plain, denied)
        outside = self.words[clause_start : hit.start] + " " + self.words[hit.end : clause_end]
        if any(f"{y[1]}-{y[2]}" != reference.period for y in YEAR.finditer(outside)):
            return []
        return [
            Assertion(figure, against, hit.says, plain, denied, hit.strong, over_time=against not in PLACES)
            for against in hit.against
            if against != reference.period
        ]

    def _change(self, hit: _Hit, figure: int, plain: str, denied: bool) -> list[Assertion]:
        """A change without a word of what it is measured from: from a number, since a year, or since the one before."""
        after = self.words[hit.end :]
        number = FROM_A_NUMBER.match(after)
        number = number or re.search(f"\ufdd1{figure}\ufdd2 *,? ?{FROM_A_NUMBER.pattern}", after, re.I)
        if number:
            told = float(next(g for g in reversed(number.groups()) if g).replace(",", ""))
            return [Assertion(figure, "", hit.says, plain, denied, hit.strong, number=told)]
        since = SINCE_A_YEAR.match(after)
        if since is None and OVER_LONGER.match(after):
            return []
        against = f"{since[1]}-{since[2]}" if since else BEFORE
        return [Assertion(figure, against, hit.says, plain, denied, hit.strong, over_time=True)]

    def _clause(self, place: int) -> tuple[int, int]:
        before = [m.end() for m in self.bounds if m.end() <= place]
        after = [m.start() for m in self.bounds if m.start() >= place]
        return max(before, default=0), min(after, default=len(self.words))

    def _figure_of(self, hit: _Hit, clause_start: int, before: list[int]) -> int | None:
        """Which figure the words belong to; None where that isn't clear."""
        earlier = [place for place in self.places if place[1] <= hit.start]
        here = [place for place in earlier if place[0] >= clause_start]
        if here:
            return here[-1][2] if self._belongs(here[-1], hit) else None
        after = [place for place in self.places if place[0] >= hit.end]
        if after and self._leads_to(hit, self.words[hit.end : after[0][0]]):
            return after[0][2]
        if not self._goes_on(hit, clause_start):
            return None
        if earlier:
            last, _ = self._clause(earlier[-1][0])
            beside = [place for place in earlier if place[0] >= last]
            return beside[-1][2] if len(beside) == 1 else None
        if after:
            # Such as: Although below England, 65.1% of people are satisfied.
            alone = len(self.subjects) == 1 and hit.against and "," in self.words[hit.end : after[0][0]]
            return after[0][2] if alone else None
        return before[0] if len(before) == 1 else None

    @staticmethod
    def _leads_to(hit: _Hit, between: str) -> bool:
        """Whether a figure comes straight after the words: "above England at 65.1%", "fell to 65.1%"."""
        if PLACES.issuperset(hit.against) and hit.against:
            return AT_A_FIGURE.fullmatch(between) is not None
        return bool(between.strip()) and TO_A_FIGURE.fullmatch(between) is not None

    def _belongs(self, place: tuple[int, int, int], hit: _Hit) -> bool:
        between = self.words[place[1] : hit.start]
        if len(between.strip()) > (FAR if hit.against else NEAR):
            return False
        commas = between.count(",")
        if not commas:
            return True
        # "At 65.1%, satisfaction is above": nothing between the figure and the comma.
        return self._goes_on(hit, place[1]) or (commas == 1 and not between.partition(",")[0].strip(" )"))

    def _goes_on(self, hit: _Hit, since: int) -> bool:
        """Whether nothing but small words stand between the last comma and these: no subject of their own."""
        between = self.words[since : hit.start]
        between = between[max(between.rfind(","), between.rfind("(")) + 1 :]
        words = _WORD.findall(between.casefold())
        return all(word in GOES_ON or word[0].isdigit() for word in words)


@lru_cache(64)
def _patterns(regions: tuple[str, ...]) -> tuple[list[tuple[Says, re.Pattern[str]]], re.Pattern[str]]:
    return side_patterns(regions), re.compile(target_pattern(regions), re.I)


def _hits(words: str, regions: tuple[str, ...]) -> list[_Hit]:
    sides, target = _patterns(regions)
    hits: list[_Hit] = []
    for says, pattern in sides:
        for match in pattern.finditer(words):
            against = tuple(_against(one) for one in target.finditer(match["targets"]))
            degree = DEGREE.search(words, max(0, match.start() - 45), match.start())
            start = degree.start() if degree else match.start()
            strong = bool(STRONG.search(words[start : match.start()] + match["words"]))
            hits.append(_Hit(start, match.end(), says, against, strong))
    hits = _longest(hits)
    for says, pattern in TRENDS:
        for match in pattern.finditer(words):
            if not any(hit.start <= match.start() < hit.end for hit in hits):
                after, _, _ = words[match.end() : match.end() + 15].partition(",")
                strong = bool(STRONG.search(match["words"] + after))
                hits.append(_Hit(match.start(), match.end(), says, (), strong))
    return sorted(hits, key=lambda hit: hit.start)


def _longest(hits: list[_Hit]) -> list[_Hit]:
    """Without those that stand inside another: "no different from England" is not "different"."""

    def within(hit: _Hit, other: _Hit) -> bool:
        inside = other.start <= hit.start and hit.end <= other.end
        return inside and other.end - other.start > hit.end - hit.start

    return [hit for hit in hits if not any(within(hit, other) for other in hits)]


def _against(match: re.Match[str]) -> str:
    if match["england"]:
        return ENGLAND
    if match["region"]:
        return REGION
    if match["neighbours"]:
        return NEIGHBOURS
    year = YEAR.search(match["before"])
    return f"{year[1]}-{year[2]}" if year else BEFORE
