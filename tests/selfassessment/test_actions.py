"""What is done with actions, from the operations' side."""

import pytest
from django.db import connection

from assurance.models import Event
from selfassessment.models import Action
from selfassessment.operations.actions import (
    ActionRefused,
    Promise,
    StaleAction,
    add_action,
    change_action,
    close_action,
    colour_action,
    promise_of,
    tell_progress,
)
from tests.selfassessment.promising import promise
from tests.selfassessment.test_at_once import together

pytestmark = pytest.mark.embedded


def test_numbers_follow_each_other_and_each_council_has_its_own(northmoor, westerholme, now):
    for _ in range(3):
        promise(northmoor.round, northmoor.aisha, now)
    promise(westerholme.round, westerholme.director, now)
    numbers = {c: list(Action.objects.filter(council=c).values_list("number", flat=True).order_by("number"))
               for c in (northmoor.council, westerholme.council)}  # fmt: skip
    assert numbers == {northmoor.council: [1, 2, 3], westerholme.council: [1]}


@pytest.mark.django_db(transaction=True)
def test_of_eight_added_at_once_each_gets_a_number_and_none_is_left_out(northmoor, now):
    acts = [lambda n=n: promise(northmoor.round, northmoor.aisha, now, f"Do {n}.") for n in range(8)]
    results = together(*acts)
    assert not [r for r in results if isinstance(r, Exception)]
    assert sorted(Action.objects.values_list("number", flat=True)) == list(range(1, 9))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_the_same_action_one_wins_and_the_other_is_told(northmoor, now):
    action = promise(northmoor.round, northmoor.aisha, now)

    def change(words):
        return lambda: change_action(
            round=northmoor.round, action=action, version=1, promise=Promise(words), by=northmoor.aisha, at=now
        )

    results = together(change("One."), change("Two."))
    assert sorted(type(r).__name__ for r in results) == ["Action", "StaleAction"]
    assert Action.objects.get().version == 2


def test_an_owner_has_to_be_somebody_of_the_council_who_can_change_actions(northmoor, stranger, now):
    for owner in [stranger, northmoor.meilin, northmoor.edwin, northmoor.callum]:
        with pytest.raises(ActionRefused, match="can’t have an action of this council"):
            add_action(round=northmoor.round, promise=Promise("So.", owner=owner), by=northmoor.aisha, at=now)
    assert not Action.objects.exists()


def test_an_owner_who_left_keeps_the_action_until_somebody_gives_it_away(northmoor, now):
    from assurance.operations.people import set_roles

    action = promise(northmoor.round, northmoor.aisha, now, owner=northmoor.tom)
    set_roles(council=northmoor.council, person=northmoor.tom, roles=[], by=northmoor.callum, at=now)
    action.refresh_from_db()
    changed = change_action(
        round=northmoor.round, action=action, version=1, promise=Promise("Else.", owner=northmoor.tom),
        by=northmoor.aisha, at=now,
    )  # fmt: skip
    assert changed.owner == northmoor.tom


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_an_action_says_what(northmoor, now, words):
    with pytest.raises(ActionRefused, match="Say what will be done"):
        promise(northmoor.round, northmoor.aisha, now, words)


def test_words_too_long_for_the_table_are_refused_in_a_sentence(northmoor, now):
    with pytest.raises(ActionRefused, match="“Measure of success” is 501 characters long; it holds at most 500"):
        promise(northmoor.round, northmoor.aisha, now, measure="x" * 501)


def test_a_statement_of_another_edition_is_refused(northmoor, now):
    with pytest.raises(ActionRefused, match="belongs to another edition"):
        promise(northmoor.round, northmoor.aisha, now, section="nowhere")


def test_a_colour_without_a_reason_is_refused_everywhere(northmoor, now):
    action = promise(northmoor.round, northmoor.aisha, now)
    given = {"round": northmoor.round, "action": action, "by": northmoor.aisha, "at": now}
    was = (action.rag, action.rag_reason)
    with pytest.raises(ActionRefused, match="Give the reason"):
        promise(northmoor.round, northmoor.aisha, now, rag="red", rag_reason=" ")
    with pytest.raises(ActionRefused, match="Give the reason"):
        tell_progress(**given, text="So.", rag="red")
    with pytest.raises(ActionRefused, match="Give the reason"):
        colour_action(**given, was=was, rag="red", rag_reason="")
    assert not action.notes.exists()


def test_taking_a_colour_away_takes_its_reason_too(northmoor, now):
    action = promise(northmoor.round, northmoor.aisha, now, rag="red", rag_reason="No money.")
    was = ("red", "No money.")
    colour_action(
        round=northmoor.round, action=action, was=was, rag="", rag_reason="No money.", by=northmoor.aisha, at=now
    )
    action.refresh_from_db()
    assert (action.rag, action.rag_reason) == ("", "")


@pytest.mark.parametrize("was", [("green", "No money."), ("red", "No people.")])
def test_a_colour_somebody_changed_meanwhile_is_not_overwritten(northmoor, now, was):
    action = promise(northmoor.round, northmoor.aisha, now, rag="red", rag_reason="No money.")
    with pytest.raises(StaleAction):
        colour_action(
            round=northmoor.round, action=action, was=was, rag="amber", rag_reason="Better.", by=northmoor.aisha,
            at=now,
        )  # fmt: skip
    action.refresh_from_db()
    assert (action.rag, action.rag_reason) == ("red", "No money.")


def test_telling_progress_stands_in_nobodys_way_who_edits(northmoor, now):
    action = promise(northmoor.round, northmoor.aisha, now)
    tell_progress(round=northmoor.round, action=action, text="So.", by=northmoor.helen, at=now)
    change_action(
        round=northmoor.round, action=action, version=1, promise=Promise("Else."), by=northmoor.aisha, at=now
    )  # fmt: skip
    assert Action.objects.get().what == "Else."


def test_two_who_close_the_same_action_close_it_once(northmoor, now):
    action = promise(northmoor.round, northmoor.aisha, now)
    given = {"round": northmoor.round, "action": action, "outcome": "done", "note": "So.", "at": now}
    close_action(**given, by=northmoor.aisha)
    with pytest.raises(ActionRefused, match="A1 was closed as done"):
        close_action(**given, by=northmoor.helen)
    assert Event.objects.filter(verb="closed as done").count() == 1


def test_a_stale_change_says_what_stands_now(northmoor, now):
    action = promise(northmoor.round, northmoor.aisha, now)
    with pytest.raises(StaleAction) as caught:
        change_action(
            round=northmoor.round, action=action, version=9, promise=Promise("Else."), by=northmoor.aisha, at=now
        )
    assert promise_of(caught.value.current).what == "Shorten the wait."
    assert connection.in_atomic_block
