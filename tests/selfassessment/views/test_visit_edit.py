"""A session is changed."""

from assurance.models import Membership
from selfassessment.models import VisitSession
from tests.pages import day, get, leads_to, post, refuses
from tests.selfassessment.visiting import meet

HERE = ("visit_edit", "2027", "S1")


def given(page, **changed) -> dict:
    names = ["kind", "title", "begins", "ends", "place", "regulator", "others", "version"]
    return {name: page.value(name) for name in names} | day("day", 8, 3, 2027) | changed


def test_the_form_begins_with_what_is_planned(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now, others=[("Carers’ forum", "Chair")], place="Room 4")
    page = get(signed_in(northmoor.priya), *HERE)
    assert (page.value("begins"), page.value("place"), page.value("others")) == (
        "09:30", "Room 4", "Carers’ forum, Chair"
    )  # fmt: skip


def test_a_change_is_kept(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    page = get(client, *HERE)
    assert leads_to(post(client, *HERE, **given(page, place="Room 7")), "visit_session", "2027", "S1")
    assert VisitSession.objects.get().place == "Room 7"


def test_somebody_who_left_stays_in_the_session_until_they_are_taken_out(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now, people=[northmoor.tom])
    Membership.objects.filter(person=northmoor.tom).delete()
    client = signed_in(northmoor.priya)
    page = get(client, *HERE)
    assert post(client, *HERE, **given(page, place="Room 7", people=[northmoor.tom.pk])).status == 302
    session = VisitSession.objects.get()
    assert (session.place, [one.person for one in session.people.all()]) == ("Room 7", [northmoor.tom])


def test_a_save_that_comes_too_late_keeps_what_was_typed(signed_in, northmoor, now):
    meet(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.priya)
    opened = get(client, *HERE)
    post(client, *HERE, **given(opened, place="Room 7"))
    page = post(client, *HERE, **given(opened, place="Room 9"))
    refuses(page, "Somebody changed S1 while you were here", status=409)
    assert "Room or link: two answers What you wrote (not saved) Room 9 What stands now Room 7" in page.words
    assert page.value("place") == "Room 9"
    assert VisitSession.objects.get().place == "Room 7"
    assert leads_to(post(client, *HERE, **given(page)), "visit_session", "2027", "S1")


def test_a_session_that_is_not_there_is_not_found(signed_in, northmoor):
    for address in ("S1", "S0", "R1", "edit"):
        assert signed_in(northmoor.priya).get(f"/2027/visit/{address}/edit/").status_code == 404
