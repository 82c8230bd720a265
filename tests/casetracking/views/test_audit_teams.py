"""In which team each auditor works."""

import pytest

from casetracking.models import Team
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


def test_a_team_is_said_and_taken_back(signed_in, helen, marcin, northmoor):
    client = signed_in(helen)
    assert "Marcin Zielinski" in get(client, "audit_teams", "2027").words
    name = f"team-{marcin.pk}"
    assert leads_to(post(client, "audit_teams", "2027", **{name: "east"}), "audit_teams", "2027")
    assert Team.objects.get().person == marcin
    assert get(client, "audit_teams", "2027").value(name) == "east"
    post(client, "audit_teams", "2027", **{name: ""})
    assert not Team.objects.exists()
