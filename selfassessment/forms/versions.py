"""The version somebody started from, carried in a form."""

from django import forms

from assurance.widgets import Hidden

FORM_DAMAGED = (
    "This page lost track of which version you started from. Copy your text, open the page again and paste it in."
)


def version_field(*, required: bool = True) -> forms.IntegerField:
    """The version somebody started from; what is wrong with it can only be damage on the way."""
    messages = dict.fromkeys(["required", "invalid", "min_value"], FORM_DAMAGED)
    return forms.IntegerField(min_value=0, required=required, widget=Hidden, error_messages=messages)


def seen_field() -> forms.CharField:
    """What stood when the form was opened, where that is no number."""
    return forms.CharField(max_length=10_000, widget=Hidden, error_messages={"required": FORM_DAMAGED})


def whole(said: str) -> int | None:
    """A version as an address or a script says it; None for anything that was never one."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None
