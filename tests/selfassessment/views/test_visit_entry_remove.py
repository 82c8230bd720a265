"""An entry is taken out of the log."""

from selfassessment.models import LogEntry
from tests.pages import post
from tests.selfassessment.visiting import meet, noted


def test_it_is_taken_out_by_who_was_there_and_by_nobody_else(signed_in, northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now, people=[northmoor.aisha])
    entry = noted(session, northmoor.aisha, now)
    here = ("visit_entry_remove", "2027", "S1", entry.reference)
    assert post(signed_in(northmoor.tom), *here).status == 403
    assert LogEntry.objects.standing().exists()
    page = post(signed_in(northmoor.aisha), *here)
    assert page.response["Location"] == f"/2027/visit/S1/#{entry.reference}"
    assert not LogEntry.objects.standing().exists()


def test_an_entry_of_another_session_is_not_found(signed_in, northmoor, now):
    entry = noted(meet(northmoor.round, northmoor.priya, now), northmoor.priya, now)
    meet(northmoor.round, northmoor.priya, now)
    assert post(signed_in(northmoor.priya), "visit_entry_remove", "2027", "S2", entry.reference).status == 404
