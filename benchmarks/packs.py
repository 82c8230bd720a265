"""`make bench-return`: a large information return: its pack made by a real worker, and its pages, into
docs/performance.md.

50 items, 300 documents of bytes that can't be made smaller, 1 GB in all, by the operations people use, in a database
of its own. The pack's floor is Python copying the same bytes into one file, piece by piece, in the same run; a second
one reads them once more and takes their fingerprint, which the pack has to do for each file and for itself. Files have
just been written, so all are read from memory.
"""

import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

from benchmarks import pages, report
from benchmarks.report import Line
from tests import services

ITEMS, DOCUMENTS, BYTES = 50, 300, 1_000_000_000
MOST_MEGABYTES = 200
PIECE = 1024 * 1024
SECTION = "return"


def seeded(northmoor: SimpleNamespace) -> None:
    """A return whose every item is approved; documents that nobody can make smaller."""
    from django.utils import timezone

    from assurance import jobs
    from assurance.models import Job
    from benchmarks.returning import large_return
    from selfassessment.answering import answer_of
    from selfassessment.models import EvidenceFile
    from selfassessment.operations.answering import Given, add_part, check_answer
    from selfassessment.operations.evidence import Facts, add_evidence
    from selfassessment.operations.evidence_files import receive_bytes
    from selfassessment.operations.return_moves import approve_item, submit_item
    from selfassessment.return_rules import seen_now

    round, writer, approver, now = northmoor.round, northmoor.aisha, northmoor.priya, timezone.now()
    items = large_return(
        round, writer=writer, approver=approver, owners=[writer], at=now, items=ITEMS, documents=0, approve=False
    )
    size = BYTES // DOCUMENTS
    for number in range(DOCUMENTS):
        facts = Facts(title=f"Document {number}", category="processes")
        evidence = add_evidence(round=round, kind="document", facts=facts, by=writer, at=now)
        content = b"%PDF-1.7\n" + os.urandom(size - 9)
        name = f"document-{number}.pdf"
        receive_bytes(item=evidence, round=round, name=name, content=content, by=writer, at=now)
        given = Given("document", evidence=evidence, pointer=f"page {number % 9 + 1}")
        add_part(item=items[number % ITEMS], round=round, given=given, by=writer, at=now)
    # No worker reads 300 files for a benchmark of something else.
    EvidenceFile.objects.filter(council=round.council).update(state=EvidenceFile.State.CLEAN)
    jobs.cancel_all(jobs=Job.objects.values_list("pk", flat=True), at=now)
    for item in items:
        check_answer(item=item, round=round, seen=answer_of(item).print, by=writer, at=now)
        submit_item(item=item, round=round, seen=seen_now(item), by=writer, at=now)
        approve_item(item=item, round=round, seen=seen_now(item), by=approver, at=now)


def floors(pack) -> tuple[float, float]:
    """Seconds to copy the same bytes into one file, and to read that file and take its fingerprint."""
    from selfassessment.operations.evidence_files import storage

    target = Path(storage().path("floor.bin"))
    began = time.perf_counter()
    with target.open("wb") as out:
        for file in pack.snapshot["files"]:
            with storage().open(file["stored"], "rb") as source:
                while piece := source.read(PIECE):
                    out.write(piece)
    copied = time.perf_counter() - began
    began, hashed = time.perf_counter(), hashlib.sha256()
    with target.open("rb") as written:
        while piece := written.read(PIECE):
            hashed.update(piece)
    target.unlink()
    return copied, time.perf_counter() - began


def peak(pid: int) -> float:
    """The most memory a running process has held, in megabytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024 / 1e6


def made_by_a_worker(northmoor: SimpleNamespace, folder: Path):
    """The pack, made by the service's own worker; its seconds, the worker's peak, and the steps a page would show."""
    from django.utils import timezone

    from assurance.management.commands.run_service import programs
    from assurance.models import Job
    from reports.models import Pack
    from reports.operations.packs import request_pack
    from tests.machinery.processes import Group, until

    command = next(program.command for program in programs(0, folder) if program.name == "worker")
    worker = Group(
        command, {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore"}, folder / "worker.log"
    )
    try:
        pack = request_pack(round=northmoor.round, kind="whole", by=northmoor.priya, at=timezone.now())
        steps: set[str] = set()

        def over() -> bool:
            job = Job.objects.get(pk=pack.job_id)
            steps.add(job.step)
            return job.is_over

        until(over, "the pack is made")
        job = Job.objects.get(pk=pack.job_id)
        if job.state != Job.State.FINISHED:
            raise SystemExit(f"The pack was not made: {job.error}")
        pid = int(job.worker.split("|")[3])
        return Pack.objects.get(pk=pack.pk), (job.ended_at - job.started_at).total_seconds(), peak(pid), len(steps)
    finally:
        worker.end()


def measured_pages(northmoor: SimpleNamespace, pack) -> list[Line]:
    """The pages of a return of this size, asked for as `make bench-pages` does."""
    from tests.selfassessment.asked_later import ask_later

    for number in range(20):
        ask_later(northmoor.round, northmoor.priya, pack.requested_at, f"Thing {number}.", owner=northmoor.aisha)
    here = f"/{northmoor.round.slug}/return/"
    urls = {
        "information_return": here,
        "packs": f"{here}packs/",
        "pack": f"{here}packs/{pack.reference}/",
        "follow_ups": f"{here}requests/",
    }
    port = pages.free_port()
    with pages.serving(port):
        reader = pages.Reader(port, pages.sessions_of({"priya": northmoor.priya}))
        costs = {name: reader.measure(url, "priya") for name, url in urls.items()}
    return [Line(f"`{name}`", "", cost, cost) for name, cost in costs.items()]


def text_of(version: str, pack, seconds: float, memory: float, steps: int, floor: tuple[float, float], lines) -> str:
    """What is written into docs/performance.md."""
    copied, read = floor
    rows = [f"| {line.page} | {line.few.p50:.1f} | {line.few.p95:.1f} | {line.few.queries} |" for line in lines]
    return "\n".join(
        [
            report.conditions(version),
            "",
            f"{ITEMS} items, {pack.files} documents, {pack.size / 1e6:,.0f} MB: the pack was made in "
            f"**{seconds:.1f} s**; copying the same bytes took {copied:.1f} s, taking their fingerprint once "
            f"{read:.1f} s. The worker held at most **{memory:.0f} MB**. A page that watched saw {steps} different "
            "steps.",
            "",
            "| Page | p50 ms | p95 ms | queries |",
            "| --- | ---: | ---: | ---: |",
            *rows,
        ]
    )


def run(version: str, folder: Path) -> list[str]:
    """Measure, write, and return what is dearer than it should be, in sentences."""
    busy = os.getloadavg()[0] > (os.cpu_count() or 1) / 2
    from django.core.management import call_command
    from django.utils import timezone

    from tests.universe import build_northmoor

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    call_command("collectstatic", "--noinput", verbosity=0)
    northmoor = build_northmoor(timezone.now())
    seeded(northmoor)
    pack, seconds, memory, steps = made_by_a_worker(northmoor, folder)
    floor = floors(pack)
    lines = measured_pages(northmoor, pack)
    text = text_of(version, pack, seconds, memory, steps, floor, lines)
    print(text)
    if busy:
        print("The machine had other work when this began: docs/performance.md is left as it was.")
    else:
        report.write(text, SECTION)
    troubles = [trouble for line in lines for trouble in line.troubles()]
    if memory > MOST_MEGABYTES:
        troubles.append(f"The worker held {memory:.0f} MB; the aim is {MOST_MEGABYTES} MB.")
    return troubles


def main() -> int:
    """Run the benchmark; 1 when something is dearer than it should be."""
    if not services.uses_servers():
        raise SystemExit(f"The pack is measured on PostgreSQL and Redis: {services.missing_server()}.")
    with tempfile.TemporaryDirectory(prefix="prepare-bench-") as folder, pages.database() as version:
        os.environ.update(pages.environment(folder))
        import django
        import redis

        django.setup()
        try:
            troubles = run(version, Path(folder))
        finally:
            redis.Redis.from_url(os.environ["REDIS_URL"]).flushdb()
    print(*(troubles or ["Everything is within its budget."]), sep="\n")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
