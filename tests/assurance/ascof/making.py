"""Small invented files in the shapes of published ones, for years no file is at hand for. Nothing in them is true."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]
NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)

TEN = [
    "Geographical Code", "Geographical Description", "Geographical Level", "ONS Area Code", "ASCOF Measure Code",
    "Disaggregation Level", "Measure Type", "Measure Value", "Measure Group", "Measure Group Description",
]  # fmt: skip


def csv_of(rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """A CSV as a spreadsheet program saves it."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_of(**sheets: Rows) -> bytes:
    """An XLSX with these sheets."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def cell(value: Any, attributes: str = "") -> str:
    """A cell of an ODS."""
    if value is None or value == "":
        return f"<table:table-cell {attributes}/>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}" {attributes}>'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    text = f"<text:p>{escape(value)}</text:p>"
    return f'<table:table-cell office:value-type="string" {attributes}>{text}</table:table-cell>'


def ods_of(sheets: dict[str, Rows]) -> bytes:
    """An ODS with these sheets."""
    return ods_of_xml(
        "".join(
            f"<table:table table:name={quoteattr(name)}>{''.join(map(row_of, rows))}</table:table>"
            for name, rows in sheets.items()
        )
    )


def row_of(cells: Iterable[Any]) -> str:
    """A row of an ODS."""
    return f"<table:table-row>{''.join(map(cell, cells))}</table:table-row>"


def ods_of_xml(tables: str, before: str = "", **parts: bytes) -> bytes:
    """An ODS whose tables are written out; `before` stands in front of its first element."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NAMESPACES} office:version="1.3">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": b"<manifest/>",
        "content.xml": content.encode(),
        **parts,
    })  # fmt: skip


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def time_series(
    *body: Sequence[Any], measure: str = "1d", years: Sequence[str] = ("2023 to 2024", "2024 to 2025")
) -> Rows:
    """A sheet of a time series as of 2024-25: title, notes, heading, an area a row."""
    types = ("margin of error", "number of respondents", "outcome")
    return [
        [f"Table {measure}: something invented [note 1]"],
        ["This worksheet contains one table."],
        ["Local authority code", "Local authority", "ONS area code", *[f"{y} - {t}" for y in years for t in types]],
        *body,
    ]
