"""Is the round ready?"""

from django.urls import reverse

from selfassessment.models import Comment
from tests.pages import get, post
from tests.reports.writing import write_everything, write_section
from tests.selfassessment.library import add, cite, put_file
from tests.selfassessment.promising import promise

HERE = ("round_readiness", "2027")


def test_an_empty_round_lacks_everything_and_every_line_leads_somewhere(signed_in, northmoor):
    client = signed_in(northmoor.ruth)
    page = get(client, *HERE)
    assert "Not ready yet:" in page.words
    assert page.words.count("Nothing is written.") == 10
    assert "Nobody has this section." in page.words
    for href in {link for link in page.links if link.startswith("/2027/")}:
        assert client.get(href).status_code == 200, href


def test_what_is_done_is_no_longer_missing(signed_in, northmoor, now):
    write_everything(northmoor.round, northmoor.priya, now)
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": ""}, northmoor.priya, now)
    late = promise(northmoor.round, northmoor.priya, now, due_in=-2, section="assessing-needs")
    promise(northmoor.round, northmoor.priya, now, owner=northmoor.tom, due_in=5)
    Comment.objects.create(
        reference="k-1", judgement=late.judgement, text="Is this so?", by=northmoor.priya, at=now
    )  # a colleague's page writes these
    page = get(signed_in(northmoor.ruth), *HERE)
    assert "“Summary” is not written." in page.words
    assert page.words.count("is not written.") == 1
    assert "It is not agreed yet: it is being drafted." in page.words
    assert "A1 has no owner." in page.words
    assert "A1 is overdue by 2 days." in page.words
    assert "A2 " not in page.words
    assert "1 comment is not resolved." in page.words
    assert "“Nine tips for a self-assessment”: 9 of 9 not answered." in page.words


def test_a_statement_page_and_the_position_say_what_is_missing_there(signed_in, northmoor, now):
    write_section(northmoor.round, northmoor.statement("equity"), {"summary": "So."}, northmoor.priya, now)
    promise(northmoor.round, northmoor.priya, now, due_in=-2, section="equity")
    page = get(signed_in(northmoor.priya), "statement", "2027", "equity")
    missing = page.words.partition("Still missing")[2].partition("What is missing in the whole round")[0]
    assert "“What we do well” is not written." in missing
    assert "“Summary”" not in missing
    assert "Nothing is written against “I have care and support that enables me …”." in missing
    assert "A1 is overdue by 2 days." in missing
    position = get(signed_in(northmoor.ruth), "position", "2027").words
    assert (
        "10 sections with unwritten parts, 10 sections not agreed, 9 statements without evidence of every category, "
        "1 action without an owner, 1 overdue action." in (position)
    )
    reader = get(signed_in(northmoor.edwin), "statement", "2027", "equity")
    assert "Still missing" not in reader.words


def test_what_looks_like_personal_data_is_said_on_the_statement_in_readiness_and_before_a_document_leaves(
    signed_in, northmoor, now
):
    write_section(northmoor.round, northmoor.statement("equity"), {"summary": "943 476 5919"}, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    page = get(client, "statement", "2027", "equity")
    assert "This looks like it holds an NHS number. Take it out" in page.words
    assert "Something looks like personal data: “Summary”: an NHS number." in page.words
    assert "“Summary”: an NHS number" in get(client, "round_readiness", "2027").words
    assert "looks like it holds" not in get(signed_in(northmoor.edwin), "statement", "2027", "equity").words
    client = signed_in(northmoor.priya)
    made = post(client, "documents", "2027", kind="self-assessment-workbook")
    words = client.get(made.response["Location"]).content.decode()
    assert "(Equity in experience and outcomes, “Summary”: an NHS number)" in words


def test_documents_cited_without_a_file_are_told_on_the_whole_and_on_the_statement_page(signed_in, northmoor, now):
    bare, filed = add(northmoor, now), add(northmoor, now, title="Audit")
    put_file(northmoor, filed, now)
    for item in (bare, filed, add(northmoor, now, kind="link", title="Pages")):
        cite(northmoor, item, now, section="equity")
        cite(northmoor, item, now, section="equity", shows="Another line")
    client, sentence = signed_in(northmoor.priya), "1 document cited here has no file yet."
    assert get(client, *HERE).words.count(sentence) == 1
    page = get(client, "statement", "2027", "equity")
    assert page.words.count(sentence) == 1
    assert page.words.count("No file yet") == 2  # at each of its two citations
    put_file(northmoor, bare, now, content=b"Other words.")
    assert sentence not in get(client, *HERE).words
    assert "No file yet" not in get(client, "statement", "2027", "equity").words


def test_a_line_leads_to_the_part_it_is_about(signed_in, northmoor, now):
    written = {"summary": "One.", "strengths": "Two."}
    write_section(northmoor.round, northmoor.statement("equity"), written, northmoor.priya, now)
    write = reverse("statement_write", args=["2027", "equity"])
    read = reverse("statement", args=["2027", "equity"])
    page = get(signed_in(northmoor.priya), *HERE)
    assert f"{write}#part-evidence" in page.links
    assert f"{read}#evidence-heading" in page.links
    assert f"{read}#part-evidence" in get(signed_in(northmoor.tom), "statement", "2027", "equity").links
    for address in ("statement_write", "statement"):
        assert {"part-evidence", "part-impact"} <= get(signed_in(northmoor.priya), address, "2027", "equity").ids
    needs = northmoor.statement("assessing-needs")
    write_section(northmoor.round, needs, {"summary": "One."}, northmoor.priya, now)
    page = get(signed_in(northmoor.priya), *HERE)
    assert f"{reverse('statement_write', args=['2027', 'assessing-needs'])}#part-voice" in page.links
