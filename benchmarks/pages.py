"""`make bench-pages`: time and queries of every page of the demonstration, under gunicorn, on PostgreSQL.

It makes a database `prepare_bench` of its own, and drops it at the end. The addresses come from the URLconf: one that
is neither measured nor named in NOT_MEASURED stops the run. `python -m benchmarks.pages home position` measures these
two and writes nothing.
"""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import product
from types import SimpleNamespace

import psycopg

from benchmarks import report
from benchmarks.measuring import QUERIES, TIME
from benchmarks.report import ROOT, Line, Measured
from tests import services

DATABASE = os.environ.get("BENCH_DATABASE", "prepare_bench")
REDIS_DATABASE = 13  # the tests use 15 and 14
REQUESTS = 100
WARM_UP = 40  # each thread has a connection of its own, and PostgreSQL settles on a plan at the sixth time
FLOOR = "healthz"
READERS = [
    "ruth",
    "callum",
    "priya",
    "aisha",
    "samir",
    "helen",
    "marcin",
    "meilin",
    None,
]  # the first who is shown a page reads it; None has not signed in
SECTION = "assessing-needs"
NOT_MEASURED = {
    "first_run": "there only while no council uses the installation",
    "figure_keep": "leads to all figures where none is named",
    "pool_sheet_check": "there only while a spreadsheet of one's own is looked at",
    "return_start": "leads to the board once the return is started",
    "round_home": "sends people on to the page of their role",
}
# A history is measured where each of its lines shows two texts; with what else happened it asks one question less.
NARROWED = {"statement_history": "?kind=texts", "round_history": "?kind=texts"}
SIGN_IN = {"account_login": "/accounts/login/"}


def environment(folder: str) -> dict[str, str]:
    """A production-like environment without HTTPS."""
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DATABASE_URL": f"{services.database_url().rpartition('/')[0]}/{DATABASE}",
        "REDIS_URL": f"{services.redis_url()}/{REDIS_DATABASE}",
        "VAR_DIR": folder,
        "SECRET_KEY": "only-for-the-benchmark-" + "x" * 50,
        "ALLOWED_HOSTS": "localhost",
        "HTTPS": "no",
        "DEBUG": "no",
        "HASHED_STATIC": "yes",
    }


@contextlib.contextmanager
def database() -> Iterator[str]:
    """The benchmark's own database; yields the server's version."""
    with psycopg.connect(services.database_url(), autocommit=True) as server:
        server.execute(f"drop database if exists {DATABASE} with (force)")
        server.execute(f"create database {DATABASE}")
        try:
            yield str(server.info.server_version // 10_000)
        finally:
            server.execute(f"drop database if exists {DATABASE} with (force)")


@contextlib.contextmanager
def serving(port: int) -> Iterator[int]:
    """gunicorn as `make run` starts it; yields its process number."""
    command = [sys.executable, "-m", "gunicorn", "--config=python:config.gunicorn", f"--bind=127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "config.wsgi"], cwd=ROOT)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def load_demo() -> SimpleNamespace:
    """Northmoor with one document made; its people by their first names."""
    from django.core.management import call_command
    from django.utils import timezone

    from assurance import demo, jobs
    from assurance.models import Job, Round
    from casetracking.models import Pool
    from casetracking.operations.drawing import take_draw
    from tests.reports.writing import ask_for

    for command in (["migrate"], ["load_demo"], ["collectstatic", "--noinput"]):
        with open(os.devnull, "w") as silent:
            call_command(*command, verbosity=0, stdout=silent)
    people = {person["key"]: demo.person(person["key"]) for person in demo.content()["people"]}
    round = Round.objects.with_setting().get(slug=demo.content()["round"]["slug"])
    document = ask_for(round, people["priya"], timezone.now(), includes_scores=False)
    pool = Pool.objects.get(round=round, slug="tracking")
    for waiting in Job.objects.filter(state=Job.State.QUEUED).order_by("pk"):  # the document, and the library's files
        jobs.run(waiting.pk)
    take_draw(draw=pool.draws.get(), by=people["helen"], at=timezone.now())
    return SimpleNamespace(
        council=round.council, round=round, document=document, people=people, pool=pool,
        statement=lambda slug: round.edition.statements.get(slug=slug), **people,
    )  # fmt: skip


def sessions(northmoor: SimpleNamespace) -> dict[str | None, str]:
    """A session cookie for every reader."""
    return {None: ""} | sessions_of({key: northmoor.people[key] for key in READERS if key})


def sessions_of(people: dict) -> dict:
    """A session cookie for each of these people."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    cookies = {}
    for key, person in people.items():
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        cookies[key] = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    return cookies


def examples(northmoor: SimpleNamespace) -> dict[str, list]:
    """What can stand in each place of an address, from the demonstration; the first that answers is measured."""
    from django.utils import timezone

    from assurance.models import ImportedFile, Metric, NeighbourList
    from assurance.operations.calendar_feeds import open_feed
    from casetracking.models import Audit, Theme
    from selfassessment.models import (
        Action,
        AnswerPart,
        Checklist,
        Citation,
        Comment,
        EvidenceFile,
        FollowUpRequest,
        LogEntry,
        RequestedItem,
    )
    from selfassessment.operations.return_sheets import receive_items
    from selfassessment.operations.writing import Draft, write_parts
    from selfassessment.statuses import Move
    from tests.reports.packing import approved_item, made_pack
    from tests.selfassessment.filling import book_of, came_back, made, saved, write

    round, now = northmoor.round, timezone.now()
    files = EvidenceFile.objects.filter(evidence__council=round.council).select_related("evidence").order_by("pk")
    actions = Action.objects.of_council(round.council).order_by("pk")
    book = book_of(made(round, now))
    write(book, f"{SECTION}/summary", "What stands in a file that came back.")
    part = round.prompt_set.parts.get(slug="summary")
    approved_item(northmoor, now, reference="B1")
    pack = made_pack(northmoor, now)
    late = Draft(part, "What came too late is kept aside.", 0)
    statement = northmoor.statement(SECTION)
    write_parts(round=round, statement=statement, drafts=[late], by=northmoor.priya, at=now)
    items = RequestedItem.objects.in_round(round).filter(status="drafting")
    parts = AnswerPart.objects.filter(item__in=items).order_by("pk")
    letter = b"Section,Ref,Title\nGeneral,L1,From the letter"
    sheet = receive_items(round=round, name="letter.csv", content=letter, by=northmoor.priya, at=now)
    return {
        "round": [round.slug],
        "statement": [SECTION, "healthier-lives", "equity"],
        "slug": [SECTION],
        "edition": [round.edition.slug],
        "part": ["summary"],
        "version": [1],
        "late": [1],
        "requested": [item.slug for item in items],
        "answer_part": [part.reference for part in parts[:1]],
        "act": ["submit"],
        "sheet": [sheet.reference],
        "measure": ["ascof-2023-1d"],
        "filename": ["ranking.svg"],
        "own_list": list(NeighbourList.objects.filter(council=round.council).values_list("slug", flat=True)),
        "attribute": ["team"],
        "upload": list(
            ImportedFile.objects.filter(council=round.council, status="imported").values_list("reference", flat=True)[
                :2
            ]
        ),
        "own": list(Metric.objects.filter(council=round.council).order_by("pk").values_list("slug", flat=True)[:1]),
        "number": [northmoor.edwin.pk],
        "reference": [northmoor.document.reference],
        "workbook": [came_back(round, saved(book), northmoor.ruth, now).reference],
        "pool": [northmoor.pool.slug, "rehearsal"],
        "candidate": [
            northmoor.pool.cases.get(number=1).candidate.reference,
            *Audit.objects.filter(auditor__name__startswith="Marcin").values_list(
                "case__candidate__reference", flat=True
            ),
        ],
        "theme": [theme.pk for theme in Theme.objects.order_by("pk")],
        "nth": [1],
        "move": [move.value for move in Move],
        "action": [action.reference for action in actions[:8]],
        "checklist": [c.slug for c in Checklist.objects.in_round(round)[:2]],
        "check": [item.slug for c in Checklist.objects.in_round(round)[:1] for item in c.items.all()[:1]],
        "item_file": [(file.evidence.reference, file.reference) for file in files],
        "citation": [c.reference for c in Citation.objects.filter(judgement__round=round).order_by("pk")[:3]],
        "milestone": ["visit"],
        "session": [f"S{n}" for n in round.visit_sessions.order_by("number").values_list("number", flat=True)[:2]],
        "entry": [
            e.reference for e in LogEntry.objects.filter(session__round=round, removed_at=None).order_by("pk")[:1]
        ],
        "visitor": ["aisha-rahman"],
        "day": [f"{timezone.localtime(round.visit_sessions.get(number=2).starts_at):%Y-%m-%d}"],
        "feed": [open_feed(round=round, by=northmoor.priya, at=now)],
        "comment": [c.reference for c in Comment.objects.filter(judgement__round=round).order_by("pk")],
        "pack": [pack.reference],
        "follow_up": [request.reference for request in FollowUpRequest.objects.open().order_by("number")],
    }


def addresses(northmoor: SimpleNamespace) -> dict[str, list[str]]:
    """Every page by its name in the URLconf, each with the addresses that may be tried for it."""
    from tests.house.addresses import ACTS, pages

    print(f"Not measured, because they only take a form: {', '.join(ACTS)}")
    for name, reason in NOT_MEASURED.items():
        print(f"Not measured: {name} ({reason})")
    found = examples(northmoor)
    pairs = found.pop("item_file")
    tried = {name: [url] for name, url in SIGN_IN.items()}
    for page in pages():
        if page.name in NOT_MEASURED:
            continue
        places = [place for place in page.parameters if place not in {"item", "file"}]
        several = [dict(zip(places, chosen, strict=True)) for chosen in product(*(found[place] for place in places))]
        if "item" in page.parameters:
            several = [one | {"item": item, "file": file} for one in several for item, file in pairs]
        tried[page.name] = list(dict.fromkeys(page.url(one) + NARROWED.get(page.name, "") for one in several))
    return tried


class Reader:
    """One connection, kept open like a browser's."""

    def __init__(self, port: int, cookies: dict[str | None, str]) -> None:
        self._connection = http.client.HTTPConnection("localhost", port, timeout=60)
        self._cookies = cookies

    def get(self, url: str, who: str | None) -> tuple[int, float, int]:
        """Status, milliseconds and queries of one answer, read to its end."""
        self._connection.request("GET", url, headers={"Cookie": self._cookies[who]} if who else {})
        answer = self._connection.getresponse()
        answer.read()
        return answer.status, float(answer.headers[TIME]), int(answer.headers[QUERIES])

    def shown(self, urls: list[str]) -> tuple[str, str | None]:
        """The first of these addresses that shows its page, and the first reader who is shown it."""
        for url, who in product(urls, READERS):
            status, *_ = self.get(url, who)
            if status == 200:
                return url, who
        raise SystemExit(f"Nobody is shown {urls[0]}: the last answer was {status}. Say in NOT_MEASURED why.")

    def measure(self, url: str, who: str | None) -> Measured:
        """What the page costs this reader; the same number of queries every time, or the run stops."""
        for _ in range(WARM_UP):
            self.get(url, who)
        answers = [self.get(url, who) for _ in range(REQUESTS)]
        counts = {queries for _, _, queries in answers}
        if len(counts) > 1 or {status for status, *_ in answers} != {200}:
            raise SystemExit(f"{url} does not answer the same way each time: {sorted(set(map(str, answers)))[:3]}")
        return Measured(tuple(milliseconds for _, milliseconds, _ in answers), counts.pop())


def run(port: int, version: str, only: list[str]) -> list[Line]:
    """Measure everything twice, before and after the demonstration has grown, and write the report.

    With names of pages in `only`, just these are measured and nothing is written.
    """
    from django.utils import timezone

    from tests.house.growth import grow, more_rounds

    busy = os.getloadavg()[0] > (os.cpu_count() or 1) / 2
    northmoor = load_demo()
    tried = {name: several for name, several in addresses(northmoor).items() if not only or name in {*only, FLOOR}}
    with serving(port):
        cookies = sessions(northmoor)
        reader = Reader(port, cookies)
        found = {
            name: (several[0], None) if name in SIGN_IN or name == FLOOR else reader.shown(several)
            for name, several in tried.items()
        }
        urls, who = ({name: pair[side] for name, pair in found.items()} for side in (0, 1))
        few = {name: reader.measure(url, who[name]) for name, url in urls.items()}
        print("Measured on the demonstration; now with twenty more of everything …", flush=True)
        grow(northmoor, northmoor.round.edition.statements.get(slug=SECTION), timezone.now())
        more_rounds(northmoor, timezone.now())
        reader = Reader(port, cookies)  # the server has closed the idle connection meanwhile
        many = {name: reader.measure(url, who[name]) for name, url in urls.items()}
    titles = {None: "anybody", **{key: person.job_title for key, person in northmoor.people.items()}}
    lines = {name: Line(f"`{name}`", titles[who[name]], few[name], many[name]) for name in urls}
    floor = lines.pop(FLOOR)
    text = f"{report.conditions(version)}\n\n{report.table(list(lines.values()), floor)}"
    print(text)
    if only:
        pass
    elif busy:
        print("The machine had other work when this began: docs/performance.md is left as it was.")
    else:
        report.write(text)
    return list(lines.values())


def main() -> int:
    """Run the benchmark; 1 when a page is dearer than it should be."""
    if not services.uses_servers():
        raise SystemExit(f"Pages are measured on PostgreSQL and Redis: {services.missing_server()}.")
    with tempfile.TemporaryDirectory(prefix="prepare-bench-") as folder, database() as version:
        os.environ.update(environment(folder))
        import django
        import redis

        django.setup()
        try:
            lines = run(free_port(), version, sys.argv[1:])
        finally:
            redis.Redis.from_url(os.environ["REDIS_URL"]).flushdb()
    troubles = [trouble for line in lines for trouble in line.troubles()]
    print(*(troubles or ["Every page is within its budget."]), sep="\n")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
