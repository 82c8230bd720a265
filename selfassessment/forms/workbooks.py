"""The form a filled-in spreadsheet is sent back with: it validates, nothing more."""

from django import forms

from selfassessment.spreadsheets import MOST_BYTES


class SendBackForm(forms.Form):
    """A file that comes back."""

    file = forms.FileField(
        label="The workbook you filled in",
        help_text=f"An Excel workbook (.xlsx) of at most {MOST_BYTES // 1_000_000} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Choose the workbook you filled in.",
            "empty": "This file is empty. Choose the workbook you filled in.",
            "missing": "The file did not arrive. Choose it again.",
            "invalid": "The file did not arrive. Choose it again.",
            "max_length": "The file’s name is too long. Give it a shorter one.",
        },
    )

    def clean_file(self):
        """A file within the limit; nothing larger is ever read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"This file is larger than {MOST_BYTES // 1_000_000} MB. A filled-in round is much smaller: remove "
                "pictures and sheets of your own, then send it again. Nothing was changed."
            )
        return file
