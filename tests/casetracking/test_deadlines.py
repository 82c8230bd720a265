"""The steps of a pool: what is due, what is late, who is told, each once."""

import datetime

import pytest

from assurance.models import Notice
from assurance.operations.notices import mark_read
from casetracking.deadlines import DAYS, STEPS, deadlines, out_of_order, suggested
from casetracking.models import Case, CaseDocument, Pool
from casetracking.operations.deadlines import set_dates, tell_of_deadlines
from casetracking.operations.listing import take_choice
from casetracking.operations.pools import StalePool, purge_pool
from tests.casetracking.auditing import give

TODAY = datetime.date(2026, 11, 28)


def on(days: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=days)


def test_a_step_is_done_overdue_due_or_still_far():
    days = {"list_due_on": on(-9), "chosen_due_on": on(-1), "documents_due_on": on(7), "audits_due_on": on(8)}
    found = deadlines(days, {"list": "2026-11-20"}, TODAY)
    assert [(one.step, one.tag[0], one.told) for one in found] == [
        ("list", "Done", "done on 20 November 2026"),
        ("chosen", "Overdue", "1 day ago"),
        ("documents", "Due", "in 7 days"),
        ("audits", "", "in 8 days"),
    ]


def test_the_days_we_suggest_follow_the_letter_in_working_days():
    days = suggested(datetime.date(2026, 11, 27))  # a Friday
    assert days["list_due_on"] == datetime.date(2026, 12, 18)
    assert list(days) == list(DAYS)
    assert sorted(days.values()) == list(days.values())
    assert all(day.weekday() < 5 for day in days.values())
    assert out_of_order(days) == ""


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({"list_due_on": on(3), "chosen_due_on": on(2)}, "chosen_due_on"),
        ({"list_due_on": on(3), "documents_due_on": on(2)}, "documents_due_on"),
        ({"chosen_due_on": on(3), "documents_due_on": on(3)}, ""),
        ({"audits_due_on": on(1), "list_due_on": on(3)}, ""),  # a council may audit before
        ({}, ""),
    ],
)
def test_a_step_before_the_one_it_follows_is_named(days, wrong):
    assert out_of_order(days) == wrong


def dated(pool: Pool, by, now, done=(), **days) -> Pool:
    """The pool with days so many from today, by step."""
    held = Pool.objects.get(pk=pool.pk)
    given = {f"{step}_due_on": now.date() + datetime.timedelta(days=n) for step, n in days.items()}
    return set_dates(pool=held, version=held.version, days=given, done=done, by=by, at=now)


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("sentence", flat=True))


def test_what_is_due_or_overdue_is_told_once_and_again_when_its_day_changes(pool, helen, aisha, now):
    dated(pool, helen, now, done=["list"], list=-20, chosen=-2, documents=6, audits=30)
    assert tell_of_deadlines(at=now) == 2
    assert [("was due" in one, "is due" in one) for one in told(helen)] == [(True, False), (False, True)]
    assert told(aisha) == []
    assert tell_of_deadlines(at=now) == 0
    mark_read(person=helen, council=pool.round.council, at=now)
    dated(pool, helen, now, done=["list"], list=-20, chosen=-2, documents=7)
    assert tell_of_deadlines(at=now) == 1
    assert tell_of_deadlines(at=now + datetime.timedelta(days=8)) == 1  # what was due is overdue now


def test_a_purged_pool_tells_nobody_anything(pool, helen, now):
    dated(pool, helen, now, chosen=-2)
    purge_pool(pool=pool, by=helen, at=now)
    assert tell_of_deadlines(at=now) == 0


def test_documents_that_are_due_on_the_day_follow_it_and_others_keep_theirs(full, listed, helen, now):
    dated(full, helen, now, documents=10)
    references = [case.candidate.reference for case in listed[:2]]
    take_choice(pool=full, stage=Case.Stage.CHOSEN, references=references, by=helen, at=now)
    own = CaseDocument.objects.filter(case=listed[0]).first()
    CaseDocument.objects.filter(pk=own.pk).update(due_on=on(99))
    dated(full, helen, now, documents=12)
    days = set(CaseDocument.objects.exclude(pk=own.pk).values_list("due_on", flat=True))
    assert days == {now.date() + datetime.timedelta(days=12)}
    own.refresh_from_db()
    assert own.due_on == on(99)


def test_the_choice_marks_its_step_as_done_and_a_form_from_before_does_not_undo_it(full, listed, helen, now):
    before = Pool.objects.get(pk=full.pk)
    reference = listed[0].candidate.reference
    take_choice(pool=full, stage=Case.Stage.CHOSEN, references=[reference], by=helen, at=now)
    assert Pool.objects.get(pk=full.pk).steps_done == {"chosen": now.date().isoformat()}
    with pytest.raises(StalePool):
        set_dates(pool=full, version=before.version, days={}, done=[], by=helen, at=now)


def test_a_step_that_was_done_keeps_its_day_and_can_be_undone(pool, helen, now):
    dated(pool, helen, now, done=["list"], list=1)
    later = now + datetime.timedelta(days=3)
    assert dated(pool, helen, later, done=["list", "audits"], list=1).steps_done == {
        "list": now.date().isoformat(),
        "audits": later.date().isoformat(),
    }
    assert dated(pool, helen, later, list=1).steps_done == {}


def test_whoever_is_given_audits_is_told_without_a_reference(listed, helen, marcin, now):
    give(listed[0], marcin, helen, now, due_on=now.date())
    (sentence,) = told(marcin)
    assert sentence.startswith("Helen Sowerby gave you 1 case of ")
    assert listed[0].candidate.reference not in sentence
    give(listed[1], helen, helen, now)
    assert told(helen) == []


def test_every_step_has_a_field_of_the_pool():
    assert {step.field for step in STEPS} <= {field.name for field in Pool._meta.fields}
