"""Figures in the workbook and the draft report: frozen with their reading, printed with their picture."""

import json

from assurance.models import Area, Metric
from reports.gathering.draft_report import gather_draft_report
from reports.gathering.workbook import gather_workbook
from reports.rendering.figures import figures_of
from reports.rendering.pdf import as_markup
from tests.assurance.holdings import put


def workbook(northmoor, now) -> dict:
    gathered = gather_workbook(round=northmoor.round, includes_scores=False, includes_backing=False, at=now)
    return json.loads(json.dumps(gathered))  # as it is stored


def told(northmoor, value, period="2024-25"):
    metric = Metric.objects.get(framework="ascof-2023", code="1D")
    put(northmoor.council, metric, Area.objects.get(code="E92000001"), period, 65.1, margin=0.5)
    put(northmoor.council, metric, northmoor.council.area, period, value, margin=2.0, source="invented")


def test_a_workbook_without_figures_says_nothing_of_them(northmoor, now):
    snapshot = workbook(northmoor, now)
    assert snapshot["figures"]["measures"] == []
    assert "Our figures" not in as_markup("self-assessment-workbook", snapshot)


def test_each_statements_figures_are_frozen_and_printed_with_reading_picture_and_source(northmoor, now):
    told(northmoor, 54.0, "2023-24")
    told(northmoor, 60.0)
    snapshot = workbook(northmoor, now)
    told(northmoor, 99.0)  # afterwards: the document keeps what it was made from
    [measure] = snapshot["figures"]["measures"]
    assert measure["statements"] == ["assessing-needs", "care-provision"]
    assert measure["years"] == {"2023-24": 54.0, "2024-25": 60.0}
    markup = as_markup("self-assessment-workbook", snapshot)
    assert markup.count("Our figures") == 2
    assert "<strong>60.0%</strong>, England 65.1%" in markup
    assert "Lower than England, which is worse here; rising." in markup
    assert 'id="spark-assessing-needs-ascof-2023-1d-title"' in markup
    assert 'id="spark-care-provision-ascof-2023-1d-title"' in markup
    assert "Open Government Licence v3.0" in markup
    assert "Northmoor and its figures are invented." in markup
    assert figures_of({"slug": "governance"}, snapshot) == []


def test_a_draft_report_prints_them_beside_the_key_findings(northmoor, now):
    told(northmoor, 60.0)
    snapshot = json.loads(json.dumps(gather_draft_report(round=northmoor.round, at=now)))
    markup = as_markup("draft-report", snapshot)
    assert markup.count("<strong>60.0%</strong>, England 65.1%") == 2
    assert markup.count("<p>Lower than England, which is worse here.</p>") == 2


def test_a_document_made_before_there_were_figures_is_still_printed(northmoor, now):
    snapshot = workbook(northmoor, now)
    del snapshot["figures"]
    assert "Our figures" not in as_markup("self-assessment-workbook", snapshot)
