"""What a spreadsheet would change, and taking it: into candidates Client Level Data knows, and into new ones."""

import datetime

import pytest

from assurance.models import Event
from casetracking.cld.references import reference
from casetracking.models import Candidate, HeldSheet, Import, ReferenceKey
from casetracking.operations.keys import destroy_key
from casetracking.operations.sheets import forget_old_sheets
from tests.casetracking.cld.made import KEY
from tests.casetracking.rooms import filled
from tests.casetracking.sheet.made import as_csv
from tests.casetracking.uploading import page_after
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db

HEADINGS = ["Reference", "Mosaic ID", "S42", "Waiting", "Gender"]


@pytest.fixture
def given(signed_in, helen, full, person):
    """A spreadsheet with somebody the pool knows, one who is new, and a reference nobody has: Helen's browser."""
    client = signed_in(helen)
    rows = [
        [person.reference, "", "yes", "", "female"], ["", "NEW-1", "no", "yes", "male"],
        [reference("never", KEY), "", "yes", "", ""],
    ]  # fmt: skip
    page = page_after(client, "pool_sheet", full, as_csv(*rows, headings=HEADINGS))
    assert leads_to(page, "pool_sheet_check", "2027", full.slug)
    return client


def take(client, full, **choices):
    mark = HeldSheet.objects.get().mark
    return post(client, "pool_sheet_check", "2027", full.slug, mark=mark, **choices)


def test_the_preview_counts_what_would_change_and_names_rows_never_people(given, full):
    page = get(given, "pool_sheet_check", "2027", full.slug)
    for told in ("Rows 3", "New people 1", "People of whom more is known 1", "1 row with a reference that nobody"):
        assert told in page.words
    assert "1 cell of columns that Client Level Data tells" in page.words
    assert "NEW-1" not in page.html
    assert Candidate.objects.filter(told={}).count() == Candidate.objects.count()


def test_it_has_to_be_said_whether_new_people_come_in(given, full):
    refuses(take(given, full), "Say what to do with people who are not in this pool yet", "people")
    assert Import.objects.count() == 1


def test_what_is_taken_is_known_and_the_new_come_with_everything(given, full, person):
    before = list(person.values)
    assert leads_to(take(given, full, people="add"), "pool_file", "2027", full.slug, 2)
    person.refresh_from_db()
    assert person.told == {"safeguarding-enquiry": True}
    new = Candidate.objects.get(reference=reference("NEW-1", KEY))
    assert (new.told, new.from_sheet) == ({"safeguarding-enquiry": False, "waiting-now": True}, True)
    words = get(given, "candidate", "2027", full.slug, new.reference).words
    assert "Gender Male" in words
    assert person.values == before  # what Client Level Data says stands
    assert not HeldSheet.objects.exists()
    came = get(given, "pool_file", "2027", full.slug, 2).words
    assert "1 person was added. 1 person is known better." in came
    assert Event.objects.get(verb="took a spreadsheet into the").after == {"new": 1, "changed": 1, "dropped": 0}


def test_new_people_may_be_left_out(given, full):
    before = Candidate.objects.count()
    take(given, full, people="leave")
    assert Candidate.objects.count() == before
    assert "1 new person not added" in get(given, "pool_file", "2027", full.slug, 2).words


@pytest.mark.embedded
def test_it_is_taken_once_however_often_the_button_is_pressed(given, full):
    mark = HeldSheet.objects.get().mark
    take(given, full, people="add")
    again = post(given, "pool_sheet_check", "2027", full.slug, mark=mark, people="add")
    assert leads_to(again, "pool_sheet", "2027", full.slug)
    assert "it was taken already" in get(given, "pool_sheet", "2027", full.slug).words
    assert Import.objects.count() == 2


def test_an_older_page_does_not_take_a_newer_spreadsheet(given, full, person):
    page_after(given, "pool_sheet", full, as_csv([person.reference, "", "no", "", ""], headings=HEADINGS))
    page = post(given, "pool_sheet_check", "2027", full.slug, mark="of-the-first", people="add")
    assert "This spreadsheet is no longer waiting here" in page.words
    assert Import.objects.count() == 1


@pytest.mark.embedded
def test_what_is_held_expires_goes_with_the_key_and_is_thrown_away(given, full, helen, now):
    held = HeldSheet.objects.get()
    assert forget_old_sheets(at=held.expires_at - datetime.timedelta(seconds=1)) == 0
    assert forget_old_sheets(at=held.expires_at) == 1
    held.save(force_insert=True)
    HeldSheet.objects.update(expires_at=now - datetime.timedelta(days=400))
    assert leads_to(
        post(given, "pool_sheet_check", "2027", full.slug, mark=held.mark), "pool_sheet", "2027", full.slug
    )
    destroy_key(council=full.round.council, by=helen, at=now)
    assert not HeldSheet.objects.exists()


def test_nobody_else_sees_what_somebody_gave(given, full, northmoor, client, now):
    from assurance.operations.people import add_person
    from assurance.roles import Role

    other = add_person(
        council=northmoor.council, email="second@northmoor.example", name="Sam", roles=[Role.PSW], by=None, at=now
    )
    client.force_login(other)
    assert leads_to(get(client, "pool_sheet_check", "2027", full.slug), "pool_sheet", "2027", full.slug)


def test_a_council_without_client_level_data_brings_its_people_and_later_lets_some_go(signed_in, helen, pool):
    client = signed_in(helen)
    people = [[f"P{number}", "female" if number % 2 else "male", str(60 + number)] for number in range(30)]
    headings = ["Mosaic ID", "Gender", "Age"]
    page_after(client, "pool_sheet", pool, as_csv(*people, headings=headings))
    assert not ReferenceKey.objects.exists()  # made only when something is taken
    take(client, pool)
    made = Import.objects.get()
    assert made.profile["gender"] == {"female": 15, "male": 15}
    assert made.profile["age-band"] == {"75-84": 10, "65-74": 10, "85-94": 5, "45-64": 5}
    assert "30 candidates described at" in get(client, "pool", "2027", pool.slug).words
    page_after(client, "pool_sheet", pool, as_csv(*people[:20], headings=headings))
    page = get(client, "pool_sheet_check", "2027", pool.slug)
    assert "10 people of an earlier spreadsheet are not in this one" in page.words
    take(client, pool, drop="on")
    assert Candidate.objects.filter(pool=pool).count() == 20


def test_people_of_a_spreadsheet_stay_when_client_level_data_comes(signed_in, helen, pool, now):
    client = signed_in(helen)
    page_after(client, "pool_sheet", pool, as_csv(["P1", "yes"], headings=["Mosaic ID", "Waiting"]))
    take(client, pool)
    sealed = ReferenceKey.objects.get()
    sealed.delete()  # the invented file was rolled up under the tests' own key
    filled(pool, helen, now)
    assert Candidate.objects.filter(pool=pool, from_sheet=True, in_file=True).count() == 1
    assert Candidate.objects.filter(pool=pool, from_sheet=False).count() > 100


def test_numbers_nobody_has_are_warned_of(signed_in, helen, full):
    client = signed_in(helen)
    page_after(client, "pool_sheet", full, as_csv(["123", "yes"], headings=["Mosaic ID", "Waiting"]))
    assert "the spreadsheet may have dropped them" in get(client, "pool_sheet_check", "2027", full.slug).words
