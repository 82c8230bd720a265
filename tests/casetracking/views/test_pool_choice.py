"""The regulator's choice: the ten, then the six, looked at before anything is recorded."""

import pytest

from assurance.models import Event
from casetracking.models import CaseDocument
from casetracking.operations.cases import leave_pool
from casetracking.workbook import written
from tests.casetracking.cases import asked
from tests.casetracking.uploading import page_after
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def names(*cases) -> str:
    return "\n".join(case.candidate.reference for case in cases)


def confirm(client, pool, stage, *cases):
    references = [case.candidate.reference for case in cases]
    return post(client, "pool_choice", "2027", pool.slug, confirm="yes", stage=stage, reference=references)


def stages(pool) -> list[str]:
    return list(pool.cases.order_by("number").values_list("stage", flat=True)[:6])


def test_pasted_references_are_shown_and_nothing_is_recorded_until_confirmed(signed_in, helen, full, listed, now):
    client = signed_in(helen)
    typed = names(listed[0], listed[2]).lower()
    page = post(client, "pool_choice", "2027", full.slug, stage="chosen", typed=typed)
    assert "2 cases would be recorded as tracked" in page.words
    assert "2 cases among them have not said yes." in page.words
    assert set(stages(full)) == {"listed"}
    assert leads_to(confirm(client, full, "chosen", listed[0], listed[2]), "pool_progress", "2027", "first")
    assert stages(full) == ["chosen", "listed", "chosen", "listed", "listed", "listed"]
    assert "2 recorded as tracked." in get(client, "pool_progress", "2027", full.slug).words


def test_whoever_is_tracked_is_asked_for_every_document(signed_in, helen, full, listed):
    confirm(signed_in(helen), full, "chosen", listed[0])
    assert CaseDocument.objects.filter(case=listed[0], state="asked").count() == 10
    assert not CaseDocument.objects.exclude(case=listed[0]).exists()


def test_every_line_that_can_not_be_taken_says_why(signed_in, helen, full, listed, now):
    other = full.candidates.filter(case=None).first().reference
    reserve = full.cases.filter(standing="reserve").first().candidate.reference
    typed = f"Reference\n{names(listed[0])}\nsomething else\n{other}\n{reserve}\n{names(listed[0])}"
    page = post(signed_in(helen), "pool_choice", "2027", full.slug, stage="chosen", typed=typed)
    for said in ("Line 3: there is no reference", f"Line 4: {other} is none of this pool’s cases",
                 f"Line 5: {reserve} is in reserve", "Line 6", "twice", "1 case would be recorded"):  # fmt: skip
        assert said in page.words, said


def test_whose_place_is_free_can_not_be_chosen(signed_in, helen, full, listed, now):
    asked(listed[1], helen, now, "refused")
    page = post(signed_in(helen), "pool_choice", "2027", full.slug, stage="chosen", typed=names(*listed[:2]))
    gone = listed[1].candidate.reference
    assert f"Line 2: {gone} is “Said no”, so it is not in the pool any more." in page.words
    assert "1 case would be recorded" in page.words


def test_who_says_no_between_the_look_and_the_tick_is_not_recorded(signed_in, helen, full, listed, now):
    asked(listed[1], helen, now, "refused")
    client = signed_in(helen)
    confirm(client, full, "chosen", *listed[:2])
    assert (
        "The pool has changed since you looked at this choice" in get(client, "pool_choice", "2027", full.slug).words
    )
    assert set(stages(full)) == {"listed"}


def test_the_six_come_out_of_the_ten(signed_in, helen, full, listed):
    client = signed_in(helen)
    confirm(client, full, "chosen", *listed[:3])
    page = post(client, "pool_choice", "2027", full.slug, stage="followed", typed=names(listed[1], listed[5]))
    assert "is not tracked, so it can’t be spoken to" in page.words
    confirm(client, full, "followed", listed[1])
    assert stages(full) == ["chosen", "followed", "chosen", "listed", "listed", "listed"]


def test_more_than_the_regulator_usually_names_are_taken_and_said(signed_in, helen, full, cases):
    client = signed_in(helen)
    page = post(client, "pool_choice", "2027", full.slug, stage="chosen", typed=names(*cases[:11]))
    assert "These are 11, and the regulator usually names 10 here." in page.words
    assert leads_to(confirm(client, full, "chosen", *cases[:11]), "pool_progress", "2027", "first")
    page = post(client, "pool_choice", "2027", full.slug, stage="followed", typed=names(*cases[:6]))
    assert "usually names" not in page.words


def test_a_later_choice_replaces_the_earlier_one_and_says_so(signed_in, helen, full, listed):
    client = signed_in(helen)
    confirm(client, full, "chosen", *listed[:2])
    page = post(client, "pool_choice", "2027", full.slug, stage="chosen", typed=names(*listed[1:3]))
    assert "1 case of an earlier choice would no longer be so" in page.words
    confirm(client, full, "chosen", *listed[1:3])
    assert stages(full)[:3] == ["listed", "chosen", "chosen"]
    before = Event.objects.count()
    confirm(client, full, "chosen", *listed[1:3])
    assert Event.objects.count() == before + 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_is_read_in_memory(kind, signed_in, helen, full, listed):
    rows = [["No", "Reference"], [1, listed[3].candidate.reference], [2, listed[4].candidate.reference]]
    text = "\n".join(",".join(map(str, row)) for row in rows) + "\n"
    data = text.encode() if kind == "csv" else written("Choice", rows[0], rows[1:])
    page = page_after(signed_in(helen), "pool_choice", full, data, stage="chosen")
    assert "2 cases would be recorded as tracked" in page.words


def test_a_file_that_is_none_is_refused_in_a_sentence(signed_in, helen, full, listed):
    page = page_after(signed_in(helen), "pool_choice", full, b"\x00\x01nothing", stage="chosen")
    refuses(page, "Nothing was changed", "file")


NOT_A_LIST = "Save the list as a spreadsheet (.xlsx, .ods or .csv) and choose that, or paste the references. Nothing"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 the ten", NOT_A_LIST),
        (b"<!doctype html><p>the ten</p>", NOT_A_LIST),
        (b"PK\x03\x04cut off", "The file is not complete or is damaged, so it can’t be read. Save it again"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words_that_fit(data, sentence, signed_in, helen, full, listed):
    page = page_after(signed_in(helen), "pool_choice", full, data, stage="chosen")
    refuses(page, sentence, "file")
    assert not [word for word in ("published", "figures", "ownload") if word in " ".join(page.problems)]


def test_nothing_given_is_said(signed_in, helen, full, listed):
    refuses(
        post(signed_in(helen), "pool_choice", "2027", full.slug, stage="chosen"), "There is no reference", "typed"
    )


def test_a_pool_that_changed_meanwhile_is_said(signed_in, helen, full, listed, now):
    client = signed_in(helen)
    leave_pool(case=listed[0], version=1, reason="Moved.", by=helen, at=now)
    confirm(client, full, "chosen", listed[0], listed[1])
    assert "no longer fits" in get(client, "pool_choice", "2027", full.slug).words
    assert set(stages(full)) == {"listed"}
