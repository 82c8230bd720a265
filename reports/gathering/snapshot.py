"""What a frozen snapshot is: plain JSON whose hash is the same wherever it is worked out. Pure."""

import datetime
import hashlib
import json
from typing import Any

Snapshot = dict[str, Any]


def canonical(snapshot: Snapshot) -> bytes:
    """The snapshot as JSON in one certain form: keys sorted, no idle spaces, UTF-8.

    >>> canonical({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    return json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256_of(snapshot: Snapshot) -> str:
    """The SHA-256 of the snapshot's certain form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(snapshot)).hexdigest()


def moment(at: datetime.datetime | None) -> str | None:
    """A moment as a snapshot keeps it: ISO 8601 in UTC, to the second."""
    return at.astimezone(datetime.UTC).replace(microsecond=0).isoformat() if at else None
