"""What taking a spreadsheet would do to a pool's candidates. Pure.

A sheet adds and changes, and never takes anybody away. What Client Level Data says of a person stands: of them a sheet
tells only what that data can't know. A blank cell leaves what is known; "not recorded" takes it back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = tuple[int, str, bool, dict[str, Any]]


@dataclass(frozen=True)
class Known:
    """What is known of a candidate: what was told, and where they are known from a sheet alone, the other values."""

    told: dict[str, Any]
    values: dict[str, Any] | None = None


@dataclass
class Plan:
    """What a sheet would do: candidates by reference with what is then known of each.

    `stands` counts the cells that say something else than Client Level Data, which stands; `strange` are rows whose
    reference this pool does not know.
    """

    new: dict[str, Known] = field(default_factory=dict)
    changed: dict[str, Known] = field(default_factory=dict)
    same: int = 0
    stands: int = 0
    strange: list[int] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def plan(rows: Iterable[Row], known: Mapping[str, Known], placed: frozenset[str]) -> Plan:
    """What these rows would do; `placed` are the attributes that come from Client Level Data."""
    found = Plan()
    for number, reference, typed, values in rows:
        held = known.get(reference)
        if held is None and typed:
            found.strange.append(number)
            continue
        found.seen.add(reference)
        told = {slug: value for slug, value in values.items() if slug not in placed}
        of_data = {slug: value for slug, value in values.items() if slug in placed}
        if held is None:
            found.new[reference] = Known(_merged({}, told), _merged({}, of_data))
            continue
        after = Known(_merged(held.told, told), None if held.values is None else _merged(held.values, of_data))
        if held.values is None:
            found.stands += len(of_data)
        if after == held:
            found.same += 1
        else:
            found.changed[reference] = after
    return found


def _merged(held: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    return {slug: value for slug, value in (held | said).items() if value is not None}
