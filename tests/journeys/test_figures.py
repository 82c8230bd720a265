"""The published figures come in: uploaded as downloaded, looked at, imported, corrected, taken back."""

import csv
import gzip
import io
import re

from tests.assurance.ascof.making import csv_of
from tests.assurance.ascof.published import FOLDER

ODS = FOLDER / "ascof_2024_25.ods"
PATIENCE = 120_000


def corrected() -> bytes:
    """The open data file of 2017-18, with one figure put right."""
    text = gzip.decompress((FOLDER / "ascof_2017-18.csv.gz").read_bytes()).decode("cp1252")
    rows = list(csv.reader(io.StringIO(text)))
    place = next(n for n, row in enumerate(rows) if row[3] == "E10000019" and row[4:7] == ["3A", "Total", "Outcome"])
    rows[place][7] = f"{float(rows[place][7]) + 1:.1f}"
    return csv_of(rows, encoding="cp1252")


def waits_for(someone, heading: str) -> None:
    """Until the page says so by itself: the work is a worker's."""
    someone.page.get_by_role("heading", name=heading, exact=True).wait_for(timeout=PATIENCE)
    someone.looks()


def gives(someone, name: str, content: bytes) -> None:
    someone.page.get_by_label("The file, as you downloaded it").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    someone.presses("Upload and look at it")


def test_the_published_files_are_imported_corrected_and_taken_back(northmoor_service, visitor):
    meilin = visitor(northmoor_service)
    meilin.signs_in("meilin.foster@northmoor.example")
    # The workbook Northmoor has already is taken back first, to be imported as for the first time.
    meilin.goes_to("/figures/import/")
    meilin.clicks("ascof_2024_25.ods")
    meilin.sees("73,535 figures came in new and 0 changed.")
    meilin.clicks("Take this file back", role="button")
    meilin.sees("73,535 figures that only this file gave go")
    meilin.presses("Take it back")
    waits_for(meilin, "This file was taken back")
    meilin.goes_to("/figures/import/")
    gives(meilin, "ascof_2024_25.ods", ODS.read_bytes())
    waits_for(meilin, "What this file would change")
    meilin.sees("73,535 figures would be new and 0 would change. Nothing is imported yet.")
    meilin.sees("What becomes of its 73,556 cells")
    meilin.page.get_by_role("button", name=re.compile("^Import 73,535 new figures")).click()
    waits_for(meilin, "What this file changed")
    # The very same file is noticed.
    meilin.goes_to("/figures/import/")
    gives(meilin, "the-same-again.ods", ODS.read_bytes())
    meilin.sees("This very file was imported on")
    # A corrected reissue asks for its year, shows old and new, and is taken back.
    meilin.goes_to("/figures/import/")
    gives(meilin, "meas-from-asc-of-17-18-v2.csv", corrected())
    waits_for(meilin, "One question about this file")
    assert meilin.page.get_by_label("Which year are the figures for?").input_value() == "2017-18"
    meilin.presses("Continue")
    waits_for(meilin, "What this file would change")
    meilin.sees("0 figures would be new and 1 would change.")
    meilin.sees("Lincolnshire")
    meilin.page.get_by_role("button", name=re.compile("^Import 1 changed figure$")).click()
    waits_for(meilin, "What this file changed")
    meilin.clicks("Take this file back", role="button")
    meilin.sees("1 is again what it was before")
    meilin.presses("Take it back")
    waits_for(meilin, "This file was taken back")
    # A file that holds no figures says so.
    meilin.goes_to("/figures/import/")
    gives(meilin, "notes.csv", b"some,notes\r\n1,2\r\n")
    waits_for(meilin, "This file could not be read")
    meilin.sees("Nothing was imported and nothing you had is lost.")
    meilin.goes_to("/figures/local/")
    meilin.sees("People waiting for a Care Act assessment")
