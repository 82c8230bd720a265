"""Adding a document, a link or a quotation; with a citation in one go."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assurance.guard import CONFIRMED, SEEN_FIELD, TICK_FIELD
from assurance.models import Event
from selfassessment.models import Citation, Evidence, EvidenceFile, Judgement
from tests.assurance.uploads import papers
from tests.pages import Page, day, get, leads_to, refuses
from tests.selfassessment.library import add, put_file

COMMON = {"title": "Carers’ survey", "category": "peoples-experience", "sensitivity": "internal"}


@pytest.fixture
def send(signed_in, northmoor, settings):
    def send(kind: str, *, cite: str = "", who=None, **data) -> Page:
        client = signed_in(who or northmoor.aisha)
        query = f"?kind={kind}&cite={cite}" if cite else f"?kind={kind}"
        client.cookies[settings.SESSION_COOKIE_NAME]  # a browser that is signed in
        return Page(client.post(reverse("evidence_add", args=["2027"]) + query, {**COMMON, **data}))

    return send


def upload(content: bytes = b"Words.", name: str = "survey.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_each_kind_has_one_short_form(signed_in, aisha):
    client = signed_in(aisha)
    assert get(client, "evidence_add", "2027").has_field("file")
    assert "Up to 50 MB" in get(client, "evidence_add", "2027").words
    assert get(client, "evidence_add", "2027", kind="link").has_field("url")
    assert get(client, "evidence_add", "2027", kind="quotation").has_field("said_by")
    assert get(client, "evidence_add", "2027", kind="nonsense").has_field("file")


def test_a_document_is_added_and_its_check_begins(send, northmoor):
    page = send(
        "document", file=upload(), summary="Two lines", **day("dated_on", 3, 3, 2026), owner=northmoor.helen.pk
    )
    assert leads_to(page, "evidence_item", "2027", "E1")
    item, file = Evidence.objects.get(), EvidenceFile.objects.get()
    assert (item.title, item.owner, str(item.dated_on)) == ("Carers’ survey", northmoor.helen, "2026-03-03")
    assert (file.name, file.state, file.uploaded_by) == ("survey.txt", "waiting", northmoor.aisha)


def test_a_link_and_a_quotation_are_added(send):
    assert leads_to(send("link", url="https://www.northmoor.example/x"), "evidence_item", "2027", "E1")
    assert leads_to(send("quotation", quotation="Nobody asked.", said_by="A carer"), "evidence_item", "2027", "E2")


def test_what_is_missing_is_said_at_its_field(send):
    page = send("document", title="", category="")
    refuses(page, "Choose a file.", "file")
    refuses(page, "Give it a title.", "title")
    refuses(page, "Choose a category.", "category")
    refuses(send("quotation"), "Give the words that were said.", "quotation")
    refuses(send("link", url="javascript:alert(1)"), "Give a whole address, beginning with https://", "url")
    refuses(send("link", url="ftp://x.example/a"), "Give an address of the web", "url")
    refuses(send("quotation", quotation="x", **day("dated_on", 31, 2, 2026)), "Give a real date", "dated_on_day")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "empty.pdf", "The file is empty"),
        (papers.PROGRAM, "plan.pdf", "is a program"),
        (papers.zip_bomb, "plan.docx", "zip bomb"),
        (b"<svg onload=x()>", "plan.png", "could run scripts"),
        (papers.with_entry(papers.word_file(["x"]), "word/vbaProject.bin", b"x"), "plan.docx", "holds macros"),
    ],
)
def test_a_bad_file_is_told_in_a_sentence_and_the_words_stay(send, content, name, words, settings):
    page = send("document", file=upload(content() if callable(content) else content, name))
    refuses(page, words, "file")
    assert page.value("title") == "Carers’ survey"
    assert "Choose the file again" in page.words
    assert not Evidence.objects.exists()


def test_a_file_over_the_limit_is_told_in_a_sentence(send, settings):
    settings.UPLOAD_LIMIT_MB = 1
    page = send("document", file=upload(b"x" * 3_000_000))
    refuses(page, "larger than 1 MB", "file")
    assert page.value("title") == "Carers’ survey"


def test_as_browsers_send_it_the_words_after_a_file_over_the_limit_stay_too(signed_in, northmoor, settings):
    settings.UPLOAD_LIMIT_MB = 1
    client, here = signed_in(northmoor.aisha), reverse("evidence_add", args=["2027"])
    file_first = {"csrfmiddlewaretoken": "from the page", "file": upload(b"x" * 3_000_000), **COMMON}
    page = Page(client.post(here, file_first))
    refuses(page, "larger than 1 MB", "file")
    assert page.value("title") == "Carers’ survey"
    assert len(page.problems) == 1


@pytest.mark.parametrize("name", ["../../../etc/passwd", "n" * 300 + ".txt", "a\r\nb: c.txt"])
def test_a_strange_name_is_made_safe(send, name):
    page = send("document", file=upload(name=name))
    assert page.status == 302, page.problems
    kept = EvidenceFile.objects.get().name
    assert "/" not in kept
    assert "\n" not in kept
    assert len(kept) <= 120


def test_the_same_file_twice_is_noticed_with_a_link(send, northmoor, now):
    put_file(northmoor, add(northmoor, now, title="The first"), now, b"Words.")
    page = send("document", file=upload())
    refuses(page, "This file is in the library already: E1 The first.", "file")
    assert reverse("evidence_item", args=["2027", "E1"]) in page.links
    assert Evidence.objects.count() == 1


def test_personal_data_in_the_words_comes_back_with_them(send):
    page = send("quotation", quotation="Ring me\non 07700 900123")
    refuses(page, "This looks like it holds a phone number (line 2)", "quotation")
    assert page.value("quotation") == "Ring me\non 07700 900123"
    sent = {"quotation": "Ring me\non 07700 900123", SEEN_FIELD: page.value(SEEN_FIELD), TICK_FIELD: "on"}
    assert leads_to(send("quotation", **sent), "evidence_item", "2027", "E1")
    told = Event.objects.get(verb=CONFIRMED)
    assert "900123" not in str(told.after)


# --- In one go ------------------------------------------------------------------------------------------------------


def test_adding_and_citing_in_one_go(send, northmoor):
    page = send(
        "link", cite="assessing-needs", url="https://x.example/", shows="It shows", pointer="page 2", i_statement="2"
    )
    assert leads_to(page, "statement", "2027", "assessing-needs")
    citation = Citation.objects.get()
    assert (citation.shows, citation.pointer, citation.i_statement.number) == ("It shows", "page 2", 2)


def test_a_document_cited_in_one_go_leads_to_its_check(send):
    page = send("document", cite="opening", file=upload(), shows="It shows")
    assert leads_to(page, "evidence_item", "2027", "E1")
    assert Citation.objects.get().judgement.statement is None


def test_a_citation_that_says_nothing_is_asked_for(send):
    refuses(send("link", cite="equity", url="https://x.example/"), "Say in one line what it shows here.", "shows")
    assert not Evidence.objects.exists()


def test_a_section_that_is_locked_leaves_the_item_in_the_library(send, northmoor):
    Judgement.objects.create(round=northmoor.round, statement=northmoor.statement("equity"), status="agreed")
    page = send("link", cite="equity", url="https://x.example/", shows="It shows")
    assert leads_to(page, "evidence_item", "2027", "E1")
    assert not Citation.objects.exists()


def test_an_unknown_section_is_simply_not_cited(send):
    assert leads_to(send("link", cite="no-such", url="https://x.example/"), "evidence_item", "2027", "E1")
