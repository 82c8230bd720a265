"""The settings of the processes that the machinery tests start: the service's own, with gates in its long work."""

import os

from config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.machinery.gates"]  # noqa: F405
CELERY_TASK_DEFAULT_QUEUE = os.environ["TEST_QUEUE"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the demonstration's people get theirs at once
