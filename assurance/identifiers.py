"""Finds what looks like personal data in text and in cells: its kind and where it stands, never the thing itself.

NHS numbers (by their check digit), National Insurance numbers, UK postcodes, e-mail addresses, UK phone numbers and
dates of birth (a date with birth wording near it; a plain date is not one). Names are not found: no rule tells a
person's name from a street's, so every page that uses this says so. Looked at `closely`, as the case room does, a name
with its title, a street address and the number of a record are found too (particulars.py).

Pure, and linear in the length of the text: every repetition in a pattern is bounded, and no pattern looks further
than a few dozen characters from where it begins.

>>> [(f.kind.label, f.line) for f in find("Seen on 3 March.\\nNHS 943 476 5919, born 4/5/1941")]
[('NHS number', 2), ('date of birth', 2)]
>>> find("We spent £9,434,765,919 on 3 March 2025.")
[]
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assurance import particulars

NEARBY = 40  # characters before something in which a word such as "NHS" or "born" speaks of it
AFTERWARDS = 24  # characters after a date of birth in which its word may still follow: "4/5/1941 (DOB)"


class Kind(StrEnum):
    """What was found."""

    NHS_NUMBER = "nhs-number"
    NI_NUMBER = "ni-number"
    POSTCODE = "postcode"
    EMAIL = "email"
    PHONE = "phone"
    DATE_OF_BIRTH = "date-of-birth"
    NAME = "name"
    ADDRESS = "address"
    RECORD_NUMBER = "record-number"

    @property
    def label(self) -> str:
        """In words, in the middle of a sentence."""
        return _LABELS[self][0]

    @property
    def labels(self) -> str:
        """Several of them."""
        return _LABELS[self][1]


_LABELS = {
    Kind.NHS_NUMBER: ("NHS number", "NHS numbers"),
    Kind.NI_NUMBER: ("National Insurance number", "National Insurance numbers"),
    Kind.POSTCODE: ("postcode", "postcodes"),
    Kind.EMAIL: ("e-mail address", "e-mail addresses"),
    Kind.PHONE: ("phone number", "phone numbers"),
    Kind.DATE_OF_BIRTH: ("date of birth", "dates of birth"),
    Kind.NAME: ("person’s name", "people’s names"),
    Kind.ADDRESS: ("street address", "street addresses"),
    Kind.RECORD_NUMBER: ("number that may lead to a record", "numbers that may lead to records"),
}


@dataclass(frozen=True)
class Finding:
    """One thing found: its kind, where it begins and ends in the text, and on which line (counted from 1)."""

    kind: Kind
    start: int
    end: int
    line: int = 1

    def of(self, text: str) -> str:
        """The thing itself in one spelling, for comparing two texts; never to be stored."""
        return re.sub(r"[\W_]", "", text[self.start : self.end]).casefold()


def find(text: str, *, closely: bool = False) -> list[Finding]:
    """Everything in the text that looks like personal data, in the order of the text; nothing is found twice."""
    taken: list[tuple[int, int, Kind]] = []
    for kind, search in (_SEARCHES | _CLOSER if closely else _SEARCHES).items():
        taken += [(start, end, kind) for start, end in search(text)]
    taken.sort(key=lambda one: (one[0], _RANK[one[2]]))
    found: list[Finding] = []
    line, counted, reached = 1, 0, 0
    for start, end, kind in taken:
        if start < reached:
            continue
        line += text.count("\n", counted, start)
        counted, reached = start, end
        found.append(Finding(kind, start, end, line))
    return found


# --- NHS numbers --------------------------------------------------------------------------------------------------

_GAP = r"[ \u00a0\u2007\u2009\u202f.\-\u2010-\u2015]"
_NHS = re.compile(
    rf"(?<![0-9A-Za-z_])(?<![0-9][.,/\-])([0-9]{{3}})({_GAP}?)([0-9]{{3}})({_GAP}?)([0-9]{{4}})(?![0-9A-Za-z_])(?![.,/\-][0-9])"
)
_NHS_WORD = re.compile(r"\bNHS|\bCHI\b|health number", re.I)
_FIGURE_BEFORE = re.compile(r"[0-9][ \u00a0\t]{1,3}\Z")
_FIGURE_AFTER = re.compile(r"[ \u00a0\t]{1,3}[0-9]")


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number: the tenth is the check of the nine before it.

    Numbers of one digit alone pass the check but are nobody's.
    """
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check != 10 and check % 11 == int(digits[9])


def _nhs_numbers(text: str) -> Iterable[tuple[int, int]]:
    before: tuple[int, int] | None = None  # a doubtful one, settled by what follows
    settled = -1
    for match in _NHS.finditer(text):
        if not is_nhs_number(match[1] + match[3] + match[5]):
            continue
        start, end = match.span()
        if not _is_doubtful(match) or _NHS_WORD.search(text, max(0, start - NEARBY), start):
            yield start, end
            before, settled = None, end
        elif settled >= start - 3 or (before and before[1] >= start - 3):
            if before:
                yield before
            yield start, end  # several side by side, each with its check digit, are no accident
            before, settled = None, end
        else:
            before = (start, end)


def _is_doubtful(match: re.Match) -> bool:
    """Figures side by side, as in a table, look like a number set in groups; only a word before it settles that.

    So do the Scottish numbers, which begin with a date of birth and look like many a reference.
    """
    if match[1][0] in "012":
        return True
    if not (match[2] or match[4]):
        return False
    start, end, text = match.start(), match.end(), match.string
    if not (match[2] and match[4]):
        return True
    return bool(_FIGURE_BEFORE.search(text, max(0, start - 4), start) or _FIGURE_AFTER.match(text, end, end + 4))


# --- National Insurance numbers -----------------------------------------------------------------------------------

_NI = re.compile(
    rf"(?<![0-9A-Za-z_])([A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z]){_GAP}?"
    rf"[0-9]{{2}}{_GAP}?[0-9]{{2}}{_GAP}?[0-9]{{2}}(?:{_GAP}?([A-Da-d]))?(?![0-9A-Za-z_])(?![.,/\-][0-9])"
)
_NI_NEVER = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
_NI_WORD = re.compile(r"national insurance|\bnino\b|\bNI\b(?: n|:|\s)", re.I)


def _ni_numbers(text: str) -> Iterable[tuple[int, int]]:
    for match in _NI.finditer(text):
        if match[1].upper() in _NI_NEVER:
            continue
        # Without its last letter it looks like any reference, so the words must stand before it.
        if match[2] or _NI_WORD.search(text, max(0, match.start() - NEARBY), match.start()):
            yield match.span()


# --- Postcodes ----------------------------------------------------------------------------------------------------

_AREAS = frozenset(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY "
    "G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP "
    "NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB "
    "W WA WC WD WF WN WR WS WV YO ZE".split()
)
_POSTCODE = re.compile(
    r"(?<![0-9A-Za-z_&/\-])([A-Za-z]{1,2})([0-9][0-9A-Za-z]?)([ \u00a0]{0,2})([0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})"
    r"(?![0-9A-Za-z_])"
)
_ORDINAL = re.compile(r"[0-9](?:st|nd|rd|th)\Z")
_THIRD, _FOURTH = frozenset("ABCDEFGHJKPSTUW"), frozenset("ABEHMNPRVWXY")


def _postcodes(text: str) -> Iterable[tuple[int, int]]:
    for match in _POSTCODE.finditer(text):
        area, district, gap, inward = match.groups()
        whole = area + district + inward
        if area.upper() not in _AREAS or _ORDINAL.search(inward):
            continue
        letter = district[1:] if district[1:].isalpha() else ""
        if letter and letter.upper() not in (_THIRD if len(area) == 1 else _FOURTH):
            continue
        if whole.isupper() or (gap and whole.islower()):
            yield match.span()


# --- E-mail addresses ---------------------------------------------------------------------------------------------

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-'])[A-Za-z0-9_%+][A-Za-z0-9._%+\-']{0,63}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9])"
)


def _emails(text: str) -> Iterable[tuple[int, int]]:
    return (match.span() for match in _EMAIL.finditer(text)) if "@" in text else ()


# --- Phone numbers ------------------------------------------------------------------------------------------------

_PHONE = re.compile(
    r"(?<![0-9A-Za-z_.,/])(?<![0-9]-)(?:(?:\+|\b00)44[ \u00a0\-]?(?:\(0\)[ \u00a0\-]?)?(?=[1-9(])|\(?0)"
    r"([0-9()\u00a0 .\-\u2010-\u2015]{8,18})"
)
_GROUPS = re.compile(r"[0-9]+")
# How people set the digits after the first 0 (with it in front): 0191 498 0000, 020 7946 0000, 01632 960 000 ...
_SETTINGS = {
    (11,), (5, 6), (4, 7), (3, 8), (5, 3, 3), (4, 3, 4), (3, 4, 4), (5, 2, 4), (4, 4, 3), (5, 2, 2, 2), (3, 3, 3, 2),
    (4, 2, 2, 3), (3, 2, 2, 2, 2), (6, 5), (4, 3, 2, 2), (5, 4, 2),
}  # fmt: skip
_SHORT_SETTINGS = {(5, 5), (4, 6), (4, 3, 3), (5, 2, 3), (6, 4)}  # a few old numbers have one digit less
_SHORT = re.compile(r"01[0-9]{8}|0800[0-9]{6}|0500[0-9]{6}")
_LONG = re.compile(r"0(?:[12357]|8[0-9]|9)[0-9]{8,9}")


def _phones(text: str) -> Iterable[tuple[int, int]]:
    for match in _PHONE.finditer(text):
        abroad = match[0][0] in "+0" and match[0].startswith(("+44", "0044"))
        groups = list(_GROUPS.finditer(text, match.start(1), match.end(1)))
        if not groups:
            continue
        # The pattern may have run on into figures that follow: take as many groups as make a number.
        for count in range(len(groups), 0, -1):
            end = groups[count - 1].end()
            if end < len(text) and (
                text[end].isalnum() or (text[end] in ".,/-" and text[end + 1 : end + 2].isdigit())
            ):
                continue
            digits = "0" + "".join(group[0] for group in groups[:count])
            sizes = [len(group[0]) for group in groups[:count]]
            if abroad:
                if _LONG.fullmatch(digits) and len(digits) == 11:
                    yield match.start(), end
                    break
                continue
            first_stands_alone = groups[0].start() != match.start(1)
            setting = (1, *sizes) if first_stands_alone else (sizes[0] + 1, *sizes[1:])
            if (len(digits) == 11 and _LONG.fullmatch(digits) and setting in _SETTINGS) or (
                len(digits) == 10 and _SHORT.fullmatch(digits) and setting in _SHORT_SETTINGS
            ):
                yield match.start(), end
                break


# --- Dates of birth -----------------------------------------------------------------------------------------------

_BIRTH = re.compile(r"\b(?:born|birth|birthday|birthdate|dob|d\.o\.b|d\.ob|d/o/b)\b", re.I)
_NOT_A_PERSONS = re.compile(r"\bborn (?:out of|from|of)\b", re.I)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    r"(?<![0-9A-Za-z_/.\-])(?:"
    r"(?P<d1>[0-9]{1,2})(?P<s1>[/.\-\u2010-\u2015 ])(?P<m1>[0-9]{1,2})(?P=s1)(?P<y1>(?:18|19|20)?[0-9]{2})"
    r"|(?P<y2>(?:18|19|20)[0-9]{2})(?P<s2>[/.\-])(?P<m2>[0-9]{1,2})(?P=s2)(?P<d2>[0-9]{1,2})"
    rf"|(?P<d3>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)?[ \-](?:{_MONTHS}),?[ \-](?P<y3>(?:18|19|20)?[0-9]{{2}})"
    rf"|(?:{_MONTHS}) (?P<d4>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>(?:18|19|20)[0-9]{{2}})"
    r")(?![0-9A-Za-z_])(?![/.\-][0-9])",
    re.I,
)


def _dates_of_birth(text: str) -> Iterable[tuple[int, int]]:
    for start, end in _around_birth(text):
        for match in _DATE.finditer(text, start, end):
            if _is_a_date(match):
                yield match.span()


def _around_birth(text: str) -> Iterable[tuple[int, int]]:
    """The stretches of text that stand near birth wording, merged, so that none is looked through twice."""
    begun: tuple[int, int] | None = None
    for word in _BIRTH.finditer(text):
        if _NOT_A_PERSONS.match(text, word.start(), word.end() + 8):
            continue
        start, end = max(0, word.start() - AFTERWARDS), word.end() + NEARBY
        if begun and start <= begun[1]:
            begun = (begun[0], end)
            continue
        if begun:
            yield begun
        begun = (start, end)
    if begun:
        yield begun


def _is_a_date(match: re.Match) -> bool:
    day = match["d1"] or match["d2"] or match["d3"] or match["d4"]
    month = match["m1"] or match["m2"] or "1"
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


_SEARCHES = {
    Kind.NI_NUMBER: _ni_numbers,
    Kind.NHS_NUMBER: _nhs_numbers,
    Kind.EMAIL: _emails,
    Kind.PHONE: _phones,
    Kind.POSTCODE: _postcodes,
    Kind.DATE_OF_BIRTH: _dates_of_birth,
}
_CLOSER = {
    Kind.ADDRESS: particulars.addresses,
    Kind.NAME: particulars.names,
    Kind.RECORD_NUMBER: particulars.record_numbers,
}
_RANK = {kind: number for number, kind in enumerate(_SEARCHES | _CLOSER)}


# --- Cells --------------------------------------------------------------------------------------------------------

_HEADINGS = {
    Kind.DATE_OF_BIRTH: re.compile(r"\b(?:birth|birthdate|dob|d\.o\.b)\b|\bborn\b", re.I),
    Kind.PHONE: re.compile(r"\b(?:tele)?phone\b|\btel\b|\bmobile\b", re.I),
}
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.0+)?")
_PHONE_WITHOUT_ZERO = re.compile(r"[12378][0-9]{9}")
LONGEST_HEADING = 60


@dataclass
class Table:
    """Reads a table row by row. A column's heading, or the cell to the left, says what a bare date or number is."""

    def __post_init__(self) -> None:
        self._columns: dict[object, Kind] = {}

    def row(self, cells: Mapping[object, str]) -> list[tuple[object, Kind]]:
        """The cells of one row, by column, in order: which of them hold personal data, and of what kind."""
        found: list[tuple[object, Kind]] = []
        left = ""
        for column, value in cells.items():
            text = value.strip()
            kinds = [finding.kind for finding in find(text)] if text else []
            said = _heading(left) or self._columns.get(column)
            if not kinds and said is Kind.DATE_OF_BIRTH and _may_be_a_date(text):
                kinds = [said]
            if not kinds and said is Kind.PHONE and _PHONE_WITHOUT_ZERO.fullmatch(_whole(text)):
                kinds = [said]
            if not kinds and _NUMBER.fullmatch(text) and is_nhs_number(_whole(text)):
                kinds = [Kind.NHS_NUMBER]
            found += [(column, kind) for kind in dict.fromkeys(kinds)]
            heading = _heading(text)
            if heading:
                self._columns[column] = heading
            left = text
        return found


def find_in_cells(rows: Iterable[Iterable[str]]) -> list[tuple[int, int, Kind]]:
    """The same for a whole table of text: (row, column, kind), both counted from 1."""
    table = Table()
    return [
        (number, int(str(column)), kind)
        for number, cells in enumerate(rows, 1)
        for column, kind in table.row(dict(enumerate(cells, 1)))
    ]


def _heading(text: str) -> Kind | None:
    if len(text) > LONGEST_HEADING or not text:
        return None
    return next((kind for kind, words in _HEADINGS.items() if words.search(text)), None)


def _whole(text: str) -> str:
    return text.partition(".")[0]


def _may_be_a_date(text: str) -> bool:
    """A date as people write it, or as a spreadsheet counts it: days since 1900. Ages and counts are smaller."""
    written = _DATE.match(text)
    if written:
        return _is_a_date(written)
    return bool(_NUMBER.fullmatch(text)) and 366 <= int(_whole(text)) <= 80_000


# --- Where in a text ----------------------------------------------------------------------------------------------


class Lines:
    """Tells the line and column of a place in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
