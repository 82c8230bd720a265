"""The forms about a spreadsheet of measures: the file, and what of it was shown and is to be saved."""

from collections.abc import Sequence
from dataclasses import asdict

from django import forms
from django.core import signing

from assurance.figures.measure_sheet import EMPTY, MOST_BYTES, NOTHING, TOO_LARGE
from assurance.models import Council, User
from assurance.operations.figures.local import Definition, Proposed

SALT = "assurance.local-measures"
HOURS = 12  # for which what was shown can be saved
TOO_OLD = (
    f"You were shown this more than {HOURS} hours ago, so it was not saved. Upload the spreadsheet again to see what "
    f"it would change now. {NOTHING}"
)
NOT_OURS = f"What was sent is not what you were shown, so it was not saved. Upload the spreadsheet again. {NOTHING}"


class MeasuresFileForm(forms.Form):
    """A spreadsheet of the council's own measures."""

    def __init__(self, *args, refused: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = forms.FileField(
            label="Your spreadsheet",
            help_text="CSV, ODS or XLSX, at most 1 MB and 200 measures.",
            widget=forms.FileInput(
                attrs={"accept": ".csv,.ods,.xlsx", "data-max-bytes": MOST_BYTES, "data-max-words": "1 MB"}
            ),
            error_messages={
                "required": refused or "Choose the spreadsheet with your measures.",
                "empty": EMPTY,
                "missing": "The file did not arrive. Choose it again.",
                "invalid": "The file did not arrive whole. Choose it again.",
                "max_length": "The file’s name is too long. Give it a shorter one.",
            },
        )

    def clean_file(self):
        """A file within the limit; nothing larger is ever read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


class ShownMeasuresForm(forms.Form):
    """What somebody was shown of their spreadsheet, carried by the page itself: nothing of it is kept meanwhile.

    It is signed, so that nothing is saved that was not looked at, and is one person's in one council.
    """

    shown = forms.CharField(widget=forms.HiddenInput, error_messages={"required": NOT_OURS})

    def __init__(self, *args, council: Council, person: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._whose = [council.pk, person.pk]

    def seal(self, proposed: Sequence[Proposed]) -> str:
        """What would be saved, as the page carries it."""
        rows = [[asdict(one.said), one.slug, one.before] for one in proposed]
        return signing.dumps({"whose": self._whose, "rows": rows}, salt=SALT, compress=True)

    def clean_shown(self) -> list[Proposed]:
        """What is to be saved, as it was shown to this person in this council within the last hours."""
        try:
            told = signing.loads(self.cleaned_data["shown"], salt=SALT, max_age=HOURS * 3600)
        except signing.SignatureExpired:
            raise forms.ValidationError(TOO_OLD) from None
        except signing.BadSignature:
            raise forms.ValidationError(NOT_OURS) from None
        if told["whose"] != self._whose:
            raise forms.ValidationError(NOT_OURS)
        return [Proposed(Definition(**said), slug, before) for said, slug, before in told["rows"]]
