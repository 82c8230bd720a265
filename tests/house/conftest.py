"""Northmoor with something of everything in it, so that every address has an example.

It is reached once for each module of tests and stands, in a transaction, until the module is done; what a test changes
is taken back with the test.
"""

import uuid

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from assurance.models import Area, Metric, Part
from assurance.operations.calendar_feeds import open_feed
from assurance.operations.councils import start_round
from assurance.operations.neighbours import choose_neighbours, save_neighbour_list
from assurance.operations.people import assign_section
from reports.operations import documents
from reports.rendering.pdf import Rendered
from selfassessment.operations.challenging import record_challenge
from selfassessment.operations.commenting import answer, begin_thread
from selfassessment.operations.return_sheets import receive_items
from selfassessment.operations.scoring import record_score
from selfassessment.operations.visit_log import entry_to_action
from selfassessment.operations.writing import Draft, write_parts
from selfassessment.slots import Slot
from tests import universe
from tests.assurance.figures.local import people_waiting
from tests.assurance.figures.river import KENT, LINCOLNSHIRE, imported, long_csv, row
from tests.assurance.holdings import put
from tests.casetracking.auditing import give, theme
from tests.casetracking.rooms import filled, started, taken
from tests.reports.packing import approved_item, made_pack
from tests.reports.writing import ask_for, make
from tests.selfassessment.asked_later import answer_later, ask_later
from tests.selfassessment.asking import answered, given_to, one_more
from tests.selfassessment.citing import WAS_SATISFIED, hold_figures, write_in
from tests.selfassessment.filling import book_of, came_back, made, saved, write
from tests.selfassessment.library import cite_a_document
from tests.selfassessment.promising import answer as check_off
from tests.selfassessment.promising import backed, backed_answer, promise
from tests.selfassessment.visiting import dated, meet, noted

SECTION = "assessing-needs"


def _live_in(northmoor, now) -> None:
    """Northmoor with a text and one that came too late, a score, a reviewer and a challenge score."""
    statement = northmoor.statement(SECTION)
    part = Part.objects.get(prompt_set=northmoor.round.prompt_set, slug="summary")
    write_parts(
        round=northmoor.round,
        statement=statement,
        drafts=[Draft(part, "We assess needs.", 0)],
        by=northmoor.aisha,
        at=now,
    )
    write_parts(  # too late, so it is kept aside
        round=northmoor.round,
        statement=statement,
        drafts=[Draft(part, "We assess what people need.", 0)],
        by=northmoor.helen,
        at=now,
    )
    record_score(
        round=northmoor.round, statement=statement, value=3, reason="Good.", version=0, by=northmoor.aisha, at=now
    )
    assign_section(
        round=northmoor.round,
        statement=northmoor.statement("safe-systems"),
        owner=northmoor.helen,
        contributors=[],
        by=northmoor.priya,
        at=now,
    )
    start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2026", title="Last year's", by=None,
        at=northmoor.round.started_at.replace(year=2019),
    )  # fmt: skip
    assign_section(
        round=northmoor.round,
        statement=statement,
        owner=northmoor.aisha,
        contributors=[northmoor.helen],
        reviewers=[northmoor.tom],
        by=northmoor.priya,
        at=now,
    )
    hold_figures(northmoor, now)
    write_in(northmoor, SECTION, "evidence", f"{WAS_SATISFIED.stored} are satisfied.", now)
    record_challenge(
        round=northmoor.round, statement=statement, value=2, reason="Waits.", version=0, by=northmoor.yvonne, at=now
    )


def _thread(lived_in, now):
    """A comment by Ruth on the section of `lived_in`, answered by Aisha, who has it."""
    statement = lived_in.statement(SECTION)
    part = Part.objects.get(prompt_set=lived_in.round.prompt_set, slug="summary")
    posted = begin_thread(
        round=lived_in.round, statement=statement, slot=Slot(part), text="Since when?", mentioned=[lived_in.yvonne],
        by=lived_in.ruth, at=now,
    )  # fmt: skip
    answer(thread=posted.comment, text="Since June.", mentioned=[], by=lived_in.aisha, at=now)
    return posted.comment


def _document(lived_in, now, monkeypatch):
    """The document of `lived_in`, made; setting its pages is left out, because no test here reads them."""
    monkeypatch.setattr(documents, "render_pdf", lambda kind, snapshot: Rendered(b"%PDF-1.7 nothing", 1))
    asked = ask_for(lived_in.round, lived_in.priya, now, includes_scores=False)
    made = make(asked)
    assert made.is_made
    return made


def _cited(lived_in, now, monkeypatch):
    """A citation of a document in the library whose file is checked; reading it is left out."""
    return cite_a_document(lived_in, now, monkeypatch)


def _plans(lived_in, now) -> dict:
    """A late action of `lived_in`, evidence cited for it, an answer, and a file that Ruth sent back."""
    round, aisha = lived_in.round, lived_in.aisha
    action = promise(round, aisha, now, due_in=-3, section=SECTION)
    backed(round, action, aisha, now)
    check_off(round, "nine-tips", "evidence", "partly", aisha, now)
    backed_answer(round, "nine-tips", "evidence", aisha, now)
    book = book_of(made(round, now))
    write(book, f"{SECTION}/summary", "We assess needs well.")
    returned = came_back(round, saved(book), lived_in.ruth, now)
    return {
        "action": action.reference, "checklist": "nine-tips", "check": "evidence",
        "workbook": returned.reference,
    }  # fmt: skip


def _case_room(lived_in, now) -> dict:
    """A pool of `lived_in` with a file of invented people."""
    pool = started(lived_in, now)
    filled(pool, lived_in.helen, now)
    first, *_ = taken(pool, lived_in.helen, now)
    give(first, lived_in.marcin, lived_in.helen, now)
    written = theme(pool, lived_in.helen, now)
    return {
        "pool": pool.slug,
        "candidate": first.candidate.reference,
        "nth": 1,
        "theme": written.pk,
        "attribute": "team",
    }


def _compared(lived_in, now) -> dict:
    """A measure of `lived_in` with a figure of its own, England's and its one neighbour's."""
    kept = save_neighbour_list(
        council=lived_in.council, name="Ours", source="", as_of="", codes=["E10000019"], by=lived_in.meilin, at=now
    )
    choose_neighbours(council=lived_in.council, slug=kept.slug, by=lived_in.meilin, at=now)
    metric = Metric.objects.get(framework="ascof-2023", code="1D")
    places = [lived_in.council.area, *Area.objects.filter(code__in=["E92000001", "E10000019"])]
    for place in places:
        source = "invented" if place.invented else "published"
        put(lived_in.council, metric, place, "2024-25", 60.0, margin=1.0, people=300, source=source)
    return {"measure": metric.slug, "filename": "ranking.svg", "own_list": kept.slug}


def _figures(lived_in, now) -> dict:
    """A corrected file of figures that is imported, and a measure of the council's own with a figure."""
    council, meilin = lived_in.council, lived_in.meilin
    imported(council, long_csv(row(LINCOLNSHIRE, "64.1")), now, by=meilin)
    corrected = imported(council, long_csv(row(LINCOLNSHIRE, "64.9"), row(KENT, "many")), now, by=meilin)
    measure = people_waiting(council, meilin, now)
    return {"upload": corrected.reference, "own": measure.slug}


def _visited(lived_in, now) -> dict:
    """A timeline, a session of today with Aisha in it and an entry in its log, and a calendar's address."""
    round, priya = lived_in.round, lived_in.priya
    dated(round, priya, now, now.date())
    equity = lived_in.statement("equity")
    statements = [equity, lived_in.statement(SECTION)]
    session = meet(round, priya, now, day=now.date(), people=[lived_in.aisha], statements=statements)
    entry = noted(session, lived_in.aisha, now)
    entry_to_action(entry=entry, by=lived_in.aisha, at=now)
    return {
        "milestone": "feedback", "session": session.reference, "entry": entry.reference, "visitor": "aisha-rahman",
        "day": f"{now:%Y-%m-%d}", "feed": open_feed(round=round, by=priya, at=now),
    }  # fmt: skip


def _sending(lived_in, cited, now) -> dict:
    """A pack of `lived_in` that is made, and a follow-up request of Aisha's with a part of its answer."""
    approved_item(lived_in, now, cited.evidence)
    request = ask_later(lived_in.round, lived_in.priya, now, owner=lived_in.aisha)
    answer_later(request, lived_in.aisha, now, evidence=cited.evidence)
    return {"pack": made_pack(lived_in, now).reference, "follow_up": request.reference}


def _asked_for(lived_in, cited, now) -> dict:
    """An item of the return that is Aisha's, answered in words and with a document, and a spreadsheet that waits."""
    item = given_to(lived_in, one_more(lived_in, now, statements=(SECTION,)), lived_in.aisha, now)
    part = answered(lived_in, item, now)
    answered(lived_in, item, now, kind="within", evidence=cited.evidence, pointer="page 2")
    content = b"Section,Ref,Title\nGeneral,IR1,Complaints"
    sheet = receive_items(round=lived_in.round, name="letter.csv", content=content, by=lived_in.priya, at=now)
    return {"requested": item.slug, "answer_part": part.reference, "act": "submit", "sheet": sheet.reference}


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker, tmp_path_factory) -> dict:
    """Everything there is to look at, and what stands in each place of an address."""
    files = tmp_path_factory.getbasetemp() / "files" / uuid.uuid4().hex
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(MEDIA_ROOT=files),
        pytest.MonkeyPatch.context() as patch,
    ):
        now = timezone.now()
        northmoor = universe.northmoor.reach(now)
        _live_in(northmoor, now)
        given = _examples(northmoor, now, patch)
        yield {**given, "files": files}
        transaction.set_rollback(True)


@pytest.fixture
def lived_in(standing, db, settings):
    """Northmoor as it stands, read anew: with a text and one that came too late, a score, a reviewer, a challenge."""
    settings.MEDIA_ROOT = standing["files"]
    return universe.find_northmoor()


@pytest.fixture
def examples(standing, lived_in) -> dict:
    """What stands in each place of an address."""
    return dict(standing)


def _examples(lived_in, now, patch) -> dict:
    document, thread = _document(lived_in, now, patch), _thread(lived_in, now)
    cited = _cited(lived_in, now, patch)
    return {
        **_plans(lived_in, now),
        **_compared(lived_in, now),
        **_case_room(lived_in, now),
        **_figures(lived_in, now),
        **_visited(lived_in, now),
        **_asked_for(lived_in, cited, now),
        **_sending(lived_in, cited, now),
        "round": lived_in.round.slug,
        "statement": SECTION,
        "slug": SECTION,
        "edition": lived_in.round.edition.slug,
        "part": "summary",
        "version": 1,
        "late": 1,
        "move": "block",
        "number": lived_in.edwin.pk,
        "reference": document.reference,
        "item": cited.evidence.reference,
        "file": cited.evidence.files.get().reference,
        "citation": cited.reference,
        "comment": thread.reference,
    }
