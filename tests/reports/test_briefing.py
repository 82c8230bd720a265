"""What a briefing holds and leaves out, and its PDF."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.gathering.briefing import gather_briefing, in_short
from reports.gathering.snapshot import sha256_of
from reports.models import Document
from reports.operations.documents import DocumentRefused, request_document
from reports.rendering.pdf import as_markup, render_pdf
from selfassessment.guard import BEING_CHECKED
from selfassessment.models import Evidence
from selfassessment.operations.visits import cancel_session
from tests.selfassessment.citing import write_in
from tests.selfassessment.visiting import meet

pytestmark = pytest.mark.embedded
ABOUT = {"person": "aisha-rahman"}


@pytest.fixture
def met(northmoor, now):
    meet(
        northmoor.round, northmoor.priya, now, people=[northmoor.aisha], statements=[northmoor.statement("equity")],
        place="https://meet.example/1",
    )  # fmt: skip
    return northmoor


def gathered(northmoor, now, **given):
    return gather_briefing(round=northmoor.round, about=ABOUT, at=now, **{"includes_scores": False, **given})


def test_it_quotes_the_summary_and_not_the_whole_section(met, now):
    write_in(met, "equity", "summary", "We know who waits.", now)
    write_in(met, "equity", "evidence", "A long story.", now)
    said = gathered(met, now)["statements"][0]
    assert {part["slug"]: part["text"] for part in said["parts"]}["summary"] == "We know who waits."
    assert "A long story." not in str(said)


def test_a_person_who_is_asked_about_every_section_costs_no_more_queries(met, now, django_assert_num_queries):
    gathered(met, now)  # the edition's words are kept from then on
    with CaptureQueriesContext(connection) as about_one:
        assert len(gathered(met, now)["statements"]) == 1
    every = list(met.round.edition.statements.all())
    meet(met.round, met.priya, now, "Everything", people=[met.aisha], statements=every)
    with django_assert_num_queries(len(about_one)):
        assert len(gathered(met, now)["statements"]) == 9


def test_what_looks_like_personal_data_is_left_out(met, now):
    write_in(met, "equity", "summary", "Ring 943 476 5919.", now)
    said = gathered(met, now)["statements"][0]
    assert said["parts"][0]["text"] == BEING_CHECKED


def test_of_evidence_for_a_few_people_only_the_title_is_shown(met, now):
    from selfassessment.operations.citations import cite_evidence
    from tests.selfassessment.promising import link

    item = link(met.round, met.aisha, now, "Restricted report", sensitivity=Evidence.Sensitivity.RESTRICTED)
    cite_evidence(
        item=item, round=met.round, statement=met.statement("equity"), pointer="page 4", shows="It falls.",
        by=met.aisha, at=now,
    )  # fmt: skip
    shown = gathered(met, now)["statements"][0]["evidence"]
    assert shown == [{"reference": "E1", "title": "Restricted report", "shows": "", "pointer": ""}]


def test_a_cancelled_session_is_not_in_a_persons_briefing(met, now):
    cancel_session(session=met.round.visit_sessions.get(), why="Ill", by=met.priya, at=now)
    assert gathered(met, now)["sessions"] == []


def test_what_is_over_is_a_line_each_and_no_longer_prepared_for(met, now):
    before = now.date() - datetime.timedelta(days=2)
    safeguarding = [met.statement("safeguarding")]
    meet(met.round, met.priya, now, "Over", day=before, people=[met.aisha, met.helen], statements=safeguarding)
    snapshot = gathered(met, now)
    assert [one["title"] for one in snapshot["sessions"]] == ["Interview with the director"]
    assert [one["slug"] for one in snapshot["statements"]] == ["equity"]
    assert [one["title"] for one in snapshot["past"]] == ["Over"]
    snapshot = gather_briefing(round=met.round, about={"person": "helen-sowerby"}, includes_scores=False, at=now)
    assert snapshot["sessions"] == snapshot["statements"] == []
    assert f"<li>Over, {before:%A} {before.day} {before:%B %Y}</li>" in as_markup("briefing", snapshot)
    assert render_pdf("briefing", snapshot).pages <= 3, "the cover, and what is left to say"


def test_a_briefing_frozen_before_past_sessions_were_told_apart_still_renders(met, now):
    snapshot = gathered(met, now)
    del snapshot["past"]
    assert "Already over" not in as_markup("briefing", snapshot)


def test_how_to_read_a_figure_begins_with_a_capital(met, now):
    snapshot = gathered(met, now)
    figure = {"label": "1A", "figure": "70%", "england": "", "period": "2025", "reading": "lower than England"}
    snapshot["statements"][0]["figures"] = [figure]
    assert "<td>Lower than England</td>" in as_markup("briefing", snapshot)


def test_the_same_content_has_the_same_fingerprint_and_markup(met, now):
    one, two = gathered(met, now), gathered(met, now)
    assert sha256_of(one) == sha256_of(two)
    assert as_markup("briefing", one) == as_markup("briefing", two)


def test_a_briefing_for_nobody_is_refused_with_a_sentence(met, now):
    with pytest.raises(DocumentRefused, match="asked for on the page of a person"):
        request_document(
            round=met.round, kind=Document.Kind.BRIEFING, format="pdf", includes_scores=False, by=met.priya, at=now
        )


def test_the_pdf_has_pages(met, now):
    write_in(met, "equity", "summary", "We know **who** waits.\n\n- One\n- Two", now)
    made = render_pdf("briefing", gathered(met, now))
    assert made.content.startswith(b"%PDF-")
    assert made.pages <= 4, "the cover, and pages that flow: no section begins a page of its own"


def test_a_long_text_ends_after_a_whole_line():
    text = "\n".join(f"- Point {n} that is some words long" for n in range(100))
    short = in_short(text)
    assert short.endswith("long …")
    assert len(short) < 1000
