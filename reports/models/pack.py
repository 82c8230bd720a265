"""A pack: what is sent for the information return at once, frozen first, made into a ZIP file later."""

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from assurance import references
from assurance.constraints import both_or_neither


def new_pack_reference() -> str:
    """A pack's reference in its address, such as p-x4kq7zmb: not guessable, easy to read out."""
    return references.new_reference("p", 10)


def pack_storage():
    """Where packs are kept: private storage, reached only through a view that asks who wants it."""
    return storages["default"]


class PackQuerySet(models.QuerySet):
    """Questions about packs."""

    def in_round(self, round) -> models.QuerySet:
        """A round's packs, the latest first, with who asked, who sent, and how far each is; without their content."""
        found = self.filter(round=round).select_related("requested_by", "sent_by", "deleted_by", "job")
        return found.defer("snapshot", "manifest").order_by("-number")

    def sent(self) -> models.QuerySet:
        """Those somebody noted as sent, the earliest first."""
        return self.exclude(sent_at=None).order_by("sent_at", "number")


class Pack(models.Model):
    """A ZIP file of answers with its index and manifest, made from the snapshot stored here. Known as Pack n."""

    class Kind(models.TextChoices):
        """How much it holds."""

        WHOLE = "whole", "Everything that is approved or was sent"
        CHANGES = "changes", "What differs from what was last sent"

    reference = models.CharField(max_length=16, unique=True, default=new_pack_reference)
    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="packs")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    snapshot = models.JSONField()
    snapshot_sha256 = models.CharField(max_length=64)
    items = models.PositiveIntegerField(help_text="how many items it answers")
    files = models.PositiveIntegerField(help_text="how many documents are in it")
    requested_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField()
    job = models.OneToOneField("assurance.Job", models.PROTECT, null=True, related_name="+")
    file = models.FileField(storage=pack_storage, max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, help_text="bytes")
    manifest = models.TextField(blank=True, help_text="The lines of manifest.sha256, kept when the file is deleted")
    made_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    sent_how = models.CharField(max_length=500, blank=True)
    deleted_at = models.DateTimeField(null=True, help_text="When its stored file was deleted")
    deleted_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    deleted_why = models.CharField(max_length=300, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="pack_number_once_in_round"),
            both_or_neither("pack", "size", "made_at"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_how="")
                | (Q(sent_at__isnull=False, made_at__isnull=False) & ~Q(sent_how="")),
                name="a_pack_sent_was_made_and_says_how",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True, deleted_why="")
                | (Q(deleted_at__isnull=False, file="") & ~Q(deleted_why="")),
                name="a_pack_without_file_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Pack and its number."""
        return f"Pack {self.number}"

    @property
    def can_be_fetched(self) -> bool:
        """Whether its file is there."""
        return self.made_at is not None and self.deleted_at is None

    @property
    def is_sent(self) -> bool:
        """Whether somebody noted that it was sent."""
        return self.sent_at is not None
