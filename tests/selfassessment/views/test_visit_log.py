"""Writing in a session's log."""

import pytest

from assurance.guard import CONFIRMED
from assurance.models import Event
from selfassessment.models import LogEntry
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.visiting import meet

HERE = ("visit_log", "2027", "S1")
GIVEN = {"kind": "promise", "text": "Send the list.", "owner": ""}


@pytest.fixture(autouse=True)
def _session(northmoor, now):
    meet(northmoor.round, northmoor.priya, now, people=[northmoor.aisha])


def test_who_was_there_keeps_what_was_said(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    assert leads_to(post(client, *HERE, **GIVEN | {"owner": northmoor.tom.pk}), *HERE)
    assert "1 thing is in it" in get(client, *HERE).words
    entry = LogEntry.objects.get()
    assert (entry.kind, entry.text, entry.owner, entry.by) == (
        "promise", "Send the list.", northmoor.tom, northmoor.aisha
    )  # fmt: skip


def test_somebody_who_was_not_there_may_not(signed_in, northmoor):
    page = post(signed_in(northmoor.tom), *HERE, **GIVEN)
    assert page.status == 403
    assert "Only who was in the session" in page.words
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence", "field"),
    [
        ({"text": " "}, "Write what was said: the box is empty.", "text"),
        ({"text": "x" * 4001}, "4001 characters long. Keep it to 4,000", "text"),
        ({"kind": ""}, "Choose what you want to keep.", "kind"),
        ({"owner": "999999"}, "Choose somebody from the list.", "owner"),
    ],
)
def test_what_can_not_be_taken_is_said(signed_in, northmoor, changed, sentence, field):
    refuses(post(signed_in(northmoor.aisha), *HERE, **GIVEN | changed), sentence, field)


def test_what_looks_like_personal_data_is_asked_about_before_it_is_kept(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    given = GIVEN | {"text": "Ring 943 476 5919."}
    page = post(client, *HERE, **given)
    refuses(page, "This looks like it holds an NHS number", "text")
    assert not LogEntry.objects.exists()
    ticked = {"not_personal_data": "on", "not_personal_data_seen": page.value("not_personal_data_seen")}
    assert leads_to(post(client, *HERE, **given, **ticked), *HERE)
    assert Event.objects.filter(verb=CONFIRMED).exists()
