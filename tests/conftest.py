"""What every test may ask for; who is who in Northmoor is drawn in tests/universe.py."""

import datetime
import gc
import ipaddress
import socket
import uuid

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from config.sessions import SessionStore
from tests import clearing, keeping, ready, services, universe
from tests.universe import PASSWORD, PEOPLE  # noqa: F401 - asked for here by many tests


def pytest_configure() -> None:
    """Look for garbage as the service does (config/gunicorn.py): a tenth of the tests' time went into it.

    And let Hypothesis take its time.
    """
    gc.set_threshold(10_000, 20, 20)
    # How long an example takes judges the machine, not the code.
    patient = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
    hypothesis.settings.register_profile("patient", **patient)
    hypothesis.settings.load_profile("patient")


def pytest_collection_finish() -> None:
    """Leave what was imported and collected alone: three thousand tests and all of Django."""
    gc.collect()
    gc.freeze()


def pytest_report_header() -> str:
    """Say what the run stands on."""
    return services.description()


# --- What a test process stands on ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """On SQLite the test database is a copy of a ready file: what is there is used."""
    return django_db_keepdb or not services.uses_servers()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Every test database begins as a copy of one that is migrated and has the reference data: tests/ready.py."""
    from django.db import connections

    test = connections["default"].settings_dict["TEST"]
    if services.uses_servers():
        test["TEMPLATE"] = ready.template()
    else:
        ready.copy_for_sqlite(test["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with the reference data in it once and for all: tests that really commit put it back."""
    with django_db_blocker.unblock():
        # pytest-django makes no test database when no test says beforehand that it uses one.
        assert "test_" in connection.settings_dict["NAME"] or connection.vendor == "sqlite", "not a test database"
        clearing.clear_up_after_commits()
    _blockers.append(django_db_blocker)
    yield
    _blockers.clear()
    with django_db_blocker.unblock():
        keeping.clear_the_ground()
    services.forget_queues()


_blockers: list = []  # what lets us at the database between two tests, once there is one


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item) -> None:
    """Northmoor stands around the tests that begin with it, and around no other that asks the database.

    Around those of `standing` (tests/house/conftest.py) another stands, with something of everything in it.
    """
    mark, names = item.get_closest_marker("django_db"), set(item.fixturenames)
    if not _blockers or not (mark or {"db", "transactional_db"} & names):
        return
    commits = "transactional_db" in names or (mark and mark.kwargs.get("transaction"))
    begins_with_it = "northmoor" in names and "standing" not in names and not commits
    if begins_with_it and universe.northmoor.stands():
        return
    with _blockers[0].unblock():
        keeping.clear_the_ground()
        if begins_with_it:
            universe.northmoor.stand()


@pytest.fixture(autouse=True)
def _wrong_tries_are_forgotten(request, monkeypatch):
    """Sign-in limits are counted in Redis, which no transaction rolls back: each test has counters of its own."""
    if services.uses_servers():
        from django.core.cache import caches

        monkeypatch.setattr(caches["default"], "key_prefix", f"{services.queue_name()}-{uuid.uuid4()}")


@pytest.fixture(autouse=True, scope="session")
def _only_this_machine():
    """No test reaches out: whatever connects to another machine fails at once."""
    real = socket.socket.connect

    def connect(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
            raise AssertionError(f"A test tried to reach {address[0]}.")
        return real(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in services.hosts()


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path_factory, request):
    """Each test stores files in a folder of its own, which is made by the first file."""
    if {"db", "transactional_db"} & set(request.fixturenames):
        settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "files" / uuid.uuid4().hex


@pytest.fixture(autouse=True, scope="session")
def _templates_as_in_service(django_test_environment):
    """Django's tests copy the whole context of every template that is rendered; nothing here looks at it."""
    from django.template.base import Template
    from django.test.utils import _TestState

    Template._render = _TestState.saved_data.template_render


# --- The universe ---------------------------------------------------------------------------------------------------


@pytest.fixture
def now() -> datetime.datetime:
    """The moment at which a test's acts happen, unless it names another."""
    return timezone.now()


@pytest.fixture
def northmoor(db, now):
    """Northmoor: a council, its round and a person for each role."""
    return universe.northmoor.reach(now)


@pytest.fixture
def westerholme(db, now):
    """The other council, with a round of its own."""
    return universe.westerholme.reach(now)


@pytest.fixture
def stranger(westerholme):
    """The director of another council."""
    return westerholme.director


def _named(key: str):
    def one_person(northmoor):
        return northmoor.people[key]

    one_person.__doc__ = f"{PEOPLE[key][0]}, {PEOPLE[key][1]} of Northmoor."
    return pytest.fixture(name=key)(one_person)


aisha, tom, priya, ruth, edwin = map(_named, ["aisha", "tom", "priya", "ruth", "edwin"])
helen, meilin, callum, marcin, yvonne = map(_named, ["helen", "meilin", "callum", "marcin", "yvonne"])


@pytest.fixture
def signed_in(client):
    """`signed_in(person)`: a browser (Django's test client) in which this person has signed in.

    The session that signing in leaves is written down as it is then: one statement instead of nine. Signing in itself
    is tested where its page is.
    """

    def sign_in(person):
        said = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        key, store = get_random_string(32), SessionStore()
        Session.objects.create(session_key=key, session_data=store.encode(said), expire_date=store.get_expiry_date())
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client

    return sign_in
