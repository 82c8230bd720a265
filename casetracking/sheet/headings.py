"""What the columns of a council's spreadsheet are likely to mean, by their headings. Pure.

A guess is made only where a heading says exactly what we know: everything else is asked. What a council has once said
of a heading is remembered under a keyed hash of it, since a heading may be anything, also somebody's name.
"""

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

REFERENCE, LOCAL_ID, LEFT_OUT = "reference", "local-id", ""
KEYS = (REFERENCE, LOCAL_ID)
ASK = None  # nobody has said yet, and the heading does not tell
REFERENCE_HEADING, LOCAL_ID_HEADING = "Reference", "Number in our system"

_GAPS = re.compile(r"[^0-9a-z]+")
_REFERENCE = {"ref", "reference", "our ref", "candidate reference", "our reference", "pool reference"}
_LOCAL_ID = {
    "number in our system", "number in your system", "la person unique identifier", "local id", "local identifier",
    "person id", "person identifier", "person number", "client id", "client number", "client identifier",
    "service user id", "service user number", "customer id", "mosaic id", "mosaic number", "liquidlogic id", "las id",
    "las number", "lla id", "swift id", "swift number", "carefirst id", "carefirst number", "eclipse id", "azeus id",
    "ais number", "system id", "system number", "adult id", "id",
}  # fmt: skip
# Never needed, and never kept: they name somebody.
_NAMES_SOMEBODY = {
    "nhs number", "nhs no", "nhs", "ni number", "national insurance number", "name", "full name", "first name",
    "forename", "forenames", "last name", "surname", "family name", "given name", "title", "preferred name",
    "client name", "service user name", "person name", "date of birth", "dob", "birth date", "postcode", "post code",
    "address", "address 1", "address 2", "home address", "phone", "telephone", "mobile", "phone number", "email",
    "email address", "e mail", "next of kin", "gp", "gp practice", "notes", "comments",
}  # fmt: skip
_NAMES = {word for word in _NAMES_SOMEBODY if word.endswith("name") or word in {"surname", "forename", "forenames"}}
_SYNONYMS = {
    "safeguarding-enquiry": (
        "safeguarding", "safeguarding enquiries", "section 42", "section 42 enquiry", "s42", "s42 enquiry",
        "safeguarding s42",
    ),
    "deprivation-of-liberty": ("dols", "dols application", "dols authorisation", "deprivation of liberty"),
    "waiting-now": ("waiting", "on waiting list", "on a waiting list", "waiting list"),
    "complaint": ("complaints", "complained", "has complained"),
    "advocate": ("advocacy", "has advocate", "has an advocate"),
    "communication-need": ("communication needs", "interpreter", "interpreter needed"),
    "out-of-area": ("out of area", "out of area placement", "placed out of area"),
    "team": ("team name", "allocated team", "worker s team", "workers team"),
    "locality": ("locality name", "area", "neighbourhood"),
    "primary-support-reason": ("psr", "support reason"),
    "ethnicity-group": ("ethnicity", "ethnic origin"),
    "age-band": ("age",),
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: its place from 0, its letters, its heading, its mark, and what it means (ASK where unknown)."""

    place: int
    letters: str
    heading: str
    mark: str
    means: str | None


def plain(heading: str) -> str:
    """A heading without capitals and signs."""
    return _GAPS.sub(" ", heading.casefold()).strip()


def mark_of(heading: str, nth: int, key: bytes) -> str:
    """The keyed hash under which what a heading means is remembered; `nth` counts columns of the same heading."""
    return hmac.digest(key, f"heading of a sheet: {plain(heading)} {nth}".encode(), "sha256").hex()[:32]


def is_name(heading: str) -> bool:
    """Whether a column says people's names."""
    return plain(heading) in _NAMES


def meaning_of(heading: str, titles: Mapping[str, str]) -> str | None:
    """What a heading alone tells; `titles` are attributes by plain title and slug."""
    words = plain(heading)
    if words in titles:
        return titles[words]
    if words in _REFERENCE:
        return REFERENCE
    if words in _LOCAL_ID:
        return LOCAL_ID
    return LEFT_OUT if words in _NAMES_SOMEBODY or not words else ASK


def titles_of(attributes: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Every heading that tells an attribute, out of (slug, title)."""
    slugs = {slug for slug, _ in attributes}
    known = {word: slug for slug, words in _SYNONYMS.items() if slug in slugs for word in words}
    for slug, _ in attributes:
        known[plain(slug)] = slug
    for slug, title in attributes:
        known[plain(title)] = slug
    return known


def letters_of(place: int) -> str:
    """A column's letters, counted from 0: A, B, ... Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
