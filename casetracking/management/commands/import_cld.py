"""Imports Client Level Data into a pool from a script; for files over the page's limit too."""

import csv
import json
import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from assurance.bounded import MEGABYTE, Limits
from assurance.models import Round
from casetracking.cld import reading
from casetracking.models import Import, Pool
from casetracking.operations.imports import ImportRefused, OlderFile, take_extract
from casetracking.operations.keys import KeyRefused, key_in_force, key_to_find_again
from casetracking.operations.pools import PoolRefused, check_slug, start_pool
from casetracking.presenters.files import faults_of, warnings_of
from casetracking.sealing import Unreadable
from casetracking.turns import Busy, turn

CHUNK = MEGABYTE
LIMITS = Limits(memory=4096 * MEGABYTE, seconds=900, patience=3600, answer=1024 * MEGABYTE)


class Command(BaseCommand):
    """`manage.py import_cld FILE --round SLUG --pool SLUG [--as-at DATE] [--older] [--key-file OUT] [--json]`."""

    help = "Import a Client Level Data file into a pool of cases; the pool is made if it is not there."

    def add_arguments(self, parser):
        """The file, where it goes, and whether a key file is wanted."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--round", required=True, metavar="SLUG")
        parser.add_argument("--pool", required=True, metavar="SLUG")
        parser.add_argument("--as-at", metavar="YYYY-MM-DD", help="describe people at this day, not the period's end")
        parser.add_argument("--older", action="store_true", help="take the file also where the pool has a newer one")
        parser.add_argument("--key-file", type=Path, metavar="OUT", help="write references with local IDs here")
        parser.add_argument("--json", action="store_true", help="say what came of it as JSON")

    def handle(self, *args, file, round, pool, as_at, older, key_file, **options):
        """Import the file, or say in a sentence why not."""
        found = Round.objects.with_setting().filter(slug=round).first()
        if found is None:
            raise CommandError(f"There is no round “{round}”. Nothing was changed.")
        day = self._day(as_at)
        if key_file is not None and key_file.exists():
            raise CommandError("The key file is there already. Choose another name. Nothing was changed.")
        try:
            check_slug(pool)
            with turn():
                made = self._import(file, found, pool, day, older)
                lines = self._key_file(file, key_file, made.pool) if key_file is not None else 0
        except OSError as error:
            raise CommandError(f"The file can’t be read: {error.strerror}. Nothing of it was kept.") from None
        except OlderFile as why:
            raise CommandError(f"{why} If you mean it, run this again with --older.") from None
        except (Busy, reading.Refused, ImportRefused, KeyRefused, PoolRefused, Unreadable) as why:
            said = str(why)
            raise CommandError(said if "kept" in said else f"{said} Nothing of the file was kept.") from None
        self._tell(made, options["json"], key_file, lines)

    def _import(self, file: Path, round: Round, slug: str, as_at: date | None, older: bool) -> Import:
        held, secret = key_in_force(round.council)
        began = time.monotonic()
        extract = reading.rolled_up(_chunks(file), key=secret, as_at=as_at, limits=LIMITS)
        seconds = time.monotonic() - began
        at = timezone.now()
        with transaction.atomic():  # a file that is refused leaves no pool behind
            pool = Pool.objects.filter(round=round, slug=slug).first() or start_pool(
                round=round, slug=slug, name=slug.replace("-", " ").capitalize(), by=None, at=at
            )
            return take_extract(
                pool=pool, extract=extract, held=held, secret=secret, as_at=as_at, older=older, seconds=seconds,
                by=None, at=at,
            )  # fmt: skip

    def _key_file(self, file: Path, out: Path, pool: Pool) -> int:
        """Write the candidates' key file, for its owner's eyes only; what went wrong leaves none behind."""
        secret = key_to_find_again(pool.round.council)
        wanted = frozenset(pool.candidates.values_list("reference", flat=True))
        lines = 0
        try:
            descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(
                f"The file is imported, but the key file can’t be written: {error.strerror}. Ask for it on the page."
            ) from None
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as written:
                writer = csv.writer(written)
                writer.writerow(["Reference", "LA Person Unique Identifier"])
                for reference, local_id in reading.key_list(_chunks(file), key=secret, limits=LIMITS):
                    if reference in wanted:
                        writer.writerow([reference, local_id])
                        lines += 1
        except BaseException:
            out.unlink(missing_ok=True)
            raise
        return lines

    def _day(self, given: str | None) -> date | None:
        if given is None:
            return None
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise CommandError(f"“{given}” is not a date like 2026-09-30. Nothing was changed.") from None

    def _tell(self, made: Import, as_json: bool, key_file: Path | None, lines: int) -> None:
        warnings = warnings_of(made, made.pool.round.council.area.cassr_code)
        faults = faults_of(made)
        if as_json:
            told = {
                "round": made.pool.round.slug, "pool": made.pool.slug, "rows": made.rows, "people": made.people,
                "left_out": made.left_out, "period": [made.starts_on.isoformat(), made.ends_on.isoformat()],
                "release": made.release, "events": made.events, "counts": made.counts, "unmapped": made.unmapped,
                "warnings": warnings, "seconds": made.seconds, "key_file_lines": lines if key_file else None,
            }  # fmt: skip
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(
            f"{made.rows:,} rows tell of {made.people:,} people who may be drawn, in pool {made.pool.slug} of "
            f"{made.pool.round.slug}. {made.left_out:,} left out: children, and people only known through a carer."
        )
        for said in [*warnings, *(fault.said for fault in faults)]:
            self.stdout.write(f"- {said}")
        if key_file is not None:
            self.stdout.write(f"{key_file}: {lines:,} lines that lead to people. Delete it when you have found them.")


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
