"""Checklists as data: reading, loading twice, changed files, and a council's own."""

from pathlib import Path

import pytest
from django.conf import settings

from selfassessment.checklists import read_checklist
from selfassessment.models import Checklist, ChecklistItem
from selfassessment.operations.checklists import ChecklistRefused, answer_items, load_checklist, load_ours
from tests.house.test_templates import AMERICAN, FORBIDDEN
from tests.selfassessment.promising import answer

FILES = sorted((Path(settings.FIXTURES_DIR) / "checklists").glob("*.yaml"))
SMALL = """checklist: {slug: small, title: Small, purpose: To try., source: Ours., date: 2026-11-22, licence: MIT}
items:
  - {slug: one, text: "One?"}
  - {slug: two, text: "Two?", help: "Think."}
"""


def load(now, text: str):
    return load_checklist(content=text.encode(), by=None, at=now)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_each_of_ours_says_where_it_comes_from_and_what_is_not_confirmed_in_careful_words(path):
    reading = read_checklist(path.read_bytes())
    assert not reading.problems
    head = reading.data["checklist"]
    assert head["slug"] == path.stem
    for name in ("source", "date", "licence", "note"):
        assert head[name]
    words = path.read_text(encoding="utf-8")
    assert not AMERICAN.findall(words)
    assert not FORBIDDEN.findall(words)


def test_the_nine_tips_are_nine_and_the_three_lists_are_there():
    assert [path.stem for path in FILES] == ["nine-tips", "preparing-staff", "unpaid-carers"]
    assert len(read_checklist(FILES[0].read_bytes()).data["items"]) == 9


@pytest.mark.django_db
@pytest.mark.embedded
def test_loading_twice_changes_nothing(now):
    before = list(ChecklistItem.objects.order_by("pk").values_list())
    assert all(line.endswith("unchanged") for line in load_ours())
    assert list(ChecklistItem.objects.order_by("pk").values_list()) == before


@pytest.mark.embedded
def test_a_changed_file_changes_what_nobody_answered_and_keeps_the_rest(northmoor, now):
    load(now, SMALL)
    answer(northmoor.round, "small", "one", "yes", northmoor.aisha, now)
    changed = SMALL.replace("One?", "One, really?").replace("Two?", "Two, really?")
    checklist, outcome = load(now, changed + '  - {slug: three, text: "Three?"}\n')
    assert outcome == "replaced"
    assert {i.slug: i.text for i in checklist.items.all()} == {
        "one": "One?", "two": "Two, really?", "three": "Three?",
    }  # fmt: skip
    checklist, _ = load(now, SMALL.replace("slug: two", "slug: other"))
    assert {i.slug: i.retired for i in checklist.items.all()} == {
        "one": False, "two": True, "three": True, "other": False,
    }  # fmt: skip
    assert checklist.items.get(slug="one").answers.get().answer == "yes"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("slug: two", "slug: one"), "line 4: the item “one” stands twice"),
        (("slug: small", "slug: add"), "can't be called “add”"),
        (("slug: small", "slug: Small!"), "does not match"),
        (('text: "Two?", ', ""), "'text' is a required property"),
        (("licence: MIT", "licence: MIT, more: x"), "Additional properties"),
        (('"Two?"', "*x"), "aliases"),
    ],
)
@pytest.mark.django_db
def test_a_bad_file_is_refused_with_its_line(now, change, sentence):
    with pytest.raises(ChecklistRefused, match="line") as caught:
        load(now, SMALL.replace(*change))
    assert sentence in str(caught.value)
    assert not Checklist.objects.filter(title="Small").exists()


def test_an_answer_to_another_councils_list_is_refused(northmoor, westerholme, now):
    from selfassessment.operations.checklists import Given, ItemWords, save_checklist

    own = save_checklist(
        council=westerholme.council, checklist=None, title="Theirs", purpose="", items=[ItemWords(None, "One?")],
        by=westerholme.director, at=now,
    )  # fmt: skip
    with pytest.raises(ChecklistRefused, match="another council’s"):
        answer_items(
            round=northmoor.round, checklist=own, given=[Given(own.items.get(), "yes", "", 0)], by=northmoor.aisha,
            at=now,
        )  # fmt: skip
