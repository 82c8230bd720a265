"""An item is approved by somebody else, of exactly what they read, and noted as sent only as it was approved."""

import datetime
from dataclasses import replace

import pytest

from selfassessment.answering import answer_of, answers_of
from selfassessment.models import RequestedItem
from selfassessment.operations.answering import remove_part
from selfassessment.operations.evidence import withdraw_evidence
from selfassessment.operations.return_moves import (
    approve_item,
    mark_items_sent,
    query_item,
    request_item_changes,
    submit_item,
    take_back_item,
)
from selfassessment.operations.returns import asked_of, change_item
from selfassessment.return_rules import ReturnRefused, seen_now
from tests.selfassessment.asking import (
    answered,
    approved,
    ask,
    document,
    fresh,
    looked_through,
    one_more,
    queried,
    renew,
    sent,
    submitted,
    taken_back,
)
from tests.selfassessment.library import nothing_found

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(northmoor, now, monkeypatch) -> RequestedItem:
    nothing_found(monkeypatch)
    return fresh(ask(northmoor, now).items.get())


def approve(northmoor, item, now, by=None, seen=None):
    seen = seen_now(item) if seen is None else seen
    return approve_item(item=item, round=northmoor.round, seen=seen, by=by or northmoor.ruth, at=now)


def test_an_answer_goes_from_nothing_to_approved(northmoor, item, now):
    assert item.status == "not-started"
    answered(northmoor, item, now)
    assert fresh(item).status == "drafting"
    submitted(northmoor, item, now)
    looked_through(northmoor, item, now)
    approve(northmoor, item, now)
    held = fresh(item)
    assert (held.status, held.approved_by) == ("approved", northmoor.ruth)
    assert held.approved_print == answer_of(held).print


def test_nothing_is_no_answer(northmoor, item, now):
    remove_part(part=answered(northmoor, item, now), round=northmoor.round, by=northmoor.aisha, at=now)
    with pytest.raises(ReturnRefused, match="no answer yet"):
        submit_item(item=fresh(item), round=northmoor.round, seen=seen_now(item), by=northmoor.aisha, at=now)


def test_whoever_wrote_a_part_may_not_approve(northmoor, item, now):
    answered(northmoor, item, now, by=northmoor.ruth)
    submitted(northmoor, item, now)
    looked_through(northmoor, item, now)
    with pytest.raises(ReturnRefused, match="somebody else has to approve"):
        approve(northmoor, item, now, by=northmoor.ruth)


def test_whoever_sent_it_for_approval_may_not_approve(northmoor, item, now):
    answered(northmoor, item, now)
    submitted(northmoor, item, now, by=northmoor.ruth)
    looked_through(northmoor, item, now)
    with pytest.raises(ReturnRefused, match="You sent this answer"):
        approve(northmoor, item, now, by=northmoor.ruth)
    approve(northmoor, item, now, by=northmoor.priya)


def test_what_changed_while_it_was_read_is_not_approved(northmoor, item, now):
    evidence = document(northmoor, now)
    answered(northmoor, item, now, kind="document", evidence=evidence)
    submitted(northmoor, item, now)
    read = seen_now(item)
    renew(northmoor, evidence, now, b"Other words")
    looked_through(northmoor, item, now)
    with pytest.raises(ReturnRefused, match="changed while you were reading"):
        approve(northmoor, item, now, seen=read)


def test_nobody_approves_what_nobody_looked_through(northmoor, item, now):
    answered(northmoor, item, now)
    submitted(northmoor, item, now)
    RequestedItem.objects.update(checked_print="0" * 64)  # as where a document got a newer file since
    with pytest.raises(ReturnRefused, match="looked for personal data"):
        approve(northmoor, item, now)


def test_a_newer_file_makes_an_approved_answer_a_changed_one(northmoor, item, now):
    evidence = document(northmoor, now)
    held = approved(northmoor, item, now, kind="document", evidence=evidence)
    assert not answer_of(held).changed_since_approved
    renew(northmoor, evidence, now, b"Other words")
    assert answer_of(fresh(item)).changed_since_approved


def test_an_approved_answer_that_was_changed_is_approved_again(northmoor, item, now):
    held = approved(northmoor, item, now)
    answered(northmoor, held, now, text="And we learn from them.")
    assert answer_of(fresh(item)).changed_since_approved
    looked_through(northmoor, item, now)
    with pytest.raises(ReturnRefused, match="added a part"):
        approve(northmoor, item, now, by=northmoor.aisha)
    approve(northmoor, item, now)
    assert not answer_of(fresh(item)).changed_since_approved


def test_an_answer_with_the_reviewer_is_not_changed_under_their_eyes(northmoor, item, now):
    answered(northmoor, item, now)
    submitted(northmoor, item, now)
    with pytest.raises(ReturnRefused, match="Take it back first"):
        answered(northmoor, item, now, text="More.")
    taken_back(northmoor, item, now)
    answered(northmoor, item, now, text="More.")


def ask_for_changes(northmoor, item, now, words, seen="") -> None:
    where = {"item": item, "round": northmoor.round, "by": northmoor.priya, "at": now}
    request_item_changes(what_to_change=words, seen=seen or seen_now(item), **where)


def test_changes_are_not_asked_for_in_what_nobody_read(northmoor, item, now):
    answered(northmoor, item, now)
    submitted(northmoor, item, now)
    read = seen_now(item)
    later = now + datetime.timedelta(minutes=2)
    taken_back(northmoor, item, later)
    submitted(northmoor, item, later)
    with pytest.raises(ReturnRefused, match="any more: Aisha Rahman sent it for approval again"):
        ask_for_changes(northmoor, item, now, "Say when.", read)
    approve_item(item=item, round=northmoor.round, seen=seen_now(item), by=northmoor.ruth, at=later)
    for seen in (read, "anything", " "):
        with pytest.raises(ReturnRefused, match="Ruth Calloway approved it"):
            ask_for_changes(northmoor, item, now, "Say when.", seen)
    assert fresh(item).status == "approved"


def test_no_move_undoes_what_somebody_else_did_meanwhile(northmoor, item, now):
    first, again = now, now + datetime.timedelta(minutes=2)
    answered(northmoor, item, first)
    looked_through(northmoor, item, first)
    where = {"item": item, "round": northmoor.round, "by": northmoor.priya, "at": again}

    draft = seen_now(item)
    submitted(northmoor, item, first)
    waiting = seen_now(item)
    taken_back(northmoor, item, again, by=northmoor.tom)
    with pytest.raises(
        ReturnRefused, match=r"any more: Tom Birkett set it back to drafting again .* it was not sent"
    ):
        submit_item(seen=draft, **where)
    submitted(northmoor, item, again)
    with pytest.raises(ReturnRefused, match=r"Aisha Rahman sent it for approval again .* it was not approved"):
        approve_item(seen=waiting, **where)
    with pytest.raises(ReturnRefused, match=r"Aisha Rahman sent it for approval again .* it was not taken back"):
        take_back_item(why="A slip.", seen=waiting, **where)
    sent_once = sent_by_priya(northmoor, item, again)
    with pytest.raises(ReturnRefused, match=r"Priya Nair noted it as sent .* it was not taken back"):
        take_back_item(why="A slip.", seen=waiting, **where)
    with pytest.raises(ReturnRefused, match=r"Priya Nair noted it as sent .* no query was noted"):
        query_item(asked="Which year?", seen=waiting, **where)
    assert fresh(item).status == sent_once.status == "sent"


def sent_by_priya(northmoor, item, now) -> RequestedItem:
    approve(northmoor, item, now)
    items = {item.pk: fresh(item).approved_print}
    mark_items_sent(items=items, pack="P1", round=northmoor.round, by=northmoor.priya, at=now)
    return fresh(item)


def test_changes_are_asked_for_in_words_that_stay_until_it_comes_again(northmoor, item, now):
    answered(northmoor, item, now)
    submitted(northmoor, item, now)
    with pytest.raises(ReturnRefused, match="What has to change"):
        ask_for_changes(northmoor, item, now, " ")
    ask_for_changes(northmoor, item, now, "Say when.")
    assert (fresh(item).status, fresh(item).said) == ("drafting", "Say when.")
    submitted(northmoor, item, now)
    assert fresh(item).said == ""


def test_what_was_approved_is_noted_as_sent(northmoor, item, now):
    held = sent(northmoor, item, now)
    assert (held.status, held.sent_at, held.sent_print) == ("sent", now, held.approved_print)


def test_what_changed_since_it_was_packed_was_sent_and_keeps_its_status(northmoor, item, now):
    held, other = approved(northmoor, item, now), approved(northmoor, one_more(northmoor, now), now)
    answered(northmoor, held, now, text="More.")
    items = {one.pk: one.approved_print for one in (held, other)}
    noted = mark_items_sent(items=items, pack="P1", round=northmoor.round, by=northmoor.priya, at=now)
    assert [one.pk for one in noted] == [other.pk]
    assert (fresh(item).status, fresh(item).sent_print) == ("approved", held.approved_print)
    assert answer_of(fresh(item)).changed_since_approved


def test_an_item_taken_back_since_it_was_packed_is_drafted_on_and_was_sent(northmoor, item, now):
    held = approved(northmoor, item, now)
    taken_back(northmoor, held, now)
    items = {held.pk: held.approved_print}
    assert mark_items_sent(items=items, pack="P1", round=northmoor.round, by=northmoor.priya, at=now) == []
    assert (fresh(item).status, fresh(item).sent_at) == ("drafting", now)


def test_a_document_withdrawn_after_approval_is_told_and_does_not_make_its_item_sent(northmoor, item, now):
    evidence = document(northmoor, now)
    held = approved(northmoor, item, now, kind="document", evidence=evidence)
    withdraw_evidence(item=evidence, round=northmoor.round, by=northmoor.aisha, at=now)
    assert [one.title for one in answer_of(fresh(item)).withdrawn] == ["Complaints report"]
    items = {held.pk: held.approved_print}
    assert mark_items_sent(items=items, pack="P1", round=northmoor.round, by=northmoor.priya, at=now) == []
    assert fresh(item).status == "approved"


def test_an_item_of_another_round_is_never_noted_as_sent(northmoor, westerholme, item, now):
    held = approved(northmoor, item, now)
    with pytest.raises(ReturnRefused, match="no longer in this return"):
        mark_items_sent(
            items={held.pk: held.approved_print}, pack="P1", round=westerholme.round, by=westerholme.director, at=now
        )


def test_a_query_brings_an_item_back_with_what_is_asked(northmoor, item, now):
    held = sent(northmoor, item, now)
    asked = queried(northmoor, held, now)
    assert (asked.status, asked.said, asked.sent_print) == ("queried", "Which year?", held.sent_print)


def test_what_was_sent_can_be_taken_back_and_sent_again(northmoor, item, now):
    held = sent(northmoor, item, now)
    with pytest.raises(ReturnRefused, match="was sent"):
        answered(northmoor, held, now, text="More.")
    taken_back(northmoor, held, now, why="A wrong year.")
    answered(northmoor, item, now, text="More.")
    again = sent(northmoor, fresh(item), now)
    assert again.sent_print != held.sent_print


def test_the_answers_of_a_round_are_gathered_in_few_queries(northmoor, item, now, django_assert_max_num_queries):
    shared = document(northmoor, now)
    for number in range(3):
        one = one_more(northmoor, now, reference=f"IR1{number}")
        answered(northmoor, one, now, kind="within", evidence=shared, pointer="section 4")
        answered(northmoor, one, now, kind="document", evidence=document(northmoor, now, f"Report {number}"))
    with django_assert_max_num_queries(3):
        answers = answers_of(northmoor.round)
    first = answers[1].parts[0]
    assert (first.document.title, first.file.name, first.pointer) == ("Complaints report", "report.txt", "section 4")
    assert [len(answer.parts) for answer in answers] == [0, 2, 2, 2]


def test_what_is_asked_does_not_change_under_an_answer_that_was_approved(northmoor, item, now):
    held = approved(northmoor, item, now)
    before = asked_of(held)
    given = {"item": held, "round": northmoor.round, "version": held.version, "by": northmoor.priya, "at": now}
    with pytest.raises(ReturnRefused, match="Take it back to drafting first"):
        change_item(asked=replace(before, title="Something else"), **given)
    later = datetime.date(2027, 1, 4)
    change_item(asked=replace(before, due_on=later), **given)  # when it is due is another matter
    assert (fresh(item).status, fresh(item).due) == ("approved", later)
