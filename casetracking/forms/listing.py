"""The forms of the list: its dates, its columns, the regulator's choice."""

from django import forms

from assurance.guard import GuardedForm
from casetracking.deadlines import STEPS, out_of_order
from casetracking.forms.cases import choice, day, line, version_field, words
from casetracking.forms.guarded import ClosedForm
from casetracking.models import Case
from casetracking.operations.listing import NO_REFERENCE


class DatesForm(forms.Form):
    """The days of a pool, step by step, and which steps are done; the letter's day is only counted from."""

    letter_on = day("What is the day of the letter? (optional)", help_text="Only to count from. It is not kept.")
    version = version_field()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for step in STEPS:
            self.fields[step.field] = day(f"{step.asks} (optional)")
            self.fields[f"{step.slug}_done"] = forms.BooleanField(label=step.ticks, required=False)

    def rows(self) -> list[tuple]:
        """Each step with the fields of its day and of its being done, for the page."""
        return [(step, self[step.field], self[f"{step.slug}_done"]) for step in STEPS]

    def clean(self) -> dict:
        """The list goes before the choice, and the choice before the documents."""
        given = super().clean()
        wrong = out_of_order(given)
        if wrong:
            self.add_error(wrong, "This comes before the step it follows. Check the two days.")
        return given

    def days(self) -> dict:
        """The days that were given, by field."""
        return {step.field: self.cleaned_data[step.field] for step in STEPS}

    def done(self) -> set[str]:
        """The steps that are done, by slug."""
        return {step.slug for step in STEPS if self.cleaned_data[f"{step.slug}_done"]}

    def kept(self) -> dict:
        """What else was ticked, for a form that is filled in anew."""
        ticks = [f"{step.slug}_done" for step in STEPS]
        return {name: self.cleaned_data.get(name) for name in (*ticks, *self.settled(), "version")}

    def settled(self) -> set[str]:
        """The fields of the days of steps that are done: nothing is suggested for them."""
        return {step.field for step in STEPS if self.cleaned_data.get(f"{step.slug}_done")}


class ColumnsForm(ClosedForm):
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

    def clean(self) -> dict:
        """The reference stays, whatever else is taken out."""
        given = super().clean()
        if "place-reference" in self.fields and not (
            given.get("place-reference") or "place-reference" in self.errors
        ):
            self.add_error("place-reference", NO_REFERENCE)
        return given

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
    """The regulator's choice, pasted or as a file; the file goes by another way, see receiving.py.

    The guard does not look closely: a list comes back with the regulator's own numbers, and none of it is kept.
    """

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
