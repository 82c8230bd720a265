"""Setting up an installation that nobody uses yet."""

import stat

import pytest

from assurance.models import Area, Council, Edition, Event, Membership, Round, User
from assurance.operations import councils, first_run
from assurance.operations.councils import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A VAR_DIR in which nothing has happened yet."""
    settings.VAR_DIR = tmp_path / "var"
    return settings.VAR_DIR


@pytest.fixture
def set_up(now, django_capture_on_commit_callbacks):
    """`set_up(token)`: the first administrator sends the page."""

    def send(token: str, **changes):
        given = {
            "area": Area.objects.get(code="E10000019"),
            "edition": Edition.objects.get(slug="cqc-2025-06"),
            "name": "Ann First",
            "email": "ann@lincolnshire.example",
            "password": "a-password-for-tests",
            "round_slug": "2028",
            "round_title": "2028 self-assessment",
        }
        with django_capture_on_commit_callbacks(execute=True):
            return first_run.set_up_installation(token=token, **{**given, **changes}, at=now)

    return send


def test_the_right_token_sets_up_council_round_and_administrator(set_up, now):
    assert first_run.is_needed()
    person, round = set_up(first_run.make_token())
    assert not first_run.is_needed()
    assert (round.slug, round.edition.slug, round.council.name) == (
        "2028",
        "cqc-2025-06",
        "Lincolnshire County Council",
    )
    assert Membership.objects.get(person=person).role == "system-admin"
    assert person.is_staff
    assert person.check_password("a-password-for-tests")
    assert Event.objects.in_round(round).get(verb="started the round").actor_name == "Ann First"


def test_the_token_is_made_once_and_only_its_owner_can_read_it(folder):
    token = first_run.make_token()
    assert first_run.make_token() == token
    assert len(token) >= 16
    assert stat.S_IMODE((folder / "first-run-token").stat().st_mode) == 0o600


def test_spaces_around_a_copied_token_do_no_harm(set_up):
    set_up(f"  {first_run.make_token()}\n")
    assert Round.objects.exists()


@pytest.mark.parametrize("token", ["", " ", "wrong", "tökén", "\x00"])
def test_a_wrong_token_sets_up_nothing(set_up, token):
    right = first_run.make_token()
    with pytest.raises(Refused, match="That is not the token"):
        set_up(token)
    assert not Council.objects.exists()
    assert not User.objects.exists()
    assert first_run.token_is_right(right)


def test_no_token_is_right_where_none_was_made(set_up):
    assert not first_run.token_is_right("")
    with pytest.raises(Refused, match="That is not the token"):
        set_up("")


def test_an_empty_token_file_opens_nothing_and_is_filled_the_next_time(folder):
    folder.mkdir()
    (folder / "first-run-token").touch()
    assert not first_run.token_is_right("")
    assert first_run.token_is_right(first_run.make_token())


def test_a_token_works_once(set_up):
    token = first_run.make_token()
    set_up(token)
    assert not first_run.token_is_right(token)
    with pytest.raises(Refused, match="already set up"):
        set_up(token, email="second@lincolnshire.example", round_slug="2029")
    assert User.objects.count() == 1


def test_when_the_round_is_refused_nothing_is_kept_and_the_token_stays(set_up):
    token = first_run.make_token()
    with pytest.raises(Refused, match="an address the service uses itself"):
        set_up(token, round_slug="admin")
    assert not Council.objects.exists()
    assert not User.objects.exists()
    assert first_run.token_is_right(token)


def test_a_council_that_a_script_has_added_still_needs_its_first_administrator(set_up, now):
    councils.add_council(area=Area.objects.get(code="E10000019"), by=None, at=now)
    assert first_run.is_needed()
    person, round = set_up(first_run.make_token())
    assert Council.objects.count() == 1
    assert Membership.objects.get(person=person).council == round.council
