"""Signing off a round and opening it again: what is stored, locked, refused, and shown as changed to whom."""

import datetime

import pytest

from assurance.access import access_of
from assurance.addresses import to_page
from assurance.models import Edition, Event, Notice, Part, Round
from assurance.operations.councils import share_scores
from assurance.operations.prompts import save_part
from selfassessment import signing
from selfassessment.contents import contents_now
from selfassessment.models import Action, Citation, Evidence, EvidenceFile, Judgement, Revision, SignOff
from selfassessment.operations.rounds import move_round
from selfassessment.operations.scoring import ScoreRefused
from selfassessment.operations.signing_off import ReadAgainBeforeSigning
from selfassessment.operations.writing import Locked, TextRefused
from selfassessment.presenters.sections import task_list
from selfassessment.presenters.signing import in_words, section_titles, signed_state
from selfassessment.rules import MoveRefused
from selfassessment.statuses import Status
from tests.reports.writing import score_statement, write_section
from tests.selfassessment.reviewing import (
    AGREED,
    agree_everything,
    fingerprint,
    reopen,
    section_in,
    sign,
    take_back,
)

pytestmark = pytest.mark.django_db  # on SQLite too: what holds rows or compares them there


@pytest.fixture
def agreed(northmoor, now):
    """Northmoor with every section agreed and one score."""
    AGREED.reach(now, northmoor)
    score_statement(northmoor.round, northmoor.statement("equity"), 3, northmoor.ruth, now)
    return northmoor


@pytest.fixture
def signed(agreed, now):
    """The same, signed off."""
    sign(agreed, now, note="After two readings.")
    return agreed


@pytest.fixture
def evidence(northmoor, now):
    """An item of the library."""
    return Evidence.objects.create(
        council=northmoor.council, number=12, kind="link", title="Survey", url="https://northmoor.example/s",
        category="peoples-experience", added_at=now, changed_at=now,
    )  # fmt: skip


def statuses(northmoor) -> set[str]:
    return set(Judgement.objects.filter(round=northmoor.round).values_list("status", flat=True))


def said_to(person, northmoor) -> list[str]:
    """What this person reads of the changes since sign-off."""
    access = access_of(person, northmoor.council, northmoor.round)
    rows = task_list(northmoor.round, access)
    state = signed_state(northmoor.round, access, rows)
    sections = in_words(state.changes, northmoor.round, access, section_titles(rows))
    return [f"{section.title}: {line.sentence}" for section in sections for line in section.lines]


# --- Signing ---------------------------------------------------------------------------------------------------------


@pytest.mark.embedded
def test_the_whole_round_is_signed_with_the_hash_of_exactly_what_stood(agreed, now):
    signed = sign(agreed, now, note=" After two readings. ")
    assert statuses(agreed) == {Status.SIGNED_OFF}
    assert (signed.by, signed.at, signed.note) == (agreed.ruth, now, "After two readings.")
    assert set(signed.contents["sections"]) == {
        "opening", *agreed.round.edition.statements.values_list("slug", flat=True),
    }  # fmt: skip
    stored = SignOff.objects.get()
    assert stored.sha256 == signing.sha256_of(stored.contents) == fingerprint(agreed.round)
    equity = stored.contents["sections"]["equity"]
    assert equity["score"]["value"] == 3
    assert list(equity["texts"]) == ["summary"]
    assert not Revision.objects.filter(sealed=False).exists()


def test_signing_is_told_in_the_history_of_the_round_and_of_each_section(signed, now):
    assert Event.objects.filter(verb="signed off").count() == 10
    told = Event.objects.get(verb="signed off the round")
    assert told.after == {"sections": 10, "note": "After two readings."}
    assert not told.about_scores
    owners = set(Notice.objects.filter(sentence__contains="signed off").values_list("person__name", flat=True))
    assert owners == {"Aisha Rahman", "Priya Nair"}


def test_a_round_with_a_section_that_is_not_agreed_is_not_signed(agreed, now):
    take_back(agreed, "equity", now)
    with pytest.raises(MoveRefused, match="1 section is not agreed yet: Equity"):
        sign(agreed, now)
    assert statuses(agreed) == {Status.AGREED, Status.DRAFTING}
    assert not SignOff.objects.exists()


def test_a_round_nobody_has_begun_is_not_signed(northmoor, now):
    with pytest.raises(MoveRefused, match="10 sections are not agreed yet: About the council"):
        sign(northmoor, now)


def test_a_round_is_signed_once(signed, now):
    with pytest.raises(MoveRefused, match="signed off already"):
        sign(signed, now)
    assert SignOff.objects.count() == 1


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_nothing_is_signed_that_was_not_read(agreed, now, seen):
    with pytest.raises(ReadAgainBeforeSigning, match="nothing was signed"):
        sign(agreed, now, seen=seen)
    assert statuses(agreed) == {Status.AGREED}


@pytest.mark.embedded
def test_a_score_given_while_the_director_read_stops_the_signing(agreed, now):
    seen = fingerprint(agreed.round)
    score_statement(agreed.round, agreed.statement("learning"), 2, agreed.priya, now)
    with pytest.raises(ReadAgainBeforeSigning):
        sign(agreed, now, seen=seen)
    assert not SignOff.objects.exists()


@pytest.mark.embedded
def test_signed_text_and_scores_are_locked(signed, now):
    with pytest.raises(Locked, match="signed off"):
        write_section(signed.round, signed.statement("equity"), {"summary": "Late."}, signed.aisha, now)
    with pytest.raises(ScoreRefused, match="This round is signed off"):
        score_statement(signed.round, signed.statement("equity"), 4, signed.ruth, now)
    with pytest.raises(MoveRefused):
        take_back(signed, "equity", now)
    assert said_to(signed.ruth, signed) == []


def test_another_councils_round_is_left_alone(agreed, westerholme, now):
    sign(agreed, now)
    assert not Judgement.objects.filter(round=westerholme.round).exists()


# --- Reopening -------------------------------------------------------------------------------------------------------


def test_reopening_asks_why_returns_the_sections_to_agreed_and_tells_their_owners(signed, now):
    with pytest.raises(MoveRefused, match="Why do you reopen it"):
        reopen(signed, now, "  ")
    assert statuses(signed) == {Status.SIGNED_OFF}
    reopen(signed, now, "The survey was corrected.")
    assert statuses(signed) == {Status.AGREED}
    stored = SignOff.objects.get()
    assert (stored.reopened_by, stored.reopened_because) == (signed.ruth, "The survey was corrected.")
    assert Event.objects.get(verb="reopened the round").after == {"why": "The survey was corrected."}
    assert Notice.objects.filter(person=signed.aisha, sentence__contains="reopened").count() == 1
    assert not Notice.objects.filter(sentence__contains="survey").exists()


def test_what_is_not_signed_is_not_reopened(agreed, now):
    with pytest.raises(MoveRefused, match="not signed off"):
        reopen(agreed, now)


def test_a_reopened_round_is_signed_again_and_both_sign_offs_stay(signed, now):
    reopen(signed, now)
    sign(signed, now + datetime.timedelta(minutes=5))
    assert SignOff.objects.count() == 2
    assert SignOff.objects.get(reopened_at=None).sha256 == SignOff.objects.exclude(reopened_at=None).get().sha256


# --- Changed since ---------------------------------------------------------------------------------------------------


def rewrite(northmoor, now, text="Other words."):
    take_back(northmoor, "equity", now)
    write_section(northmoor.round, northmoor.statement("equity"), {"summary": text}, northmoor.aisha, now)


def test_a_text_changed_after_reopening_is_told_until_it_reads_as_signed_again(signed, now):
    reopen(signed, now)
    rewrite(signed, now)
    assert said_to(signed.tom, signed) == ["Equity in experience and outcomes: “Summary” was changed"]
    write_section(signed.round, signed.statement("equity"), {"summary": "Words of equity."}, signed.aisha, now)
    assert said_to(signed.tom, signed) == []


def test_texts_written_and_emptied_are_told(signed, now):
    reopen(signed, now)
    rewrite(signed, now, "")
    write_section(signed.round, signed.statement("equity"), {"strengths": "New."}, signed.aisha, now)
    assert said_to(signed.ruth, signed) == [
        "Equity in experience and outcomes: “What we do well” was written",
        "Equity in experience and outcomes: “Summary” is no longer there",
    ]


def test_a_score_changed_is_told_to_those_who_see_it_and_to_nobody_else(signed, now):
    reopen(signed, now)
    score_statement(signed.round, signed.statement("equity"), 1, signed.priya, now)
    told = ["Equity in experience and outcomes: The score, its reason or how sure you are was changed"]
    assert said_to(signed.ruth, signed) == said_to(signed.priya, signed) == told
    for who in ["tom", "helen", "edwin", "meilin", "yvonne", "aisha"]:
        assert said_to(signed.people[who], signed) == [], who
    share_scores(round=signed.round, shared=True, by=signed.ruth, at=now)
    signed.round.refresh_from_db()
    assert said_to(signed.edwin, signed) == told


def test_a_citation_added_and_withdrawn_is_told_to_those_who_read_evidence(signed, evidence, now):
    cited = Citation.objects.create(
        reference="c1", evidence=evidence, judgement=section_in(signed.round, signed.statement("equity")),
        shows="Half are content", at=now,
    )  # fmt: skip
    told = ["Equity in experience and outcomes: E12 is now cited"]
    assert said_to(signed.tom, signed) == said_to(signed.meilin, signed) == said_to(signed.yvonne, signed) == told
    assert said_to(signed.edwin, signed) == []
    reopen(signed, now)
    sign(signed, now + datetime.timedelta(minutes=5))
    assert said_to(signed.tom, signed) == []
    cited.shows = "Most are content"
    cited.save()
    assert said_to(signed.tom, signed) == ["Equity in experience and outcomes: What is said about E12 was changed"]
    Evidence.objects.update(withdrawn_at=now)
    assert said_to(signed.tom, signed) == ["Equity in experience and outcomes: E12 is no longer cited"]


def test_an_action_changed_says_what_of_it(signed, now):
    action = Action.objects.create(
        council=signed.council, round=signed.round, number=3, what="Reply to all", source="statement",
        judgement=section_in(signed.round, signed.statement("equity")), added_at=now, changed_at=now,
    )  # fmt: skip
    assert said_to(signed.ruth, signed) == ["Equity in experience and outcomes: Action A3 was added"]
    assert said_to(signed.yvonne, signed) == said_to(signed.edwin, signed) == []
    reopen(signed, now)
    sign(signed, now + datetime.timedelta(minutes=5))
    action.due_on, action.owner = datetime.date(2027, 6, 30), signed.tom
    action.save()
    assert said_to(signed.ruth, signed) == [
        "Equity in experience and outcomes: Action A3 was changed: its owner, its due date"
    ]


def test_progress_of_an_action_is_no_change_of_what_was_promised(signed, now):
    action = Action.objects.create(
        council=signed.council, round=signed.round, number=3, what="Reply to all", source="statement",
        judgement=section_in(signed.round, signed.statement("equity")), added_at=now, changed_at=now,
    )  # fmt: skip
    reopen(signed, now)
    sign(signed, now + datetime.timedelta(minutes=5))
    action.rag, action.rag_reason, action.noted_at = "green", "On time", now
    action.outcome, action.closed_at = "done", now
    action.save()
    assert said_to(signed.ruth, signed) == []


def test_a_part_hidden_after_signing_is_told_because_nobody_reads_it_any_more(signed, now):
    part = Part.objects.get(prompt_set=signed.round.prompt_set, slug="summary")
    save_part(
        prompt_set=part.prompt_set, part=part, title=part.title, help=part.help, word_guide=part.word_guide,
        scope=part.scope, retired=True, by=signed.callum, at=now,
    )  # fmt: skip
    assert len(said_to(signed.ruth, signed)) == 9


def test_what_is_signed_leads_to_the_comparison_of_both_texts(signed, now):
    reopen(signed, now)
    rewrite(signed, now)

    def compared(person) -> str:
        access = access_of(person, signed.council, signed.round)
        rows = task_list(signed.round, access)
        state = signed_state(signed.round, access, rows)
        (section,) = in_words(state.changes, signed.round, access, section_titles(rows))
        return section.lines[0].compare

    page = to_page("statement_compare", signed.round.slug, "equity")
    assert compared(signed.ruth) == f"{page}?part=summary&from=1&to=2"
    assert compared(signed.edwin) == ""  # earlier texts are for the council's own people


def test_under_the_2023_method_the_categories_are_signed_too(northmoor, now):
    from assurance.models import Edition
    from assurance.operations.councils import start_round

    older = start_round(
        council=northmoor.council, edition=Edition.objects.get(slug="cqc-2023-12"), slug="2025", title="2025",
        by=northmoor.priya, at=now,
    )  # fmt: skip
    statement = older.edition.statements.get(slug="equity")
    score_statement(older, statement, 3, northmoor.ruth, now)
    contents = contents_now(older, Judgement.objects.in_round(older))
    assert contents["sections"]["equity"]["score"]["categories"] == {
        "peoples-experience": 3, "staff-and-leaders": 3, "partners": 3, "processes": 3,
    }  # fmt: skip


def test_what_a_cited_item_says_is_signed_with_it(signed, evidence, now):
    """A section rests on what it cites: a quotation that reads otherwise, another address or a newer file shows."""
    Citation.objects.create(
        reference="c1", evidence=evidence, judgement=section_in(signed.round, signed.statement("equity")),
        shows="Half are content", at=now,
    )  # fmt: skip
    reopen(signed, now)
    sign(signed, now + datetime.timedelta(minutes=5))
    told = ["Equity in experience and outcomes: What is said about E12 was changed"]
    for changed in [{"title": "Another survey"}, {"url": "https://northmoor.example/t"}, {"quotation": "All are."}]:
        before = {name: getattr(evidence, name) for name in changed}
        Evidence.objects.update(**changed)
        assert said_to(signed.tom, signed) == told, changed
        Evidence.objects.update(**before)
        assert said_to(signed.tom, signed) == [], changed
    EvidenceFile.objects.create(
        reference="f1", evidence=evidence, council=signed.council, number=1, name="s.pdf", size=1, sha256="0" * 64,
        media_type="application/pdf", state="unchecked", stored="x", uploaded_at=now,
    )  # fmt: skip
    assert said_to(signed.tom, signed) == told


def test_a_section_without_a_place_in_the_edition_does_not_keep_a_round_from_being_signed(northmoor, now):
    older = Edition.objects.get(slug="cqc-2023-12")
    write_section(northmoor.round, northmoor.statement("learning"), {"summary": "Words."}, northmoor.aisha, now)
    older.statements.filter(slug="learning").update(slug="research", title="Research", aliases=[])
    move_round(round=northmoor.round, edition=older, by=northmoor.callum, at=now)
    northmoor.round.refresh_from_db()
    agree_everything(northmoor, now)
    sign(northmoor, now)
    assert statuses(northmoor) == {"signed-off", "drafting"}
    assert Judgement.objects.get(round=northmoor.round, status="drafting").statement.slug == "learning"


@pytest.mark.embedded
def test_a_save_on_its_way_while_the_round_moves_to_another_edition_begins_nothing_there(northmoor, now):
    opened = Round.objects.with_setting().get(pk=northmoor.round.pk)  # what the request was let in with
    statement = northmoor.statement("learning")
    older = Edition.objects.get(slug="cqc-2023-12")
    move_round(round=northmoor.round, edition=older, by=northmoor.callum, at=now)
    with pytest.raises(TextRefused, match=r"moved to another edition.*Your words are still"):
        write_section(opened, statement, {"summary": "Late."}, northmoor.aisha, now)
    assert not Judgement.objects.filter(round=northmoor.round, statement=statement).exists()
