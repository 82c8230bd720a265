"""Marking everything as read."""

from assurance.models import Notice
from assurance.operations.notices import tell
from assurance.operations.people import set_roles
from tests.pages import get, leads_to, post


def test_everything_of_ones_own_is_read(signed_in, northmoor, now):
    both = [northmoor.tom, northmoor.aisha]
    for sentence in ["One.", "Two."]:
        tell(people=both, sentence=sentence, page="home", arguments=[], council=northmoor.council, at=now)
    client = signed_in(northmoor.tom)
    assert leads_to(post(client, "inbox_read"), "inbox")
    assert "2 notices marked as read." in get(client, "inbox").words
    assert set(Notice.objects.unread().values_list("person__name", flat=True)) == {"Aisha Rahman"}
    post(client, "inbox_read")
    assert "Everything was read already." in get(client, "inbox").words


def test_somebody_without_a_council_meets_no_error(signed_in, northmoor, now):
    set_roles(council=northmoor.council, person=northmoor.tom, roles=[], by=northmoor.callum, at=now)
    assert leads_to(post(signed_in(northmoor.tom), "inbox_read"), "inbox")
