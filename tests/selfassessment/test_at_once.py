"""Several people save at the same moment, each over a connection of their own, on the real database."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from assurance.models import Event
from selfassessment.models import Judgement, PartText, Revision, Score
from selfassessment.operations.scoring import StaleScore, record_score
from selfassessment.operations.writing import Draft, write_parts

pytestmark = [pytest.mark.embedded, pytest.mark.django_db(transaction=True)]


def together(*acts: Callable) -> list:
    """Do all at once, each in a thread; what each returned, or the error it ended with."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def do(place: int, act: Callable) -> None:
        try:
            start.wait(timeout=20)
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return results


@pytest.fixture
def writes(northmoor, now):
    """`writes(who, text, version)`: an act that saves a part, the summary of "Assessing needs" unless named."""

    def act(who, text, version=0, part="summary", statement="assessing-needs") -> Callable:
        where = northmoor.statement(statement) if statement else None
        draft = Draft(northmoor.round.prompt_set.parts.get(slug=part), text, version)
        return lambda: write_parts(round=northmoor.round, statement=where, drafts=[draft], by=who, at=now)

    return act


@pytest.mark.parametrize("started_from", [0, 1])
def test_of_two_who_save_the_same_part_one_wins_and_the_other_gets_both_texts(
    writes, aisha, helen, priya, started_from
):
    if started_from:
        writes(priya, "What stood before.")()
    outcomes = together(writes(aisha, "Aisha's.", started_from), writes(helen, "Helen's.", started_from))
    assert sorted((len(o.saved), len(o.stale)) for o in outcomes) == [(0, 1), (1, 0)]
    winner = 0 if outcomes[0].saved else 1
    texts, names = ("Aisha's.", "Helen's."), ("Aisha Rahman", "Helen Sowerby")
    (stale,) = outcomes[1 - winner].stale
    assert (stale.yours, stale.theirs) == (texts[1 - winner], texts[winner])
    assert (stale.their_name, stale.their_version) == (names[winner], started_from + 1)
    stands = PartText.objects.get()
    assert (stands.text, stands.version) == (texts[winner], started_from + 1)
    assert Revision.objects.count() == Event.objects.filter(verb="wrote").count() == started_from + 1


def test_of_twenty_who_save_different_parts_none_is_lost(northmoor, writes, aisha):
    parts = list(
        northmoor.round.prompt_set.parts.for_section(northmoor.statement("equity")).values_list("slug", flat=True)
    )
    places = [(part, statement) for statement in ("equity", "learning", "governance") for part in parts]
    places += [
        (part, None) for part in northmoor.round.prompt_set.parts.for_section(None).values_list("slug", flat=True)
    ]
    places = places[5:25]
    outcomes = together(*(writes(aisha, f"{part} of {where}.", 0, part, where) for part, where in places))
    assert [len(getattr(outcome, "saved", [])) for outcome in outcomes] == [1] * 20, outcomes
    found = {
        (text.part.slug, text.judgement.statement.slug if text.judgement.statement else None): text.text
        for text in PartText.objects.select_related("part", "judgement__statement")
    }
    assert found == {(part, where): f"{part} of {where}." for part, where in places}
    assert (Judgement.objects.count(), Revision.objects.count()) == (4, 20)
    assert Event.objects.filter(verb="wrote").count() == 20


@pytest.mark.parametrize("started_from", [0, 1])
def test_of_two_who_score_the_same_statement_one_wins_and_the_other_is_told(
    northmoor, ruth, priya, now, started_from
):
    statement = northmoor.statement("equity")

    def gives(who, value, version) -> Callable:
        return lambda: record_score(
            round=northmoor.round, statement=statement, value=value, reason="So.", version=version, by=who, at=now
        )

    if started_from:
        gives(ruth, 3, 0)()
    results = together(gives(ruth, 1, started_from), gives(priya, 4, started_from))
    late = [r for r in results if isinstance(r, StaleScore)]
    won = [r for r in results if isinstance(r, Score)]
    assert (len(late), len(won)) == (1, 1), results
    assert late[0].current == won[0] == Score.objects.get()
    assert late[0].current.value == Score.objects.get().value == won[0].value
    assert Score.objects.get().version == started_from + 1
    assert Event.objects.filter(verb="scored").count() == started_from + 1
