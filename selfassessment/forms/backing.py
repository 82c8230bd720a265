"""The form that cites evidence for an action or an answer: it validates, nothing more."""

from django import forms

from assurance.guard import GuardedForm
from assurance.models import Council
from selfassessment.models import Evidence


class BackingForm(GuardedForm):
    """Which item of the library, where in it, and what it shows."""

    pointer = forms.CharField(
        label="Where in it? (optional)",
        help_text="A page or section, such as page 4.",
        required=False,
        max_length=120,
    )
    shows = forms.CharField(
        label="What does it show?",
        help_text="One line.",
        max_length=300,
        error_messages={
            "required": "Say in a line what it shows.",
            "max_length": "Keep it to 300 characters or fewer.",
        },
    )

    def __init__(self, *args, council: Council, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        evidence = forms.ModelChoiceField(
            label="Which evidence?",
            queryset=Evidence.objects.of_council(council).order_by("number"),
            empty_label="Choose from the library",
            error_messages={
                "required": "Choose an item from the library.",
                "invalid_choice": "Choose an item from the list.",
            },
        )
        self.fields = {"evidence": evidence, **self.fields}

    def citation(self) -> dict:
        """What was given, for the operation."""
        said = self.cleaned_data
        return {
            "item": said["evidence"], "pointer": said["pointer"], "shows": said["shows"],
            "confirmed": self.confirmed,
        }  # fmt: skip
