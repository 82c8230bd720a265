"""The director lets invited lead members see the scores, or stops it."""

from assurance.models import Event
from tests.pages import get, leads_to, post
from tests.reports.writing import score_statement


def test_the_director_shares_the_scores_and_stops_again(signed_in, northmoor):
    client = signed_in(northmoor.ruth)
    assert "read the round’s text but see no scores" in get(client, "position", "2027").words
    assert leads_to(post(client, "position_share", "2027", shared="yes"), "position", "2027")
    page = get(client, "position", "2027")
    assert "Invited lead members can now see the scores of this round." in page.words
    assert page.value("shared") == "no"
    post(client, "position_share", "2027", shared="no")
    page = get(client, "position", "2027")
    assert "Lead members no longer see the scores of this round." in page.words
    assert page.value("shared") == "yes"
    told = Event.objects.filter(about_scores=True, actor_name="Ruth Calloway").order_by("pk")
    assert [event.verb for event in told] == [
        "shared the scores with lead members",
        "stopped sharing the scores with lead members",
    ]


def test_sharing_twice_is_told_once(signed_in, northmoor):
    client = signed_in(northmoor.ruth)
    for _ in range(2):
        post(client, "position_share", "2027", shared="yes")
    assert Event.objects.filter(verb="shared the scores with lead members").count() == 1


def test_a_form_without_an_answer_shares_nothing(signed_in, northmoor):
    for answer in [{}, {"shared": ""}, {"shared": "<b>yes</b>"}]:
        post(signed_in(northmoor.ruth), "position_share", "2027", **answer)
        northmoor.round.refresh_from_db()
        assert northmoor.round.scores_shared_at is None


def test_nobody_but_the_director_shares_scores(signed_in, northmoor):
    for who in ["priya", "aisha", "edwin", "callum", "helen"]:
        assert post(signed_in(northmoor.people[who]), "position_share", "2027", shared="yes").status == 403
    northmoor.round.refresh_from_db()
    assert northmoor.round.scores_shared_at is None


def test_challengers_see_no_scores_by_it(signed_in, northmoor, now):
    score_statement(northmoor.round, northmoor.statement("governance"), 1, northmoor.ruth, now, reason="Ill run.")
    post(signed_in(northmoor.ruth), "position_share", "2027", shared="yes")
    assert "Ill run." not in get(signed_in(northmoor.yvonne), "statement", "2027", "governance").html
    assert get(signed_in(northmoor.yvonne), "position", "2027").status == 403
