"""The settings of the tests: those of the service, in an environment of their own.

The full suite runs on PostgreSQL and Redis. Where they can't be reached, or when TEST_DATABASE_URL is empty, it runs
on the embedded default: SQLite and a queue of files. Nothing is ever read from or written to var/ of the project.
"""

import os

from tests import services

os.environ.update(services.environment())

from config.settings import *  # noqa: F403

# Passwords are hashed a thousand times a run; here they protect nobody.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

CELERY_TASK_DEFAULT_QUEUE = services.queue_name()

# A database of this run's own, so that two runs side by side don't take it from each other. For SQLite a file, as in
# real life: a database in memory knows neither WAL nor other processes.
DATABASES["default"]["TEST"] = {  # noqa: F405
    "NAME": str(VAR_DIR / "test_prepare.sqlite3") if EMBEDDED else f"test_prepare_{services.run_name()}"  # noqa: F405
}

# WhiteNoise warns, and a warning fails a test, where its folder is not there.
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
