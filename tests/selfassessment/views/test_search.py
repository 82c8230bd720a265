"""Finding something again: as far as this person may read, on both databases."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assurance.models import Part
from assurance.operations import prompts
from selfassessment.guard import standing
from selfassessment.operations import commenting
from selfassessment.operations.guard import confirm_concerns
from tests.pages import get
from tests.reports.writing import write_section
from tests.selfassessment.rows import action, evidence
from tests.selfassessment.talking import reply, say

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
KINDS = ["What we say", "Evidence", "Actions", "Open comments"]


@pytest.fixture
def library(northmoor, now):
    """Something about herons in every place where words can stand."""
    write_section(
        northmoor.round, northmoor.statement("equity"), {"summary": "Where herons wait."}, northmoor.aisha, now
    )
    evidence(northmoor, 1, "Herons counted", now, cited=True)
    evidence(northmoor, 2, "A survey", now, file="herons_of-2026.pdf")
    evidence(northmoor, 3, "Said", now, kind="quotation", quotation="I saw herons.", said_by="A carer")
    evidence(northmoor, 4, "Kept close: herons", now, sensitivity="restricted", owner=northmoor.helen, cited=True)
    evidence(northmoor, 5, "Withdrawn herons", now, withdrawn_at=now)
    action(northmoor, 7, "Feed the herons", now, owner=northmoor.tom)
    thread = say(northmoor, northmoor.edwin, "What of herons?", now).comment
    reply(thread, northmoor.aisha, "The herons thrive.", now)
    settled = say(northmoor, northmoor.tom, "Old herons.", now).comment
    commenting.resolve(thread=settled, by=northmoor.tom, at=now)
    return thread


def found(client, query, **more) -> dict[str, int]:
    """How many of each kind the page says there are."""
    words = get(client, "search", "2027", q=query, **more).words
    counts = {}
    for kind in KINDS:
        if f"{kind} (" in words:
            counts[kind] = int(words.partition(f"{kind} (")[2].partition(")")[0])
    return counts


def test_it_finds_words_wherever_they_stand_and_marks_them(signed_in, northmoor, library):
    page = get(signed_in(northmoor.ruth), "search", "2027", q="herons")
    assert page.title.startswith("8 found for “herons”")
    assert found(signed_in(northmoor.ruth), "herons") == dict(zip(KINDS, [1, 4, 1, 2], strict=True))
    assert "<mark>herons</mark> wait" in page.html
    assert "E1 <mark>Herons</mark> counted" in page.html
    assert "I saw <mark>herons</mark>." in page.html
    assert "A7 Feed the <mark>herons</mark>" in page.html
    assert reverse("statement", args=["2027", "equity"]) + "#part-summary" in page.links
    assert any(
        link.startswith(reverse("comment", args=["2027", library.reference]) + "#comment-") for link in page.links
    )
    assert "Withdrawn" not in page.words
    assert "Old" not in page.words


def test_each_finds_only_what_they_may_read(signed_in, northmoor, library):
    counts = {who: found(signed_in(northmoor.people[who]), "herons") for who in
              ["tom", "helen", "priya", "meilin", "yvonne", "edwin"]}  # fmt: skip
    evidence_seen = {who: count.get("Evidence") for who, count in counts.items()}
    assert evidence_seen == {"tom": 3, "helen": 4, "priya": 4, "meilin": 3, "yvonne": 1, "edwin": None}
    assert counts["yvonne"] == {"What we say": 1, "Evidence": 1, "Open comments": 2}
    assert "Herons counted" in get(signed_in(northmoor.yvonne), "search", "2027", q="herons").words
    edwin = get(signed_in(northmoor.edwin), "search", "2027", q="herons")
    assert "1 found for “herons”" in edwin.words
    assert "You search what is written in the statements." in get(signed_in(northmoor.edwin), "search", "2027").words


def test_the_owner_finds_what_is_restricted_and_a_colleague_does_not(signed_in, northmoor, library):
    assert "Kept close" in get(signed_in(northmoor.helen), "search", "2027", q="herons").words
    assert "Kept close" not in get(signed_in(northmoor.tom), "search", "2027", q="herons").words
    assert "Kept close" not in get(signed_in(northmoor.yvonne), "search", "2027", q="herons").words


def test_whoever_is_invited_finds_no_part_that_nobody_has_cleared(signed_in, northmoor, now):
    statement = northmoor.statement("equity")
    texts = {"summary": "The mayfly survey. Ring 0191 498 0123.", "strengths": "A mayfly each."}
    write_section(northmoor.round, statement, texts, northmoor.priya, now)
    found = {
        who: get(signed_in(northmoor.people[who]), "search", "2027", q="mayfly") for who in ["edwin", "yvonne", "tom"]
    }
    for who in ["edwin", "yvonne"]:
        assert "survey" not in found[who].words, who
        assert "What we say (1)" in found[who].words or "1 found" in found[who].words, who
    assert "survey" in found["tom"].words
    confirm_concerns(
        concerns=standing(northmoor.round, statement), round=northmoor.round, statement=statement,
        by=northmoor.priya, at=now,
    )  # fmt: skip
    assert "survey" in get(signed_in(northmoor.edwin), "search", "2027", q="mayfly").words


def test_another_council_finds_nothing_of_it(signed_in, westerholme, northmoor, library):
    page = get(signed_in(westerholme.director), "search", "2027-w", q="herons")
    assert "Nothing found" in page.words


def test_a_hidden_parts_text_is_not_found(signed_in, northmoor, library, now):
    part = Part.objects.get(prompt_set=northmoor.round.prompt_set, slug="summary")
    prompts.save_part(
        prompt_set=northmoor.round.prompt_set, part=part, title=part.title, help="", word_guide=1, scope=part.scope,
        retired=True, by=northmoor.callum, at=now,
    )  # fmt: skip
    assert found(signed_in(northmoor.ruth), "herons")["What we say"] == 0


def test_one_kind_at_a_time_and_page_by_page(signed_in, northmoor, now):
    for number in range(1, 24):
        evidence(northmoor, number, f"Heron number {number:02}", now)
    client = signed_in(northmoor.tom)
    everything = get(client, "search", "2027", q="heron")
    assert everything.words.count("Heron number") == 5
    assert "See all 23 in “Evidence”" in everything.words
    assert "?q=heron&kind=evidence" in everything.links
    assert get(client, "search", "2027", q="heron", kind="evidence").words.count("Heron number") == 10
    assert get(client, "search", "2027", q="heron", kind="evidence", page=3).words.count("Heron number") == 3
    assert get(client, "search", "2027", q="heron", kind="evidence", page=99).words.count("Heron number") == 10
    assert get(client, "search", "2027", q="heron", kind="evidence", page="x").words.count("Heron number") == 10
    assert "Nothing of this kind." in get(client, "search", "2027", q="heron", kind="actions").words
    assert get(client, "search", "2027", q="heron", kind="no-such").words.count("Heron number") == 5


def test_an_item_is_found_by_its_reference(signed_in, northmoor, library):
    client = signed_in(northmoor.ruth)
    assert "E3 Said" in get(client, "search", "2027", q="e3").words
    assert "A7 Feed the herons" in get(client, "search", "2027", q="A7").words
    assert "Nothing found" in get(client, "search", "2027", q="A8").words


def test_a_files_name_is_several_words(signed_in, northmoor, library):
    assert "E2 A survey" in get(signed_in(northmoor.tom), "search", "2027", q="2026").words


def test_a_phrase_a_word_to_leave_out_and_capitals(signed_in, northmoor, library):
    client = signed_in(northmoor.ruth)
    assert found(client, '"herons wait"')["What we say"] == 1
    assert found(client, '"wait herons"').get("What we say", 0) == 0
    assert found(client, "HERONS")["What we say"] == 1
    assert found(client, "herons -wait")["What we say"] == 0
    assert found(client, "herons thrive")["Open comments"] == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("%", "There is no word or number in your search. Type at least one."),
        ("'; --", "There is no word or number in your search. Type at least one."),
        ("-herons", "Say at least one word to look for, not only what to leave out."),
        ("heron " * 40, "Use a few words: at most 200 characters."),
    ],
)
def test_what_can_not_be_searched_for_gets_a_sentence_and_stays_in_the_box(
    signed_in, northmoor, library, typed, sentence
):
    page = get(signed_in(northmoor.ruth), "search", "2027", q=typed)
    assert page.status == 200
    assert [said for said in page.problems if sentence in said]
    assert page.title.startswith("Error: ")
    assert page.value("q") == typed


@pytest.mark.parametrize(
    "typed",
    [
        "h%s",
        "h_rons",
        "%herons%",
        "her'ons",
        "herons\\",
        "herons)",
        "[herons",
        "z*",
        "<mark>",
        "herons:*",
        "a & | ! b",
        "\x00herons",
    ],
)
def test_signs_of_databases_mean_nothing(signed_in, northmoor, library, typed):
    page = get(signed_in(northmoor.ruth), "search", "2027", q=typed)
    assert page.status == 200
    assert ("8 found" in page.words) == (
        typed in {"%herons%", "herons\\", "herons)", "[herons", "herons:*", "\x00herons"}
    )


def test_nothing_found_and_nothing_asked_say_what_to_do(signed_in, northmoor, library):
    client = signed_in(northmoor.ruth)
    assert "Nothing found Try fewer words" in get(client, "search", "2027", q="pelicans").words
    nothing = get(client, "search", "2027")
    assert (
        "You search what is written in the statements, the evidence library, the actions and the open comments."
        in nothing.words
    )
    assert not nothing.problems
    assert not get(client, "search", "2027", q="  ").problems


def test_an_extract_is_text_never_html(signed_in, northmoor, now):
    marks = "Herons <script>alert('x')</script> & \ue000more\ue001 <b>list</b>"
    write_section(northmoor.round, northmoor.statement("equity"), {"summary": marks}, northmoor.aisha, now)
    evidence(northmoor, 1, "<i>Herons</i>", now, summary=marks)
    page = get(signed_in(northmoor.ruth), "search", "2027", q="<b>herons")
    assert "<script>alert" not in page.html
    assert "<b>list" not in page.html
    assert "<i>" not in page.html
    page = get(signed_in(northmoor.ruth), "search", "2027", q="herons")
    assert "<mark>Herons</mark>" in page.html
    assert "<mark>more" not in page.html


def test_an_extract_shows_plain_words_without_the_signs_that_set_them_out(signed_in, northmoor, now):
    text = "# The marsh\n- **Herons** wait\n- *Others* [do not](https://example.org/x)"
    write_section(northmoor.round, northmoor.statement("equity"), {"summary": text}, northmoor.aisha, now)
    page = get(signed_in(northmoor.ruth), "search", "2027", q="herons")
    assert "The marsh Herons wait Others do not" in page.words
    assert "<mark>Herons</mark>" in page.html


def test_the_longest_texts_are_searched_within_the_budget(signed_in, northmoor, now):
    long = ("People wait for a heron in the marsh and say so to us. " * 400)[:19_900]
    for statement in [None, *northmoor.round.edition.statements.all()]:
        parts = Part.objects.for_section(statement).filter(prompt_set=northmoor.round.prompt_set)
        write_section(northmoor.round, statement, {part.slug: long for part in parts}, northmoor.ruth, now)
    client = signed_in(northmoor.ruth)
    for more in [{}, {"kind": "texts"}, {"kind": "texts", "page": 99}]:
        with CaptureQueriesContext(connection) as queries:
            page = get(client, "search", "2027", q="marsh", **more)
        assert len(queries) <= 15
        assert len(page.html) < 60_000
    assert found(client, "marsh")["What we say"] > 60


def test_the_box_stands_on_the_task_list_and_the_link_in_the_frame(signed_in, northmoor):
    page = get(signed_in(northmoor.edwin), "self_assessment", "2027")
    assert page.has_field("q")
    assert reverse("search", args=["2027"]) in page.links
    assert reverse("search", args=["2027"]) not in get(signed_in(northmoor.callum), "home").links


def test_postgresql_knows_the_forms_of_a_word_and_ranks_other_databases_know_beginnings(signed_in, northmoor, now):
    texts = {"summary": "We assessed one. " + "Other words stand here. " * 50,
             "strengths": "Assessing, assessments and assessed: we assess."}  # fmt: skip
    write_section(northmoor.round, northmoor.statement("equity"), texts, northmoor.aisha, now)
    page = get(signed_in(northmoor.ruth), "search", "2027", q="assessments")
    if connection.vendor == "postgresql":
        assert page.words.index("What we do well") < page.words.index("outcomes: Summary")
        assert "<mark>assessed</mark>" in page.html
    else:
        assert "1 found" in page.words
        assert "2 found" in get(signed_in(northmoor.ruth), "search", "2027", q="assess").words
