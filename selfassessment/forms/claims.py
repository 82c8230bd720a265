"""The forms about figures in texts: they validate, nothing more."""

from django import forms

from assurance.guard import GuardedForm
from assurance.widgets import Hidden
from selfassessment.forms.versions import version_field
from selfassessment.models.claims import LONGEST_REASON


class KeepFigureForm(GuardedForm):
    """Why a figure stays as it is."""

    because = forms.CharField(
        label="Why does it stay as it is?",
        help_text="For example: the sentence is about that year. It is kept in the history "
        "and shown beside the figure.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Say why it stays as it is.",
            "max_length": f"Keep the reason under {LONGEST_REASON} characters.",
        },
    )


class FigureForm(forms.Form):
    """Which figure of which part, and the version of the text that was read."""

    part = forms.CharField(max_length=80, widget=Hidden)
    figure = forms.CharField(max_length=400, widget=Hidden)
    version = version_field()
