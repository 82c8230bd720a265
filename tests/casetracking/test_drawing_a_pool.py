"""Drawing a pool out of its rows: what is asked, who is left out, what is kept, and what becomes the pool."""

import datetime
import json

import pytest
from django.core.management import CommandError, call_command

from assurance import jobs
from assurance.models import Event, Job
from casetracking import drawing
from casetracking.asking import AUDITED, DIED, GONE, LEFT, asked_of, rules_now, why_no_longer
from casetracking.models import Attribute, Audit, AuditTool, Candidate, Case, Criterion, Decision, Draw, Lock, Pool
from casetracking.operations.choosing import lock_candidate, swap_case
from casetracking.operations.drawing import DrawRefused, ask_for_draw, choose_likeness, draw_now, take_draw
from casetracking.operations.pools import purge_pool
from casetracking.statuses import Status
from tests.casetracking.rooms import PEOPLE, drawn, filled, started

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def references(pool, **given) -> set[str]:
    return set(Candidate.objects.filter(pool=pool, **given).values_list("reference", flat=True))


def test_the_draw_asks_what_the_rows_say(full, now):
    asked = asked_of(full, at=now)
    rows = list(Criterion.objects.filter(pool=full).order_by("number"))
    assert [(one.name, one.least, one.most, one.hard, one.weight, one.either) for one in asked.rules.criteria] == [
        (row.name, row.least, row.most, row.hard, row.weight, row.either) for row in rows
    ]
    assert {one.reference for one in asked.candidates} == references(full)
    assert (asked.rules.size, asked.rules.seed, asked.rules.apart) == (50, 1, True)


def test_a_criterion_counts_the_people_its_filter_shows(full, now):
    """Two ways to the same number: the draw's condition, and the list's filter in the database."""
    asked = asked_of(full, at=now)
    covered = {
        met.criterion.name: met.available for met in drawing.coverage(asked.candidates, asked.rules, []).criteria
    }
    reviewed = Attribute.objects.get(council=None, slug="reviewed")
    alive = Attribute.objects.get(council=None, slug="died")
    people = Candidate.objects.filter(pool=full).with_value(reviewed, True)
    assert covered["a review in the year"] == people.exclude(**{alive.lookup: True}).count() > 0


def test_who_died_left_or_was_audited_lately_is_left_out(cases, full, northmoor, helen, now):
    tool = AuditTool.objects.create(slug="x", title="x", edition="1")
    recent, old = cases[0], cases[1]
    for case, ago in ((recent, 100), (old, 400)):
        at = now - datetime.timedelta(days=ago)
        Audit.objects.create(case=case, tool=tool, auditor=helen, given_at=at, status="finished", grade=3,
                             finished_at=at)  # fmt: skip
    outside = Candidate.objects.filter(pool=full, case=None).first()
    Candidate.objects.filter(pk=outside.pk).update(in_file=False)
    other = started(northmoor, now, "second")
    filled(other, helen, now)
    there = asked_of(other, at=now)
    assert there.left_out[AUDITED] == {recent.candidate.reference}, "in whichever pool, and not for ever"
    dead = _free(full)
    place = Attribute.objects.get(council=None, slug="died").place
    Candidate.objects.filter(pk=dead.pk).update(values=[*dead.values[:place], True, *dead.values[place + 1 :]])
    other_one = Candidate.objects.filter(pool=full, case=None, in_file=True).exclude(pk=dead.pk).first()
    swap_case(pool=full, case=cases[2], substitute=other_one, reason="So.", by=helen, at=now)
    here = asked_of(full, at=now)
    assert cases[2].candidate.reference in here.left_out[LEFT]
    assert outside.reference in here.left_out[GONE]
    assert dead.reference in here.left_out[DIED]
    assert here.rules.excluded == frozenset().union(*here.left_out.values())


def _free(pool) -> Candidate:
    return Candidate.objects.filter(pool=pool, case=None, lock=None, in_file=True).order_by("reference").last()


def test_somebody_asked_already_is_never_dropped_by_a_redraw(cases, full, now):
    case = cases[3]
    Case.objects.filter(pk=case.pk).update(status=Status.AGREED)
    asked = asked_of(full, at=now, seed=7)
    assert asked.rules.locked_in == {case.candidate.reference}


def test_locks_reach_the_draw(full, person, helen, now):
    out = _free(full)
    lock_candidate(pool=full, candidate=person, side="in", reason="Known.", by=helen, at=now)
    lock_candidate(pool=full, candidate=out, side="out", reason="Not well.", by=helen, at=now)
    rules = asked_of(full, at=now).rules
    assert (rules.locked_in, rules.locked_out) == ({person.reference}, {out.reference})


def test_a_draw_is_kept_with_everything_it_was_made_of(full, helen, now):
    draw = draw_now(pool=full, seed=3, by=helen, at=now)
    draw.refresh_from_db()
    assert len(draw.chosen) == 50
    assert set(draw.chosen) <= references(full)
    assert (draw.seed, draw.size, draw.candidates, draw.number) == (3, 50, len(references(full)), 1)
    assert draw.proved
    assert draw.objective == draw.bound
    assert len(draw.met) == Criterion.objects.filter(pool=full).count() == len(draw.rules["criteria"])
    assert all(one["have"] >= (one["least"] or 0) for one in draw.met if one["hard"])
    assert not set(draw.reserves) & set(draw.chosen)
    assert sum(one["pool"] for one in draw.likeness if one["attribute"] == "gender") == 50
    again = draw_now(pool=full, seed=3, by=helen, at=now)
    assert again.chosen == draw.chosen, "the same seed draws the same people"
    assert not {w for w in json.dumps([e.after for e in Event.objects.filter(section="case-room")]).split('"')
                if w in set(draw.chosen)}  # fmt: skip


def test_what_is_impossible_is_told_and_nothing_is_drawn(full, helen, now):
    Criterion.objects.filter(pool=full, name="a review in the year").update(least=500, most=None)
    draw = draw_now(pool=full, by=helen, at=now)
    assert draw.chosen == []
    assert any("a review in the year" in sentence for sentence in draw.conflict["sentences"])
    with pytest.raises(DrawRefused, match="Nobody was drawn"):
        take_draw(draw=draw, by=helen, at=now)


def test_a_worker_draws_and_its_message_names_nobody(full, helen, now):
    asked = ask_for_draw(pool=full, by=helen, at=now)
    job = Job.objects.get()
    assert job.payload == {"draw": asked.pk}
    jobs.run(job.pk)
    asked.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, len(asked.chosen)) == (Job.State.FINISHED, 50)
    assert asked.done_at is not None


def test_a_pool_purged_meanwhile_fails_the_job_in_words(full, helen, now):
    ask_for_draw(pool=full, by=helen, at=now)
    purge_pool(pool=full, by=helen, at=now)
    job = Job.objects.get()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, "was purged meanwhile" in job.error) == (Job.State.FAILED, True)


@pytest.mark.parametrize("given", [{"seed": 0}, {"seed": 2**31}, {"size": 0}, {"size": 501}])
def test_a_draw_asked_wrongly_is_refused(given, full, helen, now):
    with pytest.raises(DrawRefused):
        ask_for_draw(pool=full, by=helen, at=now, **given)


def test_an_empty_pool_is_not_drawn(pool, helen, now):
    with pytest.raises(DrawRefused, match="Import your council’s Client Level Data first"):
        ask_for_draw(pool=pool, by=helen, at=now)


def test_a_draw_becomes_the_pool_with_its_reserve_list(full, helen, now):
    draw = drawn(full, helen, now)
    cases = take_draw(draw=draw, by=helen, at=now)
    assert {case.candidate.reference for case in cases} == set(draw.chosen)
    reserve = Case.objects.filter(pool=full, standing="reserve")
    assert {case.candidate.reference for case in reserve} == set(draw.reserves)
    numbers = sorted(Case.objects.filter(pool=full).values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    draw.refresh_from_db()
    assert draw.taken_by == helen


def test_a_second_draw_keeps_numbers_and_those_who_were_asked(cases, full, helen, now):
    Case.objects.filter(pk=cases[0].pk).update(status=Status.ASKED)
    before = {case.candidate.reference: case.number for case in cases}
    second = draw_now(pool=full, seed=9, by=helen, at=now)
    assert cases[0].candidate.reference in second.chosen
    after = {case.candidate.reference: case.number for case in take_draw(draw=second, by=helen, at=now)}
    stayed = before.keys() & after.keys()
    assert all(before[reference] == after[reference] for reference in stayed)
    assert len(after) == 50


def test_at_a_redraw_whoever_said_no_leaves_readable_and_their_place_is_filled(cases, full, helen, now):
    said_no = cases[0]
    Case.objects.filter(pk=said_no.pk).update(status=Status.REFUSED)
    again = draw_now(pool=full, seed=9, by=helen, at=now)
    taken = take_draw(draw=again, by=helen, at=now)
    said_no.refresh_from_db()
    assert (said_no.standing, said_no.left_because) == (Case.Standing.LEFT, "Said no")
    assert said_no.candidate.reference not in {*again.chosen, *again.reserves}
    assert len(taken) == 50
    assert said_no.number not in {case.number for case in taken}, "a number is one person's for good"


OUTDATED = {
    "somebody in it kept out": ("1 person in it may not be drawn any more", lambda pool, draw, by, at: lock_candidate(
        pool=pool, candidate=of(pool, draw.chosen[0]), side="out", reason="Not well.", by=by, at=at)),
    "somebody else kept in": ("1 person to be kept in is not in it", lambda pool, draw, by, at: lock_candidate(
        pool=pool, candidate=_outside(pool, draw), side="in", reason="Known.", by=by, at=at)),
    "other criteria": ("what is asked has changed", lambda pool, draw, by, at: Criterion.objects.filter(
        pool=pool, name="a review in the year").update(least=1)),
    "people who belong together": ("what is asked has changed", lambda pool, draw, by, at: Pool.objects.filter(
        pk=pool.pk).update(apart=not pool.apart)),
    "another likeness": ("what is asked has changed", lambda pool, draw, by, at: choose_likeness(
        pool=pool, weights={"gender": 3}, by=by, at=at)),
}  # fmt: skip


def of(pool, reference) -> Candidate:
    return Candidate.objects.get(pool=pool, reference=reference)


def _outside(pool, draw) -> Candidate:
    return Candidate.objects.filter(pool=pool, in_file=True).exclude(reference__in=[*draw.chosen, *draw.reserves])[0]


@pytest.mark.parametrize("what", OUTDATED)
def test_a_draw_that_what_was_decided_since_goes_against_is_refused_with_the_reason(what, full, helen, now):
    why, decide = OUTDATED[what]
    draw = drawn(full, helen, now)
    decide(full, draw, helen, now)
    with pytest.raises(DrawRefused, match=f"no longer fits: {why}. Nothing was changed"):
        take_draw(draw=draw, by=helen, at=now)
    assert not Case.objects.exists()


def test_a_draw_that_does_not_meet_what_it_must_any_more_is_refused(full, helen, now):
    draw = drawn(full, helen, now)
    place = Attribute.objects.get(council=None, slug="reviewed").place
    for one in Candidate.objects.filter(pool=full, reference__in=draw.chosen):
        one.values[place] = False
        one.save()
    with pytest.raises(DrawRefused, match="does not meet “a review in the year” any more"):
        take_draw(draw=draw, by=helen, at=now)


def test_the_same_draw_is_not_taken_twice(full, helen, now):
    draw = drawn(full, helen, now)
    take_draw(draw=draw, by=helen, at=now)
    with pytest.raises(DrawRefused, match="was made the pool already"):
        take_draw(draw=draw, by=helen, at=now)
    assert Decision.objects.filter(verb="made a draw the").count() == 1


def test_who_was_put_in_by_hand_stays_at_a_redraw(cases, full, helen, now):
    taken = swap_case(pool=full, case=cases[0], substitute=_free(full), reason="Moved away.", by=helen, at=now)
    assert asked_of(full, at=now).rules.locked_in == {taken.candidate.reference}


def test_who_died_since_they_were_kept_in_is_left_out_of_a_redraw(cases, full, helen, now):
    locked, agreed = _free(full), cases[1]
    lock_candidate(pool=full, candidate=locked, side="in", reason="Known.", by=helen, at=now)
    other = Candidate.objects.filter(pool=full, case=None, lock=None, in_file=True).order_by("reference").first()
    swapped = swap_case(pool=full, case=cases[0], substitute=other, reason="Moved.", by=helen, at=now).candidate
    Case.objects.filter(pk=agreed.pk).update(status=Status.AGREED)
    place = Attribute.objects.get(council=None, slug="died").place
    for one in Candidate.objects.filter(pk__in=[locked.pk, swapped.pk, agreed.candidate_id]):
        one.values[place] = True
        one.save()
    asked = asked_of(full, at=now)
    assert asked.rules.locked_in == {agreed.candidate.reference}
    assert {locked.reference, swapped.reference} <= asked.left_out[DIED]
    draw = draw_now(pool=full, seed=4, by=helen, at=now)
    known = list(Attribute.objects.of_council(full.round.council))
    assert why_no_longer(draw, rules_now(draw, at=now, attributes=known)) == []
    take_draw(draw=draw, by=helen, at=now)


def test_who_is_kept_out_by_hand_is_counted_among_those_left_out(full, helen, now):
    lock_candidate(pool=full, candidate=_free(full), side="out", reason="Not well.", by=helen, at=now)
    assert draw_now(pool=full, by=helen, at=now).excluded["kept out by hand"] == 1


def test_a_draw_with_somebody_who_said_no_meanwhile_is_not_taken(full, helen, now):
    first = drawn(full, helen, now)
    cases = take_draw(draw=first, by=helen, at=now)
    again = draw_now(pool=full, seed=9, by=helen, at=now)
    said_no = next(case for case in cases if case.candidate.reference in again.chosen)
    Case.objects.filter(pk=said_no.pk).update(status=Status.REFUSED)
    with pytest.raises(DrawRefused, match="Draw it again"):
        take_draw(draw=again, by=helen, at=now)
    said_no.refresh_from_db()
    assert said_no.standing == Case.Standing.POOL


def test_a_draw_that_no_longer_fits_is_refused(full, helen, now):
    draw = drawn(full, helen, now)
    outsider = Candidate.objects.filter(pool=full).exclude(reference__in=[*draw.chosen, *draw.reserves]).first()
    Case.objects.create(pool=full, candidate=outsider, number=99, status=Status.AGREED, added_at=now)
    with pytest.raises(DrawRefused, match="Draw it again"):
        take_draw(draw=draw, by=helen, at=now)
    assert Case.objects.count() == 1


def test_a_script_draws_and_reads_what_came_of_it(full, capsys):
    call_command("draw_pool", "--round", "2027", "--pool", "first", "--seed", "4", "--json")
    told = json.loads(capsys.readouterr().out)
    assert {"chosen", "objective", "bound", "gap", "criteria"} <= told.keys()
    assert (len(told["chosen"]), told["gap"], told["seed"]) == (50, 0, 4)
    assert {"name", "hard", "need", "have"} <= told["criteria"][0].keys()
    assert Draw.objects.get().asked_by is None


def test_a_script_is_told_why_not(full, pool, capsys):
    with pytest.raises(CommandError, match="There is no pool “other”"):
        call_command("draw_pool", "--round", "2027", "--pool", "other")
    with pytest.raises(CommandError, match="can’t"):
        call_command("draw_pool", "--round", "2027", "--pool", "first", "--size", str(PEOPLE * 2))
    assert not Case.objects.exists()


def test_what_a_script_takes_is_the_pool(full):
    Criterion.objects.filter(pool=full).delete()
    call_command("draw_pool", "--round", "2027", "--pool", "first", "--size", "5", "--take")
    assert Case.objects.filter(standing="pool").count() == 5


def test_the_tests_own_draw_is_what_the_drawing_draws(full, helen, now):
    kept = drawn(full, helen, now).chosen
    assert draw_now(pool=full, by=helen, at=now).chosen == kept


def test_locks_fall_with_the_swap(cases, full, helen, now):
    lock_candidate(pool=full, candidate=cases[0].candidate, side="in", reason="Known.", by=helen, at=now)
    swap_case(pool=full, case=cases[0], substitute=_free(full), reason="Said no.", by=helen, at=now)
    assert not Lock.objects.exists()
