"""Measures of the council's own from a spreadsheet: looked at first, then saved."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assurance.models import Metric
from assurance.operations.people import add_person
from assurance.roles import Role
from tests.assurance.ascof.making import csv_of
from tests.assurance.figures.local import added
from tests.pages import Page, get, leads_to, post, refuses

HEADS = ["Measure", "Unit", "Which way is better", "Decimals", "Source", "Definition", "Caveat", "Statements"]
WAITING = ["People waiting", "people", "Lower is better", "0", "Register", "On the day.", "", "Assessing needs"]
VACANCIES = ["Vacancies", "%", "lower", "1", "HR", "", "Agency staff count.", "Governance"]


@pytest.fixture
def client(signed_in, meilin):
    return signed_in(meilin)


def sent(client, *rows, heads=HEADS) -> Page:
    """The page after these rows are uploaded."""
    return post(client, "figures_local_measures", file=SimpleUploadedFile("ours.csv", csv_of([heads, *rows])))


def said_after(client, page: Page) -> str:
    """What the page says to which saving leads."""
    answer = post(client, "figures_local_measures", shown=page.value("shown"))
    assert answer.status == 302
    return Page(client.get(answer.response["Location"])).words


def titles() -> set[str]:
    return set(Metric.objects.exclude(council=None).values_list("title", flat=True))


def test_a_spreadsheet_is_looked_at_saved_and_changes_nothing_the_second_time(client):
    added(client)
    assert "/figures/local/measures/" in get(client, "figures_local").links
    page = get(client, "figures_local_measures")
    assert "/figures/local/measures/template/" in page.links
    rows = [["People waiting", "adults", *WAITING[2:]], VACANCIES, ["Complaints", *VACANCIES[1:7], "Kindness"]]
    page = sent(client, *rows, heads=[*HEADS[:7], "Statements"])
    assert page.heading == "What your spreadsheet would change"
    assert "1 measure would be new and 1 would change. 1 row can’t be taken. Nothing is changed yet." in page.words
    assert "Row 4, Statements: “Kindness” is no quality statement" in page.words
    assert "Unit Now people In your file adults" in page.words
    assert "Vacancies (row 3) Unit: % Which way is better: Lower is better Decimals: 1 Source: HR" in page.words
    assert titles() == {"People waiting"}
    words = said_after(client, page)
    assert "1 measure is added and 1 is changed. Each is in the history" in words
    assert titles() == {"People waiting", "Vacancies"}
    assert [*Metric.objects.get(slug="vacancies").statements.values_list("statement", flat=True)] == ["governance"]
    again = sent(client, *rows[:2])
    assert "Nothing would be saved. 2 measures stand like this already." in again.words
    assert not again.has_field("shown")
    assert "stand like this already. Nothing was changed." in said_after(client, page)  # the button pressed twice


def test_a_name_twice_and_columns_of_ones_own_are_told(client):
    page = sent(client, [*VACANCIES, "x"], ["vacancies", *VACANCIES[1:], "y"], heads=[*HEADS, "Team"])
    assert "Left out: 2 rows" in page.words
    assert "rows 2 and 3 have the same name" in page.words
    assert "Not read, because it is no column of ours: “Team”." in page.words
    assert not page.has_field("shown")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "Choose the spreadsheet"),
        (b"", "There is nothing in this file"),
        (b"%PDF-1.7 letter", "can’t be read as a spreadsheet"),
        (b"Name,Age\nAnn,3\n", "No list of measures was found"),
        (b"Measure,Unit\n" + b"x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_a_wrong_file_is_told_and_nothing_is_changed(client, data, sentence):
    given = {} if data is None else {"file": SimpleUploadedFile("ours.csv", data)}
    refuses(post(client, "figures_local_measures", **given), sentence, "file")
    assert not titles()


def test_what_changed_since_it_was_shown_is_not_overwritten(client):
    page = sent(client, WAITING, VACANCIES)
    added(client)
    sent_again = sent(client, ["People waiting", "adults", *WAITING[2:]])
    said_after(client, sent_again)
    assert "Nothing was saved: upload it again" in said_after(client, page)
    assert titles() == {"People waiting"}
    assert Metric.objects.get(slug="people-waiting").unit == "adults"


def test_only_what_this_person_was_shown_in_the_last_hours_is_saved(client, signed_in, northmoor, now, monkeypatch):
    page = sent(client, VACANCIES)
    for wrong in ("", "anything", page.value("shown")[:-3] + "abc"):
        answer = post(client, "figures_local_measures", shown=wrong)
        assert leads_to(answer, "figures_local_measures")
        assert "What was sent is not what you were shown" in get(client, "figures_local_measures").words
    other = add_person(
        council=northmoor.council, email="second@northmoor.example", name="Second", roles=[Role.DATA_ADMIN],
        by=None, at=now,
    )  # fmt: skip
    assert "What was sent is not what you were shown" in said_after(signed_in(other), page)
    client = signed_in(northmoor.meilin)
    later = time.time() + 12 * 3600 + 60
    with monkeypatch.context() as clock:
        clock.setattr("django.core.signing.time.time", lambda: later)
        answer = post(client, "figures_local_measures", shown=page.value("shown"))
    assert "more than 12 hours ago" in get(client, "figures_local_measures").words
    assert leads_to(answer, "figures_local_measures")
    assert not titles()


def test_a_name_with_signs_of_html_is_shown_as_it_is(client):
    page = sent(client, ["<b>Bold</b>", *VACANCIES[1:]])
    assert "<b>Bold</b>" in page.words
