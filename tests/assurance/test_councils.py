"""Areas, councils and rounds."""

import csv
import datetime

import pytest
from django.urls import get_resolver

from assurance.models import Area, Council, Event, Round
from assurance.models.councils import RESERVED_SLUGS
from assurance.operations import councils
from assurance.operations.councils import Refused
from tests.assurance.on_file import FIXTURES

pytestmark = pytest.mark.django_db
CSV = (FIXTURES / "councils" / "councils.csv").read_text(encoding="utf-8-sig")
ROWS = list(csv.DictReader(CSV.splitlines()))


OF_TODAY = {"kind": Area.Kind.COUNCIL, "ended_on": None, "invented": False}


def areas() -> list:
    return list(Area.objects.filter(**OF_TODAY).order_by("pk").values_list())


# --- Areas ----------------------------------------------------------------------------------------------------------


def test_there_are_153_councils_and_loading_them_twice_changes_nothing():
    before = areas()
    assert len(before) == len(ROWS) == 153
    assert councils.load_areas(content=CSV) == 153
    assert areas() == before


def test_a_corrected_name_is_taken_over_into_the_same_area():
    before = Area.objects.get(code="E06000001")
    councils.load_areas(content=CSV.replace(",Hartlepool,", ",Hartlepool Town,"))
    after = Area.objects.get(code="E06000001")
    assert (after.pk, before.name, after.name) == (before.pk, "Hartlepool", "Hartlepool Town")


# Cumbria and Northamptonshire, each split in two.
SPLIT = {"E10000006": {"E06000063", "E06000064"}, "E10000021": {"E06000061", "E06000062"}}


def test_every_code_finds_its_council():
    for row in ROWS:
        assert councils.find_area(row["gss_code"]).code == row["gss_code"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("E08000038", "Barnsley"),
        ("E08000039", "Sheffield"),
        ("E08000020", "Gateshead"),
        ("E06000028", "Bournemouth, Christchurch and Poole"),
        ("E06000029", "Bournemouth, Christchurch and Poole"),
        ("E10000027", "Somerset"),
    ],
)
def test_newer_and_older_codes_find_their_council(code, name):
    assert councils.find_area(code).name == name


@pytest.mark.parametrize("code", SPLIT)
def test_the_code_of_a_council_that_was_split_is_not_guessed_at(code):
    with pytest.raises(Refused, match="is the code of a council that was split") as refused:
        councils.find_area(code)
    assert all(successor in str(refused.value) for successor in SPLIT[code])


def test_no_other_code_stands_for_two_councils():
    codes = [code for area in Area.objects.filter(**OF_TODAY) for code in area.codes]
    assert {code for code in codes if codes.count(code) > 1} == SPLIT.keys()


def test_a_code_in_small_letters_with_spaces_is_found():
    assert councils.find_area(" e10000019 ").name == "Lincolnshire"


@pytest.mark.parametrize("code", ["", " ", ";", "E99999999", "Lincolnshire", "E1000001", "W06000001", "E10000019;"])
def test_a_code_that_does_not_exist_is_refused_in_a_sentence(code):
    with pytest.raises(Refused, match="is not the code of a council with adult social care duties"):
        councils.find_area(code)


# --- Councils -------------------------------------------------------------------------------------------------------


def test_a_council_is_added_once_and_keeps_its_name(now):
    area = councils.find_area("E10000019")
    first = councils.add_council(area=area, by=None, at=now)
    again = councils.add_council(area=area, by=None, at=now, name="Another name")
    assert (first.pk, first.name, first.slug) == (again.pk, "Lincolnshire County Council", "lincolnshire")
    assert again.name == first.name
    assert not first.invented
    assert Event.objects.filter(verb="added the council", council_id=first.pk).count() == 1


def test_all_153_councils_can_be_added_side_by_side(now):
    for area in Area.objects.filter(**OF_TODAY):
        councils.add_council(area=area, by=None, at=now)
    assert Council.objects.filter(area__invented=False).count() == 153


def test_changing_a_council_is_told_once_with_before_and_after(northmoor, callum, now):
    for _ in range(2):
        councils.change_council(council=northmoor.council, name="Northmoor", colour="#000000", by=callum, at=now)
    event = Event.objects.get(verb="changed the council's settings")
    assert event.before == {"name": "Northmoor Council", "colour": "#1d5c63"}
    assert event.after == {"name": "Northmoor", "colour": "#000000"}
    assert event.council_id == northmoor.council.pk


# --- Rounds ---------------------------------------------------------------------------------------------------------


def start(northmoor, slug, now, **more) -> Round:
    given = {"council": northmoor.council, "edition": northmoor.round.edition, "title": "A round", "by": None}
    return councils.start_round(slug=slug, at=now, **{**given, **more})


@pytest.mark.parametrize("slug", ["2028", "a", "cqc-visit-2028", "x" * 50])
def test_a_round_starts_under_a_word_that_can_be_an_address(northmoor, now, slug):
    round = start(northmoor, slug, now)
    assert (round.slug, round.started_at, round.scores_shared_at) == (slug, now, None)
    assert Event.objects.in_round(round).get().after == {"edition": "cqc-2025-06"}


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("", "use letters, figures and hyphens only"),
        ("20 28", "use letters, figures and hyphens only"),
        ("2028/29", "use letters, figures and hyphens only"),
        ("../admin", "use letters, figures and hyphens only"),
        ("zwanzig-ü", "use letters, figures and hyphens only"),
        ("2028\n", "use letters, figures and hyphens only"),
        ("2028\x00", "use letters, figures and hyphens only"),
        ("Visit", "use small letters"),
        ("x" * 51, "at most 50"),
        ("admin", "is an address the service uses itself"),
        ("first-run", "is an address the service uses itself"),
        ("2027", "is taken by another round"),
    ],
)
def test_a_word_that_can_not_be_an_address_is_refused_and_no_round_is_started(northmoor, now, slug, said):
    with pytest.raises(Refused, match=said):
        start(northmoor, slug, now)
    assert Round.objects.count() == 1


def test_an_address_is_taken_whichever_council_has_it(northmoor, westerholme, now):
    with pytest.raises(Refused, match=r"taken by another round\. Choose another, such as 2027-w-b"):
        start(northmoor, "2027-w", now)


def test_no_round_can_stand_in_the_way_of_an_address_of_the_service():
    first_words = {str(pattern.pattern).split("/", maxsplit=1)[0] for pattern in _patterns(get_resolver())}
    ours = {word for word in first_words if word and "<" not in word}
    assert "healthz" in ours
    assert ours <= RESERVED_SLUGS


def _patterns(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns") and not str(pattern.pattern):
            yield from _patterns(pattern)
        else:
            yield pattern


def test_the_rounds_of_a_council_are_open_to_its_people_only(northmoor, westerholme, aisha, stranger):
    assert list(Round.objects.open_to(aisha)) == [northmoor.round]
    assert list(Round.objects.open_to(stranger)) == [westerholme.round]


def test_a_person_with_two_roles_meets_a_round_once(northmoor, aisha, now):
    from assurance.operations import people
    from assurance.roles import Role

    people.set_roles(council=northmoor.council, person=aisha, roles=[Role.OFFICER, Role.PSW], by=None, at=now)
    assert list(Round.objects.open_to(aisha)) == [northmoor.round]


def test_the_newest_round_comes_first(northmoor, now):
    newer = start(northmoor, "2028", now + datetime.timedelta(days=1))
    assert list(Round.objects.newest_first()) == [newer, northmoor.round]


def test_the_days_until_a_round_is_due_are_counted_from_a_given_day(northmoor, now):
    due = northmoor.round.due_on
    assert northmoor.round.days_until_due(due - datetime.timedelta(days=3)) == 3
    assert northmoor.round.days_until_due(due + datetime.timedelta(days=1)) == -1
    assert start(northmoor, "no-date", now).days_until_due(due) is None


def test_changing_a_round_is_told_once_with_before_and_after(northmoor, priya, now):
    before = {"title": northmoor.round.title, "due": str(northmoor.round.due_on)}
    for _ in range(2):
        councils.change_round(round=northmoor.round, title="Our 2027", due_on=None, by=priya, at=now)
    event = Event.objects.in_round(northmoor.round).get(verb="changed the round")
    assert (event.before, event.after) == (before, {"title": "Our 2027", "due": ""})


def test_sharing_scores_is_told_once_and_so_is_stopping(northmoor, ruth, now):
    for shared in (True, True, False, False):
        councils.share_scores(round=northmoor.round, shared=shared, by=ruth, at=now)
        assert (northmoor.round.scores_shared_at is not None) == shared
    told = Event.objects.in_round(northmoor.round).filter(verb__contains="the scores with lead members")
    assert [(e.verb.split()[0], e.about_scores) for e in told] == [("stopped", True), ("shared", True)]
