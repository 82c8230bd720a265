"""Bringing an earlier version back, as a new one."""

import datetime

import pytest

from assurance.models import Event
from selfassessment.models import Judgement, PartText, Revision
from tests.pages import get, leads_to, post, refuses
from tests.reports.writing import write_section

HERE = ("statement_restore", "2027", "assessing-needs", "summary", 1)


@pytest.fixture
def written(northmoor, now):
    statement = northmoor.statement("assessing-needs")
    hour = datetime.timedelta(hours=1)
    write_section(northmoor.round, statement, {"summary": "What Aisha wrote."}, northmoor.aisha, now - hour)
    write_section(northmoor.round, statement, {"summary": "What Helen wrote."}, northmoor.helen, now)


def test_it_says_first_what_will_happen(signed_in, northmoor, written):
    page = get(signed_in(northmoor.aisha), *HERE)
    assert page.heading == "Restore version 1 of “Summary”?"
    assert "What stands today is replaced by what Aisha Rahman wrote on" in page.words
    assert "[only here: Helen ]" in page.words
    assert PartText.objects.get().text == "What Helen wrote."


def test_an_earlier_text_stands_again_as_a_new_version(signed_in, northmoor, written):
    client = signed_in(northmoor.aisha)
    answer = post(client, *HERE, version=get(client, *HERE).value("version"))
    assert answer.response["Location"].endswith("/compare/?part=summary")
    held = PartText.objects.get()
    assert (held.text, held.version) == ("What Aisha wrote.", 3)
    new = Revision.objects.get(version=3)
    assert (new.restored_from, new.by) == (1, northmoor.aisha)
    assert Event.objects.filter(verb="restored", actor_name="Aisha Rahman").count() == 1
    page = get(client, "statement_compare", "2027", "assessing-needs")
    assert "says again what it said in version 1" in page.words
    assert "brought back from version 1" in page.words


def test_somebody_who_saved_meanwhile_is_not_overwritten_unseen(signed_in, northmoor, written, now):
    page = get(signed_in(northmoor.aisha), *HERE)
    write_section(
        northmoor.round, northmoor.statement("assessing-needs"), {"summary": "Newest."}, northmoor.priya, now
    )
    client = signed_in(northmoor.aisha)
    late = post(client, *HERE, version=page.value("version"))
    refuses(late, "Priya Nair saved “Summary” meanwhile.", status=409)
    assert "Newest." in late.words
    assert PartText.objects.get().text == "Newest."
    assert post(client, *HERE, version=late.value("version")).status == 302
    assert PartText.objects.get().text == "What Aisha wrote."


def test_a_locked_section_is_left_alone(signed_in, northmoor, written):
    Judgement.objects.update(status="signed-off")
    refuses(post(signed_in(northmoor.aisha), *HERE, version="2"), "its text is locked")
    assert PartText.objects.get().text == "What Helen wrote."


@pytest.mark.parametrize("where", [("summary", 99), ("no-such-part", 1), ("strengths", 1)])
def test_a_version_that_is_not_there_leads_to_the_list(signed_in, northmoor, written, where):
    page = get(signed_in(northmoor.aisha), *HERE[:3], *where)
    assert leads_to(page, "statement_compare", "2027", "assessing-needs")


def test_what_stands_already_is_not_written_again(signed_in, northmoor, written, now):
    write_section(
        northmoor.round,
        northmoor.statement("assessing-needs"),
        {"summary": "What Aisha wrote."},
        northmoor.helen,
        now,
    )
    before = Revision.objects.count()
    assert post(signed_in(northmoor.aisha), *HERE, version=str(PartText.objects.get().version)).status == 302
    assert Revision.objects.count() == before
