"""Writing a theme."""

import pytest

from assurance.models import Event
from casetracking.models import Theme
from tests.pages import leads_to, post, refuses

pytestmark = pytest.mark.django_db


GIVEN = {"statement": "safeguarding", "kind": "gap", "text": "People wait.", "cases": "4", "version": "0"}


def test_a_theme_is_written(signed_in, helen, full):
    assert leads_to(post(signed_in(helen), "theme_add", "2027", full.slug, **GIVEN), "pool_themes", "2027", "first")
    assert Theme.objects.get().text == "People wait."


def test_a_name_of_a_place_in_a_postcode_is_asked_about(signed_in, helen, full):
    page = post(signed_in(helen), "theme_add", "2027", full.slug, **GIVEN | {"text": "Worse in SW1A 1AA."})
    refuses(page, "postcode", "text")
    assert not Theme.objects.exists()


def test_the_words_do_not_reach_the_history(signed_in, helen, full):
    post(signed_in(helen), "theme_add", "2027", full.slug, **GIVEN)
    assert "People wait" not in str(list(Event.objects.values("subject", "before", "after")))


@pytest.mark.parametrize("spelt", ["{}", "{lower}", "ref{glued}", "{spaced}", "({dashed})"])
@pytest.mark.parametrize("field", ["text", "go"])
def test_a_reference_is_refused_in_any_spelling_wherever_it_stands(signed_in, helen, full, person, spelt, field):
    plain = person.reference.replace("-", "")
    spellings = {
        "lower": person.reference.lower(), "glued": plain, "spaced": " ".join(plain),
        "dashed": person.reference.replace("-", "–"),
    }  # fmt: skip
    words = f"As {spelt.format(person.reference, **spellings)} found."
    page = post(signed_in(helen), "theme_add", "2027", full.slug, **GIVEN | {field: words})
    refuses(page, "A person’s reference stands in your words", "text")
    assert not Theme.objects.exists()


def test_names_with_titles_addresses_and_numbers_are_asked_about(signed_in, helen, full):
    words = "Mrs Margaret Holloway at 14 Acacia Avenue, P1234567."
    page = post(signed_in(helen), "theme_add", "2027", full.slug, **GIVEN | {"text": words})
    refuses(page, "a person’s name, a street address and a number that may lead to a record", "text")
    assert not Theme.objects.exists()
