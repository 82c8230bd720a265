"""What tells people what is where in a pack: a page that stands alone, a workbook, and a few words."""

import datetime
import io
from urllib.parse import quote

from django.template.loader import render_to_string
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.gathering.snapshot import Snapshot
from reports.rendering.zipping import settled
from selfassessment.answers import megabytes
from selfassessment.sheets import escaped, in_cell

KINDS = {
    "document": "Document", "within": "Covered in another document", "link": "Public link", "text": "Answer in words",
    "not-held": "Not held",
}  # fmt: skip
Rows = list[list[str]]
_TOP = Alignment(vertical="top", wrap_text=True)
_HEAD, _HEAD_FILL = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1D3557")
_LINK = Font(color="1D70B8", underline="single")


def index_page(snapshot: Snapshot) -> bytes:
    """The index as a page without scripts, pictures or anything from elsewhere."""
    context = {**said_of(snapshot), "snapshot": snapshot, "sections": _sections(snapshot)}
    return render_to_string("reports/print/pack_index.html", context).encode()


def said_of(snapshot: Snapshot) -> dict:
    """The words at the head of a pack."""
    files, items = snapshot["files"], sum(len(section["items"]) for section in snapshot["sections"])
    return {
        "title": f"Information return: {snapshot['council']['name']}, pack {snapshot['number']}",
        "made_at": _made(snapshot),
        "items": items,
        "files": len(files),
        "size": megabytes(sum(file["size"] for file in files)) if files else "",
        "only_changes": snapshot["kind"] == "changes",
    }


def _made(snapshot: Snapshot) -> datetime.datetime:
    return datetime.datetime.fromisoformat(snapshot["generated_at"])


def _sections(snapshot: Snapshot) -> list[dict]:
    return [
        section | {"items": [item | {"parts": [_shown(part) for part in item["parts"]]} for item in section["items"]]}
        for section in snapshot["sections"]
    ]


def _shown(part: Snapshot) -> dict:
    is_web = part["url"].startswith(("https://", "http://"))
    return part | {"href": quote(part["path"]), "label": kind_of(part), "is_web": is_web}


def kind_of(part: Snapshot) -> str:
    """What answers an item, in words: a document of our library may be a page of the web."""
    if part["document"] and part["url"]:
        return "Covered in a web page" if part["kind"] == "within" else KINDS["link"]
    return KINDS[part["kind"]]


def about(snapshot: Snapshot, sha256: str) -> bytes:
    """A few words in plain text: what this is, where to begin, how to check that all of it arrived."""
    said = said_of(snapshot)
    invented = ["", "This council is invented. Nothing here is about a real place."]
    holds = f"{said['items']} item{'' if said['items'] == 1 else 's'} answered, {said['files']} document"
    holds += f"{'' if said['files'] == 1 else 's'}{', ' + said['size'] if said['size'] else ''}"
    lines = [
        said["title"],
        snapshot["round"]["title"],
        f"Made on {said['made_at']:%-d %B %Y, %H:%M} (UTC) from frozen content with the SHA-256 fingerprint",
        sha256,
        "",
        holds,
        *(["It holds only what differs from what was sent before."] if said["only_changes"] else []),
        "",
        "Begin with index.html, which opens in any browser. index.xlsx says the same as a spreadsheet.",
        "Each section has a folder. A document that answers several items is there once; the index points to it.",
        "To check that every file arrived whole, unpack the ZIP, then run in its folder:",
        "  sha256sum -c manifest.sha256",
        *(invented if snapshot["council"]["invented"] else []),
    ]
    return ("\r\n".join(lines) + "\r\n").encode()


def index_sheet(snapshot: Snapshot) -> bytes:
    """The index as a workbook: a row for each part of an answer, and one for each file. Cells hold text, no formula."""
    book = Workbook()
    made = _made(snapshot).replace(tzinfo=None)
    book.properties.creator, book.properties.title = snapshot["council"]["name"], said_of(snapshot)["title"]
    book.properties.created = made
    sheet = book.active
    sheet.title = "Index"
    head = [("Section", 26), ("Reference", 12), ("Item", 40), ("Answered by", 22), ("What", 50),
            ("Page or section", 18), ("File in this pack", 60), ("Sent before", 40), ("Link", 50)]  # fmt: skip
    rows = [
        _row(section, item, part)
        for section in snapshot["sections"]
        for item in section["items"]
        for part in item["parts"]
    ]
    _fill(sheet, head, rows, linked={7: "file", 9: "web"})
    files = [[f["path"], f["title"], f["document"], megabytes(f["size"]), f["sha256"]] for f in snapshot["files"]]
    head = [("File in this pack", 70), ("Document", 50), ("Its number with us", 16), ("Size", 12), ("SHA-256", 70)]
    _fill(book.create_sheet("Files"), head, files, linked={1: "file"})
    kept = io.BytesIO()
    book.save(kept)
    return settled(kept.getvalue(), made)


def _row(section: Snapshot, item: Snapshot, part: Snapshot) -> list[str]:
    before = f"{part['before']['pack']}: {part['before']['path']}" if part["before"] else ""
    return [
        section["title"], item["reference"], item["title"], kind_of(part), part["title"] or part["text"],
        part["pointer"], part["path"], before, part["url"],
    ]  # fmt: skip


def _fill(sheet: Worksheet, head: list[tuple[str, int]], rows: Rows, *, linked: dict[int, str]) -> None:
    for place, (heading, width) in enumerate(head, 1):
        cell = sheet.cell(1, place, heading)
        cell.font, cell.fill, cell.alignment = _HEAD, _HEAD_FILL, _TOP
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    for number, row in enumerate(rows, 2):
        for place, text in enumerate(row, 1):
            cell = sheet.cell(number, place)
            cell.alignment = _TOP
            if not text:
                continue
            cell.value, cell.data_type, cell.quotePrefix = escaped(in_cell(text)), "s", True
            if place in linked:
                cell.hyperlink = quote(text) if linked[place] == "file" else text
                cell.font = _LINK
