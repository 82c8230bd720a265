"""Taking back one's own words."""

from tests.pages import get, leads_to, post
from tests.selfassessment.talking import reply, say


def test_it_shows_what_will_be_gone_before_it_is(signed_in, northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Words to take back.", now).comment
    page = get(signed_in(northmoor.edwin), "comment_withdraw", "2027", thread.reference)
    assert page.heading == "Withdraw your comment?"
    assert "Words to take back." in page.words
    assert "can’t be brought back" in page.words
    assert "Nobody can answer it any more." in page.words


def test_its_words_are_gone_and_its_place_stays(signed_in, northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    own = reply(thread, northmoor.aisha, "Words to take back.", now).comment
    client = signed_in(northmoor.aisha)
    page = post(client, "comment_withdraw", "2027", own.reference)
    assert leads_to(page, "comment", "2027", thread.reference)
    page = get(client, "comment", "2027", thread.reference)
    assert "Words to take back." not in page.html
    assert "Withdrawn on" in page.words
    assert "Is it safe?" in page.words
    assert "already" in get(client, "comment_withdraw", "2027", own.reference).words


def test_nobody_withdraws_what_somebody_else_wrote(signed_in, northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    for send in [get, post]:
        page = send(signed_in(northmoor.ruth), "comment_withdraw", "2027", thread.reference)
        assert page.status == 403
        assert "Only whoever wrote a comment can withdraw it." in page.words
    thread.refresh_from_db()
    assert thread.text == "Is it safe?"
