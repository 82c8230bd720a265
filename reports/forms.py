"""The forms of the reports: they validate, nothing more."""

from django import forms

from reports.models import Document


class DocumentForm(forms.Form):
    """Which document to make."""

    kind = forms.ChoiceField(
        label="What do you need?",
        choices=Document.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what to make.",
            "invalid_choice": "Choose one of the documents in the list.",
        },
    )
    with_scores = forms.BooleanField(
        label="Show our scores and reasons in the workbook",
        required=False,
        help_text="Leave this off for a version that goes round more widely. The draft report always shows scores.",
    )

    def __init__(self, *args, sees_scores: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].label_size = "m"
        self.fields["kind"].choice_hints = {
            Document.Kind.WORKBOOK: "Everything written in this round, statement by statement, to read or print",
            Document.Kind.DRAFT_REPORT: "The same content laid out like a published assessment report, marked as ours",
        }
        if not sees_scores:
            self.fields["kind"].choices = [
                choice for choice in Document.Kind.choices if choice[0] == Document.Kind.WORKBOOK
            ]
            self.fields["kind"].initial = Document.Kind.WORKBOOK
            del self.fields["with_scores"]

    @property
    def includes_scores(self) -> bool:
        """Whether the document will show scores."""
        return self.cleaned_data["kind"] == Document.Kind.DRAFT_REPORT or bool(self.cleaned_data.get("with_scores"))
