"""Two people who changed the same thing: what differs between what one of them sent and what stands."""

from collections.abc import Mapping
from dataclasses import dataclass

NOTHING = "Nothing"


@dataclass(frozen=True)
class Both:
    """One thing that differs between two people's saves."""

    label: str
    yours: str
    theirs: str


def differing(yours: Mapping[str, str], theirs: Mapping[str, str]) -> list[Both]:
    """What differs, given the same labels with the words of each.

    >>> differing({"Title": "Visit", "Note": ""}, {"Title": "Visit", "Note": "Page 2"})
    [Both(label='Note', yours='Nothing', theirs='Page 2')]
    """
    return [
        Both(label, words or NOTHING, theirs[label] or NOTHING)
        for label, words in yours.items()
        if words != theirs[label]
    ]
