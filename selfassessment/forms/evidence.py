"""The forms of the evidence library: they validate, nothing more."""

from django import forms
from django.conf import settings

from assurance.forms import WRITERS
from assurance.guard import GuardedForm
from assurance.models import Council, User
from assurance.uploads import kinds
from assurance.uploads.kinds import NotTaken
from assurance.uploads.receiving import limit_bytes
from assurance.widgets import DayInput
from selfassessment.forms.versions import version_field
from selfassessment.models import Evidence, EvidenceFile
from selfassessment.operations.evidence import Facts

REAL_DATE = "Give a real date, such as 26 2 2027."
CHOOSE_CATEGORY = "Choose a category."


def _radios(label: str, choices, *, initial="", help_text: str = "", required: bool = True, error: str = ""):
    field = forms.ChoiceField(
        label=label,
        choices=choices,
        initial=initial,
        help_text=help_text,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": error, "invalid_choice": error or "Choose one from the list."},
    )
    field.choices_class = "govuk-radios--small"
    return field


def _date(label: str, help_text: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=DayInput,
        error_messages={"invalid": REAL_DATE},
    )


class ItemForm(GuardedForm):
    """What is known of an item of any kind. `first` names the fields everybody fills in; the rest is optional."""

    first = ["title", "category", "dated_on"]

    title = forms.CharField(
        label="Title",
        help_text="What people will look for. For example: Carers’ survey 2026, summary of results",
        max_length=200,
        error_messages={
            "required": "Give it a title.",
            "max_length": "Keep the title under %(limit_value)s characters.",
        },
    )
    dated_on = _date("Date of the evidence (optional)", "When it was made or said, such as 26 2 2026.")
    summary = forms.CharField(
        label="Summary (optional)",
        help_text="Two lines: what it is and what it tells.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "data-max-length": 300}),
        error_messages={
            "max_length": "The summary is %(show_value)s characters long. Keep it under %(limit_value)s."
        },
    )
    review_by = _date("Look at it again by (optional)", "After this day it is flagged wherever it is cited.")
    sensitivity = _radios("Who it is for", Evidence.Sensitivity.choices, initial=Evidence.Sensitivity.INTERNAL)
    quality = _radios(
        "How well would it stand up? (optional)",
        [("", "Not judged yet"), *Evidence.Quality.choices],
        required=False,
        help_text="Strong: recent, from several sources, and it shows results for people.",
    )
    is_draft = forms.BooleanField(required=False, widget=forms.HiddenInput)
    is_key = forms.BooleanField(
        label="Key evidence", help_text="One of the few you would show first.", required=False
    )

    def __init__(self, *args, council: Council, categories: dict[str, str], item: Evidence | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"] = _radios("Category", list(categories.items()), error=CHOOSE_CATEGORY)
        self.fields["owner"] = forms.ModelChoiceField(
            label="Owner (optional)",
            help_text="Who answers for it and keeps it fresh.",
            queryset=User.objects.filter(memberships__council=council, memberships__role__in=WRITERS, is_active=True)
            .order_by("name")
            .distinct(),
            required=False,
            empty_label="Nobody yet",
            error_messages={"invalid_choice": "Choose somebody from the list."},
        )
        self.fields["sensitivity"].choice_hints = {
            Evidence.Sensitivity.RESTRICTED: "Its owner, whoever added it, programme managers and directors"
        }
        if item is not None or "file" in self.first:
            del self.fields["is_draft"]  # what is there already, or brings a file, is not handed on as a draft
        if item is not None:
            self.fields["version"] = version_field()
            self.initial |= {
                name: getattr(item, name) for name in self.fields if name != "owner" and hasattr(item, name)
            }
            self.initial["owner"] = item.owner_id

    def first_fields(self) -> list:
        """The fields everybody fills in."""
        return [self[name] for name in self.first if name in self.fields]

    def more_fields(self) -> list:
        """The optional ones, which stay folded until somebody wants them."""
        more = ["summary", "owner", "review_by", "sensitivity", "quality", "is_key"]
        return [self[name] for name in more]

    def last_fields(self) -> list:
        """What stands below: a citation, the guard's question, hidden fields."""
        shown = {field.name for field in [*self.first_fields(), *self.more_fields()]}
        return [self[name] for name in self.fields if name not in shown]

    def more_has_errors(self) -> bool:
        """Whether something in the folded part needs a look."""
        return any(field.errors for field in self.more_fields())

    def facts(self) -> Facts:
        """What was given, for the operation."""
        given = self.cleaned_data
        names = ["title", "category", "summary", "dated_on", "review_by", "owner", "sensitivity", "quality", "is_key"]
        names += [name for name in ("url", "quotation", "said_by") if name in self.fields]
        return Facts(**{name: given[name] for name in names}, confirmed=self.confirmed)


class FileField(forms.FileField):
    """A file of a kind the library takes, told by its content."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            label="File",
            help_text=(
                f"{kinds.IN_WORDS}. Up to {settings.UPLOAD_LIMIT_MB} MB. Take out names, dates of birth and addresses "
                "of people who draw on care first."
            ),
            widget=forms.FileInput(
                attrs={"data-max-bytes": limit_bytes(), "data-max-words": f"{settings.UPLOAD_LIMIT_MB} MB"}
            ),
            error_messages={
                "required": "Choose a file.",
                "empty": "The file is empty, so nothing was stored. Check that it opens on your computer.",
                "invalid": "The file did not arrive whole. Choose it again.",
            },
            **kwargs,
        )

    def clean(self, data, initial=None):
        """Refuse what the library does not take, in a sentence."""
        upload = super().clean(data, initial)
        try:
            kinds.kind_of(upload.file, upload.name or "")
        except NotTaken as error:
            raise forms.ValidationError(str(error)) from error
        return upload


class _Uploads(forms.Form):
    """What the two forms with a file share: a refusal on the way here, and a file the council has already."""

    same: EvidenceFile | None = None

    def take(self, *, council: Council, refused: str) -> None:
        self._council, self._refused = council, refused
        if refused:
            self.fields["file"].error_messages["required"] = refused

    def clean_file(self):
        """Notice a file that is in the library already."""
        upload = self.cleaned_data["file"]
        self.same = EvidenceFile.objects.same_in(self._council, upload.sha256).first()
        if self.same is not None:
            raise forms.ValidationError(
                f"This file is in the library already: {self.same.evidence}. Nothing was stored a second time. "
                "Cite that item instead, as often as you like."
            )
        return upload


class DocumentForm(_Uploads, ItemForm):
    """An uploaded document."""

    first = ["file", "title", "category", "dated_on"]

    def __init__(self, *args, refused: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = FileField()
        self.take(council=kwargs["council"], refused=refused)


class DocumentFactsForm(ItemForm):
    """What is known of a document; its files have pages of their own."""


class LinkForm(ItemForm):
    """A link to where something is kept."""

    first = ["url", "title", "category", "dated_on"]
    guard_leaves = frozenset()

    url = forms.URLField(
        label="Address",
        help_text="Of a page or a document in SharePoint, such as https://www.northmoor.example/market-position",
        max_length=2000,
        assume_scheme="https",
        error_messages={
            "required": "Give the address the link leads to.",
            "invalid": "Give a whole address, beginning with https://",
            "max_length": "The address is too long. Copy the shorter “share” address instead.",
        },
    )

    def clean_url(self) -> str:
        """Only addresses of the web: nothing that a click would run."""
        url = self.cleaned_data["url"]
        if not url.lower().startswith(("https://", "http://")):
            raise forms.ValidationError("Give an address of the web, beginning with https://")
        return url


class QuotationForm(ItemForm):
    """Words that somebody said or wrote."""

    first = ["quotation", "said_by", "title", "category", "dated_on"]

    quotation = forms.CharField(
        label="What was said",
        help_text="In their own words, without quotation marks. Leave out everything by which somebody could be known.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "data-max-length": 4000}),
        error_messages={
            "required": "Give the words that were said.",
            "max_length": "The quotation is %(show_value)s characters long. Keep it under %(limit_value)s.",
        },
    )
    said_by = forms.CharField(
        label="In what capacity (optional)",
        help_text="Never a name. For example: an unpaid carer at the Hathersett group, May 2026",
        max_length=200,
        required=False,
        error_messages={"max_length": "Keep it under %(limit_value)s characters."},
    )


ADD_FORMS = {
    Evidence.Kind.DOCUMENT: DocumentForm,
    Evidence.Kind.LINK: LinkForm,
    Evidence.Kind.QUOTATION: QuotationForm,
}
EDIT_FORMS = {**ADD_FORMS, Evidence.Kind.DOCUMENT: DocumentFactsForm}


class UploadForm(_Uploads):
    """A new revision of a document's file."""

    def __init__(self, *args, council: Council, refused: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = FileField()
        self.take(council=council, refused=refused)


class CategoryForm(GuardedForm):
    """A category of the council's own."""

    title = forms.CharField(
        label="Name of the category",
        help_text="For example: Outcomes",
        max_length=120,
        error_messages={
            "required": "Give the category a name.",
            "max_length": "Keep the name under %(limit_value)s characters.",
        },
    )
