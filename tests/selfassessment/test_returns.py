"""A return is started once; its items keep their addresses, places and references; two at once lose nothing."""

import datetime
from functools import partial

import pytest

from assurance.closing import RoundIsClosed
from assurance.models import Event, Milestone
from selfassessment.answers import DOCUMENT, Document, File, Part, answer_print, beyond_limits, lacking
from selfassessment.models import InformationReturn, ItemSheet, RequestedItem, ReturnLimits
from selfassessment.operations.answering import Given, add_part, check_answer, say_confidence
from selfassessment.operations.return_moves import submit_item
from selfassessment.operations.return_sheets import (
    forget_item_sheets,
    receive_items,
    starting_items,
    starting_set,
    take_items,
)
from selfassessment.operations.returns import (
    Asked,
    StaleItem,
    add_items,
    asked_of,
    change_item,
    place_item,
    put_back_item,
    remove_item,
    set_limits,
    start_return,
)
from selfassessment.return_rules import ReturnRefused
from tests.selfassessment.asking import answered, ask, fresh, one_more, submitted
from tests.selfassessment.closing import closed
from tests.selfassessment.sheets_of_items import letter
from tests.selfassessment.test_at_once import together

pytestmark = pytest.mark.django_db


def test_it_starts_with_its_timeline_and_is_told(northmoor, now):
    ask(northmoor, now, notified_on=datetime.date(2026, 12, 7))
    assert Milestone.objects.get(round=northmoor.round, slug="notification").on == datetime.date(2026, 12, 7)
    assert Event.objects.get(verb="started the information return of").after == {"from": "nothing", "items": 1}


def test_it_is_started_once(northmoor, now):
    ask(northmoor, now)
    with pytest.raises(ReturnRefused, match="Somebody has started the return"):
        ask(northmoor, now)
    assert InformationReturn.objects.count() == 1


def test_the_starting_set_is_labelled_and_fits_every_edition(northmoor, now):
    items = starting_items(northmoor.round)
    assert {item.section for item in items} >= {"general", "assessing-needs", "learning", "case-list"}
    assert all(item.basis.startswith(("Our own suggestion.", "A public paper names it: ")) for item in items)
    assert not any(item.wording for item in items)  # what a pack prints as asked is the regulator's alone
    for entry in starting_set()["items"]:
        assert entry["basis"] in {"evidenced", "suggested"}
        assert (entry["basis"] == "evidenced") == bool(entry.get("source")), entry["title"]
    made = start_return(round=northmoor.round, items=items, by=northmoor.priya, at=now)
    self_assessment = made.items.get(title="Self-assessment")
    assert self_assessment.statements.count() == 9


def test_all_items_are_added_or_none(northmoor, now):
    ask(northmoor, now)
    pair = [Asked("general", "IR1", "One"), Asked("general", "ir3", "Taken")]
    with pytest.raises(ReturnRefused, match="There is an item “ir3” in this section already"):
        add_items(round=northmoor.round, items=pair, by=northmoor.priya, at=now)
    assert RequestedItem.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked("nowhere", "IR1", "It"), "no section “nowhere”"),
        (Asked("general", " ", "It"), "Give the item a reference"),
        (Asked("general", "IR1", ""), "Give the item a title"),
        (Asked("general", "IR1", "x" * 201), "it holds at most 200"),
        (Asked("general", "IR1", "It", kind="song"), "Choose what kind"),
        (Asked("general", "IR1", "It", due_with="easter"), "not in this round’s timeline"),
    ],
)
def test_what_can_not_be_is_refused_in_a_sentence(northmoor, now, asked, why):
    ask(northmoor, now)
    with pytest.raises(ReturnRefused, match=why):
        add_items(round=northmoor.round, items=[asked], by=northmoor.priya, at=now)


def test_a_return_does_not_grow_without_end(northmoor, now):
    ask(northmoor, now)
    many = [Asked("general", f"X{n}", "It") for n in range(300)]
    with pytest.raises(ReturnRefused, match="at most 300 items"):
        add_items(round=northmoor.round, items=many, by=northmoor.priya, at=now)


def test_two_items_whose_words_are_alike_have_addresses_of_their_own(northmoor, now):
    ask(northmoor, now, Asked("general", "IR.1", "A"), Asked("general", "IR1!", "B"), Asked("general", "№", "C"))
    slugs = list(RequestedItem.objects.order_by("number").values_list("slug", flat=True))
    assert slugs == ["general-ir1", "general-ir1-2", "general-no"]


def test_a_change_from_an_older_version_is_stale(northmoor, now):
    item = ask(northmoor, now).items.get()
    asked = asked_of(item)
    where = {"item": item, "round": northmoor.round, "version": 1, "by": northmoor.priya, "at": now}
    change_item(asked=Asked(**{**asked.__dict__, "title": "Mine"}), **where)
    with pytest.raises(StaleItem, match="was not overwritten") as stale:
        change_item(asked=Asked(**{**asked.__dict__, "title": "Theirs"}), **where)
    assert stale.value.current.title == "Mine"


def test_what_happens_to_its_answer_makes_no_save_of_what_is_asked_stale(northmoor, now):
    item = ask(northmoor, now).items.get()
    answered(northmoor, item, now)
    submitted(northmoor, item, now)
    asked = Asked(**{**asked_of(item).__dict__, "due_on": now.date()})
    change_item(item=item, round=northmoor.round, version=1, asked=asked, by=northmoor.priya, at=now)


def test_places_are_given_without_a_gap(northmoor, now):
    ask(northmoor, now, *(Asked("general", f"IR{n}", "It") for n in (1, 2, 3)))
    remove_item(item=RequestedItem.objects.get(reference="IR2"), round=northmoor.round, by=northmoor.priya, at=now)
    last = RequestedItem.objects.get(reference="IR3")
    place_item(item=last, round=northmoor.round, place=1, by=northmoor.priya, at=now)
    rows = RequestedItem.objects.in_round(northmoor.round)
    assert list(rows.values_list("reference", "number")) == [("IR3", 1), ("IR1", 2)]


def test_what_was_removed_meanwhile_gets_no_place(northmoor, now):
    item = ask(northmoor, now).items.get()
    remove_item(item=item, round=northmoor.round, by=northmoor.ruth, at=now)
    with pytest.raises(ReturnRefused, match="has no place in it"):
        place_item(item=item, round=northmoor.round, place=1, by=northmoor.priya, at=now)


@pytest.mark.embedded
@pytest.mark.django_db(transaction=True)
def test_of_six_who_move_items_at_once_nobody_waits_for_the_other(northmoor, now):
    ask(northmoor, now, *(Asked("general", f"IR{n}", "It") for n in range(1, 7)))
    places = [
        partial(place_item, item=item, round=northmoor.round, place=7 - item.number, by=northmoor.priya, at=now)
        for item in RequestedItem.objects.all()
    ]
    assert together(*places) == [None] * 6
    assert sorted(RequestedItem.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_what_was_removed_comes_back_with_its_answer(northmoor, now):
    item = ask(northmoor, now).items.get()
    answered(northmoor, item, now)
    remove_item(item=item, round=northmoor.round, by=northmoor.priya, at=now)
    with pytest.raises(ReturnRefused, match="was removed from the return"):
        answered(northmoor, item, now, text="More.")
    back = put_back_item(item=item, round=northmoor.round, by=northmoor.priya, at=now)
    assert (back.removed_at, back.parts.count()) == (None, 1)


def refused(act) -> bool:
    """Whether an act was refused because the round is closed."""
    try:
        act()
    except RoundIsClosed:
        return True
    return False


def test_nothing_is_done_in_a_closed_round(northmoor, now):
    item = ask(northmoor, now).items.get()
    old = closed(northmoor, now)
    here = {"round": old, "by": northmoor.priya, "at": now}
    acts = {
        "start": lambda: start_return(**here),
        "add": lambda: add_items(items=[], **here),
        "change": lambda: change_item(item=item, version=1, asked=asked_of(item), **here),
        "remove": lambda: remove_item(item=item, **here),
        "place": lambda: place_item(item=item, place=1, **here),
        "answer": lambda: add_part(item=item, given=Given("text", text="So."), **here),
        "confidence": lambda: say_confidence(item=item, confidence="", reason="", **here),
        "look": lambda: check_answer(item=item, seen="", **here),
        "submit": lambda: submit_item(item=item, seen="", **here),
        "limits": lambda: set_limits(
            pattern="{title}", name_length=50, file_bytes=None, pack_bytes=None, remind_days=1, **here
        ),
        "sheet": lambda: receive_items(name="a.csv", content=b"", **here),
    }
    for name, act in acts.items():
        assert refused(act), name
    assert not ReturnLimits.objects.exists()


def test_a_spreadsheet_is_taken_once_and_forgotten(northmoor, now):
    sheet = receive_items(round=northmoor.round, name="a.xlsx", content=letter(), by=northmoor.priya, at=now)
    assert take_items(sheet=sheet, expected=42, by=northmoor.priya, at=now) == 42
    assert take_items(sheet=sheet, expected=42, by=northmoor.priya, at=now) == 42
    assert RequestedItem.objects.count() == 42
    assert ItemSheet.objects.get().table == {}


def test_a_spreadsheet_nobody_takes_is_forgotten(northmoor, now, settings):
    receive_items(round=northmoor.round, name="a.xlsx", content=letter(), by=northmoor.priya, at=now)
    later = now + datetime.timedelta(days=settings.WORKBOOK_DAYS, minutes=1)
    assert forget_item_sheets(at=now) == 0
    assert forget_item_sheets(at=later) == 1


# --- Answers, without a database ------------------------------------------------------------------------------------

POLICY = Document(7, "E7", "Policy", "document")
FILE = File("policy.pdf", 10, "ab")


def part(**said) -> Part:
    return Part(**{"reference": "p-1", "kind": DOCUMENT, "document": POLICY, "file": FILE, **said})


def test_the_fingerprint_is_of_what_would_be_sent():
    held = answer_print([part()])
    assert answer_print([]) == ""
    assert answer_print([part(reference="p-2", by=3)]) == held
    gone = Document(7, "E7", "Policy", "document", withdrawn_at=datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC))
    for other in (
        [part(file=File("policy.pdf", 10, "cd"))], [part(file=None)], [part(pointer="page 2")], [part(document=gone)],
        [part(kind="within")], [part(), part(reference="p-2", kind="text", document=None, file=None, text="So.")],
    ):  # fmt: skip
        assert answer_print(other) != held
    two = [part(), part(kind="text", document=None, file=None, text="So.")]
    assert answer_print(two) != answer_print(two[::-1])


def test_what_keeps_an_answer_from_being_approved_is_said():
    assert "It has no answer yet." in lacking([])[0]
    assert "is missing" in lacking([part(file=None)])[0]
    assert "is still being checked" in lacking([part(file=None, waits=True)])[0]
    asks = (("nhs-number", "page 2"),)
    assert "say whether it may stay" in lacking([part(file=None, waits=True, asks=asks)])[0]
    inside = Document(8, "E8", "Page", "link", url="https://northmoor.sharepoint.com/a")
    assert "sign in" in lacking([part(document=inside, file=None)])[0]
    both = [part(), part(kind="not-held", document=None, file=None, text="We have none.")]
    assert "It says “not held”, and names a document" in lacking(both)[0]
    assert lacking([part()]) == []
    assert lacking([part(document=Document(8, "E8", "Page", "link", url="https://x.example"), file=None)]) == []


def test_whatever_file_is_sent_is_measured():
    for kind in ("document", "within"):  # a place in a document is sent with the whole of it
        assert len(beyond_limits([part(kind=kind)], name_length=5, file_bytes=5)) == 2
    assert beyond_limits([part(kind="text", document=None, file=None, text="So.")], name_length=5, file_bytes=5) == []
    assert beyond_limits([part()], name_length=100, file_bytes=None) == []


def test_an_item_of_another_round_is_not_answered_in_this_one(northmoor, westerholme, now):
    item = ask(northmoor, now).items.get()
    with pytest.raises(RequestedItem.DoesNotExist):
        add_part(item=item, round=westerholme.round, given=Given("text", text="So."), by=westerholme.director, at=now)
    assert fresh(item).status == "not-started"
    assert one_more(northmoor, now).number == 2
