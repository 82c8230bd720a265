"""A section beside the same section of an earlier round."""

import pytest
from django.urls import reverse

from assurance.operations.councils import start_round
from assurance.operations.people import invite
from tests.pages import get
from tests.reports.writing import score_statement, write_section

HERE = ("statement_rounds", "2028", "equity")


@pytest.fixture
def next_round(northmoor, now):
    statement = northmoor.statement("equity")
    write_section(northmoor.round, statement, {"summary": "Last year's <b>words</b>."}, northmoor.aisha, now)
    score_statement(northmoor.round, statement, 2, northmoor.ruth, now)
    return start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2028", title="2028", by=northmoor.callum,
        at=now, previous=northmoor.round,
    )  # fmt: skip


def test_both_texts_stand_side_by_side(signed_in, northmoor, next_round, now):
    same = get(signed_in(northmoor.tom), *HERE)
    assert same.title.startswith("Compare with an earlier round: ")
    assert same.heading == "Compare with an earlier round"
    assert "Compare with an earlier round" in get(signed_in(northmoor.tom), "statement", *HERE[1:]).words
    assert "Every text is as it was in “2027 annual self-assessment”." in same.words
    from assurance.models import Part
    from selfassessment.operations.writing import Draft, write_parts

    part = Part.objects.get(prompt_set=next_round.prompt_set, slug="summary")
    draft = Draft(part, "This year's <b>words</b>.", 1)
    write_parts(round=next_round, statement=northmoor.statement("equity"), drafts=[draft], by=northmoor.aisha, at=now)
    page = get(signed_in(northmoor.tom), *HERE)
    assert "1 of 8 texts differ from “2027 annual self-assessment”." in page.words
    assert "[only here: Last ] year's <b>words</b>." in page.words
    assert "[only here: This ] year's <b>words</b>." in page.words
    anew = Draft(part, "Nothing of it is left in here.", 2)
    write_parts(round=next_round, statement=northmoor.statement("equity"), drafts=[anew], by=northmoor.aisha, at=now)
    page = get(signed_in(northmoor.tom), *HERE)
    assert "Written anew: hardly a word stands in both rounds." in page.words
    assert "only here" not in page.words
    emptied = Draft(part, "", 3)
    write_parts(
        round=next_round, statement=northmoor.statement("equity"), drafts=[emptied], by=northmoor.aisha, at=now
    )
    page = get(signed_in(northmoor.tom), *HERE)
    assert "Last year's <b>words</b>. 2028 Nothing is written yet." in page.words


def test_scores_stand_there_for_those_who_may_see_them(signed_in, northmoor, next_round):
    assert "2 – some shortfalls" in get(signed_in(northmoor.ruth), *HERE).words
    assert "shortfalls" not in get(signed_in(northmoor.tom), *HERE).words


def test_whoever_is_invited_reads_no_part_of_either_round_that_nobody_has_cleared(
    signed_in, northmoor, next_round, now
):
    statement = next_round.edition.statements.get(slug="equity")
    write_section(northmoor.round, statement, {"summary": "Then: 0191 498 0123."}, northmoor.priya, now)
    write_section(next_round, statement, {"summary": "Now: 0191 498 0124."}, northmoor.priya, now)
    invite(round=next_round, person=northmoor.edwin, until=None, by=northmoor.priya, at=now)
    words = get(signed_in(northmoor.edwin), "statement_rounds", next_round.slug, "equity").words
    assert "being checked for personal data" in words
    assert "498" not in words
    told = get(signed_in(northmoor.tom), "statement_rounds", next_round.slug, "equity").words
    assert ("0123" in told, "0124" in told, "being checked" in told) == (True, True, False)


def test_a_round_one_may_not_read_is_not_there(signed_in, northmoor, westerholme, next_round, now):
    client = signed_in(northmoor.tom)
    address = reverse(*HERE[:1], args=HERE[1:])
    assert client.get(address, {"with": westerholme.round.slug}).status_code == 404
    # Edwin is invited into the earlier round; into the next one only from now on.
    edwin = signed_in(northmoor.edwin)
    assert edwin.get(address).status_code == 403
    invite(round=next_round, person=northmoor.edwin, until=None, by=northmoor.priya, at=now)
    assert edwin.get(address).status_code == 200


def test_with_one_round_there_is_nothing_to_compare(signed_in, northmoor):
    page = get(signed_in(northmoor.tom), "statement_rounds", "2027", "equity")
    assert "There is no earlier round to compare with" in page.words
