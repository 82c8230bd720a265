"""What stands in a section's texts that nobody has said may stay."""

import pytest

from assurance import guard
from assurance.guard import concerns_in
from assurance.models import Event, Part
from selfassessment.guard import confirmed_marks, standing
from selfassessment.operations.guard import confirm_concerns
from selfassessment.operations.writing import Draft, write_parts
from tests.pages import get


@pytest.fixture
def written(northmoor, now):
    def write(text: str, section: str | None = "assessing-needs", version: int = 0) -> None:
        statement = northmoor.statement(section) if section else None
        slug = "summary" if section else "about-the-council"
        part = Part.objects.get(prompt_set=northmoor.round.prompt_set, slug=slug)
        write_parts(
            round=northmoor.round, statement=statement, drafts=[Draft(part, text, version)], by=northmoor.ruth, at=now
        )

    return write


def test_what_was_saved_without_a_word_about_it_stands(northmoor, written):
    written("One\nRing 0191 498 0123")
    (concern,) = standing(northmoor.round, northmoor.statement("assessing-needs"))
    assert (concern.where, concern.label, concern.kind.value, concern.line) == ("summary", "Summary", "phone", 2)
    assert standing(northmoor.round, northmoor.statement("equity")) == []


@pytest.mark.parametrize("section", ["assessing-needs", None])
def test_what_somebody_confirmed_stands_no_longer_and_the_history_tells_without_the_value(
    northmoor, written, now, section
):
    written("Ring 0191 498 0123", section)
    statement = northmoor.statement(section) if section else None
    found = standing(northmoor.round, statement)
    confirm_concerns(concerns=found, round=northmoor.round, statement=statement, by=northmoor.aisha, at=now)
    assert standing(northmoor.round, statement) == []
    event = Event.objects.get(verb=guard.CONFIRMED)
    assert event.section == (section or "opening")
    assert "498 0123" not in str(event.after)
    assert "01914980123" not in str(event.after)
    written("Ring 0191 498 0123 or 0191 498 0124", section, version=1)
    assert len(standing(northmoor.round, statement)) == 1  # only the new one


def test_a_word_about_one_section_does_not_hold_for_another(northmoor, written, now):
    found = concerns_in({"x": ("Summary", "0191 498 0123")})
    confirm_concerns(
        concerns=found, round=northmoor.round, statement=northmoor.statement("equity"), by=northmoor.aisha, at=now
    )
    assert confirmed_marks(northmoor.round, northmoor.statement("equity"))
    assert not confirmed_marks(northmoor.round, northmoor.statement("assessing-needs"))


def test_nothing_to_confirm_tells_nothing(northmoor, now):
    confirm_concerns(concerns=[], round=northmoor.round, statement=None, by=northmoor.aisha, at=now)
    assert not Event.objects.filter(verb=guard.CONFIRMED).exists()


def test_who_is_invited_to_read_sees_a_part_once_somebody_has_said_it_is_nobodys(northmoor, written, now, signed_in):
    written("Ring 0191 498 0123")
    edwin, where = signed_in(northmoor.edwin), ("statement", "2027", "assessing-needs")
    page = get(edwin, *where)
    assert "0191" not in page.html
    assert "This part is being checked for personal data." in page.words
    assert "Ring 0191 498 0123" in get(signed_in(northmoor.aisha), *where).words
    statement = northmoor.statement("assessing-needs")
    found = standing(northmoor.round, statement)
    confirm_concerns(concerns=found, round=northmoor.round, statement=statement, by=northmoor.aisha, at=now)
    assert "Ring 0191 498 0123" in get(edwin, *where).words


def test_what_stops_a_section_is_said_before_it_is_sent(northmoor, written, signed_in):
    client, where = signed_in(northmoor.aisha), ("statement_move", "2027", "assessing-needs", "submit")
    written("Plain words.")
    assert "Has to be done first" not in get(client, *where).words
    written("Ring 0191 498 0123", version=1)
    assert "Has to be done first “Summary” looks like it holds personal data. See where" in get(client, *where).words
