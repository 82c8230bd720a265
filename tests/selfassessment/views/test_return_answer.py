"""Adding to an answer: a document found in the library, a link, words, or why it is not held."""

import pytest
from django.urls import reverse

from assurance.models import Notice
from selfassessment.answering import answer_of
from selfassessment.models import AnswerPart, Evidence
from selfassessment.operations.answering import check_answer, remove_part
from selfassessment.operations.evidence import withdraw_evidence
from selfassessment.operations.return_moves import submit_item
from selfassessment.return_rules import ReturnRefused, seen_now
from tests.pages import Page, get, leads_to, refuses
from tests.selfassessment.asking import answered, approved, ask, document, given_to, submitted
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
    submitted(northmoor, item, now)
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


def sends(client, kind: str, **data) -> Page:
    """The form for a part of this kind, sent."""
    address = f"{reverse(HERE[0], args=HERE[1:])}?kind={kind}"
    return Page(client.post(address, {"csrfmiddlewaretoken": "from the page", **data}))


def test_what_is_not_held_is_not_sent_as_well(signed_in, northmoor, now):
    item = given_to(northmoor, ask(northmoor, now).items.get(), northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    answered(northmoor, item, now, kind="not-held", text="We have none.")
    link = {"url": "https://northmoor.example/a", "text": "A page"}
    refuses(sends(client, "link", **link), "This answer says “not held”, so nothing can be sent")
    remove_part(part=item.parts.get(), round=northmoor.round, by=northmoor.aisha, at=now)
    answered(northmoor, item, now, kind="link", **link)
    page = sends(client, "not-held", text="We have none.")
    refuses(page, "so it can’t say “not held” as well")
    assert item.parts.count() == 1


def test_the_same_place_of_a_document_stands_once_in_an_answer(northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    item = ask(northmoor, now).items.get()
    evidence = document(northmoor, now)
    answered(northmoor, item, now, kind="document", evidence=evidence, pointer="Page 4")
    with pytest.raises(ReturnRefused, match="E1 Complaints report, Page 4, is in this answer already"):
        answered(northmoor, item, now, kind="within", evidence=evidence, pointer="page 4")
    answered(northmoor, item, now, kind="within", evidence=evidence, pointer="page 5")


def test_a_link_only_the_council_can_open_is_not_taken(signed_in, northmoor, now):
    item = given_to(northmoor, ask(northmoor, now).items.get(), northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    for url in ("http://localhost/x", "https://northmoor.sharepoint.com/s/a"):
        page = sends(client, "link", url=url, text="A page")
        refuses(page, "the regulator can’t open it. Add the document itself instead. Nothing was saved.")
    with pytest.raises(ReturnRefused, match="E1 leads to a page"):
        answered(
            northmoor, item, now, kind="document", evidence=add(northmoor, now, kind="link", url="http://intranet/x")
        )
    assert not item.parts.exists()


def test_words_are_changed_where_they_stand(signed_in, northmoor, item, now):
    first = answered(northmoor, item, now)
    answered(northmoor, item, now, text="And in braille.")
    client = signed_in(northmoor.aisha)
    address = f"{reverse(HERE[0], args=HERE[1:])}?part={first.reference}&kind=text"
    assert address.replace("&", "&amp;") in get(client, *ITEM).html
    assert Page(client.get(address)).value("text") == "We answer every complaint within 20 days."
    assert leads_to(changes(client, address, text="We answer within 15 days."), *ITEM)
    texts = list(item.parts.order_by("number").values_list("text", flat=True))
    assert texts == ["We answer within 15 days.", "And in braille."]
    late = changes(client, address, text="My own words.")
    refuses(late, "Somebody changed this part, or took it out, while you were here.")
    assert late.value("text") == "My own words."
    assert item.parts.count() == 2


def test_another_page_of_the_same_document_is_pointed_to(signed_in, northmoor, item, now):
    part = answered(northmoor, item, now, kind="within", evidence=document(northmoor, now), pointer="page 4")
    client = signed_in(northmoor.aisha)
    address = f"{reverse(HERE[0], args=HERE[1:])}?part={part.reference}&kind=within"
    assert Page(client.get(address)).value("pointer") == "page 4"
    assert leads_to(changes(client, address, how="within", pointer="page 5"), *ITEM)
    assert [(one.evidence_id, one.pointer) for one in item.parts.all()] == [(part.evidence_id, "page 5")]


def changes(client, address: str, **data) -> Page:
    """The form of a part that is there, sent."""
    return Page(client.post(address, {"csrfmiddlewaretoken": "from the page", **data}))


def test_who_approved_is_told_once_that_the_answer_changed_and_it_can_be_sent_again(signed_in, northmoor, item, now):
    approved(northmoor, item, now)
    before = Notice.objects.filter(person=northmoor.priya).count()
    answered(northmoor, item, now, text="And in braille.")
    answered(northmoor, item, now, text="And in Easy Read.")
    told = Notice.objects.filter(person=northmoor.priya).order_by("pk")[before:]
    assert [one.sentence for one in told] == [
        "Aisha Rahman changed an approved answer: item “General, IR3” of the return has to be approved again."
    ]
    check_answer(item=item, round=northmoor.round, seen=answer_of(item).print, by=northmoor.aisha, at=now)
    page = get(signed_in(northmoor.aisha), *ITEM)
    assert "/2027/return/items/general-ir3/move/submit/" in page.links
    submit_item(item=item, round=northmoor.round, seen=seen_now(item), by=northmoor.aisha, at=now)
    item.refresh_from_db()
    assert (item.status, item.approved_by) == ("with-reviewer", None)


def test_what_is_approved_as_it_stands_is_not_sent_for_approval(northmoor, item, now):
    approved(northmoor, item, now)
    with pytest.raises(ReturnRefused, match="is approved as it stands"):
        submit_item(item=item, round=northmoor.round, seen=seen_now(item), by=northmoor.aisha, at=now)


def test_who_approved_is_told_that_a_document_was_withdrawn(northmoor, item, now):
    evidence = document(northmoor, now)
    approved(northmoor, item, now, kind="document", evidence=evidence)
    withdraw_evidence(item=evidence, round=northmoor.round, by=northmoor.tom, at=now)
    again = "item “General, IR3” of the return has to be approved again."
    said = f"Tom Birkett withdrew E1, which an approved answer names: {again}"
    for person in (northmoor.priya, northmoor.aisha):
        assert Notice.objects.filter(person=person, sentence=said).count() == 1
