"""Reaching the states of a file of figures by the operations people use, with small invented files."""

import io

from assurance import jobs
from assurance.models import ImportedFile, MetricValue
from assurance.operations.figures import importing
from assurance.operations.figures.receiving import ask_import, ask_undo, receive_bytes, receive_figures
from tests.assurance.ascof.making import TEN, csv_of

LINCOLNSHIRE, KENT, ENGLAND = ("503", "Lincolnshire", "E10000019"), ("820", "Kent", "E10000016"), (
    "England", "England", "E92000001",
)  # fmt: skip
COUNCILS = [(str(n), f"Council {n}", f"E060000{n:02}") for n in range(1, 21)]  # Hartlepool and those after it
NAMES = ("series__metric__code", "series__period", "area__name", "value", "reason")


def row(area, value, *, measure="3A", kind="Outcome", group="Total", level="Council") -> list:
    """A line of the open data file of 2015-16 to 2018-19."""
    code, name, gss = area
    return [code, name, level if gss != ENGLAND[2] else "England", gss, measure, group, kind, value, measure, "x"]


def long_csv(*rows) -> bytes:
    """An open data file of these lines."""
    return csv_of([TEN, *rows])


def previewed(council, data: bytes, now, *, by=None, name="made.csv", **answers) -> ImportedFile:
    """A file that was read and waits for somebody's word."""
    file = receive_bytes(council=council, data=data, name=name, answers=answers or {"year": "2017-18"}, by=by, at=now)
    found = importing.preview(file, importing.read(file, data))
    return importing.keep_preview(file=file, found=found, at=now)


def imported(council, data: bytes, now, **told) -> ImportedFile:
    """A file that is imported."""
    return importing.import_figures(file=previewed(council, data, now, **told), by=told.get("by"), at=now)


def held(council, *names) -> list[tuple]:
    """What a council holds, in words, in order."""
    rows = MetricValue.objects.filter(series__holder=council).values_list(*(names or NAMES))
    return sorted(rows, key=str)


def everything(council) -> list[tuple]:
    """All that is held of every cell, but not from which file."""
    names = ("series__source", "series__metric", "series__period", "series__type", "series__disaggregation", "area",
             "value", "reason", "note", "printed")  # fmt: skip
    return held(council, *names)


def uploaded(council, data: bytes, by, now, *, name="made.csv", own=False, **answers) -> ImportedFile:
    """A file as somebody uploads it, read by a worker."""
    import hashlib

    from django.core.files.base import ContentFile

    sha256 = hashlib.sha256(data).hexdigest()
    file = receive_figures(
        council=council, upload=ContentFile(data), name=name, sha256=sha256, own=own, answers=answers, by=by, at=now
    )
    return worked(file)


def confirmed(file: ImportedFile, by, now) -> ImportedFile:
    """The file, once somebody said yes and a worker imported it."""
    return worked(ask_import(file=file, by=by, at=now))


def taken_back(file: ImportedFile, by, now) -> ImportedFile:
    """The file, once somebody took it back."""
    return worked(ask_undo(file=file, by=by, at=now))


def worked(file: ImportedFile) -> ImportedFile:
    """The file after its worker is done."""
    jobs.run(file.job_id)
    return ImportedFile.objects.select_related("council__area", "job").get(pk=file.pk)


def own_csv(*rows) -> bytes:
    """A council's own spreadsheet."""
    return csv_of([["Measure", "As at", "Value"], *rows])


def bytes_of(workbook) -> bytes:
    """An openpyxl workbook as a file."""
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
