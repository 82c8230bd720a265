"""The template pack: fields as in GOV.UK Frontend's examples, and every error link reaching an input."""

import datetime

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.conf import settings

from assurance.widgets import DayInput
from tests.components.markup import elements, example, render_string, tokens

LEVELS = [("1", "Significant shortfalls"), ("3", "Good standard")]


class Everything(forms.Form):
    """A form with a field of every kind."""

    title = forms.CharField(help_text="In a few words", max_length=10)
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email", "placeholder": "you@"}))
    secret = forms.CharField(widget=forms.PasswordInput)
    share = forms.IntegerField(min_value=0)
    words = forms.CharField(widget=forms.Textarea)
    counted = forms.CharField(max_length=20000, widget=forms.Textarea(attrs={"data-max-length": 20000}))
    theme = forms.ChoiceField(choices=[("", "Choose"), ("a", "Working with people")])
    agree = forms.BooleanField(help_text="Read it once more")
    heard = forms.MultipleChoiceField(choices=LEVELS, widget=forms.CheckboxSelectMultiple)
    score = forms.ChoiceField(choices=LEVELS, widget=forms.RadioSelect, help_text="The official words")
    document = forms.FileField()
    agreed = forms.DateField(widget=DayInput)
    due = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    two_parts = forms.SplitDateTimeField()
    hidden = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        """Add an error that belongs to no field."""
        self.add_error(None, "The whole does not fit")
        return self.cleaned_data


def crispy(form, **context) -> str:
    """What {% crispy form %} makes."""
    return render_string("{% load crispy_forms_tags %}{% crispy form %}", form=form, **context)


def field(bound, **context) -> str:
    """What the component for one field makes."""
    return render_string('{% include "components/field.html" %}', field=bound, **context)


def as_theirs(html: str, form_field: str, theirs: str) -> list:
    """Our HTML with the ids of the example, which are the only difference in kind."""
    html = html.replace(f"id_{form_field}_helptext", f"{theirs}-hint").replace(
        f"id_{form_field}_error", f"{theirs}-error"
    )
    return tokens(html.replace(f"id_{form_field}", theirs))


def make(form_field, name: str, error: str = "", value=None):
    """A form with one field, and its bound field: with this error, or with this value and none."""
    form_class = type("OneField", (forms.Form,), {name: form_field})
    if not error:
        return form_class(initial={name: value})[name]
    form = form_class({name: value} if value is not None else {})
    form.full_clean()
    form._errors[name] = form.error_class([error])
    return form[name]


@pytest.mark.parametrize(
    "name",
    ["default", "with hint text", "with error message", "with prefix and suffix", "with width-2 class"],
)
def test_text_input(name):
    options, expected = example("input", name)
    form_field = forms.CharField(label=options["label"]["text"], help_text=options.get("hint", {}).get("text", ""))
    form_field.widget.attrs["class"] = options.get("classes", "")
    form_field.affix_before = options.get("prefix", {}).get("text")
    form_field.affix_after = options.get("suffix", {}).get("text")
    key = options["name"]
    html = field(make(form_field, key, options.get("errorMessage", {}).get("text", "")))
    assert as_theirs(html, key, options.get("id", key)) == tokens(expected)


@pytest.mark.parametrize(
    "name",
    ["default", "with hint", "with error message", "with default value", "with hint and error message"],
)
def test_textarea(name):
    options, expected = example("textarea", name)
    form_field = forms.CharField(
        label=options["label"]["text"],
        help_text=options.get("hint", {}).get("text", ""),
        widget=forms.Textarea(attrs={"rows": options.get("rows", 5)}),
    )
    key = options["name"]
    html = field(make(form_field, key, options.get("errorMessage", {}).get("text", ""), options.get("value")))
    assert as_theirs(html, key, options.get("id", key)) == tokens(expected)


@pytest.mark.parametrize(
    "name", ["default", "with hint", "with hint and error", "with default value exceeding limit"]
)
def test_textarea_that_counts_with_and_without_a_hint(name):
    options, expected = example("character-count", name)
    form_field = forms.CharField(
        label=options["label"]["text"],
        help_text=options.get("hint", {}).get("text", ""),
        widget=forms.Textarea(attrs={"rows": options.get("rows", 5), "data-max-length": options["maxlength"]}),
    )
    key = options["name"]
    html = field(make(form_field, key, options.get("errorMessage", {}).get("text", ""), options.get("value")))
    assert as_theirs(html, key, options.get("id", key)) == tokens(expected)


@pytest.mark.parametrize("name", ["with hint text and error message", "error"])
def test_select(name):
    options, expected = example("select", name)
    form_field = forms.ChoiceField(
        label=options["label"]["text"],
        help_text=options.get("hint", {}).get("text", ""),
        choices=[(item["value"], item["text"]) for item in options["items"]],
    )
    key = options["name"]
    html = field(make(form_field, key, options.get("errorMessage", {}).get("text", "")))
    assert as_theirs(html, key, options.get("id", key)) == tokens(expected)


@pytest.mark.parametrize(
    ("component", "name"),
    [
        ("radios", "with hints on items"),
        ("radios", "with hint and error message"),
        ("radios", "inline"),
        ("checkboxes", "with error message"),
        ("checkboxes", "with hint"),
    ],
)
def test_radios_and_checkboxes(component, name):
    options, expected = example(component, name)
    legend = options["fieldset"]["legend"]
    kind, widget = (
        (forms.ChoiceField, forms.RadioSelect)
        if component == "radios"
        else (forms.MultipleChoiceField, forms.CheckboxSelectMultiple)
    )
    form_field = kind(
        label=legend["text"],
        help_text=options.get("hint", {}).get("text", ""),
        choices=[(item["value"], item["text"]) for item in options["items"]],
        widget=widget,
    )
    form_field.choice_hints = {item["value"]: item["hint"]["text"] for item in options["items"] if "hint" in item}
    form_field.choices_class = options.get("classes", "")
    form_field.label_heading = legend.get("isPageHeading")
    form_field.label_size = legend.get("classes", "").removeprefix("govuk-fieldset__legend--")
    key, theirs = options["name"], options.get("idPrefix", options["name"])
    checked = [item["value"] for item in options["items"] if item.get("checked")]
    html = field(
        make(form_field, key, options.get("errorMessage", {}).get("text", ""), checked[0] if checked else None)
    )
    for index, item in enumerate(options["items"]):
        numbered = theirs if index == 0 else f"{theirs}-{index + 1}"
        html = html.replace(f"id_{key}_{index}", item.get("id", numbered))
    assert as_theirs(html, key, theirs) == tokens(expected)


@pytest.mark.parametrize(
    "name", ["default", "with hint text", "with error message", "with new-password autocomplete"]
)
def test_password(name):
    options, expected = example("password-input", name)
    form_field = forms.CharField(
        label=options["label"]["text"],
        help_text=options.get("hint", {}).get("text", ""),
        widget=forms.PasswordInput(
            attrs={"autocomplete": options["autocomplete"]} if "autocomplete" in options else {}
        ),
    )
    key = options["name"]
    html = field(make(form_field, key, options.get("errorMessage", {}).get("text", "")))
    assert as_theirs(html, key, options.get("id", key)) == tokens(expected)


@pytest.mark.parametrize("name", ["default", "with hint text", "error"])
def test_file(name):
    options, expected = example("file-upload", name)
    form_field = forms.FileField(label=options["label"]["text"], help_text=options.get("hint", {}).get("text", ""))
    key = options["name"]
    html = field(make(form_field, key, options.get("errorMessage", {}).get("text", "")))
    assert as_theirs(html, key, options.get("id", key)) == tokens(expected)


def test_date_in_three_boxes():
    options, expected = example("date-input", "default")
    label = options["fieldset"]["legend"]["text"] if "fieldset" in options else "When?"
    html = field(make(forms.DateField(label=label, widget=DayInput), "when"))
    ours = [box["class"] for box in elements(html, "input")]
    assert ours == [box["class"] for box in elements(expected, "input")]
    assert [box["name"] for box in elements(html, "input")] == ["when_day", "when_month", "when_year"]


def test_a_date_that_does_not_exist_comes_back_as_it_was_typed():
    form = type("Dated", (forms.Form,), {"when": forms.DateField(widget=DayInput)})
    typed = form({"when_day": "31", "when_month": "Feb", "when_year": "2027"})
    assert typed.errors
    assert [box.get("value") for box in elements(field(typed["when"]), "input")] == ["31", "Feb", "2027"]


def test_a_date_is_shown_and_read_back():
    form = type("Dated", (forms.Form,), {"when": forms.DateField(widget=DayInput)})
    shown = elements(field(form(initial={"when": datetime.date(2027, 3, 9)})["when"]), "input")
    sent = form({box["name"]: box["value"] for box in shown})
    assert sent.is_valid()
    assert sent.cleaned_data["when"] == datetime.date(2027, 3, 9)


@pytest.mark.parametrize("month", ["December", "dec", " Dec. ", "DECEMBER", "12"])
def test_a_month_may_be_typed_by_its_name(month):
    form = type("Dated", (forms.Form,), {"when": forms.DateField(widget=DayInput)})
    typed = form({"when_day": "7", "when_month": month, "when_year": "2026"})
    assert typed.is_valid(), typed.errors
    assert typed.cleaned_data["when"] == datetime.date(2026, 12, 7)
    assert [box.get("value") for box in elements(field(typed["when"]), "input")] == ["7", month, "2026"]


@pytest.mark.parametrize("month", ["ma", "ju", "Decembre", "0x1", "13"])
def test_what_is_no_month_is_refused(month):
    form = type("Dated", (forms.Form,), {"when": forms.DateField(widget=DayInput)})
    assert form({"when_day": "7", "when_month": month, "when_year": "2026"}).errors


def test_every_form_asks_for_a_date_in_the_same_way():
    """Django's own three lists would take no month's name: see DayInput."""
    rooms = ("assurance", "selfassessment", "casetracking", "reports")
    uses = [
        str(file)
        for room in rooms
        for file in (settings.BASE_DIR / room).rglob("*.py")
        if "SelectDateWidget" in file.read_text(encoding="utf-8") and file.name not in {"widgets.py", "attributes.py"}
    ]
    assert uses == []


def test_a_number_typed_wrongly_comes_back_with_its_error():
    form = type("Counted", (forms.Form,), {"count": forms.IntegerField(min_value=0)})({"count": "a few"})
    (box,) = elements(field(form["count"]), "input")
    assert (box["type"], box["inputmode"], box["value"]) == ("text", "numeric", "a few")


@pytest.mark.parametrize("with_layout", [False, True])
def test_every_line_of_the_error_summary_reaches_an_input_people_can_see(with_layout):
    form = Everything({}, {})
    form.helper = FormHelper()
    if with_layout:
        form.helper.layout = Layout("title", "email", "secret", Fieldset("More", *list(form.fields)[3:]))
    html = crispy(form)
    reachable = {
        element.get("id")
        for tag in ("input", "select", "textarea")
        for element in elements(html, tag)
        if element.get("type") != "hidden"
    }
    links = [link["href"].removeprefix("#") for link in elements(html, "a")]
    assert len(links) == len(form.fields) - 1, "every field but the hidden one"
    assert set(links) <= reachable
    assert "The whole does not fit" in tokens(html)


@pytest.mark.parametrize("data", [None, {}])
def test_every_label_and_description_points_at_something(data):
    html = crispy(Everything(data, {} if data is not None else None))
    ids = [element["id"] for element in elements(html) if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in elements(html):
        for name in ("for", "aria-describedby", "aria-controls"):
            assert set(element.get(name, "").split()) <= set(ids), element


def test_the_browser_neither_checks_nor_cuts_what_is_typed():
    html = crispy(Everything())
    assert "novalidate" in elements(html, "form")[0]
    for element in elements(html):
        assert not {"required", "maxlength", "placeholder"} & set(element)


def test_a_form_with_a_file_is_sent_as_one():
    assert elements(crispy(Everything()), "form")[0]["enctype"] == "multipart/form-data"


def test_buttons_of_the_helper_are_buttons():
    form = Everything()
    form.helper = FormHelper()
    form.helper.add_input(Submit("save", "Save"))
    (button,) = [button for button in elements(crispy(form), "button") if button["type"] == "submit"]
    assert (button["name"], button["value"]) == ("save", "Save")
    assert button["class"].split() == ["govuk-button"]


def test_the_summary_is_not_said_twice_when_the_page_has_said_it():
    form = Everything({}, {})
    assert "govuk-error-summary" not in crispy(form, page_form=form)
    assert "govuk-error-summary" in crispy(form, page_form=Everything())


def test_the_crispy_filter_makes_the_same_fields():
    form = Everything()
    html = render_string("{% load crispy_forms_tags %}{{ form|crispy }}", form=form)
    assert tokens(html) == tokens("".join(field(bound) for bound in form))


def test_words_written_before_come_back_to_the_letter():
    written = "\nFirst <b>line</b> & more\n\n  last"
    form = Everything({"words": written, "title": written}, {})
    html = field(form["words"])
    assert "\n\nFirst &lt;b&gt;line&lt;/b&gt; &amp; more\n\n  last</textarea>" in html


def test_formset():
    formset = forms.formset_factory(Everything, extra=2)()
    html = render_string(
        "{% load crispy_forms_tags %}{% crispy formset helper %}", formset=formset, helper=FormHelper()
    )
    names = [element.get("name", "") for element in elements(html)]
    assert "form-TOTAL_FORMS" in names
    assert "form-1-title" in names
