"""Putting together the answer to a request."""

import pytest

from assurance.guard import CONFIRMED
from assurance.models import Event
from selfassessment.models import AnswerPart
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.asked_later import ask_later
from tests.selfassessment.asking import document
from tests.selfassessment.library import add, nothing_found

HERE = ("follow_up_answer", "2027", "R1")


@pytest.fixture
def client(signed_in, northmoor, now, monkeypatch):
    """Aisha, who has the request R1."""
    nothing_found(monkeypatch)
    ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.aisha)
    return signed_in(northmoor.aisha)


def test_documents_are_found_in_the_library_and_put_in_with_a_page(client, northmoor, now):
    document(northmoor, now, "The rota")
    document(northmoor, now, "Something else")
    page = get(client, *HERE, q="rota")
    assert page.choices("document") == ["E1"]
    assert leads_to(post(client, *HERE, add="document", document="E1", pointer="page 2"), *HERE)
    assert "The rota (E1), page 2 report.txt Take it out" in get(client, *HERE).words


def test_links_and_words_are_put_in_too(client):
    assert leads_to(post(client, *HERE, add="link", **{"link-url": "www.northmoor.example/rota"}), *HERE)
    assert leads_to(post(client, *HERE, add="words", **{"words-text": "None.", "words-not_held": "on"}), *HERE)
    kinds = list(AnswerPart.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["link", "not-held"]
    words = get(client, *HERE).words
    assert "https://www.northmoor.example/rota" in words
    assert "Not held: None." in words


def test_what_is_put_in_can_be_taken_out(client):
    post(client, *HERE, add="words", **{"words-text": "Mistaken."})
    reference = AnswerPart.objects.get().reference
    post(client, *HERE, remove=reference)
    assert not AnswerPart.objects.exists()
    post(client, *HERE, remove=reference)
    assert "Somebody took this out of the answer already." in get(client, *HERE).words


def test_nothing_chosen_or_nothing_of_ours_is_refused_in_a_sentence(client, northmoor, westerholme, now):
    add(northmoor, now, title="Secret", sensitivity="restricted", by=northmoor.tom)
    for chosen in ("", "E1", "E9", "Ex"):  # E1 is not for Aisha to open
        post(client, *HERE, add="document", document=chosen)
        assert "Choose a document that is in your council’s evidence library." in get(client, *HERE).words
    refuses(
        post(client, *HERE, add="link", **{"link-url": "javascript:alert(1)"}), "Give a whole address", "link-url"
    )
    refuses(post(client, *HERE, add="words"), "Write the words of the answer.", "words-text")
    assert not AnswerPart.objects.exists()


def test_the_same_is_not_put_in_twice(client):
    for _ in range(2):
        post(client, *HERE, add="words", **{"words-text": "Once."})
    assert AnswerPart.objects.count() == 1


def test_words_that_look_like_personal_data_are_asked_about(client):
    page = post(client, *HERE, add="words", **{"words-text": "NHS number 943 476 5919"})
    refuses(page, "This looks like it holds an NHS number", "words-text")


def test_a_pointer_that_looks_like_personal_data_is_asked_about_and_the_tick_is_told(client, northmoor, now):
    document(northmoor, now, "The rota")
    given = {"add": "document", "document": "E1", "pointer": "the row of 943 476 5919"}
    page = post(client, *HERE, **given)
    refuses(page, "This looks like it holds an NHS number", "pointer")
    assert page.value("document") == "E1"
    assert not AnswerPart.objects.exists()
    seen = page.value("not_personal_data_seen")
    post(client, *HERE, **given, not_personal_data="on", not_personal_data_seen=seen)
    assert AnswerPart.objects.get().pointer == given["pointer"]
    assert "NHS number" in str(Event.objects.get(verb=CONFIRMED).after)


def test_somebody_it_is_not_given_to_is_turned_away(client, signed_in, northmoor):
    assert post(signed_in(northmoor.tom), *HERE, add="words", **{"words-text": "So."}).status == 403


def test_a_document_for_a_few_people_is_tagged(client, northmoor, now):
    document(northmoor, now, "The rota")
    add(northmoor, now, title="Secret", sensitivity="restricted")
    for reference in ("E1", "E2"):
        post(client, *HERE, add="document", document=reference)
    assert get(client, *HERE).words.count("For a few people") == 1
