"""The forms of the reports: they validate, nothing more."""

import datetime

from django import forms
from django.utils import timezone

from assurance.guard import GuardedForm
from assurance.timeline_forms import within
from assurance.widgets import DayInput
from reports.models import Document
from reports.models.document import SPREADSHEETS, format_of
from selfassessment.forms.follow_ups import TIMES

REAL_DATE = "Give a real date, such as 26 2 2027."
IN_THE_FUTURE = "This is still to come. Give the day and time at which it was sent; nothing was noted."


class DocumentForm(forms.Form):
    """Which document to make."""

    kind = forms.ChoiceField(
        label="What do you need?",
        choices=Document.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what to make.",
            "invalid_choice": "Choose one of the documents in the list.",
        },
    )
    with_scores = forms.BooleanField(
        label="Show our scores and reasons",
        required=False,
        help_text="Leave this off for a version that goes round more widely. The draft report always shows scores; "
        "the action plan has none.",
    )

    with_backing = forms.BooleanField(
        label="Show the evidence cited and the action plan",
        required=False,
        initial=True,
        help_text="In the workbook. Leave this off for lead members and challengers, who may read the text but not the "
        "evidence library or the action plan.",
    )

    def __init__(self, *args, sees_scores: bool, reads_evidence: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].label_size = "m"
        self.fields["kind"].choice_hints = {
            Document.Kind.WORKBOOK: "Everything written in this round, statement by statement, to read or print",
            Document.Kind.SPREADSHEET: "Everything in an Excel workbook, to fill in offline and send back",
            Document.Kind.ACTIONS: "The council’s actions in an Excel workbook, to change offline and send back",
            Document.Kind.DRAFT_REPORT: "The same content laid out like a published assessment report, marked as ours",
        }
        offered = {Document.Kind.WORKBOOK.value}
        offered |= {Document.Kind.DRAFT_REPORT.value} if sees_scores else set()
        offered |= set(SPREADSHEETS) if reads_evidence else set()
        self.fields["kind"].choices = [choice for choice in Document.Kind.choices if choice[0] in offered]
        if not sees_scores:
            self.fields["kind"].initial = Document.Kind.WORKBOOK
            del self.fields["with_scores"]
        if not reads_evidence:
            del self.fields["with_backing"]

    @property
    def includes_scores(self) -> bool:
        """Whether the document will show scores."""
        return self.cleaned_data["kind"] == Document.Kind.DRAFT_REPORT or bool(self.cleaned_data.get("with_scores"))

    @property
    def includes_backing(self) -> bool:
        """Whether the document will show evidence and actions."""
        return bool(self.cleaned_data.get("with_backing"))

    @property
    def format(self) -> str:
        """The format the chosen document is made in."""
        return format_of(self.cleaned_data["kind"])


class BriefingForm(forms.Form):
    """How a briefing is made."""

    with_scores = forms.BooleanField(
        label="Show our scores",
        required=False,
        help_text="Leave this off unless everybody who gets the PDF may see them.",
    )

    def __init__(self, *args, sees_scores: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not sees_scores:
            del self.fields["with_scores"]

    @property
    def includes_scores(self) -> bool:
        """Whether the briefing will show scores."""
        return bool(self.cleaned_data.get("with_scores"))


class SentForm(GuardedForm):
    """How and when a pack was sent. Where a later pack was noted as sent before, that has to be ticked."""

    sent_on = forms.DateField(
        label="On which day was it sent?", widget=DayInput, validators=[within],
        error_messages={"required": "Give the day on which it was sent.", "invalid": REAL_DATE},
    )  # fmt: skip
    sent_time = forms.TimeField(
        label="At what time?", help_text="For example 14:30", input_formats=TIMES,
        error_messages=dict.fromkeys(["required", "invalid"], "Give a time such as 14:30."),
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip

    how = forms.CharField(
        label="How was it sent?",
        help_text="For example: uploaded to the regulator’s portal, or by secure mail to the lead assessor.",
        max_length=500,
        error_messages={
            "required": "Say how it was sent: a few words are enough.",
            "max_length": "Keep it to %(limit_value)s characters or fewer.",
        },
    )

    def __init__(self, *args, now: datetime.datetime, later: str = "", **kwargs) -> None:
        here = timezone.localtime(now)
        first = {"sent_on": here.date(), "sent_time": here.time().replace(second=0, microsecond=0)}
        super().__init__(*args, initial=first, **kwargs)
        self._now = now
        if later:
            self.fields["older"] = forms.BooleanField(
                label=f"Yes, this pack was sent too, although {later} was noted as sent",
                error_messages={"required": f"Tick that this pack was sent too, or cancel and look at {later}."},
            )
        self.tick_last()

    def clean(self) -> dict:
        """Nothing was sent in the future."""
        given = super().clean()
        if (at := self._at(given)) and at > self._now:
            today = at.date() == timezone.localtime(self._now).date()
            self.add_error("sent_time" if today else "sent_on", IN_THE_FUTURE)
        return given

    @property
    def sent_at(self) -> datetime.datetime:
        """When it was sent."""
        at = self._at(self.cleaned_data)
        assert at is not None
        return at

    @staticmethod
    def _at(given: dict) -> datetime.datetime | None:
        day, time = given.get("sent_on"), given.get("sent_time")
        return timezone.make_aware(datetime.datetime.combine(day, time)) if day and time else None
