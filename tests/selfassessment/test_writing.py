"""Writing the parts of a section: what is kept, what is refused, and what a late save gets back."""

import datetime

import pytest

from assurance.models import Event, Part
from assurance.operations import councils, prompts
from selfassessment.models import Judgement, LateText, PartText, Revision
from selfassessment.operations.writing import Draft, Locked, TextRefused, as_stored, write_parts
from selfassessment.slots import Slot
from selfassessment.statuses import Status
from tests.selfassessment.naming import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(northmoor):
    """`part(slug)`: a part of the round's own set."""
    return lambda slug="summary": northmoor.round.prompt_set.parts.get(slug=slug)


@pytest.fixture
def write(northmoor, aisha, part, now):
    """`write(text, version)`: Aisha saves the summary of "Assessing needs", unless another is named."""

    def save(text="Our words.", version=0, *, slug="summary", by=None, at=None, statement="assessing-needs"):
        return write_parts(
            round=northmoor.round,
            statement=northmoor.statement(statement) if statement else None,
            drafts=[Draft(part(slug), text, version)],
            by=by or aisha,
            at=at or now,
        )

    return save


def stands(slug: str = "summary") -> PartText | None:
    return PartText.objects.filter(part__slug=slug).first()


def wrote() -> list[Event]:
    return list(Event.objects.filter(verb="wrote").order_by("pk"))


# --- Saving ---------------------------------------------------------------------------------------------------------


def test_a_first_save_is_kept_with_who_when_and_a_revision(write, part, aisha, now):
    outcome = write("Our words.")
    assert (outcome.saved, outcome.unchanged, outcome.stale) == ([Slot(part())], [], [])
    text = stands()
    assert (text.text, text.version, text.changed_by, text.changed_at) == ("Our words.", 1, aisha, now)
    assert list(text.revisions.values_list("version", "text", "by", "at")) == [(1, "Our words.", aisha.pk, now)]


def test_every_version_is_kept_and_told(write, helen, now):
    later = now + datetime.timedelta(hours=1)
    write("One.")
    write("One two.", 1, by=helen, at=later)
    write("", 2)
    assert list(Revision.objects.order_by("version").values_list("version", "text")) == [
        (1, "One."),
        (2, "One two."),
        (3, ""),
    ]
    assert [(e.actor_name, e.before["words"], e.after["words"], e.after["version"]) for e in wrote()] == [
        ("Aisha Rahman", 0, 1, 1),
        ("Helen Sowerby", 1, 2, 2),
        ("Aisha Rahman", 2, 0, 3),
    ]
    assert {(e.section, e.subject) for e in wrote()} == {("assessing-needs", "Assessing needs: Summary")}


def test_the_same_text_again_is_neither_saved_nor_told(write, part):
    write("Our words.")
    outcome = write("Our words.  \r\n", 1)
    assert (outcome.saved, outcome.unchanged, outcome.stale) == ([], [Slot(part())], [])
    assert stands().version == 1
    assert len(wrote()) == 1


def test_an_empty_part_left_empty_leaves_no_row(write, part):
    assert write(" \n ").unchanged == [Slot(part())]
    assert not PartText.objects.exists()
    assert wrote() == []


def test_parts_are_saved_one_by_one(northmoor, part, aisha, helen, write, now):
    write("Hers.", slug="strengths", by=helen)
    drafts = [Draft(part("summary"), "New.", 0), Draft(part("strengths"), "Late.", 0), Draft(part("evidence"), "", 0)]
    outcome = write_parts(
        round=northmoor.round, statement=northmoor.statement("assessing-needs"), drafts=drafts, by=aisha, at=now
    )
    assert [s.key for s in outcome.saved] == ["summary"]
    assert [s.slot.key for s in outcome.stale] == ["strengths"]
    assert [s.key for s in outcome.unchanged] == ["evidence"]
    assert (stands("summary").text, stands("strengths").text) == ("New.", "Hers.")


# --- Too late -------------------------------------------------------------------------------------------------------


def test_a_late_save_changes_nothing_and_is_handed_back_with_both_texts(write, part, helen, now):
    write("First.")
    write("Helen's.", 1, by=helen)
    (stale,) = write("Aisha's.", 1).stale
    assert (stale.slot, stale.yours, stale.theirs, stale.their_version) == (Slot(part()), "Aisha's.", "Helen's.", 2)
    assert (stale.their_name, stale.their_time) == ("Helen Sowerby", now)
    assert stands().text == "Helen's."
    assert len(wrote()) == 2


def test_saving_again_from_the_version_handed_back_succeeds(write, helen):
    write("First.")
    write("Helen's.", 1, by=helen)
    (stale,) = write("Aisha's.", 1).stale
    assert write("Both.", stale.their_version).saved
    assert [r.text for r in stands().revisions.order_by("version")] == ["First.", "Helen's.", "Both."]


def test_two_who_write_the_same_are_both_content(write, part, helen):
    write("First.")
    write("Agreed.", 1, by=helen)
    assert write("Agreed.", 1).unchanged == [Slot(part())]


@pytest.mark.embedded
@pytest.mark.parametrize("version", [2, 99, -1, 2**31, 2**63, 2**64, 10**40, -(10**40)])
def test_a_forged_version_overwrites_nothing(write, version):
    write("First.")
    (stale,) = write("Forged.", version).stale
    assert (stale.yours, stale.theirs, stale.their_version) == ("Forged.", "First.", 1)
    assert (stands().text, stands().version) == ("First.", 1)


def test_a_forged_version_of_an_empty_part_writes_nothing(write):
    assert write("Forged.", 7).stale
    assert (stands().text if stands() else "", Revision.objects.count()) == ("", 0)


# --- What may not be written there ----------------------------------------------------------------------------------


def refuse(northmoor, aisha, now, statement, part, text="x", said="belongs to another round") -> None:
    before = Event.objects.count()
    with pytest.raises(TextRefused, match=said):
        write_parts(round=northmoor.round, statement=statement, drafts=[Draft(part, text, 0)], by=aisha, at=now)
    assert (Event.objects.count(), Judgement.objects.count(), PartText.objects.count()) == (before, 0, 0)


def test_a_part_of_another_councils_round_is_refused(northmoor, westerholme, aisha, now):
    foreign = westerholme.round.prompt_set.parts.get(slug="summary")
    refuse(northmoor, aisha, now, northmoor.statement("equity"), foreign)


def test_a_part_of_our_starting_set_is_refused(northmoor, aisha, now):
    ours = Part.objects.get(prompt_set__edition=northmoor.round.edition, prompt_set__council=None, slug="summary")
    refuse(northmoor, aisha, now, northmoor.statement("equity"), ours)


@pytest.mark.parametrize(("statement", "slug"), [("equity", "about-the-council"), (None, "summary")])
def test_a_part_of_the_opening_is_not_one_of_a_statement_nor_the_other_way_round(
    northmoor, aisha, now, part, statement, slug
):
    section = northmoor.statement(statement) if statement else None
    refuse(northmoor, aisha, now, section, part(slug))


def test_a_statement_of_another_edition_is_refused(northmoor, aisha, part, now):
    from assurance.models import QualityStatement

    foreign = QualityStatement.objects.get(edition__slug="cqc-2023-12", slug="equity")
    refuse(northmoor, aisha, now, foreign, part(), said="belongs to another edition")


def test_when_one_part_is_refused_none_is_saved(northmoor, westerholme, aisha, part, now):
    foreign = westerholme.round.prompt_set.parts.get(slug="summary")
    drafts = [Draft(part("strengths"), "Good.", 0), Draft(foreign, "x", 0)]
    with pytest.raises(TextRefused):
        write_parts(round=northmoor.round, statement=northmoor.statement("equity"), drafts=drafts, by=aisha, at=now)
    assert not PartText.objects.exists()


def test_the_opening_section_has_parts_of_its_own(write, priya):
    write("We are a council.", slug="about-the-council", statement=None, by=priya)
    assert Judgement.objects.get().section == "opening"
    assert [(e.section, e.subject) for e in wrote()] == [
        ("opening", "About the council and overall summary: About the council")
    ]


def test_two_rounds_of_a_council_keep_their_texts_apart(northmoor, write, aisha, part, now):
    write("This year.")
    next_round = councils.start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2028", title="2028", by=None, at=now
    )
    statement = northmoor.statement("assessing-needs")
    write_parts(round=next_round, statement=statement, drafts=[Draft(part(), "Next.", 0)], by=aisha, at=now)
    assert sorted(PartText.objects.values_list("judgement__round__slug", "text")) == [
        ("2027", "This year."),
        ("2028", "Next."),
    ]


def test_a_text_begun_before_its_part_was_retired_is_still_saved(northmoor, write, part, priya, now):
    prompts.save_part(
        prompt_set=northmoor.round.prompt_set, part=part(), title="Summary", help="", word_guide=1,
        scope="statement", retired=True, by=priya, at=now,
    )  # fmt: skip
    assert write("Not lost.").saved
    assert stands().text == "Not lost."


# --- Length and letters ---------------------------------------------------------------------------------------------


@pytest.mark.embedded
@pytest.mark.parametrize("letter", ["x", "é", "🙂"])
def test_a_part_holds_exactly_20000_characters(write, letter):
    assert write(letter * 20_000).saved
    assert len(stands().text) == 20_000


@pytest.mark.parametrize("letter", ["x", "🙂"])
def test_one_character_more_is_refused_in_a_sentence_and_nothing_is_changed(write, letter):
    write("Short.")
    with pytest.raises(TextRefused, match="“Summary” is 20,001 characters long; a part holds at most 20,000"):
        write(letter * 20_001, 1)
    assert stands().text == "Short."


def test_length_is_counted_as_stored(write):
    assert write("x\r\n" * 10_000 + "   ").saved
    assert len(stands().text) == 19_999


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("a\x00b\x00", "ab"),
        ("half \ud83d of a pair \udc00", "half ? of a pair ?"),
        ("🙂 Żółć  \n\n", "🙂 Żółć"),
        ("  indented", "  indented"),
        ("\n\nleading", "\n\nleading"),
        ("\u202eright to left", "\u202eright to left"),
    ],
)
@pytest.mark.embedded
def test_every_text_comes_back_from_the_database_as_it_is_stored(write, typed, stored):
    assert as_stored(typed) == stored
    assert as_stored(stored) == stored
    write(typed)
    assert (stands().text, stands().revisions.get().text) == (stored, stored)


# --- What came too late ---------------------------------------------------------------------------------------------


def aside() -> list[tuple]:
    return list(LateText.objects.order_by("number").values_list("number", "text", "by__name", "started_from"))


def test_a_late_text_is_kept_aside_at_once_and_told(write, helen):
    write("Hers.", by=helen)
    assert write("Mine.").stale[0].is_kept
    assert aside() == [(1, "Mine.", "Aisha Rahman", 0)]
    assert stands().text == "Hers."
    told = Event.objects.get(verb="wrote a text that was kept aside for")
    assert told.after == {"part": "summary", "version": 0, "words": 1}
    assert "Mine" not in str(told.after)


def test_it_is_kept_once_however_often_it_is_sent(write, helen):
    write("Hers.", by=helen)
    for _ in range(3):
        assert write("Mine.").stale[0].is_kept
    write("Mine, changed.")
    assert [text for _, text, *_ in aside()] == ["Mine.", "Mine, changed."]


def test_once_it_stands_after_all_it_is_no_longer_among_what_was_not_chosen(write, helen):
    write("Hers.", by=helen)
    write("Mine.")
    write("Mine.", 1)
    assert stands().text == "Mine."
    assert not LateText.objects.not_chosen().exists()


def test_the_text_one_leaves_for_the_other_is_kept_as_it_was_last(northmoor, aisha, helen, part, write, now):
    write("Hers.", by=helen)
    write("Mine.")
    statement = northmoor.statement("assessing-needs")
    left = [Draft(part(), "Mine, with more.", 0)]
    outcome = write_parts(round=northmoor.round, statement=statement, drafts=[], left=left, by=aisha, at=now)
    assert outcome.left == [Slot(part())]
    assert [text for _, text, *_ in aside()] == ["Mine.", "Mine, with more."]
    assert (stands().text, stands().version) == ("Hers.", 1)


def test_what_one_saved_in_another_window_stays_a_version_when_one_keeps_this_ones(write):
    write("From the first window.")
    assert write("From the second window.").stale[0].is_same_person
    write("From the second window.", 1)
    assert list(stands().revisions.order_by("version").values_list("text", flat=True)) == [
        "From the first window.", "From the second window.",
    ]  # fmt: skip


def test_a_late_text_never_keeps_words_that_were_withdrawn_since_it_was_begun(northmoor, write, helen, now):
    write("We met Joan Smith.", by=helen)
    withdraw(northmoor, now)
    late = write("We met Joan Smith twice.", 1)
    assert not late.stale[0].is_kept
    assert aside() == []
    write("Something else.", 2, by=helen)
    assert write("Nothing of her.", 2).stale[0].is_kept


def test_nor_when_they_went_only_from_the_version_it_was_begun_with(northmoor, write, helen, now):
    write("We met Joan Smith.", by=helen)
    write("We met people.", 1, by=northmoor.priya)
    withdraw(northmoor, now + datetime.timedelta(minutes=1))
    assert not write("We met Joan Smith twice.", 1).stale[0].is_kept
    assert aside() == []
    assert not write("We met many people.", 1, by=helen).stale[0].is_kept  # nor is anything else begun with it
    assert aside() == []


@pytest.mark.embedded
@pytest.mark.parametrize("version", [9999, 10**40, -1])
def test_a_text_from_a_version_that_never_was_is_kept_aside_like_any_late_one(write, helen, version):
    write("Hers.", by=helen)
    stale = write("Mine.", version).stale[0]
    assert (stale.is_kept, stale.is_unknown) == (True, True)
    held = LateText.objects.get()
    assert (held.text, held.is_from_unknown) == ("Mine.", True)
    assert write("Mine.", version).stale[0].is_kept  # once
    assert LateText.objects.count() == 1


def test_not_where_words_were_ever_withdrawn_or_nothing_ever_stood(northmoor, write, helen, now):
    assert not write("Mine.", 7).stale[0].is_kept
    write("We met Joan Smith.", by=helen)
    withdraw(northmoor, now)
    assert not write("We met Joan Smith twice.", 9999).stale[0].is_kept
    assert aside() == []


def test_words_are_withdrawn_from_what_was_kept_aside(northmoor, write, helen, now):
    write("Hers.", by=helen)
    write("We met Joan Smith.")
    withdraw(northmoor, now)
    held = LateText.objects.get()
    assert (held.text, held.redacted_at) == ("We met [withdrawn].", now)


def test_nor_are_they_kept_again_when_their_writer_leaves_the_text_for_the_other(
    northmoor, aisha, part, write, helen, now
):
    write("Hers.", by=helen)
    write("We met Joan Smith.")
    withdraw(northmoor, now)
    statement = northmoor.statement("assessing-needs")
    left = [Draft(part(), "We met Joan Smith.", 0)]
    outcome = write_parts(round=northmoor.round, statement=statement, drafts=[], left=left, by=aisha, at=now)
    assert outcome.left == []
    assert [text for _, text, *_ in aside()] == ["We met [withdrawn]."]


def test_a_text_that_is_brought_back_is_read_again_behind_whoever_withdraws_words(
    northmoor, aisha, part, write, helen, now
):
    write("We met Joan Smith.", by=helen)
    write("Somebody else's.", 1)
    kept = stands().revisions.get(version=1)
    read_before = Draft(part(), kept.text, 2)
    Revision.objects.filter(pk=kept.pk).update(text="We met [withdrawn].")
    write_parts(
        round=northmoor.round, statement=northmoor.statement("assessing-needs"), drafts=[read_before], kept=kept,
        restored_from=kept.version, by=aisha, at=now,
    )  # fmt: skip
    assert stands().text == "We met [withdrawn]."


def test_nothing_is_left_aside_in_a_section_that_is_locked(northmoor, aisha, part, write, helen, now):
    write("Hers.", by=helen)
    Judgement.objects.update(status=Status.AGREED)
    left = [Draft(part(), "Mine.", 0)]
    statement = northmoor.statement("assessing-needs")
    with pytest.raises(Locked):
        write_parts(round=northmoor.round, statement=statement, drafts=[], left=left, by=aisha, at=now)
    assert aside() == []
