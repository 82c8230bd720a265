"""A council's own parts, subtopics and prompts."""

import pytest

from assurance.models import Event
from assurance.operations import prompts
from assurance.operations.councils import Refused
from selfassessment.models import PartText
from selfassessment.operations.writing import Draft, write_parts

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(northmoor, priya, now):
    """`saved(part, **changes)`: the part (None: a new one) saved with these changes."""

    def save(part, **changes):
        given = {
            "title": part.title if part else "Money",
            "help": part.help if part else "What it costs.",
            "word_guide": part.word_guide if part else 200,
            "scope": part.scope if part else "statement",
            "retired": False,
            **changes,
        }
        return prompts.save_part(prompt_set=northmoor.round.prompt_set, part=part, **given, by=priya, at=now)

    return save


def asked(northmoor, statement) -> list:
    """What the council's set asks for a statement, in order."""
    return [
        (topic.title, [p.text for p in topic.prompts.order_by("number")])
        for topic in northmoor.round.prompt_set.subtopics.filter(statement=statement).order_by("number")
    ]


def test_a_new_part_comes_last_under_a_slug_of_its_title(northmoor, saved):
    part = saved(None, title="Money & value")
    assert (part.slug, part.scope, part.number) == ("money-value", "statement", 14)
    assert list(northmoor.round.prompt_set.parts.for_section(northmoor.statement("equity")))[-1] == part
    event = Event.objects.order_by("pk").last()
    assert (event.verb, event.before, event.after["title"]) == ("added the part", None, "Money & value")


@pytest.mark.parametrize("title", ["Summary", "SUMMARY", "summary!", "…", "–"])
def test_a_title_that_gives_no_address_of_its_own_is_refused(northmoor, saved, title):
    with pytest.raises(Refused, match="There is a part called"):
        saved(None, title=title)
    assert northmoor.round.prompt_set.parts.count() == 13


def test_a_changed_part_keeps_its_slug_and_tells_before_and_after(northmoor, saved):
    part = northmoor.round.prompt_set.parts.get(slug="summary")
    saved(part, title="In short", word_guide=100)
    part.refresh_from_db()
    assert (part.slug, part.title, part.word_guide) == ("summary", "In short", 100)
    event = Event.objects.order_by("pk").last()
    assert (event.before["title"], event.after["title"]) == ("Summary", "In short")
    assert (event.before["word guide"], event.after["word guide"]) == (150, 100)
    assert event.council_id == northmoor.council.pk


def test_saving_a_part_as_it_is_tells_nothing(northmoor, saved):
    before = Event.objects.count()
    saved(northmoor.round.prompt_set.parts.get(slug="summary"))
    assert Event.objects.count() == before


def test_retiring_a_part_hides_it_and_keeps_what_was_written_and_its_history(northmoor, saved, aisha, now):
    statement = northmoor.statement("assessing-needs")
    part = northmoor.round.prompt_set.parts.get(slug="summary")
    write_parts(round=northmoor.round, statement=statement, drafts=[Draft(part, "Our words.", 0)], by=aisha, at=now)
    saved(part, retired=True)
    in_use = northmoor.round.prompt_set.parts.for_section(statement)
    assert "summary" not in in_use.values_list("slug", flat=True)
    assert PartText.objects.get(part=part).text == "Our words."
    assert [r.text for r in PartText.objects.get(part=part).revisions.all()] == ["Our words."]
    saved(part, retired=False)
    assert "summary" in in_use.all().values_list("slug", flat=True)


def test_the_prompts_of_a_statement_are_replaced_and_told_with_before_and_after(northmoor, priya, now):
    equity, other = northmoor.statement("equity"), northmoor.statement("learning")
    untouched, before = asked(northmoor, other), asked(northmoor, equity)
    assert before
    wanted = [("Reaching everybody", ["Whom do we miss?", "Why?"]), ("Empty", [])]
    for _ in range(2):
        prompts.save_prompts(
            prompt_set=northmoor.round.prompt_set, statement=equity, guidance="Think.", subtopics=wanted,
            by=priya, at=now,
        )  # fmt: skip
    assert asked(northmoor, equity) == wanted
    assert asked(northmoor, other) == untouched
    assert northmoor.round.prompt_set.guidance["equity"] == "Think."
    event = Event.objects.get(verb="changed the prompts of")
    assert [title for title, _ in event.before["subtopics"]] == [title for title, _ in before]
    assert event.after == {"guidance": "Think.", "subtopics": [[title, asks] for title, asks in wanted]}


def test_a_part_called_add_does_not_hide_behind_the_page_for_adding_parts(northmoor, now):
    part = prompts.save_part(
        prompt_set=northmoor.round.prompt_set, part=None, title="Add", help="", word_guide=10,
        scope="statement", retired=False, by=northmoor.callum, at=now,
    )  # fmt: skip
    assert part.slug == "add-part"
