"""The council's rounds."""

import datetime

from django.urls import reverse

from assurance.models import Edition
from assurance.operations.councils import add_council, add_invented_area, start_round
from assurance.operations.people import add_person
from assurance.roles import Role
from tests.pages import get


def test_it_lists_the_councils_rounds_the_latest_first_and_no_others(signed_in, northmoor, westerholme, now):
    start_round(
        council=northmoor.council, edition=Edition.objects.get(slug="cqc-2023-12"), slug="2025", title="An older one",
        by=northmoor.callum, at=now - datetime.timedelta(days=400),
    )  # fmt: skip
    page = get(signed_in(northmoor.callum), "settings_rounds")
    assert page.words.index(
        "2027 annual self-assessment Current Statements scored directly. Due on"
    ) < page.words.index("An older one")
    assert "No due date." in page.words
    assert "Westerholme" not in page.words
    assert reverse("round_people", args=["2027"]) in page.links


def test_a_council_without_a_round_is_told_so(signed_in, db, now):
    area = add_invented_area(code="X99000009", name="Eastby", authority_type="Unitary authority", region="Invented")
    council = add_council(area=area, by=None, at=now)
    admin = add_person(
        council=council, email="a@eastby.example", name="Ada", roles=[Role.SYSTEM_ADMIN], by=None, at=now
    )
    assert "Your council has no round yet." in get(signed_in(admin), "settings_rounds").words
    home = get(signed_in(admin), "home")
    assert "Eastby has no round yet." in home.words
    assert reverse("settings_round_add") in home.links
