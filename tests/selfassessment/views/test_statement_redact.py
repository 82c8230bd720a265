"""Withdrawing words that could identify somebody: which, in how many places, and then for good."""

import pytest

from assurance.models import Notice
from selfassessment.models import Comment, Evidence, PartText, Redaction, Score
from tests.pages import get, leads_to, post, refuses
from tests.reports.writing import ask_for, score_statement, write_section
from tests.selfassessment.library import add, put_file
from tests.selfassessment.naming import named_in, next_round
from tests.selfassessment.talking import say

HERE = ("statement_redact", "2027", "assessing-needs")
WHY = "Names somebody who draws on care."


@pytest.fixture
def written(northmoor, now):
    write_section(
        northmoor.round,
        northmoor.statement("assessing-needs"),
        {"summary": "We met Joan Smith."},
        northmoor.aisha,
        now,
    )


def test_it_says_first_in_how_many_places_and_changes_nothing(signed_in, northmoor, written, now):
    ask_for(northmoor.round, northmoor.ruth, now, includes_scores=False)
    page = post(signed_in(northmoor.priya), *HERE, words="joan smith", reason=WHY)
    assert "“joan smith” stands in 3 places" in page.words
    here = "2027 annual self-assessment, Assessing needs 1 part as it stands today 1 version in the history"
    assert here in page.words
    assert "1 document, which is taken back: d-" in page.words
    assert "Documents that hold the words are taken back altogether" in page.words
    assert "This can’t be undone" in page.words
    assert (page.value("words"), page.value("reason")) == ("joan smith", WHY)
    assert PartText.objects.get().text == "We met Joan Smith."


def test_then_the_words_are_gone_and_the_page_lists_that_they_were_withdrawn(signed_in, northmoor, written):
    client = signed_in(northmoor.priya)
    done = post(client, *HERE, words="Joan Smith", reason=WHY, withdraw="yes")
    assert leads_to(done, "statement", "2027", "assessing-needs")
    assert PartText.objects.get().text == "We met [withdrawn]."
    assert "The words were withdrawn from 2 places." in get(client, "statement", "2027", "assessing-needs").words
    page = get(client, *HERE)
    assert "Withdrawn from here before" in page.words
    assert f"Priya Nair: 2 places. {WHY}" in page.words
    assert "Joan" not in page.words
    history = get(client, "statement_history", "2027", "assessing-needs")
    assert "Priya Nair withdrew words everywhere, from the page of Assessing needs" in history.words
    assert "Joan" not in history.words


def test_words_that_stand_nowhere_are_said_to(signed_in, northmoor, written):
    page = post(signed_in(northmoor.priya), *HERE, words="Nobody Known", reason=WHY)
    assert "stands nowhere your council keeps words here" in page.words
    assert not Redaction.objects.exists()


@pytest.mark.parametrize(
    ("words", "reason", "said", "field"),
    [
        ("", WHY, "Give the words that have to go.", "words"),
        ("Jo", WHY, "Give at least 3 characters", "words"),
        ("Joan Smith", "", "Say why they have to go", "reason"),
    ],
)
def test_what_is_missing_is_asked_for(signed_in, northmoor, written, words, reason, said, field):
    refuses(post(signed_in(northmoor.aisha), *HERE, words=words, reason=reason, withdraw="yes"), said, field)
    assert "Joan Smith" in PartText.objects.get().text


def test_a_reason_that_names_them_is_refused(signed_in, northmoor, written):
    page = post(signed_in(northmoor.aisha), *HERE, words="Joan Smith", reason="About Joan Smith.", withdraw="yes")
    refuses(page, "Your reason holds the words themselves")
    assert "Joan Smith" in PartText.objects.get().text


def test_only_those_who_write_the_section_may(signed_in, northmoor, written):
    assert post(signed_in(northmoor.tom), *HERE, words="Joan Smith", reason=WHY, withdraw="yes").status == 403
    assert "Joan Smith" in PartText.objects.get().text


def test_it_says_where_it_looks_and_that_files_are_not_changed(signed_in, northmoor):
    page = get(signed_in(northmoor.priya), *HERE)
    assert "everywhere your council keeps words here: in every round and section" in page.words
    assert "What is inside the files of the evidence library is not changed." in page.words


def test_it_names_the_items_whose_files_have_to_be_looked_into(signed_in, northmoor, written, now):
    item = add(northmoor, now, title="Letter of Joan Smith")
    put_file(northmoor, item, now)
    page = post(signed_in(northmoor.priya), *HERE, words="Joan Smith", reason=WHY)
    assert "The evidence library 1 item of evidence: E1" in page.words
    assert "Look into E1, which is found here" in page.words
    assert "/2027/evidence/E1/" in page.html


def test_the_page_is_the_same_for_words_in_a_score_they_may_not_see_and_for_words_nobody_wrote(
    signed_in, northmoor, now
):
    """Helen writes the section and sees no scores."""
    score_statement(northmoor.round, northmoor.statement("equity"), 2, northmoor.ruth, now, reason="Of Joan Smith.")
    client = signed_in(northmoor.helen)
    for withdraw in ({}, {"withdraw": "yes"}):
        there, nowhere = (
            post(client, *HERE, words=words, reason=WHY, **withdraw).words.replace(words, "…")
            for words in ("Joan Smith", "Mary Brown")
        )
        assert there == nowhere
        assert "stand" in there
    assert Score.objects.get().reason == "Of Joan Smith."


def test_a_withdrawal_from_scores_alone_is_listed_without_a_number(signed_in, northmoor, now):
    score_statement(northmoor.round, northmoor.statement("equity"), 2, northmoor.ruth, now, reason="Of Joan Smith.")
    client = signed_in(northmoor.ruth)
    post(client, *HERE, words="Joan Smith", reason=WHY, withdraw="yes")
    assert "The words were withdrawn from 2 places." in get(client, "statement", "2027", "assessing-needs").words
    assert f"Ruth Calloway: {WHY}" in get(signed_in(northmoor.helen), *HERE).words


# --- Whoever writes one section ---------------------------------------------------------------------------------------


@pytest.fixture
def everywhere(northmoor, written, now):
    """Joan's name in Aisha's section in two rounds, in another section, in evidence and in a document."""
    write_section(northmoor.round, northmoor.statement("equity"), {"summary": "Joan Smith."}, northmoor.priya, now)
    say(northmoor, northmoor.tom, "Is that Joan Smith?", now)
    add(northmoor, now, title="Letter of Joan Smith")
    ask_for(northmoor.round, northmoor.ruth, now, includes_scores=False)
    next_round(northmoor, now)


def test_a_writer_takes_them_out_of_the_sections_that_are_theirs_in_every_round(signed_in, northmoor, everywhere):
    client = signed_in(northmoor.aisha)
    asked = get(client, *HERE)
    assert "in every section that is yours to write, in this round and in others" in asked.words
    page = post(client, *HERE, words="Joan Smith", reason=WHY)
    assert "“Joan Smith” stands in 5 places" in page.words
    assert "Equity" not in page.words
    assert "your programme manager is told that you withdrew something" in page.words
    post(client, *HERE, words="Joan Smith", reason=WHY, withdraw="yes")
    assert "your programme manager is asked to look elsewhere" in get(client, "statement", *HERE[1:]).words
    held = PartText.objects.filter(text__contains="Joan").values_list("judgement__statement__slug", flat=True)
    assert set(held) == {"equity"}
    assert not Comment.objects.filter(text__contains="Joan").exists()
    assert Evidence.objects.filter(title__contains="Joan").exists()
    history = get(client, "statement_history", "2027", "assessing-needs").words
    assert "Aisha Rahman withdrew words from Assessing needs" in history


def test_those_who_can_look_everywhere_are_told_without_the_words(signed_in, northmoor, everywhere):
    post(signed_in(northmoor.aisha), *HERE, words="Joan Smith", reason=WHY, withdraw="yes")
    told = Notice.objects.filter(sentence__contains="withdrew words")
    assert {notice.person for notice in told} == {northmoor.priya, northmoor.ruth}
    assert not [notice for notice in told if "Joan" in notice.sentence]
    post(signed_in(northmoor.ruth), *HERE, words="Joan Smith", reason=WHY, withdraw="yes")
    assert named_in() == []


def test_for_a_writer_words_in_other_sections_stand_nowhere(signed_in, northmoor, now):
    write_section(northmoor.round, northmoor.statement("equity"), {"summary": "Joan Smith."}, northmoor.priya, now)
    client = signed_in(northmoor.helen)
    page = post(client, *HERE, words="Joan Smith", reason=WHY)
    assert "stands in no section that you write" in page.words
    refuses(post(client, *HERE, words="Joan Smith", reason=WHY, withdraw="yes"), "in no section that you write")
    assert PartText.objects.get().text == "Joan Smith."
    assert not Redaction.objects.exists()
