"""`make bench-editing`: 40 people save at once for a minute; is anything that was acknowledged lost?

On a PostgreSQL database of its own, `prepare_bench`, which is dropped at the end. See docs/performance.md.
"""

import os
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import psycopg

from benchmarks import pages, report
from benchmarks.people_saving import Person, Told
from tests import services
from tests.machinery.processes import family

PEOPLE, SECONDS, FEWEST = 40, 60, 2_000
ROUND = "2027"  # the demonstration has an earlier one too
SHARED = [("equity", "summary"), ("equity", "strengths"), ("safeguarding", "summary")]
OWN = ["strengths", "evidence", "impact", "improvements", "next-steps"]
SECTIONS = ["assessing-needs", "healthier-lives", "care-provision", "partnerships", "safe-systems", "governance",
            "learning", "safeguarding"]  # fmt: skip
ALONE = 300
MOST_P50, MOST_P95 = 16.0, 30.0
KILLS = (20, 40)  # seconds


def join(northmoor) -> list:
    """Forty officers, each with a part of their own and the shared ones."""
    from django.utils import timezone

    from assurance.operations import people
    from assurance.roles import Role

    now, council, round = timezone.now(), northmoor.council, northmoor.round
    writers = [
        people.add_person(
            council=council,
            email=f"writer{n}@northmoor.example",
            name=f"Writer {n}",
            roles=[Role.OFFICER],
            by=None,
            at=now,
        )
        for n in range(PEOPLE)
    ]
    for statement in round.edition.statements.all():
        people.assign_section(
            round=round, statement=statement, owner=writers[0], contributors=writers[1:], by=northmoor.priya, at=now
        )
    return writers


def sign_in(writers: list, port: int) -> list[Person]:
    """A session and a token for everybody."""
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string

    cookies = pages.sessions_of({writer.name: writer for writer in writers})
    return [
        Person(port, writer.name, cookies[writer.name], f"{settings.CSRF_COOKIE_NAME}={_get_new_csrf_string()}", seed)
        for seed, writer in enumerate(writers)
    ]


def learn(person: Person) -> None:
    """What every page that is opened knows: the versions that stand."""
    from selfassessment.models import PartText

    for text in PartText.objects.select_related("part", "judgement__statement").filter(
        i_statement=None, judgement__round__slug=ROUND
    ):
        if text.judgement.statement:
            person.known[text.judgement.statement.slug, text.part.slug] = text.version


def alone(first: Person, second: Person) -> dict[str, list[float]]:
    """One save at a time: within a sitting, and each beginning one (two people in turn), in milliseconds."""
    first.account.milliseconds.clear()
    for _ in range(20):
        first.saves("governance", "summary")
    first.account.milliseconds.clear()
    for _ in range(ALONE):
        first.saves("governance", "summary")
    within = list(first.account.milliseconds)
    measured = []
    second.known["governance", "summary"] = first.known["governance", "summary"]
    for n in range(ALONE):
        one, other = (first, second) if n % 2 else (second, first)
        one.account.milliseconds.clear()
        one.saves("governance", "summary")
        other.known["governance", "summary"] = one.known["governance", "summary"]
        measured += one.account.milliseconds
    return {"within a sitting": within, "beginning a sitting": measured}


def floors(person: Person) -> dict[str, list[float]]:
    """What nothing can be quicker than: a page without content, and one bare committed UPDATE."""
    healthz = []
    for _ in range(ALONE):
        began = time.perf_counter()
        person._ask("GET", "/healthz", None, {})
        healthz.append((time.perf_counter() - began) * 1000)
    update = []
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        (pk,) = server.execute("select min(id) from selfassessment_parttext").fetchone()
        for _ in range(ALONE):
            began = time.perf_counter()
            server.execute("update selfassessment_parttext set text = text where id = %s", [pk])
            update.append((time.perf_counter() - began) * 1000)
    return {"`healthz`": healthz, "a bare UPDATE": update}


def busy_minute(people: list[Person], server: int) -> int:
    """Everybody saves until the minute is over; twice a process of the server is killed. How many were killed."""
    over, killed = time.monotonic() + SECONDS, []

    def work(place: int, person: Person) -> None:
        own = (SECTIONS[place % len(SECTIONS)], OWN[place // len(SECTIONS)])
        while time.monotonic() < over:
            dice = person.chance.random()
            shared = person.chance.choice(SHARED)
            if dice < 0.62:
                person.saves(*own)
            elif dice < 0.86:
                person.saves(*shared)
            elif dice < 0.92:
                person.saves(*own, back=1 + person.chance.randrange(3))
            elif dice < 0.95:
                person.sends_the_form(*person.chance.choice([own, shared]))
            else:
                person.is_cut_off(*person.chance.choice([own, shared]))
            time.sleep(person.chance.random() * 0.3)

    def kill() -> None:
        for second in KILLS:
            time.sleep(max(0.0, over - SECONDS + second - time.monotonic()))
            workers = sorted(family(server))
            os.kill(workers[len(killed) % len(workers)], signal.SIGKILL)
            killed.append(second)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(people)]
    threads.append(threading.Thread(target=kill))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(killed)


def lost(people: list[Person]) -> list[str]:
    """Every acknowledged save that can't be accounted for, and everything else that does not add up."""
    from selfassessment.models import PartText

    troubles: list[str] = []
    sent = {person.name: person.account.sent for person in people}
    told: list[tuple[str, Told]] = [(person.name, one) for person in people for one in person.account.acknowledged]
    twice = Counter((one.section, one.slot, one.version) for _, one in told)
    texts: dict[tuple[str, str, int], set[str]] = {}
    for _, one in told:
        texts.setdefault((one.section, one.slot, one.version), set()).add(one.text)
    troubles += [f"acknowledged twice with different words: {key}" for key in twice if len(texts[key]) > 1]
    held = {
        (text.judgement.statement.slug, text.part.slug): (
            text,
            list(text.revisions.order_by("version").select_related("by")),
        )
        for text in PartText.objects.select_related("part", "judgement__statement").filter(
            i_statement=None, judgement__round__slug=ROUND
        )
        if text.judgement.statement
    }
    for name, one in told:
        if (one.section, one.slot) not in held:
            troubles.append(f"{name}: nothing stands in {one.section} {one.slot}")
            continue
        _, revisions = held[one.section, one.slot]
        revision = next((r for r in revisions if r.first_version <= one.version <= r.version), None)
        if revision is None or revision.by is None or revision.by.name != name:
            troubles.append(f"{name}: version {one.version} of {one.section} {one.slot} is in no revision of theirs")
        elif revision.version == one.version and revision.text != one.text:
            troubles.append(f"{name}: version {one.version} of {one.section} {one.slot} holds other words")
        elif revision.text not in sent[name]:
            troubles.append(f"{name}: version {revision.version} of {one.section} {one.slot} holds words nobody sent")
    for (section, slot), (text, revisions) in held.items():
        expected = 1
        for revision in revisions:
            if revision.first_version != expected:
                troubles.append(f"{section} {slot}: versions {expected} to {revision.first_version - 1} are missing")
            expected = revision.version + 1
        if revisions and (revisions[-1].version, revisions[-1].text) != (text.version, text.text):
            troubles.append(f"{section} {slot}: what stands is not the last revision")
    return troubles


def open_again(northmoor) -> None:
    """Take the demonstration's agreed sections back to drafting: what is agreed is locked, and a refusal is no save."""
    from django.utils import timezone

    from selfassessment.models import Judgement
    from selfassessment.operations.moving import take_back_section

    for agreed in Judgement.objects.in_round(northmoor.round).filter(status="agreed"):
        take_back_section(
            round=northmoor.round, statement=agreed.statement, why="To write in it.", by=northmoor.priya,
            at=timezone.now(),
        )  # fmt: skip


def _spread(milliseconds: list[float]) -> tuple[float, float]:
    return statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20)[-1]


def _table(times: dict[str, list[float]], floor: dict[str, list[float]]) -> str:
    base = _spread(floor["`healthz`"])[0]
    rows = ["| One person alone | p50 ms | p95 ms | × `healthz` |", "| --- | ---: | ---: | ---: |"]
    for name, spent in [*floor.items(), *((f"a save {name}", spent) for name, spent in times.items())]:
        p50, p95 = _spread(spent)
        rows.append(f"| {name} | {p50:.1f} | {p95:.1f} | {p50 / base:.1f} |")
    return "\n".join(rows)


def run(port: int, version: str) -> list[str]:
    """Measure, write the report and say what is not as it should be."""
    busy = os.getloadavg()[0] > (os.cpu_count() or 1) / 2
    northmoor = pages.load_demo()
    open_again(northmoor)
    writers = join(northmoor)
    with pages.serving(port) as server:
        people = sign_in(writers, port)
        for person in people:
            learn(person)
        floor, times = floors(people[0]), alone(people[0], people[1])
        print("One person has saved alone; now forty for a minute …", flush=True)
        for person in people:
            learn(person)
        killed = busy_minute(people, server)
    accounts = [person.account for person in people]
    acknowledged = sum(len(account.acknowledged) for account in accounts)
    troubles = lost(people)
    p50, p95 = _spread([ms for account in accounts[2:] for ms in account.milliseconds])
    minute = (
        f"{PEOPLE} people for {SECONDS} seconds: **{acknowledged:,} saves acknowledged, {len(troubles)} lost**. "
        f"{sum(a.stale for a in accounts):,} came too late and were handed back, {sum(a.cut for a in accounts)} were "
        f"cut off by the sender, {sum(a.unanswered for a in accounts)} got no answer and were sent again; {killed} "
        f"processes of the server were killed. Under that load a save took {p50:.0f} ms (p50), {p95:.0f} ms (p95)."
    )
    text = f"{report.conditions(version)}\n\n{minute}\n\n{_table(times, floor)}"
    print(text)
    if busy:
        print("The machine had other work when this began: docs/performance.md is left as it was.")
    else:
        report.write(text, "editing")
    refused = [said for account in accounts for said in account.refused]
    troubles += [f"{number} × {said}" for said, number in Counter(refused).most_common(5)]
    if acknowledged < FEWEST:
        troubles.append(f"only {acknowledged} saves were acknowledged, fewer than {FEWEST}")
    for name, spent in times.items():
        p50, p95 = _spread(spent)
        if p50 > MOST_P50 or p95 > MOST_P95:
            troubles.append(f"a save {name} took {p50:.1f} ms (p50) and {p95:.1f} ms (p95)")
    return troubles


def main() -> int:
    """Run the benchmark; 1 when something was lost or took too long."""
    if not services.uses_servers():
        raise SystemExit(f"Editing is measured on PostgreSQL and Redis: {services.missing_server()}.")
    with tempfile.TemporaryDirectory(prefix="prepare-bench-") as folder, pages.database() as version:
        os.environ.update(pages.environment(folder))
        Path(folder).mkdir(exist_ok=True)
        import django
        import redis

        django.setup()
        try:
            troubles = run(pages.free_port(), version)
        finally:
            redis.Redis.from_url(os.environ["REDIS_URL"]).flushdb()
    print(*(troubles[:20] or ["Nothing acknowledged was lost, and every save was quick enough."]), sep="\n")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
