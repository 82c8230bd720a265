"""Who asks, by questions composed once: an ended session, or who may not sign in any more, opens nothing."""

import datetime

import pytest
from django.contrib.sessions.models import Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, northmoor):
    """The director, who has looked at a page already."""
    client.force_login(northmoor.ruth)
    assert client.get("/").status_code == 200
    return client


def leads_to_the_sign_in(response) -> bool:
    return response.status_code == 302 and response.url.startswith("/accounts/login/")


def test_a_session_whose_time_is_over_opens_nothing(signed_in, now):
    Session.objects.update(expire_date=now - datetime.timedelta(seconds=1))
    assert leads_to_the_sign_in(signed_in.get("/"))


def test_a_session_that_is_gone_opens_nothing(signed_in):
    Session.objects.all().delete()
    assert leads_to_the_sign_in(signed_in.get("/"))


def test_who_may_no_longer_sign_in_is_out_at_once(signed_in, northmoor):
    northmoor.ruth.is_active = False
    northmoor.ruth.save()
    assert leads_to_the_sign_in(signed_in.get("/"))


def test_a_changed_password_ends_every_other_session(signed_in, northmoor):
    northmoor.ruth.set_password("another pass phrase")
    northmoor.ruth.save()
    assert leads_to_the_sign_in(signed_in.get("/"))
