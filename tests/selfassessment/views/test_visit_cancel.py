"""A session is cancelled, saying why."""

from selfassessment.models import VisitSession
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.visiting import meet

HERE = ("visit_cancel", "2027", "S1")


def test_the_reason_stands_on_its_page(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE, why="The assessor is ill"), "visit_session", "2027", "S1")
    assert "The assessor is ill" in get(client, "visit_session", "2027", "S1").words


def test_without_a_reason_it_is_not_cancelled(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now)
    refuses(post(signed_in(northmoor.priya), *HERE, why=" "), "Say why it is cancelled", "why")
    assert VisitSession.objects.get().cancelled_at is None
