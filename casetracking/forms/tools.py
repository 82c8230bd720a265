"""The forms about what a council makes its own: documents asked for, the audit tool, teams."""

from django import forms

from assurance.guard import GuardedForm
from assurance.models import User
from casetracking.forms.cases import line, words
from casetracking.operations.tools import QuestionWords

SPARE = 3  # empty rows at the end of the audit tool's form


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(one.strip() for one in text.splitlines() if one.strip()))


class DocumentKindsForm(GuardedForm):
    """One document a line."""

    titles = words(
        "Documents, one a line", longest=5000, rows=14, required="Give at least one document.",
        help_text="In the order your letter has them.",
    )  # fmt: skip
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def clean_titles(self) -> list[str]:
        """Lines, each once."""
        titles = _lines(self.cleaned_data["titles"])
        if any(len(one) > 120 for one in titles):
            raise forms.ValidationError("Keep each line to 120 characters or fewer.")
        return titles

    def clean_before(self) -> list[str]:
        """The list it was changed from."""
        return _lines(self.cleaned_data["before"])


class AuditToolForm(GuardedForm):
    """Title and questions; a row without words is left out, so that emptying one takes it away."""

    title = line("What is it called?", longest=120, required="Give the tool a name.")

    def __init__(self, *args, statements: list[tuple[str, str]], questions: list[QuestionWords], **kwargs) -> None:
        rows = [*questions, *[QuestionWords("", "")] * SPARE]
        kwargs["initial"] = {
            **{f"{name}-{n}": getattr(one, name) for n, one in enumerate(rows, 1)
               for name in ("statement", "text", "looks_for")},
            **kwargs.get("initial", {}),
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.numbers = range(1, len(rows) + 1)
        for number in self.numbers:
            self.fields[f"statement-{number}"] = forms.ChoiceField(
                label=f"Question {number} is about", choices=[("", "Choose a statement"), *statements], required=False,
                error_messages={"invalid_choice": "Choose a statement from the list."},
            )  # fmt: skip
            self.fields[f"text-{number}"] = line(f"Question {number}", longest=300)
            self.fields[f"looks_for-{number}"] = words(f"What to look for in question {number}", longest=600, rows=2)
        self.tick_last()

    def rows(self) -> list[tuple]:
        """The fields of each question, for the page."""
        return [
            (number, *(self[f"{name}-{number}"] for name in ("statement", "text", "looks_for")))
            for number in self.numbers
        ]

    def clean(self) -> dict:
        """Words and statement come together."""
        given = super().clean()
        for number in self.numbers:
            text, about = given.get(f"text-{number}"), given.get(f"statement-{number}")
            if text and not about:
                self.add_error(f"statement-{number}", f"Say which statement question {number} is about.")
        return given

    def questions(self) -> list[QuestionWords]:
        """What was given, in order."""
        given = self.cleaned_data
        return [
            QuestionWords(given[f"statement-{n}"], given[f"text-{n}"], given[f"looks_for-{n}"])
            for n in self.numbers
            if given[f"text-{n}"]
        ]


class TeamsForm(GuardedForm):
    """Each auditor's team."""

    def __init__(self, *args, people: list[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for person in people:
            self.fields[f"team-{person.pk}"] = line(person.name, longest=80)
        self.tick_last()

    def teams(self) -> dict[User, str]:
        """What was given."""
        return {person: self.cleaned_data[f"team-{person.pk}"] for person in self.people}
