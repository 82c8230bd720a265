"""The parts people write and the prompts that help them, for one edition."""

from django.urls import reverse

from assurance.models import Part
from assurance.operations.prompts import save_part
from tests.pages import get


def test_it_lists_parts_and_statements_with_what_they_ask(signed_in, northmoor):
    page = get(signed_in(northmoor.callum), "settings_prompts", "cqc-2025-06")
    assert "What we do well Each statement, about 250 words" in page.words
    assert "About the council The opening section, about 300 words" in page.words
    assert "Assessing needs" in page.words
    assert reverse("settings_part", args=["cqc-2025-06", "summary"]) in page.links
    assert reverse("settings_statement_prompts", args=["cqc-2025-06", "governance"]) in page.links


def test_a_hidden_part_is_marked(signed_in, northmoor, now):
    part = Part.objects.get(prompt_set=northmoor.round.prompt_set, slug="evidence")
    save_part(
        prompt_set=northmoor.round.prompt_set, part=part, title=part.title, help="", word_guide=100, scope=part.scope,
        retired=True, by=northmoor.callum, at=now,
    )  # fmt: skip
    page = get(signed_in(northmoor.callum), "settings_prompts", "cqc-2025-06")
    assert "How we know Each statement, about 100 words. Hidden" in page.words


def test_an_edition_without_a_round_of_the_council_has_no_prompts_to_edit(signed_in, callum):
    assert get(signed_in(callum), "settings_prompts", "cqc-2023-12").status == 404
    assert get(signed_in(callum), "settings_prompts", "no-such-edition").status == 404


def test_our_starting_set_itself_is_never_edited(signed_in, northmoor):
    """What the council sees is its own copy."""
    assert northmoor.round.prompt_set.council == northmoor.council
    assert "Northmoor" in northmoor.round.prompt_set.title
