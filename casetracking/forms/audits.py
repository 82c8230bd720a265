"""The forms of practice audits and of themes: they validate, nothing more. The guard reads every word."""

from collections.abc import Sequence
from typing import Any

from django import forms

from assurance.models import User
from casetracking.forms.cases import NAME_NOBODY, choice, day, version_field, words
from casetracking.forms.guarded import ClosedForm
from casetracking.models import Answer, Audit, Case, Question, Theme
from casetracking.operations.audits import Filled, Given

# The scores' own words, as everywhere in the service.
GRADES = {
    1: "1 – significant shortfalls",
    2: "2 – some shortfalls",
    3: "3 – good standard",
    4: "4 – exceptional standard",
}
NOT_APPLICABLE = "n/a"


class GiveForm(forms.Form):
    """Which cases go to whom, and until when."""

    def __init__(self, *args, cases: Sequence[Case], people: Sequence[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"] = forms.MultipleChoiceField(
            label="Which cases?", widget=forms.CheckboxSelectMultiple,
            choices=[(case.candidate.reference, f"{case.number}. {case.candidate.reference}") for case in cases],
            error_messages={"required": "Choose at least one case.", "invalid_choice": "Choose cases from the list."},
        )  # fmt: skip
        self.fields["cases"].choices_class = "govuk-checkboxes--small"
        self.fields["auditor"] = _people(people)
        self.fields["due_on"] = day("Until when? (optional)")


class ModerateForm(forms.Form):
    """How large a sample goes to whom for a second, blind audit."""

    def __init__(self, *args, people: Sequence[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["size"] = forms.IntegerField(
            label="How many cases?", min_value=1, max_value=500, initial=5,
            help_text="Drawn at random from those with a finished audit. The draw can be repeated.",
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            error_messages={"required": "Say how many.", "invalid": "Give a whole number.",
                            "min_value": "Draw at least 1.", "max_value": "Draw at most 500."},
        )  # fmt: skip
        self.fields["auditor"] = _people(people)
        self.fields["due_on"] = day("Until when? (optional)")


def _people(people: Sequence[User]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Who?", choices=[("", "Choose somebody"), *((str(one.pk), one.name) for one in people)],
        error_messages={"required": "Choose who.", "invalid_choice": "Choose somebody from the list."},
    )  # fmt: skip


class AuditForm(ClosedForm):
    """An audit: for each question a grade or "does not apply" with a note; the case as a whole; what was learnt."""

    version = version_field()

    def __init__(
        self, *args, questions: Sequence[Question], audit: Audit, answers: dict[int, Answer], **kwargs
    ) -> None:
        self.questions = questions
        initial: dict[str, Any] = {"version": audit.version, "grade": str(audit.grade or "")}
        initial |= {name: getattr(audit, name) for name in ("strengths", "gaps", "better")}
        for question in questions:
            if answer := answers.get(question.pk):
                grade = NOT_APPLICABLE if answer.does_not_apply else str(answer.grade or "")
                initial |= {f"grade-{question.number}": grade, f"note-{question.number}": answer.note}
        super().__init__(*args, initial=initial, **kwargs)
        grades = [(str(grade), said) for grade, said in GRADES.items()]
        for question in questions:
            self.fields[f"grade-{question.number}"] = choice(
                f"{question.number}. {question.text}", [*grades, (NOT_APPLICABLE, "Does not apply")],
                help_text=question.looks_for,
            )  # fmt: skip
            self.fields[f"note-{question.number}"] = words(
                f"What shows it? Question {question.number} (optional)", longest=1000, rows=2
            )
        self.fields["grade"] = choice("The case as a whole", grades)
        for name, label in [("strengths", "Strengths"), ("gaps", "Gaps"), ("better", "What would make it better?")]:
            self.fields[name] = words(label, longest=4000, rows=4, help_text=NAME_NOBODY)
        self.tick_last()

    def rows(self) -> list[tuple]:
        """The fields of each question, for the page."""
        return [(one, self[f"grade-{one.number}"], self[f"note-{one.number}"]) for one in self.questions]

    def rest(self) -> list:
        """The fields after the questions."""
        asked = {f"{name}-{one.number}" for one in self.questions for name in ("grade", "note")}
        return [self[name] for name in self.fields if name not in asked]

    def filled(self) -> Filled:
        """What was given, for the operation."""
        given = self.cleaned_data
        answers = []
        for one in self.questions:
            grade = given[f"grade-{one.number}"]
            note = given[f"note-{one.number}"]
            if grade or note or f"grade-{one.number}" in self.initial:
                number = int(grade) if grade.isdecimal() else None
                answers.append(Given(one.pk, number, grade == NOT_APPLICABLE, note))
        whole = int(given["grade"]) if given["grade"] else None
        return Filled(tuple(answers), whole, given["strengths"], given["gaps"], given["better"])


class ThemeForm(ClosedForm):
    """What audits teach about one statement, in words that identify nobody."""

    kind = choice("Is it a strength or a gap?", Theme.Kind.choices, required="Say whether it is a strength or a gap.")
    text = words(
        "What do the audits show?", longest=1000, required="Say what the audits show.",
        help_text="In words that could be about many people. Leave out what only one person’s story has.",
    )  # fmt: skip
    cases = forms.IntegerField(
        label="In how many cases did you see it?", min_value=0, max_value=500,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages={"required": "Give a number; 0 if you did not count.", "invalid": "Give a whole number.",
                        "min_value": "Give 0 or more.", "max_value": "Give 500 or fewer."},
    )  # fmt: skip
    were = words("Where were we? (optional)", longest=1000, rows=2)
    did = words("What did we do? (optional)", longest=1000, rows=2)
    go = words("Where do we go? (optional)", longest=1000, rows=2)
    version = version_field()

    def __init__(self, *args, statements: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"] = forms.ChoiceField(
            label="Which statement is it about?", choices=[("", "Choose a statement"), *statements],
            error_messages={"required": "Choose a statement.", "invalid_choice": "Choose one from the list."},
        )  # fmt: skip
        self.order_fields(["statement"])
        self.tick_last()


class ShareForm(ClosedForm):
    """The words once more, and that they identify nobody."""

    text = words("The words that leave this room", longest=1000, rows=5, required="Say something to share.")
    nobody = forms.BooleanField(
        label="I have read them again, and nobody can be recognised in them",
        error_messages={"required": "Tick this once you have read the words again. Nothing was shared."},
    )

    version = version_field()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tick_last()

    def _known(self) -> frozenset[str]:
        return frozenset()  # a tick inside the room is not one for words that leave it
