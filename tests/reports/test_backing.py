"""What backs a workbook: gathered, frozen, and set on its pages."""

import copy
import datetime
import io
import json

import page
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assurance.models import OPENING, Round
from assurance.operations.councils import start_round
from reports.gathering.snapshot import canonical, sha256_of
from reports.gathering.workbook import gather_workbook
from reports.operations.documents import gather
from reports.rendering.backing import appendices_of, backing_of
from reports.rendering.pdf import as_markup, render_pdf
from selfassessment.operations.actions import close_action, tell_progress
from selfassessment.operations.evidence import withdraw_evidence
from tests.reports.conftest import AT, WORKBOOK
from tests.reports.test_gathering import statements_of
from tests.reports.test_pdf import in_order, outline
from tests.reports.writing import words_in, write_everything
from tests.selfassessment.library import add, cite
from tests.selfassessment.promising import answer, backed, backed_answer, promise

pytestmark = pytest.mark.django_db


def frozen(northmoor, round=None) -> dict:
    round = Round.objects.with_setting().get(pk=(round or northmoor.round).pk)
    return gather_workbook(round=round, includes_scores=False, includes_backing=True, at=AT)


def section_of(snapshot: dict, slug: str) -> dict:
    return next(entry for entry in statements_of(snapshot) if entry["slug"] == slug)


@pytest.fixture
def lived_in(northmoor):
    """Two items cited in assessing needs, one in the opening section, and three actions: late, silent and done."""
    needs = northmoor.statement("assessing-needs")
    survey = add(northmoor, AT, title="Carers’ survey", dated_on=datetime.date(2026, 6, 1))
    audit = add(northmoor, AT, title="Practice audit", category="processes")
    cite(northmoor, survey, AT, pointer="page 5", shows="7 in 10 were heard", i_statement=needs.i_statements.first())
    cite(northmoor, survey, AT, section="equity", shows="Fewer in the moor parishes")
    cite(northmoor, audit, AT, section=None, shows="Seen by leaders")
    late = promise(
        northmoor.round, northmoor.aisha, AT, "Halve the wait", owner=northmoor.tom, due_in=-3,
        section="assessing-needs", measure="12 weeks at most", expected_evidence="Weekly list",
    )  # fmt: skip
    tell_progress(
        round=northmoor.round, action=late, text="Two posts filled", rag="amber", rag_reason="One post is empty",
        by=northmoor.tom, at=AT,
    )  # fmt: skip
    promise(northmoor.round, northmoor.aisha, AT, "Ask somebody")
    done = promise(northmoor.round, northmoor.aisha, AT, "Write the letter", section="equity")
    close_action(
        round=northmoor.round, action=done, outcome="done", note="In use", by=northmoor.tom,
        at=northmoor.round.started_at + datetime.timedelta(hours=1),
    )  # fmt: skip
    return northmoor


# --- Gathering ------------------------------------------------------------------------------------------------------


def test_each_section_holds_what_it_cites_and_which_kinds_of_evidence_are_missing(lived_in):
    snapshot = frozen(lived_in)
    needs = section_of(snapshot, "assessing-needs")
    assert needs["backing"]["citations"] == [
        {
            "evidence": "E1", "pointer": "page 5", "shows": "7 in 10 were heard", "unconfirmed": False,
            "i_statement": needs["i_statements"][0]["text"],
        }
    ]  # fmt: skip
    assert len(needs["backing"]["gaps"]) == 3
    assert "Processes" in needs["backing"]["gaps"]
    assert len(section_of(snapshot, "learning")["backing"]["gaps"]) == 4
    assert [c["evidence"] for c in snapshot["opening"]["backing"]["citations"]] == ["E2"]
    assert snapshot["opening"]["backing"]["gaps"] == []  # the framework asks for none there


def test_the_register_says_of_every_item_where_it_is_cited_also_by_actions_and_checklists(lived_in, now):
    backed(lived_in.round, promise(lived_in.round, lived_in.aisha, AT, "A4"), lived_in.aisha, AT)
    answer(lived_in.round, "nine-tips", "evidence", "yes", lived_in.aisha, AT)
    backed_answer(lived_in.round, "nine-tips", "rigour", lived_in.aisha, AT)
    items = frozen(lived_in)["evidence"]["items"]
    assert [(item["reference"], item["cited_in"]) for item in items[:3]] == [
        ("E1", ["1. Assessing needs", "3. Equity in experience and outcomes"]),
        ("E2", ["The council as a whole"]),
        ("E3", ["Action A4"]),
    ]
    assert (items[0]["kind"], items[0]["dated_on"], items[1]["dated_on"]) == ("Document", "2026-06-01", None)
    assert items[3]["cited_in"][0].startswith("Checklist: ")


def test_of_an_item_for_a_few_people_only_its_number_and_title_leave_the_library(lived_in):
    item = add(
        lived_in, AT, title="Walkabout notes", sensitivity="restricted", summary="Secret", kind="quotation",
        quotation="Secret words", said_by="Secret voice", dated_on=datetime.date(2020, 1, 2),
    )  # fmt: skip
    cite(lived_in, item, AT, shows="Secret finding", pointer="secret page")
    snapshot = frozen(lived_in)
    said = canonical(snapshot).decode()
    assert "Walkabout notes" in said
    assert "ecret" not in said
    assert "2020" not in said
    markup = as_markup(WORKBOOK, snapshot)
    assert markup.count("For a few people only") == 2


def test_a_withdrawn_item_is_left_out_everywhere(lived_in):
    cited = cite(lived_in, add(lived_in, AT, title="A withdrawn thing", category="partners"), AT)
    withdraw_evidence(item=cited.evidence, round=lived_in.round, by=lived_in.aisha, at=AT)
    snapshot = frozen(lived_in)
    assert "A withdrawn thing" not in canonical(snapshot).decode()
    assert "Feedback from partners" in section_of(snapshot, "assessing-needs")["backing"]["gaps"]


def test_the_plan_holds_what_is_open_and_what_was_closed_since_the_round_began(lived_in):
    plan = frozen(lived_in)["action_plan"]
    assert [action["reference"] for action in plan["actions"]] == ["A1", "A3", "A2"]  # by section; A2 came from none
    first, closed, homeless = plan["actions"]
    assert (first["owner"], first["rag_words"], first["note"]["text"]) == (
        "Tom Birkett", "Amber: at risk", "Two posts filled",
    )  # fmt: skip
    assert (closed["outcome"], closed["section"]) == ("Done", "equity")
    assert (homeless["section"], homeless["owner"], homeless["note"]) == ("", None, None)
    assert section_of(frozen(lived_in), "equity")["actions"] == ["A3"]


def test_an_action_closed_before_the_round_began_is_left_out_and_an_open_one_stands_in_the_next_round(lived_in):
    later = start_round(
        council=lived_in.council, edition=lived_in.round.edition, slug="2028", title="2028", by=lived_in.priya,
        at=lived_in.round.started_at + datetime.timedelta(days=30),
    )  # fmt: skip
    snapshot = frozen(lived_in, later)
    assert [action["reference"] for action in snapshot["action_plan"]["actions"]] == ["A1", "A2"]
    assert section_of(snapshot, "assessing-needs")["actions"] == ["A1"]
    assert snapshot["evidence"]["items"] == []


def test_what_backs_a_workbook_is_plain_json_and_the_same_every_time(lived_in):
    first, second = frozen(lived_in), frozen(lived_in)
    assert json.loads(json.dumps(first)) == first
    assert sha256_of(first) == sha256_of(second)


def test_much_evidence_and_many_actions_take_as_many_questions_as_none(northmoor):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            frozen(northmoor)
        return len(asked) - 1  # the round itself

    frozen(northmoor)  # the edition's words are kept from now on
    none = questions()
    for number in range(12):
        kind = ["document", "link", "quotation"][number % 3]
        item = add(northmoor, AT, kind=kind, title=f"Item {number}", owner=northmoor.helen)
        for section in ["assessing-needs", "equity", None]:
            cite(northmoor, item, AT, section=section)
        action = promise(
            northmoor.round, northmoor.aisha, AT, f"Do {number}", owner=northmoor.tom, section="equity", due_in=number
        )
        backed(northmoor.round, action, northmoor.aisha, AT)
        for told in range(3):
            tell_progress(
                round=northmoor.round, action=action, text=f"Told {told}", rag="", rag_reason="", by=northmoor.tom,
                at=AT,
            )  # fmt: skip
    write_everything(northmoor.round, northmoor.priya, AT)
    full = questions()
    # Texts bring their slots, revisers and I statements: three questions that an empty round does not ask.
    assert full - none <= 3
    assert full <= 13  # two of them for the figures


# --- On the pages ---------------------------------------------------------------------------------------------------


_set: list[tuple[dict, bytes]] = []


@pytest.fixture
def pages(lived_in):
    """A workbook of what is lived in, with its bytes; set once for this module."""
    if not _set:
        snapshot = frozen(lived_in)
        _set.append((snapshot, render_pdf(WORKBOOK, snapshot).content))
    return _set[0]


def test_the_pages_keep_every_rule_with_evidence_actions_and_annexes(pages):
    report = page.validate_pdf_bytes(pages[1])
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def test_a_section_says_what_backs_it_after_its_texts_and_the_annexes_follow(pages):
    said = words_in(pages[1])
    start = said.rindex("Assessingneeds", 0, said.index("7in10wereheard"))
    assert in_order(said[start:], [
        "What backs this", "People's experience", "E1", "Carers’ survey", "7 in 10 were heard", "Backs “",
        "Page 5, 1 June 2026", "Nothing is cited yet under “", "What we will do", "A1", "Halve the wait",
        "Tom Birkett", "17 November 2026", "Overdue by 3 days", "Amber: at risk",
        "Annex A: evidence register", "2 items of evidence are cited in this round.", "E1", "Document", "1 June 2026",
        "Annex B: action plan", "2 actions not finished, 1 of them overdue; 1 closed since this round began",
        "Measure of success:", "12 weeks at most", "Expected evidence:", "Weekly list",
        "Told on 20 November 2026:", "Two posts filled", "Done on", "Not from a section",
        "Annex C: the framework",
    ])  # fmt: skip


def test_bookmarks_stand_in_the_order_of_the_pages(pages):
    reader = pypdf.PdfReader(io.BytesIO(pages[1]))

    def places(entries):
        for entry in entries:
            if isinstance(entry, list):
                yield from places(entry)
            else:
                yield (reader.get_destination_page_number(entry), -float(entry.top))

    found = list(places(reader.outline))
    assert found == sorted(found)
    titles = outline(pages[1])
    assert titles.count("What backs this") == titles.count("What we will do") == 10
    assert titles[-1] == "How this document was made"
    assert [title for title in titles if title.startswith("Annex")] == [
        "Annex A: evidence register", "Annex B: action plan", "Annex C: the framework and how this was made",
    ]  # fmt: skip


def test_every_table_says_which_cells_are_heads_and_how_it_goes_is_said_in_words(pages):
    markup = as_markup(WORKBOOK, pages[0])
    assert markup.count("<th") - markup.count("<thead") == markup.count("<th scope=")
    assert '<span class="going amber">Amber: at risk</span>' in markup


def test_markup_in_evidence_and_actions_is_shown_and_not_obeyed(pages):
    snapshot = copy.deepcopy(pages[0])
    hostile = '</style><script>alert(1)</script><img src="file:///etc/passwd">'
    for item in snapshot["evidence"]["items"]:
        item["title"] = item["kind"] = hostile
    for action in snapshot["action_plan"]["actions"]:
        action |= {
            key: hostile for key in ("what", "owner", "measure", "expected_evidence", "rag_words", "rag_reason")
        }
    for citation in section_of(snapshot, "assessing-needs")["backing"]["citations"]:
        citation["shows"] = citation["pointer"] = citation["i_statement"] = hostile
    markup = as_markup(WORKBOOK, snapshot)
    assert "<script" not in markup
    assert "<img" not in markup


def test_a_plan_of_many_long_actions_breaks_over_pages_under_repeated_heads(pages):
    snapshot = copy.deepcopy(pages[0])
    plan, items = snapshot["action_plan"]["actions"], snapshot["evidence"]["items"]
    long = {"what": "word " * 99, "measure": "word " * 99, "note": {"text": "word " * 390, "at": AT.isoformat()}}
    plan[:] = [plan[0] | long | {"reference": f"A{n}", "number": n} for n in range(1, 13)]
    items[:] = [items[0] | {"reference": f"E{n}", "title": f"unbroken{n}" * 12} for n in range(1, 120)]
    snapshot["themes"] = snapshot["themes"][:1]  # pages that are not looked at here
    rendered = render_pdf(WORKBOOK, snapshot)
    said = words_in(rendered.content)
    assert said.count("Categor") >= 5
    assert said.count("Owneranddate") >= 5
    assert page.validate_pdf_bytes(rendered.content).is_compliant


def test_a_snapshot_from_before_is_set_as_it_was(workbook):
    assert "evidence" not in workbook.snapshot
    said = words_in(workbook.content)
    assert "Whatbacksthis" not in said
    assert "AnnexA" not in said
    assert "Annex:theframework" in said
    shown = backing_of(workbook.snapshot["opening"], workbook.snapshot)
    assert shown is None
    assert appendices_of(workbook.snapshot) == {"annex_name": "Annex"}


def test_a_draft_report_has_no_place_for_it(lived_in):
    snapshot = gather(
        kind="draft-report", round=Round.objects.with_setting().get(pk=lived_in.round.pk), includes_scores=True,
        includes_backing=True, at=AT,
    )  # fmt: skip
    assert "evidence" not in snapshot
    assert "7 in 10" not in canonical(snapshot).decode()


def test_an_empty_register_and_plan_say_so(northmoor):
    snapshot = frozen(northmoor)
    markup = as_markup(WORKBOOK, snapshot)
    assert "Nothing is cited in this round yet." in markup
    assert "The council’s plan has no action" in markup
    assert markup.count("Nothing is cited here yet.") == len(statements_of(snapshot)) + 1
    assert OPENING in markup
