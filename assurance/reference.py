"""Reviewed reference data of the rooms upstairs: each registers what it loads, and `load_reference` loads it all."""

from collections.abc import Callable

_loaders: dict[str, Callable[[], list[str]]] = {}


def register(what: str, loader: Callable[[], list[str]]) -> None:
    """Add a room's reference data; the loader says in lines what it did, and doing it twice changes nothing."""
    _loaders[what] = loader


def load_all() -> list[str]:
    """Load everything that was registered; returns what was done, a line each."""
    return [line for what in sorted(_loaders) for line in _loaders[what]()]
