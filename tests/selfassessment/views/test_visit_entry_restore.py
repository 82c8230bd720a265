"""An entry that was taken out is put back."""

from selfassessment.models import LogEntry
from selfassessment.operations.visit_log import remove_entry
from tests.pages import post
from tests.selfassessment.visiting import meet, noted


def test_it_stands_in_the_log_again(signed_in, northmoor, now):
    entry = noted(meet(northmoor.round, northmoor.priya, now), northmoor.priya, now)
    remove_entry(entry=entry, by=northmoor.priya, at=now)
    assert post(signed_in(northmoor.priya), "visit_entry_restore", "2027", "S1", entry.reference).status == 302
    assert LogEntry.objects.standing().get() == entry
