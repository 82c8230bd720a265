"""A draw's numbers as bytes, so that who could take a place is worked out without reading everybody again. Pure.

What is packed is what everybody's values make of them: profiles, groups, shares of the caseload, and who can never be
drawn. What people decide meanwhile, locks above all, comes with the rules when it is opened.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from casetracking.drawing.criteria import Rules
from casetracking.drawing.problem import HUNDREDTHS, Problem, criterion_cost

BYTES = 14  # of a reference


class Named(NamedTuple):
    """A candidate of whom nothing but the reference is at hand."""

    reference: str


class _People(Sequence):
    """Candidates by place, in the order of their references."""

    def __init__(self, references: np.ndarray) -> None:
        self.references = references

    def __len__(self) -> int:
        return len(self.references)

    def __getitem__(self, place: Any) -> Any:
        return Named(self.references[place].decode("ascii"))


class _Places(dict):
    """Where each reference stands, looked up when it is asked for."""

    def __init__(self, references: np.ndarray) -> None:
        super().__init__()
        self._references = references

    def __missing__(self, reference: str) -> int:
        place = int(np.searchsorted(self._references, reference.encode("ascii")))
        if place == len(self._references) or self._references[place] != reference.encode("ascii"):
            raise KeyError(reference)
        self[reference] = place
        return place


@dataclass
class Opened(Problem):
    """A problem out of bytes."""

    @property
    def places(self) -> dict[str, int]:
        """Where each reference stands."""
        return _Places(self.candidates.references)  # type: ignore[attr-defined]


def packed(built: Problem, never: frozenset[str]) -> bytes:
    """The numbers of a problem whose candidates are in the order of their references; `never` can't be drawn."""
    references = [one.reference for one in built.candidates]
    if references != sorted(references):
        raise ValueError("Candidates are packed in the order of their references.")
    out = io.BytesIO()
    np.savez_compressed(
        out,
        references=np.array(references, f"S{BYTES}"),
        group=np.array([one.group for one in built.candidates], np.int32),
        never=np.array([one in never for one in references], bool),
        has=built.has.astype(np.uint8),
        profile=built.profile.astype(np.int32),
        targets=np.array(built.targets, np.int64),
    )
    return out.getvalue()


def opened(data: bytes, rules: Rules, shown: Sequence[tuple[str, Any]]) -> Problem:
    """The problem out of its bytes, under the same criteria; `shown` are the values of the caseload, as they were."""
    held = np.load(io.BytesIO(data), allow_pickle=False)
    references, targets = held["references"], held["targets"]
    size = len(references)
    counts = np.arange(rules.size + 1)
    weights = {alike.attribute: alike.weight for alike in rules.alike}
    cost = [criterion_cost(criterion, counts) for criterion in rules.criteria]
    cost += [
        weights[attribute] * np.abs(counts * HUNDREDTHS - int(target))
        for (attribute, _), target in zip(shown, targets, strict=True)
    ]
    free = ~held["never"]
    free[_where(references, rules.locked_in)] = True
    free[_where(references, rules.locked_out | rules.excluded)] = False
    group = held["group"].astype(np.int64)
    alone = (group == 0) | (not rules.apart)
    return Opened(
        candidates=_People(references),
        rules=rules,
        has=held["has"],
        profile=held["profile"].astype(np.int64),
        cost=np.array(cost, np.int64).reshape(len(cost), rules.size + 1),
        free=free,
        fixed=_where(references, rules.locked_in),
        group=np.where(alone, -1 - np.arange(size), group),
        shown=list(shown),
        targets=[int(target) for target in targets],
    )


def _where(references: np.ndarray, wanted: frozenset[str]) -> np.ndarray:
    asked = np.array(sorted(one.encode("ascii") for one in wanted), references.dtype)
    places = np.searchsorted(references, asked)
    found = places[places < len(references)]
    return found[references[found] == asked[places < len(references)]]
