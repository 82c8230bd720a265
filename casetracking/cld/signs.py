"""How a reference is spelt, and how one is found in what somebody typed or wrote. Pure.

Apart from `references`, which makes them by the thousand: every process of the service needs to know a reference, and
most of them none of the arrays.
"""

import re

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SIGNS = 12
LENGTH = SIGNS + 2
BASE = len(ALPHABET)  # a prime, so that weights 1 to 12 catch every slip of one sign or two


def read_reference(typed: str) -> str | None:
    """A reference somebody typed, in its one spelling; None when it can't be one."""
    signs = [ALPHABET.find(sign) for sign in typed.upper() if not (sign.isspace() or sign in "-–")]
    if len(signs) != SIGNS or -1 in signs or sum(s * w for w, s in enumerate(signs, 1)) % BASE:
        return None
    text = "".join(ALPHABET[sign] for sign in signs)
    return "-".join((text[:4], text[4:8], text[8:]))


_WRITTEN = re.compile(
    r"(?<![0-9A-Za-z])(?:[2-9A-HJKMNP-Za-hjkmnp-z]{4}[\s\-\u2010-\u2015_./]{0,3}){3}(?![0-9A-Za-z])"
)


def references_in(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The references in a text: those that are surely one, and every other run of signs that could be one.

    A reference is surely one where it stands in fours and has a figure. However it is set, with spaces between its
    signs or glued to a word, it is among the others, in which one run of twelve letters in 31 is by chance: so those
    are to be compared with references that there are.
    """
    plain = [sign for sign in text if sign.isalnum()]
    runs = ("".join(plain[at : at + SIGNS]) for at in range(len(plain) - SIGNS + 1))
    could = {reference for run in runs if (reference := read_reference(run))}
    sure = {
        reference
        for found in _WRITTEN.findall(text)
        if any(sign.isdigit() for sign in found) and (reference := read_reference(re.sub(r"[^0-9A-Za-z]", "", found)))
    }
    return frozenset(sure), frozenset(could)
