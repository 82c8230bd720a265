"""The forms of the timeline: they validate, nothing more."""

import datetime

from django import forms
from django.utils.timezone import localdate

from assurance.guard import GuardedForm
from assurance.models import Milestone
from assurance.operations.milestones import FIRST, LAST, MOST_DAYS, STILL_TO_COME, Told
from assurance.widgets import DayInput, Hidden

REAL_DATE = {"invalid": "Give a real date, such as 7 12 2026."}
TYPED, COUNTED, UNKNOWN = "typed", "counted", "unknown"
BEFORE, AFTER = "before", "after"
COUNTING = ("number", "unit", "side", "counted_from")
MEANT = "meant"
DAMAGED = "This page lost track of which version you started from. Copy your words, open it again and paste them in."


def _date(label: str, *, help_text: str = "", required: str = "") -> forms.DateField:
    field = forms.DateField(
        label=label,
        help_text=help_text,
        required=bool(required),
        widget=DayInput,
        error_messages=REAL_DATE | {"required": required},
    )
    field.validators.append(within)
    return field


def within(on: datetime.date) -> None:
    """Refuse a date outside the years a timeline knows: a mistyped year is told where it was typed."""
    if not FIRST <= on <= LAST:
        raise forms.ValidationError(f"Give a date between {FIRST.year} and {LAST.year}.")


class StartForm(forms.Form):
    """When the notification came."""

    notified_on = _date(
        "When did the notification come?",
        help_text="The date of the regulator’s e-mail, for example 7 12 2026. If it has not come yet, give the day you "
        "plan with; you can change it.",
        required="Give the date of the notification.",
    )


class MilestoneForm(GuardedForm):
    """A date: what it is, when it is or how it is counted, and whether it has happened."""

    title = forms.CharField(
        label="What is the date?", max_length=120,
        error_messages={"required": "Give the date a title.", "max_length": "Keep it to 120 characters or fewer."},
    )  # fmt: skip
    how = forms.ChoiceField(
        label="How do you know it?",
        choices=[(TYPED, "I type the date"), (COUNTED, "Count it from another date"), (UNKNOWN, "Not known yet")],
        widget=forms.RadioSelect,
        initial=TYPED,
        error_messages={"required": "Say how you know the date.", "invalid_choice": "Choose one from the list."},
    )
    typed_on = _date("The date")
    number = forms.IntegerField(
        label="How many days?", required=False, min_value=0, max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Give a whole number of days, such as 21.",
            "min_value": "Give a number from 0 on; choose “before” for days that come earlier.",
            "max_value": f"Count at most {MOST_DAYS:,} days.",
        },
    )  # fmt: skip
    unit = forms.ChoiceField(
        label="Which days?",
        choices=[("days", "Calendar days"), ("working", "Working days, without England’s bank holidays")],
        widget=forms.RadioSelect, required=False, initial="days",
        error_messages={"invalid_choice": "Choose one from the list."},
    )  # fmt: skip
    side = forms.ChoiceField(
        label="Before or after?", choices=[(AFTER, "After"), (BEFORE, "Before")], widget=forms.RadioSelect,
        required=False, initial=AFTER, error_messages={"invalid_choice": "Choose one from the list."},
    )  # fmt: skip
    happened_on = _date("It happened on (leave empty until it has)")
    note = forms.CharField(
        label="Note (optional)", required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "data-max-length": 500}),
        help_text="For example where the date stands in your letter.",
        error_messages={"max_length": "Keep it to 500 characters or fewer."},
    )  # fmt: skip

    def __init__(self, *args, others: list[Milestone], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices_class = self.fields["side"].choices_class = "govuk-radios--inline"
        self.fields["counted_from"] = forms.ChoiceField(
            label="Of which date?",
            choices=[("", "Choose a date"), *((one.slug, one.title) for one in others)],
            required=False,
            error_messages={"invalid_choice": "Choose a date from the list."},
        )
        order = "title how typed_on number unit side counted_from happened_on note".split()
        self.order_fields(order)
        self.tick_last()
        self.typed_all_the_same = False  # a date was typed though another way was left ticked
        self.fields["how"].conditional = {
            TYPED: [self["typed_on"]], COUNTED: [self[name] for name in COUNTING]
        }  # fmt: skip
        if self.is_bound and self.data.get("how") == TYPED and "number" not in self.data:
            self._keep_the_count()
        if self.is_bound and MEANT in self.data:
            self._ask_whether_meant(self.data[MEANT])

    def _keep_the_count(self) -> None:
        """A page that shows only what belongs to a typed date sends no count: the one there was stays."""
        self.data = self.data.copy()
        for name in COUNTING:
            before = self.get_initial_for_field(self.fields[name], name)
            self.data[name] = "" if before is None else str(before)

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields of the page in order; those that belong to a way of knowing the date stand within it."""
        within = {"typed_on", *COUNTING}
        return [field for field in self if field.name not in within]

    @property
    def meant(self) -> str:
        """The sentence about an unlikely date that somebody ticked; empty without a tick."""
        return self.data.get(MEANT, "")

    def ask_whether_meant(self, sentence: str) -> None:
        """Ask once whether an unlikely date is meant; a tick holds for exactly this sentence."""
        self.data = self.data.copy()
        self.data.pop(MEANT, None)
        self._ask_whether_meant(sentence)
        self.add_error(MEANT, sentence)

    def _ask_whether_meant(self, sentence: str) -> None:
        self.fields[MEANT] = forms.BooleanField(
            label="Yes, this is the date", required=False, widget=forms.CheckboxInput(attrs={"value": sentence})
        )

    def clean_happened_on(self) -> datetime.date | None:
        """What has happened lies behind us."""
        on = self.cleaned_data["happened_on"]
        if on is not None and on > localdate():
            raise forms.ValidationError(STILL_TO_COME)
        return on

    def clean(self) -> dict:
        """A typed date is there; a count says from which date."""
        given = super().clean()
        self._settle_which_holds(given)
        if given.get("how") == TYPED and not given.get("typed_on") and "typed_on" not in self.errors:
            self.add_error("typed_on", "Give the date, or choose another way to know it.")
        if given.get("how") == COUNTED:
            if not given.get("counted_from") and "counted_from" not in self.errors:
                self.add_error("counted_from", "Choose the date it is counted from.")
            if given.get("number") is None and "number" not in self.errors:
                self.add_error("number", "Give the number of days, such as 21.")
        return given

    def _settle_which_holds(self, given: dict) -> None:
        """A date that was typed is never lost in silence, though another way to know it is ticked.

        It holds where the rest was left as it was; where that was touched too, the page asks.
        """
        how, typed_on = given.get("how"), given.get("typed_on")
        if how not in {COUNTED, UNKNOWN} or not typed_on or typed_on == self.initial.get("typed_on"):
            return
        if {"how", *COUNTING} & set(self.changed_data):
            chosen = dict(self.fields["how"].choices)[how]
            self.add_error(
                "how",
                f"You typed a date and chose “{chosen}”. Which one holds? Choose “I type the date”, or empty the "
                "date. Nothing is saved yet.",
            )
        else:
            given["how"], self.typed_all_the_same = TYPED, True

    def told(self) -> Told:
        """What was given, for the operation. A typed date keeps how it would be counted."""
        given = self.cleaned_data
        counted = given["how"] != UNKNOWN and bool(given["counted_from"])
        number = (given["number"] or 0) * (-1 if given["side"] == BEFORE else 1) if counted else 0
        working = counted and given["unit"] == "working"
        return Told(
            title=given["title"].strip(),
            typed_on=given["typed_on"] if given["how"] == TYPED else None,
            counted_from=given["counted_from"] if counted else "",
            days=0 if working else number,
            working_days=number if working else None,
            happened_on=given["happened_on"],
            note=given["note"].strip(),
        )


class MilestoneEditForm(MilestoneForm):
    """The same for a date that is there, with the version it was opened with."""

    version = forms.IntegerField(
        min_value=0, widget=Hidden, error_messages=dict.fromkeys(["required", "invalid", "min_value"], DAMAGED)
    )


def initial_of(milestone: Milestone) -> dict:
    """What the form of a date begins with."""
    number = milestone.days if milestone.working_days is None else milestone.working_days
    how = TYPED if milestone.typed_on else COUNTED if milestone.counted_from else UNKNOWN
    return {
        "title": milestone.title, "how": how, "typed_on": milestone.typed_on, "number": abs(number),
        "unit": "days" if milestone.working_days is None else "working", "side": BEFORE if number < 0 else AFTER,
        "counted_from": milestone.counted_from, "happened_on": milestone.happened_on, "note": milestone.note,
        "version": milestone.version,
    }  # fmt: skip
