"""What waits for each person, and what of it is late."""

import datetime

import pytest

from assurance.access import access_of
from assurance.models import Assignment
from assurance.operations.people import assign_section
from selfassessment.models import Citation, Judgement, PartText
from selfassessment.operations import commenting
from selfassessment.operations.follow_ups import drop_follow_up
from selfassessment.operations.return_chasing import name_contributors
from selfassessment.presenters.sections import task_list
from selfassessment.presenters.waiting import my_work, questions_of
from tests.pages import get
from tests.reports.writing import write_section
from tests.selfassessment.asked_later import ask_later
from tests.selfassessment.asking import answered, given_to, one_more, submitted
from tests.selfassessment.closing import closed
from tests.selfassessment.rows import action, evidence, section_row
from tests.selfassessment.talking import reply, say

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def work(northmoor, now):
    """`work(person)`: what waits for them today."""

    def of(person):
        access = access_of(person, northmoor.council, northmoor.round)
        return my_work(northmoor.round, access, person, task_list(northmoor.round, access), now.date())

    return of


@pytest.fixture
def status(northmoor):
    """`status(slug, "drafting")`: bring a section there; the moves themselves are tested elsewhere."""

    def bring(slug, to, **given):
        row = section_row(northmoor, slug)
        Judgement.objects.filter(pk=row.pk).update(status=to, **given)
        return row

    return bring


@pytest.fixture
def reviewer(northmoor):
    """Tom reviews "Assessing needs"."""
    Assignment.objects.create(
        round=northmoor.round, statement=northmoor.statement("assessing-needs"), person=northmoor.tom, kind="reviewer"
    )
    return northmoor.tom


def titles(items) -> list[str]:
    return [item.title for item in items]


@pytest.mark.parametrize(
    ("to", "turn"),
    [
        ("not-started", "Start writing"),
        ("drafting", "Go on writing"),
        ("blocked", "Blocked · waits for: The survey"),
        ("changes-requested", "Make the changes that were asked for"),
    ],
)
def test_writers_have_their_turn(northmoor, work, status, reviewer, to, turn):
    status("assessing-needs", to, blocked_on="The survey" if to == "blocked" else "")
    for who in [northmoor.aisha, northmoor.helen]:
        mine = work(who)
        assert titles(mine.waiting) == ["Assessing needs"]
        assert mine.waiting[0].hint.startswith(turn)
        assert mine.waiting[0].address == "/2027/self-assessment/assessing-needs/"
        assert not mine.resting
    assert not work(reviewer).waiting


def test_a_named_reviewer_has_the_turn_and_the_writers_rest(northmoor, work, status, reviewer):
    status("assessing-needs", "ready-for-review")
    assert work(reviewer).waiting[0].hint.startswith("Review it: agree, or say what has to change")
    assert not work(northmoor.aisha).waiting
    assert titles(work(northmoor.aisha).resting) == ["Assessing needs"]
    assert "Assessing needs" not in titles(work(northmoor.ruth).waiting)


def test_what_nobody_is_named_to_review_waits_for_those_who_may(northmoor, work, status):
    status("assessing-needs", "ready-for-review")
    for who in [northmoor.ruth, northmoor.priya]:
        item = next(item for item in work(who).waiting if item.title == "Assessing needs")
        assert item.hint.startswith("Nobody is named to review it: you can")
    assert not work(northmoor.tom).waiting


def test_agreed_sections_wait_for_the_director_in_one_line(northmoor, work, status):
    status("assessing-needs", "agreed")
    status("equity", "agreed")
    item = next(item for item in work(northmoor.ruth).waiting if item.tag == "Agreed")
    assert item.title == "2 sections are agreed"
    assert item.hint == "8 still to be agreed before you can sign off the round"
    assert "2 sections are agreed" not in titles(work(northmoor.priya).waiting)
    for row in northmoor.round.edition.statements.all():
        status(row.slug, "agreed")
    Judgement.objects.get_or_create(round=northmoor.round, statement=None)
    Judgement.objects.update(status="agreed")
    assert "You can sign off the round" in {item.hint for item in work(northmoor.ruth).waiting}


def test_sections_nobody_has_wait_for_the_programme_manager_in_one_line(northmoor, work, now):
    item = next(item for item in work(northmoor.priya).waiting if item.tag == "To give out")
    assert item.title == "8 sections have no owner"
    assert "Safeguarding" in item.hint
    assert item.address == "/2027/people/"
    assert "To give out" not in {item.tag for item in work(northmoor.ruth).waiting}
    for statement in northmoor.round.edition.statements.all():
        assign_section(
            round=northmoor.round,
            statement=statement,
            owner=northmoor.tom,
            contributors=[],
            by=northmoor.priya,
            at=now,
        )
    assert "To give out" not in {item.tag for item in work(northmoor.priya).waiting}


def test_a_section_is_late_the_day_after_it_was_due_until_it_is_agreed(northmoor, work, status, now):
    today = now.date()
    status("assessing-needs", "drafting", due_on=today)
    mine = work(northmoor.aisha)
    assert not mine.late
    assert "due " in mine.waiting[0].hint
    status("assessing-needs", "drafting", due_on=today - DAY)
    mine = work(northmoor.aisha)
    assert (titles(mine.late), mine.waiting) == (["Assessing needs"], [])
    assert (mine.late[0].tag, "was due" in mine.late[0].hint) == ("Late", True)
    assert titles(work(northmoor.priya).late_elsewhere) == ["Assessing needs"]
    assert work(northmoor.priya).late_elsewhere[0].hint.startswith("Aisha Rahman")
    assert not work(northmoor.tom).late_elsewhere
    status("assessing-needs", "agreed", due_on=today - DAY)
    assert not work(northmoor.aisha).late
    assert not work(northmoor.priya).late_elsewhere


def test_without_a_date_of_its_own_the_rounds_counts(northmoor, work, status, now):
    status("assessing-needs", "drafting")
    assert "due" not in work(northmoor.aisha).waiting[0].hint  # the same for all, and at the top of the page
    northmoor.round.due_on = now.date() - DAY
    northmoor.round.save()
    assert titles(work(northmoor.aisha).late) == ["Assessing needs"]


def test_ones_own_overdue_actions_and_stale_evidence_are_late(northmoor, work, now):
    today = now.date()
    own = {"owner": northmoor.tom}
    action(northmoor, 1, "Overdue", now, due_on=today - 2 * DAY, **own)
    action(northmoor, 2, "Due today", now, due_on=today, **own)
    action(northmoor, 3, "Done", now, due_on=today - DAY, outcome="done", closed_at=now, **own)
    action(northmoor, 4, "Aisha's", now, due_on=today - DAY, owner=northmoor.aisha)
    evidence(northmoor, 1, "Stale", now, review_by=today - DAY, **own)
    evidence(northmoor, 2, "Fresh", now, review_by=today, **own)
    evidence(northmoor, 3, "Withdrawn", now, review_by=today - DAY, withdrawn_at=now, **own)
    late = work(northmoor.tom).late
    assert titles(late) == ["A1 Overdue", "E1 Stale"]
    assert late[0].hint.startswith("Action, was due")
    assert late[1].hint.startswith("Evidence, was to be looked at again by")


def test_what_another_council_has_is_never_late_here(northmoor, westerholme, work, now):
    action(northmoor, 1, "Theirs", now, due_on=now.date() - DAY, owner=northmoor.tom, council=westerholme.council)
    assert not work(northmoor.tom).late


def test_what_was_carried_over_waits_to_be_confirmed(northmoor, work, status, now):
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "Old."}, northmoor.aisha, now)
    PartText.objects.update(needs_review=True)
    evidence(northmoor, 1, "Old", now, cited=True)
    Citation.objects.update(needs_review=True)
    said = "1 text and 1 citation from the last round to confirm"
    assert said in work(northmoor.aisha).waiting[0].hint
    assert said not in str(work(northmoor.tom))
    status("assessing-needs", "ready-for-review")
    assert said in work(northmoor.aisha).waiting[0].hint
    Assignment.objects.filter(kind="owner").update(needs_review=True)
    assert "2 owners were carried over from the last round" in titles(work(northmoor.priya).waiting)


def test_somebody_invited_finds_what_became_of_their_questions(northmoor, now):
    first = say(northmoor, northmoor.edwin, "One?", now).comment
    answered = say(northmoor, northmoor.edwin, "Two?", now).comment
    settled = say(northmoor, northmoor.edwin, "Three?", now, section=None, part=None).comment
    gone = say(northmoor, northmoor.edwin, "Four?", now).comment
    say(northmoor, northmoor.yvonne, "Not his.", now)
    reply(answered, northmoor.aisha, "Yes.", now)
    commenting.resolve(thread=settled, by=northmoor.priya, at=now)
    commenting.withdraw(comment=gone, by=northmoor.edwin, at=now)
    found = [(q.thread, q.where, q.state[0]) for q in questions_of(northmoor.edwin, northmoor.round)]
    assert found == [
        (settled, "About the council and overall summary", "Resolved"),
        (answered, "Assessing needs: Summary", "1 answer"),
        (first, "Assessing needs: Summary", "No answer yet"),
    ]


def test_items_of_the_return_wait_for_their_owner_and_then_for_those_who_approve(signed_in, northmoor, now):
    late = one_more(northmoor, now, title="Communication", due_on=now.date() - datetime.timedelta(days=1))
    given_to(northmoor, late, northmoor.tom, now)
    given_to(northmoor, one_more(northmoor, now, reference="IR4", title="Complaints"), northmoor.tom, now)
    page = get(signed_in(northmoor.tom), "home")
    assert "General, IR9 Communication Information return · Answer it · was due" in page.words
    assert "General, IR4 Complaints Information return · Answer it · due date not known yet" in page.words
    answered(northmoor, late, now, by=northmoor.tom)
    submitted(northmoor, late, now, by=northmoor.tom)
    assert "General, IR9 Communication Information return" not in get(signed_in(northmoor.tom), "home").words
    page = get(signed_in(northmoor.priya), "home")
    assert "General, IR9 Communication Information return · Approve it, or ask for changes" in page.words


def test_whoever_wrote_a_part_of_an_answer_is_not_asked_to_approve_it(northmoor, work, now):
    item = given_to(northmoor, one_more(northmoor, now), northmoor.aisha, now)
    answered(northmoor, item, now, by=northmoor.priya)
    answered(northmoor, item, now, text="And more.")
    submitted(northmoor, item, now)
    for person, many in [(northmoor.priya, 0), (northmoor.ruth, 1)]:
        assert sum("Approve it" in one.hint for one in work(person).waiting) == many, person


def test_an_item_waits_for_those_who_help_with_it_too_until_the_round_is_closed(northmoor, work, now):
    item = given_to(northmoor, one_more(northmoor, now), northmoor.aisha, now)
    name_contributors(item=item, round=northmoor.round, people=[northmoor.tom], by=northmoor.priya, at=now)
    unread = given_to(northmoor, one_more(northmoor, now, reference="IR4"), northmoor.aisha, now)
    answered(northmoor, unread, now)
    submitted(northmoor, unread, now)
    people = (northmoor.aisha, northmoor.tom, northmoor.priya, northmoor.meilin)

    def seen() -> list[list[str]]:
        return [[one.tag for one in work(person).waiting if "Information return" in one.hint] for person in people]

    assert seen() == [["Not started"], ["Not started"], ["With reviewer"], []]
    closed(northmoor, now)
    northmoor.round.refresh_from_db()
    assert seen() == [[], [], [], []]


def test_what_the_regulator_asked_later_waits_for_its_owner_with_its_hours(northmoor, now, work):
    hour = DAY / 24
    ask_later(northmoor.round, northmoor.priya, now, "Soon.", owner=northmoor.aisha, due_at=now + 3.5 * hour)
    ask_later(
        northmoor.round, northmoor.priya, now - 4 * hour, "Late.", owner=northmoor.aisha, due_at=now - 2.5 * hour
    )
    ask_later(northmoor.round, northmoor.priya, now, "Some day.", owner=northmoor.aisha)
    ask_later(northmoor.round, northmoor.priya, now, "Nobody’s.")
    over = ask_later(northmoor.round, northmoor.priya, now, "Over.", owner=northmoor.aisha)
    drop_follow_up(request=over, note="They have it.", by=northmoor.priya, at=now)

    def asked(items):
        return [(one.title, one.tag) for one in items if "regulator’s request" in one.hint]

    aisha, priya, tom = work(northmoor.aisha), work(northmoor.priya), work(northmoor.tom)
    assert asked(aisha.late) == [("R2 Late.", "Late")]
    assert asked(aisha.waiting) == [("R1 Soon.", "Due in 3 hours"), ("R3 Some day.", "Open")]
    assert asked(priya.waiting) == [("R4 Nobody’s.", "Open")]
    assert asked([*tom.late, *tom.waiting]) == []
