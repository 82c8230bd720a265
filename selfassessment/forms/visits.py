"""The forms of the visit: they validate, nothing more."""

import datetime
import re
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from assurance.guard import GuardedForm
from assurance.models import QualityStatement, Round, User
from assurance.official import statements_of_edition
from assurance.people_fields import PeopleField, PersonField
from assurance.questions import Question
from assurance.widgets import DayInput
from selfassessment.forms.versions import version_field
from selfassessment.models import LogEntry, VisitSession
from selfassessment.operations.return_chasing import answerers_at_hand
from selfassessment.operations.visit_log import LONGEST
from selfassessment.operations.visits import Plan, plan_of

LONDON = ZoneInfo("Europe/London")
_TIME = re.compile(r"(\d{1,2})(?:[.:h]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?\Z", re.IGNORECASE)


class TimeField(forms.CharField):
    """A time of day as people type it: 9:30, 14.00, 2pm."""

    def __init__(self, **kwargs) -> None:
        widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})
        super().__init__(max_length=12, widget=widget, **kwargs)

    def clean(self, value: object) -> datetime.time | None:
        """The time, or a sentence that says how to type one."""
        typed = super().clean(value).strip()
        if not typed:
            return None
        found = _TIME.match(typed)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if found and found[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[3][0] in "pP" else 0)
        elif found and found[3]:
            hour = 99
        if hour > 23 or minute > 59:
            raise forms.ValidationError("Give a real time, such as 9:30 or 2pm.")
        return datetime.time(hour, minute)


CAN_NOT_OPEN = "Can’t open the visit’s pages here: give them their briefing as a PDF."


@Question
def _our_people(council: int, planned: tuple[int, ...]) -> QuerySet[User]:
    """Who has an account with the council; somebody who left stays in a session until they are taken out."""
    ours = Q(memberships__council=council, is_active=True) | Q(pk__in=planned)
    return User.objects.filter(ours).distinct().order_by("name", "pk")


class SessionForm(GuardedForm):
    """One session of the timetable. Names and roles of our own people are what it is about, so the guard leaves them
    alone; a name is no identifier it looks for anyway.
    """

    kind = forms.ChoiceField(
        label="What sort of session is it?", choices=VisitSession.Kind.choices, widget=forms.RadioSelect,
        initial=VisitSession.Kind.INTERVIEW,
        error_messages={"required": "Choose what sort of session it is.", "invalid_choice": "Choose one of the list."},
    )  # fmt: skip
    title = forms.CharField(
        label="Title", help_text="For example: Interview with the head of safeguarding", max_length=200,
        error_messages={"required": "Give the session a title.", "max_length": "Keep it to 200 characters or fewer."},
    )  # fmt: skip
    day = forms.DateField(
        label="Day", widget=DayInput,
        error_messages={"required": "Give the day.", "invalid": "Give a real date, such as 8 3 2027."},
    )  # fmt: skip
    begins = TimeField(
        label="Begins", help_text="For example 9:30", error_messages={"required": "Say when it begins."}
    )
    ends = TimeField(label="Ends", help_text="For example 10:15", error_messages={"required": "Say when it ends."})
    place = forms.CharField(
        label="Room or link (optional)", required=False, max_length=300,
        error_messages={"max_length": "Keep it to 300 characters or fewer."},
    )  # fmt: skip
    regulator = forms.CharField(
        label="With whom of the regulator’s team (optional)", required=False, max_length=200,
        error_messages={"max_length": "Keep it to 200 characters or fewer."},
    )  # fmt: skip

    def __init__(self, *args, round: Round, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = _our_people.rows(round.council_id, tuple(sorted(self.initial.get("people", []))))
        self.fields["people"] = PeopleField(
            label="Who of ours, with an account here (optional)", people=people,
            widget=forms.CheckboxSelectMultiple, required=False,
            error_messages={"invalid_choice": "Choose people from the list."},
        )  # fmt: skip
        able = {person.pk for person in answerers_at_hand(round.council_id)}
        self.fields["people"].choice_hints = {one.pk: CAN_NOT_OPEN for one in people if one.pk not in able}
        self.fields["others"] = forms.CharField(
            label="Who else (optional)", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
            help_text="One line each: a name or a group, a comma, and what they do. For example: "
            "Social workers of the Hathersett team, frontline practitioners. Name no person who draws on care.",
            error_messages={"max_length": "Keep it to 2,000 characters or fewer."},
        )  # fmt: skip
        self._statements = {one.slug: one for one in statements_of_edition(round.edition)}
        self.fields["statements"] = forms.MultipleChoiceField(
            label="What is it likely about? (optional)", required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(one.slug, f"{one.number}. {one.title}") for one in self._statements.values()],
            error_messages={"invalid_choice": "Choose statements from the list."},
        )  # fmt: skip
        for name in ("people", "statements"):
            self.fields[name].choices_class = "govuk-checkboxes--small"
        self.tick_last()

    def plan(self) -> Plan:
        """What was given, for the operation; the times are this country's."""
        given = self.cleaned_data
        moments = {
            f"{name}_at": datetime.datetime.combine(given["day"], given[typed], LONDON)
            for name, typed in (("starts", "begins"), ("ends", "ends"))
        }
        lines = [line.partition(",") for line in given["others"].splitlines() if line.strip()]
        return Plan(
            kind=given["kind"], title=given["title"], place=given["place"], regulator=given["regulator"], **moments,
            people=tuple(given["people"]), others=tuple((name.strip(), role.strip()) for name, _, role in lines),
            statements=tuple(self._chosen()),
        )  # fmt: skip

    def clean(self) -> dict:
        """A session ends after it begins."""
        given = super().clean()
        begins, ends = given.get("begins"), given.get("ends")
        if begins is not None and ends is not None and ends <= begins:
            self.add_error(
                "ends",
                f"It would end at {ends:%H:%M}, which is not after it begins ({begins:%H:%M}). Give a later time.",
            )
        return given

    def clean_day(self) -> datetime.date:
        """A day of these years."""
        day = self.cleaned_data["day"]
        if not 2015 <= day.year <= 2099:
            raise forms.ValidationError("Give a date between 2015 and 2099.")
        return day

    def clean_others(self) -> str:
        """Each line a name of at most 120 characters and a role of as many."""
        for number, line in enumerate(self.cleaned_data["others"].splitlines(), 1):
            name, _, role = line.partition(",")
            if max(len(name.strip()), len(role.strip())) > 120:
                raise forms.ValidationError(f"Line {number} is too long: keep name and role to 120 characters each.")
        return self.cleaned_data["others"]

    def _chosen(self) -> list[QualityStatement]:
        return [self._statements[slug] for slug in self.cleaned_data["statements"]]


class SessionEditForm(SessionForm):
    """The same for a session that is there, with the version it was opened with."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = version_field()


def initial_of(session: VisitSession) -> dict:
    """What the form of a session begins with."""
    plan = plan_of(session)
    begins, ends = localtime(plan.starts_at, LONDON), localtime(plan.ends_at, LONDON)
    return {
        "kind": plan.kind, "title": plan.title, "day": begins.date(), "begins": f"{begins:%H:%M}",
        "ends": f"{ends:%H:%M}", "place": plan.place, "regulator": plan.regulator,
        "people": [person.pk for person in plan.people],
        "others": "\n".join(", ".join(filter(None, one)) for one in plan.others),
        "statements": [statement.slug for statement in plan.statements], "version": session.version,
    }  # fmt: skip


class CancelForm(GuardedForm):
    """Why a session is cancelled."""

    why = forms.CharField(
        label="Why is it cancelled?", max_length=300, widget=forms.Textarea(attrs={"rows": 2, "data-max-length": 300}),
        error_messages={
            "required": "Say why it is cancelled: a few words are enough.",
            "max_length": "Keep it to 300 characters or fewer.",
        },
    )  # fmt: skip


class EntryForm(GuardedForm):
    """One thing to keep from a session."""

    kind = forms.ChoiceField(
        label="What do you want to keep?", choices=LogEntry.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to keep.", "invalid_choice": "Choose one of the list."},
    )  # fmt: skip
    text = forms.CharField(
        label="In a few words", max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "data-max-length": LONGEST}),
        help_text="Name no person who draws on care.",
        error_messages={
            "required": "Write what was said: the box is empty.",
            "max_length": f"This is %(show_value)s characters long. Keep it to {LONGEST:,} or fewer.",
        },
    )  # fmt: skip

    def __init__(self, *args, round: Round, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = PersonField(
            label="Who has to do something about it? (optional)", people=answerers_at_hand(round.council_id),
            required=False, empty_label="Nobody", error_messages={"invalid_choice": "Choose somebody from the list."},
        )  # fmt: skip
        self.tick_last()
