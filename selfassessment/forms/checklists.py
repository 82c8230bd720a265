"""The forms of checklists: they validate, nothing more."""

from django import forms

from assurance.guard import GuardedForm
from selfassessment.forms.actions import tick_last
from selfassessment.forms.versions import version_field
from selfassessment.models import ChecklistAnswer, ChecklistItem
from selfassessment.operations.checklists import ITEM_LIMIT, NOTE_LIMIT, Given, ItemWords

MOST_ITEMS = 100


class AnswersForm(GuardedForm):
    """The answers to every item of a checklist, each with the version it was opened with."""

    def __init__(
        self, *args, items: list[ChecklistItem], answers: dict[int, ChecklistAnswer], **kwargs
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            held = answers.get(item.pk)
            self.fields[f"answer-{item.slug}"] = forms.ChoiceField(
                label="Answer",
                choices=[*ChecklistAnswer.Answer.choices, ("", "Not answered")],
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Choose one of the answers."},
            )
            self.fields[f"answer-{item.slug}"].choices_class = "govuk-radios--inline govuk-radios--small"
            self.fields[f"note-{item.slug}"] = forms.CharField(
                label="Note (optional)",
                required=False,
                max_length=NOTE_LIMIT,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={
                    "max_length": f"This note is %(show_value)s characters long. Keep it to {NOTE_LIMIT:,} or fewer."
                },
            )
            self.fields[f"version-{item.slug}"] = version_field()
            self.initial[f"answer-{item.slug}"] = held.answer if held else ""
            self.initial[f"note-{item.slug}"] = held.note if held else ""
            self.initial[f"version-{item.slug}"] = held.version if held else 0
        tick_last(self)

    def given(self) -> list[Given]:
        """What was answered, for the operation."""
        said = self.cleaned_data
        return [
            Given(item, said[f"answer-{item.slug}"], said[f"note-{item.slug}"], said[f"version-{item.slug}"])
            for item in self.items
        ]


class ChecklistForm(forms.Form):
    """A checklist of the council's own."""

    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Give the checklist a title."}
    )  # fmt: skip
    purpose = forms.CharField(
        label="What it is for (optional)", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, items: list[ChecklistItem], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for number, item in enumerate(items, 1):
            self.fields[f"text-{item.slug}"] = forms.CharField(
                label=f"Item {number}",
                max_length=ITEM_LIMIT,
                initial=item.text,
                error_messages={"required": f"Item {number} needs words. Hide it if nobody should be asked."},
            )
            self.fields[f"hide-{item.slug}"] = forms.BooleanField(
                label=f"Hide item {number}", required=False, initial=item.retired
            )
        self.fields["more"] = forms.CharField(
            label="More things to check" if items else "Things to check",
            help_text="One on each line.",
            required=not items,
            widget=forms.Textarea(attrs={"rows": 6}),
            error_messages={"required": "Give the checklist at least one thing to check."},
        )
        if items:
            self.fields["retired"] = forms.BooleanField(
                label="Hide this checklist",
                required=False,
                help_text="Its answers are kept and come back when shown.",
            )

    def clean_more(self) -> list[str]:
        """The new items, one from each line that has words."""
        lines = [line.strip() for line in self.cleaned_data["more"].splitlines() if line.strip()]
        for number, line in enumerate(lines, 1):
            if len(line) > ITEM_LIMIT:
                raise forms.ValidationError(f"Line {number} is {len(line)} characters long. Keep it to {ITEM_LIMIT}.")
        if len(lines) + len(self.items) > MOST_ITEMS:
            raise forms.ValidationError(f"A checklist holds at most {MOST_ITEMS} things to check.")
        return lines

    def words(self) -> list[ItemWords]:
        """The items, for the operation."""
        said = self.cleaned_data
        known = [ItemWords(i, said[f"text-{i.slug}"], said[f"hide-{i.slug}"]) for i in self.items]
        return [*known, *(ItemWords(None, line) for line in said["more"])]
