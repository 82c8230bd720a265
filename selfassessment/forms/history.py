"""What a history is narrowed to: who, what kind, from when to when. It travels in the address."""

import datetime

from django import forms

from assurance.widgets import DayInput
from selfassessment.kinds import KINDS

_NOT_A_DATE = "Give a real date, such as 26 2 2027, or leave it empty. Until then the whole history is shown."


class HistoryFilter(forms.Form):
    """The filter of a history; empty, it leaves everything."""

    who = forms.CharField(
        label="Who",
        help_text="A name, or part of one.",
        required=False,
        max_length=120,
        error_messages={"max_length": "A name has at most 120 characters. The whole history is shown."},
    )
    kind = forms.ChoiceField(
        label="What kind",
        required=False,
        choices=[("", "Everything"), *((key, kind.label) for key, kind in KINDS.items())],
        error_messages={"invalid_choice": "Choose a kind from the list. Until then the whole history is shown."},
    )
    since = forms.DateField(label="From", required=False, widget=DayInput, error_messages={"invalid": _NOT_A_DATE})
    until = forms.DateField(label="To", required=False, widget=DayInput, error_messages={"invalid": _NOT_A_DATE})

    def clean(self) -> dict:
        """The two days in their order."""
        given = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "This is before the first day. Until it is right the whole history is shown.")
        for name in ("since", "until"):
            day = given.get(name)
            if isinstance(day, datetime.date) and not 2000 <= day.year < 2100:
                self.add_error(name, "Give the year in four figures, such as 2027. The whole history is shown.")
        return given

    @property
    def chosen(self) -> dict:
        """What it narrows by; nothing while something in it is wrong."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value}
