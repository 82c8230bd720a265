"""What every test may ask for. States are reached by operations only, the way people reach them.

The universe, drawn:

    Northmoor (invented council)                        Westerholme (invented, the other council)
      round "2027" under cqc-2025-06                      round "2027-w" under cqc-2025-06
        opening section        priya (owner)                stranger: its director
        assessing-needs        aisha (owner), helen
        everything else        nobody

      aisha    officer                  edwin    lead member, invited into the round
      tom      officer, not assigned    yvonne   challenger, invited into the round
      priya    programme manager        meilin   data administrator
      ruth     director                 marcin   practice auditor
      helen    principal social worker  callum   system administrator
"""

import datetime
import ipaddress
import socket
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests import services

PASSWORD = "a-password-for-tests"
PEOPLE = {
    "aisha": ("Aisha Rahman", "officer"),
    "tom": ("Tom Birkett", "officer"),
    "priya": ("Priya Nair", "programme-manager"),
    "ruth": ("Ruth Calloway", "director"),
    "edwin": ("Councillor Edwin Tarn", "lead-member"),
    "helen": ("Helen Sowerby", "psw"),
    "meilin": ("Mei Lin Foster", "data-admin"),
    "callum": ("Callum Reeve", "system-admin"),
    "marcin": ("Marcin Zielinski", "auditor"),
    "yvonne": ("Yvonne Marchbanks", "challenger"),
}


def pytest_report_header() -> str:
    """Say what the run stands on."""
    return services.description()


# --- What a test process stands on ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with the reference data in it once and for all: also after tests that really commit."""
    with django_db_blocker.unblock():
        # pytest-django makes no test database when no test says beforehand that it uses one.
        assert "test_" in connection.settings_dict["NAME"] or connection.vendor == "sqlite", "not a test database"
        call_command("createcachetable")
        call_command("load_reference", verbosity=0, stdout=_Nowhere())
        # Tests marked django_db(transaction=True, serialized_rollback=True) empty the tables afterwards; Django
        # puts this back before the next one.
        connection._test_serialized_contents = connection.creation.serialize_db_to_string()


class _Nowhere:
    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


@pytest.fixture(autouse=True)
def _wrong_tries_are_forgotten(request):
    """Sign-in limits are counted in Redis, which no transaction rolls back."""
    if services.uses_servers() and {"db", "transactional_db", "client"} & set(request.fixturenames):
        from django.core.cache import cache

        cache.clear()


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
    """Files a test stores are gone with it."""
    if {"db", "transactional_db"} & set(request.fixturenames):
        settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")


# --- The universe ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Northmoor:
    """The council, its round and its people by their first names."""

    council: object
    round: object
    people: dict

    def __getattr__(self, name: str):
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def statement(self, slug: str):
        """A statement of the round's edition."""
        return self.round.edition.statements.get(slug=slug)


@pytest.fixture
def now() -> datetime.datetime:
    """The moment at which a test's acts happen, unless it names another."""
    return timezone.now()


@pytest.fixture
def northmoor(db, now) -> Northmoor:
    """Northmoor as drawn above."""
    from assurance.models import Edition
    from assurance.operations import councils, people
    from assurance.roles import Role

    area = councils.add_invented_area(
        code="X99000001", name="Northmoor", authority_type="Unitary authority", region="Invented"
    )
    council = councils.add_council(area=area, name="Northmoor Council", colour="#1d5c63", by=None, at=now)
    everybody = {
        key: people.add_person(
            council=council,
            email=f"{key}@northmoor.example",
            name=name,
            roles=[Role(role)],
            password=PASSWORD,
            by=None,
            at=now,
        )
        for key, (name, role) in PEOPLE.items()
    }
    priya = everybody["priya"]
    round = councils.start_round(
        council=council,
        edition=Edition.objects.get(slug="cqc-2025-06"),
        slug="2027",
        title="2027 annual self-assessment",
        due_on=now.date() + datetime.timedelta(days=90),
        by=priya,
        at=now,
    )
    assessing_needs = round.edition.statements.get(slug="assessing-needs")
    people.assign_section(round=round, statement=None, owner=priya, contributors=[], by=priya, at=now)
    people.assign_section(
        round=round,
        statement=assessing_needs,
        owner=everybody["aisha"],
        contributors=[everybody["helen"]],
        by=priya,
        at=now,
    )
    people.invite(round=round, person=everybody["edwin"], until=None, by=priya, at=now)
    people.invite(round=round, person=everybody["yvonne"], until=round.due_on, by=priya, at=now)
    return Northmoor(council=council, round=round, people=everybody)


@dataclass(frozen=True)
class Westerholme:
    """The other council: nothing of it may ever be seen from Northmoor, nor the other way about."""

    council: object
    round: object
    director: object


@pytest.fixture
def westerholme(db, now) -> Westerholme:
    """The other council, with a round of its own."""
    from assurance.models import Edition
    from assurance.operations import councils, people
    from assurance.roles import Role

    area = councils.add_invented_area(
        code="X99000002", name="Westerholme", authority_type="Metropolitan district", region="Invented"
    )
    council = councils.add_council(area=area, name="Westerholme Council", by=None, at=now)
    director = people.add_person(
        council=council,
        email="director@westerholme.example",
        name="Stella Stranger",
        roles=[Role.DIRECTOR],
        password=PASSWORD,
        by=None,
        at=now,
    )
    round = councils.start_round(
        council=council,
        edition=Edition.objects.get(slug="cqc-2025-06"),
        slug="2027-w",
        title="Westerholme 2027",
        by=director,
        at=now,
    )
    return Westerholme(council=council, round=round, director=director)


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
    """`signed_in(person)`: a browser (Django's test client) in which this person has signed in."""

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in
