"""What the regulator asks for before and after its visit: items, the parts of their answers, later requests."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from assurance.models import Milestone
from selfassessment.item_names import in_section
from selfassessment.return_statuses import ItemStatus

GENERAL, CASE_LIST, OTHER = "general", "case-list", "other"  # the sections beside those of the statements


class ReturnLimits(models.Model):
    """What a council keeps to when it sends files. The regulator's own limits are not public: none is set at first."""

    council = models.OneToOneField("assurance.Council", models.CASCADE, related_name="return_limits")
    pattern = models.CharField(
        max_length=120, default="{reference} {title}", help_text="How files are named in a pack"
    )
    name_length = models.PositiveSmallIntegerField(default=100, help_text="characters, with the ending")
    file_bytes = models.PositiveBigIntegerField(null=True, help_text="bytes a file; null: no limit")
    pack_bytes = models.PositiveBigIntegerField(null=True, help_text="bytes a pack; null: no limit")
    remind_days = models.PositiveSmallIntegerField(default=3, help_text="days before the due date")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(pattern=""), name="a_name_pattern_says_something")]

    def __str__(self) -> str:
        return self.pattern


class InformationReturn(models.Model):
    """The return of one round. Its dates are the round's timeline's."""

    round = models.OneToOneField("assurance.Round", models.CASCADE, related_name="information_return")
    version = models.CharField(max_length=120, blank=True, help_text="As the letter names its list of items")
    started_from = models.CharField(max_length=120, blank=True, help_text="A starting set, a spreadsheet, or nothing")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.version or "Information return"


class RequestedItemQuerySet(models.QuerySet):
    """Questions about the items of a return."""

    def in_round(self, round) -> "RequestedItemQuerySet":
        """A round's items that are in use, in the order of the letter."""
        return self.filter(information_return__round=round, removed_at=None).order_by("number", "pk")

    def for_board(self, information_return) -> models.QuerySet:
        """A return's items, removed ones too, as its board needs them: without their long words."""
        rows = self.filter(information_return=information_return).with_due().select_related("owner")
        long = ("wording", "said", "confidence_reason", "owner__password", "owner__email", "owner__last_login")
        return rows.defer(*long).order_by("number", "pk")

    def with_due(self) -> models.QuerySet:
        """Each item with `due`: what was typed for it, or the date of the milestone it is due with, or None."""
        milestone = Milestone.objects.date_of(OuterRef("due_with"), OuterRef("information_return__round"))
        return self.annotate(due=Coalesce("due_on", Subquery(milestone)))

    def still_due(self) -> "RequestedItemQuerySet":
        """Items that have a date to keep: what was sent has met it, unless one was typed for the item itself."""
        return self.exclude(sent_at__isnull=False, due_on=None)


class RequestedItem(models.Model):
    """One thing the regulator asks for, and how far the answer is. Its word in addresses is `slug`."""

    class Kind(models.TextChoices):
        """What is asked for."""

        DOCUMENT = "document", "Document"
        DATA = "data", "Data"
        LIST = "list", "List"
        LINK = "link", "Link"

    class Confidence(models.TextChoices):
        """How well the answer would stand up, always with a reason."""

        HIGH = "high", "High"
        MEDIUM = "medium", "Medium"
        LOW = "low", "Low"

    information_return = models.ForeignKey(InformationReturn, models.CASCADE, related_name="items")
    number = models.PositiveIntegerField(help_text="Its place in the letter")
    slug = models.SlugField(max_length=60, help_text="Made of section and reference, once in a return")
    section = models.SlugField(help_text="general, a statement's slug, case-list or other")
    reference = models.CharField(max_length=40, help_text="As printed; unique within its section only")
    title = models.CharField(max_length=200)
    wording = models.TextField(blank=True, help_text="What the letter says")
    basis = models.CharField(max_length=300, blank=True, help_text="Why our starting set has it: never sent")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DOCUMENT)
    statements = models.ManyToManyField("assurance.QualityStatement", related_name="+")
    due_with = models.SlugField(blank=True, help_text="The milestone it is due with; empty: only what is typed")
    due_on = models.DateField(null=True, help_text="Typed for this item; wins over the milestone")
    owner = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    contributors = models.ManyToManyField("assurance.User", related_name="+")
    status = models.CharField(
        max_length=16, choices=[(s.value, s.label) for s in ItemStatus], default=ItemStatus.NOT_STARTED.value
    )
    status_at = models.DateTimeField(null=True)
    status_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    said = models.CharField(max_length=2000, blank=True, help_text="What has to change, or what the regulator asks")
    submitted_by = models.ForeignKey(
        "assurance.User", models.SET_NULL, null=True, related_name="+", help_text="Who last sent it for approval"
    )
    changed_by = models.ForeignKey(
        "assurance.User", models.SET_NULL, null=True, related_name="+", help_text="Who last changed its answer"
    )
    confidence = models.CharField(max_length=6, choices=Confidence.choices, blank=True)
    confidence_reason = models.CharField(max_length=1000, blank=True)
    checked_at = models.DateTimeField(null=True, help_text="When somebody looked for personal data")
    checked_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    checked_print = models.CharField(
        max_length=64, blank=True, help_text="Fingerprint of the answer that was checked"
    )
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    approved_print = models.CharField(max_length=64, blank=True, help_text="Fingerprint of the approved answer")
    sent_at = models.DateTimeField(null=True, help_text="When it was last sent")
    sent_print = models.CharField(max_length=64, blank=True, help_text="Fingerprint of what was last sent")
    chased_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, help_text="Taken out of the return; kept for what was sent")

    objects = RequestedItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["information_return", "slug"], name="item_slug_once_in_return"),
            models.UniqueConstraint(
                fields=["information_return", "section", "reference"],
                condition=Q(removed_at=None),
                name="item_reference_once_in_section",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in ItemStatus]), name="item_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(confidence="") | ~Q(confidence_reason=""), name="item_confidence_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_print="")
                | (Q(approved_at__isnull=False) & ~Q(approved_print="")),
                name="an_approval_says_of_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called} {self.title}"

    @property
    def called(self) -> str:
        """Its reference with its section, as it is named wherever its section does not stand over it."""
        return in_section(self.section, self.reference)

    @property
    def is_our_suggestion(self) -> bool:
        """Whether it came with our starting set and nobody has changed it, or said that the letter has it."""
        return bool(self.basis) and self.version == 1


class FollowUpRequestQuerySet(models.QuerySet):
    """Questions about later requests."""

    def in_round(self, round) -> models.QuerySet:
        """A round's follow-up requests, with their owners, the latest first."""
        return self.filter(round=round).select_related("owner").order_by("-number")

    def open(self) -> models.QuerySet:
        """Requests that wait for an answer."""
        return self.filter(closed_at=None)

    def open_at(self, at) -> models.QuerySet:
        """Requests that were there and waited for an answer at a moment."""
        return self.filter(Q(closed_at=None) | Q(closed_at__gt=at), added_at__lte=at)


class FollowUpRequest(models.Model):
    """Something asked during or after the visit. Known to people as R and its number."""

    class Outcome(models.TextChoices):
        """How it ended."""

        SENT = "sent", "Sent"
        DROPPED = "dropped", "No longer asked for"

    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="follow_ups")
    number = models.PositiveIntegerField()
    asked_by = models.CharField(max_length=120, help_text="Who asked, such as the lead assessor")
    asked_at = models.DateTimeField()
    what = models.TextField()
    due_at = models.DateTimeField(null=True, help_text="Hours count during a visit")
    owner = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    item = models.ForeignKey(RequestedItem, models.SET_NULL, null=True, related_name="follow_ups")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    sent_note = models.CharField(max_length=1000, blank=True, help_text="What was sent, and how")
    sent_parts = models.JSONField(default=list, help_text="[{title, name, sha256, pointer, url}] as they were sent")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    objects = FollowUpRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="follow_up_number_once_in_round"),
            models.CheckConstraint(
                condition=(Q(outcome="") & Q(closed_at__isnull=True)) | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="a_follow_up_ends_with_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.what[:60]}"

    @property
    def reference(self) -> str:
        """R and its number."""
        return f"R{self.number}"


class AnswerPartQuerySet(models.QuerySet):
    """Questions about the parts of answers."""

    def of_item(self, item) -> models.QuerySet:
        """An item's answer in its order, with what it names."""
        return self.filter(item=item).select_related("evidence").order_by("number", "pk")


class AnswerPart(models.Model):
    """One part of the answer to an item or a later request. One document can stand in many answers."""

    class Kind(models.TextChoices):
        """What it is."""

        DOCUMENT = "document", "A document"
        WITHIN = "within", "Covered in another document"
        LINK = "link", "A public link"
        TEXT = "text", "Words"
        NOT_HELD = "not-held", "Not held"

    reference = models.CharField(max_length=10, unique=True, help_text="The word in its address")
    item = models.ForeignKey(RequestedItem, models.CASCADE, null=True, related_name="parts")
    follow_up = models.ForeignKey(FollowUpRequest, models.CASCADE, null=True, related_name="parts")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    evidence = models.ForeignKey("selfassessment.Evidence", models.PROTECT, null=True, related_name="return_parts")
    pointer = models.CharField(max_length=120, blank=True, help_text="Page or section")
    url = models.URLField(max_length=2000, blank=True)
    text = models.TextField(blank=True, help_text="Words, a link's title, or why it is not held")
    at = models.DateTimeField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    objects = AnswerPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=True, follow_up__isnull=False)
                | Q(item__isnull=False, follow_up__isnull=True),
                name="a_part_answers_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["document", "within"]) | Q(evidence__isnull=False),
                name="a_document_part_names_its_document",
            ),
            models.CheckConstraint(condition=~Q(kind="within") | ~Q(pointer=""), name="a_part_within_says_where"),
            models.CheckConstraint(condition=~Q(kind="link") | ~Q(url=""), name="a_link_part_leads_somewhere"),
            models.CheckConstraint(
                condition=~Q(kind__in=["text", "not-held"]) | ~Q(text=""), name="a_part_in_words_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pointer}".strip()
