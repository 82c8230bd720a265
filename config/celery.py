"""The Celery application. All work goes through one task, `assurance.run_job`: see assurance/jobs.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# A worker would run Django’s checks as it starts and throw away what they say; and they load every page, for no job.
os.environ.setdefault("CELERY_SKIP_CHECKS", "yes")

app = Celery("prepare")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["assurance", "selfassessment", "casetracking"])
