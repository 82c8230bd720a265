"""Values the vocabulary does not know: counted, and told only where they can name nobody. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from assurance import identifiers
from casetracking.cld import fields, texts, vocabulary

MOST_VALUES = 20  # distinct unmapped values told of a field; one with more does not hold what its name says
MOST_KEPT = 5_000
ENOUGH = 5  # rows in which a value stands before it may be told in its own words


@dataclass
class Unmapped:
    """Values of one field that the vocabulary does not know: rows by value, and rows whose values were not kept."""

    rows: Counter = field(default_factory=Counter)
    more: int = 0

    def add(self, value: str, rows: int) -> None:
        """Count a value."""
        if value in self.rows or len(self.rows) < MOST_KEPT:
            self.rows[value] += rows
        else:
            self.more += rows


def told(unmapped: Mapping[str, Unmapped], names: np.ndarray) -> list[dict[str, Any]]:
    """Unmapped values by field: rows, and examples that name nobody.

    A shifted row puts names where words of the vocabulary should be. So a value is told in its own words only when
    all of them are the vocabulary's, or when it stands in several rows and holds no digit, no word that is a first or
    last name in this file, and nothing that looks like an identifier.
    """
    said = []
    for key, values in unmapped.items():
        told_of = []
        if len(values.rows) <= MOST_VALUES and not values.more:
            told_of = [[v.strip(), n] for v, n in values.rows.most_common() if _names_nobody(v, n, names)]
        rows = sum(values.rows.values()) + values.more
        said.append(
            {
                "column": fields.CODED[key],
                "rows": rows,
                "values": told_of,
                "not_told": rows - sum(n for _, n in told_of),
            }
        )
    return said


def _names_nobody(value: str, rows: int, names: np.ndarray) -> bool:
    words = vocabulary.plain(value).split()
    if words and all(word in vocabulary.WORDS for word in words):
        return rows >= ENOUGH or texts.of_word(value.strip()) not in names  # "Young" and "White" are surnames too
    if rows < ENOUGH or len(value) > 80 or any(c.isdigit() for c in value) or identifiers.find(value, closely=True):
        return False
    return not any(texts.of_word(word) in names for word in [value.strip(), *value.split(), *words])
