"""What the process that `reading` starts runs: `rolling`, without what Arrow would load besides. Pure."""

import sys
from collections.abc import Iterator
from typing import Any, BinaryIO


class _NoPandas:
    """Arrow loads pandas wherever it is installed: half a second and 50 MB for nothing that is used here."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> None:
        if name == "pandas":
            raise ImportError(name)


def roll_up(stream: BinaryIO, **told: Any) -> Iterator[Any]:
    """`rolling.roll_up` in a process of its own."""
    sys.meta_path.insert(0, _NoPandas)
    from casetracking.cld import rolling

    return rolling.roll_up(stream, **told)


def key_list(stream: BinaryIO, **told: Any) -> Iterator[Any]:
    """`rolling.key_list` in a process of its own."""
    sys.meta_path.insert(0, _NoPandas)
    from casetracking.cld import rolling

    return rolling.key_list(stream, **told)
