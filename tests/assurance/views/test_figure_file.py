"""A measure to take away: with its names and its source in it."""

import csv
import io

from openpyxl import load_workbook

from tests.assurance.views.test_figure import lincolnshire


def test_figures_and_pictures_carry_their_names_and_their_source(client, db, now):
    _, director = lincolnshire(now)
    client.force_login(director)
    table = client.get("/figures/ascof-2023-1d/figures.csv")
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="ascof-2023-1d-lincolnshire-2024-25-figures.csv"' in table["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    ours = [row for row in rows if (row["area"], row["period"]) == ("Lincolnshire", "2024-25")]
    assert [(row["value"], row["margin_of_error"], row["place"], row["measure"]) for row in ours] == [
        ("56.0", "1.0", "14", "1D")
    ]
    assert {row["measure"] for row in rows if row["period"] == "2017-18"} == {"3A"}
    assert next(row["reason"] for row in rows if row["area"] == "Derby") == "not available"
    assert all("Outcomes Framework" in row["source"] and "Open Government" in row["licence"] for row in rows)
    book = load_workbook(io.BytesIO(client.get("/figures/ascof-2023-1d/figures.xlsx").content))
    assert book.sheetnames == ["Figures", "About"]
    assert book["Figures"].max_row == len(rows) + 1
    about = " ".join(str(cell.value) for row in book["About"] for cell in row)
    assert "Open Government Licence v3.0" in about
    picture = client.get("/figures/ascof-2023-1d/ranking.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert "1D Satisfaction of people who draw on care" in picture.content.decode()
    assert "Open Government Licence v3.0" in picture.content.decode()
    assert client.get("/figures/ascof-2023-1d/trend.png").content.startswith(b"\x89PNG")
    for name in ("groups.svg", "figures.pdf", "ranking.exe", "nothing"):
        assert client.get(f"/figures/ascof-2023-1d/{name}").status_code == 404
