"""The inbox: what did somebody tell me?"""

import pytest

from assurance.models import Notice
from assurance.operations.notices import tell
from assurance.operations.people import add_person, choose_council
from assurance.roles import Role
from tests.pages import get


@pytest.fixture
def notices(northmoor, now):
    """`notices(person, "One", "Two")`: what a person was told, in this order."""

    def give(person, *sentences, council=northmoor.council):
        for sentence in sentences:
            tell(people=[person], sentence=sentence, page="home", arguments=[], council=council, at=now)

    return give


def test_it_shows_the_latest_first_and_marks_what_is_unread(signed_in, northmoor, notices, now):
    notices(northmoor.tom, "The first.", "The second.", "The third.")
    Notice.objects.filter(sentence="The second.").update(seen_at=now)
    page = get(signed_in(northmoor.tom), "inbox")
    assert page.heading == "Inbox"
    assert "3 notices, latest first" in page.words
    order = [page.words.index(s) for s in ["Unread The third.", "The second.", "Unread The first."]]
    assert order == sorted(order)
    assert "Unread The second." not in page.words


def test_looking_at_it_marks_nothing_as_read(signed_in, northmoor, notices):
    notices(northmoor.tom, "The first.")
    get(signed_in(northmoor.tom), "inbox")
    assert Notice.objects.unread().count() == 1


def test_only_what_is_unread_can_be_shown(signed_in, northmoor, notices, now):
    notices(northmoor.tom, "Read one.", "Unread one.")
    Notice.objects.filter(sentence="Read one.").update(seen_at=now)
    page = get(signed_in(northmoor.tom), "inbox", show="unread")
    assert "1 unread notice, latest first" in page.words
    assert "Read one." not in page.words.replace("Unread one.", "")
    Notice.objects.update(seen_at=now)
    assert "You have read everything" in get(signed_in(northmoor.tom), "inbox", show="unread").words


def test_the_frame_of_every_page_says_how_many_are_unread(signed_in, northmoor, notices):
    assert "Inbox Your account" in get(signed_in(northmoor.tom), "self_assessment", "2027").words
    notices(northmoor.tom, "One.", "Two.")
    for name, *place in [("home",), ("inbox",), ("self_assessment", "2027"), ("settings_roles",)]:
        assert "Inbox 2 unread Your account" in get(signed_in(northmoor.tom), name, *place).words, name
    notices(northmoor.tom, *["More."] * 98)
    assert "Inbox 99+ unread" in get(signed_in(northmoor.tom), "home").words


def test_an_empty_one_says_what_will_come(signed_in, northmoor):
    page = get(signed_in(northmoor.marcin), "inbox")
    assert "Nobody has told you anything yet" in page.words
    assert "/inbox/read/" not in page.acts


def test_twenty_stand_on_a_page(signed_in, northmoor, notices):
    notices(northmoor.tom, *[f"Number {n}." for n in range(25)])
    client = signed_in(northmoor.tom)
    assert get(client, "inbox").words.count("Number") == 20
    assert get(client, "inbox", page=2).words.count("Number") == 5


def test_what_others_were_told_and_what_another_council_told_stays_apart(
    signed_in, northmoor, westerholme, notices, now
):
    add_person(council=westerholme.council, email=northmoor.tom.email, name="", roles=[Role.OFFICER], by=None, at=now)
    notices(northmoor.tom, "Of Northmoor.")
    notices(northmoor.tom, "Of Westerholme.", council=westerholme.council)
    notices(northmoor.aisha, "For Aisha.")
    for council, own in [(northmoor.council, "Northmoor"), (westerholme.council, "Westerholme")]:
        choose_council(person=northmoor.tom, council=council)
        page = get(signed_in(northmoor.tom), "inbox")
        assert "Inbox 1 unread" in page.words
        assert [s for s in ["Northmoor", "Westerholme"] if f"Of {s}." in page.words] == [own]
        assert "For Aisha." not in page.words
