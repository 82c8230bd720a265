"""Reads the words out of Office and OpenDocument files, streaming: no part of a file is held as a whole."""

import io
import re
import zipfile
from collections.abc import Iterable

from assurance.uploads.archives import LARGEST_TOTAL, Listener, Unreadable, parse
from assurance.uploads.kinds import DOCX, ODP, ODS, ODT, PPTX, XLSX, FileKind
from assurance.uploads.sink import LONGEST_PIECE, Sink

MOST_SHARED = 3_000_000  # texts that the cells of a workbook share
MOST_REPEATED = 64  # how often a repeated cell or row is looked at: they are all the same
MOST_WITHIN = 50  # files within a file
LARGEST_WITHIN = 50_000_000


def read_office(archive: zipfile.ZipFile, kind: FileKind, sink: Sink, *, within: bool = False) -> None:
    """Read every part of the file that can hold words."""
    names = [info.filename for info in archive.infolist()]
    _READERS[kind](archive, names, sink)
    for name in names:
        if name in {"docProps/core.xml", "docProps/custom.xml", "docProps/app.xml", "meta.xml"}:
            parse(archive, name, Plain(sink, "the document’s properties"), most=LARGEST_TOTAL)
        elif re.fullmatch(r"(?:word|xl|ppt)/(?:charts|diagrams|drawings)/[a-z]+[0-9]*\.xml", name):
            parse(archive, name, Paragraphs(sink, lambda n: "a drawing or chart"), most=LARGEST_TOTAL)
    if not within:
        _read_within(archive, names, sink)


def _read_within(archive: zipfile.ZipFile, names: list[str], sink: Sink) -> None:
    """Tables behind charts and the like are Office files of their own; those within them are not opened."""
    inside = [n for n in names if "/embeddings/" in n and n.lower().endswith((".xlsx", ".docx", ".pptx"))]
    for name in inside[:MOST_WITHIN]:
        with archive.open(name) as entry:
            content = entry.read(LARGEST_WITHIN + 1)
        if len(content) > LARGEST_WITHIN:
            raise Unreadable(name)
        sink.new_table()
        inner = Placed(sink, "a file within the file: ")
        with zipfile.ZipFile(io.BytesIO(content)) as embedded:
            if sum(info.file_size for info in embedded.infolist()) > LARGEST_TOTAL:
                raise Unreadable(name)
            read_office(embedded, {"x": XLSX, "d": DOCX, "p": PPTX}[name[-4].lower()], inner, within=True)
    if len(inside) > MOST_WITHIN:
        raise Unreadable(inside[-1])


class Placed(Sink):
    """A sink that puts words before every place."""

    def __init__(self, sink: Sink, before: str) -> None:
        super().__init__(found=sink.found, counts=sink.counts, characters=sink.characters)
        self._before = before

    def _add(self, kind, place: str) -> None:
        super()._add(kind, self._before + place)


class Plain(Listener):
    """All the words of a small part, each element's by itself."""

    def __init__(self, sink: Sink, place: str) -> None:
        self._sink, self._place, self._words = sink, place, []

    def _hears(self, content: str) -> None:
        self._words.append(content)

    def _ends(self, name: str) -> None:
        self._sink.text(self._place, "".join(self._words))
        self._words = []


class Paragraphs(Listener):
    """Paragraphs, and rows of tables cell by cell; the same for Word, PowerPoint and OpenDocument.

    `place` makes a place from the number of the paragraph or row's first paragraph.
    """

    PARAGRAPH = frozenset({"w:p", "a:p", "text:p", "text:h"})
    ROW = frozenset({"w:tr", "a:tr", "table:table-row"})
    CELL = frozenset({"w:tc", "a:tc", "table:table-cell"})
    TABLE = frozenset({"w:tbl", "a:tbl", "table:table"})
    WORDS = frozenset({"w:t", "w:delText", "a:t", "w:instrText", "p:text", "c:v", "t"})
    SPACE = frozenset({"w:tab", "w:br", "w:cr", "a:br", "text:tab", "text:line-break", "text:s"})

    def __init__(self, sink: Sink, place) -> None:
        self._sink, self._place = sink, place
        self._number = 0
        self._words: list[str] = []
        self._length = 0
        self._listening = 0  # inside an element that holds words
        self._cells: list[str] | None = None  # of the outermost row being read
        self._row_began = 0
        self._depth = 0  # of rows within rows

    def _begins(self, name: str, attrs) -> None:
        if name in self.WORDS or name in {"text:p", "text:h"}:
            self._listening += 1
        elif name in self.SPACE:
            self._words.append(" ")
        elif name in self.TABLE and self._cells is None:
            self._sink.new_table()
        elif name in self.ROW:
            self._depth += 1
            if self._depth == 1:
                self._cells, self._row_began = [], self._number + 1
        elif name in self.CELL and self._depth == 1:
            self._flush_paragraph()
            self._words, self._length = [], 0

    def _hears(self, content: str) -> None:
        if self._listening:
            self._words.append(content)
            self._length += len(content)
            if self._length > LONGEST_PIECE:
                self._flush_paragraph()

    def _ends(self, name: str) -> None:
        if name in self.WORDS or name in {"text:p", "text:h"}:
            self._listening = max(0, self._listening - 1)
        if name in self.PARAGRAPH:
            self._number += 1
            if self._cells is None:
                self._flush_paragraph()
            else:
                self._words.append(" ")
        elif name in self.CELL and self._depth == 1 and self._cells is not None:
            self._cells.append("".join(self._words))
            self._words, self._length = [], 0
        elif name in self.ROW:
            self._depth = max(0, self._depth - 1)
            if self._depth == 0 and self._cells is not None:
                self._end_row()
        elif name == "c:pt":
            self._flush_paragraph()

    def _end_row(self) -> None:
        where = self._place(self._row_began)
        cells = dict(enumerate(self._cells or []))
        self._sink.row({n: f"{where}, cell {n + 1}" for n in cells}, cells)
        self._cells = None

    def _flush_paragraph(self) -> None:
        text = "".join(self._words)
        self._words, self._length = [], 0
        if text.strip():
            self._sink.text(self._place(self._number), text)


# --- Word and OpenDocument text -----------------------------------------------------------------------------------

_WORD_PARTS = [
    (r"word/document\.xml", "paragraph {n}"),
    (r"word/header[0-9]*\.xml", "a page header"),
    (r"word/footer[0-9]*\.xml", "a page footer"),
    (r"word/footnotes\.xml", "a footnote"),
    (r"word/endnotes\.xml", "an endnote"),
    (r"word/comments\.xml", "a comment"),
    (r"word/glossary/document\.xml", "a building block"),
]


def _word(archive: zipfile.ZipFile, names: Iterable[str], sink: Sink) -> None:
    if "word/document.xml" not in names:
        raise Unreadable("word/document.xml")
    for pattern, words in _WORD_PARTS:
        for name in names:
            if re.fullmatch(pattern, name):
                _read_part(archive, name, sink, words)


def _read_part(archive: zipfile.ZipFile, name: str, sink: Sink, words: str) -> None:
    sink.new_table()
    parse(archive, name, Paragraphs(sink, lambda n: words.replace("{n}", str(max(1, n)))), most=LARGEST_TOTAL)


def _open_text(archive: zipfile.ZipFile, names: Iterable[str], sink: Sink) -> None:
    for name, words in [("content.xml", "paragraph {n}"), ("styles.xml", "a page header or footer")]:
        if name in names:
            _read_part(archive, name, sink, words)


# --- Slides -------------------------------------------------------------------------------------------------------

_SLIDE_PARTS = [
    (r"ppt/slides/slide([0-9]+)\.xml", "slide {s}"),
    (r"ppt/notesSlides/notesSlide([0-9]+)\.xml", "the notes of slide {s}"),
    (r"ppt/comments/(?:modernComment_)?[^/]*?([0-9]+)[^/0-9]*\.xml", "a comment on slide {s}"),
    (r"ppt/slideMasters/slideMaster([0-9]+)\.xml", "slide master {s}"),
    (r"ppt/slideLayouts/slideLayout([0-9]+)\.xml", "slide layout {s}"),
]


def _slides(archive: zipfile.ZipFile, names: Iterable[str], sink: Sink) -> None:
    for pattern, words in _SLIDE_PARTS:
        found = [(int(m[1]), name) for name in names if (m := re.fullmatch(pattern, name))]
        for number, name in sorted(found):
            _read_part(archive, name, sink, words.replace("{s}", str(number)))


class OpenSlides(Paragraphs):
    """Paragraphs of an OpenDocument presentation, by the slide they stand on."""

    def __init__(self, sink: Sink) -> None:
        super().__init__(sink, lambda n: f"slide {max(1, self._slide)}")
        self._slide = 0

    def _begins(self, name: str, attrs) -> None:
        if name == "draw:page":
            self._slide += 1
        super()._begins(name, attrs)


def _open_slides(archive: zipfile.ZipFile, names: Iterable[str], sink: Sink) -> None:
    parse(archive, "content.xml", OpenSlides(sink), most=LARGEST_TOTAL)


# --- Spreadsheets -------------------------------------------------------------------------------------------------


class Shared(Listener):
    """The texts that cells of a workbook share, by their number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._words: list[str] | None = None
        self._phonetic = 0

    def _begins(self, name: str, attrs) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            self._words = []
        elif local == "rPh":
            self._phonetic += 1

    def _hears(self, content: str) -> None:
        if self._words is not None and not self._phonetic:
            self._words.append(content)

    def _ends(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            self.texts.append("".join(self._words or []))
            self._words = None
            if len(self.texts) > MOST_SHARED:
                raise ValueError("more shared texts than a workbook holds")
        elif local == "rPh":
            self._phonetic -= 1


class Attributes(Listener):
    """What one kind of element says in two of its attributes, such as which part holds the sheet of which name."""

    def __init__(self, element: str, key: str, value: str) -> None:
        self.said: dict[str, str] = {}
        self._element, self._key, self._value = element, key, value

    def _begins(self, name: str, attrs) -> None:
        if name.rpartition(":")[2] == self._element:
            named = {key.rpartition(":")[2]: value for key, value in attrs.items()}
            self.said[named.get(self._key, "")] = named.get(self._value, "")


class Sheet(Listener):
    """The cells of one sheet of a workbook, row by row."""

    def __init__(self, sink: Sink, sheet: str, shared: list[str]) -> None:
        self._sink, self._sheet, self._shared = sink, sheet, shared
        self._row = 0
        self._cells: dict[str, str] = {}
        self._column, self._type = "", ""
        self._listening = False
        self._words: list[str] = []
        self._next = 0

    def _begins(self, name: str, attrs) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row = int(attrs.get("r") or self._row + 1)
            self._next = 0
        elif local == "c":
            given = re.match(r"[A-Z]{1,3}", attrs.get("r", ""))
            self._column = given[0] if given else letters(self._next)
            self._next = number(self._column) + 1
            self._type, self._words = attrs.get("t", "n"), []
        elif local in {"v", "t"}:
            self._listening = True

    def _hears(self, content: str) -> None:
        if self._listening:
            self._words.append(content)

    def _ends(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in {"v", "t"}:
            self._listening = False
        elif local == "c":
            self._cells[self._column] = self._value("".join(self._words))
        elif local == "row":
            places = {c: f"sheet “{self._sheet}”, cell {c}{self._row}" for c in self._cells}
            self._sink.row(places, dict(self._cells))
            self._cells = {}

    def _value(self, text: str) -> str:
        if self._type == "s":
            index = int(text or 0)
            return self._shared[index] if 0 <= index < len(self._shared) else ""
        if self._type == "n":
            return as_whole(text)
        return text


def as_whole(text: str) -> str:
    """A number as a spreadsheet stores it, without the point and exponent a whole one may have.

    >>> as_whole("9.434765919E9"), as_whole("31.5")
    ('9434765919', '31.5')
    """
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else text


def letters(index: int) -> str:
    """The name of a column counted from 0: A, B, ... Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def number(column: str) -> int:
    """The column counted from 0, by its name."""
    value = 0
    for letter in column:
        value = value * 26 + ord(letter) - 64
    return value - 1


def _workbook(archive: zipfile.ZipFile, names: Iterable[str], sink: Sink) -> None:
    shared = Shared()
    if "xl/workbook.xml" not in names:
        raise Unreadable("xl/workbook.xml")
    if "xl/sharedStrings.xml" in names:
        parse(archive, "xl/sharedStrings.xml", shared, most=LARGEST_TOTAL)
    titles = _sheet_titles(archive, names)
    for name in names:
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            sink.new_table()
            title = titles.get(name.rpartition("/")[2], name.rpartition("/")[2])
            parse(archive, name, Sheet(sink, title, shared.texts), most=LARGEST_TOTAL)
    for name in names:
        if re.fullmatch(r"xl/(?:comments[0-9]*|threadedComments/threadedComment[0-9]*)\.xml", name):
            parse(archive, name, Plain(sink, "a comment on a cell"), most=LARGEST_TOTAL)


def _sheet_titles(archive: zipfile.ZipFile, names: Iterable[str]) -> dict[str, str]:
    """The title of each sheet by the file name of its part."""
    sheets, parts = Attributes("sheet", "id", "name"), Attributes("Relationship", "Id", "Target")
    parse(archive, "xl/workbook.xml", sheets, most=20_000_000)
    if "xl/_rels/workbook.xml.rels" in names:
        parse(archive, "xl/_rels/workbook.xml.rels", parts, most=20_000_000)
    return {parts.said[one].rpartition("/")[2]: title for one, title in sheets.said.items() if one in parts.said}


class OpenSheets(Listener):
    """The cells of an OpenDocument spreadsheet. Repeated cells and rows are looked at a few times only."""

    def __init__(self, sink: Sink) -> None:
        self._sink, self._sheet = sink, ""
        self._row, self._column = 0, 0
        self._rows = self._times = 1
        self._cells: dict[str, str] = {}
        self._value, self._words, self._depth = "", [], 0

    def _begins(self, name: str, attrs) -> None:
        if name == "table:table":
            self._sheet, self._row = attrs.get("table:name", ""), 0
            self._sink.new_table()
        elif name == "table:table-row":
            self._rows = repeats(attrs.get("table:number-rows-repeated"))
            self._row, self._column, self._cells = self._row + 1, 0, {}
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._times = repeats(attrs.get("table:number-columns-repeated"))
            typed = attrs.get("office:value-type", "")
            self._value = attrs.get("office:date-value", "")[:10] if typed == "date" else ""
            if typed == "float":
                self._value = as_whole(attrs.get("office:value", ""))
            self._words = []
        elif name == "text:p":
            self._depth += 1

    def _hears(self, content: str) -> None:
        if self._depth:
            self._words.append(content)

    def _ends(self, name: str) -> None:
        if name == "text:p":
            self._depth -= 1
            self._words.append(" ")
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            text = self._value or "".join(self._words).strip()
            for again in range(min(self._times, MOST_REPEATED) if text else 0):
                self._cells[letters(self._column + again)] = text
            self._column += self._times
        elif name == "table:table-row":
            places = {c: f"sheet “{self._sheet}”, cell {c}{self._row}" for c in self._cells}
            self._sink.row(places, self._cells)
            self._row += self._rows - 1


def repeats(given: str | None) -> int:
    """How often a cell or row stands there; a mad number is held to a sane one."""
    return min(int(given), 1_048_576) if given and given.isdigit() and len(given) < 9 else 1


def _open_sheets(archive: zipfile.ZipFile, names: Iterable[str], sink: Sink) -> None:
    parse(archive, "content.xml", OpenSheets(sink), most=LARGEST_TOTAL)


_READERS = {DOCX: _word, XLSX: _workbook, PPTX: _slides, ODT: _open_text, ODS: _open_sheets, ODP: _open_slides}
