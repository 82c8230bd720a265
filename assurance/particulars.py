"""Finds what names one person in everyday words: a name with its title, a street address, the number of a record.

In ordinary texts of an assessment these are often right: a director is named, an office has an address, an order a
number. So only the room that tells of particular people looks for them, see `closely` in identifiers.py.

Pure; every repetition in a pattern is bounded.

>>> text = "Mrs Margaret Holloway at 14 Acacia Avenue, P1234567"
>>> [text[start:end] for find in (names, addresses, record_numbers) for start, end in find(text)]
['Mrs Margaret Holloway', '14 Acacia Avenue', 'P1234567']
>>> [*names("Miss Monday’s call"), *addresses("3 Direct Payments"), *record_numbers("£1,234,567 or 123456")]
[]
"""

import re
from collections.abc import Iterator

_GAP = r"[ \u00a0\t\n]{1,3}"
_CAPITAL = r"[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_NAME = rf"{_CAPITAL}[^\W\d_]{{0,30}}(?:[’'\-]{_CAPITAL}?[^\W\d_]{{1,30}}){{0,2}}"
_NO_NAME = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b|(?:The|A|An|This|That|And|Or|It|They|We|No|If|In|On|At|To|For)\b)"
)
_TITLE = r"(?:[Mm]rs?|MRS?|M[sS]|Miss|MISS|M[xX]|[Dd]r|DR|Prof(?:essor)?|Rev(?:erend)?|Sir|Dame|Lady|Lord)"
_NAMES = re.compile(rf"(?<![\w’'])(?:{_TITLE})\.?{_GAP}{_NO_NAME}{_NAME}\.?(?:{_GAP}{_NO_NAME}{_NAME}){{0,2}}")

_STREET = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Drive|Dr|Way|Court|Ct|Crescent|Cres|Gardens|Gdns|Place|Pl|Terrace|"
    r"Grove|Square|Sq|Hill|Row|Walk|Mews|Rise|Green|View|Parade|Quay|Villas|Croft|Fold|Mount|Yard|Park)"
)
_ADDRESSES = re.compile(
    rf"(?<![\w.,£$€/\-])[0-9]{{1,4}}(?:[A-Za-z]|[\-–/][0-9]{{1,4}})?,?{_GAP}(?:(?:The|St\.?|Saint){_GAP})?"
    rf"(?:{_NAME}{_GAP}){{1,4}}?{_STREET}(?!\w)|(?<![\w.,£$€/\-])[0-9]{{1,4}}[A-Za-z]?{_GAP}The{_GAP}{_STREET}(?!\w)"
)

# Seven digits or more, or letters and six or more; no sum of money, no figure with its commas, no decimals.
_RECORDS = re.compile(
    r"(?<![\w£$€])(?<![0-9][.,])(?:[0-9]{7,20}|[A-Za-z]{1,5}[\-/]?[0-9]{6,20})(?![\w%])(?![.,][0-9])"
)


def names(text: str) -> Iterator[tuple[int, int]]:
    """Names with a title before them."""
    return (match.span() for match in _NAMES.finditer(text))


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """A house's number with its street."""
    return (match.span() for match in _ADDRESSES.finditer(text))


def record_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Numbers long enough to lead to one record: a local ID, a reference of another system."""
    return (match.span() for match in _RECORDS.finditer(text))
