"""The forms of follow-up requests: they validate, nothing more."""

import datetime

from django import forms
from django.utils import timezone

from assurance.guard import GuardedForm
from assurance.models import Round
from assurance.people_fields import PersonField
from assurance.timeline_forms import within
from assurance.widgets import DayInput
from selfassessment.forms.actions import REAL_DATE, tick_last
from selfassessment.forms.versions import version_field
from selfassessment.models import AnswerPart, Evidence, RequestedItem
from selfassessment.operations.answering import MOST_WORDS, Given
from selfassessment.operations.follow_ups import LONGEST, Asked
from selfassessment.operations.return_chasing import answerers_at_hand

END_OF_DAY = datetime.time(17, 0)
TIMES = ["%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M%p", "%I%p", "%I:%M %p", "%I %p"]
REAL_TIME = {"invalid": "Give a time such as 14:30.", "required": "Give a time such as 14:30."}


def _words(label: str, most: int, *, help_text: str = "", required: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "data-max-length": most}),
        error_messages={
            "required": required,
            "max_length": f"This is %(show_value)s characters long. Keep it to {most:,} or fewer.",
        },
    )


def _time(label: str, *, required: bool, help_text: str) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=required, help_text=help_text, input_formats=TIMES, error_messages=REAL_TIME,
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip


class FollowUpForm(GuardedForm):
    """What was asked, by whom, by when, and who answers."""

    what = _words(
        "What is asked for?", LONGEST["what"], required="Say what is asked for.",
        help_text="In the regulator’s words where you have them. Name no person who draws on care.",
    )  # fmt: skip
    asked_by = forms.CharField(
        label="Who asked?", help_text="For example: lead assessor", max_length=LONGEST["asked_by"],
        error_messages={
            "required": "Say who asked, such as the lead assessor.",
            "max_length": "Keep it to %(limit_value)s characters or fewer.",
        },
    )  # fmt: skip
    asked_on = forms.DateField(
        label="On which day?", widget=DayInput, validators=[within],
        error_messages={**REAL_DATE, "required": "Give the day on which it was asked."},
    )  # fmt: skip
    asked_time = _time("At what time?", required=True, help_text="For example 14:30")
    due_on = forms.DateField(
        label="By which day? (optional)", required=False, widget=DayInput, error_messages=REAL_DATE,
        validators=[within],
    )  # fmt: skip
    due_time = _time("By what time? (optional)", required=False, help_text="Without a time: by 17:00 of that day")

    def __init__(self, *args, round: Round, items: list[RequestedItem], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._items = {item.slug: item for item in items}
        has_it = self.initial.get("owner")  # somebody who left keeps what they have until it is given to another
        self.fields["owner"] = PersonField(
            label="Who answers it? (optional for now)",
            people=answerers_at_hand(round.council_id, [has_it.pk if has_it else None]),
            required=False,
            empty_label="Nobody yet",
            error_messages={"invalid_choice": "Choose somebody from the list."},
        )
        if items:
            named = [(item.slug, str(item)[:90]) for item in items]
            self.fields["item"] = forms.ChoiceField(
                label="Does it follow an item of the return? (optional)", required=False,
                choices=[("", "No, or I don’t know"), *named],
                error_messages={"invalid_choice": "Choose an item from the list."},
            )  # fmt: skip
        tick_last(self)

    def clean(self) -> dict:
        """A time alone is no date; nothing is due before it was asked."""
        given = super().clean()
        if given.get("due_time") and not given.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Give the day as well, or leave the time out.")
        asked, due = self._moments(given)
        if asked and due and due < asked:
            self.add_error("due_on", "This is before it was asked. Give a later day or time.")
        return given

    def asked(self) -> Asked:
        """What was given, for the operation."""
        given = self.cleaned_data
        asked, due = self._moments(given)
        assert asked is not None
        item = self._items.get(given.get("item", ""))
        return Asked(given["asked_by"], asked, given["what"], due, given["owner"], item)

    @staticmethod
    def _moments(given: dict) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        asked = _moment(given.get("asked_on"), given.get("asked_time"))
        return asked, _moment(given.get("due_on"), given.get("due_time") or END_OF_DAY)


def _moment(day: datetime.date | None, time: datetime.time | None) -> datetime.datetime | None:
    return timezone.make_aware(datetime.datetime.combine(day, time)) if day and time else None


class FollowUpEditForm(FollowUpForm):
    """The same for a request that is there, with the version it was opened with."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = version_field()


def initial_of(asked: Asked) -> dict:
    """What a request says, for the fields of its form."""
    initial: dict = {"what": asked.what, "asked_by": asked.asked_by, "owner": asked.owner}
    initial["item"] = asked.item.slug if asked.item else ""
    for name, at in (("asked", asked.asked_at), ("due", asked.due_at)):
        if at is not None:
            here = timezone.localtime(at)
            initial |= {f"{name}_on": here.date(), f"{name}_time": here.time().replace(second=0, microsecond=0)}
    return initial


class DocumentPartForm(GuardedForm):
    """Where in a document of the library the answer stands; which document is chosen beside it."""

    pointer = forms.CharField(
        label="Page or section (optional)", help_text="For example: page 4, or section 2.3", required=False,
        max_length=120, widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"max_length": "Keep it to %(limit_value)s characters or fewer."},
    )  # fmt: skip

    def given(self, document: Evidence | None) -> Given:
        """What was given, for the operation."""
        pointer = self.cleaned_data["pointer"]
        return Given(AnswerPart.Kind.DOCUMENT, evidence=document, pointer=pointer, confirmed=self.confirmed)


class LinkPartForm(GuardedForm):
    """A public link in an answer."""

    url = forms.URLField(
        label="Address", max_length=2000, assume_scheme="https",
        error_messages={"required": "Give the address.", "invalid": "Give a whole address, beginning with https://."},
    )  # fmt: skip
    title = forms.CharField(label="What is there? (optional)", required=False, max_length=200)

    def given(self) -> Given:
        """What was given, for the operation."""
        data = self.cleaned_data
        return Given(AnswerPart.Kind.LINK, url=data["url"], text=data["title"], confirmed=self.confirmed)


class WordsPartForm(GuardedForm):
    """Words in an answer, or why something is not held."""

    text = _words("Words", MOST_WORDS, required="Write the words of the answer.")
    not_held = forms.BooleanField(label="It is not held: the words say why", required=False)

    def given(self) -> Given:
        """What was given, for the operation."""
        kind = AnswerPart.Kind.NOT_HELD if self.cleaned_data["not_held"] else AnswerPart.Kind.TEXT
        return Given(kind, text=self.cleaned_data["text"], confirmed=self.confirmed)


class SentNoteForm(GuardedForm):
    """How an answer was sent."""

    note = _words(
        "How was it sent?", 1000, required="Say how it was sent: a few words are enough.", rows=2,
        help_text="For example: by secure mail to the lead assessor, or handed over at the debrief.",
    )  # fmt: skip
    version = version_field()


class DropForm(GuardedForm):
    """Why a request is no longer asked for."""

    note = _words(
        "Why is it no longer asked for?", 1000, required="Say why it is no longer asked for.", rows=2,
        help_text="For example: they found it in the return.",
    )  # fmt: skip
