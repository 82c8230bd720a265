"""Words withdrawn for personal data leave everything a council keeps here, and a record stays that they did."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assurance import history
from assurance.models import Event
from assurance.passages import Passage
from selfassessment import rules
from selfassessment.models import Action, Comment, Judgement, PartText, Redaction, Revision
from selfassessment.operations import commenting, redaction
from selfassessment.operations.redaction import RedactionRefused, find_words
from selfassessment.operations.scoring import StaleScore, record_score
from selfassessment.operations.writing import Draft, judgement_of, write_parts
from selfassessment.whereabouts import EVERYWHERE
from tests.reports.writing import score_statement, write_section
from tests.selfassessment import naming
from tests.selfassessment.library import add, cite, put_file
from tests.selfassessment.naming import NAME, WHY, everything, named_in, next_round, withdraw
from tests.selfassessment.promising import promise
from tests.selfassessment.reviewing import submit
from tests.selfassessment.talking import say

pytestmark = pytest.mark.django_db  # on SQLite too: what searches in the database


@pytest.fixture
def statement(northmoor):
    return northmoor.statement("assessing-needs")


@pytest.fixture
def written(northmoor, statement, now):
    """Joan's name in what stands, in two earlier versions and in a comment."""
    write_section(northmoor.round, statement, {"summary": "We met Joan Smith."}, northmoor.aisha, now)
    write_section(northmoor.round, statement, {"summary": "We met joan\nsmith twice."}, northmoor.helen, now)
    texts = {"summary": "We met people.", "strengths": "Joan Smith said so."}
    write_section(northmoor.round, statement, texts, northmoor.aisha, now)
    judgement = judgement_of(round=northmoor.round, statement=statement)
    Comment.objects.create(
        reference="c-1", judgement=judgement, text="Is that Joan Smith?", by=northmoor.helen, at=now
    )


def find(northmoor, words=NAME, by=None):
    return find_words(round=northmoor.round, words=words, by=by or northmoor.helen, reach=EVERYWHERE)


@pytest.mark.embedded
def test_it_is_said_beforehand_where_they_stand_place_by_place(northmoor, written, now):
    write_section(northmoor.round, northmoor.statement("equity"), {"summary": "Joan Smith."}, northmoor.priya, now)
    promise(next_round(northmoor, now), northmoor.aisha, now, "Ring Joan Smith.")
    places = find(northmoor, "joan smith")
    assert places.total == 13
    assert places.in_words == [
        ("2028", ["1 action: A1", "1 line of the history"]),
        ("2028, Assessing needs", ["1 part as it stands today", "1 version in the history"]),
        ("2028, Equity in experience and outcomes", ["1 part as it stands today", "1 version in the history"]),
        (
            "2027 annual self-assessment, Assessing needs",
            ["1 part as it stands today", "3 versions in the history", "1 comment"],
        ),
        (
            "2027 annual self-assessment, Equity in experience and outcomes",
            ["1 part as it stands today", "1 version in the history"],
        ),
    ]


@pytest.mark.parametrize("name_her", naming.OPEN, ids=lambda act: act.__name__)
def test_they_are_found_and_gone_wherever_people_typed_them(northmoor, now, name_her):
    name_her(northmoor, now)
    assert named_in()
    assert find(northmoor).total
    withdraw(northmoor, now)
    assert named_in() == []


@pytest.mark.parametrize("name_her", naming.HIDDEN, ids=lambda act: act.__name__)
def test_they_leave_also_what_only_some_may_see(northmoor, now, name_her):
    name_her(northmoor, now)
    withdraw(northmoor, now, by=northmoor.tom if "spreadsheet" in name_her.__name__ else northmoor.ruth)
    assert named_in() == []


def test_another_council_keeps_its_own_words(northmoor, westerholme, written, now):
    write_section(westerholme.round, None, {"about-the-council": "Joan Smith."}, westerholme.director, now)
    withdraw(northmoor, now)
    assert [text.text for text in PartText.objects.filter(judgement__round=westerholme.round)] == ["Joan Smith."]


@pytest.mark.embedded
def test_they_leave_what_stands_every_version_and_every_comment(northmoor, written, now):
    assert withdraw(northmoor, now).total == 5
    versions = Revision.objects.filter(part_text__part__slug="summary")
    assert sorted(versions.values_list("version", "text")) == [
        (1, "We met [withdrawn]."), (2, "We met [withdrawn] twice."), (3, "We met people."),
    ]  # fmt: skip
    assert Comment.objects.get().text == "Is that [withdrawn]?"


def test_what_stands_gets_a_new_version_so_that_an_open_page_cannot_save_the_words_back(
    northmoor, statement, written, now
):
    strengths = northmoor.round.prompt_set.parts.get(slug="strengths")
    withdraw(northmoor, now)
    held = PartText.objects.get(part=strengths)
    assert (held.text, held.version) == ("[withdrawn] said so.", 2)
    new = held.revisions.get(version=2)
    assert (new.text, new.sealed, new.redacted_at) == (held.text, True, now)
    late = Draft(strengths, "Joan Smith said so, and more.", 1)
    outcome = write_parts(round=northmoor.round, statement=statement, drafts=[late], by=northmoor.aisha, at=now)
    assert outcome.stale
    assert not outcome.saved


@pytest.mark.parametrize(
    ("name_her", "model"),
    [
        (naming.in_a_score, "Score"), (naming.in_a_challenge, "ChallengeScore"), (naming.in_an_action, "Action"),
        (naming.in_an_item_of_evidence, "Evidence"), (naming.in_a_note_on_a_checklist, "ChecklistAnswer"),
    ],
)  # fmt: skip
def test_a_form_that_was_open_before_is_late_everywhere(northmoor, now, name_her, model):
    name_her(northmoor, now)
    rows = apps.get_model("selfassessment", model).objects
    before = rows.get().version
    withdraw(northmoor, now, by=northmoor.ruth)
    assert rows.get().version == before + 1


def test_a_score_can_not_be_sent_back_with_the_words_in_its_reason(northmoor, now):
    naming.in_a_score(northmoor, now)
    withdraw(northmoor, now, by=northmoor.ruth)
    with pytest.raises(StaleScore):
        record_score(
            round=northmoor.round, statement=northmoor.statement("equity"), value=2, reason=naming.SAID, version=1,
            by=northmoor.ruth, at=now,
        )  # fmt: skip


def test_taking_words_out_makes_nobody_an_author(northmoor, statement, now):
    """Else whoever wrote everything could agree it, once a colleague has withdrawn a name from it."""
    submit(northmoor, "assessing-needs", now, by=northmoor.aisha, text="We met Joan Smith.")
    withdraw(northmoor, now, by=northmoor.helen)
    held = PartText.objects.get()
    assert (held.version, held.changed_by) == (2, northmoor.aisha)
    assert held.revisions.get(version=2).by == northmoor.aisha
    judgement = Judgement.objects.get(statement=statement)
    assert rules.authors_of(judgement) == {northmoor.aisha.pk}
    with pytest.raises(rules.MoveRefused):
        rules.check_can_agree(judgement, northmoor.aisha)
    assert Redaction.objects.get().by == northmoor.helen
    assert Event.objects.get(verb__startswith="withdrew words").actor_name == "Helen Sowerby"


def test_a_comment_taken_back_meanwhile_stays_empty(northmoor, written, now, monkeypatch):
    thread = say(northmoor, northmoor.tom, "Joan Smith?", now).comment
    real = redaction.find_everywhere

    def meanwhile(**given):
        found = real(**given)
        commenting.withdraw(comment=thread, by=northmoor.tom, at=now)
        return found

    monkeypatch.setattr(redaction, "find_everywhere", meanwhile)
    withdraw(northmoor, now)
    assert Comment.objects.get(pk=thread.pk).text == ""


def test_going_on_after_a_withdrawal_is_a_new_sitting(northmoor, statement, written, now):
    withdraw(northmoor, now)
    write_section(northmoor.round, statement, {"strengths": "[withdrawn] said so, and more."}, northmoor.aisha, now)
    assert list(
        Revision.objects.filter(part_text__part__slug="strengths", part_text__judgement__statement=statement)
        .order_by("version")
        .values_list("version", flat=True)
    ) == [1, 2, 3]


def test_who_why_and_in_how_many_places_is_kept_and_the_words_nowhere(northmoor, written, now):
    withdraw(northmoor, now)
    event = Event.objects.get(verb="withdrew words everywhere, from the page of")
    assert (event.actor_name, event.section, event.subject) == ("Helen Sowerby", "assessing-needs", "Assessing needs")
    assert event.after == {"why": WHY, "places": 5}
    assert (Redaction.objects.get().reason, Redaction.objects.get().by) == (WHY, northmoor.helen)


def test_another_round_in_which_something_went_tells_of_it_too(northmoor, written, now):
    later = next_round(northmoor, now)
    withdraw(northmoor, now)
    event = Event.objects.get(verb="withdrew words everywhere, also from")
    assert (event.round_id, event.actor_name, event.subject) == (later.pk, "Helen Sowerby", "2028")
    assert event.after == {"why": WHY, "places": {"Assessing needs": 2}}


def test_a_signed_text_is_no_place_to_keep_them_either(northmoor, statement, written, now):
    Judgement.objects.update(status="signed-off")
    withdraw(northmoor, now)
    assert named_in() == []


def test_what_the_history_says_of_a_score_loses_them_and_stays_true_otherwise(northmoor, statement, now):
    score_statement(northmoor.round, statement, 2, northmoor.ruth, now, reason="Joan Smith waited a year.")
    withdraw(northmoor, now, by=northmoor.ruth)
    told = Event.objects.get(verb="scored")
    assert told.after["reason"] == "[withdrawn] waited a year."
    assert (told.after["score"], told.actor_name, told.at) == (2, "Ruth Calloway", now)


def test_colleagues_stay_named_in_what_they_were_given(northmoor, now):
    promise(northmoor.round, northmoor.priya, now, "Ring her.", owner=northmoor.aisha)
    assert Event.objects.filter(verb="assigned", section="assessing-needs").exists()
    assert history.quoting(council=northmoor.council, passage=Passage("Aisha Rahman")) == []


def test_names_by_which_pages_look_things_up_are_no_words_somebody_typed(northmoor, statement, written, now):
    say(northmoor, northmoor.tom, "The summary is short.", now)
    before = Event.objects.filter(verb="wrote").order_by("pk").values_list("after", flat=True)
    parts = [after["part"] for after in before]
    assert "summary" in parts
    withdraw(northmoor, now, words="summary")
    assert [after["part"] for after in before.all()] == parts


@pytest.mark.parametrize(
    ("words", "reason", "said"),
    [
        ("Jo", WHY, "Give at least 3 characters"),
        ("   ", WHY, "Give at least 3 characters"),
        ("x" * 501, WHY, "Give at most 500"),
        ("Nobody Known", WHY, "stand nowhere your council keeps words"),
        (NAME, "It is about Joan Smith.", "Your reason holds the words themselves"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence_and_nothing_is_changed(
    northmoor, written, now, words, reason, said
):
    before = everything()
    with pytest.raises(RedactionRefused, match=said):
        withdraw(northmoor, now, words=words, reason=reason)
    assert everything() == before


def test_words_that_stand_almost_everywhere_name_nobody(northmoor, written, now, monkeypatch):
    monkeypatch.setattr(redaction, "MOST", 3)
    before = everything()
    with pytest.raises(RedactionRefused, match="stand in more than 3 places"):
        withdraw(northmoor, now)
    assert everything() == before


@pytest.mark.embedded
def test_an_item_is_named_whose_files_may_hold_the_words_too(northmoor, now):
    first, second = add(northmoor, now), add(northmoor, now, title="About Joan Smith")
    put_file(northmoor, first, now)
    cite(northmoor, first, now, shows="Joan Smith was heard.")
    assert find(northmoor).documents == ["E1"]  # E2 has no file
    put_file(northmoor, second, now)
    assert find(northmoor).documents == ["E1", "E2"]


def _name_her_often(northmoor, now, many: int) -> None:
    for number in range(many):
        say(northmoor, northmoor.tom, f"Joan Smith {number}?", now)
        promise(northmoor.round, northmoor.aisha, now, f"Ring Joan Smith {number}.")
        cite(northmoor, add(northmoor, now, title=f"About Joan Smith {number}"), now, shows=f"Joan Smith {number}.")
        naming.ask_for(northmoor.round, northmoor.ruth, now, includes_scores=False)


@pytest.mark.embedded
def test_finding_and_withdrawing_much_costs_as_many_queries_as_little(northmoor, written, now):
    def costs(act) -> int:
        with CaptureQueriesContext(connection) as asked:
            act()
        return len(asked)

    _name_her_often(northmoor, now, 1)
    little = costs(lambda: find(northmoor)), costs(lambda: withdraw(northmoor, now))
    write_section(northmoor.round, None, {"about-the-council": NAME, "summary": NAME}, northmoor.priya, now)
    _name_her_often(northmoor, now, 20)
    assert Action.objects.filter(what__contains=NAME).count() == 20
    assert costs(lambda: find(northmoor)) <= little[0]
    assert costs(lambda: withdraw(northmoor, now)) <= little[1]
    assert named_in() == []
    assert little[0] <= 45  # one or two for each kind of place words may stand in
