"""Who has which statement, and who is invited."""

import datetime

from django.urls import reverse

from assurance.operations.people import invite
from tests.pages import get


def test_it_shows_owners_contributors_and_what_nobody_has(signed_in, northmoor):
    page = get(signed_in(northmoor.priya), "round_people", "2027")
    assert page.heading == "Who does what"
    assert "8 of 10 sections have no owner yet." in page.words
    assert "Assessing needs Aisha Rahman with Helen Sowerby" in page.words
    assert reverse("round_people_section", args=["2027", "opening"]) in page.links


def test_it_shows_who_is_invited_until_when(signed_in, northmoor, now):
    yesterday = now.date() - datetime.timedelta(days=1)
    invite(round=northmoor.round, person=northmoor.yvonne, until=yesterday, by=northmoor.priya, at=now)
    page = get(signed_in(northmoor.priya), "round_people", "2027")
    assert "Councillor Edwin Tarn Without end" in page.words
    assert f"Yvonne Marchbanks Until {yesterday:%-d %B %Y}: it has ended" in page.words
    assert reverse("round_withdraw", args=["2027", northmoor.edwin.pk]) in page.acts


def test_a_round_nobody_is_invited_to_says_so(signed_in, westerholme, now):
    from assurance.operations.people import set_roles
    from assurance.roles import Role

    set_roles(
        council=westerholme.council, person=westerholme.director, roles=[Role.PROGRAMME_MANAGER], by=None, at=now
    )
    page = get(signed_in(westerholme.director), "round_people", "2027-w")
    assert "10 of 10 sections have no owner yet." in page.words
    assert "Nobody is invited yet." in page.words


def test_it_tells_no_scores(signed_in, northmoor, now):
    """A system administrator opens this page and sees nothing that is written in the round."""
    from tests.reports.writing import score_everything

    score_everything(northmoor.round, northmoor.ruth, now)
    page = get(signed_in(northmoor.callum), "round_people", "2027")
    assert page.status == 200
    assert "good standard" not in page.words
    assert "Reason for" not in page.words
