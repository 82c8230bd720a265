"""Set up what is missing, then run web, worker and beat together: what `make run` starts."""

import functools
import hashlib
import http.client
import io
import os
import subprocess
import sys
import zlib
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from assurance import demo, supervisor
from assurance.models import Council
from assurance.operations import first_run
from assurance.roles import Role


class Command(BaseCommand):
    """`manage.py run_service [--port 8000] [--demo yes|no]`: runs until Ctrl-C or SIGTERM."""

    help = "Prepare the database and files, then run the web server, the worker and the beat until stopped."
    requires_system_checks = []  # the tables that some checks look at may not be there yet

    def add_arguments(self, parser):
        """The port, and whether to show the invented council."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--demo",
            choices=["auto", "yes", "no"],
            default="auto",
            help="load Northmoor, an invented council to try things on; auto: only on the embedded database",
        )

        parser.add_argument(
            "--reload", action="store_true", help="for developing: start the web process again when code changes"
        )

    def handle(self, *args, port: int, **options):
        """Prepare, then supervise; a reason not to start is one sentence."""
        folder = Path(settings.VAR_DIR)
        try:
            with supervisor.only_one(folder):
                supervisor.check_port(port)
                self._prepare(folder, with_demo=wants_demo(options["demo"]))
                supervisor.Supervisor(
                    programs=programs(port, folder, reload=options["reload"]),
                    folder=Path(settings.BASE_DIR),
                    environment=environment(),
                    is_ready=lambda: answers(port),
                    when_ready=lambda: self.stdout.write(welcome(port)),
                ).run()
        except supervisor.CannotStart as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:  # while still preparing: nothing is running yet
            raise CommandError("Stopped before it was ready. Start it again; what was prepared is kept.") from None

    def _prepare(self, folder: Path, *, with_demo: bool) -> None:
        """Tables, reference data and static files: each step leaves alone what is already there."""
        self._say("Preparing the database and static files")
        collecting = StaticFiles(folder)
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.REDIS_URL:
            call_command("createcachetable", verbosity=0)
        if with_demo and others_work_here():
            self._say("A council already uses this installation: the invented one is not added")
            with_demo = False
        self._say("Loading Northmoor, an invented council" if with_demo else "Loading editions and councils")
        call_command("load_demo" if with_demo else "load_reference", stdout=io.StringIO())
        collecting.wait()
        self._say("Starting web, worker and beat")

    def _say(self, what: str) -> None:
        self.stdout.write(f"{what} …")
        self.stdout.flush()


class StaticFiles:
    """Collects the static files beside the work on the database, in a process of its own, if they have changed."""

    def __init__(self, folder: Path) -> None:
        self._stamp, self._now, self._process = folder / "static.stamp", static_fingerprint(), None
        if not (self._is_stamped() and Path(settings.STATIC_ROOT).is_dir()):
            self._process = subprocess.Popen(
                [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
                cwd=settings.BASE_DIR,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                preexec_fn=functools.partial(supervisor.die_with_parent, os.getpid()),  # noqa: PLW1509 - one thread
            )

    def _is_stamped(self) -> bool:
        return self._stamp.is_file() and self._stamp.read_text() == self._now

    def wait(self) -> None:
        """Wait until they are there; raises CannotStart with what was said when they can't be collected."""
        if self._process is None:
            return
        said, _ = self._process.communicate()
        if self._process.returncode:
            reason = said.strip().splitlines()[-1] if said.strip() else "no reason was given"
            raise supervisor.CannotStart(f"The static files can't be collected: {reason}")
        self._stamp.write_text(self._now)


def wants_demo(answer: str) -> bool:
    """Whether to load the demonstration: its password is public, so never by itself into a real database."""
    return settings.EMBEDDED if answer == "auto" else answer == "yes"


def others_work_here() -> bool:
    """Whether a council other than an invented one uses this installation: then nothing invented is mixed in."""
    return Council.objects.filter(area__invented=False).exists() and demo.council() is None


def programs(port: int, folder: Path, *, reload: bool = False) -> list[supervisor.Program]:
    """The three processes of the service; `reload` puts Django's development server in gunicorn's place."""
    python = sys.executable
    address = f"127.0.0.1:{port}"
    gunicorn = [python, "-m", "gunicorn", "--config=python:config.gunicorn", f"--bind={address}", "config.wsgi"]
    celery = [python, "-m", "celery", "--quiet", "--app", "config"]
    pool = ["--pool=solo"] if settings.EMBEDDED else ["--pool=prefork", "--concurrency=1"]
    if settings.REDIS_URL:
        pool.append("--disable-prefetch")  # no job waits behind a busy worker while another worker is idle
    # Known to the queue by its folder: unique, and the same at the next start, so that no names pile up there.
    name = f"prepare-{zlib.crc32(str(folder).encode()):08x}@%h"
    return [
        supervisor.Program("web", [python, "manage.py", "runserver", address] if reload else gunicorn),
        supervisor.Program(
            "worker",
            [
                *celery, "worker", *pool, f"--hostname={name}",
                "--without-gossip", "--without-mingle", "--loglevel=WARNING",
            ],
            urgent=False,
        ),
        supervisor.Program(
            "beat",
            # No pid file: one left behind by a killed beat would keep the next from starting, and the lock is ours.
            [*celery, "beat", f"--schedule={folder / 'beat-schedule'}", "--pidfile=", "--loglevel=WARNING"],
            urgent=False,
        ),
    ]  # fmt: skip


def environment() -> dict[str, str]:
    """The environment of the three processes: this one's, with every line printed at once."""
    # gunicorn reads WEB_CONCURRENCY itself and stumbles over an empty one.
    given = {name: value for name, value in os.environ.items() if value or name != "WEB_CONCURRENCY"}
    # The service may run as root in a container of its own; Celery's warning about that is no news to anybody.
    return {**given, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": os.environ.get("PYTHONWARNINGS", "ignore")}


def static_fingerprint() -> str:
    """What the collected static files are made from: names, sizes and times of the sources; how they are stored."""
    digest = hashlib.sha256(f"{django.__version__} {settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            there = os.stat(storage.path(path))
            digest.update(f"{path}|{there.st_size}|{there.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def answers(port: int) -> bool:
    """Whether the web server answers, whatever it says."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return bool(connection.getresponse().status)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def welcome(port: int) -> str:
    """Where the service is and how to get in."""
    lines = ["", f"  {settings.SERVICE_NAME} is ready at  http://localhost:{port}/", ""]
    if first_run.is_needed():
        lines += [
            f"  No council uses it yet. Set it up at  http://localhost:{port}/first-run/",
            f"  The page asks for this token:  {first_run.make_token()}",
        ]
    elif demo.council() is not None:
        people = demo.content()["people"]
        name = max(len(someone["name"]) for someone in people)
        email = max(len(someone["email"]) for someone in people)
        lines += ["  Northmoor is invented. Sign in as one of its people:", ""]
        for someone in people:
            roles = ", ".join(Role(role).label for role in someone["roles"])
            lines.append(f"    {someone['name']:{name}}  {someone['email']:{email}}  {roles}")
        lines += ["", f"  Password for all of them:  {demo.PASSWORD}"]
    return "\n".join([*lines, "", "  Stop with Ctrl-C.", ""])
