"""Northmoor, the invented council: loading it twice, or after a stop half-way, comes to the same."""

import hashlib
from dataclasses import dataclass
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from assurance import demo
from assurance.access import access_of
from assurance.models import Assignment, Council, Membership, Round, User
from assurance.roles import Role
from reports.gathering.draft_report import gather_draft_report
from selfassessment.models import Judgement, PartText, Score
from selfassessment.presenters.sections import task_list

pytestmark = pytest.mark.django_db


def load() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def every_row() -> dict[str, tuple[int, str]]:
    """How many rows each of our tables has, and a fingerprint of what they hold."""
    return {
        model._meta.label: (
            model._base_manager.count(),
            hashlib.sha256(repr(list(model._base_manager.order_by("pk").values_list())).encode()).hexdigest(),
        )
        for app in ("assurance", "selfassessment", "casetracking", "reports")
        for model in apps.get_app_config(app).get_models()
    }


@dataclass
class Stopped:
    """What there was of the demonstration when its first loading was stopped."""

    rounds: list[str]
    councils: list[str]


def load_and_stop() -> Stopped:
    """Begin to load, and stop in the middle of the round's part."""
    from assurance.operations import people

    real = people.assign_section

    def stopped(**given):
        if given["statement"] and given["statement"].slug == "safeguarding":
            raise KeyboardInterrupt
        real(**given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "assign_section", stopped)
        with pytest.raises(KeyboardInterrupt):
            load()
    rounds, councils = Round.objects.values_list("slug", flat=True), Council.objects.values_list("name", flat=True)
    return Stopped(list(rounds), list(councils))


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for these tests, which leave it as it is: at the second try, as they all see."""
    with django_db_blocker.unblock(), transaction.atomic():
        stopped = load_and_stop()
        load()
        yield stopped
        transaction.set_rollback(True)


def test_what_was_stopped_half_way_is_loaded_from_its_beginning(loaded):
    assert loaded.councils == ["Northmoor Council"]
    assert "2027" not in loaded.rounds
    assert Assignment.objects.filter(kind=Assignment.Kind.OWNER).count() == 10
    assert (PartText.objects.exists(), Score.objects.exists()) == (True, True)


@pytest.mark.embedded
def test_loading_the_demonstration_twice_changes_no_row(loaded):
    before = every_row()
    assert before["selfassessment.PartText"][0] > 20
    load()
    assert every_row() == before


def test_the_council_is_plainly_invented_with_people_for_each_role(loaded):
    northmoor = Council.objects.get(name="Northmoor Council")
    assert northmoor.invented
    assert set(Membership.objects.filter(council=northmoor).values_list("role", flat=True)) == set(Role.values)
    assert all(person.check_password(demo.PASSWORD) for person in User.objects.all())


def test_the_round_is_half_finished(loaded):
    round = Round.objects.get(slug="2027")
    ruth = demo.person("ruth")
    rows = task_list(round, access_of(ruth, round.council, round))
    assert 0 < rows.scored < 9
    assert 0 < rows.written < rows.parts
    assert Judgement.objects.filter(round=round).count() > rows.scored


def test_its_draft_report_can_be_gathered(loaded, now):
    snapshot = gather_draft_report(round=Round.objects.with_setting().get(slug="2027"), at=now)
    assert snapshot["council"]["invented"]
    assert snapshot["roll_up"]["scored"] == 7


def test_no_person_of_the_demonstration_has_an_address_that_could_reach_somebody(loaded):
    assert [email for email in User.objects.values_list("email", flat=True) if not email.endswith(".example")] == []
