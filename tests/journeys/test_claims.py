"""A figure is cited, the data is corrected, the claim turns stale, and taking the file back brings it back.

Mei Lin looks after Northmoor's figures, Aisha writes. Northmoor is invented, so the figure that is corrected in the
published workbook is England's.
"""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

PUBLISHED = Path(__file__).parents[2] / "fixtures" / "ascof" / "published" / "ascof_2024_25.ods"
HERE = "/2027/self-assessment/healthier-lives"
MINUTES = 120_000


@pytest.fixture(scope="module")
def corrected(tmp_path_factory) -> Path:
    """The published workbook with one figure corrected: England's satisfaction in 2024-25 is 66.6 instead of 65.5."""
    path = tmp_path_factory.mktemp("figures") / "ascof_2024_25_corrected.ods"
    with zipfile.ZipFile(PUBLISHED) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.infolist():
            data = old.read(part.filename)
            new.writestr(part, _with_correction(data) if part.filename == "content.xml" else data)
    return path


def _with_correction(content: bytes) -> bytes:
    england = content.index(b"E92000001", content.index(b'table:name="Table_1d"'))
    end = content.index(b"</table:table-row>", england)
    row = content[england:end]
    last = list(re.finditer(rb'office:value="([\d.]+)"([^>]*)><text:p>[\d.]+', row))[-1]
    row = row[: last.start()] + b'office:value="66.6"' + last[2] + b"><text:p>66.6" + row[last.end() :]
    return content[:england] + row + content[end:]


def _uploads(meilin, path: Path, *, and_sees: str) -> None:
    """Upload a file and wait until it is read."""
    meilin.goes_to("/figures/import/")
    meilin.page.locator("input[type=file]").set_input_files(path)
    meilin.presses("Upload and look at it")
    expect(meilin.page.get_by_role("heading", level=1)).to_have_text(and_sees, timeout=MINUTES)
    meilin.looks()


def _imports(meilin) -> str:
    """Import the file whose preview is shown; returns the address of its page."""
    meilin.page.get_by_role("button", name=re.compile("^Import [0-9,]+ (new|changed) figures?")).click()
    expect(meilin.page.get_by_role("heading", level=1)).to_have_text("What this file changed", timeout=MINUTES)
    meilin.looks()
    return re.sub(r"^https?://[^/]+", "", meilin.page.url)


def test_a_claim_turns_stale_when_the_data_is_corrected_and_is_live_again_when_the_file_is_taken_back(
    northmoor_service, visitor, corrected
):
    meilin, aisha = visitor(northmoor_service), visitor(northmoor_service)
    meilin.signs_in("meilin.foster@northmoor.example")
    aisha.signs_in("aisha.rahman@northmoor.example")
    # The published workbook is there already: the same file again changes nothing and leads to what it changed.
    _uploads(meilin, PUBLISHED, and_sees="What this file changed")

    # Aisha looks for the measure and puts England's figure where her cursor is.
    aisha.goes_to(f"{HERE}/write/")
    slot = aisha.page.locator('[data-slot="strengths"]')
    box = slot.locator("textarea")
    box.fill("What people say: ")
    slot.get_by_role("button", name=re.compile("^Cite a figure")).click()
    slot.get_by_label("Find a figure").fill("1d satisfaction")
    expect(slot.get_by_role("status")).to_have_text("1 figure")
    aisha.looks()
    slot.get_by_role("button", name=re.compile("^Put England’s figure in")).click()
    expect(box).to_be_focused()
    expect(box).to_have_value(re.compile(r"^What people say: \{\{ascof-2023:1D, England, 2024-25 = [\d.]+%; as at"))
    box.press_sequentially(" of people in England are satisfied.")
    aisha.page.get_by_role("button", name="Save and finish").click()
    aisha.page.wait_for_url(f"**{HERE}/")  # the script leads on once it has saved
    was = re.search(r"= ([\d.]+%);", _stored(aisha))[1]
    aisha.sees(f"What people say: {was} (2024-25) of people in England are satisfied.")
    aisha.does_not_see(f"{was} (2024-25): data has changed.")

    # The corrected file: what changes is shown side by side, then the claim is stale.
    _uploads(meilin, corrected, and_sees="What this file would change")
    meilin.sees("1 would change")
    meilin.sees("66.6")
    address = _imports(meilin)
    aisha.goes_to(f"{HERE}/")
    aisha.sees(f"{was} (2024-25): data has changed.")
    aisha.clicks(f"See what to do about {was} (2024-25)")
    aisha.sees(f"The figure for 2024-25 was {was} when it was cited, and is 66.6% now.")

    # Taken back, everything is as it was.
    meilin.goes_to(address)
    meilin.clicks("Take this file back", role="button")
    meilin.presses("Take it back")
    expect(meilin.page.get_by_role("heading", level=1)).to_have_text("This file was taken back", timeout=MINUTES)
    aisha.goes_to(f"{HERE}/")
    aisha.sees(f"What people say: {was} (2024-25) of people in England are satisfied.")
    aisha.does_not_see(f"{was} (2024-25): data has changed.")


def _stored(aisha) -> str:
    """What the part holds, as the page to write on shows it."""
    aisha.goes_to(f"{HERE}/write/")
    text = aisha.page.locator('[data-slot="strengths"] textarea').input_value()
    aisha.goes_to(f"{HERE}/")
    return text
