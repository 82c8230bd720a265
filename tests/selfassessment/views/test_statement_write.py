"""Writing a section: official words at hand, nothing lost when two people save at once."""

import pytest

from assurance.models import Event, Part
from assurance.operations.prompts import save_part
from selfassessment.models import Judgement, PartText, Revision
from tests.pages import Page, get, leads_to, post, refuses
from tests.reports.writing import write_section

HERE = ("statement_write", "2027", "assessing-needs")
PARTS = ["summary", "strengths", "improvements", "evidence", "next-steps"]


def form(page: Page, **changed: str) -> dict[str, str]:
    """What a browser sends: every field as it stands, with some changed ("next_steps" for "next-steps")."""
    fields = [f"{kind}-{part}" for part in PARTS for kind in ("text", "version")]
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
    assert "What you wrote (not saved) My <i>own</i> words." in page.words
    assert "saved at" in page.words
    assert "Helen's <b>words</b>." in page.words
    assert said("summary") == "Helen's <b>words</b>."
    assert page.value("text-summary") == "My <i>own</i> words."
    # What nobody else touched is saved, and is not asked about again.
    assert "Saved: What we do well." in page.words
    assert said("strengths") == "Mine alone."
    assert Event.objects.count() == events + 1
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
