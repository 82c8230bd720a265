"""Who changed people, roles, prompts and settings of the council."""

from django.urls import reverse

from assurance.operations.people import set_roles
from assurance.roles import Role
from tests.pages import get, post
from tests.reports.writing import score_everything, write_section


def test_it_tells_what_was_done_to_people_and_settings_the_latest_first(signed_in, northmoor, now):
    client = signed_in(northmoor.callum)
    roles = [Role.AUDITOR, Role.OFFICER]
    set_roles(council=northmoor.council, person=northmoor.tom, roles=roles, by=northmoor.callum, at=now)
    post(client, "settings_council", name="Northmoor Borough Council", colour="#123456")
    page = get(client, "settings_history")
    changed = page.words.index("Callum Reeve changed the council's settings Northmoor Borough Council")
    given = page.words.index("Callum Reeve changed the roles of Tom Birkett")
    assert changed < given
    assert "Practice auditor, Officer" in page.words
    assert reverse("settings_history") in get(client, "settings_home").links


def test_it_tells_nothing_of_what_happens_in_a_round(signed_in, northmoor, now):
    """A system administrator sees no content by that role."""
    write_section(northmoor.round, northmoor.statement("governance"), {"summary": "Words."}, northmoor.ruth, now)
    score_everything(northmoor.round, northmoor.ruth, now)
    words = get(signed_in(northmoor.callum), "settings_history").words
    for act in ["wrote", "scored"]:
        assert f"Ruth Calloway {act}" not in words


def test_it_tells_nothing_of_another_council(signed_in, northmoor, westerholme):
    assert "Stella Stranger" not in get(signed_in(northmoor.callum), "settings_history").words


def test_fifty_acts_stand_on_a_page(signed_in, northmoor, now):
    for number in range(52):
        roles = [Role.OFFICER] if number % 2 else [Role.AUDITOR]
        set_roles(council=northmoor.council, person=northmoor.tom, roles=roles, by=northmoor.callum, at=now)
    page = get(signed_in(northmoor.callum), "settings_history")
    assert page.words.count("Callum Reeve changed the roles of Tom Birkett") == 50
    assert "?page=2" in page.links


def test_a_name_with_marks_in_it_is_shown_as_it_is(signed_in, northmoor):
    client = signed_in(northmoor.callum)
    post(client, "settings_council", name="<script>alert(1)</script>", colour="#123456")
    page = get(client, "settings_history")
    assert "<script>alert(1)</script>" in page.words
    assert "<script>alert" not in page.html
