"""Guidance, subtopics and prompts of one statement, as plain lines."""

import pytest

from assurance.models import Event, Subtopic
from tests.pages import get, leads_to, post, refuses

EDITION = "cqc-2025-06"
LINES = "Waiting\n- How long do people wait?\n-Who waits longest?\n\nCarers\n"


def subtopics(northmoor) -> list:
    found = Subtopic.objects.filter(prompt_set=northmoor.round.prompt_set, statement__slug="assessing-needs")
    return [(s.title, [p.text for p in s.prompts.order_by("number")]) for s in found.order_by("number")]


def test_what_is_shown_saves_as_the_same(signed_in, northmoor):
    client = signed_in(northmoor.callum)
    before, events = subtopics(northmoor), Event.objects.count()
    page = get(client, "settings_statement_prompts", EDITION, "assessing-needs")
    assert "- How long do people wait for an assessment" in page.value("subtopics")
    post(
        client, "settings_statement_prompts", EDITION, "assessing-needs", guidance=page.value("guidance"),
        subtopics=page.value("subtopics"),
    )  # fmt: skip
    assert subtopics(northmoor) == before
    assert Event.objects.count() == events


def test_new_lines_become_subtopics_and_prompts_beside_the_statement(signed_in, northmoor):
    client = signed_in(northmoor.callum)
    page = post(
        client, "settings_statement_prompts", EDITION, "assessing-needs", guidance="Think of carers.", subtopics=LINES
    )
    assert leads_to(page, "settings_prompts", EDITION)
    assert subtopics(northmoor) == [("Waiting", ["How long do people wait?", "Who waits longest?"]), ("Carers", [])]
    assert Event.objects.filter(verb="changed the prompts of", actor_name="Callum Reeve").exists()
    words = get(signed_in(northmoor.aisha), "statement_write", "2027", "assessing-needs").words
    assert "Think of carers. Waiting How long do people wait?" in words
    assert "How long do people wait for an assessment" not in words


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("subtopics", "- A question\nCarers", "Line 1 is a prompt, but no subtopic stands above it."),
        ("subtopics", "Carers\n\n" + "x" * 201, "Line 3 is too long for a subtopic"),
        ("subtopics", "x" * 20_001, "at most 20000 characters"),
        ("guidance", "x" * 3_001, "at most 3000 characters"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_the_words_stay(signed_in, northmoor, field, value, sentence):
    before = subtopics(northmoor)
    given = {"guidance": "", "subtopics": LINES, field: value}
    page = post(signed_in(northmoor.callum), "settings_statement_prompts", EDITION, "assessing-needs", **given)
    refuses(page, sentence, field)
    assert page.value(field) == value
    assert subtopics(northmoor) == before


def test_prompts_with_marks_in_them_are_shown_as_they_are(signed_in, northmoor):
    post(
        signed_in(northmoor.callum), "settings_statement_prompts", EDITION, "assessing-needs",
        guidance="<i>Think</i>", subtopics="</textarea><b>Carers</b>\n- <script>alert(1)</script>",
    )  # fmt: skip
    for page in [
        get(signed_in(northmoor.callum), "settings_statement_prompts", EDITION, "assessing-needs"),
        get(signed_in(northmoor.aisha), "statement_write", "2027", "assessing-needs"),
    ]:
        assert "<script>alert" not in page.html
        assert "</textarea><b>" not in page.html


def test_a_statement_that_is_not_there_is_not_found(signed_in, callum):
    assert get(signed_in(callum), "settings_statement_prompts", EDITION, "no-such").status == 404
    assert get(signed_in(callum), "settings_statement_prompts", "cqc-2023-12", "governance").status == 404
