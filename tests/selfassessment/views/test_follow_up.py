"""One request: what was asked, by when, the answer, what was sent."""

import datetime

from selfassessment.operations.answering import Given
from selfassessment.operations.evidence import Facts, change_evidence, withdraw_evidence
from selfassessment.operations.follow_up_answers import add_follow_up_part, remove_follow_up_part
from selfassessment.operations.follow_ups import send_follow_up
from tests.pages import get
from tests.selfassessment.asked_later import ask_later
from tests.selfassessment.asking import document
from tests.selfassessment.library import add, check, nothing_found, put_file

HERE = ("follow_up", "2027", "R1")


def test_it_says_who_asked_and_how_long_there_is(signed_in, northmoor, now):
    due = now + datetime.timedelta(hours=5, minutes=30)
    ask_later(northmoor.round, northmoor.priya, now, "The rota.\nAll of it.", due_at=due, owner=northmoor.aisha)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert page.heading == "Follow-up request R1"
    assert "The rota. All of it." in page.words
    assert "(in 5 hours)" in page.words
    assert "/2027/return/requests/R1/answer/" in page.links
    assert "Priya Nair wrote down the request R1" in page.words


def test_who_does_not_work_on_it_reads_it_only(signed_in, northmoor, now):
    ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.aisha)
    page = get(signed_in(northmoor.tom), *HERE)
    assert page.status == 200
    assert not [href for href in page.links if href.endswith(("/answer/", "/send/", "/drop/", "/edit/"))]


def test_a_document_withdrawn_from_its_answer_is_said_in_a_sentence(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    request = ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.aisha)
    paper = document(northmoor, now, "The rota")
    add_follow_up_part(request=request, given=Given("document", evidence=paper), by=northmoor.aisha, at=now)
    withdraw_evidence(item=paper, round=northmoor.round, by=northmoor.aisha, at=now)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "E1 “The rota” was withdrawn from the evidence library." in page.words


def test_what_was_sent_stands_as_it_was_then(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    request = ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.aisha)
    paper = document(northmoor, now, "The rota", b"Mondays.", "rota.txt")
    given = Given("document", evidence=paper, pointer="page 2")
    add_follow_up_part(request=request, given=given, by=northmoor.aisha, at=now)
    send_follow_up(request=request, version=2, note="By mail", by=northmoor.aisha, at=now)
    withdraw_evidence(item=paper, round=northmoor.round, by=northmoor.aisha, at=now)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "What was sent The rota (E1), page 2 rota.txt SHA-256" in page.words
    assert "by Aisha Rahman: By mail" in page.words
    assert "was withdrawn" not in page.words.replace("withdrew", "")


def test_the_history_names_what_was_put_in_taken_out_and_sent_as_it_was_called_then(
    signed_in, northmoor, now, monkeypatch
):
    nothing_found(monkeypatch)
    request = ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.aisha)
    paper, other = document(northmoor, now, "The rota", b"Mondays."), document(northmoor, now, "The plan", b"All.")
    where = {"request": request, "by": northmoor.aisha, "at": now}
    add_follow_up_part(given=Given("within", evidence=paper, pointer="page 2"), **where)
    taken = add_follow_up_part(given=Given("document", evidence=other), **where)
    add_follow_up_part(given=Given("text", text="It is on the way."), **where)
    facts = Facts(title="The new rota", category="processes")
    change_evidence(item=paper, round=northmoor.round, facts=facts, version=1, by=northmoor.aisha, at=now)
    remove_follow_up_part(reference=taken.reference, **where)
    send_follow_up(version=5, note="By mail", **where)
    history = get(signed_in(northmoor.tom), *HERE).words.partition(" History ")[2]
    told = (
        "marked as sent the answer to R1: E1 The new rota, page 2; words",
        "took E2 “The plan” from the answer to R1",
        "added words to the answer to R1",
        "added E2 “The plan” to the answer to R1",
        "added E1 “The rota”, page 2 to the answer to R1",
    )
    places = [history.find(f"Aisha Rahman {one}") for one in told]
    assert -1 not in places
    assert places == sorted(places)
    assert "SHA-256" not in history


def test_that_something_is_not_held_stands_in_the_history_as_a_sentence(signed_in, northmoor, now):
    request = ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.aisha)
    given = Given("not-held", text="No such list is kept.")
    add_follow_up_part(request=request, given=given, by=northmoor.aisha, at=now)
    words = get(signed_in(northmoor.tom), *HERE).words
    assert "Aisha Rahman added that it is not held to the answer to R1" in words


def test_the_history_names_what_was_sent_in_few_words_however_much_it_was(signed_in, northmoor, now):
    request = ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.aisha)
    where = {"request": request, "by": northmoor.aisha, "at": now}
    for number in range(12):
        add_follow_up_part(given=Given("link", url=f"https://a.example/{number}/"), **where)
    send_follow_up(version=13, note="By mail", **where)
    words = get(signed_in(northmoor.tom), *HERE).words
    assert "R1: https://a.example/0/; " in words
    assert "; https://a.example/9/ and 2 more" in words


def test_a_document_for_a_few_people_is_told_in_full_to_those_who_may_open_it(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    request = ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.aisha)
    item = add(northmoor, now, title="Secret", sensitivity="restricted", owner=northmoor.people["helen"])
    check(put_file(northmoor, item, now, name="who-it-is-about.txt"))
    add_follow_up_part(request=request, given=Given("document", evidence=item), by=northmoor.aisha, at=now)
    may = [northmoor.aisha, northmoor.people["helen"], northmoor.priya, northmoor.ruth]

    def shows(person, *words) -> list[bool]:
        page = get(signed_in(person), *HERE)
        assert "Secret (E1)" in page.words
        assert "For a few people" in page.words
        return [word in page.words for word in words]

    assert [shows(one, "who-it-is-about.txt") for one in may] == [[True]] * 4
    assert shows(northmoor.tom, "who-it-is-about") == [False]
    send_follow_up(request=request, version=2, note="By mail", by=northmoor.aisha, at=now)
    assert [shows(one, "who-it-is-about.txt", item.files.get().sha256) for one in may] == [[True, True]] * 4
    assert shows(northmoor.tom, "who-it-is-about", "SHA-256") == [False, False]


def test_a_document_that_is_for_a_few_people_since_it_was_sent_is_hidden_too(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    request = ask_later(northmoor.round, northmoor.priya, now, owner=northmoor.aisha)
    paper = document(northmoor, now, "The rota", b"Mondays.", "rota.txt")
    add_follow_up_part(request=request, given=Given("document", evidence=paper), by=northmoor.aisha, at=now)
    send_follow_up(request=request, version=2, note="By mail", by=northmoor.aisha, at=now)
    facts = Facts(title="The rota", category="processes", sensitivity="restricted")
    change_evidence(item=paper, round=northmoor.round, facts=facts, version=1, by=northmoor.aisha, at=now)
    assert "rota.txt" not in get(signed_in(northmoor.tom), *HERE).words
    assert "rota.txt" in get(signed_in(northmoor.aisha), *HERE).words


def test_a_number_that_is_not_there_leads_nowhere(signed_in, northmoor, westerholme, now):
    ask_later(westerholme.round, westerholme.director, now)
    client = signed_in(northmoor.aisha)
    for reference in ("R1", "R0", "Q1", "R99999999999"):
        assert get(client, "follow_up", "2027", reference).status == 404
