"""A second reading of a published ODS, by another way: Python's own XML parser, cell by cell, from what is shown.

It shares nothing with the package it checks: no calamine, no regular expressions, the numbers as displayed.
"""

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MOST = 64  # columns looked at; the widest table has 33


def sheets(data: bytes) -> dict[str, list[list[str]]]:
    """Every sheet's rows of cells as displayed, rows numbered as in the sheet."""
    root = ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))
    return {table.get(f"{TABLE}name", ""): list(_rows(table)) for table in root.iter(f"{TABLE}table")}


def _rows(table: ET.Element) -> Iterator[list[str]]:
    for row in table.iter(f"{TABLE}table-row"):
        cells: list[str] = []
        for cell in row:
            shown = "\n".join("".join(line.itertext()) for line in cell.iter(f"{TEXT}p"))
            text = shown or cell.get(f"{OFFICE}value", "")
            times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            cells += [text] * min(times, MOST - len(cells))
        times = int(row.get(f"{TABLE}number-rows-repeated", "1"))
        yield from [cells] * (times if any(cells) else min(times, 1))


def tables(data: bytes) -> Iterator[tuple[str, int, int, str, str, str]]:
    """Every cell of every table: sheet, row, column (from 1), the area's name, the column's heading, what is shown."""
    for name, rows in sheets(data).items():
        starts = [place for place, row in enumerate(rows) if row and row[0] == "Local authority code"]
        if not starts:
            continue
        heading = rows[starts[0]]
        for number, row in enumerate(rows[starts[0] + 1 :], start=starts[0] + 2):
            if any(row):
                for place in range(3, sum(map(bool, heading))):
                    yield name, number, place + 1, row[1], heading[place], row[place]
