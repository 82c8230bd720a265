"""A measure to take away: with its names and its source in it."""

import csv
import io

from django.urls import reverse
from openpyxl import load_workbook

from assurance.models import Area, Metric
from assurance.presenters.downloads import HEAD
from tests.assurance.holdings import put
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


def test_no_row_of_an_invented_council_is_passed_off_as_a_published_statistic(signed_in, northmoor):
    metric = Metric.objects.get(framework="ascof-2023", code="1D")
    put(northmoor.council, metric, Area.objects.get(code="E92000001"), "2024-25", 65.1)
    put(northmoor.council, metric, northmoor.council.area, "2024-25", 54.0, source="invented")
    put(
        northmoor.council, metric, northmoor.council.area, "2024-25", 55.0, source="invented", disaggregation="Female"
    )
    client = signed_in(northmoor.ruth)
    csv_file = client.get(reverse("figure_file", args=["ascof-2023-1d", "figures.csv"])).content.decode("utf-8-sig")
    xlsx = client.get(reverse("figure_file", args=["ascof-2023-1d", "figures.xlsx"])).content
    sheet = load_workbook(io.BytesIO(xlsx))["Figures"]
    in_sheet = [dict(zip(HEAD, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    for rows in (list(csv.DictReader(csv_file.splitlines())), in_sheet):
        told = {(row["area_code"], row["source"], row["licence"] or "") for row in rows}
        assert {one for one in told if one[0] == "X99000001"} == {
            ("X99000001", "Invented for the demonstration; not a statistic", "")
        }
        (england,) = [one for one in told if one[0] == "E92000001"]
        assert england[1].startswith("Adult Social Care Outcomes Framework")
        assert england[2].startswith("Crown copyright")
