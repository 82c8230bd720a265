"""Who may do what: the table of the project's paper on people, typed here a second time and tried role by role."""

import datetime

import pytest
from django.utils import timezone

from assurance import roles
from assurance.access import Access, access_of, council_of, holds_today
from assurance.models import Event, Invitation
from assurance.operations import councils, people
from assurance.roles import Permission, Role

pytestmark = pytest.mark.django_db
ROLES = "officer psw auditor programme-manager director lead-member data-admin system-admin challenger".split()
# One word a role, in that order.
PAPER = {
    "anyone": "yes yes yes yes yes yes yes yes yes",
    "signed-in": "yes yes yes yes yes yes yes yes yes",
    "read-round": "yes yes - yes yes invited yes - invited",
    "read-history": "yes yes - yes yes - - - -",
    "write-statement": "assigned assigned - yes yes - - - -",
    "comment": "yes yes - yes yes invited - - invited",
    "see-scores": "assigned - - yes yes shared - - after-own",
    "give-score": "owner - - yes yes - - - -",
    "challenge": "- - - - - - - - invited",
    "review": "reviewer reviewer - yes yes - - - -",
    "sign-off": "- - - - yes - - - -",
    "read-evidence": "yes yes - yes yes - yes - cited",
    "change-evidence": "yes yes - yes yes - - - -",
    "return-own": "yes yes - yes yes - yes - -",
    "return-all": "- - - yes yes - - - -",
    "cases-curate": "- yes - - - - - - -",
    "cases-audit": "- yes yes - - - - - -",
    "cases-counts": "- yes - yes yes - - - -",
    "read-figures": "yes yes - yes yes yes yes - invited",
    "import-figures": "- - - - - - yes - -",
    "round-people": "- - - yes - - - yes -",
    "installation": "- - - - - - - yes -",
}
WHO = dict(zip(ROLES, "tom helen marcin priya ruth edwin meilin callum yvonne".split(), strict=True))
# What a person may be in a round, beside their role.
STATES = {
    "nothing more": set(),
    "contributor": {"assigned"},
    "owner": {"assigned", "owner"},
    "reviewer": {"reviewer"},
    "invited": {"invited"},
    "shared, not invited": set(),
    "invited and shared": {"invited", "shared"},
}


def bring_about(state: str, northmoor, person, now) -> None:
    """Bring the round and the person into a state, by operations."""
    equity, priya = northmoor.statement("equity"), northmoor.priya
    for statement in (equity, northmoor.statement("assessing-needs"), None):
        people.assign_section(
            round=northmoor.round, statement=statement, owner=None, contributors=[], reviewers=[], by=priya, at=now
        )
    people.withdraw_invitation(round=northmoor.round, person=person, by=priya, at=now)
    if state in {"contributor", "owner", "reviewer"}:
        people.assign_section(
            round=northmoor.round,
            statement=equity,
            owner=person if state == "owner" else None,
            contributors=[person] if state == "contributor" else [],
            reviewers=[person] if state == "reviewer" else [],
            by=priya,
            at=now,
        )
    if "invited" in STATES[state]:
        until = timezone.localdate()
        people.invite(round=northmoor.round, person=person, until=until, by=priya, at=now)
    councils.share_scores(round=northmoor.round, shared="shared" in state, by=northmoor.ruth, at=now)


def test_the_paper_names_every_permission_and_role():
    assert set(PAPER) == set(Permission.values)
    assert set(ROLES) == set(Role.values)
    assert set(roles.TABLE) == set(Permission)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_the_paper_says_and_nothing_else(northmoor, now, role, state):
    person = northmoor.people[WHO[role]]
    if "invited" in STATES[state] and role not in {"lead-member", "challenger"}:
        with pytest.raises(councils.Refused):
            bring_about(state, northmoor, person, now)
        return
    bring_about(state, northmoor, person, now)
    access = access_of(person, northmoor.council, northmoor.round)
    column = ROLES.index(role)
    for permission in Permission:
        word = PAPER[permission].split()[column]
        held = word == "yes" or word in STATES[state]
        whole_round = word == "yes" or word in STATES[state] - {"assigned", "owner", "reviewer"}
        assert access.may(permission, "equity") == held, (permission, "this section")
        assert access.may(permission, "learning") == whole_round, (permission, "another section")
        assert access.may(permission) == whole_round, (permission, "the whole round")
        somewhere = held or (word == "cited" and "invited" in STATES[state])
        assert access.may_somewhere(permission) == somewhere, (permission, "somewhere")


def test_a_challenger_sees_a_score_after_giving_their_own(northmoor, monkeypatch):
    given = {"equity"}
    monkeypatch.setattr("assurance.access._challenges", [lambda round, person: given])
    access = access_of(northmoor.yvonne, northmoor.council, northmoor.round)
    assert (access.sees_score_of("equity"), access.sees_score_of("learning")) == (True, False)
    assert access.sections_with_scores == {"equity"}
    assert not access.sees_all_scores
    assert access_of(northmoor.edwin, northmoor.council, northmoor.round).challenged == frozenset()


def test_nobody_may_do_anything_in_a_council_they_hold_no_role_in(northmoor, westerholme, stranger):
    access = access_of(stranger, northmoor.council, northmoor.round)
    assert [p for p in Permission if access.may_somewhere(p) or access.may(p, "equity")] == []
    assert access_of(stranger, None) == Access()


def test_roles_add_up_within_a_council_and_stay_in_it(northmoor, westerholme, tom, now):
    people.add_person(council=westerholme.council, email=tom.email, name="", roles=[Role.DIRECTOR], by=None, at=now)
    people.set_roles(council=northmoor.council, person=tom, roles=[Role.OFFICER, Role.DATA_ADMIN], by=None, at=now)
    here = access_of(tom, northmoor.council, northmoor.round)
    assert here.roles == {Role.OFFICER, Role.DATA_ADMIN}
    assert here.may(Permission.IMPORT_FIGURES)
    assert not here.may(Permission.SIGN_OFF)
    assert access_of(tom, westerholme.council, westerholme.round).may(Permission.SIGN_OFF)


def test_an_invitation_of_another_council_opens_nothing_here(northmoor, westerholme, edwin, now):
    people.withdraw_invitation(round=northmoor.round, person=edwin, by=northmoor.priya, at=now)
    people.add_person(
        council=westerholme.council, email=edwin.email, name="", roles=[Role.LEAD_MEMBER], by=None, at=now
    )
    people.invite(round=westerholme.round, person=edwin, until=None, by=westerholme.director, at=now)
    assert not access_of(edwin, northmoor.council, northmoor.round).may(Permission.READ_ROUND)
    assert access_of(edwin, westerholme.council, westerholme.round).may(Permission.READ_ROUND)


# --- Invitations ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "holds"), [(1, True), (0, True), (-1, False), (-400, False)])
def test_an_invitation_holds_to_the_end_of_its_last_day(days, holds):
    today = datetime.date(2027, 2, 28)
    invitation = Invitation(until=today + datetime.timedelta(days=days))
    assert holds_today(invitation, today, endless=True) == holds_today(invitation, today, endless=False) == holds


def test_only_a_lead_member_is_invited_without_end():
    today = datetime.date(2027, 2, 28)
    assert holds_today(Invitation(until=None), today, endless=True)
    assert not holds_today(Invitation(until=None), today, endless=False)
    assert not holds_today(None, today, endless=True)


def test_a_lead_member_who_becomes_a_challenger_does_not_keep_an_invitation_without_end(northmoor, edwin, now):
    people.set_roles(council=northmoor.council, person=edwin, roles=[Role.CHALLENGER], by=None, at=now)
    assert not access_of(edwin, northmoor.council, northmoor.round).may(Permission.READ_ROUND)


@pytest.mark.parametrize(("days", "reads"), [(0, True), (-1, False)])
def test_a_challenger_reads_until_the_last_day_of_the_invitation(northmoor, yvonne, priya, now, days, reads):
    until = timezone.localdate() + datetime.timedelta(days=days)
    people.invite(round=northmoor.round, person=yvonne, until=until, by=priya, at=now)
    assert access_of(yvonne, northmoor.council, northmoor.round).may(Permission.READ_ROUND) == reads


# --- Scores ---------------------------------------------------------------------------------------------------------


def test_an_officer_sees_the_scores_of_the_sections_given_to_them_only(northmoor, aisha, ruth):
    access = access_of(aisha, northmoor.council, northmoor.round)
    assert not access.sees_all_scores
    assert access.sections_with_scores == {"assessing-needs"}
    assert access.sees_score_of("assessing-needs")
    assert not access.sees_score_of("equity")
    assert access_of(ruth, northmoor.council, northmoor.round).sees_all_scores


def test_a_principal_social_worker_writes_where_assigned_but_sees_no_score(northmoor, helen):
    access = access_of(helen, northmoor.council, northmoor.round)
    assert access.may(Permission.WRITE_STATEMENT, "assessing-needs")
    assert access.sections_with_scores == frozenset()


def test_the_history_leaves_out_scores_that_may_not_be_seen(northmoor, aisha, ruth, helen, now):
    from selfassessment.operations.scoring import record_score

    for slug in ("assessing-needs", "equity"):
        record_score(
            round=northmoor.round,
            statement=northmoor.statement(slug),
            value=2,
            reason="So.",
            version=0,
            by=ruth,
            at=now,
        )

    def scored(person) -> set[str]:
        access = access_of(person, northmoor.council, northmoor.round)
        events = Event.objects.in_round(northmoor.round).readable_with(access)
        return {event.section for event in events if event.verb == "scored"}

    assert scored(ruth) == {"assessing-needs", "equity"}
    assert scored(aisha) == {"assessing-needs"}
    assert scored(helen) == set()


# --- Councils -------------------------------------------------------------------------------------------------------


def test_a_person_with_two_councils_sees_the_one_they_chose_or_else_the_first_by_name(
    northmoor, westerholme, tom, now
):
    people.add_person(council=westerholme.council, email=tom.email, name="", roles=[Role.OFFICER], by=None, at=now)
    assert council_of(tom) == northmoor.council
    people.choose_council(person=tom, council=westerholme.council)
    assert council_of(tom) == westerholme.council
    people.set_roles(council=westerholme.council, person=tom, roles=[], by=None, at=now)
    assert council_of(tom) == northmoor.council
    people.set_roles(council=northmoor.council, person=tom, roles=[], by=None, at=now)
    assert council_of(tom) is None
