"""The forms of the self-assessment: they validate, nothing more."""

from django import forms

from assurance.models import EvidenceCategory, Part
from selfassessment.models import PartText, Score
from selfassessment.models.judgement import PART_LIMIT
from selfassessment.operations.writing import Draft, as_stored


class PartField(forms.CharField):
    """The text of one part: at most 20,000 characters as they are stored; a longer text stays on the page."""

    def __init__(self, part: Part) -> None:
        super().__init__(
            label=part.title,
            help_text=_hint(part),
            required=False,
            strip=False,
            widget=forms.Textarea(attrs={"rows": 12, "data-max-length": PART_LIMIT}),
        )
        self.part = part
        self.label_size = "m"

    def to_python(self, value: object) -> str:
        """Without the null characters that a paste can bring along."""
        return super().to_python(value).replace("\x00", "")

    def clean(self, value: object) -> str:
        """The text as stored, or a sentence that says by how much it is too long."""
        text = as_stored(super().clean(value))
        if len(text) > PART_LIMIT:
            raise forms.ValidationError(
                f"“{self.part.title}” is {len(text):,} characters long. A part holds at most {PART_LIMIT:,}. "
                f"Shorten it by {len(text) - PART_LIMIT:,}. Your text is still here, but nothing has been saved yet."
            )
        return text


def _hint(part: Part) -> str:
    guide = f"About {part.word_guide} words."
    return f"{part.help} {guide}" if part.help else guide


class WriteForm(forms.Form):
    """All parts of one section, each with the version it was opened at."""

    def __init__(self, *args, parts: list[Part], texts: dict[int, PartText], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for part in parts:
            held = texts.get(part.pk)
            self.fields[f"text-{part.slug}"] = PartField(part)
            self.fields[f"version-{part.slug}"] = _version_field()
            self.initial[f"text-{part.slug}"] = held.text if held else ""
            self.initial[f"version-{part.slug}"] = held.version if held else 0

    def drafts(self) -> list[Draft]:
        """What was written, for the operation."""
        return [
            Draft(part, self.cleaned_data[f"text-{part.slug}"], self.cleaned_data[f"version-{part.slug}"])
            for part in self.parts
        ]


FORM_DAMAGED = (
    "This page lost track of which version you started from. Copy your text, open the page again and paste it in."
)


def _version_field() -> forms.IntegerField:
    """The version somebody started from; what is wrong with it can only be damage on the way."""
    messages = dict.fromkeys(["required", "invalid", "min_value"], FORM_DAMAGED)
    return forms.IntegerField(min_value=0, widget=forms.HiddenInput, error_messages=messages)


CHOOSE = "Choose a score from 1 to 4."


def _score_field(label: str, words: dict[int, str]) -> forms.TypedChoiceField:
    field = forms.TypedChoiceField(
        label=label,
        choices=[(value, f"{value} – {text}") for value, text in sorted(words.items(), reverse=True)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    field.label_size = "m"
    return field


class ScoreForm(forms.Form):
    """A statement's score, or its four category scores under the 2023 method, with the reason."""

    def __init__(
        self,
        *args,
        words: dict[int, str],
        categories: list[EvidenceCategory],
        score: Score | None,
        given: dict[int, int] | None = None,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.categories = categories
        if categories:
            for category in categories:
                self.fields[f"category-{category.slug}"] = _score_field(category.title, words)
                self.initial[f"category-{category.slug}"] = (given or {}).get(category.pk)
        else:
            self.fields["value"] = _score_field("Our score", words)
            self.initial["value"] = score.value if score else None
        self.fields["reason"] = forms.CharField(
            label="Why this score?",
            help_text="A few sentences: what tips the balance, and what a challenger would say.",
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 6, "data-max-length": 4000}),
            error_messages={
                "required": "Give the reason for this score: a sentence or two is enough.",
                "max_length": "The reason is %(show_value)s characters long. Keep it under %(limit_value)s.",
            },
        )
        self.fields["reason"].label_size = "m"
        self.fields["version"] = _version_field()
        self.initial["reason"] = score.reason if score else ""
        self.initial["version"] = score.version if score else 0

    def category_scores(self) -> dict[EvidenceCategory, int]:
        """Each evidence category's score, for the operation; empty under the direct method."""
        return {category: self.cleaned_data[f"category-{category.slug}"] for category in self.categories}
