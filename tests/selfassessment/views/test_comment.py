"""One thread."""

from django.urls import reverse

from selfassessment.operations import commenting
from tests.pages import get
from tests.selfassessment.talking import reply, say


def test_it_shows_everything_said_oldest_first_and_who_was_told(signed_in, northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now, tell=[northmoor.helen]).comment
    reply(thread, northmoor.aisha, "Yes.", now)
    reply(thread, northmoor.helen, "Mostly.", now)
    page = get(signed_in(northmoor.tom), "comment", "2027", thread.reference)
    assert page.heading == "What Councillor Edwin Tarn said"
    assert "told: Helen Sowerby Is it safe?" in page.words
    places = [page.words.index(said) for said in ["Is it safe?", "Yes.", "Mostly."]]
    assert places == sorted(places)
    assert f"comment-{thread.reference}" in page.ids
    assert reverse("statement", args=["2027", "assessing-needs"]) + "#part-summary" in page.links


def test_the_lead_member_sees_the_answer(signed_in, northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    reply(thread, northmoor.aisha, "Everybody is checked weekly.", now)
    page = get(signed_in(northmoor.edwin), "comment", "2027", thread.reference)
    assert page.heading == "Your comment"
    assert "Everybody is checked weekly." in page.words
    assert reverse("comment_resolve", args=["2027", thread.reference]) in page.acts


def test_each_finds_the_acts_they_may_do(signed_in, northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    own = reply(thread, northmoor.yvonne, "I would ask too.", now).comment
    here = ["2027", thread.reference]
    acts = {
        who: (
            reverse("comment_answer", args=here) in page.acts,
            reverse("comment_resolve", args=here) in page.acts,
            reverse("comment_withdraw", args=["2027", own.reference]) in page.links,
        )
        for who in ["tom", "yvonne", "meilin"]
        for page in [get(signed_in(northmoor.people[who]), "comment", *here)]
    }
    assert acts == {"tom": (True, True, False), "yvonne": (True, False, True), "meilin": (False, False, False)}


def test_a_resolved_one_says_so_and_can_be_opened_again(signed_in, northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    commenting.resolve(thread=thread, by=northmoor.ruth, at=now)
    page = get(signed_in(northmoor.tom), "comment", "2027", thread.reference)
    assert "Resolved by Ruth Calloway" in page.words
    assert "This comment is resolved. Your answer opens it again." in page.words
    assert reverse("comment_reopen", args=["2027", thread.reference]) in page.acts


def test_a_withdrawn_one_keeps_its_place_and_takes_no_answer(signed_in, northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Gone soon.", now).comment
    reply(thread, northmoor.aisha, "Noted.", now)
    commenting.withdraw(comment=thread, by=northmoor.edwin, at=now)
    page = get(signed_in(northmoor.tom), "comment", "2027", thread.reference)
    assert "Gone soon." not in page.html
    assert "Withdrawn on" in page.words
    assert "Noted." in page.words
    assert not page.has_field("comment")


def test_a_comment_of_another_round_or_an_answer_has_no_page_of_its_own(signed_in, northmoor, westerholme, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    own = reply(thread, northmoor.aisha, "Yes.", now).comment
    assert get(signed_in(northmoor.tom), "comment", "2027", own.reference).status == 404
    assert get(signed_in(westerholme.director), "comment", "2027-w", thread.reference).status == 404
    assert get(signed_in(westerholme.director), "comment", "2027", thread.reference).status == 404


def test_somebody_who_has_left_is_not_forgotten_but_not_named(signed_in, northmoor, now):
    from selfassessment.models import Comment

    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    Comment.objects.update(by=None)
    for name, *place in [("comment", thread.reference), ("statement_comments", "assessing-needs")]:
        assert "Somebody who has left" in get(signed_in(northmoor.tom), name, "2027", *place).words
