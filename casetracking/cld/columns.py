"""The attributes of everybody as they are worked out: a column of codes each. Pure."""

from typing import Any

import numpy as np

from casetracking.cld.attributes import CHOICE, NO_NUMBER, NOT_RECORDED, NUMBER, YES_NO, Attribute


class Columns:
    """The attributes of everybody, as they are worked out."""

    def __init__(self, people: int) -> None:
        self.people = people
        self.attributes: list[Attribute] = []
        self.codes: dict[str, np.ndarray] = {}

    def yes(self, slug: str, people: np.ndarray, known: np.ndarray | None = None) -> None:
        """Yes for these people and no for the others; not recorded for those not known, if `known` is given."""
        codes = people.astype(np.uint8)
        if known is not None:
            codes[~(known | people)] = NOT_RECORDED
        self._add(Attribute(slug, YES_NO), codes)

    def choice(self, slug: str, choices: tuple[str, ...], *rules: tuple[str, Any]) -> None:
        """The first choice whose people include the person; not recorded where there is none."""
        codes = np.full(self.people, NOT_RECORDED, np.uint8)
        for chosen, people in reversed(rules):
            codes[people] = choices.index(chosen)
        self._add(Attribute(slug, CHOICE, choices), codes)

    def coded(self, slug: str, choices: tuple[str, ...], codes: np.ndarray) -> None:
        """Codes as they are: places among the choices, or NOT_RECORDED."""
        self._add(Attribute(slug, CHOICE, choices), codes.astype(np.uint8))

    def number(self, slug: str, numbers: np.ndarray, known: np.ndarray) -> None:
        """Whole numbers of these people."""
        self._add(Attribute(slug, NUMBER), np.where(known, numbers, NO_NUMBER).astype("<i4"))

    def has(self, slug: str) -> np.ndarray:
        """Which people have a yes."""
        return self.codes[slug] == 1

    def join(self, other: "Columns") -> None:
        """Take over another's attributes."""
        self.attributes += other.attributes
        self.codes |= other.codes

    def _add(self, attribute: Attribute, codes: np.ndarray) -> None:
        self.attributes.append(attribute)
        self.codes[attribute.slug] = codes
