"""The forms about neighbours: choosing a list, and adding one from a spreadsheet. They validate, nothing more."""

from collections.abc import Sequence
from typing import Protocol

from django import forms

from assurance.reading_lists import MOST_BYTES


class Listed(Protocol):
    """A list that can be chosen."""

    slug: str
    name: str
    about: str
    size: int


class NeighbourChoiceForm(forms.Form):
    """Which list of neighbours figures are compared with."""

    list = forms.ChoiceField(
        label="Compare our figures with the neighbours on",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a list.", "invalid_choice": "Choose one of the lists."},
    )

    def __init__(self, *args, lists: Sequence[Listed], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["list"].choices = [
            (one.slug, f"{one.name} ({one.size} neighbour{'s' if one.size != 1 else ''}). {one.about}")
            for one in lists
            if one.size or one.slug == self.initial.get("list")  # a list that names nobody compares with nobody
        ]


class NeighbourListForm(forms.Form):
    """A council's own list: first with its file, then, once it was looked at, with what the file held."""

    name = forms.CharField(
        label="What the list is called",
        help_text="It is named wherever it is used. A list of the same name is replaced.",
        max_length=120,
        error_messages={"required": "Give the list a name, such as CIPFA nearest neighbours 2025."},
    )
    source = forms.CharField(
        label="Where it is from (optional)",
        help_text="Who made it, and the licence you use it under.",
        max_length=250,
        required=False,
    )
    as_of = forms.CharField(label="Its date or version (optional)", max_length=40, required=False)
    file = forms.FileField(
        label="Spreadsheet with the neighbours",
        help_text=(
            "CSV, XLSX or ODS, one row for each neighbour: a code such as E10000019 or a name, in order or with a rank."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
        error_messages={
            "empty": "This file is empty. Choose the spreadsheet with the neighbours.",
            "missing": "The file did not arrive. Choose it again.",
            "invalid": "The file did not arrive. Choose it again.",
            "max_length": "The file’s name is too long. Give it a shorter one.",
        },
    )
    ranked = forms.RegexField(r"^[EX]\d{8}( [EX]\d{8}){0,99}$", required=False, widget=forms.HiddenInput)

    def clean(self) -> dict:
        """Either a file to look at, or what was looked at."""
        data = super().clean() or {}
        if "file" not in self.errors and not data.get("file") and not data.get("ranked"):
            self.add_error("file", "Choose the spreadsheet with the neighbours.")
        return data

    def clean_file(self):
        """A file within the limit; nothing larger is ever read."""
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(
                "This file is larger than 1 MB. A list of neighbours has one row for each: save only that sheet. "
                "Nothing was changed."
            )
        return file
