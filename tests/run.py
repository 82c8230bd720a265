"""What `make test` runs: everything on PostgreSQL and Redis where they answer, and the embedded part once more.

All runs begin at once, each process with a database, a queue and a folder of its own, so that none of the cores waits.
The journeys take longest from their first to their last step, so all others give way to them. What is given on the
command line is handed to pytest as it is, in one run.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests import services

PARALLEL = ["-n", "2", "--dist", "worksteal", "--durations", "10"]
ALONE = ["-n", "0", "--durations", "5"]
EMBEDDED = {"TEST_DATABASE_URL": ""}
GIVING_WAY = ["nice", "-n", "5"]


@dataclass
class Run:
    """One run of pytest, begun in a process of its own; what it prints is kept until it is shown."""

    title: str
    process: subprocess.Popen
    output: IO[bytes]

    def finish(self) -> int:
        """Wait, print what it said, and return its code; finding no test for the expression is not a failure."""
        status = self.process.wait()
        self.output.seek(0)
        print(f"\n{self.title}:\n{self.output.read().decode(errors='replace')}", flush=True)
        return 0 if status == 5 else status


def begin(title: str, expression: str, *options: str, first: bool = False, **environment: str) -> Run:
    """Begin a run of the tests that an expression of marks chooses; `first`: it gives way to no other."""
    output = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
    command = [sys.executable, "-m", "pytest", "-q", *options, "-m", expression]
    process = subprocess.Popen(
        command if first else [*GIVING_WAY, *command],
        env={**os.environ, **environment},
        stdout=output,
        stderr=subprocess.STDOUT,
    )
    return Run(title, process, output)


def marked(mark: str) -> list[str]:
    """The files in which a mark stands: the others need not be loaded to find that none of their tests has it."""
    here = Path(__file__).parent
    return [
        str(path) for path in sorted(here.rglob("test_*.py")) if f"mark.{mark}" in path.read_text(encoding="utf-8")
    ]


def main(arguments: list[str]) -> int:
    """Say what the tests stand on, run them, and end with the first failure's code."""
    print(services.description(), flush=True)
    if arguments:
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False).returncode
    runs = [begin("Journeys in a real browser", "journey", "tests/journeys", first=True)]
    if services.uses_servers():
        title = "The embedded part, on SQLite and a queue of files"
        runs.append(begin(title, "embedded and not journey", *ALONE, *marked("embedded"), **EMBEDDED))
    runs.append(begin("All others", "not journey", *PARALLEL))
    return max([run.finish() for run in reversed(runs)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
