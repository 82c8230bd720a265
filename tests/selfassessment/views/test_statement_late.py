"""A text that came too late and was kept aside: read it, and bring it back."""

import datetime

import pytest

from assurance.models import Event
from selfassessment.models import Judgement, LateText, PartText
from selfassessment.operations.writing import Draft, write_parts
from tests.pages import get, leads_to, post
from tests.reports.writing import write_section

VERSIONS = ("statement_compare", "2027", "assessing-needs")
HERE = ("statement_late", "2027", "assessing-needs", "summary", 1)


@pytest.fixture
def late(northmoor, now):
    """Helen saves the summary first; Aisha's comes too late."""
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "What Helen wrote."}, northmoor.helen, now)
    part = northmoor.round.prompt_set.parts.get(slug="summary")
    draft = Draft(part, "What Aisha wrote.", 0)
    outcome = write_parts(round=northmoor.round, statement=statement, drafts=[draft], by=northmoor.aisha, at=now)
    assert outcome.stale[0].is_kept
    return LateText.objects.get()


def test_it_stands_among_the_versions_with_who_and_when(signed_in, northmoor, late):
    page = get(signed_in(northmoor.tom), *VERSIONS)
    assert "1 text kept aside This was written while the part was saved elsewhere." in page.words
    assert "Text 1 kept aside Aisha Rahman, " in page.words
    assert "written where nothing stood" in page.words


def test_it_is_read_beside_what_stands_by_whoever_reads_the_history(signed_in, northmoor, late):
    page = get(signed_in(northmoor.tom), *HERE)
    assert page.heading == "Text 1 kept aside for “Summary”"
    assert "What [only here: Helen ] wrote." in page.words
    assert "What [only here: Aisha ] wrote." in page.words
    assert "Bring it back" not in page.words
    assert post(signed_in(northmoor.tom), *HERE, version="1").status == 403
    assert get(signed_in(northmoor.edwin), *HERE).status == 403


def test_it_is_brought_back_as_a_version_of_its_own(signed_in, northmoor, late):
    client = signed_in(northmoor.helen)
    assert "Bring it back" in get(client, *HERE).words
    leads_to(post(client, *HERE, version="1"), *VERSIONS)
    held = PartText.objects.get()
    assert (held.text, held.version, held.changed_by) == ("What Aisha wrote.", 2, northmoor.helen)
    revisions = held.revisions.order_by("version").values_list("text", "by", "sealed")
    assert list(revisions) == [
        ("What Helen wrote.", northmoor.helen.pk, True), ("What Aisha wrote.", northmoor.helen.pk, True),
    ]  # fmt: skip
    assert "kept aside" not in get(client, *VERSIONS).words.replace("now says what was kept aside", "")


def test_it_is_not_brought_back_over_what_somebody_saved_meanwhile(signed_in, northmoor, late, now):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "What Priya wrote."}, northmoor.priya, now)
    page = post(signed_in(northmoor.helen), *HERE, version="1")
    assert page.status == 409
    assert "Priya Nair saved “Summary” meanwhile. Nothing was changed." in page.words
    assert PartText.objects.get().text == "What Priya wrote."


def test_nor_while_the_section_is_locked(signed_in, northmoor, late):
    Judgement.objects.update(status="agreed")
    assert "Bring it back" not in get(signed_in(northmoor.helen), *HERE).words
    assert "its text is locked" in post(signed_in(northmoor.helen), *HERE, version="1").words
    assert PartText.objects.get().text == "What Helen wrote."


@pytest.mark.parametrize("address", [(*HERE[:4], 2), (*HERE[:3], "strengths", 1), (*HERE[:3], "no-such-part", 1)])
def test_one_that_is_not_there_leads_to_the_list(signed_in, northmoor, late, address):
    assert leads_to(get(signed_in(northmoor.helen), *address), *VERSIONS)


# --- What it says to whoever wrote it --------------------------------------------------------------------------------

WRITE = ("statement_write", "2027", "assessing-needs")


def test_the_notice_says_who_saved_first_until_its_writer_says_that_they_do_not_need_it(signed_in, northmoor, late):
    client = signed_in(northmoor.aisha)
    assert "Your text for “Summary”" in (words := get(client, *WRITE).words)
    assert "Helen Sowerby saved this part first" in words
    assert "I don’t need it" in get(client, *HERE).words
    assert leads_to(post(client, *HERE, put_away="yes"), *WRITE)
    words = get(client, *WRITE).words
    assert "Your text for “Summary” is put away. It stays among the versions" in words
    assert "saved this part first" not in words
    late.refresh_from_db()
    assert (late.settled_at is not None, late.text) == (True, "What Aisha wrote.")
    event = Event.objects.order_by("-pk").first()
    assert (event.verb, event.subject) == ("put away the text kept aside for", "Assessing needs: Summary")
    assert "I don’t need it" not in get(client, *HERE).words


def test_nobody_puts_away_what_somebody_else_wrote(signed_in, northmoor, late):
    client = signed_in(northmoor.helen)
    assert "I don’t need it" not in get(client, *HERE).words
    post(client, *HERE, put_away="yes")
    late.refresh_from_db()
    assert late.settled_at is None


def test_one_is_told_that_it_was_oneself_in_another_window(signed_in, northmoor, now):
    statement, part = northmoor.statement("assessing-needs"), northmoor.round.prompt_set.parts.get(slug="summary")
    write_section(northmoor.round, statement, {"summary": "In one window."}, northmoor.aisha, now)
    draft, after = Draft(part, "In the other.", 0), now + datetime.timedelta(seconds=5)
    write_parts(round=northmoor.round, statement=statement, drafts=[draft], by=northmoor.aisha, at=after)
    client = signed_in(northmoor.aisha)
    assert "you had saved this part in another window" in get(client, *WRITE).words
    assert "after they had saved this part in another window" in get(client, *HERE).words
