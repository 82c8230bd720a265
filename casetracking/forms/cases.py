"""The forms of a pooled case: they validate, nothing more. Every free text is watched by the personal-data guard."""

import datetime
from typing import Any

from django import forms

from assurance.widgets import DayInput
from casetracking.forms.guarded import ClosedForm
from casetracking.models import Case, CaseDocument, Consent, DocumentKind
from casetracking.operations.cases import Asked, Pointed

REAL_DATE = "Give a real date, such as 26 2 2027."
NAME_NOBODY = "Name nobody: write “the sister” or “the worker”."


def choice(label: str, choices, *, required: str = "", help_text: str = "", initial: Any = None) -> forms.ChoiceField:
    """Small radios; `required` is the sentence when none is chosen, empty where one need not be."""
    field = forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, initial=initial, required=bool(required),
        widget=forms.RadioSelect,
        error_messages={"required": required, "invalid_choice": "Choose one from the list."},
    )  # fmt: skip
    field.choices_class = "govuk-radios--small"
    return field


def day(label: str, *, required: str = "", help_text: str = "") -> forms.DateField:
    """A date in three boxes."""
    return forms.DateField(
        label=label, help_text=help_text, required=bool(required), widget=DayInput,
        error_messages={"required": required, "invalid": REAL_DATE},
    )  # fmt: skip


def words(label: str, *, longest: int, rows: int = 3, required: str = "", help_text: str = "") -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label, help_text=help_text, max_length=longest, required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows, "data-max-length": longest}),
        error_messages={
            "required": required,
            "max_length": "It is %(show_value)s characters long. Keep it to %(limit_value)s. Nothing is saved yet; "
            "your words are still here.",
        },
    )  # fmt: skip


def line(label: str, *, longest: int, required: str = "", help_text: str = "") -> forms.CharField:
    """A text of one line."""
    return forms.CharField(
        label=label, help_text=help_text, max_length=longest, required=bool(required),
        error_messages={"required": required, "max_length": "Keep it to %(limit_value)s characters or fewer."},
    )  # fmt: skip


def version_field() -> forms.IntegerField:
    """The version the page was opened with."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SuitabilityForm(ClosedForm):
    """Whether somebody may be asked at all."""

    suitable = choice(
        "Is this case suitable?", [("yes", "Yes, the person may be asked"), ("no", "No")],
        required="Say whether this case is suitable.",
        help_text="Look at the record first: would being asked harm or distress the person now?",
    )  # fmt: skip
    reason = words("Why not, or what to mind? (needed for no)", longest=500, help_text=NAME_NOBODY)
    version = version_field()


class ConsentForm(ClosedForm):
    """Who asked, when and how; what the person said, by which route; who is beside them; how to reach them."""

    asked_on = day("When were they asked?", required="Give the day they were asked.")
    way = choice("How?", Consent.Way.choices, required="Say how they were asked.")
    asker = line(
        "Who asked? (optional)", longest=120,
        help_text="Their job, such as social worker. Left empty, it was you.",
    )  # fmt: skip
    route = choice(
        "Whose decision is it?", Consent.Route.choices, required="Say whose decision it is.",
        help_text="Where there is doubt about capacity, assess it for this decision first.",
        initial=Consent.Route.OWN,
    )  # fmt: skip
    beside = choice(
        "Who stands beside the person?", Consent.Beside.choices, required="Say who stands beside the person.",
        initial=Consent.Beside.NOBODY,
    )  # fmt: skip
    answer = choice(
        "What did they say?", Consent.Answer.choices, required="Say what they answered.",
        help_text="An answer stands. Who says no is not asked again, and it changes nothing about their care.",
        initial=Consent.Answer.WAITING,
    )  # fmt: skip
    answered_on = day("When did they answer? (if they have)")
    preference = choice("How do they want to be reached? (optional)", [("", "Not said"), *Consent.Preference.choices])
    interpreter = forms.BooleanField(label="They need an interpreter, or help to communicate", required=False)
    language = line("Which language or way to communicate? (optional)", longest=60)
    note = words("Anything to know? (optional)", longest=1000, help_text=NAME_NOBODY)
    version = version_field()

    def clean(self) -> dict:
        """An answer with its day, and no day without one."""
        given = super().clean()
        waiting = given.get("answer") == Consent.Answer.WAITING
        if waiting and given.get("answered_on"):
            self.add_error("answered_on", "Take the day out, or say what they answered.")
        if given.get("answer") and not waiting and not given.get("answered_on") and not self.errors:
            self.add_error("answered_on", "Give the day they answered.")
        return given

    def asked(self) -> Asked:
        """What was given, for the operation."""
        given = self.cleaned_data
        names = ["asked_on", "way", "asker", "answer", "answered_on", "route", "beside", "preference", "interpreter"]
        return Asked(**{name: given[name] for name in [*names, "language", "note"]})

    @staticmethod
    def initial_of(consent: Consent | None, today: datetime.date) -> dict:
        """What the form begins with."""
        if consent is None:
            return {"asked_on": today, "version": 0}
        fields = [name for name in ConsentForm.base_fields if name != "version"]
        return {name: getattr(consent, name) for name in fields} | {"version": consent.version}


class WithdrawForm(forms.Form):
    """When somebody took their yes back."""

    on = day("When did they withdraw?", required="Give the day they withdrew.")
    version = version_field()


class ContactForm(ClosedForm):
    """A line of the contact log."""

    on = day("When?", required="Give the day.")
    way = choice("How?", Consent.Way.choices, required="Say how.")
    note = words("What came of it?", longest=1000, required="Say in a line what came of it.", help_text=NAME_NOBODY)


class MilestoneForm(ClosedForm):
    """A line of the chronology."""

    on = day("When was it?", required="Give the day.", help_text="It is not kept, only how far back it was.")
    what = line("What happened?", longest=200, required="Say what happened.", help_text=NAME_NOBODY)


class ReflectionForm(ClosedForm):
    """What the worker who knows the case thinks of it."""

    worker = line(
        "Who knows the case? (optional)", longest=120, help_text="Their job, such as occupational therapist. No name."
    )
    text = words(
        "What do they reflect on?", longest=8000, rows=14,
        help_text=f"What went well, what they would do again, what they would do otherwise. {NAME_NOBODY}",
    )  # fmt: skip
    version = version_field()


class LeaveForm(ClosedForm):
    """Why a case is taken out without a substitute."""

    reason = words("Why?", longest=500, required="Say why: a sentence is enough.", help_text=NAME_NOBODY)
    version = version_field()


class DocumentsForm(ClosedForm):
    """How far each document is and where it stands; one of them for each kind in force."""

    version = version_field()
    due_on = day("When are they due? (optional)")

    def __init__(self, *args, kinds: list[DocumentKind], case: Case, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        for kind in kinds:
            self.fields[f"state-{kind.slug}"] = forms.ChoiceField(
                label="How far is it?", required=False, choices=[("", "Not asked for"), *CaseDocument.State.choices]
            )
            self.fields[f"pointer-{kind.slug}"] = line("Where does it stand?", longest=200)
            self.fields[f"pointer-{kind.slug}"].required = False
        self.tick_last()

    def rows(self) -> list[tuple[DocumentKind, Any, Any]]:
        """The fields of each kind, for the page."""
        return [(kind, self[f"state-{kind.slug}"], self[f"pointer-{kind.slug}"]) for kind in self.kinds]

    def clean(self) -> dict:
        """A pointer belongs to a document that was asked for."""
        given = super().clean()
        for kind in self.kinds:
            if given.get(f"pointer-{kind.slug}") and not given.get(f"state-{kind.slug}"):
                self.add_error(f"state-{kind.slug}", f"{kind.title}: say how far it is, or take the pointer out.")
        return given

    def pointed(self) -> list[Pointed]:
        """What was given, for the operation."""
        given = self.cleaned_data
        return [
            Pointed(kind, given[f"state-{kind.slug}"], given[f"pointer-{kind.slug}"],
                    given["due_on"] if given[f"state-{kind.slug}"] else None)
            for kind in self.kinds
        ]  # fmt: skip
