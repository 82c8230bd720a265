"""The filters that put things into words for the templates."""

import pytest
from django.template import Context, Template

from assurance.templatetags import wording


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (1, "1 second"), (8.9, "8 seconds"), (60, "1 minute"), (125, "2 minutes 5 seconds")],
)
def test_durations_are_said_in_words(seconds, words):
    assert wording.duration(seconds) == words


@pytest.mark.parametrize(
    ("size", "words"), [(0, "1 kB"), (400, "1 kB"), (310_400, "310 kB"), (999_499, "999 kB"), (1_200_000, "1.2 MB")]
)
def test_file_sizes_are_said_in_words(size, words):
    assert wording.file_size(size) == words


def test_words_are_counted_as_people_count_them():
    assert wording.word_count("  One, two\n- three\n\n") == 3


def test_a_text_is_shown_with_the_classes_of_our_pages_and_its_markup_harmless():
    shown = Template("{% load wording %}{{ text|prose }}").render(Context({"text": "<b>One</b>\n\n- two"}))
    assert '<p class="govuk-body">&lt;b&gt;One&lt;/b&gt;</p>' in shown
    assert '<ul class="govuk-list govuk-list--bullet">' in shown


def test_a_value_is_found_under_its_key_and_nothing_where_there_is_none():
    assert wording.item({"equity": 3}, "equity") == 3
    assert wording.item({}, "equity") == ""
