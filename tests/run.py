"""What `make test` runs: everything on PostgreSQL and Redis where they answer, then the embedded part once more.

Plain tests share both cores; journeys and machinery need the machine to themselves and run one after the other.
Whatever is given on the command line is handed to pytest as it is, in one run.
"""

import os
import subprocess
import sys
import time

from tests import services

SERIAL = "journey or machinery"


def pytest(*arguments: str, **environment: str) -> int:
    """Run pytest in a process of its own; finding no test for this expression is not a failure."""
    status = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], env={**os.environ, **environment}, check=False
    ).returncode
    return 0 if status == 5 else status


def main(arguments: list[str]) -> int:
    """Say what the tests stand on, run them, and end with the first failure's code."""
    print(services.description(), flush=True)
    if arguments:
        return pytest(*arguments)
    started = time.monotonic()
    statuses = []
    if services.uses_servers():
        embedded = {"TEST_DATABASE_URL": ""}
        print("\nThe embedded part, on SQLite and a queue of files:", flush=True)
        statuses.append(pytest("-n", "2", "-q", "-m", f"embedded and not ({SERIAL})", **embedded))
        statuses.append(pytest("-q", "-m", f"embedded and ({SERIAL})", **embedded))
        print("\nThe full suite, on PostgreSQL and Redis:", flush=True)
    statuses.append(pytest("-q", "-m", SERIAL))
    statuses.append(pytest("-n", "2", "-q", "-m", f"not ({SERIAL})"))
    print(f"All of it took {time.monotonic() - started:.0f} s.", flush=True)
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
