"""Saying something, answering, settling and withdrawing: who is told, and nothing anybody wrote is lost."""

import pytest

from assurance.models import Event, Notice
from assurance.operations.people import set_roles, withdraw_invitation
from selfassessment.models import Comment
from selfassessment.operations import commenting
from selfassessment.operations.commenting import CommentRefused, ThreadWithdrawn, named_in
from tests.selfassessment.talking import reply, say, slot_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def told(since=0) -> dict[str, list[str]]:
    """What each person was told, by their first name."""
    found: dict[str, list[str]] = {}
    for notice in Notice.objects.filter(pk__gt=since).select_related("person").order_by("pk"):
        found.setdefault(notice.person.email.partition("@")[0], []).append(notice.sentence)
    return found


def latest() -> int:
    return Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


# --- Who is told ----------------------------------------------------------------------------------------------------


def test_a_new_comment_is_told_to_the_sections_owner(northmoor, now):
    posted = say(northmoor, northmoor.edwin, "Is it safe to wait?", now, part="improvements")
    assert told() == {"aisha": ["Councillor Edwin Tarn commented on Assessing needs: Where we need to improve"]}
    assert posted.told == [northmoor.aisha]
    notice = Notice.objects.get()
    reference = posted.comment.reference
    assert notice.page == {"name": "comment", "arguments": ["2027", reference], "fragment": f"comment-{reference}"}
    assert (notice.council, notice.round, notice.seen_at) == (northmoor.council, northmoor.round, None)


def test_nobody_is_told_of_their_own_comment(northmoor, now):
    posted = say(northmoor, northmoor.aisha, "Note to @Aisha Rahman.", now, tell=[northmoor.aisha])
    assert told() == {}
    assert posted.told == []


def test_a_comment_on_a_section_nobody_has_is_told_to_nobody(northmoor, now):
    say(northmoor, northmoor.tom, "Who has this?", now, section="governance")
    assert told() == {}


def test_each_person_is_told_once_of_a_comment_and_a_mention_comes_first(northmoor, now):
    say(northmoor, northmoor.edwin, "@Aisha Rahman and @aisha rahman?", now, tell=[northmoor.aisha, northmoor.tom])
    said = "Councillor Edwin Tarn mentioned you in a comment on Assessing needs: Summary"
    assert told() == {"aisha": [said], "tom": [said]}
    assert set(Comment.objects.get().mentioned.all()) == {northmoor.aisha, northmoor.tom}


def test_an_answer_is_told_to_everybody_in_the_thread_but_its_author(northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now, section="governance", tell=[northmoor.helen]).comment
    reply(thread, northmoor.ruth, "Yes.", now)
    before = latest()
    reply(thread, northmoor.priya, "And checked weekly.", now, tell=[northmoor.tom])
    where = "a comment on Governance, management and sustainability: Summary"
    assert told(before) == {
        "edwin": [f"Priya Nair answered {where}"],
        "helen": [f"Priya Nair answered {where}"],
        "ruth": [f"Priya Nair answered {where}"],
        "tom": [f"Priya Nair mentioned you in {where}"],
    }


def test_whoever_withdrew_their_words_is_no_longer_told(northmoor, now):
    thread = say(northmoor, northmoor.tom, "Who?", now, section="governance").comment
    own = reply(thread, northmoor.helen, "Me.", now).comment
    commenting.withdraw(comment=own, by=northmoor.helen, at=now)
    before = latest()
    reply(thread, northmoor.priya, "Let us see.", now)
    assert set(told(before)) == {"tom"}


def test_only_people_who_may_read_the_round_are_told(northmoor, westerholme, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now, tell=[northmoor.yvonne]).comment
    withdraw_invitation(round=northmoor.round, person=northmoor.edwin, by=northmoor.priya, at=now)
    before = latest()
    posted = reply(
        thread, northmoor.aisha, "@Stella Stranger @Callum Reeve", now, tell=[westerholme.director, northmoor.callum]
    )
    assert set(told(before)) == {"yvonne"}
    assert not posted.comment.mentioned.exists()


def test_an_owner_who_left_the_council_is_not_told(northmoor, now):
    set_roles(council=northmoor.council, person=northmoor.aisha, roles=[], by=northmoor.callum, at=now)
    say(northmoor, northmoor.tom, "Still there?", now)
    assert told() == {}


def test_answering_reads_ones_own_notices_of_that_thread_and_no_others(northmoor, now):
    first = say(northmoor, northmoor.edwin, "One?", now).comment
    say(northmoor, northmoor.edwin, "Two?", now)
    reply(first, northmoor.aisha, "Here.", now)
    unread = Notice.objects.filter(person=northmoor.aisha).unread()
    assert [n.page["arguments"][1] for n in unread] == [Comment.objects.get(text="Two?").reference]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Tom Birkett, please", ["tom"]),
        ("@TOM BIRKETT and @Helen Sowerby", ["tom", "helen"]),
        ("mail tom@Tom Birkett", []),
        ("@Tom", []),
        ("@Tom Birketts", []),
        ("(@Tom Birkett)", ["tom"]),
        ("@@Tom Birkett", ["tom"]),
        ("@.*", []),
    ],
)
def test_a_mention_is_an_at_and_the_whole_name(northmoor, text, found):
    people = [northmoor.tom, northmoor.helen]
    assert [person.email.partition("@")[0] for person in named_in(text, people)] == found


def test_a_name_two_people_share_names_neither(northmoor):
    northmoor.helen.name = "Tom Birkett"
    assert named_in("@Tom Birkett", [northmoor.tom, northmoor.helen]) == []
    assert named_in("@Tom Birkett", []) == []


# --- What is kept ---------------------------------------------------------------------------------------------------


def test_the_history_says_that_something_was_said_and_never_what(northmoor, now):
    thread = say(northmoor, northmoor.edwin, "The secret words.", now).comment
    reply(thread, northmoor.aisha, "More secret words.", now)
    commenting.resolve(thread=thread, by=northmoor.aisha, at=now)
    commenting.reopen(thread=thread, by=northmoor.edwin, at=now)
    commenting.withdraw(comment=thread, by=northmoor.edwin, at=now)
    events = Event.objects.in_round(northmoor.round).about_section("assessing-needs").filter(verb__contains="comment")
    assert [(e.actor_name, e.verb) for e in reversed(events)] == [
        ("Councillor Edwin Tarn", "commented on"),
        ("Aisha Rahman", "answered a comment on"),
        ("Aisha Rahman", "resolved a comment on"),
        ("Councillor Edwin Tarn", "opened again a comment on"),
        ("Councillor Edwin Tarn", "withdrew a comment on"),
    ]
    assert {e.subject for e in events} == {"Assessing needs: Summary"}
    assert not [e for e in Event.objects.all() if "secret" in f"{e.subject}{e.before}{e.after}"]
    assert not Notice.objects.filter(sentence__contains="secret").exists()


def test_a_comment_stands_on_a_part_an_i_statement_a_section_or_the_opening_one(northmoor, now):
    say(northmoor, northmoor.tom, "One.", now, part="voice--i2")
    say(northmoor, northmoor.tom, "Two.", now, part=None)
    say(northmoor, northmoor.tom, "Three.", now, section=None, part="main-strengths")
    where = [
        (c.judgement.section, c.part.slug if c.part else None, c.i_statement.number if c.i_statement else None)
        for c in Comment.objects.order_by("pk")
    ]
    assert where == [
        ("assessing-needs", "voice", 2),
        ("assessing-needs", None, None),
        ("opening", "main-strengths", None),
    ]


def test_a_withdrawn_comment_leaves_its_place_and_the_answers(northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Words to take back.", now).comment
    reply(thread, northmoor.aisha, "Noted.", now)
    commenting.withdraw(comment=thread, by=northmoor.edwin, at=now)
    thread.refresh_from_db()
    assert (thread.text, thread.withdrawn_at) == ("", now)
    assert thread.replies.get().text == "Noted."
    assert not Comment.objects.open().exists()


def test_only_ones_own_words_are_withdrawn(northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Mine.", now).comment
    with pytest.raises(CommentRefused, match="You can only withdraw your own comments"):
        commenting.withdraw(comment=thread, by=northmoor.ruth, at=now)
    thread.refresh_from_db()
    assert thread.text == "Mine."


def test_an_answer_opens_a_resolved_thread_again_and_says_so(northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    commenting.resolve(thread=thread, by=northmoor.aisha, at=now)
    posted = reply(thread, northmoor.edwin, "One more thing.", now)
    thread.refresh_from_db()
    assert posted.reopened
    assert thread.resolved_at is None
    assert thread.resolved_by is None


def test_whoever_began_a_thread_is_told_when_somebody_resolves_it(northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Is it safe?", now).comment
    before = latest()
    for _ in range(2):  # the second time nothing happens
        commenting.resolve(thread=thread, by=northmoor.aisha, at=now)
    assert told(before) == {"edwin": ["Aisha Rahman resolved your comment on Assessing needs: Summary"]}
    own = say(northmoor, northmoor.aisha, "Mine.", now).comment
    before = latest()
    commenting.resolve(thread=own, by=northmoor.aisha, at=now)
    assert told(before) == {}


def test_nothing_is_done_with_a_thread_that_was_withdrawn(northmoor, now):
    thread = say(northmoor, northmoor.edwin, "Gone soon.", now).comment
    commenting.withdraw(comment=thread, by=northmoor.edwin, at=now)
    with pytest.raises(ThreadWithdrawn, match="Your words are still here"):
        reply(thread, northmoor.aisha, "An answer.", now)
    for act in [commenting.resolve, commenting.reopen]:
        with pytest.raises(CommentRefused, match="was withdrawn"):
            act(thread=thread, by=northmoor.aisha, at=now)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"), [("", "the box is empty"), (" \n ", "the box is empty"), ("x" * 4001, "4,001 characters")]
)
def test_what_says_nothing_or_too_much_is_refused(northmoor, now, text, sentence):
    with pytest.raises(CommentRefused, match=sentence):
        say(northmoor, northmoor.tom, text, now)
    thread = say(northmoor, northmoor.tom, "x" * 4000, now).comment
    with pytest.raises(CommentRefused, match=sentence):
        reply(thread, northmoor.tom, text, now)
    assert Comment.objects.count() == 1


def test_a_part_of_another_council_or_section_is_refused(northmoor, westerholme, now):
    elsewhere = slot_of(
        westerholme.round, westerholme.round.edition.statements.get(slug="assessing-needs"), "summary"
    )
    other_scope = slot_of(northmoor.round, None, "main-strengths")
    other_i_statement = slot_of(northmoor.round, northmoor.statement("equity"), "voice--i1")
    for slot in [elsewhere, other_scope, other_i_statement]:
        with pytest.raises(CommentRefused, match="belongs to another round or section"):
            commenting.begin_thread(
                round=northmoor.round, statement=northmoor.statement("assessing-needs"), slot=slot, text="x",
                mentioned=[], by=northmoor.tom, at=now,
            )  # fmt: skip
    assert not Comment.objects.exists()
