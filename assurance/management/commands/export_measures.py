"""Write the figures that are held as a tidy CSV, one figure a row."""

import csv

from django.core.management.base import BaseCommand, CommandError

from assurance.ascof.catalogue import spelt, year_in
from assurance.management.commands.import_ascof import the_council
from assurance.models import ImportedFile, MetricValue
from assurance.models.metrics import NOT_A_STATISTIC

COLUMNS = [
    "year", "framework", "area_code", "area_name", "area_kind", "measure", "disaggregation", "type", "value", "reason",
    "source file",
]  # fmt: skip
FIELDS = [
    "series__period", "series__metric__framework", "area__code", "area__name", "area__kind", "series__metric__code",
    "series__disaggregation", "series__type", "value", "reason", "file__name", "area__invented",
]  # fmt: skip


class Command(BaseCommand):
    """`manage.py export_measures OUT.csv [--year 2024-25] [--measure 2B(1)] [--council GSS-CODE]`."""

    help = "Write what a council holds as a tidy CSV; - writes it to the screen."

    def add_arguments(self, parser):
        """Where to, and which part of it."""
        parser.add_argument("out", metavar="OUT.csv")
        parser.add_argument("--year", metavar="2024-25")
        parser.add_argument("--measure", metavar="CODE", help="such as 2B(1), or ascof-2014:2B(1) for one framework")
        parser.add_argument("--source", choices=ImportedFile.Source.values, help="all of them unless said otherwise")
        parser.add_argument("--council", metavar="GSS-CODE", help="may be left out where there is one council only")

    def handle(self, *args, out, year, measure, source, council, **options):
        """Write the file and say how many figures are in it."""
        held = MetricValue.objects.filter(series__holder=the_council(council))
        if year:
            if year_in(year) != year:
                raise CommandError(f"“{year}” is no financial year. Write it as 2024-25. Nothing was written.")
            held = held.filter(series__period=year)
        if source:
            held = held.filter(series__source=source)
        rows = held.order_by(
            "series__period", "series__metric__framework", "series__metric__position", "series__disaggregation",
            "series__type", "series__source", "area__code", "pk",
        ).values_list(*FIELDS)  # fmt: skip
        if out == "-":
            self._say_if_none(self._write(self.stdout, rows, measure))
            return
        try:
            with open(out, "w", encoding="utf-8", newline="") as file:
                written = self._write(file, rows, measure)
        except OSError as error:
            raise CommandError(f"“{out}” can’t be written: {error.strerror}.") from error
        self.stdout.write(f"{out}: {written:,} figures")
        self._say_if_none(written)

    def _say_if_none(self, written: int) -> None:
        if not written:
            self.stderr.write(
                "No figure that is held is of this measure, year and source, so the file has its headings only. Check "
                "how they are written, such as 2B(1) and 2024-25, and that the file they came in is imported."
            )

    def _write(self, file, rows, measure: str | None) -> int:
        framework, _, code = (measure or "").rpartition(":")
        wanted, written = spelt(code), 0
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for row in rows.iterator(chunk_size=5_000):
            if measure and (spelt(row[5]) != wanted or (framework and row[1] != framework)):
                continue
            *values, invented = row
            values[2] = _code(row[2])
            values[8] = "" if row[8] is None else repr(row[8]).removesuffix(".0")
            values[10] = NOT_A_STATISTIC if invented else row[10] or "typed in"
            table.writerow(values)
            written += 1
        return written


def _code(key: str) -> str:
    """The code as published: a council type's letter; councils that publish together have none."""
    return key.removeprefix("type:") if not key.startswith("combined:") else ""
