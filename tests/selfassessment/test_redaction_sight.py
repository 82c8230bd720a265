"""Withdrawing words tells nobody of what they may not look at."""

import pytest

from assurance.models import Event
from selfassessment.models import Redaction
from selfassessment.operations.redaction import RedactionRefused, find_words
from selfassessment.whereabouts import EVERYWHERE
from tests.reports.writing import score_statement, write_section
from tests.selfassessment import naming
from tests.selfassessment.naming import NAME, SAID, everything, named_in, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def find(northmoor, by):
    return find_words(round=northmoor.round, words=NAME, by=by, reach=EVERYWHERE)


@pytest.mark.parametrize("name_her", naming.HIDDEN, ids=lambda act: act.__name__)
def test_what_stands_only_where_they_may_not_look_stands_nowhere_for_them(northmoor, now, name_her):
    """Helen, a principal social worker, writes the section; she sees no scores and nothing that is for a few."""
    name_her(northmoor, now)
    before = everything()
    assert find(northmoor, northmoor.helen).total == 0
    with pytest.raises(RedactionRefused) as refused:
        withdraw(northmoor, now)
    with pytest.raises(RedactionRefused) as nowhere:
        withdraw(northmoor, now, words="Nobody Known")
    assert str(refused.value) == str(nowhere.value)
    assert everything() == before
    sees = northmoor.tom if "spreadsheet" in name_her.__name__ else northmoor.ruth
    assert find(northmoor, sees).total


@pytest.mark.parametrize("name_her", naming.HIDDEN, ids=lambda act: act.__name__)
def test_they_go_everywhere_when_they_stand_elsewhere_too_and_no_number_tells(northmoor, now, name_her):
    write_section(northmoor.round, northmoor.statement("equity"), {"summary": SAID}, northmoor.priya, now)
    alone = find(northmoor, northmoor.helen)
    name_her(northmoor, now)
    assert find(northmoor, northmoor.helen).in_words == alone.in_words
    assert withdraw(northmoor, now).in_words == alone.in_words
    assert named_in() == []
    assert Redaction.objects.get().places == alone.total == 2
    told = Event.objects.get(verb="withdrew words everywhere, from the page of")
    assert told.after["places"] == 2


def test_who_sees_every_score_leaves_no_number_to_those_who_do_not(northmoor, now):
    """The record and the history are read by everybody who writes here."""
    naming.in_a_score(northmoor, now)
    assert withdraw(northmoor, now, by=northmoor.ruth).total == 2  # the reason, and the line of the history
    assert Redaction.objects.get().places == 0


def test_scores_are_counted_where_they_may_be_seen_and_only_there(northmoor, now):
    """Aisha, an officer, sees the scores of the section that is hers, and no others."""
    for slug in ("assessing-needs", "equity"):
        score_statement(northmoor.round, northmoor.statement(slug), 2, northmoor.ruth, now, reason=SAID)
    assert find(northmoor, northmoor.aisha).in_words == [
        ("2027 annual self-assessment, Assessing needs", ["1 reason of a score", "1 line of the history"])
    ]
    assert find(northmoor, northmoor.ruth).total == 4
    assert find(northmoor, northmoor.tom).total == 0


def test_a_challenger_is_told_of_their_own_score(northmoor, now):
    naming.in_a_challenge(northmoor, now)
    assert find(northmoor, northmoor.yvonne).total == 2
    assert find(northmoor, northmoor.priya).total == 2


def test_evidence_is_counted_for_those_who_read_evidence(northmoor, now):
    naming.in_an_item_of_evidence(northmoor, now)
    library = ("The evidence library", ["1 item of evidence: E1"])
    assert library in find(northmoor, northmoor.helen).in_words
    assert library not in find(northmoor, northmoor.edwin).in_words  # a lead member reads no evidence
