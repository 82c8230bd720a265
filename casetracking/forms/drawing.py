"""The forms of criteria and of who is in a pool: they validate, nothing more."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from casetracking.forms.guarded import ClosedForm
from casetracking.models import Attribute, Criterion, Lock
from casetracking.models.candidates import CHOICE, NUMBER
from casetracking.presenters.options import options_of

PARTS = 3  # conditions a form takes
ABOVE = (1, 2, 3, 5, 6, 7, 9, 12, 28, 56, 90)  # from how much a number counts


def _number(label: str, help_text: str = "", *, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages={
            "invalid": "Give a whole number.",
            "min_value": f"Give a number from {least} to {most}.",
            "max_value": f"Give a number from {least} to {most}.",
        },
    )


class CriterionForm(ClosedForm):
    """At least or at most so many cases that are so."""

    name = forms.CharField(
        label="What is it about?",
        help_text="It follows “at least 5 with”. For example: a carer’s assessment",
        max_length=120,
        error_messages={"required": "Say what it is about.", "max_length": "Keep it to 120 characters or fewer."},
    )
    least = _number("At least how many cases? (optional)", least=0, most=500)
    most = _number("At most how many cases? (optional)", least=0, most=500)
    either = forms.ChoiceField(
        label="When you choose several above, who counts?",
        choices=[("all", "Who meets all of them"), ("any", "Who meets any of them")],
        widget=forms.RadioSelect,
        initial="all",
    )
    hard = forms.ChoiceField(
        label="Must it be met?",
        choices=[("hard", "Yes, no pool without it"), ("soft", "It should be, but may be missed at a price")],
        widget=forms.RadioSelect,
        initial="hard",
        error_messages={"required": "Say whether it must be met."},
    )
    weight = _number("How much does it weigh? (1 to 100)", "Only where it may be missed", least=1, most=100)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, attributes: list[Attribute], size: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._size = size
        self._titles = {one.slug: one.title for one in attributes}
        self._offered = tuple((a.title, tuple(conditions_offered(a))) for a in attributes if conditions_offered(a))
        offered = [("", "Choose"), *self._offered]
        for number in range(1, PARTS + 1):
            self.fields[f"part{number}"] = forms.ChoiceField(
                label="Who counts?" if number == 1 else "And, or or: who else? (optional)",
                choices=offered,
                required=number == 1,
                error_messages={
                    "required": "Choose who counts.",
                    "invalid_choice": "Choose one from the list.",
                },
            )
        order = ["name", "part1", "part2", "part3", "either", "least", "most", "hard", "weight", "version"]
        self.order_fields(order)
        self.tick_last()

    @property
    def rows(self) -> list[tuple[Any, SafeString | None]]:
        """Fields in order; those with hundreds of options with them written out."""
        parts = {f"part{number}" for number in range(1, PARTS + 1)}
        return [
            (field, options_of(self._offered, str(field.value() or "")) if field.name in parts else None)
            for field in self
        ]

    def clean(self) -> dict[str, Any]:
        """One of the two numbers, in order."""
        given = super().clean()
        least, most = given.get("least"), given.get("most")
        if not {"least", "most"} & self.errors.keys():
            if least is None and most is None:
                self.add_error("least", "Say at least or at most how many.")
            elif least is not None and most is not None and least > most:
                self.add_error("most", "“At most” can’t be less than “at least”.")
            elif least is not None and least > self._size:
                self.add_error("least", f"The pool has {self._size} cases. Give {self._size} or fewer.")
        if twice := self._twice(given):
            self.add_error(
                "either", f"Nobody is both. “{twice}” has one value for each person: choose “any of them”."
            )
        return given

    def _twice(self, given: dict[str, Any]) -> str:
        """The title of what is asked for with two values that nobody has at once; empty where nothing is."""
        if given.get("either") == "any":
            return ""
        parts = dict.fromkeys(given[f"part{n}"] for n in range(1, PARTS + 1) if given.get(f"part{n}"))
        values = [part.partition(":") for part in parts if ":>" not in part]
        asked = [slug for slug, _, _ in values]
        return next((self._titles[slug] for slug in asked if asked.count(slug) > 1), "")

    def said(self) -> dict[str, Any]:
        """What was given, as the columns of a criterion."""
        given = self.cleaned_data
        parts = [given[f"part{n}"] for n in range(1, PARTS + 1) if given.get(f"part{n}")]
        return {
            "name": given["name"].strip(), "least": given["least"], "most": given["most"],
            "hard": given["hard"] == "hard", "weight": given["weight"] or 1, "either": given["either"] == "any",
            "conditions": [condition_from(part) for part in dict.fromkeys(parts)],
        }  # fmt: skip


def conditions_offered(attribute: Attribute) -> list[tuple[str, str]]:
    """Everything that may be asked of an attribute: (as it is sent, in words)."""
    slug, title = attribute.slug, attribute.title
    if attribute.kind == NUMBER:
        return [(f"{slug}:>{n}", f"{title}: {n} or more") for n in ABOVE]
    if attribute.kind == CHOICE:
        return [(f"{slug}:{choice}", f"{title}: {attribute.in_words(choice)}") for choice in attribute.choices]
    return [(f"{slug}:yes", f"{title}: Yes"), (f"{slug}:no", f"{title}: No")]


def condition_from(sent: str) -> dict[str, Any]:
    """A condition as a criterion keeps it, out of what a form sent."""
    slug, _, value = sent.partition(":")
    if value.startswith(">"):
        return {"attribute": slug, "least": int(value[1:])}
    return {"attribute": slug, "values": [{"yes": True, "no": False}.get(value, value)]}


def as_sent(criterion: Criterion) -> list[str] | None:
    """A criterion's conditions as the form sends them; None where the form can't say them."""
    sent = []
    for one in criterion.conditions:
        if "values" in one:
            words = {True: "yes", False: "no"}
            sent += [f"{one['attribute']}:{words.get(v, v) if isinstance(v, bool) else v}" for v in one["values"]]
            if len(one["values"]) > 1 and len(criterion.conditions) > 1 and not criterion.either:
                return None
        elif one.get("most") is None:
            sent.append(f"{one['attribute']}:>{one['least']}")
        else:
            return None
    return sent if len(sent) <= PARTS else None


def initial_of(criterion: Criterion) -> dict[str, Any]:
    """A criterion as its form begins."""
    sent = as_sent(criterion) or []
    several = criterion.either or any(len(one.get("values", [])) > 1 for one in criterion.conditions)
    return {
        "name": criterion.name, "least": criterion.least, "most": criterion.most, "weight": criterion.weight,
        "hard": "hard" if criterion.hard else "soft", "either": "any" if several else "all",
        "version": criterion.version, **{f"part{n}": part for n, part in enumerate(sent, 1)},
    }  # fmt: skip


class DrawForm(forms.Form):
    """Asking for a draw."""

    seed = _number(
        "Seed (optional)", "What decides among pools that are equally good. The same seed draws the same pool.",
        least=1, most=2**31 - 1,
    )  # fmt: skip


def _reason(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text="Name no person. The reason is destroyed with the pool.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-max-length": 500}),
        error_messages={
            "required": "Give the reason: a sentence is enough.",
            "max_length": "Keep it to 500 characters or fewer.",
        },
    )


class LockForm(ClosedForm):
    """Keeping somebody in, or out."""

    side = forms.ChoiceField(
        label="What should every draw do?",
        choices=[(Lock.Side.IN, "Always take this person"), (Lock.Side.OUT, "Never take this person")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say whether to keep this person in or out.",
            "invalid_choice": "This can’t be decided about somebody who is where this person is. Nothing was changed.",
        },
    )
    reason = _reason("Why?")

    def __init__(self, *args, sides: Sequence[str] | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if sides is not None:
            self.fields["side"].choices = [one for one in self.fields["side"].choices if one[0] in sides]


class SwapForm(ClosedForm):
    """Putting somebody else into a place."""

    substitute = forms.ChoiceField(
        label="Who takes the place?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who takes the place.", "invalid_choice": "Choose one from the list."},
    )
    reason = _reason("Why does this person leave?")

    def __init__(self, *args, choices: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].choices = choices
