"""Items are given out, chased, and people are reminded once a day of what is due soon or late."""

import datetime

import pytest

from assurance.access import access_of
from assurance.models import Event, Milestone, Notice
from selfassessment.answering import answers_of
from selfassessment.models import RequestedItem
from selfassessment.operations.evidence import withdraw_evidence
from selfassessment.operations.return_chasing import (
    NOT_AGAIN_FOR,
    assign_items,
    chase_items,
    name_contributors,
    possible_answerers,
    remind_of_items,
)
from selfassessment.operations.returns import Asked, set_limits
from selfassessment.presenters.returns import Board, ItemRow
from selfassessment.presenters.sections import task_list
from selfassessment.presenters.waiting import my_work
from selfassessment.return_rules import ReturnRefused
from selfassessment.tasks import remind_of_items as beat
from tests.selfassessment.asking import approved, ask, document, given_to, one_more, queried, sent, taken_back
from tests.selfassessment.closing import closed
from tests.selfassessment.library import nothing_found

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(northmoor, now) -> list[RequestedItem]:
    """Tom's: late, due in three days, due in four; nobody's: late."""
    day = now.date()
    ask(
        northmoor, now,
        *(Asked("general", f"IR{n}", "It", due_on=day + datetime.timedelta(days=in_days)) for n, in_days in
          enumerate((-1, 3, 4, -1))),
    )  # fmt: skip
    made = list(RequestedItem.objects.order_by("number"))
    assign_items(items=made[:3], round=northmoor.round, owner=northmoor.tom, by=northmoor.priya, at=now)
    Notice.objects.all().delete()
    return made


def reminders() -> list[str]:
    return list(Notice.objects.filter(sentence__startswith="You have").values_list("sentence", flat=True))


def test_owners_are_reminded_of_what_is_due_soon_or_late(northmoor, items, now):
    assert remind_of_items(at=now) == 1
    assert reminders() == ["You have 2 items of the information return to answer, 1 late."]
    assert Notice.objects.get().person == northmoor.tom


def test_nobody_is_reminded_twice_a_day(northmoor, items, now):
    early = now.replace(hour=8)
    remind_of_items(at=early)
    assert remind_of_items(at=early + datetime.timedelta(hours=3)) == 0
    assert remind_of_items(at=early + datetime.timedelta(days=1)) == 1
    assert len(reminders()) == 2


def test_what_is_approved_is_not_reminded_of(northmoor, items, now):
    for item in items[:2]:
        approved(northmoor, item, now)
    assert remind_of_items(at=now) == 0


def test_what_was_sent_and_is_queried_or_taken_back_is_not_late(northmoor, now):
    for number in (1, 2):
        item = one_more(northmoor, now, reference=f"IR{number}", due_with="return-first-week")
        given_to(northmoor, item, northmoor.tom, now)
        sent(northmoor, item, now)
    asked, taken = RequestedItem.objects.order_by("number")
    queried(northmoor, asked, now)
    taken_back(northmoor, taken, now, why="A figure is wrong.", by=northmoor.tom)
    day = now.date() - datetime.timedelta(days=90)
    Milestone.objects.filter(round=northmoor.round, slug="return-first-week").update(typed_on=day, on=day)
    rows = [ItemRow(answer, now.date(), 3, mine=False) for answer in answers_of(northmoor.round)]
    assert [(row.due, row.late_by, row.is_soon, row.is_done) for row in rows] == [(day, 0, False, False)] * 2
    assert Board(rows).countdown == ""
    assert remind_of_items(at=now) == 0
    assert "Late" not in {one.tag for one in asked_of_home(northmoor, now)}
    RequestedItem.objects.filter(pk=asked.pk).update(due_on=now.date() - datetime.timedelta(days=2))
    assert remind_of_items(at=now) == 1


def asked_of_home(northmoor, now):
    access = access_of(northmoor.tom, northmoor.council, northmoor.round)
    work = my_work(northmoor.round, access, northmoor.tom, task_list(northmoor.round, access), now.date())
    return [one for one in [*work.late, *work.waiting] if "Information return" in one.hint]


def test_an_approved_answer_whose_document_was_withdrawn_is_not_done(northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    policy = document(northmoor, now)
    item = approved(northmoor, one_more(northmoor, now, due_on=now.date()), now, kind="document", evidence=policy)
    assert item_row(northmoor, now).is_done
    withdraw_evidence(item=policy, round=northmoor.round, by=northmoor.aisha, at=now)
    row = item_row(northmoor, now + datetime.timedelta(days=3))
    assert (row.item, row.is_done, row.late_by) == (item, False, 3)
    assert Board([row]).to_put_right == [row]


def item_row(northmoor, at) -> ItemRow:
    return ItemRow(answers_of(northmoor.round)[0], at.date(), 3, mine=False)


def test_the_council_says_how_early(northmoor, items, now):
    set_limits(
        round=northmoor.round, pattern="{title}", name_length=50, file_bytes=None, pack_bytes=None, remind_days=9,
        by=northmoor.priya, at=now,
    )  # fmt: skip
    remind_of_items(at=now)
    assert reminders() == ["You have 3 items of the information return to answer, 1 late."]


def test_a_closed_round_reminds_nobody(northmoor, items, now):
    closed(northmoor, now)
    assert remind_of_items(at=now) == 0


def test_the_beat_reminds(northmoor, items):
    beat()
    assert len(reminders()) == 1


def test_one_item_leads_to_its_page_and_several_to_the_board(northmoor, items, now):
    chase_items(items=items[:1], round=northmoor.round, by=northmoor.priya, at=now)
    assert Notice.objects.get().page["name"] == "return_item"
    chased = chase_items(items=items, round=northmoor.round, by=northmoor.priya, at=now + NOT_AGAIN_FOR)
    assert (chased.items, chased.people, chased.items_again) == (3, 1, 0)
    assert Notice.objects.latest("pk").page["name"] == "information_return"
    assert Event.objects.filter(verb="chased items of").count() == 2


def test_nobody_is_asked_twice_about_an_item_within_an_hour(northmoor, items, now):
    first, soon = items[:1], now + datetime.timedelta(minutes=59)
    chase_items(items=first, round=northmoor.round, by=northmoor.priya, at=now)
    assert chase_items(items=first, round=northmoor.round, by=northmoor.ruth, at=soon) == (0, 0, 1, 1, now)
    assert (Notice.objects.count(), Event.objects.filter(verb="chased items of").count()) == (1, 1)
    assert chase_items(items=items, round=northmoor.round, by=northmoor.ruth, at=soon) == (2, 1, 1, 1, now)
    assert Notice.objects.latest("pk").sentence == "Ruth Calloway asks how far you are with 2 items of the return."


def test_whoever_has_an_item_since_it_was_asked_about_is_asked(northmoor, items, now):
    first = items[:1]
    chase_items(items=first, round=northmoor.round, by=northmoor.priya, at=now)
    given_to(northmoor, items[0], northmoor.aisha, now)
    Notice.objects.all().delete()
    assert chase_items(items=first, round=northmoor.round, by=northmoor.priya, at=now).people == 1
    assert Notice.objects.get().person == northmoor.aisha


def test_giving_an_item_again_to_the_same_person_tells_nothing(northmoor, items, now):
    assert assign_items(items=items[:3], round=northmoor.round, owner=northmoor.tom, by=northmoor.priya, at=now) == 0
    assert not Notice.objects.exists()


def test_only_people_of_the_council_with_a_part_in_the_return_may_have_items(northmoor, westerholme, items, now):
    names = {person.name for person in possible_answerers(northmoor.council.pk)}
    assert "Mei Lin Foster" in names
    assert not names & {"Councillor Edwin Tarn", "Marcin Zielinski", "Callum Reeve", "Stella Stranger"}
    with pytest.raises(ReturnRefused, match="can’t answer items of this council"):
        assign_items(items=items, round=northmoor.round, owner=westerholme.director, by=northmoor.priya, at=now)
    with pytest.raises(ReturnRefused, match="can’t answer items of this council"):
        name_contributors(item=items[0], round=northmoor.round, people=[northmoor.edwin], by=northmoor.priya, at=now)
