import copy
import io
import sys

import page
import pypdf
import pytest

from assurance.checks import PANGO_SENTENCE
from assurance.jobs import JobFailed
from assurance.models import Edition
from assurance.operations.councils import start_round
from reports.gathering.draft_report import gather_draft_report
from reports.gathering.workbook import gather_workbook
from reports.rendering.pdf import as_markup, render_pdf
from tests.reports.conftest import AT, DRAFT_REPORT, WORKBOOK
from tests.reports.writing import score_everything, squeezed, words_in

pytestmark = pytest.mark.django_db


def reader(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def in_order(said: str, wanted: list[str]) -> bool:
    """Whether all of these stand in the text, each after the one before; says which is missing."""
    place = 0
    for one in map(squeezed, wanted):
        found = said.find(one, place)
        assert found >= 0, f"“{one}” does not stand after {said[max(0, place - 60) : place]!r}"
        place = found + len(one)
    return True


def outline(content: bytes) -> list[str]:
    def titles(entries):
        for entry in entries:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield entry.title

    return list(titles(reader(content).outline))


@pytest.mark.parametrize("which", ["workbook", "workbook_without_scores", "draft_report"])
def test_a_document_keeps_every_rule_of_accessible_pdf(which, request):
    made = request.getfixturevalue(which)
    report = page.validate_pdf_bytes(made.content)
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    assert report.rules.passed == report.rules.total > 100


@pytest.mark.parametrize("which", ["workbook", "draft_report"])
def test_a_document_is_tagged_and_says_its_language_title_author_and_pages(which, request):
    made = request.getfixturevalue(which)
    pdf = reader(made.content)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en-GB"
    assert pdf.metadata.author == "Northmoor Council"
    assert pdf.metadata.title.startswith("Northmoor Council: ")
    assert len(pdf.pages) == made.pages
    for number, one in enumerate(pdf.pages[1:], start=2):
        assert f"Page {number} of {made.pages}" in one.extract_text()


def test_the_workbook_holds_every_statement_and_text_in_order(workbook):
    wanted = ["Contents", "Where we are", "All 71 parts written", "The council as a whole"]
    for theme in workbook.snapshot["themes"]:
        wanted += [f"Theme {theme['number']}", theme["title"], "Statements in this theme"]
        for entry in theme["statements"]:
            wanted += [f"{entry['number']}. {entry['title']}", entry["text"], entry["source"]["title"]]
            wanted += [said["text"] for said in entry["i_statements"]]
            wanted += [f"Score: {entry['score']['value']}", entry["score"]["words"], entry["score"]["reason"]]
            for part in entry["parts"]:
                wanted += [part["title"]]
                for answer in part["answers"]:
                    wanted += [answer["i_statement"], answer["text"].split("\n")[0]]
                wanted += [part["text"].split("\n")[0]]
            wanted += ["Last changed on 20 November 2026 by Priya Nair"]
    said = words_in(workbook.content)
    start = said.index(squeezed("Statements in this theme"))  # the contents list names everything before
    assert in_order(said, wanted[:4])
    assert in_order(said[start:], wanted[6:])
    assert in_order(said, ["Annex: the framework and how this was made", "Sources and licence", "SHA-256"])


def test_the_workbook_shows_the_rating_and_what_it_is_made_of(workbook):
    said = words_in(workbook.content)
    assert in_order(said, ["Good", "Overall rating for Northmoor Council: 70%", "25 points out of 36"])
    assert squeezed("7 more points would reach Outstanding") in said


def test_the_draft_report_keeps_to_the_order_of_a_published_report(draft_report):
    wanted = [
        "How we assess local authorities", "About Northmoor Council", "Demographics", "Overall summary",
        "Local authority rating and score", "Good", "Overall rating for Northmoor Council: 70%",
        "Quality statement scores",
    ]  # fmt: skip
    themes = draft_report.snapshot["themes"]
    for theme in themes:
        for entry in theme["statements"]:
            wanted += [entry["title"], f"Score: {entry['score']['value']}"]
    wanted += ["Summary of people’s experiences", "Summary of strengths, areas for development and next steps"]
    for theme in themes:
        wanted += [f"Theme {theme['number']}: {theme['title']}"]
        for entry in theme["statements"]:
            score = entry["score"]
            wanted += [entry["title"], f"Score: {score['value']}", f"{score['value']} - {score['words']}"]
            if entry["i_statements"]:
                wanted += ["What people expect", *(f"“{said['text']}”" for said in entry["i_statements"])]
            wanted += ["The local authority commitment", f"“{entry['text']}”"]
            wanted += ["Key findings for this quality statement"]
            for part in entry["parts"]:
                wanted += [part["title"]]
                for answer in part["answers"]:
                    wanted += [answer["i_statement"], answer["text"].split("\n")[0]]
                wanted += [part["text"].split("\n")[0]]
    said = words_in(draft_report.content)
    assert in_order(said[said.index(squeezed("Annex")) :], wanted)


def test_every_page_of_the_draft_report_says_that_it_is_the_councils_own(draft_report):
    sentence = squeezed(
        "This is Northmoor Council’s own practice report. It is not a CQC report and CQC has not seen it."
    )
    for one in reader(draft_report.content).pages:
        assert sentence in squeezed(one.extract_text())


def test_every_page_of_an_invented_councils_document_says_so(workbook):
    assert all("Invented council" in one.extract_text() for one in reader(workbook.content).pages)


def test_a_real_councils_document_does_not_call_it_invented(workbook):
    snapshot = copy.deepcopy(workbook.snapshot)
    snapshot["council"]["invented"] = False
    assert "nvented" not in as_markup(WORKBOOK, snapshot).partition("<body>")[2]


def test_bookmarks_lead_to_every_section_statement_and_part(workbook, draft_report):
    for made in (workbook, draft_report):
        titles = outline(made.content)
        for theme in made.snapshot["themes"]:
            assert f"Theme {theme['number']}: {theme['title']}" in titles
            for entry in theme["statements"]:
                assert any(title.endswith(entry["title"]) for title in titles)
    assert outline(workbook.content).count("How we know") == 9


def test_the_same_snapshot_gives_the_same_bytes(workbook):
    assert render_pdf(WORKBOOK, copy.deepcopy(workbook.snapshot)).content == workbook.content


def test_a_workbook_without_scores_holds_no_score_anywhere(workbook_without_scores):
    said = words_in(workbook_without_scores.content)
    for word in ["Score:", "Reason for", "Evidence shows", "70%", "25 points", "of 36", "Outstanding", "Inadequate"]:
        assert squeezed(word) not in said, word
    assert squeezed("Left out of this copy") in said
    assert "score" not in " ".join(outline(workbook_without_scores.content)).lower()


def test_markup_in_texts_titles_and_names_is_shown_and_not_obeyed(workbook):
    snapshot = copy.deepcopy(workbook.snapshot)
    hostile = '</style><script>alert(1)</script><img src="file:///etc/passwd"> & "quotes" {{ council }}'
    snapshot["council"]["name"] = hostile
    snapshot["council"]["colour"] = "red;} @import url(http://example.org/x)"
    entry = snapshot["themes"][0]["statements"][0]
    entry["title"] = entry["owner"] = entry["parts"][0]["text"] = entry["score"]["reason"] = hostile
    entry["source"] = {"title": hostile, "url": "file:///etc/passwd"}
    markup = as_markup(WORKBOOK, snapshot)
    assert "<script" not in markup
    assert "<img" not in markup
    assert "@import" not in markup
    said = words_in(render_pdf(WORKBOOK, snapshot).content)
    assert said.count(squeezed('<img src="file:///etc/passwd"> & "quotes" {{ council }}')) > 4


def test_a_document_fetches_nothing_but_our_own_fonts(tmp_path):
    from reports.rendering.fonts import OwnFontsOnly

    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    for address in [
        secret.as_uri(),
        "http://127.0.0.1/",
        "data:text/plain,x",
        "own-font:../../etc/passwd",
        "own-font:",
    ]:
        with pytest.raises(ValueError, match="may not fetch"):
            OwnFontsOnly().fetch(address)


def test_our_fonts_come_unpacked_and_are_unpacked_once():
    from reports.rendering.fonts import FILES, SCHEME, OwnFontsOnly, _unpacked

    for name in FILES:
        assert OwnFontsOnly().fetch(f"{SCHEME}{name}").read(4) == b"\0\1\0\0"  # a TrueType font, not a WOFF2
    unpacked = _unpacked.cache_info().misses
    assert OwnFontsOnly().fetch(f"{SCHEME}bold").read()
    assert _unpacked.cache_info().misses == unpacked


@pytest.mark.parametrize(
    "text", ["word " * 4_000, "unbroken" * 500 + " unbroken" * 1_777, "- an item of a list\n" * 1_000]
)
def test_a_text_as_long_as_a_part_may_be_is_set_whole_on_pages_that_keep_the_rules(workbook, text):
    snapshot = copy.deepcopy(workbook.snapshot)
    snapshot["themes"] = snapshot["themes"][:1]
    snapshot["themes"][0]["statements"] = snapshot["themes"][0]["statements"][:1]
    snapshot["themes"][0]["statements"][0]["parts"][0]["text"] = text
    rendered = render_pdf(WORKBOOK, snapshot)
    word = text.split()[-1]
    torn_apart_by_a_page_end = rendered.pages
    assert words_in(rendered.content).count(word) >= text.count(word) - torn_apart_by_a_page_end
    assert page.validate_pdf_bytes(rendered.content).is_compliant


def test_under_the_2023_method_the_scores_of_each_kind_of_evidence_are_shown(northmoor):
    round = start_round(
        council=northmoor.council,
        edition=Edition.objects.get(slug="cqc-2023-12"),
        slug="2024-old",
        title="2024 under the first method",
        by=northmoor.priya,
        at=AT,
    )
    score_everything(round, northmoor.ruth, AT, [3, None, None, None, None, None, None, None, None])
    rendered = render_pdf(WORKBOOK, gather_workbook(round=round, includes_scores=True, includes_backing=False, at=AT))
    said = words_in(rendered.content)
    assert in_order(said, ["Scores by kind of evidence", "People's experience", "3", "Feedback from partners", "3"])
    assert in_order(said, ["How the percentage is worked out", "Each kind of evidence for a statement is scored"])
    assert page.validate_pdf_bytes(rendered.content).is_compliant


def test_an_unfinished_rounds_documents_say_what_is_missing(northmoor):
    score_everything(northmoor.round, northmoor.ruth, AT, [1, None, 3, 3, 3, 2, 2, 3, None])
    rendered = render_pdf(DRAFT_REPORT, gather_draft_report(round=northmoor.round, at=AT))
    said = words_in(rendered.content)
    assert in_order(said, ["No rating yet", "Still possible for Northmoor Council: 53% to 70%"])
    assert in_order(said, ["Notice to the Secretary of State", "Here that concerns Assessing needs."])
    assert squeezed("Not scored yet") in said
    assert squeezed("Nothing written yet") in said
    assert page.validate_pdf_bytes(rendered.content).is_compliant


def test_where_pango_is_missing_a_sentence_says_what_to_install(workbook, monkeypatch):
    class NoPango:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint")
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(JobFailed) as failed:
        render_pdf(WORKBOOK, workbook.snapshot)
    assert str(failed.value) == PANGO_SENTENCE
