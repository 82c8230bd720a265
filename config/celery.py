"""The Celery application. All work goes through one task, `assurance.run_job`: see assurance/jobs.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("prepare")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["assurance", "selfassessment", "casetracking"])
