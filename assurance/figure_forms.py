"""The forms about figures: they validate, nothing more."""

from django import forms
from django.conf import settings
from django.utils import timezone

from assurance.ascof.catalogue import FIRST_YEAR_SINCE, year_in
from assurance.ascof.cells import NotAFigure, said
from assurance.figures.own_sheets import may_be_negative, period_of, why_not
from assurance.models import Council, Metric, QualityStatement
from assurance.operations.figures.local import Definition
from assurance.uploads.receiving import limit_bytes

LARGEST_MB = 40  # of a published file; assurance/ascof/inspection.py refuses a larger one


def _limit() -> int:
    return min(LARGEST_MB, settings.UPLOAD_LIMIT_MB)


class FiguresFileForm(forms.Form):
    """A file of published figures, exactly as it was downloaded."""

    kinds = "CSV, ODS or XLSX, also as .csv.gz"

    def __init__(self, *args, refused: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = forms.FileField(
            label=self.label,
            help_text=f"{self.kinds}. At most {_limit()} MB.",
            widget=forms.FileInput(
                attrs={
                    "accept": ".csv,.ods,.xlsx,.xls,.gz",
                    "data-max-bytes": min(limit_bytes(), LARGEST_MB * 1_000_000),
                    "data-max-words": f"{_limit()} MB",
                }
            ),
            error_messages={
                "required": refused or "Choose the file.",
                "empty": "The file is empty, so nothing was stored. Download it again.",
                "invalid": "The file did not arrive whole. Choose it again.",
                "max_length": "The file’s name is too long. Give it a shorter one.",
            },
        )

    label = "The file, as you downloaded it"

    def clean_file(self):
        """Nothing larger than any published file is kept."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_MB * 2**20:
            raise forms.ValidationError(
                f"The file is {file.size / 1_000_000:,.0f} MB. Files of figures have at most {LARGEST_MB} MB, so it "
                "was not taken and nothing was stored."
            )
        return file


class OwnFiguresFileForm(FiguresFileForm):
    """A spreadsheet of the council's own figures."""

    label = "Your spreadsheet"


class YearForm(forms.Form):
    """The year of a file that does not say it."""

    year = forms.CharField(
        label="Which year are the figures for?",
        help_text="For example: 2017-18. It stands on the page you downloaded the file from.",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"required": "Say which year the figures are for, such as 2017-18."},
    )

    def clean_year(self) -> str:
        """A financial year as 2017-18, however it is written."""
        year = year_in(self.cleaned_data["year"])
        if not year:
            raise forms.ValidationError("Write the year as 2017-18.")
        if late := why_not(year, None, today=timezone.localdate(), below_zero=True)[0]:
            raise forms.ValidationError(f"{late} Check the year.")
        return year

    def answers(self) -> dict:
        """What was said, as the file keeps it."""
        return {"year": self.cleaned_data["year"]}


class MeasureForm(forms.Form):
    """The measure of a file that does not name it by code."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        known = Metric.objects.filter(council=None, framework__startswith="ascof").order_by("-framework", "position")
        groups = {"ascof-2023": f"From {FIRST_YEAR_SINCE} on", "ascof-2014": "Up to 2022-23"}
        choices = [
            (label, [(f"{m.framework} {m.code}", f"{m.code} {m.title}") for m in known if m.framework == framework])
            for framework, label in groups.items()
        ]
        self.fields["measure"] = forms.ChoiceField(
            label="Which measure does the file hold?",
            help_text="Its title stands in the file’s first row, and on LG Inform’s page.",
            choices=[("", "Choose a measure"), *choices],
            error_messages={"required": "Choose the measure.", "invalid_choice": "Choose a measure from the list."},
        )

    def answers(self) -> dict:
        """What was said, as the file keeps it."""
        return {"measure": self.cleaned_data["measure"].split(" ", 1)}


class LocalMeasureForm(forms.Form):
    """What a council says a measure of its own is; `seen` marks what was said when the form was opened."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    title = forms.CharField(
        label="Name of the measure",
        help_text="For example: People waiting for a Care Act assessment",
        max_length=250,
        error_messages={"required": "Give the measure a name.", "max_length": "Keep it to 250 characters."},
    )
    unit = forms.CharField(
        label="Unit",
        help_text="For example: people, %, days, per 100,000",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={"required": "Say what is counted, such as people or %."},
    )
    decimals = forms.TypedChoiceField(
        label="Decimals",
        coerce=int,
        choices=[(n, text) for n, text in enumerate(["None: 344", "One: 11.9", "Two: 11.93", "Three: 0.419"])],
        error_messages={"required": "Choose how many decimals.", "invalid_choice": "Choose from the list."},
    )
    better = forms.ChoiceField(
        label="Which way is better?",
        choices=[("higher", "Higher is better"), ("lower", "Lower is better"), ("neither", "Neither")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say which way is better.", "invalid_choice": "Choose one of the three."},
    )
    source = forms.CharField(
        label="Where the figures come from",
        help_text="For example: Case management system, weekly waiting list report",
        max_length=250,
        error_messages={"required": "Say where the figures come from."},
    )
    definition = forms.CharField(
        label="What exactly is counted (optional)",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    caveat = forms.CharField(
        label="What to keep in mind when reading it (optional)",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, edition, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        statements = QualityStatement.objects.in_order().filter(edition=edition) if edition else []
        self.fields["statements"] = forms.MultipleChoiceField(
            label="Which quality statements does it speak to? (optional)",
            required=False,
            choices=[(one.slug, one.title) for one in statements],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Choose statements from the list."},
        )
        offered = {slug for slug, _ in self.fields["statements"].choices}
        self._of_other_editions = [slug for slug in self.initial.get("statements", []) if slug not in offered]

    def said(self) -> Definition:
        """The definition as it is kept; statements of other editions, which the form can't show, stay."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        given["statements"] = [*given["statements"], *self._of_other_editions]
        given["better"] = "" if given["better"] == "neither" else given["better"]
        return Definition(**given)


class OwnFigureForm(forms.Form):
    """A figure of the council's own, as at a day or for a year."""

    period = forms.CharField(
        label="As at",
        help_text="A day like 31/10/2026, or a year like 2025-26",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": "Give the day the figure is as at, such as 31/10/2026."},
    )
    value = forms.CharField(
        label="Figure",
        help_text="A number. Where there is none: [c] suppressed, [x] not available, [z] not applicable",
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-10", "inputmode": "decimal", "autocomplete": "off"}
        ),
        error_messages={"required": "Give the figure, or [x] where there is none."},
    )

    def __init__(self, *args, measure: Metric, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._measure = measure

    def clean_period(self) -> str:
        """A day or a financial year."""
        period = period_of(self.cleaned_data["period"])
        if not period:
            raise forms.ValidationError("Write a day like 31/10/2026, or a year like 2025-26.")
        late, _ = why_not(period, None, today=timezone.localdate(), below_zero=True)
        if late:
            raise forms.ValidationError(f"{late} Nothing was saved. Give the day the figure was true on.")
        return period

    def clean_value(self) -> tuple[float | None, str]:
        """The number, or the reason why there is none."""
        try:
            value, reason, _, _ = said(self.cleaned_data["value"])
        except NotAFigure as why:
            raise forms.ValidationError(f"{why} Write a number such as 344 or 11.9.") from why
        below_zero = may_be_negative(self._measure.unit, self._measure.title)
        _, below = why_not("", value, today=timezone.localdate(), below_zero=below_zero)
        if below:
            raise forms.ValidationError(f"{below} Nothing was saved. Look whether the minus sign belongs there.")
        return (None if value is None else round(value, self._measure.decimals)), reason


def own_measures(council: Council):
    """The measures a council tells its figures of, its own first."""
    return Metric.objects.typed_by(council).order_by("-framework", "position", "pk")
