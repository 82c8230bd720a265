"""Beginning a thread."""

from django.urls import reverse

from assurance.operations import prompts
from selfassessment.models import Comment
from tests.pages import get, post, refuses
from tests.reports.writing import write_section

HERE = ("comment_add", "2027", "assessing-needs")


def test_a_lead_member_comments_on_a_part_and_its_owner_is_told(signed_in, northmoor):
    client = signed_in(northmoor.edwin)
    assert "Assessing needs: Where we need to improve" in get(client, *HERE, part="improvements").words
    page = post(client, *HERE, part="improvements", comment="Is it safe\r\nto wait?")
    comment = Comment.objects.get()
    assert page.response["Location"] == reverse("comment", args=["2027", comment.reference])
    assert (comment.part.slug, comment.text, comment.by) == ("improvements", "Is it safe\nto wait?", northmoor.edwin)
    words = get(client, "comment", "2027", comment.reference).words
    assert "Your comment is posted. Aisha Rahman will find it in their inbox." in words


def test_those_who_are_ticked_and_those_who_are_named_are_told(signed_in, northmoor):
    client = signed_in(northmoor.tom)
    post(client, *HERE, comment="@Helen Sowerby, look.", tell=[northmoor.priya.pk, northmoor.edwin.pk])
    comment = Comment.objects.get()
    assert comment.part is None
    assert set(comment.mentioned.all()) == {northmoor.priya, northmoor.edwin, northmoor.helen}
    words = get(client, "comment", "2027", comment.reference).words
    assert "Aisha Rahman, Councillor Edwin Tarn, Helen Sowerby and Priya Nair will find it in their inbox." in words


def test_it_offers_those_who_may_read_the_section_and_not_oneself(signed_in, northmoor):
    offered = get(signed_in(northmoor.tom), *HERE).choices("tell")
    may = ["aisha", "priya", "ruth", "edwin", "helen", "meilin", "yvonne"]
    assert sorted(offered) == sorted(str(northmoor.people[who].pk) for who in may)


def test_somebody_who_may_not_read_it_can_not_be_told(signed_in, northmoor, westerholme):
    client = signed_in(northmoor.tom)
    for outsider in [northmoor.callum, westerholme.director]:
        page = post(client, *HERE, comment="Words to keep.", tell=[outsider.pk])
        refuses(page, "can no longer read this section")
        assert page.value("comment") == "Words to keep."
    refuses(post(client, *HERE, comment="Words to keep.", tell=["x"]), "can no longer read this section")
    assert not Comment.objects.exists()


def test_an_empty_comment_and_one_that_is_too_long_come_back(signed_in, northmoor):
    client = signed_in(northmoor.tom)
    refuses(post(client, *HERE, comment=" \r\n "), "the box is empty", "comment")
    long = "x" * 4_100
    page = post(client, *HERE, part="summary", comment=long, tell=[northmoor.helen.pk])
    refuses(page, "is 4,100 characters long. A comment holds at most 4,000. Shorten it by 100.", "comment")
    assert page.value("comment") == long
    assert page.value("part") == "summary"
    assert page.value("tell") == str(northmoor.helen.pk)
    assert not Comment.objects.exists()


def test_line_ends_and_null_characters_do_not_count_or_break(signed_in, northmoor):
    post(signed_in(northmoor.tom), *HERE, comment="a\x00b" + "\r\n" * 1_999 + "c" * 1_990)
    assert len(Comment.objects.get().text) == 2 + 1_999 + 1_990


def test_a_part_that_was_hidden_meanwhile_keeps_the_words(signed_in, northmoor, now):
    part = northmoor.round.prompt_set.parts.get(slug="summary")
    prompts.save_part(
        prompt_set=northmoor.round.prompt_set, part=part, title=part.title, help="", word_guide=100, scope=part.scope,
        retired=True, by=northmoor.callum, at=now,
    )  # fmt: skip
    client = signed_in(northmoor.tom)
    page = post(client, *HERE, part="summary", comment="Words to keep.")
    refuses(page, "This part is no longer in use.")
    assert page.value("comment") == "Words to keep."
    assert page.value("part") == ""
    post(client, *HERE, part="", comment=page.value("comment"))
    assert Comment.objects.get().part is None


def test_the_page_shows_what_the_part_says_now(signed_in, northmoor, now):
    write_section(
        northmoor.round, northmoor.statement("assessing-needs"), {"summary": "We do."}, northmoor.aisha, now
    )
    assert "What this part says now We do." in get(signed_in(northmoor.tom), *HERE, part="summary").words
    assert "What this part says now" not in get(signed_in(northmoor.tom), *HERE).words


def test_it_says_that_a_comment_can_not_be_changed_and_who_sees_it(signed_in, northmoor):
    words = get(signed_in(northmoor.tom), *HERE).words
    assert "Once it is posted it can’t be changed; you can withdraw it." in words
    assert "lead members and challengers who are invited too" in words


def test_words_of_somebody_who_may_not_comment_are_given_back(signed_in, northmoor):
    words = "Words that took a while to write down."
    page = post(signed_in(northmoor.meilin), *HERE, comment=words)
    assert page.status == 403
    assert page.value("") == words


def test_the_opening_section_takes_comments_too(signed_in, northmoor):
    post(signed_in(northmoor.yvonne), "comment_add", "2027", "opening", part="main-strengths", comment="Say who.")
    assert Comment.objects.get().judgement.section == "opening"


def test_it_asks_about_what_looks_like_personal_data(signed_in, northmoor):
    client = signed_in(northmoor.edwin)
    page = post(client, *HERE, comment="Her number is 943 476 5919.")
    assert "This looks like it holds an NHS number." in page.words
    assert not Comment.objects.exists()
    seen = page.value("not_personal_data_seen")
    given = {"comment": page.value("comment"), "not_personal_data_seen": seen, "not_personal_data": "on"}
    assert post(client, *HERE, **given).status == 302
    assert Comment.objects.get().text == "Her number is 943 476 5919."
