"""From one round to the next, and from one edition to another: nothing written is lost on the way."""

import pytest

from assurance.access import Access, access_of
from assurance.models import Edition, Event, Part
from assurance.operations import councils, people, prompts
from assurance.operations.councils import Refused
from assurance.roles import Role
from selfassessment.guard import standing
from selfassessment.models import Judgement, PartText, Revision
from selfassessment.operations.guard import confirm_concerns
from selfassessment.operations.rounds import fitting_edition, move_round
from selfassessment.operations.scoring import record_score
from selfassessment.operations.writing import Draft, write_parts
from selfassessment.presenters.rounds import compared, homeless_texts
from tests.reports.writing import write_everything, write_section

INSIDER = Access(roles=frozenset({Role.OFFICER}))
pytestmark = pytest.mark.django_db  # on SQLite too: what copies or moves many rows at once


@pytest.fixture
def older():
    return Edition.objects.get(slug="cqc-2023-12")


@pytest.fixture
def next_round(northmoor, now):
    """`next_round()`: the round of the next year, started from this one."""

    def start(**given):
        return councils.start_round(
            **{
                "council": northmoor.council, "edition": northmoor.round.edition, "slug": "2028",
                "title": "2028 annual self-assessment", "previous": northmoor.round, "by": northmoor.callum, "at": now,
                **given,
            }
        )  # fmt: skip

    return start


def texts(round) -> dict:
    """What stands in a round, by section, part and I statement's number."""
    held = PartText.objects.filter(judgement__round=round).select_related(
        "judgement__statement", "part", "i_statement"
    )
    return {(t.judgement.section, t.part.slug, t.i_statement.number if t.i_statement else None): t.text for t in held}


# --- Starting from the last round -----------------------------------------------------------------------------------


@pytest.mark.embedded
def test_every_text_comes_along_and_is_marked_until_somebody_looks(northmoor, next_round, now):
    write_everything(northmoor.round, northmoor.priya, now)
    round = next_round()
    assert texts(round) == texts(northmoor.round)
    assert len(texts(round)) == 80
    assert set(PartText.objects.filter(judgement__round=round).values_list("needs_review", "version")) == {(True, 1)}
    assert Revision.objects.filter(part_text__judgement__round=round, sealed=True).count() == 80
    assert {j.carried_from.round for j in Judgement.objects.filter(round=round)} == {northmoor.round}


def test_what_somebody_said_is_nobodys_is_not_asked_about_again(northmoor, next_round, now):
    equity = northmoor.statement("equity")
    write_section(northmoor.round, equity, {"summary": "Ring 0191 498 0123 or 0191 498 0124."}, northmoor.priya, now)
    first, _ = standing(northmoor.round, equity)
    confirm_concerns(concerns=[first], round=northmoor.round, statement=equity, by=northmoor.aisha, at=now)
    (left,) = standing(next_round(), equity)
    assert left.mark != first.mark


def test_writing_in_a_text_that_came_along_settles_it_and_leaves_the_old_round_as_it_was(
    northmoor, next_round, now, aisha
):
    statement = northmoor.statement("equity")
    write_section(northmoor.round, statement, {"summary": "Last year's words."}, aisha, now)
    round = next_round()
    part = Part.objects.get(prompt_set=round.prompt_set, slug="summary")
    write_parts(round=round, statement=statement, drafts=[Draft(part, "This year's.", 1)], by=aisha, at=now)
    text = PartText.objects.get(judgement__round=round)
    assert (text.text, text.needs_review, text.version) == ("This year's.", False, 2)
    assert [r.text for r in text.revisions.order_by("version")] == ["Last year's words.", "This year's."]
    assert texts(northmoor.round) == {("equity", "summary", None): "Last year's words."}


def test_people_come_along_to_be_confirmed_but_not_whoever_has_left(northmoor, next_round, now):
    people.set_roles(council=northmoor.council, person=northmoor.helen, roles=[], by=northmoor.callum, at=now)
    round = next_round()
    given = round.assignments.order_by("pk").values_list("person__name", "statement__slug", "kind", "needs_review")
    assert list(given) == [("Priya Nair", None, "owner", True), ("Aisha Rahman", "assessing-needs", "owner", True)]
    assert people.confirm_assignments(round=round, by=northmoor.priya, at=now) == 2
    assert not round.assignments.filter(needs_review=True).exists()
    assert people.confirm_assignments(round=round, by=northmoor.priya, at=now) == 0


def test_scores_and_reviews_do_not_come_along(northmoor, next_round, now):
    statement = northmoor.statement("equity")
    write_section(northmoor.round, statement, {"summary": "Words."}, northmoor.aisha, now)
    record_score(
        round=northmoor.round, statement=statement, value=3, reason="So.", version=0, by=northmoor.ruth, at=now
    )
    section = Judgement.objects.get(round=next_round())
    assert not hasattr(section, "score")
    assert section.status == "drafting"


def test_under_another_edition_what_has_no_place_is_told(northmoor, next_round, older, now):
    write_everything(northmoor.round, northmoor.priya, now)
    prompts.save_part(
        prompt_set=northmoor.round.prompt_set, part=None, title="Our extra", help="", word_guide=10,
        scope="statement", retired=False, by=northmoor.callum, at=now,
    )  # fmt: skip
    write_section(northmoor.round, northmoor.statement("equity"), {"our-extra": "More."}, northmoor.aisha, now)
    round = next_round(edition=older)
    told = Event.objects.get(verb="carried over", round_id=round.pk).after
    assert told["without a place"] == ["Equity in experience and outcomes: there is no part “Our extra” there."]
    assert len(texts(round)) == 80
    assert ("equity", "our-extra", None) not in texts(round)


def test_another_councils_round_can_not_be_started_from(northmoor, westerholme, next_round):
    with pytest.raises(Refused, match="belongs to another council"):
        next_round(previous=westerholme.round)


def test_an_empty_start_brings_nothing(northmoor, next_round, now):
    write_everything(northmoor.round, northmoor.priya, now)
    round = next_round(previous=None)
    assert texts(round) == {}
    assert not round.assignments.exists()


# --- Moving to another edition --------------------------------------------------------------------------------------


@pytest.mark.embedded
def test_a_round_that_moves_keeps_every_answer_where_it_belongs(northmoor, older, now, callum):
    write_everything(northmoor.round, northmoor.priya, now)
    before, revisions = texts(northmoor.round), Revision.objects.count()
    result = move_round(round=northmoor.round, edition=older, by=callum, at=now)
    northmoor.round.refresh_from_db()
    assert northmoor.round.edition == older
    assert result.homeless == []
    assert texts(northmoor.round) == before
    assert Revision.objects.count() == revisions
    assert {j.statement.edition for j in Judgement.objects.exclude(statement=None)} == {older}
    assert homeless_texts(northmoor.round, INSIDER) == []
    assert set(northmoor.round.assignments.values_list("statement__edition__slug", flat=True)) == {
        None,
        "cqc-2023-12",
    }


def test_what_has_no_home_stays_readable_and_comes_back_with_the_old_edition(northmoor, older, now, callum, aisha):
    current = northmoor.round.edition
    prompts.save_part(
        prompt_set=northmoor.round.prompt_set, part=None, title="Our extra", help="", word_guide=10,
        scope="statement", retired=False, by=callum, at=now,
    )  # fmt: skip
    write_section(
        northmoor.round, northmoor.statement("equity"), {"our-extra": "More.", "summary": "In short."}, aisha, now
    )
    expected = ["Equity in experience and outcomes: there is no part “Our extra” there."]
    assert fitting_edition(round=northmoor.round, edition=older, by=callum, at=now).homeless == expected
    northmoor.round.refresh_from_db()
    assert northmoor.round.edition == current  # asking changes nothing
    assert move_round(round=northmoor.round, edition=older, by=callum, at=now).homeless == expected
    northmoor.round.refresh_from_db()
    assert [(one.title, one.text) for one in homeless_texts(northmoor.round, INSIDER)] == [("Our extra", "More.")]
    move_round(round=northmoor.round, edition=current, by=callum, at=now)
    northmoor.round.refresh_from_db()
    assert homeless_texts(northmoor.round, INSIDER) == []
    assert texts(northmoor.round)[("equity", "our-extra", None)] == "More."


def test_a_round_is_not_moved_to_where_it_is(northmoor, callum, now):
    with pytest.raises(Refused, match="under that edition already"):
        move_round(round=northmoor.round, edition=northmoor.round.edition, by=callum, at=now)


# --- Two rounds side by side ----------------------------------------------------------------------------------------


def test_a_section_stands_beside_the_same_of_an_earlier_round(northmoor, next_round, now, ruth, aisha):
    statement = northmoor.statement("equity")
    write_section(northmoor.round, statement, {"summary": "Old.", "voice--i1": "Said."}, aisha, now)
    record_score(round=northmoor.round, statement=statement, value=2, reason="So.", version=0, by=ruth, at=now)
    round = next_round()
    part = Part.objects.get(prompt_set=round.prompt_set, slug="summary")
    write_parts(round=round, statement=statement, drafts=[Draft(part, "New.", 1)], by=aisha, at=now)

    def seen_by(person):
        accesses = [access_of(person, northmoor.council, r) for r in (round, northmoor.round)]
        return compared(round, statement, northmoor.round, *accesses)

    found = seen_by(ruth)
    pairs = {pair.title: (pair.before, pair.now, pair.changed) for pair in found.pairs if pair.before or pair.now}
    assert pairs["Summary"] == ("Old.", "New.", True)
    assert [values for title, values in pairs.items() if title != "Summary"] == [("Said.", "Said.", False)]
    assert (len(found.differing), found.before.score.value, found.only_before) == (1, 2, [])
    assert seen_by(northmoor.tom).before.score is None
