"""What was taken out of a text stays in its versions until it is withdrawn, so versions are looked at too."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assurance.access import access_of
from assurance.models import Part
from selfassessment.guard import in_versions
from selfassessment.models import Judgement, Revision
from selfassessment.operations.redaction import withdraw_words
from selfassessment.operations.writing import Draft, write_parts
from selfassessment.presenters.readiness import readiness_of
from selfassessment.whereabouts import EVERYWHERE
from tests.pages import get, leads_to, post
from tests.selfassessment.closing import next_round

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
BUDGET = 15  # queries of a page
NUMBER = "943 476 5919"
REDACT = ("statement_redact", "2027", "assessing-needs")


@pytest.fixture
def write(northmoor, now):
    def one(text: str, version: int, by, slug: str = "summary"):
        part = Part.objects.get(prompt_set=northmoor.round.prompt_set, slug=slug)
        return write_parts(
            round=northmoor.round, statement=northmoor.statement("assessing-needs"), by=by, at=now,
            drafts=[Draft(part, text, version)],
        )  # fmt: skip

    return one


@pytest.fixture
def taken_out(northmoor, write):
    """An NHS number that one person wrote and another took out of the text."""
    write(f"As she said (NHS {NUMBER}).", 0, northmoor.aisha)
    write("As she said.", 1, northmoor.helen)


def found(round=None):
    sections = Judgement.objects.all() if round is None else Judgement.objects.filter(round=round)
    flagged = sections.with_flagged_versions().select_related("statement")
    return [(one.key, one.sentence) for one in in_versions(flagged)]


def told(northmoor) -> list[str]:
    access = access_of(northmoor.ruth, northmoor.council, northmoor.round)
    findings = readiness_of(northmoor.round, access)[0].findings
    return [finding.sentence for finding in findings if "Earlier versions" in finding.sentence]


def test_readiness_and_the_section_say_so_and_lead_to_where_it_is_withdrawn(signed_in, northmoor, taken_out):
    assert found() == [("summary v1", "an NHS number")]
    said = "Earlier versions hold what looks like personal data: “Summary”: an NHS number."
    assert told(northmoor) == [said]
    client = signed_in(northmoor.aisha)
    get(client, "statement", "2027", "assessing-needs")  # the edition's words are kept from then on
    with CaptureQueriesContext(connection) as asked:
        page = get(client, "statement", "2027", "assessing-needs")
    assert len(asked) <= BUDGET, len(asked)
    assert said in page.words
    assert "/2027/self-assessment/assessing-needs/withdraw/#versions" in page.links
    assert (
        "/2027/self-assessment/assessing-needs/withdraw/#versions"
        in get(signed_in(northmoor.ruth), "round_readiness", "2027").links
    )
    reader = get(signed_in(northmoor.tom), "statement", "2027", "assessing-needs")
    assert said in reader.words
    assert "/2027/self-assessment/assessing-needs/withdraw/#versions" not in reader.links
    assert (
        "Earlier versions"
        in get(signed_in(northmoor.aisha), "statement_move", "2027", "assessing-needs", "submit").words
    )


def test_what_still_stands_is_told_of_the_text_and_not_of_its_versions(northmoor, write):
    write(f"NHS {NUMBER}", 0, northmoor.aisha)
    write(f"More. NHS {NUMBER}", 1, northmoor.helen)
    assert found() == []


def test_the_councils_own_phone_number_and_address_are_left_alone_once_they_are_replaced(northmoor, write):
    write("Ring 0191 498 0123, write to NE1 4LP", 0, northmoor.aisha)
    write("Ring us.", 1, northmoor.helen)
    assert found() == []
    assert not Revision.objects.filter(was_flagged=True).exists()


def test_a_text_kept_aside_counts_too(northmoor, write):
    write("First.", 0, northmoor.aisha)
    write("Second.", 1, northmoor.helen)
    write("Mine, born 4/5/1941.", 1, northmoor.aisha)
    assert found() == [("summary a1", "a date of birth")]


def test_within_one_sitting_only_what_is_left_of_it_counts(northmoor, write):
    write(f"NHS {NUMBER}", 0, northmoor.aisha)
    write("NHS number taken out.", 1, northmoor.aisha)
    write("Done.", 2, northmoor.helen)
    assert found() == []


def test_withdrawn_it_is_gone_and_the_word_is_put_into_the_box_by_a_press(signed_in, northmoor, taken_out, now):
    client = signed_in(northmoor.aisha)
    page = get(client, *REDACT)
    assert "Summary, version 1: an NHS number" in page.words
    assert post(client, *REDACT, take="summary v1").value("words") == NUMBER
    withdraw_words(
        round=northmoor.round, statement=northmoor.statement("assessing-needs"), words=NUMBER, reason="A number.",
        reach=EVERYWHERE, by=northmoor.ruth, at=now,
    )  # fmt: skip
    assert found() == []
    assert told(northmoor) == []
    assert "Found in earlier versions" not in get(client, *REDACT).words


def test_said_to_be_nobodys_it_is_not_asked_about_again(signed_in, northmoor, taken_out):
    client = signed_in(northmoor.aisha)
    assert leads_to(post(client, *REDACT, nobodys="summary v1"), *REDACT)
    assert "nobody’s personal data is kept in the history" in get(client, *REDACT).words
    assert told(northmoor) == []


def test_a_text_carried_over_is_known_by_its_first_version(northmoor, write, now):
    write(f"NHS {NUMBER}", 0, northmoor.aisha)
    round = next_round(northmoor, now)
    part = Part.objects.get(prompt_set=round.prompt_set, slug="summary")
    write_parts(
        round=round, statement=northmoor.statement("assessing-needs"), by=northmoor.aisha, at=now,
        drafts=[Draft(part, "Taken out.", 1)],
    )  # fmt: skip
    assert found(round) == [("summary v1", "an NHS number")]
