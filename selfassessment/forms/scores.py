"""The form a statement is scored with: it validates, nothing more."""

from django import forms

from assurance.guard import GuardedForm
from assurance.models import EvidenceCategory
from selfassessment.forms.versions import version_field
from selfassessment.models import ChallengeScore, Confidence, Score

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


class ScoreForm(GuardedForm):
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
        self.fields["confidence"] = forms.ChoiceField(
            label="How sure are you? (optional)",
            choices=Confidence.choices,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Choose how sure you are from the list."},
        )
        self.fields["confidence"].label_size = "m"
        self.initial["confidence"] = score.confidence if score else ""
        self.fields["version"] = version_field()
        self.initial["reason"] = score.reason if score else ""
        self.initial["version"] = score.version if score else 0
        self.tick_last()

    def category_scores(self) -> dict[EvidenceCategory, int]:
        """Each evidence category's score, for the operation; empty under the direct method."""
        return {category: self.cleaned_data[f"category-{category.slug}"] for category in self.categories}


class ChallengeForm(GuardedForm):
    """What somebody from outside would score a statement, and why."""

    def __init__(self, *args, words: dict[int, str], given: ChallengeScore | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _score_field("What would you score it?", words)
        self.fields["reason"] = forms.CharField(
            label="Why?",
            help_text="A few sentences: what convinced you, and what you did not find.",
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 6, "data-max-length": 4000}),
            error_messages={
                "required": "Give the reason for this score: a sentence or two is enough.",
                "max_length": "The reason is %(show_value)s characters long. Keep it under %(limit_value)s.",
            },
        )
        self.fields["reason"].label_size = "m"
        self.fields["version"] = version_field()
        self.initial = {
            "value": given.value if given else None,
            "reason": given.reason if given else "",
            "version": given.version if given else 0,
        }
        self.tick_last()
