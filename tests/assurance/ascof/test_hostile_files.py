"""Files made to do harm, and files that are merely broken: a sentence each, in little memory, and nothing taken."""

import gc
import gzip
import io
import resource
import time
import zipfile

import pytest
from openpyxl import Workbook

from assurance.ascof import inspection, parsing
from assurance.ascof.parsing import Refused, parse
from assurance.bounded import Limits
from tests.assurance.ascof import published
from tests.assurance.ascof.making import (
    TEN,
    cell,
    csv_of,
    ods_of_xml,
    row_of,
    time_series,
    xlsx_of,
    zipped,
)

LINCOLNSHIRE = [503, "Lincolnshire", "E10000019", 1, 400, 61, 1, 400, 62]
MORE_THAN_CAN_BE = "more than can be read safely"


def table(rows: str, name: str = "Table_1d") -> str:
    return f'<table:table table:name="{name}">{rows}</table:table>'


def series(*rows) -> str:
    return "".join(map(row_of, time_series(*rows)))


def repeated(rows: int, columns: int) -> bytes:
    inside = cell(1, f'table:number-columns-repeated="{columns}"')
    row = f'<table:table-row table:number-rows-repeated="{rows}">{inside}</table:table-row>'
    return ods_of_xml(table(series(LINCOLNSHIRE) + row))


@pytest.fixture
def little_memory():
    """What the test, and any process it started, took at most beyond what had been taken before, in megabytes."""

    def most() -> int:
        return (
            max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
        )

    gc.collect()  # the tests look for garbage seldom: what others left is not this test's
    before = most()
    yield
    assert most() < max(before, 550) + 250  # the files unfold to gigabytes


@pytest.mark.parametrize(("rows", "columns"), [(1_000_000, 1), (1, 2_000_000), (10_000, 10_000), (1_048_576, 16_384)])
def test_an_ods_that_unfolds_to_millions_of_cells_is_refused_at_a_glance(little_memory, rows, columns):
    bomb = repeated(rows, columns)
    assert len(bomb) < 3_000
    with pytest.raises(Refused, match=MORE_THAN_CAN_BE):
        parse(bomb)


def test_a_bomb_the_glance_does_not_see_meets_the_limits_of_its_process(little_memory):
    # One cell at the far right and ten thousand rows with one cell each: nothing is repeated, and yet the sheet is
    # a rectangle of 160 million cells.
    space = cell("", 'table:number-columns-repeated="16000"')
    far = f"<table:table-row>{space}{cell(1)}</table:table-row>"
    data = ods_of_xml(table(series(LINCOLNSHIRE) + far + row_of([1]) * 10_000))
    with pytest.raises(Refused, match=r"more than can be read safely|cells, more than any published file"):
        parse(data)


def test_repeats_of_empty_cells_and_rows_are_what_every_published_sheet_has():
    empty = cell("", 'table:number-columns-repeated="16384"')
    tail = f'<table:table-row table:number-rows-repeated="1048393">{empty}</table:table-row>'
    parsed = parse(ods_of_xml(table(series(LINCOLNSHIRE) + tail)))
    assert len(parsed.figures) == 6


def test_a_zip_that_unpacks_to_gigabytes_is_refused(little_memory):
    data = zipped({"content.xml": b" " * (inspection.LARGEST_XML + 1)})
    assert len(data) < 1_000_000
    with pytest.raises(Refused, match=MORE_THAN_CAN_BE):
        parse(data)


def test_a_zip_that_lies_about_its_size_is_refused(little_memory):
    data = bytearray(published.workbook())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("content.xml").file_size
    place = bytes(data).rindex(size.to_bytes(4, "little"))
    data[place : place + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(Refused):
        parse(bytes(data))


def test_compressed_text_that_unpacks_to_gigabytes_is_refused(little_memory):
    with pytest.raises(Refused, match=MORE_THAN_CAN_BE):
        parse(gzip.compress(b"0" * (inspection.LARGEST_UNPACKED + 1)), year="2017-18")


def test_a_row_of_a_million_columns_is_refused(little_memory):
    with pytest.raises(Refused, match="Line 2 has more than"):
        parse(csv_of([TEN, ["1"] * 1_000_000]), year="2017-18")
    wide = f"<table:table-row>{cell(1) * 200_000}</table:table-row>"
    with pytest.raises(Refused, match="a row of 16,384 cells or more"):
        parse(ods_of_xml(table(series(LINCOLNSHIRE) + wide)))


def test_a_cell_that_never_ends_is_refused(little_memory):
    rows = csv_of([TEN, ["503"] * 10])
    with pytest.raises(Refused, match="never closed"):
        parse(rows + b'"' + b"a\n" * 200_000, year="2017-18")
    with pytest.raises(Refused, match="that is not closed"):
        parse(rows + b'"' + b"a\n" * 100 + b'"\n', year="2017-18")


@pytest.mark.parametrize(
    "before",
    ['<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'],
)
def test_an_xml_that_asks_for_other_files_or_unfolds_itself_is_refused(before):
    with pytest.raises(Refused, match="document type"):
        parse(ods_of_xml(table(series(LINCOLNSHIRE)), before=before))


def test_an_xml_in_another_encoding_can_not_hide_what_it_asks_for():
    content = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><a/>'.encode("utf-16")
    with pytest.raises(Refused, match="not in UTF-8"):
        parse(zipped({"content.xml": content}))


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_cut_short_is_refused(part):
    whole = published.workbook()
    with pytest.raises(Refused, match=r"not complete|damaged"):
        parse(whole[: int(len(whole) * part)])


def test_a_compressed_text_cut_short_is_refused():
    whole = gzip.compress(published.sample_2015_16())
    with pytest.raises(Refused, match="not complete"):
        parse(whole[: len(whole) // 2], year="2015-16")


def test_a_workbook_with_its_inside_damaged_is_refused():
    data = bytearray(published.workbook())
    for place in range(200_000, 200_400):
        data[place] ^= 0xFF
    with pytest.raises(Refused):
        parse(bytes(data))


def test_a_file_with_a_password_says_so():
    locked = inspection.OLE + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 500
    with pytest.raises(Refused, match="protected by a password"):
        parse(locked)
    manifest = b'<manifest><manifest:encryption-data manifest:checksum="x"/></manifest>'
    with pytest.raises(Refused, match="protected by a password"):
        parse(zipped({"content.xml": b"<a/>", "META-INF/manifest.xml": manifest}))
    encrypted = bytearray(zipped({"content.xml": b"<a/>"}))
    encrypted[6] |= 1
    encrypted[encrypted.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Refused, match="protected by a password"):
        parse(bytes(encrypted))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>Not found</html>", "web page"),
        (b"<?xml version='1.0'?><a/>", "is XML"),
        (b"\x00\x01\x02\x03" * 50, "not text"),
        (b"a,b,c\n\x81\x8d\n", "neither UTF-8 nor Windows-1252"),
        (inspection.OLE + b"\x00" * 2000, "damaged"),
        (b"PK\x03\x04 but nothing else", "not complete"),
        (zipped({"word/document.xml": b"<a/>"}), "a document, not a spreadsheet"),
        (zipped({"figures.csv": b"a,b"}), "a zip without a spreadsheet"),
        (gzip.compress(zipped({"content.xml": b"<a/>"})), "compressed workbook"),
        (b'"a"b,c\n', "Line 1 can't be read"),
        (b"no table\nat all\n", "No table of figures"),
    ],
    ids=lambda given: given if isinstance(given, str) else "data",  # bytes hold the time of day
)
def test_what_is_no_file_of_figures_is_told_in_a_sentence(data, sentence):
    with pytest.raises(Refused, match=sentence):
        parse(data, year="2017-18")


def test_a_file_too_large_to_be_one_of_these_is_refused_unread():
    with pytest.raises(Refused, match="larger than 40 MB"):
        parse(b"0" * (inspection.LARGEST_FILE + 1), year="2017-18")


def test_a_workbook_that_takes_too_long_is_stopped():
    started = time.monotonic()
    with pytest.raises(Refused, match="took too long"):
        parse(published.workbook(), limits=Limits(seconds=0.001))
    assert time.monotonic() - started < 30


def test_a_workbook_that_needs_more_memory_than_it_may_have_is_stopped():
    with pytest.raises(Refused, match=MORE_THAN_CAN_BE):
        parse(published.workbook(), limits=Limits(memory=20 * 2**20))


def test_more_places_that_cant_be_read_than_anybody_would_read_are_one_sentence():
    rows = [["503", "Lincolnshire", "Council", "E10000019", "1A", "Total", "Outcome", "a lot", "1A", ""]] * 10_001
    with pytest.raises(Refused, match="More than 10,000 places"):
        parse(csv_of([TEN, *rows]), year="2017-18")


# --- Formulas -------------------------------------------------------------------------------------------------------


def test_a_cell_with_a_formula_in_an_xlsx_is_rejected_and_the_others_are_read():
    rows = [list(row) for row in time_series(LINCOLNSHIRE, [504, "Essex", "E10000012", 1, 400, 60, 1, 400, 63])]
    rows[3][5] = "=1+60"
    rows[4][1] = '=HYPERLINK("https://example.invalid","Essex")'
    parsed = parse(xlsx_of(Other=[["x"]], Table_1d=rows))
    assert [(r.sheet, r.row, r.column, r.cells) for r in parsed.rejections] == [
        ("Table_1d", 4, 6, 1), ("Table_1d", 5, 0, 6),
    ]  # fmt: skip
    assert all("formula" in rejection.why for rejection in parsed.rejections)
    assert len(parsed.figures) == 5


def test_a_cell_with_a_formula_in_an_ods_is_rejected_though_it_holds_a_result():
    row = row_of(LINCOLNSHIRE[:5]).removesuffix("</table:table-row>")
    row += cell(61, 'table:formula="of:=1+60"') + "".join(map(cell, LINCOLNSHIRE[6:])) + "</table:table-row>"
    tables = table(row_of(["x"]), "Other") + table("".join(map(row_of, time_series())) + row)
    parsed = parse(ods_of_xml(tables))
    (rejection,) = parsed.rejections
    assert (rejection.sheet, rejection.row, rejection.column) == ("Table_1d", 4, 6)
    assert len(parsed.figures) == 5


def test_a_row_with_a_formula_in_a_long_workbook_is_rejected():
    rows = [TEN, *[["503", "Lincolnshire", "Council", "E10000019", "1A", "Total", kind, 1, "1A", ""]
                   for kind in ("Outcome", "Base")]]  # fmt: skip
    rows[2][7] = "=2+2"
    parsed = parse(xlsx_of(Sheet1=rows), year="2017-18")
    assert [(r.row, r.cells) for r in parsed.rejections] == [(3, 1)]
    assert len(parsed.figures) == 1


def test_true_and_false_dates_and_errors_are_no_figures():
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Table_1d"
    for row in time_series([503, "Lincolnshire", "E10000019", True, "2024-01-01", "#DIV/0!", 1, 400, float(62)]):
        sheet.append(list(row))
    file = io.BytesIO()
    workbook.save(file)
    parsed = parsing.parse(file.getvalue())
    assert [rejection.column for rejection in parsed.rejections] == [4, 5]
    assert [figure.value for figure in parsed.figures] == [None, 1, 400, 62]  # an error reads as an empty cell
    assert parsed.figures[0].note == "blank"
