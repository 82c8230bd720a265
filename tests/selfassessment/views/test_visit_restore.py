"""A cancelled session is put back."""

from selfassessment.models import VisitSession
from selfassessment.operations.visits import cancel_session
from tests.pages import leads_to, post
from tests.selfassessment.visiting import meet


def test_it_is_on_the_timetable_again(signed_in, northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now)
    cancel_session(session=session, why="Ill", by=northmoor.priya, at=now)
    assert leads_to(post(signed_in(northmoor.priya), "visit_restore", "2027", "S1"), "visit_session", "2027", "S1")
    assert VisitSession.objects.get().cancelled_at is None
