"""A spreadsheet of neighbours as rows of cells, whatever it was saved as: CSV, XLSX or ODS."""

from typing import Any

from assurance.ascof.reading import opened
from assurance.bounded import Refused
from assurance.neighbourhood import ReadList, read_list

MOST_BYTES = 1_000_000
MOST_ROWS = 500


def neighbours_in(data: bytes, own: str) -> ReadList:
    """The neighbours in a file's first sheet that holds anything; Refused with a sentence when it can't be read."""
    if len(data) > MOST_BYTES:
        raise Refused(
            "This file is larger than 1 MB. A list of neighbours has one row for each: save only that sheet."
        )
    with opened(data) as document:
        for sheet in document.sheets:
            rows: list[tuple[int, list[Any]]] = []
            for batch in sheet.batches:
                rows += [(sheet.first_row + len(rows) + place, row) for place, row in enumerate(batch)]
                if len(rows) > MOST_ROWS:
                    raise Refused(f"This file has more than {MOST_ROWS} rows, which is no list of neighbours.")
            if any(any(str(cell or "").strip() for cell in row) for _, row in rows):
                return read_list(rows, own)
    return read_list([], own)
