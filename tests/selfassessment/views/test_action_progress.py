"""Telling how an action goes."""

from selfassessment.models import Action, ProgressNote
from selfassessment.operations.actions import close_action
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.promising import promise

HERE = ("action_progress", "2027", "A1")


def test_what_is_told_stands_with_who_and_when_and_ends_the_silence(signed_in, northmoor, now):
    promise(northmoor.round, northmoor.aisha, now.replace(year=2020))
    client = signed_in(northmoor.aisha)
    assert "No update for" in get(client, "action", "2027", "A1").words
    sent = post(client, *HERE, text="Two posts are filled.", rag="amber", rag_reason="Two are not.")
    assert leads_to(sent, "action", "2027", "A1")
    page = get(client, "action", "2027", "A1")
    assert "Two posts are filled. Aisha Rahman," in page.words
    assert "Amber: at risk Two are not." in page.words
    assert "No update for" not in page.words


def test_a_colour_needs_its_reason_and_none_leaves_the_one_there_is(signed_in, northmoor, now):
    promise(northmoor.round, northmoor.aisha, now, rag="green", rag_reason="Well.")
    client = signed_in(northmoor.aisha)
    refuses(post(client, *HERE, text="So.", rag="red", rag_reason=""), "Give the reason for the colour", "rag_reason")
    assert not ProgressNote.objects.exists()
    assert post(client, *HERE, text="So.", rag="", rag_reason="").status == 302
    assert Action.objects.get().rag == "green"
    assert ProgressNote.objects.get().rag == "green"


def test_it_asks_for_words_and_keeps_what_was_written(signed_in, northmoor, now):
    promise(northmoor.round, northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    refuses(post(client, *HERE, text="", rag="red", rag_reason="Because."), "Say how it goes", "text")
    page = post(client, *HERE, text="x" * 2001)
    refuses(page, "This is 2001 characters long. Keep it to 2,000 or fewer.", "text")
    assert page.value("text") == "x" * 2001


def test_nothing_is_told_about_what_is_closed(signed_in, northmoor, now):
    action = promise(northmoor.round, northmoor.aisha, now)
    close_action(round=northmoor.round, action=action, outcome="dropped", note="So.", by=northmoor.aisha, at=now)
    page = post(signed_in(northmoor.aisha), *HERE, text="More.")
    refuses(page, "A1 was closed as given up on")
    assert page.value("text") == "More."
