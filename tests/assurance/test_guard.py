"""The guard asks before something that looks like personal data is kept, once, and keeps only where it was."""

import pytest
from django import forms

from assurance import guard
from assurance.guard import CONFIRMED, SEEN_FIELD, TICK_FIELD, GuardedForm, concerns_in, in_words, marks_in, sentence
from assurance.identifiers import Kind


class Words(GuardedForm):
    """A form as people fill it in."""

    title = forms.CharField(label="Title")
    text = forms.CharField(label="Text", required=False, widget=forms.Textarea)
    secret = forms.CharField(required=False, widget=forms.PasswordInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


TEXT = "One\nNHS 943 476 5919\nRing 0191 498 0123 or 0191 498 0124"


def sent(**data) -> Words:
    form = Words({"title": "A title", **data})
    form.is_valid()
    return form


def again(form: Words, **changes) -> Words:
    """The form as it would be sent next."""
    return sent(**{**form.data.dict(), **changes} if hasattr(form.data, "dict") else {**form.data, **changes})


def test_words_without_any_pass_and_see_no_question():
    form = sent(text="We spent £4,180 on 3 March 2025.")
    assert form.is_valid()
    assert TICK_FIELD not in form.fields
    assert form.confirmed == []


def test_the_form_comes_back_and_says_what_and_where_with_the_words_kept():
    form = sent(text=TEXT)
    (error,) = form.errors["text"]
    assert "an NHS number (line 2) and 2 phone numbers (line 3)" in error
    assert "Nothing is saved yet" in error
    assert form["text"].value() == TEXT
    assert form.fields[TICK_FIELD].label == "This is not personal data about someone who draws on care"


def test_a_text_of_one_line_needs_no_line():
    assert "looks like it holds an e-mail address. Take it out" in sent(title="a@b.co").errors["title"][0]


def test_a_tick_holds_for_what_was_asked_about():
    form = again(sent(text=TEXT), **{TICK_FIELD: "on"})
    assert form.is_valid()
    assert {c.kind for c in form.confirmed} == {Kind.NHS_NUMBER, Kind.PHONE}


def test_a_tick_does_not_hold_for_what_was_added_since():
    form = again(sent(text=TEXT), **{TICK_FIELD: "on", "text": TEXT + "\nSW1A 1AA"})
    assert not form.is_valid()
    assert "postcode" in form.errors["text"][0]
    ticked_at_last = again(form, **{TICK_FIELD: "on"})
    assert ticked_at_last.is_valid()


def test_a_tick_sent_with_the_first_words_holds_for_nothing():
    assert not sent(text=TEXT, **{TICK_FIELD: "on", SEEN_FIELD: ""}).is_valid()
    assert not sent(text=TEXT, **{TICK_FIELD: "on", SEEN_FIELD: "0" * 16}).is_valid()


def test_taking_it_out_passes_without_a_tick():
    form = again(sent(text=TEXT), text="One")
    assert form.is_valid()
    assert form.confirmed == []


def test_what_stood_there_before_is_not_asked_about_again():
    form = Words({"title": "t", "text": f"{TEXT}\nAnd more."}, initial={"text": TEXT})
    assert form.is_valid()
    more = Words({"title": "t", "text": f"{TEXT}\nSW1A 1AA"}, initial={"text": TEXT})
    assert not more.is_valid()
    assert "postcode" in more.errors["text"][0]
    assert "NHS" not in more.errors["text"][0]


def test_a_form_may_name_what_is_known_itself():
    class Known(Words):
        guard_known = marks_in("0191 498 0123", "0191-498-0124", "9434765919")

    assert Known({"title": "t", "text": TEXT}).is_valid()


def test_passwords_and_hidden_fields_are_left_alone():
    assert sent(secret="9434765919", version="").is_valid()


def test_the_history_keeps_kinds_places_and_marks_and_never_the_thing():
    told = guard.told(again(sent(text=TEXT), **{TICK_FIELD: "on"}).confirmed)
    assert told["found"] == ["Text: an NHS number (line 2) and 2 phone numbers (line 3)"]
    assert len(told["marks"]) == 3
    assert "9434765919" not in str(told)
    assert len(CONFIRMED) <= 60


def test_a_mark_is_keyed_so_nobody_can_try_every_number(settings):
    before = marks_in("9434765919")
    settings.SECRET_KEY = "another" * 8
    assert marks_in("9434765919") != before


def test_sentences_count_and_name_lines():
    text = {"t": ("Text", "\n".join(["a@b.co"] * 7))}
    assert sentence(concerns_in(text)) == "7 e-mail addresses (lines 1, 2, 3, 4, 5 and more)"
    assert in_words([{"kind": "nhs-number"}, {"kind": "ni-number"}, {"kind": "ni-number"}, {"kind": "unread"}]) == (
        "an NHS number and 2 National Insurance numbers"
    )
    assert in_words([]) == ""


@pytest.mark.parametrize("text", ["", " ", "\x00"])
def test_empty_words_hold_nothing(text):
    assert concerns_in({"t": ("Text", text)}) == []


def test_a_text_that_was_looked_through_is_not_kept_and_tells_the_same_again():
    from assurance import guard

    text = "One\nNHS number 943 476 5919"
    first, again = (guard.concerns_in({"x": ("Summary", text)}) for _ in range(2))
    assert first == again
    assert [(concern.kind.value, concern.line) for concern in first] == [("nhs-number", 2)]
    # Digests stand beside the findings, so a short piece could be there by chance.
    assert "943 476" not in repr(guard._findings)
    assert "9434765919" not in repr(guard._findings)
