"""The forms of earlier versions: bringing one back, and withdrawing words from all of them."""

from django import forms

from assurance.passages import LONGEST, SHORTEST
from selfassessment.forms.versions import version_field


class RestoreForm(forms.Form):
    """Nothing but the version that would be replaced."""

    version = version_field()


class RedactionForm(forms.Form):
    """Which words have to go, and why."""

    words = forms.CharField(
        label="Which words?",
        help_text="Exactly the words that could identify somebody, such as a name. They are found whatever the "
        "capitals and line breaks, as whole words only.",
        max_length=LONGEST,
        min_length=SHORTEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Give the words that have to go.",
            "min_length": f"Give at least {SHORTEST} characters: anything shorter stands in too many places.",
            "max_length": f"Give at most {LONGEST} characters at a time.",
        },
    )
    reason = forms.CharField(
        label="Why do they have to go?",
        help_text="For the record, without the words themselves. For example: names somebody who draws on care.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={
            "required": "Say why they have to go, without the words themselves.",
            "max_length": "Keep the reason under 500 characters.",
        },
    )
