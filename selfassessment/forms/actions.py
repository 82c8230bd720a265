"""The forms of the action plan: they validate, nothing more."""

from django import forms

from assurance.guard import SEEN_FIELD, TICK_FIELD, GuardedForm
from assurance.models import Round
from assurance.people_fields import PersonField
from assurance.widgets import DayInput
from selfassessment.forms.versions import version_field
from selfassessment.models import Action
from selfassessment.operations.actions import Promise, owners_at_hand

NOTE_LIMIT = 2000
REAL_DATE = {"invalid": "Give a real date, such as 26 2 2027."}


def _lines(label: str, most: int, *, help_text: str = "", required: str = "", rows: int = 3) -> forms.CharField:
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


class ActionForm(GuardedForm):
    """What an action says."""

    what = _lines("What will you do?", 500, required="Say what you will do.")
    due_on = forms.DateField(
        label="By when? (optional for now)", required=False, widget=DayInput, error_messages=REAL_DATE
    )
    priority = forms.ChoiceField(
        label="Priority",
        choices=Action.Priority.choices,
        widget=forms.RadioSelect,
        initial=Action.Priority.MEDIUM,
        error_messages={"required": "Choose a priority.", "invalid_choice": "Choose a priority from the list."},
    )
    measure = _lines("How will you tell that it has worked? (optional)", 500, help_text="Measure of success")
    expected_evidence = _lines("What will show it? (optional)", 500, help_text="The evidence you expect to have")
    source = forms.ChoiceField(
        label="Where does it come from?",
        choices=Action.Source.choices,
        widget=forms.RadioSelect,
        initial=Action.Source.STATEMENT,
        error_messages={"required": "Choose where it comes from.", "invalid_choice": "Choose one from the list."},
    )
    source_note = forms.CharField(
        label="More about where it comes from (optional)",
        help_text="For example: peer challenge of October 2025, page 4. Name no person who draws on care.",
        required=False,
        max_length=300,
        error_messages={"max_length": "Keep it to 300 characters or fewer."},
    )

    def __init__(self, *args, round: Round, sections: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        owner = PersonField(
            label="Who has it? (optional for now)",
            people=owners_at_hand(round.council_id),
            required=False,
            empty_label="Nobody yet",
            error_messages={"invalid_choice": "Choose somebody from the list."},
        )
        section = forms.ChoiceField(
            label="Which section is it about?",
            choices=[("", "None of them, or all"), *sections],
            required=False,
            error_messages={"invalid_choice": "Choose a section from the list."},
        )
        self.fields = {"what": self.fields["what"], "owner": owner, **self.fields}
        self.fields["section"] = section
        tick_last(self)

    def promise(self) -> Promise:
        """What was given, for the operation."""
        return Promise(**{name: self.cleaned_data[name] for name in Promise.__dataclass_fields__})


class ActionEditForm(ActionForm):
    """The same for an action that is there, with the version it was opened with."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = version_field()


def tick_last(form: GuardedForm) -> None:
    """Put the guard's question, where it is asked, below everything else."""
    for name in (TICK_FIELD, SEEN_FIELD):
        if name in form.fields:
            form.fields[name] = form.fields.pop(name)


def _rag_fields() -> dict[str, forms.Field]:
    rag = forms.ChoiceField(
        label="How does it go?",
        choices=[("", "As before"), *Action.Rag.choices],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choose one from the list."},
    )
    return {"rag": rag, "rag_reason": _lines("Why? (when you choose a colour)", 1000, rows=2)}


class ProgressForm(GuardedForm):
    """How an action goes."""

    text = _lines("What has happened?", NOTE_LIMIT, required="Say how it goes: a sentence is enough.")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= _rag_fields()
        tick_last(self)

    def told(self) -> dict:
        """What was given, for the operation."""
        return {name: self.cleaned_data[name] for name in ("text", "rag", "rag_reason")} | {
            "confirmed": self.confirmed
        }

    def clean(self) -> dict:
        """A colour comes with its reason."""
        given = super().clean()
        if given.get("rag") and not given.get("rag_reason") and "rag_reason" not in self.errors:
            self.add_error("rag_reason", "Give the reason for the colour: a sentence is enough.")
        return given


ENDINGS = [Action.Outcome.DONE, Action.Outcome.DROPPED]


class CloseForm(GuardedForm):
    """How an action ends."""

    outcome = forms.ChoiceField(
        label="How did it end?",
        choices=[(one.value, one.label) for one in ENDINGS],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say whether it is done or given up.",
            "invalid_choice": "Choose one of the two.",
        },
    )
    note = _lines(
        "What came of it?",
        NOTE_LIMIT,
        help_text="What is better now, or why you gave it up.",
        required="Say in a sentence what came of it.",
    )

    def told(self) -> dict:
        """What was given, for the operation."""
        return {name: self.cleaned_data[name] for name in ("outcome", "note")} | {"confirmed": self.confirmed}
