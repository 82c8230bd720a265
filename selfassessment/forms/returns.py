"""The forms of the information return and its items: they validate, nothing more."""

from string import Formatter

from django import forms

from assurance.guard import GuardedForm
from assurance.models import Milestone, Round
from assurance.people_fields import PeopleField, PersonField
from assurance.timeline_forms import within
from assurance.widgets import DayInput
from selfassessment import item_sheet
from selfassessment.file_names import SHORTEST
from selfassessment.forms.versions import seen_field, version_field
from selfassessment.models import RequestedItem, ReturnLimits
from selfassessment.operations.return_chasing import answerers_at_hand
from selfassessment.operations.returns import Asked

REAL_DATE = {"invalid": "Give a real date, such as 26 2 2027."}
TOO_LONG = "Keep it to %(limit_value)s characters or fewer. You wrote %(show_value)s."
STARTS = {
    "set": "From our starting set",
    "sheet": "From a spreadsheet of the letter’s items",
    "typing": "By typing the items",
}
HINTS = {
    "set": "Suggestions from public papers, to change as you like. Check against your letter: the regulator’s own list "
    "is not public.",
    "sheet": "Excel, OpenDocument or CSV. You see every row before anything is added.",
    "typing": "Begin with an empty list and add one item at a time.",
}


def radios(label: str, choices, *, required: str, initial: str = "", hints: dict | None = None) -> forms.ChoiceField:
    """A question with radios."""
    field = forms.ChoiceField(
        label=label, choices=choices, initial=initial, required=bool(required), widget=forms.RadioSelect,
        error_messages={"required": required, "invalid_choice": "Choose one from the list."},
    )  # fmt: skip
    field.choices_class = "govuk-radios--small"
    field.choice_hints = hints or {}
    return field


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, required=False, widget=DayInput, error_messages=REAL_DATE,
        validators=[within],
    )  # fmt: skip


def notified_field() -> forms.DateField:
    """The date of the notification, which may not be known yet."""
    return _day(
        "When did the notification come? (optional for now)",
        "The date of the regulator’s e-mail. Due dates are counted from it; they read “not known yet” without it.",
    )


class StartForm(forms.Form):
    """How a return begins."""

    way = radios(
        "Where do the items come from?",
        list(STARTS.items()),
        required="Choose where the items come from.",
        hints=HINTS,
    )
    version = forms.CharField(
        label="What does the letter call its list? (optional)",
        help_text="Its version or date, for example: Information return v3, January 2027",
        max_length=120,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    notified_on = notified_field()


class ItemForm(GuardedForm):
    """What an item asks for."""

    reference = forms.CharField(
        label="Reference",
        help_text="As the letter prints it, such as IR3. It is given once in a section.",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={"required": "Give the reference, such as IR3.", "max_length": TOO_LONG},
    )
    title = forms.CharField(
        label="Title",
        max_length=200,
        error_messages={"required": "Give the item a title.", "max_length": TOO_LONG},
    )
    wording = forms.CharField(
        label="What the letter says (optional)",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": TOO_LONG},
    )
    kind = radios(
        "What is asked for?", RequestedItem.Kind.choices, required="Choose what is asked for.",
        initial=RequestedItem.Kind.DOCUMENT,
    )  # fmt: skip
    due_on = _day("Or due on a date of its own (optional)", "Wins over the choice above.")

    def __init__(
        self, *args, round: Round, sections: list[tuple[str, str]], statements: list[tuple[str, str]], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        section = forms.ChoiceField(
            label="Section",
            choices=[("", "Choose a section"), *sections],
            error_messages={"required": "Choose a section.", "invalid_choice": "Choose a section from the list."},
        )
        serves = forms.MultipleChoiceField(
            label="Which statements does it serve? (optional)",
            help_text="None ticked: the statement of its section.",
            choices=statements,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Choose from the list."},
        )
        serves.choices_class = "govuk-checkboxes--small"
        due_with = forms.ChoiceField(
            label="Due with (optional)",
            help_text="It then follows that date of the timeline.",
            choices=[("", "No date of the timeline"), *_milestones(round)],
            required=False,
            error_messages={"invalid_choice": "Choose a date from the list."},
        )
        own = self.fields.pop("due_on")
        self.fields = {"section": section, **self.fields, "statements": serves, "due_with": due_with, "due_on": own}
        self.tick_last()

    def asked(self) -> Asked:
        """What was given, for the operation."""
        given = {name: value for name, value in self.cleaned_data.items() if name in Asked.__dataclass_fields__}
        return Asked(**{**given, "statements": tuple(self.cleaned_data["statements"])})


class ItemEditForm(ItemForm):
    """The same for an item that is there: its place in the list, and the version it was opened with."""

    def __init__(self, *args, places: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._places, self._which = places, f"Give a number from 1 to {places}."
        self.fields["place"] = forms.IntegerField(
            label="Place in the list",
            help_text=f"A number from 1 to {places}.",
            min_value=1,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "max": places}),
            error_messages=dict.fromkeys(["required", "invalid", "min_value"], self._which),
        )
        self.fields["version"] = version_field()
        self.fields["placed"] = version_field()  # the place it had when the page was opened
        self.tick_last()

    def clean(self) -> dict:
        """A place there is; the one it had when the page was opened may be gone meanwhile."""
        given = super().clean()
        if self.new_place is not None and self.new_place > self._places:
            self.add_error("place", self._which)
        return given

    @property
    def new_place(self) -> int | None:
        """The place somebody chose; None when they left it, wherever others have moved the item meanwhile."""
        place = self.cleaned_data.get("place")
        return None if place == self.cleaned_data.get("placed") else place


def _milestones(round: Round) -> list[tuple[str, str]]:
    """The dates of a round's timeline, each with its day where that is known: one query."""
    return [
        (one.slug, f"{one.title} ({one.on:%-d %B %Y})" if one.on else f"{one.title} (not known yet)")
        for one in Milestone.objects.in_round(round)
    ]


class PeopleForm(forms.Form):
    """Who answers an item."""

    def __init__(self, *args, round: Round, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        have_it = [self.initial.get("owner"), *self.initial.get("contributors", [])]  # some may have left since
        people = answerers_at_hand(round.council_id, have_it)
        self.fields["owner"] = PersonField(
            label="Who answers it?",
            people=people,
            required=False,
            empty_label="Nobody yet",
            error_messages={"invalid_choice": "Choose somebody from the list."},
        )
        self.fields["contributors"] = PeopleField(
            label="Who helps? (optional)",
            people=people,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Choose from the list.", "invalid_pk_value": "Choose from the list."},
        )
        self.fields["contributors"].choices_class = "govuk-checkboxes--small"
        self.fields["seen"] = seen_field()


class SheetForm(forms.Form):
    """A spreadsheet with the items of the letter."""

    file = forms.FileField(
        label="The spreadsheet",
        help_text=f"Excel (.xlsx), OpenDocument (.ods) or CSV, at most {item_sheet.MOST_BYTES // 1_000_000} MB. One "
        "row an item, with headings such as section, reference, title, due.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
        error_messages={
            "required": "Choose the spreadsheet.",
            "empty": item_sheet.EMPTY,
            "missing": "The file did not arrive. Choose it again.",
            "invalid": "The file did not arrive. Choose it again.",
            "max_length": "The file’s name is too long. Give it a shorter one.",
        },
    )

    def clean_file(self):
        """A file within the limit; nothing larger is ever read."""
        file = self.cleaned_data["file"]
        if file.size > item_sheet.MOST_BYTES:
            raise forms.ValidationError(
                f"This file is larger than {item_sheet.MOST_BYTES // 1_000_000} MB; a letter’s list is much smaller. "
                "Remove pictures and sheets of your own, then send it again. Nothing was added."
            )
        return file


class ColumnsForm(forms.Form):
    """What the columns of a spreadsheet mean."""

    def __init__(self, *args, headings: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "No column"), *((str(n), heading) for n, heading in enumerate(headings))]
        for meaning, (label, _) in item_sheet.MEANINGS.items():
            self.fields[meaning] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=False,
                error_messages={"invalid_choice": "Choose a column from the list."},
            )

    def clean(self) -> dict:
        """One column means one thing."""
        given = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for meaning, place in list(given.items()):
            if place and place in seen:
                self.add_error(
                    meaning,
                    f"This column is the {seen[place]} already. Choose another, or none, for one of the two.",
                )
            elif place:
                seen[place] = item_sheet.MEANINGS[meaning][0].lower()
        return given

    def means(self) -> dict[str, int]:
        """What was given, for the operation."""
        return {meaning: int(place) for meaning, place in self.cleaned_data.items() if place}


class TakeForm(forms.Form):
    """Taking the items of a spreadsheet; a return that begins with them asks for the notification."""

    def __init__(self, *args, begins: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if begins:
            self.fields["notified_on"] = notified_field()


def _megabytes(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"], "Give a whole number of MB, such as 50, or leave it empty."
        ),
    )


LONGEST_NAME = 200  # characters


class LimitsForm(forms.Form):
    """What a council keeps to when it sends files."""

    pattern = forms.CharField(
        label="How files are named in a pack",
        help_text="Write {section}, {reference}, {title} and {number} where those belong.",
        max_length=120,
        error_messages={"required": "Say how files are named.", "max_length": TOO_LONG},
    )
    name_length = forms.IntegerField(
        label="Longest name of a file",
        help_text=f"Characters, with the ending: {SHORTEST} to {LONGEST_NAME}.",
        min_value=SHORTEST,
        max_value=LONGEST_NAME,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"],
            f"Give a number of characters from {SHORTEST} to {LONGEST_NAME}.",
        ),
    )
    file_mb = _megabytes("Largest file, in MB (optional)", "Empty: no limit. Your letter may name one.")
    pack_mb = _megabytes("Largest pack, in MB (optional)", "Empty: no limit.")
    remind_days = forms.IntegerField(
        label="Remind people this many days before an item is due",
        min_value=0,
        max_value=30,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"], "Give a number of days from 0 to 30."
        ),
    )

    def clean_pattern(self) -> str:
        """Only words a pack can fill in, and something that tells files apart."""
        pattern = self.cleaned_data["pattern"].strip()
        try:
            named = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
        except ValueError:
            named = {"?"}
        if not named <= {"section", "reference", "title", "number"}:
            raise forms.ValidationError(
                "Use only {section}, {reference}, {title} and {number} in curly brackets. Nothing was saved."
            )
        if not named & {"reference", "title", "number"}:
            raise forms.ValidationError("Put {reference}, {title} or {number} in it, or all files have one name.")
        return pattern

    def limits(self) -> dict:
        """What was given, for the operation."""
        given = self.cleaned_data
        million = 1_000_000
        return {
            "pattern": given["pattern"],
            "name_length": given["name_length"],
            "file_bytes": given["file_mb"] * million if given["file_mb"] else None,
            "pack_bytes": given["pack_mb"] * million if given["pack_mb"] else None,
            "remind_days": given["remind_days"],
        }


def limits_form(limits: ReturnLimits) -> LimitsForm:
    """The form with what is stored; beside a number that could be given once, and can’t be any more, stands what to do.

    Nothing is changed by itself: what a council has said stays until somebody says something else.
    """
    initial = limits_initial(limits)
    stored = LimitsForm({name: "" if value is None else value for name, value in initial.items()})
    if stored.is_valid():
        return LimitsForm(initial=initial)
    for name, errors in stored.errors.items():
        least = f" Names in a pack have up to {SHORTEST} characters all the same." if name == "name_length" else ""
        stands = f"{initial[name]} was saved here when that could be given. It stands until you save something else."
        stored.errors[name] = type(errors)([f"{stands}{least} {' '.join(errors)}"])
    return stored


def limits_initial(limits: ReturnLimits) -> dict:
    """What the form begins with."""
    million = 1_000_000
    return {
        "pattern": limits.pattern,
        "name_length": limits.name_length,
        "file_mb": limits.file_bytes // million if limits.file_bytes else None,
        "pack_mb": limits.pack_bytes // million if limits.pack_bytes else None,
        "remind_days": limits.remind_days,
    }
