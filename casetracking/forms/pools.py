"""The forms about a pool: they validate, nothing more."""

import datetime

from django import forms

from assurance.widgets import DayInput
from casetracking.forms.guarded import ClosedForm
from casetracking.operations.pools import KEPT_FOR

REAL_DATE = {
    "required": "Say when everything about people in this pool is destroyed.",
    "invalid": "Give a real date, such as 26 2 2027.",
}


class PoolForm(ClosedForm):
    """What a pool is called, how large it is, when it is purged."""

    name = forms.CharField(
        label="Name of the pool",
        help_text="For example: Tracking pool 2027. Name no person.",
        max_length=120,
        error_messages={"required": "Give the pool a name.", "max_length": "Keep it to 120 characters or fewer."},
    )
    slug = forms.CharField(
        label="Its short address",
        help_text="A word for web addresses, such as first. Small letters, figures and hyphens.",
        max_length=50,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={"required": "Give the pool a short address, such as first."},
    )
    size = forms.IntegerField(
        label="How many cases?",
        help_text="The regulator has asked for 50. Check against your letter.",
        min_value=1,
        max_value=500,
        initial=50,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages={
            "required": "Say how many cases, such as 50.",
            "invalid": "Give a whole number, such as 50.",
            "min_value": "A pool has at least 1 case.",
            "max_value": "A pool has at most 500 cases.",
        },
    )
    purge_on = forms.DateField(
        label="When is everything about people in it destroyed?",
        help_text="Candidates and cases go on this day, by themselves. Counts stay.",
        widget=DayInput,
        error_messages=REAL_DATE,
    )

    def __init__(self, *args, today: datetime.date, **kwargs) -> None:
        kwargs["initial"] = {"purge_on": today + KEPT_FOR, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class PoolEditForm(PoolForm):
    """The same for a pool that is there: its address stays, and it carries the version it was opened with."""

    apart = forms.BooleanField(
        label="Keep people who belong together apart",
        help_text="Never two people of one household or caring relationship in the same pool.",
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["slug"]
        self.tick_last()


OLDER = "This file is older than the one the pool has: take it all the same"


class CldForm(forms.Form):
    """The field a Client Level Data file is given in. It is drawn from this, and never bound: see receiving.py.

    `ends_on` is the last day of the pool's latest file: where there is one, an older file may be ticked as meant.
    """

    file = forms.FileField(
        label="Your council’s Client Level Data file",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        required=False,
    )
    older = forms.BooleanField(label=OLDER, required=False)

    def __init__(self, *args, ends_on: datetime.date | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if ends_on is None:
            del self.fields["older"]
        else:
            self.fields["older"].help_text = f"The pool’s latest file ends on {ends_on:%-d %B %Y}."


class SureForm(forms.Form):
    """A tick before something that can't be undone."""

    sure = forms.BooleanField(error_messages={"required": "Tick the box if you are sure. Nothing was changed."})

    def __init__(self, *args, label: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sure"].label = label
