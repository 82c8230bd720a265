"""A candidate's reference: a keyed hash of the council's local ID, short enough to write down. Pure.

HMAC-SHA-256 of the local ID, of which 54 bits are kept: eleven signs of an alphabet without 0, 1, I, L and O, and a
twelfth that checks them, as in `K7QF-3M2X-9CRD`. One wrong sign, or two that changed places, always give a
reference that is none. Two of 300,000 people share one with a probability of 1 in 400,000; then the file is refused.
"""

import hmac
from functools import partial

import numpy as np

from casetracking.cld.signs import ALPHABET, BASE, LENGTH, SIGNS

SHORTEST_KEY = 16
_SPACE = BASE ** (SIGNS - 1)
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
        sign = rest % np.uint64(BASE)
        rest //= np.uint64(BASE)
        signs[:, place] = sign
        total += sign * np.uint64(place + 1)
    # The twelfth has weight 12; together the weighted signs make a multiple of 31.
    inverse = pow(SIGNS, -1, BASE)
    signs[:, SIGNS - 1] = (np.uint64(BASE) - total % np.uint64(BASE)) * np.uint64(inverse) % np.uint64(BASE)
    spelt = np.full((len(hashes), LENGTH), ord("-"), np.uint8)
    spelt[:, [0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13]] = _LETTERS[signs]
    return spelt.view(f"S{LENGTH}").ravel()


def reference(local_id: str, key: bytes) -> str:
    """The reference of one local ID as the council writes it."""
    return written(hashed([local_id.strip().upper().encode()], key))[0].decode()
