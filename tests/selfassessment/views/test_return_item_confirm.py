"""Saying that the letter asks for what was only our suggestion."""

from selfassessment.models import RequestedItem
from tests.pages import get, leads_to, post
from tests.selfassessment.asking import from_starting_set

HERE = ("return_item_confirm", "2027", "general-s1")
ITEM = ("return_item", "2027", "general-s1")


def test_it_is_no_suggestion_any_more_and_the_history_says_who_said_so(signed_in, northmoor, now):
    from_starting_set(northmoor, now)
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE), *ITEM)
    page = get(client, *ITEM)
    assert "Noted: your letter asks for “General, S1 Self-assessment”." in page.words
    assert "Priya Nair found it in the letter" in page.words
    assert not RequestedItem.objects.get(slug="general-s1").is_our_suggestion
    post(client, *HERE)
    assert "is no suggestion of ours any more" in get(client, *ITEM).words


def test_an_officer_does_not_say_so(signed_in, northmoor, now):
    from_starting_set(northmoor, now)
    assert post(signed_in(northmoor.aisha), *HERE).status == 403
