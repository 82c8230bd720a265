"""The forms of the list: its dates, its columns, the regulator's choice."""

from django import forms

from assurance.guard import GuardedForm
from casetracking.forms.cases import choice, day, version_field, words
from casetracking.models import Case

SPARE = 4


class DatesForm(forms.Form):
    """The days of a pool."""

    list_due_on = day("When does the list go to the regulator? (optional)")
    chosen_due_on = day("When does the regulator say which it tracks? (optional)")
    documents_due_on = day("When are the documents of those due? (optional)")
    version = version_field()


class ColumnsForm(GuardedForm):
    """The columns of the list: a place, what stands in it, its heading."""

    version = version_field()

    def __init__(self, *args, offered: list[tuple[str, str]], columns: list[dict[str, str]], **kwargs) -> None:
        rows = [*columns, *[{"what": "", "heading": ""}] * SPARE]
        self.numbers = range(1, len(rows) + 1)
        self.offered = dict(offered)
        kwargs["initial"] = {
            **{f"what-{n}": one["what"] for n, one in enumerate(rows, 1)},
            **{f"heading-{n}": one["heading"] for n, one in enumerate(rows, 1)},
            **{f"place-{n}": n for n in self.numbers},
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        for number in self.numbers:
            self.fields[f"place-{number}"] = forms.IntegerField(
                label="Place", required=False, min_value=1, max_value=200,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
                error_messages={"invalid": "Give a whole number for the place, such as 3."},
            )  # fmt: skip
            self.fields[f"what-{number}"] = forms.ChoiceField(
                label="What stands in it", choices=[("", "Nothing: no such column"), *offered], required=False,
                error_messages={"invalid_choice": "Choose one from the list."},
            )  # fmt: skip
            self.fields[f"heading-{number}"] = forms.CharField(
                label="Heading", required=False, max_length=120,
                error_messages={"max_length": "Keep a heading to 120 characters or fewer."},
            )  # fmt: skip
        self.tick_last()

    def rows(self) -> list[tuple]:
        """The fields of each column, for the page."""
        return [(n, self[f"place-{n}"], self[f"what-{n}"], self[f"heading-{n}"]) for n in self.numbers]

    def columns(self) -> list[dict[str, str]]:
        """What was given, in order of place; a heading left out is ours."""
        given = self.cleaned_data
        placed = [
            (given[f"place-{n}"] or 200, n, given[f"what-{n}"], given[f"heading-{n}"].strip())
            for n in self.numbers
            if given[f"what-{n}"]
        ]
        return [{"what": what, "heading": heading or self.offered[what]} for _, _, what, heading in sorted(placed)]


class ChoiceForm(GuardedForm):
    """The regulator's choice, pasted or as a file; the file goes by another way, see receiving.py."""

    stage = choice(
        "Which choice is it?",
        [(Case.Stage.CHOSEN, "Those it tracks, usually 10"), (Case.Stage.FOLLOWED, "Those it speaks to, about 6")],
        required="Say which choice it is.",
    )  # fmt: skip
    typed = words("References, one a line", longest=20_000, rows=8)
    file = forms.FileField(
        label="Or a file: XLSX, ODS or CSV with the references in it",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )
