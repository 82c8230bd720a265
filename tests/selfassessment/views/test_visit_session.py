"""One session with its log."""

from assurance.models import QualityStatement
from selfassessment.operations.visit_log import entry_to_action, remove_entry
from tests.pages import get
from tests.selfassessment.visiting import meet, noted

HERE = ("visit_session", "2027", "S1")


def test_who_was_there_may_write_and_others_read(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now, people=[northmoor.aisha])
    here = "/2027/visit/S1/log/"
    assert here in get(signed_in(northmoor.aisha), *HERE).links
    other = get(signed_in(northmoor.tom), *HERE)
    assert here not in other.links
    assert "Who was in the session, the programme manager and the director write in it." in other.words


def test_entries_stand_by_kind_with_their_owner_and_what_became_of_them(signed_in, northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now, people=[northmoor.aisha])
    promise = noted(session, northmoor.aisha, now, owner=northmoor.tom)
    noted(session, northmoor.aisha, now, "How long do people wait?", kind="asked")
    entry_to_action(entry=promise, by=northmoor.aisha, at=now)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert page.words.index("What was asked How long") < page.words.index("Promise made Send the list")
    for words in ["Tom Birkett has it", "Became action A1", "Take A1 back"]:
        assert words in page.words
    assert "/2027/actions/A1/" in page.links
    assert "Take A1 back" not in get(signed_in(northmoor.tom), *HERE).words


def test_what_was_taken_out_can_be_put_back(signed_in, northmoor, now):
    session = meet(northmoor.round, northmoor.priya, now)
    entry = noted(session, northmoor.priya, now)
    remove_entry(entry=entry, by=northmoor.priya, at=now)
    page = get(signed_in(northmoor.priya), *HERE)
    assert "1 taken out of the log" in page.words
    assert f"/2027/visit/S1/log/{entry.reference}/put-back/" in page.acts


def test_a_link_is_a_link_and_a_room_is_words(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now, place="https://meet.example/1")
    meet(northmoor.round, northmoor.priya, now, place="javascript:alert(1)")
    assert "https://meet.example/1" in get(signed_in(northmoor.aisha), *HERE).links
    page = get(signed_in(northmoor.aisha), "visit_session", "2027", "S2")
    assert "javascript:alert(1)" in page.words
    assert "javascript:alert(1)" not in page.links


def test_what_it_is_about_stands_in_the_statements_order(signed_in, northmoor, now):
    first, last = (northmoor.statement(slug) for slug in ("assessing-needs", "governance"))
    meet(northmoor.round, northmoor.priya, now, statements=[first, last])
    # Once last and once first: no order of the rows is right both times.
    QualityStatement.objects.filter(pk=first.pk).update(number=90)
    words = get(signed_in(northmoor.priya), *HERE).words
    assert f"Likely about {last.title} {first.title}" in words
    QualityStatement.objects.filter(pk=first.pk).update(number=0)
    assert f"Likely about {first.title} {last.title}" in get(signed_in(northmoor.priya), *HERE).words
