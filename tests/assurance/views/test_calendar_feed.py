"""The feed of dates at a secret address."""

import pytest

from assurance.operations.calendar_feeds import open_feed
from tests.assurance.dating import begun
from tests.selfassessment.visiting import meet


def test_whoever_has_the_address_reads_titles_and_times_and_nothing_else(client, northmoor, now):
    begun(northmoor.round, northmoor.priya, now)
    meet(northmoor.round, northmoor.priya, now, place="Room 4", regulator="Lead assessor", people=[northmoor.aisha])
    token = open_feed(round=northmoor.round, by=northmoor.aisha, at=now)
    response = client.get(f"/calendar/{token}.ics")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    for secret in (b"Room 4", b"Lead assessor", b"Aisha"):
        assert secret not in response.content
    assert b"Interview with the director" in response.content


@pytest.mark.parametrize("token", ["x", "0" * 43])
def test_a_wrong_address_is_not_found(client, northmoor, token):
    assert client.get(f"/calendar/{token}.ics").status_code == 404
