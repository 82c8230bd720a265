"""Answering in a thread."""

import pytest
from django.urls import reverse

from selfassessment.models import Comment
from selfassessment.operations import commenting
from tests.pages import get, post, refuses
from tests.selfassessment.talking import say


@pytest.fixture
def thread(northmoor, now):
    """What Edwin asked."""
    return say(northmoor, northmoor.edwin, "Is it safe?", now).comment


def test_an_answer_is_posted_and_the_asker_told(signed_in, northmoor, thread):
    client = signed_in(northmoor.aisha)
    page = post(client, "comment_answer", "2027", thread.reference, comment="Yes.")
    answer = thread.replies.get()
    here = reverse("comment", args=["2027", thread.reference])
    assert page.response["Location"] == f"{here}#comment-{answer.reference}"
    words = get(client, "comment", "2027", thread.reference).words
    assert "Your answer is posted. Councillor Edwin Tarn will find it in their inbox." in words


def test_an_answer_to_a_thread_resolved_meanwhile_opens_it_and_says_so(signed_in, northmoor, thread, now):
    client = signed_in(northmoor.aisha)
    get(client, "comment", "2027", thread.reference)
    commenting.resolve(thread=thread, by=northmoor.ruth, at=now)
    post(client, "comment_answer", "2027", thread.reference, comment="One more thing.")
    words = get(client, "comment", "2027", thread.reference).words
    assert "The comment had been resolved; your answer opened it again." in words
    assert Comment.objects.open().get() == thread


def test_an_answer_to_a_thread_withdrawn_meanwhile_can_be_posted_as_a_comment(signed_in, northmoor, thread, now):
    client = signed_in(northmoor.aisha)
    commenting.withdraw(comment=thread, by=northmoor.edwin, at=now)
    page = post(client, "comment_answer", "2027", thread.reference, comment="Words to keep.")
    refuses(page, "This comment was withdrawn while you were writing", "comment")
    assert page.value("comment") == "Words to keep."
    assert page.value("part") == "summary"
    assert reverse("comment_add", args=["2027", "assessing-needs"]) in page.acts
    post(client, "comment_add", "2027", "assessing-needs", part=page.value("part"), comment=page.value("comment"))
    assert Comment.objects.open().get().text == "Words to keep."


def test_an_answer_that_is_too_long_or_empty_comes_back(signed_in, northmoor, thread):
    client = signed_in(northmoor.aisha)
    refuses(post(client, "comment_answer", "2027", thread.reference, comment=""), "the box is empty", "comment")
    page = post(client, "comment_answer", "2027", thread.reference, comment="x" * 4_001)
    refuses(page, "Shorten it by 1.", "comment")
    assert page.value("comment") == "x" * 4_001
    assert "Is it safe?" in page.words
    assert not thread.replies.exists()


def test_after_signing_in_again_its_address_shows_the_thread(signed_in, northmoor, thread):
    page = get(signed_in(northmoor.aisha), "comment_answer", "2027", thread.reference)
    assert "Is it safe?" in page.words
    assert page.has_field("comment")
