"""Has a file read in a process of its own: whatever is in it, this process neither waits for ever nor falls over."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 180.0  # seconds by the wall clock; the process has half of it by its own
COULD_NOT = "We could not read the text in this file"


@dataclass(frozen=True)
class Examined:
    """What reading a file brought: findings as {kind, place}, how many of each kind, what stayed unread, a refusal."""

    findings: list[dict[str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    unread: str = ""
    refused: str = ""


def examine(path: str, key: str, name: str, *, going_on: Callable[[], None] = lambda: None) -> Examined:
    """Read the file; `going_on` is called every second and may raise to stop it."""
    environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        [sys.executable, "-s", "-m", "assurance.uploads.child", path, key],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    began, to_say = time.monotonic(), name.encode("utf-8", "replace")
    try:
        while True:
            try:
                said, _ = process.communicate(to_say, timeout=1)
                break
            except subprocess.TimeoutExpired:
                to_say = b""  # communicate() remembers what it has still to send
                if time.monotonic() - began > PATIENCE:
                    return Examined(unread=COULD_NOT)
                going_on()
    finally:
        process.kill()
        process.communicate()
    if process.returncode:
        return Examined(unread=COULD_NOT)
    try:
        return Examined(**json.loads(said))
    except (ValueError, TypeError):
        return Examined(unread=COULD_NOT)
