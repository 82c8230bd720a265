import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.management.commands import make_document
from reports.models import Document
from reports.rendering.pdf import Rendered
from tests.reports.writing import squeezed, words_in

pytestmark = pytest.mark.django_db


def run(out, *options, kind="self-assessment-workbook", slug="2027") -> str:
    said = StringIO()
    call_command("make_document", f"--kind={kind}", f"--round={slug}", f"--out={out}", *options, stdout=said)
    return said.getvalue()


@pytest.fixture
def quick_pages(monkeypatch):
    monkeypatch.setattr(make_document, "render_pdf", lambda kind, snapshot: Rendered(b"%PDF-new", 3))


def test_the_command_writes_a_workbook_without_scores(written, tmp_path):
    file = tmp_path / "workbook.pdf"
    said = run(file, "--format=pdf", "--without-scores")
    assert said.startswith(f"{file}: ")
    words = words_in(file.read_bytes())
    assert squeezed("Words of safeguarding about summary.") in words
    assert "Reasonfor" not in words
    assert not Document.objects.exists()


def test_the_command_shows_evidence_and_actions_unless_they_are_left_out(northmoor, tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(
        make_document,
        "render_pdf",
        lambda kind, snapshot: made.append("evidence" in snapshot) or Rendered(b"%PDF", 3),
    )
    run(tmp_path / "with.pdf")
    run(tmp_path / "without.pdf", "--without-backing")
    assert made == [True, False]


def test_the_command_replaces_a_file_whole_and_leaves_nothing_beside_it(northmoor, tmp_path, quick_pages):
    file = tmp_path / "report.pdf"
    file.write_bytes(b"old")
    run(file, kind="draft-report")
    assert file.read_bytes() == b"%PDF-new"
    assert os.listdir(tmp_path) == ["report.pdf"]


def test_a_disk_that_fills_up_leaves_the_old_file_as_it_was(northmoor, tmp_path, quick_pages, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    file = tmp_path / "report.pdf"
    file.write_bytes(b"old")
    with pytest.raises(CommandError, match="can't be written: No space left on device"):
        run(file)
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["report.pdf"]


def test_an_unknown_round_is_answered_with_the_rounds_there_are(northmoor, tmp_path):
    with pytest.raises(CommandError, match=r"There is no round “1999”\. The rounds here are: 2027\."):
        run(tmp_path / "x.pdf", slug="1999")


def test_a_folder_that_is_not_there_is_said_before_any_page_is_set(northmoor, tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        run(tmp_path / "nowhere" / "x.pdf")
    with pytest.raises(CommandError, match="is a folder"):
        run(tmp_path)


def test_a_draft_report_without_scores_is_refused(northmoor, tmp_path):
    with pytest.raises(CommandError, match="A draft report always shows scores"):
        run(tmp_path / "x.pdf", "--without-scores", kind="draft-report")
    assert not os.listdir(tmp_path)


def test_an_unknown_kind_is_refused(northmoor, tmp_path):
    with pytest.raises(CommandError, match="invalid choice"):
        run(tmp_path / "x.pdf", kind="poem")
