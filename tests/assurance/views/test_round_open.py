"""A closed round says so on its pages, gives words back that come too late, and is opened again with a reason."""

import pytest

from assurance.models import Round
from selfassessment.operations.actions import close_action
from tests.pages import get, leads_to, post, refuses
from tests.reports.writing import write_section
from tests.selfassessment.closing import closed
from tests.selfassessment.promising import promise

HERE = ("round_open", "2027")


@pytest.fixture
def succeeded(northmoor, now):
    write_section(
        northmoor.round, northmoor.statement("assessing-needs"), {"summary": "As it was."}, northmoor.aisha, now
    )
    return closed(northmoor, now)


def test_its_pages_say_so_and_offer_nothing_to_write(signed_in, northmoor, succeeded):
    for who, goes_on in [("aisha", True), ("ruth", True), ("edwin", False)]:
        page = get(signed_in(northmoor.people[who]), "statement", "2027", "assessing-needs")
        assert "This round is closed. It stays as it was on" in page.words, who
        assert ("Work goes on in 2028 annual self-assessment" in page.words) == goes_on, who
        assert ("/2028/self-assessment/assessing-needs/" in page.links) == goes_on, who
        assert ("/2027/settings/open/" in page.links) == (who == "ruth"), who
        for offer in [
            "Write this section",
            "Send for review",
            "Cite evidence",
            "Comment",
            "Add an action",
            "Still missing",
        ]:
            assert offer not in page.words.replace("Comments", ""), (who, offer)
    assert "2027 annual self-assessment (closed)" in get(signed_in(northmoor.aisha), "home").words


def test_words_sent_to_it_come_back_on_the_page_that_says_why(signed_in, northmoor, succeeded):
    words = "Words of a page that was opened before the round was closed."
    page = post(signed_in(northmoor.aisha), "statement_write", "2027", "assessing-needs", **{"text-summary": words})
    assert page.status == 403
    assert page.heading == "This round is closed"
    assert words in page.html
    assert "The programme manager or the director can open it again, saying why." in page.words
    client = signed_in(northmoor.aisha)
    saved = client.post(
        "/2027/self-assessment/assessing-needs/save/", {"text-summary": words}, headers={"Accept": "application/json"}
    )
    assert saved.status_code == 403
    assert "Your words are kept on this page" in saved.json()["sentence"]
    outsider = post(signed_in(northmoor.tom), "statement_write", "2027", "assessing-needs", **{"text-summary": words})
    assert outsider.heading == "You can’t open this page"


def test_its_plan_shows_what_it_brought_and_leads_to_the_plan_itself(signed_in, northmoor, now):
    ours = promise(northmoor.round, northmoor.priya, now, "Shorten the wait.")
    close_action(round=northmoor.round, action=ours, outcome="done", note="Done.", by=northmoor.priya, at=now)
    closed(northmoor, now)
    later = Round.objects.get(slug="2028")
    promise(later, northmoor.priya, now, "Answer letters.")
    page = get(signed_in(northmoor.aisha), "actions", "2027")
    assert "1 action came from this round; 1 is done." in page.words
    assert "Shorten the wait." in page.words
    assert "Answer letters." not in page.words
    assert "/2028/actions/" in page.links
    assert "Add an action" not in page.words
    assert "Answer letters." in get(signed_in(northmoor.aisha), "actions", "2027", show="all").words


def test_the_leaders_open_it_again_with_a_reason_and_then_it_can_be_written_in(signed_in, northmoor, succeeded):
    assert get(signed_in(northmoor.aisha), *HERE).status == 403
    client = signed_in(northmoor.ruth)
    refuses(post(client, *HERE, because=" "), "Say why the round has to be opened again", "because")
    assert leads_to(post(client, *HERE, because="A figure was wrong."), "self_assessment", "2027")
    assert "“2027 annual self-assessment” is open again." in get(client, "self_assessment", "2027").words
    assert get(signed_in(northmoor.aisha), "statement_write", "2027", "assessing-needs").status == 200
    assert "is open." in get(signed_in(northmoor.ruth), *HERE).words
