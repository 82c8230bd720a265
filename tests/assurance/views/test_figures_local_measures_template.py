"""A workbook with the measures a council has, to change and send back."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from assurance.operations.figures.local import Definition, save_local_measure
from tests.assurance.figures.local import people_waiting
from tests.pages import get, post


def test_it_holds_the_measures_there_are_and_sent_back_as_it_is_changes_nothing(signed_in, northmoor, now):
    client = signed_in(northmoor.meilin)
    people_waiting(northmoor.council, northmoor.meilin, now)
    odd = Definition("=SUM(A1)\x0b", "%", decimals=1, source="+HR", definition="One.\r\n\r\nTwo.", caveat="_x000D_")
    save_local_measure(council=northmoor.council, measure=None, said=odd, by=None, at=now)
    response = client.get("/figures/local/measures/template/")
    assert response["Content-Disposition"] == 'attachment; filename="own-measures.xlsx"'
    sheet, about = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets
    rows = list(sheet.values)
    assert rows[0][:3] == ("Measure", "Unit", "Which way is better")
    assert rows[1] == ("People waiting", "people", "Lower is better", 0, "Register", None, None, "Assessing needs")
    assert sheet["A3"].data_type == "s"
    assert "Assessing needs" in [cells[1] for cells in about.values]
    sent = SimpleUploadedFile("own-measures.xlsx", response.content)
    page = post(client, "figures_local_measures", file=sent)
    assert "Nothing would be saved. 2 measures stand like this already." in page.words
    assert not page.has_field("shown")


def test_a_council_without_measures_gets_the_headings(signed_in, northmoor):
    client = signed_in(northmoor.meilin)
    assert get(client, "figures_local_measures").status == 200
    response = client.get("/figures/local/measures/template/")
    assert len(list(openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0].values)) == 1
