"""Columns of text as numbers: keyed fingerprints of identifiers, thousands at a time. Pure.

An identifier is needed to see that two rows speak of one person, not to be read. So it is turned into 64 bits under a
key that lives as long as the process; two of 300,000 different texts share them with a probability of 1 in 400 million.
"""

import os
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Words = np.ndarray  # 64-bit unsigned whole numbers, one a row; 0 where there is nothing
NOTHING = np.uint64(0)
WIDEST = 64  # bytes of a text that count; no identifier of CLD is longer

_KEY = np.frombuffer(os.urandom(16), np.uint64)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def mixed(words: Words) -> Words:
    """Every bit of the input moves half the bits of the output (Stafford's finaliser, as in splitmix64)."""
    words = (words ^ (words >> np.uint64(30))) * _FIRST
    words = (words ^ (words >> np.uint64(27))) * _SECOND
    return words ^ (words >> np.uint64(31))


def letters(column: Any, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows × width bytes, filled up with zeros, and each text's length in bytes. Nulls are empty texts."""
    column = column.fill_null("") if column.null_count else column
    _, places, data = column.buffers()
    ends = np.frombuffer(places, np.int32)[column.offset : column.offset + len(column) + 1]
    lengths = np.diff(ends)
    if data is None or not len(column) or not lengths.any():
        return np.zeros((len(column), width), np.uint8), lengths
    held = np.frombuffer(data, np.uint8)
    across = np.arange(width, dtype=np.int32)
    taken = held[np.minimum(ends[:-1, None] + across, len(held) - 1)]
    taken[across >= lengths[:, None]] = 0
    return taken, lengths


def fingerprints(column: Any) -> Words:
    """A keyed fingerprint of every text; 0 for no text."""
    longest = pc.max(pc.binary_length(column)).as_py() or 0
    width = max(8, min(WIDEST, -(-longest // 8) * 8))
    taken, lengths = letters(column, width)
    words = taken.view(np.uint64)
    found = np.full(len(column), _KEY[0], np.uint64) ^ lengths.astype(np.uint64)
    for place in range(words.shape[1]):
        # A column's widest text must not change what the others are.
        found = np.where(lengths > 8 * place, mixed((found ^ words[:, place]) + _KEY[1]), found)
    found |= np.uint64(1)
    found[lengths == 0] = NOTHING
    return found


def together(first: Words, second: Words) -> Words:
    """One fingerprint of two texts; 0 unless both are there."""
    found = mixed(first + mixed(second ^ _KEY[0])) | np.uint64(1)
    found[(first == NOTHING) | (second == NOTHING)] = NOTHING
    return found


def tidied(column: Any) -> Any:
    """Without blanks around, in capitals."""
    return pc.ascii_upper(pc.ascii_trim_whitespace(column))


def closed_up(column: Any) -> Any:
    """The same without blanks and hyphens inside either."""
    for gap in (" ", "-"):
        column = pc.replace_substring(column, gap, "")
    return column


def of_word(word: str) -> np.uint64:
    """The fingerprint of one word, in capitals."""
    return np.uint64(fingerprints(pa.array([word.upper()], pa.string()))[0])


def nhs_numbers(column: Any) -> tuple[Words, np.ndarray]:
    """NHS numbers whose check digit is right, as whole numbers; and which texts were none. 0 where there is none.

    A number of one digit alone ("9999999999") passes the check and is nobody's.
    """
    taken, lengths = letters(column, 16)
    if ((lengths != 0) & (lengths != 10)).any():
        column = closed_up(column)
        taken, lengths = letters(column, 16)
    digits = taken[:, :10].astype(np.int64) - 48
    right = (lengths == 10) & ((digits >= 0) & (digits <= 9)).all(axis=1) & (digits != digits[:, :1]).any(axis=1)
    check = 11 - (digits[:, :9] * np.arange(10, 1, -1)).sum(axis=1) % 11
    right &= (check != 10) & (check % 11 == digits[:, 9])
    numbers = np.where(right, digits @ (10 ** np.arange(9, -1, -1)), 0).astype(np.uint64)
    return numbers, (lengths != 0) & ~right
