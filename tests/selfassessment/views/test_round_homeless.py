"""Answers that the round's edition has no place for."""

from assurance.models import Edition
from assurance.operations.prompts import save_part
from selfassessment.operations.rounds import move_round
from tests.pages import get
from tests.reports.writing import write_section


def test_what_has_no_place_is_shown_whole_with_who_wrote_it(signed_in, northmoor, now):
    save_part(
        prompt_set=northmoor.round.prompt_set, part=None, title="Our extra", help="", word_guide=10,
        scope="statement", retired=False, by=northmoor.callum, at=now,
    )  # fmt: skip
    write_section(
        northmoor.round, northmoor.statement("equity"), {"our-extra": "More <i>words</i>."}, northmoor.aisha, now
    )
    edition = Edition.objects.get(slug="cqc-2023-12")
    move_round(round=northmoor.round, edition=edition, by=northmoor.callum, at=now)
    page = get(signed_in(northmoor.tom), "round_homeless", "2027")
    assert "1 text of this round has no place under" in page.words
    assert "Equity in experience and outcomes: Our extra More <i>words</i>. Aisha Rahman" in page.words


def test_a_round_where_all_has_its_place_says_so(signed_in, northmoor):
    assert "Every answer has its place" in get(signed_in(northmoor.tom), "round_homeless", "2027").words
