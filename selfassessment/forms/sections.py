"""The form people write a section in: it validates, nothing more."""

from django import forms

from assurance.guard import GuardedForm
from assurance.widgets import Hidden
from selfassessment.forms.versions import FORM_DAMAGED, version_field
from selfassessment.models import PartText
from selfassessment.models.judgement import PART_LIMIT
from selfassessment.operations.writing import Draft, as_stored, fingerprint
from selfassessment.slots import Slot


class PartField(forms.CharField):
    """The text of one slot: at most 20,000 characters as they are stored; a longer text stays on the page."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(
            label=slot.i_statement.text if slot.i_statement else slot.part.title,
            help_text=_hint(slot),
            required=False,
            strip=False,
            widget=forms.Textarea(attrs={"rows": 6 if slot.i_statement else 12}),
        )
        self.slot = slot

    def to_python(self, value: object) -> str:
        """Without the null characters that a paste can bring along."""
        return super().to_python(value).replace("\x00", "")

    def clean(self, value: object) -> str:
        """The text as stored, or a sentence that says by how much it is too long."""
        text = as_stored(super().clean(value))
        if len(text) > PART_LIMIT:
            raise forms.ValidationError(
                f"“{self.slot.title}” is {len(text):,} characters long. A part holds at most {PART_LIMIT:,}. "
                f"Shorten it by {len(text) - PART_LIMIT:,}. Your text is still here, but nothing has been saved yet."
            )
        return text


def _hint(slot: Slot) -> str:
    """What to write and how much; the help of a part against I statements stands once, above them."""
    guide = f"About {slot.part.word_guide} words."
    return f"{slot.part.help} {guide}" if slot.part.help and not slot.i_statement else guide


MINE, THEIRS = "mine", "theirs"


class WriteForm(GuardedForm):
    """Slots of one section, each with the version and the fingerprint of the text it was opened with.

    With `asks=False`, as the page uses it that saves by itself, the personal-data guard keeps still: no word is left
    unsaved, and what it finds is said beside the text.

    Where somebody else saved meanwhile, the page comes back with the version that stands, and `was` holds the one
    the person started from for as long as they have not chosen between the two texts.
    """

    guard_keeps = "Your words are still here."  # the page may have saved them already

    def __init__(
        self,
        *args,
        slots: list[Slot],
        texts: dict[tuple[int, int | None], PartText],
        asks: bool = True,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.slots, self.asks = slots, asks
        for slot in slots:
            held = texts.get(slot.ids)
            self.fields[f"text-{slot.key}"] = PartField(slot)
            self.fields[f"version-{slot.key}"] = version_field()
            self.fields[f"began-{slot.key}"] = forms.CharField(
                required=False, max_length=16, widget=Hidden, error_messages={"max_length": FORM_DAMAGED}
            )
            self.fields[f"was-{slot.key}"] = version_field(required=False)
            self.initial[f"text-{slot.key}"] = held.text if held else ""
            self.initial[f"version-{slot.key}"] = held.version if held else 0
            self.initial[f"began-{slot.key}"] = fingerprint(held.text if held else "")

    def clean(self) -> dict:
        """Ask about what looks like personal data, where this form asks."""
        return super().clean() if self.asks else self.cleaned_data

    @property
    def choice(self) -> tuple[str, str]:
        """Which of two texts a button says to keep, and in which slot; empty for the button that saves everything."""
        which, _, key = self.data.get("keep", "").partition(" ")
        return (which, key) if which in {MINE, THEIRS} else ("", "")

    def drafts(self) -> list[Draft]:
        """What was written and can be taken, for the operation.

        A choice in one slot decides nothing about others that are still to be chosen: these count from where the
        person started, so they are late again.
        """
        which, chosen = self.choice
        drafts = []
        for slot in self.slots:
            said = [self.cleaned_data.get(f"{kind}-{slot.key}") for kind in ("text", "version", "began", "was")]
            text, version, began, was = said
            if text is None or version is None or began is None or (which == THEIRS and slot.key == chosen):
                continue
            if which and slot.key != chosen and was is not None:
                version = was
            drafts.append(Draft(slot.part, text, version, slot.i_statement, began))
        return drafts

    def left(self) -> list[Draft]:
        """The person's own text where a button says to keep the other one: it is kept aside."""
        which, chosen = self.choice
        slot = next((slot for slot in self.slots if slot.key == chosen), None)
        if which != THEIRS or slot is None:
            return []
        text, version, was = (self.cleaned_data.get(f"{kind}-{chosen}") for kind in ("text", "version", "was"))
        started_from = version if was is None else was
        if text is None or started_from is None:
            return []
        return [Draft(slot.part, text, started_from, slot.i_statement)]
