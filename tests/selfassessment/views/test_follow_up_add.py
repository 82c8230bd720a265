"""Writing down what the regulator asks for later."""

import datetime

from django.utils import timezone

from assurance.models import Notice
from selfassessment.models import FollowUpRequest
from selfassessment.operations.follow_ups import SAME_WITHIN, drop_follow_up
from tests.pages import day, get, leads_to, post, refuses
from tests.selfassessment.asking import one_more

HERE = ("follow_up_add", "2027")
GIVEN = {"what": "The rota.", "asked_by": "Lead assessor", **day("asked_on", 7, 12, 2026), "asked_time": "10:00"}


def test_it_is_kept_with_day_and_hour_and_its_owner_is_told(signed_in, northmoor, now):
    item = one_more(northmoor, now)
    client = signed_in(northmoor.priya)
    page = post(
        client, *HERE, **GIVEN, **day("due_on", 7, 12, 2026), due_time="2.30pm", owner=northmoor.aisha.pk,
        item=item.slug,
    )  # fmt: skip
    assert leads_to(page, "follow_up", "2027", "R1")
    kept = FollowUpRequest.objects.get()
    assert timezone.localtime(kept.due_at).isoformat() == "2026-12-07T14:30:00+00:00"
    assert kept.item == item
    assert Notice.objects.get(person=northmoor.aisha).sentence.endswith("R1, due 7 December 2026, 14:30")


def test_the_time_is_that_of_the_wall_clock_in_summer_too(signed_in, northmoor):
    given = {**GIVEN, **day("asked_on", 7, 6, 2027), **day("due_on", 7, 6, 2027)}
    post(signed_in(northmoor.aisha), *HERE, **given)
    due = FollowUpRequest.objects.get().due_at
    assert due == datetime.datetime(2027, 6, 7, 16, 0, tzinfo=datetime.UTC)  # 17:00 in London: no time was given


def test_it_starts_from_this_moment(signed_in, northmoor):
    page = get(signed_in(northmoor.aisha), *HERE)
    today = timezone.localdate()
    assert page.value("asked_time")[2] == ":"
    assert str(today.year) in page.html


def test_what_is_missing_or_wrong_is_said_beside_its_field(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    refuses(post(client, *HERE, **{**GIVEN, "what": " "}), "Say what is asked for.", "what")
    refuses(post(client, *HERE, **{**GIVEN, "asked_by": ""}), "Say who asked", "asked_by")
    refuses(post(client, *HERE, **{**GIVEN, "asked_time": "soon"}), "Give a time such as 14:30.", "asked_time")
    refuses(post(client, *HERE, **GIVEN, due_time="15:00"), "Give the day as well", "due_on_day")
    refuses(post(client, *HERE, **GIVEN, **day("due_on", 6, 12, 2026)), "This is before it was asked.", "due_on_day")
    refuses(post(client, *HERE, **GIVEN, **day("due_on", 31, 2, 2027)), "Give a real date", "due_on_day")
    for name in ("asked_on", "due_on"):
        page = post(client, *HERE, **GIVEN | day(name, 7, 12, 26))
        refuses(page, "Give a date between 2015 and 2099.", f"{name}_day")
    assert not FollowUpRequest.objects.exists()


def test_what_looks_like_personal_data_is_asked_about(signed_in, northmoor):
    page = post(signed_in(northmoor.aisha), *HERE, **{**GIVEN, "what": "About NHS number 943 476 5919."})
    refuses(page, "This looks like it holds an NHS number", "what")
    assert not FollowUpRequest.objects.exists()


def test_an_item_it_may_follow_is_named_with_its_section(signed_in, northmoor, now):
    one_more(northmoor, now, section="safeguarding", reference="S1", title="Annual report")
    assert "Safeguarding, S1 Annual report" in get(signed_in(northmoor.priya), *HERE).words


def test_the_same_words_from_a_second_window_are_refused_and_the_first_is_named(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    assert leads_to(post(client, *HERE, **GIVEN), "follow_up", "2027", "R1")
    kept = FollowUpRequest.objects.get()
    page = post(signed_in(northmoor.aisha), *HERE, **{**GIVEN, "what": " the  rota. "})
    at = timezone.localtime(kept.added_at)
    refuses(page, f"R1 asks for this in the same words: Priya Nair wrote it down at {at:%H:%M}. Nothing was saved.")
    assert FollowUpRequest.objects.count() == 1
    assert leads_to(post(client, *HERE, **{**GIVEN, "what": "The rota of May."}), "follow_up", "2027", "R2")


def test_the_same_words_are_taken_where_the_first_is_ended_or_long_ago(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    post(client, *HERE, **GIVEN)
    drop_follow_up(request=FollowUpRequest.objects.get(), note="By mistake.", by=northmoor.priya, at=timezone.now())
    assert leads_to(post(client, *HERE, **GIVEN), "follow_up", "2027", "R2")
    FollowUpRequest.objects.filter(number=2).update(added_at=timezone.now() - SAME_WITHIN)
    assert leads_to(post(client, *HERE, **GIVEN), "follow_up", "2027", "R3")
