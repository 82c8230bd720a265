import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assurance.models import Edition, Round
from assurance.operations.councils import start_round
from reports.gathering.draft_report import gather_draft_report
from reports.gathering.snapshot import canonical, sha256_of
from reports.gathering.workbook import gather_workbook
from reports.rendering.pages import page_of
from tests.reports.conftest import AT
from tests.reports.writing import (
    score_everything,
    score_statement,
    slots_in,
    text_of,
    write_everything,
    write_section,
)
from tests.selfassessment.citing import WAS_SATISFIED, hold_figures, write_in

pytestmark = pytest.mark.django_db


def statements_of(snapshot: dict) -> list[dict]:
    return [entry for theme in snapshot["themes"] for entry in theme["statements"]]


def test_a_snapshot_is_plain_json_and_keeps_its_hash_when_it_is_stored(written):
    snapshot = gather_workbook(round=written.round, includes_scores=True, includes_backing=False, at=AT)
    stored = json.loads(json.dumps(snapshot, indent=1, sort_keys=False))
    assert stored == snapshot
    assert sha256_of(stored) == sha256_of(snapshot)


def test_the_same_round_at_the_same_moment_gives_the_same_snapshot(written):
    first, second = (
        gather_workbook(round=written.round, includes_scores=True, includes_backing=False, at=AT) for _ in range(2)
    )
    assert canonical(first) == canonical(second)


def test_every_text_stands_in_its_place(written):
    snapshot = gather_workbook(round=written.round, includes_scores=True, includes_backing=False, at=AT)
    assert [len(theme["statements"]) for theme in snapshot["themes"]] == [3, 2, 2, 2]
    for number, entry in enumerate(statements_of(snapshot), start=1):
        assert entry["number"] == number
        slots = slots_in(written.round, written.statement(entry["slug"]))
        said = [a["text"] for part in entry["parts"] for a in part["answers"] or [part]]
        assert said == [text_of(entry["slug"], slot) for slot in slots]
        assert (entry["written"], entry["wanted"], entry["changed_by"]) == (
            len(slots) - 1,
            len(slots) - 1,
            "Priya Nair",
        )
    assert snapshot["writing"] == {"written": 71, "parts": 71}


def test_the_scores_come_to_what_the_regulator_would_show(written):
    roll_up = gather_workbook(round=written.round, includes_scores=True, includes_backing=False, at=AT)["roll_up"]
    assert (roll_up["total"], roll_up["percentage"], roll_up["rating"]["title"]) == (25, 70, "Good")
    assert roll_up["points_to_next"] == 7
    assert roll_up["notifications"] == []


def test_while_scores_are_missing_there_is_a_reach_and_no_rating(northmoor):
    score_everything(northmoor.round, northmoor.ruth, AT, [1, None, 3, 3, 3, 2, 2, 3, None])
    roll_up = gather_workbook(round=northmoor.round, includes_scores=True, includes_backing=False, at=AT)["roll_up"]
    assert (roll_up["scored"], roll_up["percentage"], roll_up["rating"]) == (7, None, None)
    assert roll_up["reach"]["lowest_percentage"] == 53
    assert roll_up["reach"]["highest_rating"]["title"] == "Good"
    assert [given["title"] for given in roll_up["notifications"]] == ["Assessing needs"]


def test_without_scores_no_score_no_reason_and_no_roll_up_is_gathered(written):
    snapshot = gather_workbook(round=written.round, includes_scores=False, includes_backing=False, at=AT)
    said = canonical(snapshot).decode()
    assert snapshot["roll_up"] is None
    assert all("score" not in entry for entry in statements_of(snapshot))
    assert "Reason for" not in said
    assert "Evidence shows" not in said


def test_without_scores_nobody_can_tell_from_a_snapshot_that_a_score_changed(written):
    before = gather_workbook(round=written.round, includes_scores=False, includes_backing=False, at=AT)
    score_statement(written.round, written.statement("safeguarding"), 1, written.ruth, AT)
    assert gather_workbook(round=written.round, includes_scores=False, includes_backing=False, at=AT) == before


def test_a_round_nobody_has_begun_gives_empty_sections(northmoor):
    snapshot = gather_workbook(round=northmoor.round, includes_scores=True, includes_backing=False, at=AT)
    assert snapshot["writing"] == {"written": 0, "parts": 71}
    assert all(entry["score"] is None and entry["changed_at"] is None for entry in statements_of(snapshot))
    assert statements_of(snapshot)[0]["owner"] == "Aisha Rahman"
    assert statements_of(snapshot)[1]["owner"] is None


def test_a_part_that_was_written_and_emptied_again_counts_as_not_written(written):
    statement = written.statement("equity")
    write_section(written.round, statement, {"summary": " "}, written.aisha, AT)
    entry = statements_of(gather_workbook(round=written.round, includes_scores=False, includes_backing=False, at=AT))[
        2
    ]
    assert (entry["written"], entry["wanted"]) == (6, 7)


def test_the_draft_report_sorts_the_opening_section_into_the_reports_places(written):
    snapshot = gather_draft_report(round=written.round, at=AT)
    assert snapshot["includes_scores"]
    assert [part["slug"] for part in snapshot["about"]] == ["about-the-council"]
    assert [part["slug"] for part in snapshot["experiences"]] == ["peoples-experiences"]
    assert [part["slug"] for part in snapshot["direction"]] == [
        "main-strengths", "main-improvements", "next-steps-overall",
    ]  # fmt: skip


@pytest.fixture
def round_of_2023(northmoor):
    return start_round(
        council=northmoor.council,
        edition=Edition.objects.get(slug="cqc-2023-12"),
        slug="2024-old",
        title="2024 under the first method",
        by=northmoor.priya,
        at=AT,
    )


def test_under_the_2023_method_every_kind_of_evidence_keeps_its_score(northmoor, round_of_2023):
    score_statement(round_of_2023, round_of_2023.edition.statements.get(number=1), 3, northmoor.ruth, AT)
    entry = statements_of(gather_workbook(round=round_of_2023, includes_scores=True, includes_backing=False, at=AT))[
        0
    ]
    assert entry["score"]["value"] == 3
    assert [given["value"] for given in entry["score"]["categories"]] == [3, 3, 3, 3]
    assert entry["score"]["categories"][0]["title"] == "People's experience"


@pytest.mark.parametrize("gather", [
    lambda round: gather_workbook(round=round, includes_scores=False, includes_backing=False, at=AT),
    lambda round: gather_workbook(round=round, includes_scores=True, includes_backing=False, at=AT),
    lambda round: gather_draft_report(round=round, at=AT),
])  # fmt: skip
def test_a_full_round_takes_as_many_questions_as_one_with_a_single_statement_written(northmoor, gather):
    def questions() -> int:
        round = Round.objects.with_setting().get(pk=northmoor.round.pk)
        with CaptureQueriesContext(connection) as asked:
            gather(round)
        return len(asked)

    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "A start."}, northmoor.aisha, AT)
    score_statement(northmoor.round, statement, 2, northmoor.aisha, AT)
    questions()  # from now on the process knows the edition and its parts
    few = questions()
    write_everything(northmoor.round, northmoor.priya, AT)
    for each in northmoor.round.edition.statements.in_order():
        score_statement(northmoor.round, each, 3, northmoor.ruth, AT)
    assert questions() == few <= 12


def test_a_document_shows_the_figures_as_they_were_cited_and_says_as_at_when(northmoor, now):
    hold_figures(northmoor, now)
    write_in(northmoor, "equity", "summary", f"{WAS_SATISFIED.stored} are satisfied.", now)
    snapshot = gather_workbook(round=northmoor.round, includes_scores=False, includes_backing=False, at=now)
    (equity,) = [
        one for theme in page_of(snapshot)["themes"] for one in theme["statements"] if one["slug"] == "equity"
    ]
    (summary,) = [part for part in equity["parts"] if part["slug"] == "summary"]
    assert summary["html"] == "<p>59.9% (2024-25) are satisfied.</p>"
    assert summary["as_at"] == "Figure as at 1 October 2026."
