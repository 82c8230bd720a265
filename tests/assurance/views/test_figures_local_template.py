"""An empty spreadsheet with the council's measures in it."""

from tests.assurance.figures.local import added
from tests.pages import get


def test_it_has_a_row_for_each_measure_and_opens_in_a_spreadsheet_program(signed_in, meilin):
    client = signed_in(meilin)
    added(client)
    page = get(client, "figures_local_template")
    assert page.response["Content-Disposition"] == 'attachment; filename="own-figures.csv"'
    lines = page.response.content.decode("utf-8-sig").splitlines()
    assert (lines[0], "People waiting,," in lines) == ("Measure,As at,Value", True)
