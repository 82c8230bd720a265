"""A question's SQL is composed once; what it gives is what its queryset gives, now."""

import threading

import pytest
from django.db import connection
from django.db.models import Exists, F, OuterRef
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assurance.access import held_in, recent_rounds_of, round_open_to
from assurance.models import Notice, Round
from assurance.questions import Question
from assurance.roles import Role
from selfassessment.models import Judgement

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
RELATED = ("council", "edition", "prompt_set", "goes_on_in")


def same(rows, queryset) -> bool:
    def told(one):
        return {**vars(one), "_state": None, **{name: getattr(one, name) for name in RELATED}}

    return [told(one) for one in rows] == [told(one) for one in queryset]


def test_it_gives_what_its_queryset_gives(northmoor, westerholme):
    today = timezone.localdate()
    for person in [*northmoor.people.values(), westerholme.director]:
        here = northmoor.council.pk
        for slug in ("2027", "2027-w", "nowhere"):
            asked = (person.pk, slug, today)
            assert same(round_open_to.rows(*asked), round_open_to.made(*asked))
        for roles in (None, frozenset({Role.DIRECTOR}), frozenset({Role.LEAD_MEMBER}), frozenset({Role.DATA_ADMIN})):
            lately = (person.pk, here, roles, today)
            assert same(recent_rounds_of.rows(*lately), recent_rounds_of.made(*lately))
        asked = (person.pk, here, northmoor.round.pk)
        assert held_in.tuples(*asked) == list(held_in.made(*asked))


def test_what_changed_meanwhile_is_seen(northmoor, now):
    asked = (northmoor.aisha.pk, "2027", timezone.localdate())
    assert round_open_to.rows(*asked)[0].unread == 0
    Notice.objects.create(
        person=northmoor.aisha, council=northmoor.council, sentence="Look.", page={"name": "home"}, at=now
    )
    Round.objects.filter(slug="2027").update(title="Another title")
    (round,) = round_open_to.rows(*asked)
    assert (round.title, round.unread) == ("Another title", 1)
    assert round.council.area.invented


def test_the_same_sql_is_asked_and_composed_once(northmoor):
    made = []

    def rounds(slug):
        made.append(slug)
        return Round.objects.filter(slug=slug)

    question = Question(rounds)
    with CaptureQueriesContext(connection) as asked:
        for _ in range(3):
            assert [one.slug for one in question.rows("2027")] == ["2027"]
    assert made == ["2027"]
    assert len({one["sql"] for one in asked}) == 1
    assert len(asked) == 3


def test_nothing_can_be_found_with_some_values(northmoor):
    question = Question(lambda slugs: Round.objects.filter(slug__in=slugs))
    assert question.rows(()) == []
    assert [one.slug for one in question.rows(("2027",))] == ["2027"]
    assert question.rows(()) == []


def test_each_thread_asks_on_its_own_connection(northmoor):
    question = Question(lambda slug: Round.objects.filter(slug=slug))
    with CaptureQueriesContext(connection) as asked:
        thread = threading.Thread(target=asked_elsewhere, args=(question,))
        thread.start()
        thread.join()
        assert len(asked) == 0
        assert len(question.rows("2027")) == 1
        assert len(asked) == 1


def asked_elsewhere(question):
    """Ask in a thread, and leave no connection behind."""
    try:
        question.rows("2027")
    finally:
        connection.close()


def test_columns_are_made_into_what_their_fields_say(northmoor):
    """Times, JSON and sums, in instances and in plain tuples."""
    people = Question(
        lambda slug: Round.objects.filter(slug=slug).annotate(late=F("due_on")).select_related("council")
    )
    assert vars(people.rows("2027")[0])["late"] == northmoor.round.due_on
    columns = ("started_at", "late", "due_on", "written", "council__name")
    written = Exists(Judgement.objects.filter(round=OuterRef("pk")))
    values = Question(
        lambda slug: Round.objects.filter(slug=slug).annotate(late=F("due_on"), written=written).values_list(*columns)
    )
    assert values.tuples("2027") == list(values.made("2027"))
