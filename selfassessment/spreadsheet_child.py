"""Reads a spreadsheet from standard input and writes what its cells hold to standard output, as JSON.

Runs as a process of its own, within limits of memory and time, because the file may be hostile. It knows nothing of
the service: it imports none of it. A cell is null, or a list of a letter and a value:
  s text · n number · d date (ISO) · b true or false · f formula · e error value · l too long (length)
"""

import datetime
import io
import json
import re
import resource
import sys
import warnings
import zipfile

MOST_MEMORY = 768 * 1024 * 1024
MOST_SECONDS = 15
MOST_MEMBERS, MOST_UNPACKED, MOST_TIMES = 400, 60_000_000, 300
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 40, 1_001, 26
MOST_TEXT = 12_000_000
LONGEST = 40_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how Office files write what XML can't hold


class Refused(Exception):
    """Why the file is not read, as a word."""


def check_package(content: bytes) -> None:
    """Look into the package before anything is unpacked."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("protected")  # an old Excel file, or one encrypted with a password
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise Refused("not a spreadsheet") from None
    names = {member.filename.lower() for member in members}
    if not any(name.startswith("xl/") for name in names) or "[content_types].xml" not in names:
        raise Refused("not a spreadsheet")
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "macrosheets/" in name for name in names):
        raise Refused("macros")
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or unpacked > MOST_TIMES * max(len(content), 20_000):
        raise Refused("too much")


def cell_of(cell) -> list | None:
    """What a cell holds."""
    value, kind = cell.value, cell.data_type
    if value is None or value == "":
        return None
    if kind == "f":
        return ["f", ""]
    if kind == "e":
        return ["e", str(value)[:20]]
    if isinstance(value, bool):
        return ["b", value]
    if isinstance(value, datetime.datetime | datetime.date):
        return ["d", value.strftime("%Y-%m-%d") if value.year > 999 else "0001-01-01"]
    if isinstance(value, int | float):
        return ["n", value if abs(value) < 1e15 else 0]
    text = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), str(value))
    return ["s", text] if len(text) <= LONGEST else ["l", len(text)]


def sheets_of(content: bytes) -> list[dict]:
    """Every visible sheet with its rows, within limits."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    if len(book.sheetnames) > MOST_SHEETS:
        raise Refused("too many sheets")
    sheets, text = [], 0
    for sheet in book.worksheets:
        rows: list[list] = []
        sheet.reset_dimensions()
        for cells in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS):
            row = [cell_of(cell) for cell in cells]
            while row and row[-1] is None:
                row.pop()
            rows.append(row)
            text += sum(len(cell[1]) for cell in row if cell and cell[0] == "s")
            if text > MOST_TEXT:
                raise Refused("too much")
        while rows and not rows[-1]:
            rows.pop()
        if len(rows) > MOST_ROWS:
            raise Refused("too many rows")
        sheets.append({"name": sheet.title, "rows": rows})
    return sheets


def main() -> int:
    """Read, answer, and say by a word when the file is refused."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    warnings.simplefilter("ignore")
    content = sys.stdin.buffer.read()
    try:
        check_package(content)
        answer: dict = {"sheets": sheets_of(content)}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "too much"}
    except Exception:  # whatever a damaged or hostile file makes the reader stumble over
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
