"""Is it well? For machines (healthz, readyz) and for people (checks)."""

import datetime
import shutil

from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assurance.access import allowed
from assurance.checks import PANGO_SENTENCE, pango_is_there
from assurance.models import Edition, Job
from assurance.roles import Permission
from assurance.uploads import scanning


@allowed(Permission.ANYONE)
def healthz(request: HttpRequest) -> HttpResponse:
    """The web process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@allowed(Permission.ANYONE)
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and its tables are there."""
    try:
        Edition.objects.exists()
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


@allowed(Permission.ANYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what is known not to, and whom to tell."""
    return render(request, "assurance/accessibility.html")


@allowed(Permission.INSTALLATION)
def checks(request: HttpRequest) -> HttpResponse:
    """The state of the installation in plain lines: database, queue, room for files, PDFs."""
    waiting = Job.objects.filter(state=Job.State.QUEUED)
    long_ago = timezone.now() - datetime.timedelta(seconds=settings.JOB_STALE_SECONDS)
    stuck = waiting.filter(created_at__lt=long_ago).count()
    free = shutil.disk_usage(settings.VAR_DIR).free // 1_000_000_000
    lines = [
        ("Database", True, "PostgreSQL" if connection.vendor == "postgresql" else "Embedded (SQLite)"),
        (
            "Queue",
            stuck == 0,
            f"{stuck} waiting for a minute or more: is the worker process running?"
            if stuck
            else "No work waits long",
        ),
        ("Room for files", free >= 1, f"{free} GB free" if free >= 1 else "Less than 1 GB free: make room soon"),
        ("PDFs", pango_is_there(), "Can be made" if pango_is_there() else PANGO_SENTENCE),
    ]
    lines.append(("Virus scanner", *scanning.state()))
    return render(request, "assurance/checks.html", {"lines": lines, "well": all(ok for _, ok, _ in lines)})
