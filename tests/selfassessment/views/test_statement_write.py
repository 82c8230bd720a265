"""Writing a section: official words at hand, nothing lost when two people save at once."""

import pytest
from django.urls import reverse

from assurance import guard
from assurance.models import Event, Part
from assurance.operations.prompts import save_part
from selfassessment.models import Judgement, LateText, PartText, Revision
from tests.pages import Page, get, leads_to, post, refuses
from tests.reports.writing import write_section
from tests.selfassessment.talking import say

HERE = ("statement_write", "2027", "assessing-needs")
PARTS = ["summary", "strengths", "improvements", "evidence", "next-steps"]


def form(page: Page, **changed: str) -> dict[str, str]:
    """What a browser sends: every field as it stands, with some changed ("next_steps" for "next-steps")."""
    fields = [f"{kind}-{part}" for part in PARTS for kind in ("text", "version", "began")]
    return {name: page.value(name) for name in fields} | {
        f"text-{k.replace('_', '-')}": v for k, v in changed.items()
    }


def said(part: str) -> str:
    found = PartText.objects.filter(judgement__round__slug="2027", part__slug=part).first()
    return found.text if found else ""


def test_it_asks_for_every_part_with_help_and_the_official_words(signed_in, northmoor):
    page = get(signed_in(northmoor.aisha), *HERE)
    assert page.heading == "Write this section"
    for part in PARTS:
        assert page.has_field(f"text-{part}")
    assert "Write it last. About 150 words." in page.words
    assert " ".join(northmoor.statement("assessing-needs").text.split()) in page.words
    assert "How do people take part in their own assessment" in page.words
    assert "You can enter up to 20,000 characters" in page.words


def test_what_is_written_is_saved_shown_and_told(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    page = post(client, *HERE, **form(get(client, *HERE), summary="We assess well.", evidence="Audits say so."))
    assert leads_to(page, "statement", "2027", "assessing-needs")
    page = get(client, "statement", "2027", "assessing-needs")
    assert "Saved: Summary, How we know." in page.words
    assert "Summary We assess well." in page.words
    assert Event.objects.filter(verb="wrote", actor_name="Aisha Rahman").count() == 2
    assert Revision.objects.count() == 2
    assert get(client, *HERE).value("text-summary") == "We assess well."


def test_a_contributor_and_the_programme_manager_write_too(signed_in, northmoor):
    for who, words in [("helen", "Helen's words."), ("priya", "Priya's words.")]:
        client = signed_in(northmoor.people[who])
        assert post(client, *HERE, **form(get(client, *HERE), summary=words)).status == 302
        assert said("summary") == words


def test_the_opening_section_is_written_in_the_same_way(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    page = get(client, "statement_write", "2027", "opening")
    names = [g["name"] for t, g in page.elements if t in {"textarea", "input"} and "-" in g.get("name", "")]
    given = {name: page.value(name) for name in names} | {"text-about-the-council": "A small place."}
    assert leads_to(post(client, "statement_write", "2027", "opening", **given), "statement", "2027", "opening")
    assert PartText.objects.get().text == "A small place."
    assert Judgement.objects.get().statement is None


def test_saving_what_has_not_changed_says_so_and_tells_nothing(signed_in, northmoor, now):
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "One."}, northmoor.aisha, now)
    client, events = signed_in(northmoor.aisha), Event.objects.count()
    post(client, *HERE, **form(get(client, *HERE)))
    assert "Nothing had changed, so there was nothing to save." in get(client, "statement", *HERE[1:]).words
    assert Event.objects.count() == events


def test_a_stale_save_overwrites_nothing_and_shows_both_texts(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    mine = get(signed_in(northmoor.aisha), *HERE)
    write_section(northmoor.round, statement, {"summary": "Helen's <b>words</b>."}, northmoor.helen, now)
    client, events = signed_in(northmoor.aisha), Event.objects.count()
    page = post(client, *HERE, **form(mine, summary="My <i>own</i> words.", strengths="Mine alone."))
    refuses(page, "Helen Sowerby saved “Summary” while you were writing.", "text-summary", status=409)
    assert "“Summary”: two texts" in page.words
    assert "What you wrote (not saved) [only here: My <i>own</i> words.]" in page.words
    assert "saved at" in page.words
    assert "[only here: Helen's <b>words</b>.]" in page.words
    assert said("summary") == "Helen's <b>words</b>."
    assert page.value("text-summary") == "My <i>own</i> words."
    # What nobody else touched is saved, and is not asked about again.
    assert "Saved: What we do well." in page.words
    assert said("strengths") == "Mine alone."
    assert Event.objects.count() == events + 2  # one saved, one kept aside
    # A second save is a choice made knowing both.
    again = post(client, *HERE, **form(page, summary="Both together."))
    assert again.status == 302
    assert said("summary") == "Both together."
    assert said("strengths") == "Mine alone."


def test_two_people_who_wrote_the_same_do_not_stand_in_each_others_way(signed_in, northmoor, now):
    mine = get(signed_in(northmoor.aisha), *HERE)
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "Same."}, northmoor.helen, now)
    assert post(signed_in(northmoor.aisha), *HERE, **form(mine, summary="Same.")).status == 302


def test_two_people_who_write_different_parts_at_once_both_keep_theirs(signed_in, northmoor, now):
    """A part one has not touched is not a conflict, whatever somebody else did to it meanwhile."""
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"strengths": "Of old."}, northmoor.helen, now)
    mine = get(signed_in(northmoor.aisha), *HERE)
    write_section(northmoor.round, statement, {"evidence": "Hers.", "strengths": "Hers now."}, northmoor.helen, now)
    page = post(signed_in(northmoor.aisha), *HERE, **form(mine, summary="Mine."))
    assert leads_to(page, "statement", "2027", "assessing-needs")
    assert (said("summary"), said("evidence"), said("strengths")) == ("Mine.", "Hers.", "Hers now.")


def test_a_text_of_100_000_characters_stays_on_the_page_and_is_not_saved(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    long = "wörds " * 16_666 + "end."
    assert len(long) == 100_000
    page = post(client, *HERE, **form(get(client, *HERE), summary=long, evidence="Short."))
    refuses(page, "“Summary” is 100,000 characters long. A part holds at most 20,000.", "text-summary")
    assert "Shorten it by 80,000." in page.words
    assert page.value("text-summary") == long
    assert page.value("text-evidence") == "Short."
    assert not PartText.objects.exists()


def test_exactly_20_000_characters_fit_whatever_the_browser_does_to_line_ends(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    text = ("x" * 99 + "\r\n") * 199 + "x" * 100
    assert post(client, *HERE, **form(get(client, *HERE), summary=text)).status == 302
    assert len(said("summary")) == 20_000
    assert get(client, *HERE).value("text-summary") == text.replace("\r\n", "\n")


@pytest.mark.parametrize("version", ["", "-1", "x", "1.5", "<b>1</b>"])
def test_a_forged_version_is_refused_and_the_text_stays_on_the_page(signed_in, northmoor, version):
    client = signed_in(northmoor.aisha)
    page = post(client, *HERE, **{**form(get(client, *HERE), summary="Words."), "version-summary": version})
    refuses(page, "This page lost track of which version you started from. Copy your text")
    assert page.value("text-summary") == "Words."
    assert not PartText.objects.exists()


@pytest.mark.parametrize("version", ["7", "99999999999999999999999"])
def test_a_version_that_never_was_is_stale_and_overwrites_nothing(signed_in, northmoor, now, version):
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "One."}, northmoor.helen, now)
    client = signed_in(northmoor.aisha)
    page = post(client, *HERE, **{**form(get(client, *HERE), summary="Two."), "version-summary": version})
    assert page.status == 409
    assert said("summary") == "One."
    assert "This page was opened from a version of “Summary” that we don’t know, so your text was not saved over" in (
        page.words
    )
    assert "It is kept aside." in page.words
    for untrue in ["in another window", "while you were writing", "Words were withdrawn"]:
        assert untrue not in page.words, untrue
    assert "the page was opened from a version we don’t know" in get(client, *HERE).words


def test_where_nothing_stands_yet_a_version_that_never_was_is_said_too(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    page = post(client, *HERE, **{**form(get(client, *HERE), summary="Two."), "version-summary": "7"})
    assert "that we don’t know" in page.words
    assert "Nothing stands in this part yet, so yours stands on this page only until you keep it." in page.words
    assert "Words were withdrawn" not in page.words


def test_a_part_of_another_round_or_section_is_not_written(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    given = form(get(client, *HERE), summary="Mine.")
    post(client, *HERE, **given, **{"text-about-the-council": "Elsewhere.", "version-about-the-council": "0"})
    assert said("summary") == "Mine."
    assert PartText.objects.count() == 1


def change_part(northmoor, now, slug: str | None, *, retired: bool = False) -> None:
    held = Part.objects.filter(prompt_set=northmoor.round.prompt_set, slug=slug).first()
    save_part(
        prompt_set=northmoor.round.prompt_set, part=held, title=held.title if held else "Later", help="",
        word_guide=100, scope="statement", retired=retired, by=northmoor.callum, at=now,
    )  # fmt: skip


def test_a_part_hidden_while_somebody_writes_it_is_saved_nonetheless(signed_in, northmoor, now):
    mine = get(signed_in(northmoor.aisha), *HERE)
    change_part(northmoor, now, "evidence", retired=True)
    client = signed_in(northmoor.aisha)
    assert post(client, *HERE, **form(mine, evidence="Audits say so.")).status == 302
    assert said("evidence") == "Audits say so."
    assert "has hidden How we know meanwhile: the text is kept" in get(client, "statement", *HERE[1:]).words


def test_a_part_added_while_somebody_writes_is_left_alone(signed_in, northmoor, now):
    mine = get(signed_in(northmoor.aisha), *HERE)
    change_part(northmoor, now, None)
    assert post(signed_in(northmoor.aisha), *HERE, **form(mine, summary="Mine.")).status == 302
    assert said("summary") == "Mine."


def test_a_statement_of_another_edition_is_not_found(signed_in, priya):
    assert post(signed_in(priya), "statement_write", "2027", "no-such-statement").status == 404


def test_words_end_where_they_ended_and_marks_stay_marks(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    post(client, *HERE, **form(get(client, *HERE), summary="</textarea><script>alert(1)</script>  \n\n"))
    page = get(client, *HERE)
    assert page.value("text-summary") == "</textarea><script>alert(1)</script>"
    assert "<script>alert" not in page.html


# --- Choosing between two texts without JavaScript --------------------------------------------------------------------


def with_two_conflicts(signed_in, northmoor, now) -> Page:
    """The page that comes back when Helen saved two parts while Aisha was writing both."""
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "Of old.", "strengths": "Of old."}, northmoor.priya, now)
    mine = get(signed_in(northmoor.aisha), *HERE)
    write_section(northmoor.round, statement, {"summary": "Hers.", "strengths": "Hers too."}, northmoor.helen, now)
    page = post(signed_in(northmoor.aisha), *HERE, **form(mine, summary="Mine.", strengths="Mine too."))
    assert page.status == 409
    return page


def everything(page: Page, **changed: str) -> dict[str, str]:
    """Every field of the page as it stands, with some changed."""
    names = {g["name"] for t, g in page.elements if t in {"textarea", "input"} and "-" in g.get("name", "")}
    return {name: page.value(name) for name in names} | changed


def test_where_two_texts_differ_is_marked_and_said(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "We wait long."}, northmoor.priya, now)
    mine = get(signed_in(northmoor.aisha), *HERE)
    write_section(northmoor.round, statement, {"summary": "We wait too long."}, northmoor.helen, now)
    page = post(signed_in(northmoor.aisha), *HERE, **form(mine, summary="We still wait long."))
    assert "They differ in 2 places." in page.words
    assert "<del>" in page.html
    assert "<ins>" in page.html
    assert "We wait [only here: too ] long." in page.words
    assert "We [only here: still ] wait long." in page.words


def test_what_is_the_same_in_two_long_texts_is_folded_between_them(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    words = " ".join(f"word{number}" for number in range(300))
    write_section(northmoor.round, statement, {"summary": words}, northmoor.priya, now)
    mine = get(signed_in(northmoor.aisha), *HERE)
    write_section(northmoor.round, statement, {"summary": f"{words} Hers."}, northmoor.helen, now)
    page = post(signed_in(northmoor.aisha), *HERE, **form(mine, summary=f"{words} Mine."))
    assert page.words.count("280 words that are the same in both") == 2


def test_keeping_ones_own_text_of_one_part_decides_nothing_about_another(signed_in, northmoor, now):
    page = with_two_conflicts(signed_in, northmoor, now)
    again = post(signed_in(northmoor.aisha), *HERE, **everything(page), keep="mine summary")
    assert again.status == 409
    assert (said("summary"), said("strengths")) == ("Mine.", "Hers too.")
    assert "“What we do well”: two texts" in again.words
    assert "“Summary”: two texts" not in again.words
    assert again.value("text-strengths") == "Mine too."
    last = post(signed_in(northmoor.aisha), *HERE, **everything(again), keep="theirs strengths")
    assert leads_to(last, "statement", "2027", "assessing-needs")
    assert (said("summary"), said("strengths")) == ("Mine.", "Hers too.")


def test_keeping_the_other_text_shows_it_in_the_box_and_saves_nothing_there(signed_in, northmoor, now):
    page = with_two_conflicts(signed_in, northmoor, now)
    again = post(signed_in(northmoor.aisha), *HERE, **everything(page), keep="theirs summary")
    assert again.status == 409
    assert sorted(LateText.objects.values_list("text", flat=True)) == ["Mine too.", "Mine."]
    assert again.value("text-summary") == said("summary") == "Hers."
    assert said("strengths") == "Hers too."
    saved = post(signed_in(northmoor.aisha), *HERE, **everything(again, **{"text-strengths": "Both."}))
    assert saved.status == 302
    assert (said("summary"), said("strengths")) == ("Hers.", "Both.")


def test_the_text_one_did_not_choose_is_said_to_be_kept_aside(signed_in, northmoor, now):
    statement = northmoor.statement("assessing-needs")
    mine = get(signed_in(northmoor.aisha), *HERE)
    write_section(northmoor.round, statement, {"summary": "Hers."}, northmoor.helen, now)
    client = signed_in(northmoor.aisha)
    page = post(client, *HERE, **form(mine, summary="Mine."))
    assert "both stay among the versions of this part, yours as kept aside" in page.words
    left = get(client, *HERE)  # without deciding: the page still says so, also to her alone
    assert "A text of yours was not saved over what stood here, but kept aside. Nothing is lost" in left.words
    assert "Helen Sowerby saved this part first" in left.words
    assert "/2027/self-assessment/assessing-needs/aside/summary/1/" in left.links
    assert "A text of yours" not in get(signed_in(northmoor.helen), *HERE).words
    client = signed_in(northmoor.aisha)
    fields = everything(page, **{"text-summary": "Mine, changed."})
    client.post(reverse(HERE[0], args=HERE[1:]), fields | {"keep": "theirs summary"})
    section = get(client, "statement", *HERE[1:])
    assert "You kept the other text of “Summary”. Yours is kept aside, among the versions." in section.words
    assert sorted(LateText.objects.values_list("text", flat=True)) == ["Mine, changed.", "Mine."]
    assert said("summary") == "Hers."
    assert "of yours was kept aside" not in get(client, *HERE).words


def test_somebody_who_saves_yet_again_while_one_chooses_is_not_overwritten_either(signed_in, northmoor, now):
    page = with_two_conflicts(signed_in, northmoor, now)
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "Hers, once more."}, northmoor.helen, now)
    again = post(signed_in(northmoor.aisha), *HERE, **everything(page))
    assert again.status == 409
    assert said("summary") == "Hers, once more."
    assert said("strengths") == "Mine too."


def test_a_part_nobody_is_asked_about_shows_what_stands_so_that_going_on_there_overwrites_nothing(
    signed_in, northmoor, now
):
    statement = northmoor.statement("assessing-needs")
    write_section(northmoor.round, statement, {"summary": "Of old.", "evidence": "Of old."}, northmoor.priya, now)
    mine = get(signed_in(northmoor.aisha), *HERE)
    write_section(northmoor.round, statement, {"summary": "Hers.", "evidence": "Hers now."}, northmoor.helen, now)
    page = post(signed_in(northmoor.aisha), *HERE, **form(mine, summary="Mine."))
    assert page.status == 409
    assert page.value("text-evidence") == "Hers now."


def test_a_paste_of_200_000_letters_beyond_english_is_refused_in_a_sentence_and_stays_on_the_page(
    signed_in, northmoor
):
    client, long = signed_in(northmoor.aisha), "ż" * 200_000
    page = post(client, *HERE, **form(get(client, *HERE), summary=long))
    refuses(page, "“Summary” is 200,000 characters long. A part holds at most 20,000.", "text-summary")
    assert page.value("text-summary") == long


def test_a_section_full_to_its_limits_of_letters_beyond_english_can_be_sent(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    fields = everything(get(client, *HERE))
    full = {name: "🙂" * 20_000 for name in fields if name.startswith("text-")}
    assert len(full) >= 9
    assert post(client, *HERE, **{**fields, **full}).status == 302


def test_a_locked_section_says_so_and_offers_no_save(signed_in, northmoor, now):
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "One."}, northmoor.aisha, now)
    Judgement.objects.update(status="agreed")
    client = signed_in(northmoor.aisha)
    page = get(client, *HERE)
    assert "This section was agreed, so its text is locked." in page.words
    assert not [g for t, g in page.elements if t == "button" and g.get("data-finish") is not None]
    words = "Words that came too late."
    refused = post(client, *HERE, **form(page, summary=words))
    assert "so its text is locked and was not changed" in refused.words
    assert refused.value("text-summary") == words
    assert said("summary") == "One."


def test_a_text_carried_over_is_marked_until_somebody_confirms_it(signed_in, northmoor, now):
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "One."}, northmoor.priya, now)
    PartText.objects.update(needs_review=True)
    client = signed_in(northmoor.aisha)
    page = get(client, *HERE)
    assert "Needs review This text was carried over" in page.words
    given = form(page, strengths="Written in passing.") | {"confirm": "summary 1"}
    assert leads_to(post(client, *HERE, **given), *HERE)
    assert not PartText.objects.filter(needs_review=True).exists()
    assert said("strengths") == "Written in passing."
    assert Event.objects.filter(verb="confirmed", actor_name="Aisha Rahman").count() == 1
    assert "Needs review" not in get(client, *HERE).words


def test_it_says_who_else_was_there_in_the_last_minutes(signed_in, northmoor, now):
    assert "working on this section" not in get(signed_in(northmoor.aisha), *HERE).words
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": "One."}, northmoor.helen, now)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "Helen Sowerby was working on this section in the last 10 minutes." in page.words
    assert "working on this section" not in get(signed_in(northmoor.helen), *HERE).words


# --- What looks like personal data ------------------------------------------------------------------------------------

PHONE = "Ring 0191 498 0123"


def test_it_asks_about_what_looks_like_personal_data_before_it_saves(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    page = post(client, *HERE, **form(get(client, *HERE), summary=f"One.\n{PHONE}"))
    assert "This looks like it holds a phone number (line 2)." in page.words
    assert page.value("text-summary").splitlines() == ["One.", PHONE]
    assert said("summary") == ""
    given = form(page) | {name: page.value(name) for name in ["not_personal_data_seen"]}
    assert post(client, *HERE, **given).status == 200  # without the tick it asks again
    assert post(client, *HERE, **given, not_personal_data="on").status == 302
    assert said("summary") == f"One.\n{PHONE}"
    assert Event.objects.get(verb=guard.CONFIRMED).section == "assessing-needs"


def test_what_was_ticked_once_is_not_asked_about_again(signed_in, northmoor):
    client = signed_in(northmoor.aisha)
    page = post(client, *HERE, **form(get(client, *HERE), summary=PHONE))
    seen = page.value("not_personal_data_seen")
    post(client, *HERE, **form(page), not_personal_data_seen=seen, not_personal_data="on")
    assert post(client, *HERE, **form(get(client, *HERE), summary=f"{PHONE}, and come.")).status == 302
    assert said("summary") == f"{PHONE}, and come."


def test_it_points_to_what_stands_and_was_saved_without_being_asked(signed_in, northmoor, now):
    write_section(northmoor.round, northmoor.statement("assessing-needs"), {"summary": PHONE}, northmoor.helen, now)
    client = signed_in(northmoor.aisha)
    words = get(client, *HERE).words
    assert "This looks like it holds a phone number. Take it out and withdraw the words" in words
    page = post(client, *HERE, **form(get(client, *HERE), evidence="Audits."))
    assert "tick at the end of the form" in page.words
    assert said("evidence") == ""


def test_comments_on_a_part_are_told_beside_its_box(signed_in, northmoor, now):
    say(northmoor, northmoor.edwin, "Since when?", now)
    page = get(signed_in(northmoor.aisha), *HERE)
    assert "1 comment on Summary · Comment on Summary" in page.words


def test_words_are_not_saved_in_the_name_of_whoever_signed_in_meanwhile(signed_in, northmoor):
    client = signed_in(northmoor.priya)
    given = form(get(client, *HERE), summary="Aisha's words.") | {"writer": str(northmoor.aisha.pk)}
    page = post(client, *HERE, **given)
    assert "Priya Nair has signed in in another window" in page.words
    assert (page.value("text-summary"), page.value("writer")) == ("Aisha's words.", str(northmoor.aisha.pk))
    assert said("summary") == ""
