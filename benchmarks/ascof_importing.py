"""What importing the published files into PostgreSQL costs: benchmarks.ascof runs it in a process of its own.

The same operations as the screen's worker calls, beside the bare floor (the same reader and COPY into an empty table)
and a plain import-export ModelResource on a part of the same rows, scaled.
"""

import csv
import gzip
import io
import json
import resource
import sys
import time

import django

PART = 1_500  # rows given to the ModelResource
TIMES = 5


def main(what: str) -> None:
    """Print what was measured as JSON."""
    django.setup()
    print(json.dumps(river() if what == "river" else plain()))


def _council():
    from django.utils import timezone

    from assurance.operations import councils

    return councils.add_council(area=councils.find_area("E10000019"), by=None, at=timezone.now())


def _files() -> list[tuple[str, bytes, dict]]:
    from benchmarks.ascof import PUBLISHED

    return [
        ("2024-25 ODS", (PUBLISHED / "ascof_2024_25.ods").read_bytes(), {}),
        ("2017-18 CSV", gzip.decompress((PUBLISHED / "ascof_2017-18.csv.gz").read_bytes()), {"year": "2017-18"}),
    ]


def river() -> dict:
    """Each file by turns: the floor, then reading, comparing and importing it; then the same again."""
    council, told = _council(), []
    for name, data, answers in _files():
        floors, firsts, again, resaved = [], [], [], []
        for number in range(TIMES):
            floors.append(_timed(lambda data=data, name=name: _floor(data, name)))
            firsts.append(_timed(lambda data=data, answers=answers: _import(council, data, answers)))
            again.append(_timed(lambda data=data, answers=answers: _import(council, data, answers)))
            resaved.append(_timed(lambda data=data, answers=answers: _import(council, data, answers, mark=b"\n")))
            _empty(council)
            assert number < TIMES
        told.append({"file": name, "floor": floors, "first": firsts, "again": again, "resaved": resaved})
    own, child = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {"files": told, "memory": own, "reader": child}


def _timed(act) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _floor(data: bytes, name: str) -> None:
    """The library's own reading, every cell sent to an empty table without a key."""
    from django.db import connection, transaction
    from python_calamine import CalamineWorkbook

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_floor (row integer, place integer, said text)")
        with cursor.copy("COPY bench_floor FROM STDIN") as copy:
            if name.endswith("CSV"):
                rows = csv.reader(io.TextIOWrapper(io.BytesIO(data), encoding="cp1252", newline=""))
                copy.write("".join(f"{n}\t7\t{row[7]}\n" for n, row in enumerate(rows)))
            else:
                workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
                for sheet in workbook.sheet_names[4:]:
                    rows = workbook.get_sheet_by_name(sheet).to_python()
                    cells = ((n, p, cell) for n, row in enumerate(rows[5:]) for p, cell in enumerate(row[3:]))
                    copy.write("".join(f"{n}\t{p}\t{cell}\n".replace("\\", "") for n, p, cell in cells))
        cursor.execute("DROP TABLE bench_floor")


def _import(council, data: bytes, answers: dict, mark: bytes = b"") -> None:
    """What the screen's worker does, from the file's bytes to the figures; `mark` makes it another file."""
    from django.utils import timezone

    from assurance.operations.figures import importing
    from assurance.operations.figures.receiving import AlreadyThere, receive_bytes

    at = timezone.now()
    try:
        file = receive_bytes(council=council, data=data + mark, name="bench", answers=answers, by=None, at=at)
    except AlreadyThere:
        return
    importing.keep_preview(file=file, found=importing.preview(file, importing.read(file, data)), at=at)
    importing.import_figures(file=file, by=None, at=at)


def _empty(council) -> None:
    from django.db import connection

    from assurance.models import ImportedFile

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE assurance_metricvalue, assurance_replacedvalue, assurance_metricseries CASCADE")
    ImportedFile.objects.filter(council=council).delete()


def plain() -> dict:
    """A plain ModelResource, row by row, on a part of each file's rows; scaled to all of them."""
    import tablib
    from import_export.resources import ModelResource

    from assurance.models import MetricSeries, MetricValue
    from assurance.operations.figures import importing
    from assurance.operations.figures.receiving import receive_bytes

    class Resource(ModelResource):
        class Meta:
            model = MetricValue
            fields = ["series", "area", "value", "reason", "note", "printed"]
            import_id_fields = ["series", "area"]

    from django.utils import timezone

    council, told = _council(), {}
    for name, data, answers in _files():
        file = receive_bytes(
            council=council, data=data, name=name, answers=answers, by=None, at=timezone.now()
        )  # to be read as the service reads it; only the writing is the ModelResource's
        made = importing.read(file, data)
        keys = [
            MetricSeries.objects.create(
                holder=council, source="published", metric_id=one.metric, disaggregation=one.disaggregation,
                type=one.type, period=one.period,
            ).pk
            for one in made.series
        ]  # fmt: skip
        rows = [(keys[c.number], c.area, c.value, c.reason, c.note, c.printed) for c in made.cells]
        part = tablib.Dataset(*rows[:: len(rows) // PART][:PART], headers=Resource.Meta.fields)
        preview = _timed(lambda part=part: Resource().import_data(part, dry_run=True, raise_errors=True))
        write = _timed(lambda part=part: Resource().import_data(part, raise_errors=True))
        told[name] = (preview + write) * len(rows) / len(part)
        assert MetricValue.objects.filter(series__in=keys).count() == len(part)
    return told


if __name__ == "__main__":
    main(sys.argv[1])
