"""Adding to an answer: a document found in the library, a link, words, or why it is not held."""

import pytest

from selfassessment.models import AnswerPart, Evidence
from selfassessment.operations.return_moves import submit_item
from tests.pages import get
from tests.selfassessment.asking import answered, approved, ask, document, given_to
from tests.selfassessment.library import add, nothing_found

HERE = ("return_answer", "2027", "general-ir3")
ITEM = ("return_item", "2027", "general-ir3")


@pytest.fixture
def item(northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    made = ask(northmoor, now).items.get()
    given_to(northmoor, made, northmoor.aisha, now)
    return made


def test_a_document_is_found_by_words_and_added(signed_in, northmoor, item, now):
    document(northmoor, now, "Complaints report")
    document(northmoor, now, "Carers’ strategy")
    client = signed_in(northmoor.aisha)
    page = get(client, *HERE, q="strategy")
    assert "1 document or link, latest added first" in page.words
    assert "Complaints report" not in page.words
    assert "?document=E2" in page.links
    url = f"{page.response.request['PATH_INFO']}?document=E2"
    sent = client.post(url, {"how": "document", "pointer": ""})
    assert sent.status_code == 302
    part = AnswerPart.objects.get()
    assert (part.kind, part.evidence.title, part.by) == ("document", "Carers’ strategy", northmoor.aisha)


def test_what_is_covered_in_a_document_says_where(signed_in, northmoor, item, now):
    document(northmoor, now)
    client = signed_in(northmoor.aisha)
    url = "/2027/return/items/general-ir3/answer/?document=E1"
    assert "Say where in the document it is covered" in client.post(url, {"how": "within"}).content.decode()
    client.post(url, {"how": "within", "pointer": "section 4"})
    part = AnswerPart.objects.get()
    assert (part.kind, part.pointer) == ("within", "section 4")


@pytest.mark.parametrize(
    ("kind", "given", "missing"),
    [
        (
            "link",
            {"url": "https://northmoor.example/mps", "text": "Market position"},
            "Give the address of the page.",
        ),
        ("text", {"text": "We answer in 20 days."}, "Write the words of the answer."),
        ("not-held", {"text": "The survey is run in March."}, "Say why it is not held: a sentence is enough."),
    ],
)
def test_a_link_words_or_why_it_is_not_held(signed_in, northmoor, item, kind, given, missing):
    client = signed_in(northmoor.aisha)
    url = f"/2027/return/items/general-ir3/answer/?kind={kind}"
    assert missing in client.post(url, {"text": ""}).content.decode()
    assert client.post(url, given).status_code == 302
    part = AnswerPart.objects.get()
    assert (part.kind, part.text) == (kind, given["text"])


def test_only_addresses_of_the_web_are_taken(signed_in, northmoor, item):
    client = signed_in(northmoor.aisha)
    url = "/2027/return/items/general-ir3/answer/?kind=link"
    said = client.post(url, {"url": "javascript:alert(1)", "text": "It"}).content.decode()
    assert "Give a whole address" in said or "Give an address of the web" in said
    assert not AnswerPart.objects.exists()


def test_personal_data_in_words_is_asked_about_first(signed_in, northmoor, item):
    client = signed_in(northmoor.aisha)
    url = "/2027/return/items/general-ir3/answer/?kind=text"
    assert "This looks like it holds an NHS number" in client.post(url, {"text": "943 476 5919"}).content.decode()
    assert not AnswerPart.objects.exists()


def test_what_may_not_be_opened_or_named_is_not_offered(signed_in, northmoor, item, now):
    add(northmoor, now, by=northmoor.priya, title="For a few", sensitivity=Evidence.Sensitivity.RESTRICTED)
    add(northmoor, now, kind="quotation", title="Her words")
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "The library has no documents yet" in page.words
    client = signed_in(northmoor.aisha)
    assert client.get("/2027/return/items/general-ir3/answer/?document=E9").status_code == 404
    refused = client.post("/2027/return/items/general-ir3/answer/?document=E1", {"how": "document"})
    assert refused.status_code == 403


def test_the_same_is_not_added_twice(signed_in, northmoor, item, now):
    answered(northmoor, item, now)
    client = signed_in(northmoor.aisha)
    url = "/2027/return/items/general-ir3/answer/?kind=text"
    given = {"text": "We answer every complaint within 20 days."}
    assert "Just this is in the answer already." in client.post(url, given).content.decode()


def test_an_answer_that_is_being_read_is_not_added_to(signed_in, northmoor, item, now):

    answered(northmoor, item, now)
    submit_item(item=item, round=northmoor.round, by=northmoor.aisha, at=now)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "Take it back first, then change its answer." in page.words


def test_an_approved_answer_may_be_added_to_and_says_that_it_changed(signed_in, northmoor, item, now):
    approved(northmoor, item, now)
    client = signed_in(northmoor.aisha)
    client.post("/2027/return/items/general-ir3/answer/?kind=text", {"text": "And more."})
    assert "The answer changed since it was approved." in get(client, *ITEM).words


def test_somebody_else_s_item_is_not_answered(signed_in, northmoor, item):
    page = get(signed_in(northmoor.tom), *HERE)
    assert page.status == 403


def test_a_ticked_pointer_into_a_document_is_told_in_the_history(northmoor, item, now):
    from assurance.guard import CONFIRMED, concerns_in
    from assurance.models import Event
    from selfassessment.operations.answering import Given, add_part

    pointer = "the row of 943 476 5919"
    confirmed = concerns_in({"pointer": ("Page or section", pointer)})
    given = Given("within", evidence=document(northmoor, now), pointer=pointer, confirmed=confirmed)
    add_part(item=item, round=northmoor.round, given=given, by=northmoor.aisha, at=now)
    assert "NHS number" in str(Event.objects.get(verb=CONFIRMED).after)
