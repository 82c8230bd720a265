"""The forms about what a council makes its own: documents asked for, the audit tool, teams."""

from django import forms

from assurance.models import User
from casetracking.forms.cases import line, words
from casetracking.forms.guarded import ClosedForm
from casetracking.models import Attribute
from casetracking.models.candidates import CHOICE, NUMBER, YES_NO
from casetracking.operations.attributes import AttributeWords
from casetracking.operations.tools import QuestionWords
from casetracking.words import NOT_RECORDED

LONGEST_CHOICE = 60
SPARE = 3  # empty rows at the end of the audit tool's form


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(one.strip() for one in text.splitlines() if one.strip()))


class DocumentKindsForm(ClosedForm):
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


class AuditToolForm(ClosedForm):
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


class AttributeForm(ClosedForm):
    """Something a council wants to know of its candidates. `held` is the one that is changed, None for a new one."""

    title = line(
        "What is it called?", longest=80, required="Give it a name.",
        help_text="Such as Neighbourhood, or Days on the waiting list.",
    )  # fmt: skip
    description = line(
        "What does it mean? (optional)", longest=300,
        help_text="So that everybody says the same by it. Name no person.",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What is known of each person?",
        choices=[(YES_NO, "Yes or no"), (CHOICE, "One of several choices"), (NUMBER, "A whole number")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say what is known of each person.",
            "invalid_choice": "Choose one from the list.",
        },
    )
    new = words(
        "Choices, one a line", longest=4000, rows=8,
        help_text="Only for one of several choices. “Not recorded” is always possible: leave it out.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, held: Attribute | None = None, **kwargs) -> None:
        self.held = held
        if held is not None:
            words_of_choices = {f"choice-{slug}": held.in_words(slug) for slug in held.choices}
            said = {"title": held.title, "description": held.description, "version": held.version}
            kwargs["initial"] = said | words_of_choices
        super().__init__(*args, **kwargs)
        if held is None:
            return
        del self.fields["kind"]
        if held.kind != CHOICE:
            del self.fields["new"]
            return
        for number, slug in enumerate(held.choices, 1):
            self.fields[f"choice-{slug}"] = line(f"Choice {number}", longest=LONGEST_CHOICE)
        self.fields["new"].label = "Further choices, one a line (optional)" if held.choices else "Choices, one a line"
        self.fields["new"].help_text = "“Not recorded” is always possible: leave it out."
        self.order_fields(["title", "description", *(f"choice-{slug}" for slug in held.choices), "new", "version"])
        self.tick_last()

    def clean_new(self) -> list[str]:
        """Lines, each once."""
        lines = _lines(self.cleaned_data["new"])
        if any(len(one) > LONGEST_CHOICE for one in lines):
            raise forms.ValidationError(f"Keep each choice to {LONGEST_CHOICE} characters or fewer.")
        if any(one.casefold() == NOT_RECORDED.casefold() for one in lines):
            raise forms.ValidationError("Leave “Not recorded” out: it is always possible.")
        return lines

    def clean(self) -> dict:
        """A choice has something to choose from."""
        given = super().clean()
        if self.held is None and given.get("kind") == CHOICE and not given.get("new") and "new" not in self.errors:
            self.add_error("new", "Give at least one choice.")
        return given

    def said(self) -> AttributeWords:
        """What was given, for the operation."""
        given = self.cleaned_data
        slugs = self.held.choices if self.held is not None else []
        kept = {slug: given.get(f"choice-{slug}", "") for slug in slugs}
        return AttributeWords(given["title"], given["description"], kept, given.get("new") or [])


class TeamsForm(ClosedForm):
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
