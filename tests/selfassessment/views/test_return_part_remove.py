"""Taking a part out of an answer."""

from selfassessment.models import AnswerPart, Evidence
from tests.pages import get, leads_to, post
from tests.selfassessment.asking import answered, ask, document, given_to, submitted
from tests.selfassessment.library import nothing_found

ITEM = ("return_item", "2027", "general-ir3")


def to(part) -> tuple:
    return ("return_part_remove", "2027", "general-ir3", part.reference)


def test_it_is_gone_and_its_document_stays(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    item = given_to(northmoor, ask(northmoor, now).items.get(), northmoor.aisha, now)
    part = answered(northmoor, item, now, kind="document", evidence=document(northmoor, now))
    client = signed_in(northmoor.aisha)
    assert leads_to(post(client, *to(part)), *ITEM)
    assert not AnswerPart.objects.exists()
    assert Evidence.objects.filter(withdrawn_at=None).exists()
    assert "It is no longer in the answer." in get(client, *ITEM).words
    assert post(client, *to(part)).status == 404


def test_words_are_asked_about_before_they_go(signed_in, northmoor, now):
    item = given_to(northmoor, ask(northmoor, now).items.get(), northmoor.aisha, now)
    part = answered(northmoor, item, now)
    client = signed_in(northmoor.aisha)
    page = post(client, *to(part))
    assert page.heading == "Take this out of the answer?"
    assert "We answer every complaint within 20 days." in page.words
    assert AnswerPart.objects.exists()
    assert leads_to(post(client, *to(part), sure="yes"), *ITEM)
    assert not AnswerPart.objects.exists()


def test_nothing_is_taken_from_an_answer_somebody_reads(signed_in, northmoor, now):
    item = given_to(northmoor, ask(northmoor, now).items.get(), northmoor.aisha, now)
    part = answered(northmoor, item, now)
    submitted(northmoor, item, now)
    client = signed_in(northmoor.aisha)
    post(client, *to(part))
    assert "Take it back first" in get(client, *ITEM).words
    assert AnswerPart.objects.exists()
    assert post(signed_in(northmoor.tom), *to(part)).status == 403
