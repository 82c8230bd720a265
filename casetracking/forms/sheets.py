"""The forms about a council's own spreadsheet: they validate, nothing more."""

from django import forms

from casetracking.operations.sheets import Choices
from casetracking.words import count_of


class SheetForm(forms.Form):
    """The field a spreadsheet is given in. It is drawn from this, and never bound: see receiving.py."""

    file = forms.FileField(
        label="Your spreadsheet",
        help_text="CSV, Excel (.xlsx) or OpenDocument (.ods), up to 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods,.txt,text/csv"}),
        required=False,
    )


class TakeSheetForm(forms.Form):
    """What to do with people who are new, and with those who are missing."""

    people = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": "Say what to do with people who are not in this pool yet."},
    )
    drop = forms.BooleanField(required=False)
    mark = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, new: int, had: int, missing: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if new and had:
            person = count_of(new, "person", "people")
            self.fields[
                "people"
            ].label = f"{person} {'is' if new == 1 else 'are'} not in this pool yet. What should happen?"
            self.fields["people"].help_text = "People who only wait, for example, are not in Client Level Data."
            self.fields["people"].choices = [
                ("add", "Add them, with what the spreadsheet says of them"),
                ("leave", "Leave them out, and take what it says of people who are here"),
            ]
        else:
            del self.fields["people"]
        if missing:
            person, verb = count_of(missing, "person", "people"), "is" if missing == 1 else "are"
            self.fields["drop"].label = f"{person} of an earlier spreadsheet {verb} not in this one: take them away"
            self.fields["drop"].help_text = "Who has a case, or is kept in or out, stays and is marked."
        else:
            del self.fields["drop"]

    def choices(self) -> Choices:
        """What was decided."""
        return Choices(add=self.cleaned_data.get("people", "add") == "add", drop=bool(self.cleaned_data.get("drop")))
