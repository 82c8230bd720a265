"""The form for what only the council can know of a candidate: it validates, nothing more."""

from typing import Any

from django import forms

from casetracking.models import Attribute, Candidate
from casetracking.models.candidates import CHOICE, NUMBER
from casetracking.words import NOT_RECORDED, as_written

MOST = 1_000_000


class TellForm(forms.Form):
    """One field for each attribute that Client Level Data can't know."""

    def __init__(self, *args, attributes: list[Attribute], candidate: Candidate, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.attributes = [one for one in attributes if one.place is None and (one.kind != CHOICE or one.choices)]
        asked = {one.slug for one in self.attributes}
        self._besides = {slug: value for slug, value in candidate.told.items() if slug not in asked}
        for one in self.attributes:
            value = candidate.told.get(one.slug)
            self.fields[one.slug] = _field(one, value)
            self.fields[one.slug].initial = value if one.kind == NUMBER else as_written(value)

    def told(self) -> dict[str, bool | str | int]:
        """What is known now, by attribute's slug; without what is not recorded. What is not asked here stays."""
        meant = {"yes": True, "no": False}
        given = {one.slug: self.cleaned_data[one.slug] for one in self.attributes}
        values: dict[str, Any] = {
            one.slug: given[one.slug] if one.kind in {NUMBER, CHOICE} else meant.get(given[one.slug])
            for one in self.attributes
        }
        return self._besides | {slug: value for slug, value in values.items() if value is not None and value != ""}


def _field(attribute: Attribute, held: Any) -> forms.Field:
    said = {"label": attribute.title, "help_text": attribute.description, "required": False}
    if attribute.kind == NUMBER:
        return forms.IntegerField(
            **said,
            min_value=0,
            max_value=MOST,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
            error_messages={"invalid": "Give a whole number.", "min_value": "Give 0 or more."},
        )
    values = list(attribute.choices) if attribute.kind == CHOICE else ["yes", "no"]
    if attribute.kind == CHOICE and held is not None and held not in values:
        values.append(held)  # no longer offered, but told of this person
    choices = [("", NOT_RECORDED), *((value, attribute.in_words(value)) for value in values)]
    field = forms.ChoiceField(
        **said,
        choices=choices,
        widget=forms.Select if attribute.kind == CHOICE else forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one from the list."},
    )
    field.choices_class = "govuk-radios--inline govuk-radios--small"
    return field


class AlikeForm(forms.Form):
    """By which attributes a pool should look like the caseload, each with its weight."""

    def __init__(self, *args, attributes: list[Attribute], weights: dict[str, int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(weight), words) for weight, words in WEIGHTS.items()]
        for one in attributes:
            if one.kind == CHOICE and one.choices:
                self.fields[one.slug] = forms.TypedChoiceField(
                    label=one.title,
                    choices=_with(choices, weights.get(one.slug, 0)),
                    coerce=int,
                    initial=weights.get(one.slug, 0),
                    error_messages={"required": "Choose one.", "invalid_choice": "Choose one from the list."},
                )

    def weights(self) -> dict[str, int]:
        """The weight of every attribute that counts."""
        return {slug: weight for slug, weight in self.cleaned_data.items() if weight}


WEIGHTS = {0: "Does not matter", 1: "A little", 2: "Rather", 5: "Much", 10: "Very much"}


def _with(choices: list[tuple[str, str]], weight: int) -> list[tuple[str, str]]:
    return choices if weight in WEIGHTS else [*choices, (str(weight), f"Weight {weight}")]
