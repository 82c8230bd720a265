"""What the council keeps to when it sends files."""

import pytest

from selfassessment.file_names import SHORTEST, Names
from selfassessment.models import ReturnLimits
from tests.pages import get, leads_to, post, refuses
from tests.selfassessment.asking import answered, ask, document
from tests.selfassessment.library import nothing_found

HERE = ("return_limits", "2027")
GIVEN = {
    "pattern": "{section} {reference} {title}",
    "name_length": "60",
    "file_mb": "20",
    "pack_mb": "",
    "remind_days": "5",
}


def test_they_are_saved_and_stand_in_the_form(signed_in, northmoor, now):
    client = signed_in(northmoor.priya)
    assert get(client, *HERE).value("pattern") == "{reference} {title}"
    assert leads_to(post(client, *HERE, **GIVEN), "information_return", "2027")
    limits = ReturnLimits.objects.get(council=northmoor.council)
    assert (limits.name_length, limits.file_bytes, limits.pack_bytes, limits.remind_days) == (60, 20_000_000, None, 5)
    assert get(client, *HERE).value("file_mb") == "20"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pattern": "{owner}"}, "Use only {section}, {reference}, {title} and {number}"),
        ({"pattern": "{title.__class__}"}, "Use only {section}"),
        ({"pattern": "{title"}, "Use only {section}"),
        ({"pattern": "{section}"}, "or all files have one name"),
        ({"name_length": "23"}, "Give a number of characters from 24 to 200."),
        ({"name_length": "201"}, "Give a number of characters from 24 to 200."),
        ({"file_mb": "many"}, "Give a whole number of MB"),
        ({"remind_days": "-1"}, "Give a number of days from 0 to 30."),
    ],
)
def test_what_can_not_be_is_refused_in_a_sentence(signed_in, northmoor, wrong, said):
    refuses(post(signed_in(northmoor.priya), *HERE, **(GIVEN | wrong)), said)
    assert not ReturnLimits.objects.exists()


def test_a_file_beyond_them_is_named_on_the_item(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    item = ask(northmoor, now).items.get()
    big = document(northmoor, now, content=b"x" * 1_100_000, name=f"{'long' * 20}.txt")
    answered(northmoor, item, now, kind="document", evidence=big)
    client = signed_in(northmoor.priya)
    post(client, *HERE, **(GIVEN | {"file_mb": "1"}))
    page = get(client, "return_item", "2027", item.slug)
    assert "is 1.1 MB; your limit for a file is 1 MB." in page.words
    assert "has a name of 84 characters; your limit is 60." in page.words


def test_the_least_that_can_be_given_is_kept_by_every_name(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    assert f"Characters, with the ending: {SHORTEST} to 200." in get(client, *HERE).words
    assert leads_to(post(client, *HERE, **(GIVEN | {"name_length": str(SHORTEST)})), "information_return", "2027")
    names = Names(ReturnLimits.objects.get().name_length)
    assert max(len(names.take(f"{'A long title' * 9}.docx")) for _ in range(12)) <= SHORTEST


def test_a_limit_from_before_the_least_was_raised_stands_and_says_what_to_do(signed_in, northmoor):
    ReturnLimits.objects.create(council=northmoor.council, name_length=20, remind_days=9)
    client = signed_in(northmoor.priya)
    page = get(client, *HERE)
    said = "20 was saved here when that could be given. It stands until you save something else."
    refuses(page, f"{said} Names in a pack have up to 24 characters all the same. Give a number", "name_length")
    assert (page.value("name_length"), page.value("remind_days")) == ("20", "9")
    assert ReturnLimits.objects.get().name_length == 20
    refuses(post(client, *HERE, **(GIVEN | {"name_length": "20"})), "Give a number of characters from 24 to 200.")
    post(client, *HERE, **(GIVEN | {"name_length": "24"}))
    assert "Error" not in get(client, *HERE).title


def test_a_name_that_a_pack_leaves_as_it_is_is_not_called_shortened(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    ReturnLimits.objects.create(council=northmoor.council, name_length=20)
    item = ask(northmoor, now).items.get()
    paper = document(northmoor, now, content=b"x", name="a-name-of-22-signs.txt")
    answered(northmoor, item, now, kind="document", evidence=paper)
    page = get(signed_in(northmoor.priya), "return_item", "2027", item.slug)
    assert "has a name of 22 characters; your limit is 20." in page.words
    assert "A pack gives it a shorter one" not in page.words


def test_an_officer_sets_none(signed_in, northmoor):
    assert get(signed_in(northmoor.aisha), *HERE).status == 403
