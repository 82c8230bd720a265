"""Import a published file of figures from a script: the same reading, comparing and importing as the screens."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from assurance.ascof import parsing
from assurance.ascof.catalogue import year_in
from assurance.bounded import Refused
from assurance.figures.own_sheets import why_not
from assurance.models import Council, ImportedFile
from assurance.operations.councils import Refused as NotFound
from assurance.operations.councils import find_area
from assurance.operations.figures import importing
from assurance.operations.figures.receiving import (
    AlreadyThere,
    receive_bytes,
    refuse_figures,
    storage,
)
from assurance.presenters.imports import accounts, of_which


class Command(BaseCommand):
    """`manage.py import_ascof FILE [--council GSS-CODE] [--year 2024-25] [--dry-run] [--json]`."""

    help = "Import a published ASCOF file, or LG Inform's download of one measure, for a council."

    def add_arguments(self, parser):
        """Which file, for whom, and what it leaves unsaid."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--council", metavar="GSS-CODE", help="may be left out where there is one council only")
        parser.add_argument("--year", metavar="2024-25", help="for files that do not say their year")
        parser.add_argument("--measure", metavar="FRAMEWORK:CODE", help="for LG Inform: such as ascof-2014:2A(2)")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--json", action="store_true", help="the counts as JSON, for a script")

    def handle(self, *args, file, council, year, measure, dry_run, json: bool = False, **options):
        """Import it, or say in a sentence why not."""
        path, holder = Path(file), the_council(council)
        year = year_in(year or "") or year  # 2024/25 and the like, as on the screen
        if year_in(year or "") and (late := why_not(year, None, today=timezone.localdate(), below_zero=True)[0]):
            raise CommandError(f"{late} Check the year. Nothing was changed.")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"“{file}” can’t be read: {error.strerror}. Nothing was changed.") from error
        answers: dict[str, Any] = {"year": year} if year else {}
        if measure:
            answers["measure"] = measure.split(":", 1)
        stored, kept = "", False
        try:
            with transaction.atomic():
                held = receive_bytes(
                    council=holder, data=data, name=path.name, answers=answers, by=None, at=timezone.now()
                )
                stored = held.file.name or ""
                self._go(held, data, dry_run)
                if dry_run:
                    transaction.set_rollback(True)
            kept = not dry_run
        except AlreadyThere as same:
            held = same.earlier
            self.stderr.write(str(same))
            if held.status != ImportedFile.Status.IMPORTED:
                raise CommandError(f"It waits for somebody’s word at /figures/import/{held.reference}/.") from same
            self._say_again(held, as_json=json)
            return
        finally:
            if stored and not kept:  # what was written down is rolled back; a file in storage is not
                storage().delete(stored)
        if held.status == ImportedFile.Status.REFUSED:
            raise CommandError(f"{held.said} Nothing was changed.")
        self._say(held, dry_run, as_json=json)

    def _go(self, held: ImportedFile, data: bytes, dry_run: bool) -> None:
        at = timezone.now()
        try:
            made = importing.read(held, data)
        except Refused as why:
            refused = refuse_figures(file=held, why=str(why), by=None, at=at)
            held.status, held.said = refused.status, refused.said
            return
        if isinstance(made, parsing.Unanswered):
            hint = f" Perhaps {made.suggestion}." if made.suggestion else ""
            option = "--year 2024-25" if made.question.name == "year" else "--measure FRAMEWORK:CODE"
            raise CommandError(f"{made.question.sentence}{hint} Say it with {option}. Nothing was changed.")
        importing.keep_preview(file=held, found=importing.preview(held, made), at=at)
        if not dry_run:
            imported = importing.import_figures(file=held, by=None, at=at)
            held.status = imported.status

    def _say_again(self, held: ImportedFile, *, as_json: bool) -> None:
        """What the very same file would do a second time: nothing, whatever it did the first time."""
        said = held.counts
        held.counts = {**said, "new": 0, "changed": 0, "same": said["new"] + said["changed"] + said["same"]}
        held.status = "imported already"
        self._say(held, dry_run=False, as_json=as_json, done="imported already")

    def _say(self, held: ImportedFile, dry_run: bool, *, as_json: bool, done: str = "") -> None:
        if as_json:
            told = {
                "file": held.name, "sha256": held.sha256, "reference": "" if dry_run else held.reference,
                "status": "dry run" if dry_run else held.status, "source": held.source, "shape": held.shape,
                "counts": held.counts, "years": held.findings.get("periods", []),
                "unknown areas": held.findings.get("unknown areas", []),
                "unknown measures": held.findings.get("unknown measures", []),
            }  # fmt: skip
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        done = done or ("would be imported" if dry_run else "imported")
        self.stdout.write(f"{held.name} ({held.shape}): {held.counts['cells']:,} cells, {done} for {held.council}")
        for one in accounts(held.counts):
            self.stdout.write(f"  {one.what + ':':<26}{one.cells:>9,}")
        self.stdout.write(f"Of those that count: {of_which(held.counts)}.")
        for sheet, row, _, printed, why, _ in held.findings.get("rejections", [])[:20]:
            self.stdout.write(f"  {sheet + ', ' if sheet else ''}row {row}: {why} ({printed})")


def the_council(code: str | None) -> Council:
    """The council with this code, or the only one there is."""
    councils = Council.objects.select_related("area")
    if not code:
        held = list(councils.order_by("pk")[:2])
        if len(held) == 1:
            return held[0]
        some = "several councils" if held else "no council yet"
        raise CommandError(f"This installation has {some}. Say which with --council E10000019. Nothing was changed.")
    found = councils.filter(area__code=code.strip().upper()).first()
    if found is None:
        try:
            found = councils.filter(area=find_area(code)).first()
        except NotFound as error:
            raise CommandError(str(error)) from error
    if found is None:
        raise CommandError(f"The council {code} does not use this installation. Nothing was changed.")
    return found
