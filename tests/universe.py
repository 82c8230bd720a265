"""The universe of the tests, reached by operations only, the way people reach it. Drawn:

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
from dataclasses import dataclass

from assurance.models import Council, Edition, Round, User
from assurance.operations import councils, people
from assurance.roles import Role
from tests.keeping import Kept

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


@dataclass(frozen=True)
class Northmoor:
    """The council, its round and its people by their first names."""

    council: Council
    round: Round
    people: dict[str, User]

    def __getattr__(self, name: str):
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def statement(self, slug: str):
        """A statement of the round's edition."""
        return self.round.edition.statements.get(slug=slug)


def build_northmoor(now: datetime.datetime) -> Northmoor:
    """Northmoor as drawn above."""
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


def find_northmoor() -> Northmoor:
    """Northmoor as it stands in the database."""
    round = Round.objects.with_setting().get(slug="2027")
    by_email = {person.email: person for person in User.objects.filter(memberships__council=round.council)}
    return Northmoor(
        council=round.council, round=round, people={key: by_email[f"{key}@northmoor.example"] for key in PEOPLE}
    )


@dataclass(frozen=True)
class Westerholme:
    """The other council: nothing of it may ever be seen from Northmoor, nor the other way about."""

    council: Council
    round: Round
    director: User


def build_westerholme(now: datetime.datetime) -> Westerholme:
    """The other council, with a round of its own."""
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


def find_westerholme() -> Westerholme:
    """Westerholme as it stands in the database."""
    round = Round.objects.with_setting().get(slug="2027-w")
    return Westerholme(
        council=round.council, round=round, director=User.objects.get(email="director@westerholme.example")
    )


northmoor = Kept(build_northmoor, find_northmoor, numbered_from=100_000)
westerholme = Kept(build_westerholme, find_westerholme, numbered_from=200_000)
