"""Opening a notice: it is read, and leads to what it is about."""

import pytest
from django.urls import reverse

from assurance.models import Notice
from assurance.operations.notices import tell
from tests.pages import get, leads_to, post


@pytest.fixture
def notice(northmoor, now):
    """What Tom was told of a statement."""
    return tell(
        people=[northmoor.tom], sentence="Look here.", page="statement", arguments=["2027", "equity"],
        fragment="part-summary", council=northmoor.council, round=northmoor.round, at=now,
    )[0]  # fmt: skip


def test_it_is_marked_as_read_and_leads_to_the_place(signed_in, northmoor, notice):
    page = post(signed_in(northmoor.tom), "inbox_open", notice=notice.pk)
    assert page.response["Location"] == reverse("statement", args=["2027", "equity"]) + "#part-summary"
    notice.refresh_from_db()
    assert notice.seen_at is not None


def test_opening_it_again_keeps_when_it_was_first_read(signed_in, northmoor, notice):
    client = signed_in(northmoor.tom)
    post(client, "inbox_open", notice=notice.pk)
    notice.refresh_from_db()
    first = notice.seen_at
    post(client, "inbox_open", notice=notice.pk)
    notice.refresh_from_db()
    assert notice.seen_at == first


@pytest.mark.parametrize("number", ["", "nothing", "-1", "9" * 30, "٣", "²"])
def test_a_notice_that_is_not_there_leads_back_with_a_sentence(signed_in, northmoor, notice, number):
    client = signed_in(northmoor.tom)
    assert leads_to(post(client, "inbox_open", notice=number), "inbox")
    assert "That notice is not in this inbox any more." in get(client, "inbox").words


def test_somebody_elses_notice_stays_unread(signed_in, northmoor, notice):
    assert leads_to(post(signed_in(northmoor.aisha), "inbox_open", notice=notice.pk), "inbox")
    assert Notice.objects.unread().count() == 1


def test_a_notice_about_a_page_that_is_gone_says_so(signed_in, northmoor, now):
    gone = tell(
        people=[northmoor.tom], sentence="x", page="no_such_page", arguments=[], council=northmoor.council, at=now
    )[0]
    client = signed_in(northmoor.tom)
    assert leads_to(post(client, "inbox_open", notice=gone.pk), "inbox")
    assert "The page this notice was about is no longer there." in get(client, "inbox").words
    assert not Notice.objects.unread().exists()
