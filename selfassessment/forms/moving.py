"""The forms a section is moved with: they validate, nothing more."""

import datetime

from django import forms

from assurance.guard import GuardedForm
from assurance.widgets import DayInput, Hidden
from selfassessment.operations.moving import LONGEST
from selfassessment.rules import Carried
from selfassessment.statuses import MOVES, Move

AGREE, CHANGES = Move.AGREE.value, Move.REQUEST_CHANGES.value
TOO_LONG = "You wrote %(show_value)s characters. Keep it under %(limit_value)s. Your words are still here."


def said_field(
    move: Move, *, label: str = "", hint: str = "", required: bool = True, rows: int = 4
) -> forms.CharField:
    """The words that go with a move."""
    question = label or MOVES[move].must_say
    field = forms.CharField(
        label=question,
        help_text=hint,
        required=required,
        max_length=LONGEST[move],
        widget=forms.Textarea(attrs={"rows": rows, "data-max-length": LONGEST[move]}),
        error_messages={"required": f"{question} Say it in a sentence or two.", "max_length": TOO_LONG},
    )
    field.label_size = "m"
    return field


# What is asked with each move of the writers, and what helps to answer.
ASKED = {
    Move.BLOCK: {"hint": "One sentence. Everybody who reads the round sees it in the list of sections."},
    Move.SUBMIT: {
        "label": "What should the reviewers know? (optional)",
        "hint": "For example what you are least sure of. They see it beside the text.",
        "required": False,
    },
    Move.TAKE_BACK: {"hint": "It is kept in the history, and the reviewers are told that you took it back."},
}


class MoveForm(GuardedForm):
    """What a writer says with a move; nothing where the move asks nothing."""

    def __init__(self, *args, move: Move, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if move in ASKED:
            self.fields["said"] = said_field(move, **ASKED[move])
            self.tick_last()


class ReviewForm(GuardedForm):
    """Is it good enough? With what has to change where it is not."""

    def __init__(self, *args, may_agree: bool, carried: Carried, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.carried = carried
        if may_agree:
            self.fields["decision"] = forms.ChoiceField(
                label="Is this section good enough?",
                choices=[(AGREE, "Yes, agree it"), (CHANGES, "No, ask for changes")],
                widget=forms.RadioSelect,
                error_messages={
                    "required": "Choose whether you agree this section or ask for changes.",
                    "invalid_choice": "Choose whether you agree this section or ask for changes.",
                },
            )
            self.fields["decision"].label_size = "m"
            self.fields["decision"].choice_hints = {
                AGREE: "Its text is locked, and it goes on to the director’s sign-off",
                CHANGES: "It goes back to those who write it, with what you say below",
            }
        if may_agree and carried:
            one = carried.total == 1
            self.fields["still_holds"] = forms.BooleanField(
                label=f"{'It still holds' if one else 'They still hold'}: agreeing confirms {'it' if one else 'them'}",
                help_text=f"{carried.sentence} Leave this empty when you ask for changes.",
                required=False,
            )
        self.fields["what_to_change"] = said_field(
            Move.REQUEST_CHANGES,
            hint="Say it so that somebody who was not in the room can do it."
            + (" Leave it empty when you agree." if may_agree else ""),
            required=not may_agree,
            rows=5,
        )
        self.fields["seen"] = forms.CharField(required=False, widget=Hidden, max_length=20_000)
        self.tick_last()

    def clean(self) -> dict:
        """Changes that are asked for are said."""
        given = super().clean()
        asks = given.get("decision", CHANGES) == CHANGES and "decision" not in self.errors
        if asks and not given.get("what_to_change") and "what_to_change" not in self.errors:
            self.add_error("what_to_change", "What has to change? Say it in a sentence or two.")
        if given.get("decision") == AGREE and "still_holds" in self.fields and not given.get("still_holds"):
            it = "it still holds" if self.carried.total == 1 else "they still hold"
            self.add_error(
                "still_holds",
                f"{self.carried.words} {'was' if self.carried.total == 1 else 'were'} carried over and not confirmed, "
                f"so nothing was agreed yet. Tick that {it}, or ask for changes.",
            )
        return given


class DueForm(forms.Form):
    """The day by which a section has to be ready."""

    due_on = forms.DateField(
        label="When does this section have to be ready?",
        help_text="Leave it empty to go by the round’s date.",
        required=False,
        widget=DayInput,
        error_messages={"invalid": "Give a real date, such as 26 2 2027."},
    )

    def clean_due_on(self) -> datetime.date | None:
        """A date of this century: a year of two figures is a slip."""
        day = self.cleaned_data["due_on"]
        if day and not 2000 <= day.year < 2100:
            raise forms.ValidationError("Give the year in four figures, such as 2027.")
        return day


class SignOffForm(GuardedForm):
    """The director's name under a round: a plain statement, confirmed."""

    confirm = forms.BooleanField(
        label="I have read this self-assessment and put my name to it",
        help_text="It is a fair account of how this council supports people who draw on care and unpaid carers.",
        error_messages={"required": "Confirm that you have read the self-assessment and put your name to it."},
    )
    note = forms.CharField(
        label="A note beside your sign-off (optional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "data-max-length": 2000}),
        error_messages={"max_length": TOO_LONG},
    )
    seen = forms.CharField(required=False, widget=Hidden, max_length=64)


class ReopenForm(GuardedForm):
    """Why a signed round is opened again."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"] = said_field(
            Move.REOPEN, hint="It stands beside the sign-off from now on, and in the history."
        )
        self.tick_last()
