"""The challenge score: given before the team's own is seen, kept beside it, known to nobody else."""

import pytest

from assurance.access import access_of
from assurance.models import Edition, Event
from assurance.operations.councils import start_round
from assurance.operations.people import add_person, invite, withdraw_invitation
from assurance.roles import Permission, Role
from selfassessment.models import ChallengeScore
from selfassessment.operations.challenging import StaleChallenge, record_challenge
from selfassessment.operations.scoring import ScoreRefused
from selfassessment.presenters.scores import challenge_lines, difference, last_rounds_score
from tests.reports.writing import score_everything, score_statement
from tests.selfassessment.reviewing import section_in

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def challenge(northmoor, now):
    """`challenge(slug, value)`: Yvonne's score, unless somebody else is named."""

    def give(slug="equity", value=2, *, reason="Waits.", version=0, by=None):
        return record_challenge(
            round=northmoor.round, statement=northmoor.statement(slug), value=value, reason=reason, version=version,
            by=by or northmoor.yvonne, at=now,
        )  # fmt: skip

    return give


def access(northmoor, person):
    return access_of(person, northmoor.council, northmoor.round)


def test_a_challenge_is_recorded_with_its_reason_and_told_as_about_scores(northmoor, challenge):
    given = challenge(reason=" Too few voices.\r\n ")
    assert (given.value, given.reason, given.by, given.version) == (2, "Too few voices.", northmoor.yvonne, 1)
    event = Event.objects.get(verb="gave a challenge score for")
    assert event.about_scores
    assert (event.section, event.after) == ("equity", {"score": 2, "reason": "Too few voices."})


def test_the_challenger_sees_the_teams_score_of_that_statement_only_and_only_after_giving_theirs(
    northmoor, challenge, now
):
    score_everything(northmoor.round, northmoor.ruth, now)
    before = access(northmoor, northmoor.yvonne)
    assert not before.may_somewhere(Permission.SEE_SCORES)
    challenge("equity")
    after = access(northmoor, northmoor.yvonne)
    assert after.challenged == {"equity"}
    assert after.sees_score_of("equity")
    assert not after.sees_score_of("learning")
    assert not after.sees_all_scores


def test_what_one_challenger_gave_opens_nothing_to_another(northmoor, challenge, now):
    other = add_person(
        council=northmoor.council,
        email="samir@voices.example",
        name="Samir",
        roles=[Role.CHALLENGER],
        by=None,
        at=now,
    )
    invite(round=northmoor.round, person=other, until=northmoor.round.due_on, by=northmoor.priya, at=now)
    challenge("equity")
    assert not access(northmoor, other).sees_score_of("equity")


def test_a_challenger_whose_invitation_ended_sees_nothing_any_more(northmoor, challenge, now):
    challenge("equity")
    withdraw_invitation(round=northmoor.round, person=northmoor.yvonne, by=northmoor.priya, at=now)
    assert not access(northmoor, northmoor.yvonne).sees_score_of("equity")


def test_a_challenge_in_one_round_opens_no_other(northmoor, challenge, now):
    challenge("equity")
    later = start_round(
        council=northmoor.council,
        edition=northmoor.round.edition,
        slug="2028",
        title="2028",
        by=northmoor.priya,
        at=now,
    )
    invite(round=later, person=northmoor.yvonne, until=northmoor.round.due_on, by=northmoor.priya, at=now)
    assert not access_of(northmoor.yvonne, northmoor.council, later).sees_score_of("equity")


def test_the_history_of_a_challenge_is_read_by_those_who_see_the_score(northmoor, challenge):
    challenge("assessing-needs")
    for who, reads in {"ruth": True, "priya": True, "aisha": True, "tom": False, "helen": False}.items():
        events = Event.objects.in_round(northmoor.round).readable_with(access(northmoor, northmoor.people[who]))
        assert events.filter(verb__contains="challenge").exists() == reads, who


@pytest.mark.parametrize("value", [0, 5, -1])
def test_a_challenge_is_a_score_from_1_to_4(challenge, value):
    with pytest.raises(ScoreRefused):
        challenge(value=value)
    assert not ChallengeScore.objects.exists()


@pytest.mark.parametrize("reason", ["", " \n", "\x00"])
def test_a_challenge_has_a_reason(challenge, reason):
    with pytest.raises(ScoreRefused, match="Give the reason"):
        challenge(reason=reason)


def test_a_challenge_is_changed_from_what_stands_and_told_with_what_it_was(challenge):
    challenge(value=2)
    assert challenge(value=3, version=1, reason="They showed me.").version == 2
    event = Event.objects.get(verb="changed the challenge score for")
    assert (event.before["score"], event.after["score"]) == (2, 3)


@pytest.mark.parametrize("version", [0, 2, 9])
def test_a_stale_challenge_overwrites_nothing(challenge, version):
    challenge(value=2)
    with pytest.raises(StaleChallenge, match="it is now 2") as refused:
        challenge(value=4, version=version)
    assert refused.value.current == ChallengeScore.objects.get(value=2)


def test_a_version_of_a_score_never_given_is_refused(challenge):
    with pytest.raises(StaleChallenge, match="not there any more"):
        challenge(version=3)
    assert not ChallengeScore.objects.exists()


@pytest.mark.parametrize(
    ("own", "theirs", "said"),
    [
        (3, 3, "The same as our own."),
        (3, 2, "One lower than our own."),
        (1, 4, "Three higher than our own."),
        (4, 2, "Two lower than our own."),
        (None, 2, "We have not scored this ourselves yet."),
    ],
)
def test_the_difference_is_said_in_words(own, theirs, said):
    assert difference(own, theirs) == said


def test_the_team_sees_each_challenge_beside_its_own_and_whether_it_was_given_again(northmoor, challenge, now):
    score_statement(northmoor.round, northmoor.statement("equity"), 3, northmoor.ruth, now)
    challenge(value=2)
    challenge(value=1, version=1)
    judgement = section_in(northmoor.round, northmoor.statement("equity"))
    (line,) = challenge_lines(judgement, judgement.score)
    assert (line.name, line.value, line.difference) == ("Yvonne Marchbanks", 1, "Two lower than our own.")
    assert line.given_again


# --- Last round's score ----------------------------------------------------------------------------------------------


@pytest.fixture
def before(northmoor, now):
    """The round before, under the 2023 method, of which "2027" is the next; every statement scored 2."""
    older = start_round(
        council=northmoor.council, edition=Edition.objects.get(slug="cqc-2023-12"), slug="2025", title="2025 round",
        by=northmoor.priya, at=now,
    )  # fmt: skip
    for statement in older.edition.statements.all():
        score_statement(older, statement, 2, northmoor.ruth, now)
    northmoor.round.previous = older
    northmoor.round.save()
    return older


def last(northmoor, person, slug="assessing-needs"):
    mine = access(northmoor, person)
    return last_rounds_score(northmoor.round, northmoor.statement(slug), None, mine, person)


def test_last_rounds_score_is_found_under_another_edition(northmoor, before):
    found = last(northmoor, northmoor.ruth)
    assert (found.round_title, found.value, found.reason) == ("2025 round", 2, "Reason for assessing-needs.")


def test_last_rounds_score_is_shown_only_where_somebody_saw_it_then(northmoor, before, now):
    assert last(northmoor, northmoor.aisha) is None
    from assurance.operations.people import assign_section

    assign_section(
        round=before, statement=before.edition.statements.get(slug="assessing-needs"), owner=northmoor.aisha,
        contributors=[], by=northmoor.priya, at=now,
    )  # fmt: skip
    assert last(northmoor, northmoor.aisha).value == 2
    assert last(northmoor, northmoor.aisha, "equity") is None


def test_a_first_round_has_no_last_score_and_asks_nothing(northmoor, django_assert_num_queries):
    mine = access(northmoor, northmoor.ruth)
    statement = northmoor.statement("equity")
    with django_assert_num_queries(0):
        assert last_rounds_score(northmoor.round, statement, None, mine, northmoor.ruth) is None


def test_a_statement_renamed_in_a_newer_edition_is_known_by_what_else_it_is_called(northmoor, before):
    old = before.edition.statements.get(slug="assessing-needs")
    old.slug, old.aliases = "needs", [{"title": "Assessing Needs", "where": "elsewhere"}]
    old.title = "Needs"
    old.save()
    assert last(northmoor, northmoor.ruth).value == 2
    old.aliases = []
    old.save()
    assert last(northmoor, northmoor.ruth) is None
