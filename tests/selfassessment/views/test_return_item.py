"""One item: what is asked, what we answer, is it safe to send?"""

import datetime

from assurance.models import Job
from selfassessment.models import Evidence, EvidenceFile, RequestedItem
from selfassessment.operations.evidence import withdraw_evidence
from selfassessment.operations.evidence_files import confirm_file, receive_bytes
from selfassessment.operations.returns import Asked
from tests.pages import get
from tests.selfassessment.asking import (
    answered,
    approved,
    ask,
    document,
    given_to,
    one_more,
    queried,
    renew,
    sent,
    submitted,
)
from tests.selfassessment.closing import closed
from tests.selfassessment.library import nothing_found

HERE = ("return_item", "2027", "general-ir3")


def test_it_says_what_is_asked_by_when_and_who_has_it(signed_in, northmoor, now):
    asked = Asked("equity", "IR3", "Groups at risk", wording="List them.", due_on=datetime.date(2027, 1, 4))
    ask(northmoor, now, asked)
    page = get(signed_in(northmoor.aisha), "return_item", "2027", "equity-ir3")
    assert "QS3 Equity in experience and outcomes, IR3" in page.words
    assert "Due Monday 4 January 2027" in page.words
    assert "Owner Nobody has it yet" in page.words
    assert "There is no answer yet." in page.words


def test_without_a_notification_it_says_what_to_do(signed_in, northmoor, now):
    ask(northmoor, now)
    client = signed_in(northmoor.aisha)
    assert "Due Not given" in get(client, *HERE).words
    RequestedItem.objects.update(due_with="return-third-week")
    words = get(client, *HERE).words
    assert "Due Not known yet: give the notification date, or look there whether the date it goes with still" in words


def test_each_part_stands_with_its_file_and_what_else_it_answers(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    item = ask(northmoor, now).items.get()
    shared = document(northmoor, now)
    answered(northmoor, item, now, kind="within", evidence=shared, pointer="section 4")
    answered(northmoor, item, now, kind="link", url="https://northmoor.example/mps", text="Market position")
    answered(northmoor, one_more(northmoor, now), now, kind="document", evidence=shared)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "Covered in another document E1 Complaints report, section 4 report.txt, 1 kB" in page.words
    assert "Also answers General, IR9 Communication" in page.words
    assert "/2027/return/items/general-ir9/" in page.links
    assert "https://northmoor.example/mps" in page.links


def test_what_the_guard_found_is_shown_where_one_looks_for_personal_data(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch, findings=[{"kind": "postcode", "place": "page 2"}])
    item = ask(northmoor, now).items.get()
    evidence = document(northmoor, now)
    answered(northmoor, item, now, kind="document", evidence=evidence)
    given_to(northmoor, item, northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    page = get(client, *HERE)
    assert "The file of E1 “Complaints report” waits for somebody to look at what was found in it" in page.words
    assert "Waits for somebody’s word" in page.words
    assert "File being checked" not in page.words
    assert "or could not read: Postcode: page 2 Somebody who may change the library looks at it" in page.words
    assert "I have looked: it may be sent" not in page.words
    confirm_file(file=EvidenceFile.objects.get(), round=northmoor.round, by=northmoor.aisha, at=now)
    page = get(client, *HERE)
    assert "The personal-data guard found a postcode; somebody said that it may stay." in page.words
    assert "Nobody has looked through it yet." in page.words
    assert "I have looked: it may be sent" in page.words


def test_a_check_that_stopped_is_not_said_to_go_on(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    item = ask(northmoor, now).items.get()
    evidence = document(northmoor, now)
    answered(northmoor, item, now, kind="document", evidence=evidence)
    given_to(northmoor, item, northmoor.aisha, now)
    newer = {"item": evidence, "round": northmoor.round, "name": "newer.txt", "by": northmoor.aisha, "at": now}
    waits = receive_bytes(content=b"Newer words", **newer)
    client = signed_in(northmoor.aisha)
    assert "A newer file is being checked" in get(client, *HERE).words
    Job.objects.filter(pk=waits.job_id).update(state=Job.State.FAILED, ended_at=now)
    assert "The check of a newer file stopped" in get(client, *HERE).words
    EvidenceFile.objects.exclude(pk=waits.pk).update(state="withdrawn", stored="")
    words = get(client, *HERE).words
    assert "The check of the file stopped" in words
    assert "“Complaints report” could not be checked: open the document and try again" in words


def test_what_is_not_what_was_approved_says_so(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch)
    item = ask(northmoor, now).items.get()
    evidence = document(northmoor, now)
    approved(northmoor, item, now, kind="document", evidence=evidence)
    client = signed_in(northmoor.priya)
    assert "Approved by Priya Nair" in get(client, *HERE).words
    renew(northmoor, evidence, now, b"Other words")
    page = get(client, *HERE)
    assert "The answer changed since it was approved. It has to be approved again before it is sent." in page.words
    assert "The answer changed since it was looked through." in page.words
    withdraw_evidence(
        item=evidence, round=northmoor.round, by=northmoor.aisha, at=now + datetime.timedelta(minutes=1)
    )
    page = get(client, *HERE)
    assert "after this answer was approved. The answer can’t be sent with it." in page.words


def test_who_may_do_what_next_depends_on_whose_turn_it_is(signed_in, northmoor, now):
    item = ask(northmoor, now).items.get()
    given_to(northmoor, item, northmoor.aisha, now)
    answered(northmoor, item, now)
    assert "Send for approval" in get(signed_in(northmoor.aisha), *HERE).words
    assert "What next" not in get(signed_in(northmoor.tom), *HERE).words
    assert "Add to the answer" not in get(signed_in(northmoor.tom), *HERE).words
    submitted(northmoor, item, now)
    page = get(signed_in(northmoor.priya), *HERE)
    assert "Approve the answer" in page.words
    assert "Add to the answer" not in page.words


def test_a_query_stands_on_the_item(signed_in, northmoor, now):
    item = sent(northmoor, ask(northmoor, now).items.get(), now)
    queried(northmoor, item, now)
    assert "The regulator asks: Which year?" in get(signed_in(northmoor.aisha), *HERE).words


def test_the_list_of_cases_leads_to_the_case_room(signed_in, northmoor, now):
    ask(northmoor, now, Asked("case-list", "IR50", "List of 50"))
    page = get(signed_in(northmoor.priya), "return_item", "2027", "case-list-ir50")
    assert "The list itself is made and exported in the case room" in page.words
    assert "/2027/cases/" in page.links


def test_a_closed_round_is_read_and_not_changed(signed_in, northmoor, now):
    item = ask(northmoor, now).items.get()
    given_to(northmoor, item, northmoor.aisha, now)
    closed(northmoor, now)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "There is no answer yet." in page.words
    assert "Add to the answer" not in page.words


def test_an_item_of_another_council_is_not_there(signed_in, northmoor, westerholme, now):
    ask(northmoor, now)
    client = signed_in(westerholme.director)
    assert get(client, *HERE).status == 404
    assert get(client, "return_item", "2027-w", "general-ir3").status == 404
    assert RequestedItem.objects.count() == 1


def test_what_is_for_a_few_people_is_named_and_not_shown_to_others(signed_in, northmoor, now, monkeypatch):
    nothing_found(monkeypatch, findings=[{"kind": "postcode", "place": "page 2"}])
    item = ask(northmoor, now).items.get()
    evidence = document(northmoor, now)
    answered(northmoor, item, now, kind="document", evidence=evidence)
    confirm_file(file=EvidenceFile.objects.get(), round=northmoor.round, by=northmoor.aisha, at=now)
    Evidence.objects.update(sensitivity=Evidence.Sensitivity.RESTRICTED)
    for who, seen in [("aisha", True), ("ruth", True), ("tom", False), ("meilin", False)]:
        words = get(signed_in(northmoor.people[who]), *HERE).words
        assert "E1 Complaints report" in words
        assert ("report.txt" in words, "found a postcode" in words) == (seen, seen), who
