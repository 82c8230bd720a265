"""Moving a section on: what is kept, who is told, what is refused."""

import datetime

import pytest

from assurance.models import Event, Notice, Part
from assurance.operations.people import add_person
from assurance.roles import Role
from selfassessment import rules
from selfassessment.guard import standing
from selfassessment.models import Judgement, Revision, Submission
from selfassessment.operations import moving
from selfassessment.operations.due_dates import set_due_date
from selfassessment.operations.guard import confirm_concerns
from selfassessment.operations.moving import ReadAgain
from selfassessment.operations.writing import Locked
from selfassessment.rules import MoveRefused
from selfassessment.statuses import Status
from tests.reports.writing import write_section
from tests.selfassessment.reviewing import agree, name_reviewers, read, section_in, submit, take_back

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
SLUG = "assessing-needs"


@pytest.fixture
def where(northmoor, now):
    """What every act is told: round, statement, time."""
    return {"round": northmoor.round, "statement": northmoor.statement(SLUG), "at": now}


def status_of(northmoor, slug=SLUG) -> str:
    return section_in(northmoor.round, northmoor.statement(slug)).status


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("sentence", flat=True))


def newest_event() -> Event:
    return Event.objects.order_by("-pk").first()


# --- Blocked ---------------------------------------------------------------------------------------------------------


def test_a_blocked_section_says_on_what_and_the_programme_manager_is_told(northmoor, where):
    moving.block_section(blocked_on=" The transitions figures. ", by=northmoor.aisha, **where)
    section = section_in(northmoor.round, where["statement"])
    assert (section.status, section.blocked_on) == (Status.BLOCKED, "The transitions figures.")
    assert (section.status_by, section.status_at) == (northmoor.aisha, where["at"])
    event = newest_event()
    assert (event.verb, event.section, event.actor_name) == ("marked as blocked", SLUG, "Aisha Rahman")
    assert event.before == {"status": "Not started"}
    assert event.after == {"status": "Blocked", "blocked on": "The transitions figures."}
    assert told(northmoor.priya) == ["Aisha Rahman marked “Assessing needs” as blocked."]
    assert told(northmoor.ruth) == told(northmoor.aisha) == []


@pytest.mark.parametrize("said", ["", "  \n\t ", "\x00"])
def test_blocked_demands_a_sentence(northmoor, where, said):
    with pytest.raises(MoveRefused, match="What is it blocked on"):
        moving.block_section(blocked_on=said, by=northmoor.aisha, **where)
    assert not Event.objects.filter(verb="marked as blocked").exists()
    assert not Judgement.objects.exclude(status=Status.NOT_STARTED).exists()


def test_more_than_500_characters_are_not_a_sentence(northmoor, where):
    with pytest.raises(MoveRefused, match=r"501 characters long\. Keep it under 500; nothing was changed"):
        moving.block_section(blocked_on="x" * 501, by=northmoor.aisha, **where)
    moving.block_section(blocked_on="x" * 500, by=northmoor.aisha, **where)


def test_an_unblocked_section_is_drafted_again_and_its_writers_are_told(northmoor, where):
    moving.block_section(blocked_on="Figures.", by=northmoor.aisha, **where)
    moving.unblock_section(by=northmoor.priya, **where)
    section = section_in(northmoor.round, where["statement"])
    assert (section.status, section.blocked_on) == (Status.DRAFTING, "")
    assert newest_event().before == {"status": "Blocked", "blocked on": "Figures."}
    assert told(northmoor.aisha)[-1] == "“Assessing needs” is no longer blocked, says Priya Nair."
    assert len(told(northmoor.helen)) == 1


def test_a_blocked_section_can_still_be_written(northmoor, where, now):
    moving.block_section(blocked_on="Figures.", by=northmoor.aisha, **where)
    write_section(northmoor.round, where["statement"], {"summary": "Meanwhile."}, northmoor.aisha, now)
    assert status_of(northmoor) == Status.BLOCKED


# --- Sent for review -------------------------------------------------------------------------------------------------


def test_a_section_goes_to_its_reviewers_and_what_stands_is_sealed(northmoor, where, now):
    name_reviewers(northmoor, SLUG, [northmoor.tom], now)
    submit(northmoor, SLUG, now, note="Mind the carers.")
    assert status_of(northmoor) == Status.READY
    submission = Submission.objects.get()
    assert (submission.by, submission.at, submission.note) == (northmoor.aisha, now, "Mind the carers.")
    assert submission.decision == ""
    assert told(northmoor.tom) == ["Aisha Rahman sent “Assessing needs” for review."]
    assert Notice.objects.get(person=northmoor.tom).page == {
        "name": "statement_review", "arguments": ["2027", SLUG], "fragment": "",
    }  # fmt: skip
    assert told(northmoor.priya) == []
    assert Revision.objects.get().sealed


def test_a_notice_quotes_nobody(northmoor, where, now):
    name_reviewers(northmoor, SLUG, [northmoor.tom], now)
    submit(northmoor, SLUG, now, note="Mrs Secret said so.")
    moving.request_changes(what_to_change="Take Mrs Secret out.", by=northmoor.tom, **where)
    take_back_words = "Mrs Secret asked me."
    submit(northmoor, SLUG, now, text="Without her.")
    take_back(northmoor, SLUG, now, why=take_back_words)
    moving.block_section(blocked_on="Mrs Secret.", by=northmoor.aisha, **where)
    said = Notice.objects.values_list("sentence", flat=True)
    assert len(said) >= 6
    assert not [sentence for sentence in said if "Secret" in sentence]


def test_without_a_reviewer_the_programme_manager_is_told(northmoor, now):
    submit(northmoor, SLUG, now)
    assert told(northmoor.priya) == ["Aisha Rahman sent “Assessing needs” for review."]


def test_the_writer_who_goes_on_after_sending_begins_a_revision_of_its_own(northmoor, where, now):
    submit(northmoor, SLUG, now, text="As sent.")
    write_section(northmoor.round, where["statement"], {"summary": "As sent, and more."}, northmoor.aisha, now)
    assert list(Revision.objects.order_by("version").values_list("text", "sealed")) == [
        ("As sent.", True), ("As sent, and more.", False),
    ]  # fmt: skip


def test_an_empty_section_is_not_sent(northmoor, where, now):
    with pytest.raises(MoveRefused, match="can only be done while it is drafting or changes requested"):
        moving.submit_section(by=northmoor.aisha, **where)
    write_section(northmoor.round, where["statement"], {"summary": "x"}, northmoor.aisha, now)
    write_section(northmoor.round, where["statement"], {"summary": ""}, northmoor.aisha, now)
    with pytest.raises(MoveRefused):
        rules.check_can_submit(section_in(northmoor.round, where["statement"]))
    with pytest.raises(MoveRefused, match="Nothing is written in this section yet"):
        moving.submit_section(by=northmoor.aisha, **where)


def test_the_opening_section_moves_in_the_same_way(northmoor, now):
    submit(northmoor, None, now, by=northmoor.priya)
    agree(northmoor, None, now)
    opening = section_in(northmoor.round, None)
    assert opening.status == Status.AGREED
    assert newest_event().section == "opening"


# --- Reviewed --------------------------------------------------------------------------------------------------------


def test_changes_go_back_to_owner_and_contributors_with_what_has_to_change(northmoor, where, now):
    submit(northmoor, SLUG, now)
    moving.request_changes(what_to_change="Say how many.", by=northmoor.ruth, **where)
    assert status_of(northmoor) == Status.CHANGES
    decided = Submission.objects.get()
    assert (decided.decision, decided.what_to_change) == ("changes-requested", "Say how many.")
    assert (decided.decided_by, decided.decided_at) == (northmoor.ruth, now)
    assert told(northmoor.aisha) == told(northmoor.helen) == ["Ruth Calloway asked for changes to “Assessing needs”."]
    assert newest_event().after["what to change"] == "Say how many."


def test_changes_that_are_asked_for_are_said(northmoor, where, now):
    submit(northmoor, SLUG, now)
    with pytest.raises(MoveRefused, match="What has to change"):
        moving.request_changes(what_to_change=" ", by=northmoor.ruth, **where)
    assert status_of(northmoor) == Status.READY


def test_a_section_sent_again_makes_a_submission_of_its_own(northmoor, where, now):
    submit(northmoor, SLUG, now)
    moving.request_changes(what_to_change="More.", by=northmoor.ruth, **where)
    submit(northmoor, SLUG, now, text="More words.")
    assert list(Submission.objects.order_by("pk").values_list("decision", flat=True)) == ["changes-requested", ""]


def test_an_agreed_section_is_locked_and_its_writers_are_told(northmoor, where, now):
    submit(northmoor, SLUG, now)
    agree(northmoor, SLUG, now)
    assert status_of(northmoor) == Status.AGREED
    assert Submission.objects.get().decision == "agreed"
    assert told(northmoor.aisha) == ["Ruth Calloway agreed “Assessing needs”."]
    with pytest.raises(Locked, match="agreed"):
        write_section(northmoor.round, where["statement"], {"summary": "Late."}, northmoor.aisha, now)


def test_an_agreed_section_may_come_back_with_what_has_to_change(northmoor, where, now):
    submit(northmoor, SLUG, now)
    agree(northmoor, SLUG, now)
    moving.request_changes(what_to_change="After all.", by=northmoor.priya, **where)
    assert status_of(northmoor) == Status.CHANGES
    assert (Submission.objects.get().decision, Submission.objects.get().what_to_change) == (
        "changes-requested", "After all.",
    )  # fmt: skip


@pytest.mark.parametrize("agreed_first", [False, True])
def test_a_section_is_taken_back_from_review_or_agreement_saying_why(northmoor, where, now, agreed_first):
    name_reviewers(northmoor, SLUG, [northmoor.tom], now)
    submit(northmoor, SLUG, now)
    if agreed_first:
        agree(northmoor, SLUG, now)
    with pytest.raises(MoveRefused, match="Why do you take it back"):
        take_back(northmoor, SLUG, now, why="")
    take_back(northmoor, SLUG, now, why="A figure is wrong.", by=northmoor.aisha)
    assert status_of(northmoor) == Status.DRAFTING
    assert Submission.objects.get().decision == "taken-back"
    assert newest_event().after == {"status": "Drafting", "why": "A figure is wrong."}
    assert told(northmoor.tom)[-1] == "Aisha Rahman took “Assessing needs” back to drafting."
    write_section(northmoor.round, where["statement"], {"summary": "Right now."}, northmoor.aisha, now)


# --- Nobody agrees what only they wrote -------------------------------------------------------------------------------


def test_the_only_author_does_not_agree_whatever_their_role(northmoor, where, now):
    submit(northmoor, SLUG, now, by=northmoor.priya)
    with pytest.raises(MoveRefused, match="Everything that stands here was last written by you"):
        agree(northmoor, SLUG, now, by=northmoor.priya)
    assert status_of(northmoor) == Status.READY
    with pytest.raises(MoveRefused):
        rules.check_can_agree(section_in(northmoor.round, where["statement"]), northmoor.priya)
    agree(northmoor, SLUG, now, by=northmoor.ruth)


def test_one_of_two_authors_may_agree(northmoor, where, now):
    write_section(northmoor.round, where["statement"], {"strengths": "Aisha's."}, northmoor.aisha, now)
    submit(northmoor, SLUG, now, by=northmoor.priya)
    agree(northmoor, SLUG, now, by=northmoor.priya)
    assert status_of(northmoor) == Status.AGREED


def test_somebody_whose_words_no_longer_stand_is_no_author(northmoor, where, now):
    """Aisha wrote first, but of what stands every word is Priya's."""
    first = {"summary": "First.", "strengths": "Gone."}
    write_section(northmoor.round, where["statement"], first, northmoor.aisha, now)
    write_section(northmoor.round, where["statement"], {"strengths": ""}, northmoor.aisha, now)
    submit(northmoor, SLUG, now, by=northmoor.priya, text="All new.")
    assert rules.authors_of(section_in(northmoor.round, where["statement"])) == {northmoor.priya.pk}
    with pytest.raises(MoveRefused, match="last written by you"):
        agree(northmoor, SLUG, now, by=northmoor.priya)


def test_a_reviewer_who_edits_one_of_two_parts_is_not_the_only_author(northmoor, where, now):
    write_section(northmoor.round, where["statement"], {"strengths": "Aisha's."}, northmoor.aisha, now)
    submit(northmoor, SLUG, now)
    write_section(northmoor.round, where["statement"], {"summary": "Ruth's."}, northmoor.ruth, now)
    agree(northmoor, SLUG, now, by=northmoor.ruth)


# --- Nobody agrees what they have not read ----------------------------------------------------------------------------


def test_a_text_changed_while_it_was_read_is_not_agreed(northmoor, where, now):
    submit(northmoor, SLUG, now)
    seen = read(northmoor.round, where["statement"])
    write_section(northmoor.round, where["statement"], {"summary": "Other words."}, northmoor.helen, now)
    with pytest.raises(ReadAgain, match="Helen Sowerby changed “Summary” while you were reading"):
        moving.agree_section(seen=seen, by=northmoor.ruth, **where)
    assert status_of(northmoor) == Status.READY


@pytest.mark.parametrize("seen", ["", "summary:9", "nonsense", "summary:1 strengths:1"])
def test_a_forged_stamp_agrees_nothing(northmoor, where, now, seen):
    submit(northmoor, SLUG, now)
    with pytest.raises(ReadAgain):
        moving.agree_section(seen=seen, by=northmoor.ruth, **where)


# --- All agreed, late moves, dates ------------------------------------------------------------------------------------


def test_the_director_is_told_once_everything_is_agreed(northmoor, now):
    slugs = list(northmoor.round.edition.statements.values_list("slug", flat=True))
    for slug in [None, *slugs]:
        assert told(northmoor.ruth) == []
        submit(northmoor, slug, now)
        agree(northmoor, slug, now, by=northmoor.priya)
    assert told(northmoor.ruth) == [
        "Every section of “2027 annual self-assessment” is agreed. It waits for your sign-off."
    ]


def test_somebody_who_left_is_not_told(northmoor, where, now):
    gone = add_person(
        council=northmoor.council, email="gone@northmoor.example", name="G", roles=[Role.PROGRAMME_MANAGER],
        by=None, at=now,
    )  # fmt: skip
    gone.is_active = False
    gone.save()
    moving.block_section(blocked_on="Figures.", by=northmoor.aisha, **where)
    assert told(gone) == []


def test_a_move_from_the_wrong_status_changes_and_tells_nothing(northmoor, where, now):
    submit(northmoor, SLUG, now)
    events, notices = Event.objects.count(), Notice.objects.count()
    with pytest.raises(MoveRefused, match="is now “ready for review”"):
        moving.block_section(blocked_on="Figures.", by=northmoor.aisha, **where)
    with pytest.raises(MoveRefused, match="is now “ready for review”"):
        moving.submit_section(by=northmoor.helen, **where)
    with pytest.raises(MoveRefused, match="is now “ready for review”"):
        moving.unblock_section(by=northmoor.helen, **where)
    assert (Event.objects.count(), Notice.objects.count()) == (events, notices)


def test_a_section_gets_a_date_of_its_own_and_loses_it_again(northmoor, where):
    day = datetime.date(2027, 1, 15)
    set_due_date(due_on=day, by=northmoor.priya, **where)
    assert section_in(northmoor.round, where["statement"]).due_on == day
    assert newest_event().after == {"due": "2027-01-15"}
    events = Event.objects.count()
    set_due_date(due_on=day, by=northmoor.priya, **where)
    assert Event.objects.count() == events
    set_due_date(due_on=None, by=northmoor.priya, **where)
    assert section_in(northmoor.round, where["statement"]).due_on is None


# --- Personal data ----------------------------------------------------------------------------------------------------


def test_a_section_with_what_looks_like_personal_data_is_not_sent_until_somebody_says_it_is_none(northmoor, where):
    statement = where["statement"]
    write_section(northmoor.round, statement, {"summary": "One\n0191 498 0123"}, northmoor.aisha, where["at"])
    with pytest.raises(MoveRefused, match=r"“Summary”: a phone number \(line 2\).*Nothing was changed"):
        moving.submit_section(by=northmoor.aisha, **where)
    assert status_of(northmoor) == Status.DRAFTING
    confirm_concerns(concerns=standing(northmoor.round, statement), by=northmoor.aisha, **where)
    moving.submit_section(by=northmoor.aisha, **where)
    assert status_of(northmoor) == Status.READY


def test_what_was_written_after_it_was_sent_is_not_agreed_while_it_looks_like_personal_data(northmoor, where, now):
    submit(northmoor, SLUG, now, text="Words.")
    write_section(northmoor.round, where["statement"], {"summary": "943 476 5919"}, northmoor.aisha, now)
    with pytest.raises(MoveRefused, match=r"an NHS number.*Ask for changes.*Nothing was changed"):
        agree(northmoor, SLUG, now)
    assert status_of(northmoor) == Status.READY


def test_what_stands_in_a_hidden_part_keeps_nothing_from_being_sent(northmoor, where, now):
    write_section(
        northmoor.round, where["statement"], {"summary": "Words.", "strengths": "943 476 5919"}, northmoor.aisha, now
    )
    Part.objects.filter(prompt_set=northmoor.round.prompt_set, slug="strengths").update(retired=True)
    moving.submit_section(by=northmoor.aisha, **where)
    assert status_of(northmoor) == Status.READY
