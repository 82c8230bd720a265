"""What the page that saves by itself is answered: a version for every text taken, a sentence for every other."""

import pytest
from django.test import Client
from django.urls import reverse

from assurance.models import Event, Part
from selfassessment.models import Judgement, LateText, PartText, Revision
from selfassessment.operations.writing import fingerprint
from tests.reports.writing import write_section

HERE = reverse("statement_save", args=["2027", "assessing-needs"])
JSON = {"Accept": "application/json"}


def save(client, slot="summary", text="Words.", version=0, **more):
    return client.post(HERE, {f"text-{slot}": text, f"version-{slot}": version, **more}, headers=JSON)


def stands(slot="summary") -> str:
    return PartText.objects.get(part__slug=slot).text


def test_a_text_is_saved_and_its_version_told(signed_in, northmoor):
    answer = save(signed_in(northmoor.aisha), text="We assess well.  \r\n")
    assert answer.status_code == 200
    said = answer.json()
    assert said["saved"] == ["summary"]
    assert said["slots"] == {"summary": {"version": 1, "began": fingerprint("We assess well.")}}
    assert (said["stale"], said["refused"]) == ({}, {})
    assert stands() == "We assess well."
    assert Revision.objects.get().by == northmoor.aisha
    assert answer["Cache-Control"] == "private, no-store"


def test_the_saves_of_a_sitting_are_one_revision_and_one_line_of_history(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    for version in range(4):
        assert (
            save(client, text=f"Words {version}.", version=version).json()["slots"]["summary"]["version"]
            == version + 1
        )
    assert (Revision.objects.get().version, Revision.objects.get().text) == (4, "Words 3.")
    assert Event.objects.filter(verb="wrote").count() == 1


def test_a_save_that_arrived_but_was_not_answered_is_not_late_when_it_is_sent_again(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    save(client)
    again = save(client)
    assert (again.status_code, again.json()["slots"]["summary"]["version"]) == (200, 1)
    assert Revision.objects.count() == 1


def test_nor_when_somebody_else_has_gone_on_from_it(signed_in, northmoor, now):
    """The page is shown what stands, or it would write over it with its next save."""
    save(signed_in(northmoor.aisha), text="Mine.")
    write_section(
        northmoor.round, northmoor.statement("assessing-needs"), {"summary": "Mine and hers."}, northmoor.helen, now
    )
    again = save(signed_in(northmoor.aisha), text="Mine.")
    assert again.status_code == 200
    assert again.json()["slots"]["summary"] == {
        "version": 2, "began": fingerprint("Mine and hers."), "text": "Mine and hers.",
    }  # fmt: skip
    assert stands() == "Mine and hers."


def test_a_late_save_changes_nothing_and_gets_both_texts_with_their_differences(signed_in, northmoor, now):
    write_section(
        northmoor.round, northmoor.statement("assessing-needs"), {"summary": "Hers <b>."}, northmoor.helen, now
    )
    answer = save(signed_in(northmoor.aisha), text="Mine <i>.")
    assert answer.status_code == 409
    both = answer.json()["stale"]["summary"]
    assert (both["version"], both["text"]) == (1, "Hers <b>.")
    assert "Helen Sowerby saved “Summary” while you were writing." in both["sentence"]
    assert "<ins>" in both["html"]
    assert "&lt;i&gt;." in both["html"]
    assert "<i>" not in both["html"]
    assert "What Helen Sowerby saved at" in both["html"]
    assert stands() == "Hers <b>."


def test_one_late_part_does_not_keep_the_others_from_being_saved(signed_in, northmoor, now):
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "Hers."}, northmoor.helen, now)
    more = {
        "text-strengths": "Fine.",
        "version-strengths": "0",
        "text-evidence": "x" * 20_001,
        "version-evidence": "0",
    }
    said = save(signed_in(northmoor.aisha), text="Mine.", **more).json()
    assert said["saved"] == ["strengths"]
    assert list(said["stale"]) == ["summary"]
    assert "“How we know” is 20,001 characters long." in said["refused"]["evidence"]
    assert stands("strengths") == "Fine."


@pytest.mark.parametrize("version", ["", "-1", "x", "1.5", "9" * 5000])
def test_a_damaged_version_gets_a_sentence_and_nothing_is_changed(signed_in, northmoor, version):
    said = save(signed_in(northmoor.aisha), version=version).json()
    assert "This page lost track of which version you started from" in said["refused"]["summary"]
    assert not PartText.objects.exists()


@pytest.mark.parametrize("version", ["7", "99999999999999999999999"])
def test_a_version_that_never_was_is_late(signed_in, northmoor, version):
    assert list(save(signed_in(northmoor.aisha), version=version).json()["stale"]) == ["summary"]
    assert not PartText.objects.exists()


def test_a_text_of_200_000_characters_gets_a_sentence(signed_in, northmoor):
    said = save(signed_in(northmoor.aisha), text="ż" * 200_000).json()
    assert "“Summary” is 200,000 characters long. A part holds at most 20,000." in said["refused"]["summary"]
    assert not PartText.objects.exists()


def test_a_locked_section_gets_a_sentence(signed_in, northmoor, now):
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "One."}, northmoor.aisha, now)
    Judgement.objects.update(status="signed-off")
    answer = save(signed_in(northmoor.aisha), text="Two.", version=1)
    assert (answer.status_code, answer.json()["locked"]) == (409, True)
    assert "This section was signed off, so its text is locked" in answer.json()["sentence"]
    assert stands() == "One."


def test_somebody_signed_out_is_told_where_to_sign_in(client, northmoor):
    for text in ["Short.", "Long enough to be worth keeping, as a page would."]:
        answer = save(client, text=text)
        assert answer.status_code == 401
        assert "You are signed out" in answer.json()["sentence"]
        assert answer.json()["sign_in"] == reverse("account_login")


def test_somebody_whose_right_was_taken_away_is_told_so(signed_in, tom):
    answer = save(signed_in(tom))
    assert answer.status_code == 403
    assert "Your role no longer includes writing here" in answer.json()["sentence"]
    assert "token" not in answer.json()


def test_another_councils_round_is_not_there(signed_in, stranger, northmoor):
    answer = save(signed_in(stranger))
    assert (answer.status_code, set(answer.json())) == (404, {"sentence"})


def test_a_token_from_before_signing_in_again_is_replaced_by_one_that_fits(northmoor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(northmoor.aisha)
    refused = save(client)
    assert refused.status_code == 403
    assert not PartText.objects.exists()
    again = client.post(
        HERE,
        {"text-summary": "Words.", "version-summary": "0"},
        headers=JSON | {"X-CSRFToken": refused.json()["token"]},
    )
    assert again.json()["saved"] == ["summary"]


def test_words_are_never_saved_in_the_name_of_somebody_else_on_the_same_computer(signed_in, northmoor):
    answer = save(signed_in(northmoor.helen), writer=northmoor.aisha.pk)
    assert answer.status_code == 409
    assert "Helen Sowerby has signed in in another window of this browser" in answer.json()["sentence"]
    assert not PartText.objects.exists()
    assert save(signed_in(northmoor.aisha), writer=northmoor.aisha.pk).status_code == 200


def test_a_part_of_another_section_is_left_alone(signed_in, northmoor):
    said = save(signed_in(northmoor.aisha), slot="about-the-council").json()
    assert said["saved"] == []
    assert not PartText.objects.exists()
    assert Part.objects.filter(slug="about-the-council").exists()


def test_a_save_costs_few_queries(signed_in, northmoor, django_assert_max_num_queries):
    """What its time is made of: see docs/performance.md. Signing in and the section take seven of them."""
    client = signed_in(northmoor.aisha)
    save(client)
    with django_assert_max_num_queries(16):
        save(client, text="More.", version=1)


def test_what_looks_like_personal_data_is_saved_and_pointed_to_until_it_is_gone(signed_in, northmoor):
    """A page that saves by itself loses no words; it says what it found, and the section can't be sent with it."""
    client = signed_in(northmoor.aisha)
    assert save(client, text="One\nNHS number 943 476 5919").json()["found"] == {"summary": "an NHS number (line 2)"}
    assert stands() == "One\nNHS number 943 476 5919"
    assert save(client, text="One", version=1).json()["found"] == {}


def test_a_text_left_for_the_other_one_is_kept_aside_and_said_to_be(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "Hers."}, northmoor.helen, now)
    client = signed_in(northmoor.aisha)
    assert save(client, text="Mine.").status_code == 409
    answer = save(client, text="Mine, changed.", keep="theirs summary")
    assert (answer.status_code, answer.json()["left"], answer.json()["saved"]) == (200, ["summary"], [])
    assert list(LateText.objects.order_by("number").values_list("text", flat=True)) == ["Mine.", "Mine, changed."]
    assert stands() == "Hers."
