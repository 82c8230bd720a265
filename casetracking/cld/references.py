"""A candidate's reference: a keyed hash of the council's local ID, short enough to write down. Pure.

HMAC-SHA-256 of the local ID, of which 54 bits are kept: eleven signs of an alphabet without 0, 1, I, L and O, and a
twelfth that checks them, as in `K7QF-3M2X-9CRD`. One wrong sign, or two that changed places, always give a
reference that is none. Two of 300,000 people share one with a probability of 1 in 400,000; then the file is refused.
"""

import hmac
import re
from functools import partial

import numpy as np

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SIGNS = 12
LENGTH = SIGNS + 2
SHORTEST_KEY = 16
_BASE = len(ALPHABET)  # a prime, so that weights 1 to 12 catch every slip of one sign or two
_SPACE = _BASE ** (SIGNS - 1)
_LETTERS = np.frombuffer(ALPHABET.encode(), np.uint8)


def hashed(local_ids: list[bytes], key: bytes) -> np.ndarray:
    """The keyed hash of each local ID, of which a reference is written."""
    if len(key) < SHORTEST_KEY:
        raise ValueError("The key of a council's references has at least 16 bytes.")
    words = b"".join(map(partial(hmac.digest, key, digest="sha256"), local_ids))
    return np.frombuffer(words, ">u8")[::4].astype(np.uint64) % np.uint64(_SPACE)  # 8 of each 32 bytes


def written(hashes: np.ndarray) -> np.ndarray:
    """References of hashes, as fixed texts of 14 bytes."""
    rest = hashes.copy()
    signs = np.empty((len(hashes), SIGNS), np.uint8)
    total = np.zeros(len(hashes), np.uint64)
    for place in range(SIGNS - 1):
        sign = rest % np.uint64(_BASE)
        rest //= np.uint64(_BASE)
        signs[:, place] = sign
        total += sign * np.uint64(place + 1)
    # The twelfth has weight 12; together the weighted signs make a multiple of 31.
    inverse = pow(SIGNS, -1, _BASE)
    signs[:, SIGNS - 1] = (np.uint64(_BASE) - total % np.uint64(_BASE)) * np.uint64(inverse) % np.uint64(_BASE)
    spelt = np.full((len(hashes), LENGTH), ord("-"), np.uint8)
    spelt[:, [0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13]] = _LETTERS[signs]
    return spelt.view(f"S{LENGTH}").ravel()


def reference(local_id: str, key: bytes) -> str:
    """The reference of one local ID as the council writes it."""
    return written(hashed([local_id.strip().upper().encode()], key))[0].decode()


def read_reference(typed: str) -> str | None:
    """A reference somebody typed, in its one spelling; None when it can't be one."""
    signs = [ALPHABET.find(sign) for sign in typed.upper() if not (sign.isspace() or sign in "-–")]
    if len(signs) != SIGNS or -1 in signs or sum(s * w for w, s in enumerate(signs, 1)) % _BASE:
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
