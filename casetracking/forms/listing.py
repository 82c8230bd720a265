"""The forms of the list: its dates, its columns, the regulator's choice."""

from django import forms

from assurance.guard import GuardedForm
from casetracking.forms.cases import choice, day, line, version_field, words
from casetracking.models import Case


class DatesForm(forms.Form):
    """The days of a pool."""

    list_due_on = day("When does the list go to the regulator? (optional)")
    chosen_due_on = day("When does the regulator say which it tracks? (optional)")
    documents_due_on = day("When are the documents of those due? (optional)")
    version = version_field()


class ColumnsForm(GuardedForm):
    """The columns of the list: a place and a heading for each that is there, and one to add."""

    add = forms.ChoiceField(
        label="Add a column", required=False,
        error_messages={"invalid_choice": "Choose one from the list."},
    )  # fmt: skip
    add_heading = line("Its heading (optional)", longest=120)
    version = version_field()

    def __init__(self, *args, offered: list[tuple[str, str]], columns: list[dict[str, str]], **kwargs) -> None:
        self.offered = dict(offered)
        self.present = columns
        kwargs["initial"] = {
            **{f"place-{one['what']}": n for n, one in enumerate(columns, 1)},
            **{f"heading-{one['what']}": one["heading"] for one in columns},
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        here = {one["what"] for one in columns}
        self.fields["add"].choices = [("", "Nothing more"), *(one for one in offered if one[0] not in here)]
        for one in columns:
            self.fields[f"place-{one['what']}"] = forms.IntegerField(
                label="Place", required=False, min_value=1, max_value=200,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
                error_messages={"invalid": "Give a whole number for the place, such as 3.",
                                "min_value": "Places begin with 1.", "max_value": "Give a place up to 200."},
            )  # fmt: skip
            self.fields[f"heading-{one['what']}"] = line("Heading", longest=120)
        self.tick_last()

    def rows(self) -> list[tuple]:
        """What stands in each column, and its fields, for the page."""
        return [
            (self.offered[what], self[f"place-{what}"], self[f"heading-{what}"])
            for what in (one["what"] for one in self.present)
        ]

    def columns(self) -> list[dict[str, str]]:
        """What was given, in order of place; one without a place is taken out, a heading left out is ours."""
        given = self.cleaned_data
        placed = [
            (given[f"place-{one['what']}"], number, one["what"], given[f"heading-{one['what']}"])
            for number, one in enumerate(self.present)
            if given[f"place-{one['what']}"]
        ]
        columns = [{"what": what, "heading": heading.strip()} for _, _, what, heading in sorted(placed)]
        if given["add"]:
            columns.append({"what": given["add"], "heading": given["add_heading"].strip()})
        return [{**one, "heading": one["heading"] or self.offered[one["what"]]} for one in columns]


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
