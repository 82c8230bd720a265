"""What `make test` runs: everything on PostgreSQL and Redis where they answer, and the embedded part once more.

Most tests share both cores: each worker of the run has a database and a folder of its own. Journeys, with their
browsers and a service that stays up, run one after the other, and so do tests that really commit: they empty the
tables behind them, and no other test may come after them in the same process. What is given on the command line is
handed to pytest as it is, in one run.
"""

import os
import subprocess
import sys

from tests import services

PARALLEL = ["-q", "-n", "2", "--dist", "worksteal", "--durations", "10"]


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
    statuses = []
    if services.uses_servers():
        print("\nThe embedded part, on SQLite and a queue of files:", flush=True)
        statuses.append(pytest(*PARALLEL, "-m", "embedded and not journey and not commits", TEST_DATABASE_URL=""))
        statuses.append(pytest("-q", "-m", "embedded and not journey and commits", TEST_DATABASE_URL=""))
        print("\nThe full suite, on PostgreSQL and Redis:", flush=True)
    statuses.append(pytest("-q", "-m", "journey"))
    statuses.append(pytest("-q", "-m", "commits and not journey"))
    statuses.append(pytest(*PARALLEL, "-m", "not journey and not commits"))
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
