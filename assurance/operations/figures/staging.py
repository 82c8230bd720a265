"""Cells waiting to be imported: written down by the ten thousand, compared with what is held, thrown away.

The same SQL on PostgreSQL and SQLite; only how the cells get there differs (COPY, executemany).
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection, transaction

from assurance.figures.preparing import MOST_TOLD, Cell, Prepared
from assurance.models import ImportedFile, StagedSeries, StagedValue

# A staged cell beside what is held of the same series and area by the same council from the same source.
HELD = """
    FROM assurance_stagedvalue v
    JOIN assurance_stagedseries ss ON ss.file_id = v.file_id AND ss.number = v.number
    JOIN assurance_metricvalue m ON m.series_id = ss.series_id AND m.area_id = v.area_id
    WHERE v.file_id = %(file)s
"""
# The figure, or why there is none; how it was printed may differ between two files that say the same.
DIFFERS = "(m.value IS DISTINCT FROM v.value OR m.reason <> v.reason)"


class Compared(NamedTuple):
    """How many cells would be new, changed or the same, and the first changes: old and new side by side.

    `stood` tells whether what would be replaced is still the same: what it comes to, and out of which files.
    """

    new: int
    changed: int
    same: int
    changes: list[list[Any]]
    stood: str


def told(file: ImportedFile) -> dict[str, Any]:
    """What every statement is told about the file."""
    return {"file": file.pk, "holder": file.council_id, "source": file.source}


@transaction.atomic
def _write(file: ImportedFile, made: Prepared) -> None:
    forget(file)
    StagedSeries.objects.bulk_create(
        [StagedSeries(file=file, number=n, metric_id=one.metric, disaggregation=one.disaggregation, type=one.type,
                      period=one.period) for n, one in enumerate(made.series)],
        batch_size=500,
    )  # fmt: skip
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, file.pk, made.cells)
        else:
            cursor.executemany(
                "INSERT INTO assurance_stagedvalue (file_id, number, area_id, value, reason, note, printed) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [(file.pk, *cell) for cell in made.cells],
            )


def stage(file: ImportedFile, made: Prepared) -> None:
    """Put a file's cells where they wait; what waited of it before is gone."""
    _write(file, made)
    if connection.vendor == "postgresql":  # which plans by what it knows of a table, and knows nothing of new rows
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL default_statistics_target = 10")  # 3,000 rows tell what 30,000 would
            cursor.execute("ANALYZE assurance_stagedvalue, assurance_stagedseries")


def find_series(file: ImportedFile) -> None:
    """Look for the series a staged file speaks of, among those its council holds from its source."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assurance_stagedseries SET series_id = (SELECT s.id FROM assurance_metricseries s "
            "WHERE s.holder_id = %(holder)s AND s.source = %(source)s "
            "AND s.metric_id = assurance_stagedseries.metric_id AND s.period = assurance_stagedseries.period "
            "AND s.disaggregation = assurance_stagedseries.disaggregation AND s.type = assurance_stagedseries.type) "
            "WHERE file_id = %(file)s",
            told(file),
        )


def _copy(cursor: Any, file: int, cells: list[Cell]) -> None:
    columns = "file_id, number, area_id, value, reason, note, printed"
    with cursor.copy(f"COPY assurance_stagedvalue ({columns}) FROM STDIN") as copy:
        for start in range(0, len(cells), 10_000):
            copy.write("".join(_lines(file, cells[start : start + 10_000])))


def _lines(file: int, cells: Iterable[Cell]) -> Iterable[str]:
    for number, area, value, reason, note, printed in cells:
        said = "\\N" if value is None else repr(value)
        shown = printed and " ".join(printed.split()).replace("\\", "\\\\")
        yield f"{file}\t{number}\t{area}\t{said}\t{reason}\t{note}\t{shown}\n"


def forget(file: ImportedFile) -> None:
    """Throw away what waits of a file."""
    StagedValue.objects.filter(file=file)._raw_delete("default")
    StagedSeries.objects.filter(file=file)._raw_delete("default")


def compare(file: ImportedFile) -> Compared:
    """What importing the file would do to what is held now."""
    find_series(file)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM assurance_stagedvalue WHERE file_id = %(file)s", told(file))
        staged = cursor.fetchone()[0]
        # Exact numbers: a sum of floating ones depends on the order in which the rows come.
        cursor.execute(
            f"SELECT count(*), coalesce(sum(CASE WHEN {DIFFERS} THEN 1 ELSE 0 END), 0), "
            f"round(sum(CASE WHEN {DIFFERS} THEN CAST(m.value AS numeric) END), 6), "
            f"sum(CASE WHEN {DIFFERS} THEN m.file_id END) {HELD}",
            told(file),
        )
        met, changed, *stood = cursor.fetchone()
        met, changed = int(met), int(changed)
        changes: list[list[Any]] = []
        if changed:
            cursor.execute(
                f"SELECT ss.metric_id, ss.period, ss.disaggregation, ss.type, m.area_id, m.value, m.reason, v.value, "
                f"v.reason, m.file_id {HELD} AND {DIFFERS} ORDER BY v.id LIMIT {MOST_TOLD}",
                told(file),
            )
            changes = [list(row) for row in cursor.fetchall()]
    return Compared(
        new=staged - met, changed=changed, same=met - changed, changes=changes, stood=" ".join(map(str, stood))
    )
