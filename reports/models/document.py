"""A document made for people to fetch: frozen content first, bytes later."""

from django.core.files.storage import storages
from django.db import models

from assurance import references
from assurance.constraints import both_or_neither


def new_reference() -> str:
    """A document's reference in its address, such as d-x4kq7zmb: not guessable, easy to read out."""
    return references.new_reference("d", 10)


def document_storage():
    """Where documents are kept: private storage, reached only through a view that asks who wants it."""
    return storages["default"]


SPREADSHEETS = ("round-spreadsheet", "actions-spreadsheet")  # they hold evidence and actions


def format_of(kind: str) -> str:
    """The format a kind of document is made in."""
    return "xlsx" if kind in SPREADSHEETS else "pdf"


class DocumentQuerySet(models.QuerySet):
    """Questions about documents."""

    def in_round(self, round) -> models.QuerySet:
        """A round's documents, the latest first, with who asked and how far each is."""
        return self.filter(round=round).select_related("requested_by", "job").order_by("-requested_at", "-pk")

    def asked_by(self, person, council) -> models.QuerySet:
        """The documents a person asked for in a council, the latest first."""
        return (
            self.filter(requested_by=person, round__council=council)
            .select_related("round", "job")
            .defer("snapshot")
            .order_by("-requested_at", "-pk")
        )

    def readable_with(self, access) -> models.QuerySet:
        """Without the documents that show scores, evidence and actions, or uncleared words this person may not see."""
        readable = self if access.sees_all_scores else self.filter(includes_scores=False)
        if access.reads_evidence:
            return readable
        return readable.exclude(kind__in=SPREADSHEETS).filter(includes_backing=False, includes_uncleared=False)


class Document(models.Model):
    """A workbook or report of a round, rendered from the snapshot stored here, which never changes."""

    class Kind(models.TextChoices):
        """What the document is."""

        WORKBOOK = "self-assessment-workbook", "Self-assessment workbook"
        DRAFT_REPORT = "draft-report", "Draft report (our own mock)"
        SPREADSHEET = "round-spreadsheet", "Spreadsheet to fill in"
        ACTIONS = "actions-spreadsheet", "Action plan as a spreadsheet"
        BRIEFING = "briefing", "Briefing for the visit"

    class Format(models.TextChoices):
        """The file's format."""

        PDF = "pdf", "PDF"
        XLSX = "xlsx", "Excel workbook"

    reference = models.CharField(max_length=16, unique=True, default=new_reference)
    round = models.ForeignKey("assurance.Round", models.CASCADE)
    kind = models.CharField(max_length=40, choices=Kind.choices)
    format = models.CharField(max_length=8, choices=Format.choices, default=Format.PDF)
    subject = models.CharField(max_length=200, blank=True, help_text="Whom or what a briefing is for")
    includes_scores = models.BooleanField()
    includes_backing = models.BooleanField(
        default=False, help_text="Whether a workbook holds the evidence it cites and the action plan"
    )
    includes_uncleared = models.BooleanField(
        help_text="Whether texts in it look like they hold personal data that nobody has cleared: not for the invited"
    )
    snapshot = models.JSONField()
    snapshot_sha256 = models.CharField(max_length=64)
    template_version = models.CharField(max_length=20)
    requested_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True)
    requested_at = models.DateTimeField()
    job = models.OneToOneField("assurance.Job", models.PROTECT, null=True)
    file = models.FileField(storage=document_storage, max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, help_text="bytes")
    pages = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(
        null=True, help_text="When it was taken back because words in it were withdrawn; file and snapshot are gone"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [both_or_neither("document", "size", "made_at")]

    def __str__(self) -> str:
        return self.reference

    @property
    def sheets(self) -> bool:
        """Whether it is a spreadsheet, which can be filled in and sent back."""
        return self.kind in SPREADSHEETS

    @property
    def is_made(self) -> bool:
        """Whether the file is there to fetch."""
        return self.made_at is not None
