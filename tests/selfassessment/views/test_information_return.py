"""What is asked, who answers, is it on time? The board, its filters and its groups."""

import datetime

import pytest

from selfassessment.models import RequestedItem
from selfassessment.operations.answering import say_confidence
from selfassessment.operations.evidence import withdraw_evidence
from selfassessment.operations.return_chasing import name_contributors
from selfassessment.operations.returns import Asked, confirm_item, remove_item
from tests.pages import get
from tests.selfassessment.asking import (
    answered,
    approved,
    ask,
    document,
    from_starting_set,
    given_to,
    one_more,
    renew,
    sent,
)
from tests.selfassessment.closing import closed
from tests.selfassessment.library import add, nothing_found

HERE = ("information_return", "2027")


def listed(page) -> list[str]:
    """The words in the addresses of the items on the board, in order."""
    return [
        href.rstrip("/").rpartition("/")[2] for href in page.links if "/return/items/" in href and "/add/" not in href
    ]


@pytest.fixture
def asked(northmoor, now):
    """Four items: late and Aisha's, due in two days, due far off in another section, without any date."""
    day = now.date()
    in_days = {n: day + datetime.timedelta(days=n) for n in (-2, 2, 60)}
    ask(
        northmoor, now,
        Asked("general", "IR1", "Late", due_on=in_days[-2]), Asked("general", "IR2", "Soon", due_on=in_days[2]),
        Asked("equity", "IR3", "Far", due_on=in_days[60]), Asked("other", "IR4", "No date"),
    )  # fmt: skip
    items = {item.reference: item for item in northmoor.round.information_return.items.all()}
    given_to(northmoor, items["IR1"], northmoor.aisha, now)
    return items


def test_before_it_is_started_the_board_says_what_to_do_first(signed_in, northmoor):
    page = get(signed_in(northmoor.priya), *HERE)
    assert "The return is not started yet" in page.words
    assert "/2027/return/start/" in page.links
    assert "/2027/return/start/" not in get(signed_in(northmoor.aisha), *HERE).links


def test_the_board_says_how_far_it_is_what_is_late_and_what_is_due_next(signed_in, northmoor, asked, now):
    page = get(signed_in(northmoor.priya), *HERE)
    assert (
        "0 of 4 items are approved or sent. 1 is late. 1 item still to be approved is due in 2 days, on" in page.words
    )
    assert "Late by 2 days" in page.words
    assert "Due in 2 days" in page.words
    assert "1 due date is not known yet." in page.words
    assert "QS3 Equity in experience and outcomes 0 of 1" in page.words
    approved(northmoor, asked["IR2"], now)
    assert "1 of 4 items are approved or sent." in get(signed_in(northmoor.priya), *HERE).words


def test_each_filter_shows_only_what_is_like_that_and_stays_in_the_address(signed_in, northmoor, asked, now):
    client = signed_in(northmoor.aisha)
    say_confidence(
        item=asked["IR3"], round=northmoor.round, confidence="low", reason="Old.", by=northmoor.priya, at=now
    )
    one, two, three, four = "general-ir1", "general-ir2", "equity-ir3", "other-ir4"
    for given, expected in [
        ({}, [one, two, three, four]),
        ({"mine": "yes"}, [one]),
        ({"late": "yes"}, [one]),
        ({"risk": "yes"}, [two, three]),
        ({"nobody": "yes"}, [two, three, four]),
        ({"section": "equity"}, [three]),
        ({"status": "approved"}, []),
        ({"owner": str(northmoor.aisha.pk)}, [one]),
        ({"by": "owner"}, [two, three, four, one]),
        ({"status": "<script>", "by": "x", "mine": "maybe", "page": "x"}, [one, two, three, four]),
    ]:
        assert listed(get(client, *HERE, **given)) == expected, given
    page = get(client, *HERE, late="yes", section="general", by="owner")
    assert "Remove filter Late" in page.words
    assert "?section=general&by=owner" in " ".join(page.links)
    assert "1 item under these filters" in page.words
    assert "No item is like that" in get(client, *HERE, status="sent").words


def test_whoever_helps_finds_the_item_among_theirs(signed_in, northmoor, asked, now):
    name_contributors(item=asked["IR4"], round=northmoor.round, people=[northmoor.tom], by=northmoor.priya, at=now)
    assert listed(get(signed_in(northmoor.tom), *HERE, mine="yes")) == ["other-ir4"]


def test_what_is_no_longer_what_was_approved_is_listed_in_clear_sentences(
    signed_in, northmoor, asked, now, monkeypatch
):
    nothing_found(monkeypatch)
    kept, gone = document(northmoor, now), document(northmoor, now, "Old policy")
    approved(northmoor, asked["IR1"], now, kind="document", evidence=kept)
    approved(northmoor, asked["IR2"], now, kind="document", evidence=gone)
    sent(northmoor, asked["IR3"], now, kind="document", evidence=kept)
    renew(northmoor, kept, now, b"Other words")
    withdraw_evidence(item=gone, round=northmoor.round, by=northmoor.aisha, at=now)
    page = get(signed_in(northmoor.priya), *HERE)
    assert "IR1: Late: its answer changed, so it has to be approved again" in page.words
    assert "“Old policy” was withdrawn from the evidence library, so this can’t be sent." in page.words
    assert "Changed since it was approved" in page.words
    assert "Changed since it was sent" in page.words
    assert "A document was withdrawn" in page.words
    assert len(listed(get(signed_in(northmoor.priya), *HERE, changed="yes"))) > 3


def test_only_those_who_run_the_return_give_out_and_add(signed_in, northmoor, asked):
    priya, aisha = get(signed_in(northmoor.priya), *HERE), get(signed_in(northmoor.aisha), *HERE)
    assert "Give them out" in priya.words
    assert "Give them out" not in aisha.words
    assert "/2027/return/items/add/" in priya.links
    assert "/2027/return/items/add/" not in aisha.links


def test_a_removed_item_is_off_the_board_and_can_be_put_back(signed_in, northmoor, asked, now):
    remove_item(item=asked["IR4"], round=northmoor.round, by=northmoor.priya, at=now)
    page = get(signed_in(northmoor.priya), *HERE)
    assert listed(page) == ["general-ir1", "general-ir2", "equity-ir3"]
    assert "1 removed item" in page.words
    assert "Put back Other, IR4 No date" in page.words


def test_a_return_of_our_starting_set_says_check_against_your_letter(signed_in, northmoor, now):
    from_starting_set(northmoor, now)
    one_more(northmoor, now, reference="L1")
    ours = RequestedItem.objects.exclude(basis="")
    client, many = signed_in(northmoor.priya), ours.count()
    said = "Check against your letter. {} of these items are our own suggestions"
    assert said.format(many) in get(client, *HERE).words
    one = ours.order_by("pk").first()
    assert "This is our own suggestion." in get(client, "return_item", "2027", one.slug).words
    confirm_item(item=one, round=northmoor.round, by=northmoor.priya, at=now)
    assert "This is our own suggestion." not in get(client, "return_item", "2027", one.slug).words
    assert "This is our own suggestion." not in get(client, "return_item", "2027", "general-l1").words
    assert said.format(many - 1) in get(client, *HERE).words


def test_at_risk_is_what_may_not_go_in_time(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    day = now.date()
    dues = {"IR1": 3, "IR2": 6, "IR3": 6, "IR4": 7, "IR5": 90}
    ask(northmoor, now, *(
        Asked("general", reference, "It", due_on=day + datetime.timedelta(days=n)) for reference, n in dues.items()
    ))  # fmt: skip
    items = {item.reference: item for item in northmoor.round.information_return.items.all()}
    given_to(northmoor, items["IR1"], northmoor.aisha, now)  # due within three days, and not approved
    given_to(northmoor, items["IR3"], northmoor.aisha, now)  # due in six days, and somebody has it
    gone = document(northmoor, now)
    approved(northmoor, items["IR5"], now, kind="document", evidence=gone)
    client = signed_in(northmoor.priya)
    assert listed(get(client, *HERE, risk="yes")) == ["general-ir1", "general-ir2"]
    withdraw_evidence(item=gone, round=northmoor.round, by=northmoor.aisha, at=now)
    page = get(client, *HERE, risk="yes")
    assert listed(page)[-3:] == ["general-ir1", "general-ir2", "general-ir5"]
    assert "At risk: due within 3 days and not approved, due within 6 days and without an owner" in page.words


def test_what_was_never_approved_has_not_changed_since(signed_in, northmoor, asked, now, monkeypatch):
    nothing_found(monkeypatch)
    gone = document(northmoor, now)
    answered(northmoor, asked["IR3"], now, kind="document", evidence=gone)
    withdraw_evidence(item=gone, round=northmoor.round, by=northmoor.aisha, at=now)
    assert listed(get(signed_in(northmoor.priya), *HERE, changed="yes")) == []


def test_a_page_of_the_web_is_counted_as_a_link(signed_in, northmoor, asked, now):
    answered(northmoor, asked["IR3"], now, kind="document", evidence=add(northmoor, now, kind="link"))
    assert "· 1 link" in get(signed_in(northmoor.priya), *HERE, section="equity").words


def test_under_an_owner_the_section_stands_with_the_reference(signed_in, northmoor, asked):
    client = signed_in(northmoor.priya)
    assert "Equity, IR3: Far" in get(client, *HERE, by="owner").words
    assert "Equity, IR3: Far" not in get(client, *HERE).words


def test_a_closed_round_is_read_and_not_changed(signed_in, northmoor, asked, now):
    closed(northmoor, now)
    page = get(signed_in(northmoor.priya), *HERE)
    assert "IR1: Late" in page.words
    assert "Give them out" not in page.words


def test_nobody_of_another_council_sees_it(signed_in, northmoor, westerholme, asked):
    assert get(signed_in(westerholme.director), *HERE).status == 404


def test_fifty_items_cost_as_many_queries_as_one(signed_in, northmoor, now, django_assert_max_num_queries):
    for number in range(50):
        one_more(northmoor, now, reference=f"IR{number}")
    client = signed_in(northmoor.priya)
    get(client, *HERE)
    with django_assert_max_num_queries(15):
        page = get(client, *HERE)
    assert len(listed(page)) == 50
