"""The forms an item is answered and moved with: they validate, nothing more."""

from django import forms

from assurance.guard import GuardedForm
from selfassessment.forms.evidence import DocumentForm
from selfassessment.forms.returns import TOO_LONG, radios
from selfassessment.forms.versions import seen_field
from selfassessment.models import AnswerPart, RequestedItem
from selfassessment.operations.answering import MOST_WORDS, Given
from selfassessment.operations.return_moves import LONGEST_SAID
from selfassessment.return_statuses import RETURN_MOVES, ReturnMove

Kind = AnswerPart.Kind


def _pointer(label: str, *, required: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text="For example: page 4, or section 2.3",
        max_length=120,
        required=bool(required),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"required": required, "max_length": TOO_LONG},
    )


def _words(label: str, help_text: str, required: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6, "data-max-length": MOST_WORDS}),
        error_messages={"required": required, "max_length": TOO_LONG},
    )


class NamedForm(GuardedForm):
    """A document of the library: all of it, or what stands in one place of it."""

    how = radios(
        "How does it answer the item?",
        [(Kind.DOCUMENT.value, "Send the document"), (Kind.WITHIN.value, "The item is covered in it, in one place")],
        initial=Kind.DOCUMENT,
        required="Choose how it answers the item.",
        hints={
            Kind.WITHIN.value: "The regulator asks to be directed to the sections that matter. Say which below.",
        },
    )
    pointer = _pointer("Page or section (needed when it is covered in one place)")

    def clean(self) -> dict:
        """What is covered in one place says where."""
        given = super().clean()
        if given.get("how") == Kind.WITHIN and not given.get("pointer") and "pointer" not in self.errors:
            self.add_error("pointer", "Say where in the document it is covered: a page or section.")
        return given


class LinkPartForm(GuardedForm):
    """A public page that answers the item."""

    guard_leaves = frozenset({"url"})

    url = forms.URLField(
        label="Address",
        help_text="Of a page everybody can open. If the information is public, a link is enough.",
        max_length=2000,
        assume_scheme="https",
        error_messages={
            "required": "Give the address of the page.",
            "invalid": "Give a whole address, beginning with https://",
            "max_length": "The address is too long. Copy a shorter one.",
        },
    )
    text = forms.CharField(
        label="What is there",
        help_text="For example: Market position statement 2026",
        max_length=200,
        error_messages={"required": "Say in a few words what is there.", "max_length": TOO_LONG},
    )
    pointer = _pointer("Page or section (optional)")

    def clean_url(self) -> str:
        """Only addresses of the web: nothing that a click would run."""
        url = self.cleaned_data["url"]
        if not url.lower().startswith(("https://", "http://")):
            raise forms.ValidationError("Give an address of the web, beginning with https://")
        return url


class WordsForm(GuardedForm):
    """An answer in words."""

    text = _words("Your answer", "Name nobody who draws on care.", "Write the words of the answer.")


class NotHeldForm(GuardedForm):
    """Why the council has nothing to send."""

    text = _words(
        "Why is it not held?",
        "Say what you have instead, or when you will have it. No document is expected for every item.",
        "Say why it is not held: a sentence is enough.",
    )


PART_FORMS = {Kind.LINK.value: LinkPartForm, Kind.TEXT.value: WordsForm, Kind.NOT_HELD.value: NotHeldForm}


def given_of(kind: str, form: GuardedForm) -> Given:
    """A part as a form gave it, for the operation."""
    said = {name: form.cleaned_data.get(name, "") for name in ("url", "text", "pointer")}
    return Given(kind, **said, confirmed=form.confirmed)


class UploadPartForm(DocumentForm):
    """A document that goes into the library and into the answer in one step."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pointer"] = _pointer("Page or section (optional)")
        self.tick_last()


class ItemMoveForm(GuardedForm):
    """What is said with a move of an item."""

    def __init__(self, *args, move: ReturnMove, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if question := RETURN_MOVES[move].must_say:
            self.fields["said"] = forms.CharField(
                label=question,
                max_length=LONGEST_SAID,
                widget=forms.Textarea(attrs={"rows": 4, "data-max-length": LONGEST_SAID}),
                error_messages={"required": f"{question} A sentence is enough.", "max_length": TOO_LONG},
            )
            self.tick_last()


class ConfidenceForm(GuardedForm):
    """How sure somebody is of an answer."""

    confidence = radios(
        "How well would this answer stand up?", [("", "Not said"), *RequestedItem.Confidence.choices], required=""
    )
    reason = forms.CharField(
        label="Why? (when you choose one)",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-max-length": 1000}),
        error_messages={"max_length": TOO_LONG},
    )
    seen = seen_field()

    def clean(self) -> dict:
        """Confidence comes with its reason."""
        given = super().clean()
        if given.get("confidence") and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Give the reason for your confidence: a sentence is enough.")
        return given
