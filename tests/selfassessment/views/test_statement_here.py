"""Who else is writing, and what they saved since: what an open page hears every few seconds."""

import datetime

from django.urls import reverse

from selfassessment.models import Judgement, Presence
from tests.reports.writing import write_section

HERE = reverse("statement_here", args=["2027", "assessing-needs"])


def look(client, **data):
    return client.post(HERE, data, headers={"Accept": "application/json"})


def test_somebody_who_has_the_page_open_is_seen_by_others_with_the_part_they_are_in(signed_in, northmoor):
    assert look(signed_in(northmoor.helen), slot="summary").json()["others"] == []
    (seen,) = look(signed_in(northmoor.aisha)).json()["others"]
    assert seen == {
        "name": "Helen Sowerby", "slot": "summary", "sentence": "Helen Sowerby is writing in “Summary”.",
    }  # fmt: skip
    (seen,) = look(signed_in(northmoor.helen), slot="").json()["others"]
    assert seen["sentence"] == "Aisha Rahman has this section open."


def test_somebody_who_closed_the_page_is_forgotten_after_some_seconds(signed_in, northmoor):
    look(signed_in(northmoor.helen))
    Presence.objects.update(at=Presence.objects.get().at - datetime.timedelta(seconds=16))
    assert look(signed_in(northmoor.aisha)).json()["others"] == []


def test_one_person_is_one_row_however_often_they_look(signed_in, northmoor):
    for slot in ["summary", "strengths", "no-such-part", ""]:
        look(signed_in(northmoor.aisha), slot=slot)
    assert Presence.objects.get().slot == ""
    assert Judgement.objects.get().status == "not-started"


def test_a_part_somebody_saved_since_is_told_with_its_text(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "Hers.", "strengths": "Old."}, northmoor.helen, now)
    known = {"version-summary": "0", "version-strengths": "1", "version-evidence": "0", "version-impact": "x" * 50}
    (newer,) = look(signed_in(northmoor.aisha), **known).json()["newer"]
    assert (newer["slot"], newer["version"], newer["text"], newer["who"]) == ("summary", 1, "Hers.", "Helen Sowerby")
    assert newer["mine"] is False
    assert "by" not in newer


def test_it_tells_when_the_section_was_locked(signed_in, northmoor, now):
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "One."}, northmoor.helen, now)
    assert look(signed_in(northmoor.aisha)).json()["locked"] is False
    Judgement.objects.update(status="agreed")
    assert look(signed_in(northmoor.aisha)).json()["locked"] is True


def test_somebody_else_at_the_same_computer_is_not_shown_as_present(signed_in, northmoor):
    answer = look(signed_in(northmoor.helen), writer=northmoor.aisha.pk)
    assert answer.status_code == 409
    assert not Presence.objects.exists()
