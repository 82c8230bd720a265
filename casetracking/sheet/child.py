"""What the process that `reading` starts runs: a spreadsheet's bytes into references and attributes. Pure."""

import marshal
from collections.abc import Iterator
from typing import Any, BinaryIO

from assurance.ascof import inspection, reading, workbooks
from assurance.bounded_child import HEADER, Refused
from casetracking.sheet import headings, rows
from casetracking.sheet.sentences import in_our_words
from casetracking.sheet.values import Attribute

ROWS_IN_A_FRAME = 2_000
NOT_A_SHEET = "The file can’t be read as a spreadsheet. Save it as CSV, Excel (.xlsx) or OpenDocument (.ods)."


def look_through(
    stream: BinaryIO, *, key: bytes, heading_key: bytes, attributes: list, remembered: dict[str, str]
) -> Iterator[Any]:
    """First what the columns are; then, where all of them are clear, rows by thousands and what could not be taken.

    What somebody said of the columns follows the file, since a form's body brings it last: meanings by mark or None,
    and their length in eight bytes.
    """
    data = stream.read()
    size = int.from_bytes(data[-(HEADER - 1) :], "big")
    end = len(data) - (HEADER - 1)
    told = marshal.loads(data[end - size : end])  # noqa: S302 - written by the process that started this one
    known = {one[0]: Attribute(*one) for one in attributes}
    titles = headings.titles_of([(one.slug, one.title) for one in known.values()])
    table = rows.table_of(_sheets(data[: end - size]), titles)
    columns = rows.columns_of(table, titles, remembered, told, heading_key)
    why = rows.check_columns(columns)
    yield {
        "columns": [(one.place, one.letters, one.heading, one.mark, one.means) for one in columns],
        "why": why,
        "rows": len(table.rows),
    }
    if why:
        return
    found = rows.taken(table, columns, known, key)
    for start in range(0, len(found.rows), ROWS_IN_A_FRAME):
        yield found.rows[start : start + ROWS_IN_A_FRAME]
    yield {
        "problems": found.problems, "counts": dict(found.counts), "unknown": found.unknown, "left_out": found.left_out,
    }  # fmt: skip


def _sheets(data: bytes) -> Iterator[tuple[int, int, list[list]]]:
    """(first row, first column, rows) of every sheet, by what the figures' spreadsheets are read with."""
    try:
        found = inspection.kind_of(data)
        if found.kind == inspection.TEXT:
            with reading.opened(data) as document:
                for sheet in document.sheets:
                    yield 1, 1, [row for batch in sheet.batches for row in batch]
            return
        inspection.look_inside(found)
        held: tuple[int, int, list[list]] | None = None
        for frame in workbooks.sheets(data):
            if frame[0] == "sheet":
                if held:
                    yield held
                held = frame[2], frame[3], []
            elif held:
                held[2].extend(frame[1])
        if held:
            yield held
    except Refused as why:
        raise Refused(in_our_words(str(why), NOT_A_SHEET)) from None
