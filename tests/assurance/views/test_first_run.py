"""Setting up an installation that has no council yet."""

import pytest

from assurance.models import Area, Council, Edition, Event, Membership, Round, User
from assurance.operations.first_run import make_token, token_path
from assurance.roles import Role
from tests.pages import get, leads_to, post, refuses


@pytest.fixture
def given(db, settings, tmp_path):
    """What the first administrator fills in."""
    settings.VAR_DIR = tmp_path
    return {
        "token": make_token(),
        "area": Area.objects.get(name="York").pk,
        "edition": Edition.objects.get(slug="cqc-2025-06").pk,
        "round_title": "2027 annual self-assessment",
        "round_slug": "2027",
        "name": "Callum Reeve",
        "email": "callum@york.example",
        "password": "three unrelated words",
    }


def test_the_sign_in_page_of_a_fresh_installation_leads_here(client, db):
    assert leads_to(get(client, "account_login"), "first_run")
    assert get(client, "first_run").heading == "Set up Prepare for assessment"


def test_all_153_councils_are_there_to_choose_from_and_no_invented_one(client, northmoor, given, monkeypatch):
    monkeypatch.setattr("assurance.operations.first_run.is_needed", lambda: True)
    page = get(client, "first_run")
    options = [given for tag, given in page.elements if tag == "option"]
    assert len(options) == 153 + 1 + 2  # the councils, "choose", the editions
    assert "Northmoor" not in page.words


def test_the_first_administrator_sets_the_installation_up_and_signs_in(
    client, given, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert leads_to(post(client, "first_run", **given), "account_login")
    assert not token_path().exists()
    council = Council.objects.get()
    assert council.area.name == "York"
    assert Round.objects.get().council == council
    person = User.objects.get()
    assert list(Membership.objects.values_list("person", "role")) == [(person.pk, Role.SYSTEM_ADMIN)]
    assert Event.objects.filter(verb="started the round", actor_name="Callum Reeve").exists()
    page = get(client, "account_login")
    assert "Callum Reeve, your council is set up." in page.words
    assert leads_to(post(client, "account_login", login=given["email"], password=given["password"]), "home")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("token", "not-the-token", "That is not the token."),
        ("token", "", "Give the set-up token"),
        ("area", "", "Choose your council."),
        ("area", "999999", "Choose a council from the list."),
        ("edition", "999999", "Choose an edition from the list."),
        ("round_title", " ", "Give your first round a name."),
        ("round_slug", "", "Give your first round a short address"),
        ("round_slug", "settings", "is an address the service uses itself"),
        ("round_slug", "accessibility", "is an address the service uses itself"),
        ("round_slug", "Year 1", "can't be an address"),
        ("name", "", "Give your name."),
        ("email", "", "Give your e-mail address."),
        ("email", "york", "Give an e-mail address like name@council.gov.uk."),
        ("password", "", "Choose a password."),
        ("password", "short", "too short"),
        ("password", "123456789012", "entirely numeric"),
        ("password", "callum@york.example", "too similar"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_set_up(client, given, field, value, sentence):
    page = post(client, "first_run", **{**given, field: value})
    refuses(page, sentence, field)
    assert not Council.objects.exists()
    assert not User.objects.exists()
    assert token_path().is_file()
    assert given["password"] not in page.html


def test_a_second_set_up_changes_nothing(client, northmoor, given):
    known = User.objects.count()
    assert leads_to(get(client, "first_run"), "home")
    assert leads_to(post(client, "first_run", **given), "home")
    assert User.objects.count() == known
    assert Council.objects.count() == 1
