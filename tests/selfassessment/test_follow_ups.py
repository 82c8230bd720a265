"""What is done with follow-up requests, from the operations' side."""

import datetime

import pytest

from assurance.models import Event, Notice
from selfassessment.models import FollowUpRequest
from selfassessment.operations.follow_ups import (
    FollowUpRefused,
    StaleFollowUp,
    add_follow_up,
    asked_of,
    change_follow_up,
    drop_follow_up,
    reopen_follow_up,
    send_follow_up,
)
from tests.selfassessment.asked_later import ask_later
from tests.selfassessment.test_at_once import together

pytestmark = pytest.mark.embedded
HOUR = datetime.timedelta(hours=1)


def test_numbers_follow_each_other_and_each_round_has_its_own(northmoor, westerholme, now):
    first = [ask_later(northmoor.round, northmoor.priya, now, what).reference for what in ("One.", "Two.")]
    other = ask_later(westerholme.round, westerholme.director, now)
    assert first == ["R1", "R2"]
    assert other.reference == "R1"


@pytest.mark.django_db(transaction=True)
def test_of_six_written_down_at_once_each_gets_a_number(northmoor, now):
    def one(number):
        return lambda: ask_later(northmoor.round, northmoor.priya, now, f"Thing {number}.")

    results = together(*[one(number) for number in range(6)])
    assert not [r for r in results if isinstance(r, Exception)]
    assert sorted(FollowUpRequest.objects.values_list("number", flat=True)) == list(range(1, 7))


@pytest.mark.django_db(transaction=True)
def test_of_the_same_words_written_down_twice_at_once_one_is_kept(northmoor, now):
    results = together(*[lambda: ask_later(northmoor.round, northmoor.priya, now) for _ in range(2)])
    assert sorted(type(r).__name__ for r in results) == ["FollowUpRefused", "FollowUpRequest"]
    assert FollowUpRequest.objects.count() == 1


def test_whoever_is_given_a_request_is_told_by_when(northmoor, now):
    ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.aisha, due_at=now + 3 * HOUR)
    notice = Notice.objects.get(person=northmoor.aisha)
    assert "Priya Nair gave you the regulator’s request R1, due" in notice.sentence
    assert notice.page["arguments"] == ["2027", "R1"]


def test_nobody_is_told_what_they_gave_themselves(northmoor, now):
    ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.priya)
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"what": "  "}, "Say what is asked for."),
        ({"asked_by": ""}, "Say who asked"),
        ({"what": "x" * 4_001}, "it holds at most 4,000"),
        ({"due_in": -1}, "It can’t be due before it was asked."),
    ],
)
def test_a_request_that_says_too_little_or_too_much_is_refused(northmoor, now, given, said):
    if "due_in" in given:
        given = {"due_at": now + given.pop("due_in") * HOUR}
    with pytest.raises(FollowUpRefused, match=said):
        ask_later(northmoor.round, northmoor.priya, now, **given)
    assert not FollowUpRequest.objects.exists()


def test_an_owner_has_to_be_somebody_of_the_council_who_answers_for_the_return(northmoor, stranger, now):
    for owner in [stranger, northmoor.edwin, northmoor.callum, northmoor.marcin]:
        with pytest.raises(FollowUpRefused, match="can’t answer requests of this council"):
            ask_later(northmoor.round, northmoor.priya, now, owner=owner)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_the_same_request_one_wins_and_the_other_is_told(northmoor, now):
    request = ask_later(northmoor.round, northmoor.priya, now)

    def change(who):
        given = asked_of(request).__dict__ | {"asked_by": who}
        asked = type(asked_of(request))(**given)
        return lambda: change_follow_up(request=request, version=1, asked=asked, by=northmoor.priya, at=now)

    results = together(change("One"), change("Two"))
    assert sorted(type(r).__name__ for r in results) == ["FollowUpRequest", "StaleFollowUp"]


def test_what_was_added_since_somebody_looked_is_not_sent_unseen(northmoor, now):
    request = ask_later(northmoor.round, northmoor.priya, now)
    drop_follow_up(request=request, note="They have it.", by=northmoor.priya, at=now)
    reopen_follow_up(request=request, by=northmoor.priya, at=now)
    with pytest.raises(StaleFollowUp):
        send_follow_up(request=request, version=request.version, note="By mail", by=northmoor.priya, at=now)


def test_a_request_ends_as_dropped_with_a_reason_and_opens_again(northmoor, now):
    request = ask_later(northmoor.round, northmoor.priya, now)
    with pytest.raises(FollowUpRefused, match="Say why"):
        drop_follow_up(request=request, note=" ", by=northmoor.priya, at=now)
    dropped = drop_follow_up(request=request, note="They found it.", by=northmoor.priya, at=now)
    assert dropped.outcome == "dropped"
    with pytest.raises(FollowUpRefused, match="Open it again first"):
        drop_follow_up(request=request, note="Twice.", by=northmoor.priya, at=now)
    again = reopen_follow_up(request=request, by=northmoor.priya, at=now)
    assert (again.outcome, again.closed_at) == ("", None)
    told = Event.objects.filter(subject__startswith="R1: ").order_by("pk")
    assert [e.verb for e in told] == [
        "wrote down the request", "noted as no longer asked for", "opened again the request",
    ]  # fmt: skip


def test_a_request_needs_no_owner_and_no_date(northmoor, now):
    added = add_follow_up(
        round=northmoor.round, asked_by="Lead assessor", asked_at=now, what="The rota.", due_at=None, owner=None,
        by=northmoor.aisha, at=now,
    )  # fmt: skip
    assert added.closed_at is None
