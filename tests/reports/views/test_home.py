"""What waits for me? Each role finds its own page."""

import datetime

from django.urls import reverse

from assurance.operations.people import add_person, set_roles, withdraw_invitation
from assurance.roles import Role
from tests.pages import get
from tests.reports.writing import ask_for, score_statement, write_section
from tests.selfassessment.rows import action
from tests.selfassessment.talking import reply, say

SELF_ASSESSMENT, POSITION, DOCUMENTS, PEOPLE = (
    f"/2027/{place}/" for place in ["self-assessment", "position", "documents", "people"]
)
SETTINGS = "/settings/"
EVERYWHERE = {SELF_ASSESSMENT, POSITION, DOCUMENTS, PEOPLE, SETTINGS}


def led_to(page) -> set[str]:
    return set(page.links) & EVERYWHERE


def test_each_role_is_led_to_what_it_may_open_and_nowhere_else(signed_in, northmoor):
    found = {who: led_to(get(signed_in(person), "home")) for who, person in northmoor.people.items()}
    reads, leads = {SELF_ASSESSMENT, DOCUMENTS}, {SELF_ASSESSMENT, DOCUMENTS, POSITION}
    assert found == {
        "aisha": reads, "tom": reads, "helen": reads, "meilin": reads, "edwin": reads, "yvonne": reads,
        "ruth": leads, "priya": leads | {PEOPLE}, "callum": {PEOPLE, SETTINGS}, "marcin": set(),
    }  # fmt: skip


def test_an_officer_finds_the_statements_they_have(signed_in, northmoor):
    page = get(signed_in(northmoor.aisha), "home")
    assert page.heading == "Your work"
    assert (
        "1 waiting for you Waiting for you Assessing needs Start writing · nothing written Not started" in page.words
    )
    assert "Waiting for you Assessing needs" in get(signed_in(northmoor.helen), "home").words
    assert "Waiting for you About the council and overall summary" in get(signed_in(northmoor.priya), "home").words


def test_what_is_late_comes_before_what_waits_and_what_was_said(signed_in, northmoor, now):
    say(northmoor, northmoor.edwin, "Is it safe?", now)
    action(northmoor, 1, "Overdue", now, owner=northmoor.aisha, due_on=now.date() - datetime.timedelta(days=3))
    page = get(signed_in(northmoor.aisha), "home")
    assert "1 late · 1 waiting for you · 1 unread notice" in page.words
    places = [page.words.index(heading) for heading in ["A1 Overdue", "Assessing needs Start", "Said to you"]]
    assert places == sorted(places)
    assert "Said to you Councillor Edwin Tarn commented on Assessing needs: Summary" in page.words
    assert "See all 1 unread" not in page.words


def test_only_the_latest_five_notices_stand_here(signed_in, northmoor, now):
    for number in range(7):
        say(northmoor, northmoor.edwin, f"Question {number}?", now)
    words = get(signed_in(northmoor.aisha), "home").words
    assert words.count("Councillor Edwin Tarn commented on") == 5
    assert "See all 7 unread in your inbox" in words


def test_a_lead_member_is_invited_to_ask_and_finds_what_became_of_it(signed_in, northmoor, now):
    client = signed_in(northmoor.edwin)
    assert (
        "You are invited to this round. Read what the council says about itself, and ask" in get(client, "home").words
    )
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    reply(thread, northmoor.aisha, "Yes.", now)
    words = get(client, "home").words
    assert "What you asked Assessing needs: Summary" in words
    assert "1 answer" in words
    assert "Said to you Aisha Rahman answered a comment on Assessing needs: Summary" in words


def test_somebody_with_nothing_to_do_is_told_so_kindly(signed_in, northmoor):
    for who in ["tom", "helen", "meilin"]:
        page = get(signed_in(northmoor.people[who]), "home")
        assert ("Nothing waits for you at the moment." in page.words) == (who != "helen"), who


def test_an_officer_without_a_statement_is_told_so(signed_in, tom):
    words = get(signed_in(tom), "home").words
    assert "Nothing in this round has been given to you to write. You can read all of it." in words


def test_a_system_administrator_sees_no_content(signed_in, northmoor, now):
    write_section(northmoor.round, northmoor.statement("governance"), {"summary": "Words."}, northmoor.ruth, now)
    page = get(signed_in(northmoor.callum), "home")
    assert "By this role you see nothing that is written in a round." in page.words
    assert "wrote" not in page.words
    assert "The last seven days" not in page.words


def test_a_lead_member_who_is_not_invited_is_told_that_nothing_waits(signed_in, northmoor, now):
    withdraw_invitation(round=northmoor.round, person=northmoor.edwin, by=northmoor.priya, at=now)
    page = get(signed_in(northmoor.edwin), "home")
    assert "Nothing waits for you here at the moment." in page.words
    assert not led_to(page)
    assert "The last seven days" not in page.words


def test_an_auditor_is_led_to_what_is_given_to_them_and_reads_nothing_of_the_round(signed_in, northmoor, now):
    write_section(northmoor.round, northmoor.statement("governance"), {"summary": "Words."}, northmoor.ruth, now)
    page = get(signed_in(northmoor.marcin), "home")
    assert "Nothing waits for you at the moment." in page.words
    assert reverse("audits", args=["2027"]) in page.links
    assert reverse("self_assessment", args=["2027"]) not in page.links
    assert not led_to(page)
    assert "The last seven days" not in page.words


def test_what_happened_lately_tells_scores_only_to_those_who_may_see_them(signed_in, northmoor, now):
    score_statement(northmoor.round, northmoor.statement("governance"), 1, northmoor.ruth, now)
    score_statement(northmoor.round, northmoor.statement("assessing-needs"), 2, northmoor.ruth, now)
    told = {
        who: get(signed_in(northmoor.people[who]), "home").words.count("not scored before")
        for who in ["priya", "ruth", "aisha", "tom", "helen", "edwin", "meilin", "yvonne"]
    }
    assert told == {
        "priya": 2, "ruth": 2, "aisha": 1, "tom": 0, "helen": 0, "edwin": 0, "meilin": 0, "yvonne": 0
    }  # fmt: skip


def test_documents_one_asked_for_are_found_again(signed_in, northmoor, now):
    asked = ask_for(northmoor.round, northmoor.tom, now, includes_scores=False)
    here = reverse("document", args=["2027", asked.reference])
    page = get(signed_in(northmoor.tom), "home")
    assert here in page.links
    assert "waiting its turn" in page.words
    assert here not in get(signed_in(northmoor.aisha), "home").links


def test_whoever_may_no_longer_see_scores_no_longer_finds_documents_with_them(signed_in, northmoor, now):
    ask_for(northmoor.round, northmoor.priya, now, includes_scores=True)
    assert "Documents you asked for" in get(signed_in(northmoor.priya), "home").words
    set_roles(council=northmoor.council, person=northmoor.priya, roles=[Role.OFFICER], by=northmoor.callum, at=now)
    assert "Documents you asked for" not in get(signed_in(northmoor.priya), "home").words


def test_somebody_with_two_roles_has_the_rights_of_both(signed_in, northmoor, now):
    roles = [Role.OFFICER, Role.SYSTEM_ADMIN]
    set_roles(council=northmoor.council, person=northmoor.tom, roles=roles, by=northmoor.callum, at=now)
    assert led_to(get(signed_in(northmoor.tom), "home")) == {SELF_ASSESSMENT, DOCUMENTS, PEOPLE, SETTINGS}


def test_somebody_who_belongs_to_no_council_is_told_what_to_do(signed_in, northmoor, now):
    set_roles(council=northmoor.council, person=northmoor.tom, roles=[], by=northmoor.callum, at=now)
    page = get(signed_in(northmoor.tom), "home")
    assert "You don’t belong to a council here yet." in page.words
    assert "Ask your council’s system administrator to give you a role." in page.words


def test_an_invented_council_is_marked_as_invented_on_every_page(signed_in, ruth):
    for name, *place in [("home",), ("position", "2027"), ("settings_roles",)]:
        assert "Invented council: nothing here is about a real place." in get(signed_in(ruth), name, *place).words


def test_a_name_with_marks_in_it_is_shown_as_it_is(signed_in, northmoor, now):
    person = add_person(
        council=northmoor.council, email="x@northmoor.example", name="<b>Bo</b> & Co", roles=[Role.OFFICER],
        by=None, at=now,
    )  # fmt: skip
    page = get(signed_in(person), "home")
    assert "<b>Bo</b> & Co" in page.words
    assert "<b>Bo" not in page.html
