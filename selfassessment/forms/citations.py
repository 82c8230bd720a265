"""The form an item is cited with: it validates, nothing more."""

from django import forms

from assurance.guard import GuardedForm
from assurance.models import IStatement

SHOWS_HELP = "One line a reader can check. For example: 8 in 10 carers said they were listened to."


def add_citation_fields(form: forms.Form, i_statements: list[IStatement]) -> None:
    """Add to a form what a citation needs: what it shows, where in it, and for which I statement."""
    form.fields["shows"] = forms.CharField(
        label="What it shows here",
        help_text=SHOWS_HELP,
        max_length=300,
        error_messages={
            "required": "Say in one line what it shows here.",
            "max_length": "Keep it under %(limit_value)s characters.",
        },
    )
    form.fields["pointer"] = forms.CharField(
        label="Page or section (optional)",
        help_text="For example: page 4, or section 2.3",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"max_length": "Keep it under %(limit_value)s characters."},
    )
    if i_statements:
        form.fields["i_statement"] = forms.ChoiceField(
            label="For one of the I statements? (optional)",
            choices=[("", "For the statement as a whole"), *((str(i.number), i.text) for i in i_statements)],
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Choose one from the list."},
        )
        form.fields["i_statement"].choices_class = "govuk-radios--small"


def citation_of(form: forms.Form, i_statements: list[IStatement]) -> dict:
    """What was given about a citation, for the operation."""
    chosen = form.cleaned_data.get("i_statement", "")
    return {
        "shows": form.cleaned_data["shows"],
        "pointer": form.cleaned_data["pointer"],
        "i_statement": next((i for i in i_statements if str(i.number) == chosen), None),
    }


class CiteForm(GuardedForm):
    """Citing an item that is in the library."""

    def __init__(self, *args, i_statements: list[IStatement], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.i_statements = i_statements
        add_citation_fields(self, i_statements)

    def citation(self) -> dict:
        """What was given, for the operation."""
        return {**citation_of(self, self.i_statements), "confirmed": self.confirmed}
