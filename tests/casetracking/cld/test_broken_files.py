"""A file that can't be read gets one clear sentence, soon, and never a word of what stands in it."""

import io
import time
import zipfile

import pytest

from assurance.bounded import MEGABYTE, Limits
from casetracking.cld import reading
from casetracking.cld.reading import Refused
from casetracking.synthetic import writing
from tests.casetracking.cld.made import KEY, made, only, rolled, small

SECRETS = ["Thistlewoode", "9434765919", "ZZ11 1AA", "P4000007"]


def workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def cut_off() -> bytes:
    data, _, _ = made(people=500, seed=15, faults=False)
    line = data.rindex(b"Request")
    return data[: line + 4]


HEADER = ",".join(writing.HEADER).encode()
ROW = small({"Last Name": SECRETS[0], "NHS Number": SECRETS[1], "Postcode": SECRETS[2]}).split(b"\r\n")[1]

BROKEN = {
    "nothing": (b"", "is empty"),
    "blanks": (b"\r\n\r\n \r\n", "is empty"),
    "header only": (HEADER, "nothing under it"),
    "header and end of line": (HEADER + b"\r\n", "nothing under it"),
    "another file": (b"Name,Phone\nThistlewoode,9434765919\n" * 100, "does not look like a CLD file"),
    "no header": (ROW + b"\r\n" + ROW + b"\r\n", "does not look like a CLD file"),
    "prose": (b"A long letter about Thistlewoode. " * 20_000, "far too long|does not look like"),
    "workbook": (workbook(), "Excel workbook"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 1000, "old Excel workbook"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "compressed": (b"\x1f\x8b\x08rest", "compressed"),
    "bytes": (bytes(range(256)) * 10, "never does"),
    "cut off": (cut_off(), "breaks off"),
    "no local id": (small({}, drop=("LA Person Unique Identifier",)), "lacks LA Person Unique Identifier"),
    "twice": (HEADER.replace(b"GP Practice Code", b"Gender") + b"\r\n" + ROW, "Gender more than once"),
    "ragged": (HEADER + b"\r\n" + (ROW + b"," + b"\r\n") * 5, "5 of 5 rows"),
    "endless line": (HEADER + b"\r\n" + b"x" * 9 * MEGABYTE, "longer than 4 MB"),
    "open quotation mark": (HEADER + b'\r\n"' + (ROW + b"\r\n") * 60_000, "never closed"),
    "month first": (
        small(*({"Event Start Date": f"02/{d}/2026", "Event End Date": f"03/{d}/2026"} for d in range(13, 28))),
        "month first",
    ),
    "nobody": (small({"LA Person Unique Identifier": ""}), "nobody to tell of"),
    "no period": (
        small({"Reporting Period End Date": "", "Reporting Period Start Date": ""}), "does not say which period"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gets_one_sentence(name):
    data, sentence = BROKEN[name]
    started = time.monotonic()
    with pytest.raises(Refused, match=sentence) as refusal:
        rolled(data)
    assert time.monotonic() - started < 20
    assert str(refusal.value).endswith(".")
    assert not [secret for secret in SECRETS if secret in str(refusal.value)]


def test_a_row_of_a_million_columns_is_left_out_and_counted():
    good = [{"LA Person Unique Identifier": f"P{n}"} for n in range(30)]
    extract = rolled(small(*good) + b"x," * 1_000_000 + b"\r\n")
    assert extract.people == 30
    assert extract.counts["ragged"] == 1


def test_a_quoted_line_break_is_part_of_a_value():
    data = small({"Event Description": "one"}).replace(b",one,", b',"one\r\ntwo, ""three""",')
    assert only(data)["person-role"] == "service-user"


def test_too_much_memory_ends_with_a_sentence():
    data, _, _ = made(people=3000, seed=11)
    with pytest.raises(Refused, match="command line"):
        rolled(data, limits=Limits(memory=200 * MEGABYTE, seconds=60))


def test_too_long_a_time_ends_with_a_sentence():
    with reading.roll_up(key=KEY, limits=Limits(memory=1200 * MEGABYTE, seconds=60, patience=0.7)) as roll:
        time.sleep(1)
        roll.feed(b"x" * MEGABYTE)
        with pytest.raises(Refused, match="too long"):
            roll.extract()


def test_a_browser_that_closes_leaves_no_process_behind():
    with reading.roll_up(key=KEY) as roll:
        roll.feed(HEADER)
        process = roll._child._process
    assert process.poll() is not None
