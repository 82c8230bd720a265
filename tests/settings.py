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

# A file, as in real life: an SQLite database in memory knows neither WAL nor other processes.
if EMBEDDED:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test_prepare.sqlite3")}  # noqa: F405
