"""The council's evidence library: documents, links and quotations, each cited many times."""

import datetime
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, Subquery

from assurance.access import Access
from assurance.roles import Role
from selfassessment.freshness import a_year_before, flags_of

NO_FILE = "No file yet"
WAITS = "Waits for a check"
LEADERS = {Role.DIRECTOR, Role.PROGRAMME_MANAGER}


class CouncilCategory(models.Model):
    """A kind of evidence a council has added to those of the framework, such as outcomes."""

    council = models.ForeignKey("assurance.Council", models.CASCADE, related_name="evidence_categories")
    slug = models.SlugField()
    title = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "slug"], name="council_category_once")]

    def __str__(self) -> str:
        return self.title


class EvidenceQuerySet(models.QuerySet):
    """Questions about the library."""

    def of_council(self, council) -> models.QuerySet:
        """A council's items that are in use, with their owner; drafts are not."""
        return self.filter(council=council, withdrawn_at=None, is_draft=False).select_related("owner")

    def drafts_of(self, council) -> models.QuerySet:
        """What waits to be taken up by an officer, the latest first."""
        drafts = self.filter(council=council, withdrawn_at=None, is_draft=True)
        return drafts.select_related("added_by").order_by("-number")

    def readable_with(self, access: Access, round) -> models.QuerySet:
        """Without the items this person may not read: a challenger reads only those the round cites."""
        return self.cited_in(round) if access.reads_only_cited else self

    def openable_by(self, person, access: Access) -> models.QuerySet:
        """The items whose content this person may see: `may_be_opened_by`, asked for all at once."""
        if access.roles & LEADERS:
            return self
        return self.filter(~Q(sensitivity=Evidence.Sensitivity.RESTRICTED) | Q(owner=person) | Q(added_by=person))

    def cited_in(self, round) -> models.QuerySet:
        """The items that back something in a round."""
        return self.filter(pk__in=Citation.objects.in_round(round).values("evidence"))

    def stale(self, today: datetime.date) -> models.QuerySet:
        """Items older than twelve months or past the day by which somebody meant to look at them again."""
        return self.filter(Q(dated_on__lt=a_year_before(today)) | Q(review_by__lt=today))

    def matching(self, words: str, person, access: Access) -> models.QuerySet:
        """Items that hold these words, letter by letter; of one this person may not open only its title is looked at.

        A library has hundreds of items, and people look for part of a word or of an address: searching.py has the
        full-text search over everything.
        """
        if not any(sign.isalnum() for sign in words):
            return self.none()  # signs stand in every other address
        fields = ["title", "summary", "quotation", "said_by", "url"]
        anywhere, in_title = Q(), Q()
        for word in words.split()[:10]:
            anywhere &= reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields))
            in_title &= Q(title__icontains=word)
        open_to = Evidence.objects.openable_by(person, access).values("pk")
        return self.filter(in_title | (anywhere & Q(pk__in=open_to)))


class Evidence(models.Model):
    """One item: an uploaded document, a link or a quotation. Known to people as E and its number."""

    class Kind(models.TextChoices):
        """What it is."""

        DOCUMENT = "document", "Document"
        LINK = "link", "Link"
        QUOTATION = "quotation", "Quotation"

    class Sensitivity(models.TextChoices):
        """Who it may be shown to."""

        PUBLIC = "public", "Published, or could be"
        INTERNAL = "internal", "For the council and the regulator"
        RESTRICTED = "restricted", "For a few people only"

    class Quality(models.TextChoices):
        """How well it would stand up."""

        STRONG = "strong", "Strong"
        FAIR = "fair", "Fair"
        WEAK = "weak", "Weak"

    council = models.ForeignKey("assurance.Council", models.CASCADE, related_name="evidence")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True, help_text="Two lines")
    category = models.SlugField(help_text="Slug of the edition's or the council's category")
    dated_on = models.DateField(null=True, help_text="The date of the evidence itself")
    review_by = models.DateField(null=True)
    owner = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    sensitivity = models.CharField(max_length=10, choices=Sensitivity.choices, default=Sensitivity.INTERNAL)
    quality = models.CharField(max_length=8, choices=Quality.choices, blank=True)
    is_key = models.BooleanField(default=False)
    url = models.URLField(max_length=2000, blank=True)
    quotation = models.TextField(blank=True)
    said_by = models.CharField(max_length=200, blank=True, help_text="In what capacity, never a name")
    is_draft = models.BooleanField(default=False, help_text="Handed on by another part of the service, not taken up")
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="evidence_number_once_in_council"),
            models.CheckConstraint(
                condition=~Q(kind="link") | ~Q(url="") | Q(withdrawn_at__isnull=False), name="a_link_leads_somewhere"
            ),
            models.CheckConstraint(
                condition=~Q(kind="quotation") | ~Q(quotation="") | Q(withdrawn_at__isnull=False),
                name="a_quotation_has_words",
            ),
            models.CheckConstraint(condition=Q(is_draft=False) | Q(owner=None), name="a_draft_has_no_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """E and its number."""
        return f"E{self.number}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken out of the library; what cites it says so."""
        return self.withdrawn_at is not None

    def flags(self, today: datetime.date, *, has_file: bool, waits: bool = False) -> list[str]:
        """Why it should be looked at again, in words; none when it is fresh. A document should have a file.

        Its newest file `waits` until it is checked and somebody has looked at what was found in it.
        """
        if self.is_withdrawn:
            return ["Withdrawn"]
        lacking = [NO_FILE] if self.kind == self.Kind.DOCUMENT and not has_file else []
        lacking += [WAITS] if waits and has_file else []
        return lacking + flags_of(self.dated_on, self.review_by, today)

    def may_be_opened_by(self, person, access: Access) -> bool:
        """Whether this person may see what is in it: of a restricted item only a few people may."""
        if self.sensitivity != self.Sensitivity.RESTRICTED or access.roles & LEADERS:
            return True
        return person.pk in {self.owner_id, self.added_by_id}


class EvidenceFileQuerySet(models.QuerySet):
    """Questions about files."""

    def same_in(self, council, sha256: str) -> models.QuerySet:
        """Files of the council with this content that are still there, with their items."""
        return (
            self.filter(council=council, sha256=sha256, evidence__withdrawn_at=None)
            .exclude(state__in=EvidenceFile.GONE)
            .select_related("evidence")
        )

    def kept_for(self, evidence: OuterRef) -> models.QuerySet:
        """The files of an outer row's item that were not withdrawn or refused."""
        return self.filter(evidence=evidence).exclude(state__in=EvidenceFile.GONE)

    def waiting_for(self, evidence: OuterRef) -> models.QuerySet:
        """The newest kept file of an outer row's item, where nobody can fetch it: being checked, or to be looked at."""
        same = EvidenceFile.objects.kept_for(OuterRef("evidence"))
        newest = Q(number=Subquery(same.order_by("-number").values("number")[:1]))
        return EvidenceFile.objects.kept_for(evidence).filter(newest, self._waits())

    def newest_waits(self, evidence: OuterRef) -> Subquery:
        """Of an outer row's item: whether nobody can fetch its newest kept file; None where it has no file."""
        newest = EvidenceFile.objects.kept_for(evidence).order_by("-number")[:1]
        return Subquery(
            newest.annotate(waits=ExpressionWrapper(self._waits(), models.BooleanField())).values("waits")
        )

    @staticmethod
    def _waits() -> Q:
        return Q(state=EvidenceFile.State.WAITING) | (Q(confirmed_at=None) & ~Q(findings=[]))

    def latest_first(self) -> models.QuerySet:
        """The revisions of an item, the newest first, with who uploaded each and how far its check is."""
        return self.select_related("uploaded_by", "confirmed_by", "job").order_by("-number")


class EvidenceFile(models.Model):
    """One revision of a document's file. Earlier ones are kept until somebody withdraws them."""

    class State(models.TextChoices):
        """Whether it may be fetched."""

        WAITING = "waiting", "Waiting to be checked"
        CLEAN = "clean", "Checked for viruses"
        UNCHECKED = "unchecked", "Not checked for viruses: no scanner is set up"
        INFECTED = "infected", "A virus was found"
        REFUSED = "refused", "Not taken"
        WITHDRAWN = "withdrawn", "Withdrawn"

    GONE = (State.INFECTED, State.REFUSED, State.WITHDRAWN)  # nothing of it is kept but that it was there

    reference = models.CharField(max_length=10, unique=True, help_text="The word in its address")
    evidence = models.ForeignKey(Evidence, models.CASCADE, null=True, related_name="files")
    council = models.ForeignKey("assurance.Council", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(help_text="1 for the first file of an item")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=200, blank=True, help_text="Path in the file storage; empty once withdrawn")
    state = models.CharField(max_length=10, choices=State.choices)
    state_note = models.CharField(max_length=300, blank=True)
    findings = models.JSONField(default=list, help_text="[{kind, place}] of what looks like personal data, never it")
    confirmed_at = models.DateTimeField(null=True, help_text="When somebody said that the findings may stay")
    confirmed_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    job = models.ForeignKey("assurance.Job", models.SET_NULL, null=True, related_name="+", help_text="Checks it")

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "number"], condition=Q(evidence__isnull=False), name="file_number_once_in_item"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["withdrawn", "infected", "refused"]) | ~Q(stored=""),
                name="a_file_is_kept_until_withdrawn",
            ),
        ]
        indexes = [models.Index(fields=["council", "sha256"], name="evidence_file_by_hash")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_gone(self) -> bool:
        """Whether its content is no longer kept."""
        return self.state in self.GONE

    @property
    def is_waiting(self) -> bool:
        """Whether it is still being checked."""
        return self.state == self.State.WAITING

    @property
    def needs_confirming(self) -> bool:
        """Whether somebody has to say that what was found, or could not be read, may stay."""
        return bool(self.findings) and self.confirmed_at is None and not self.is_gone and not self.is_waiting

    @property
    def is_ready(self) -> bool:
        """Whether it may be fetched."""
        return self.state in {self.State.CLEAN, self.State.UNCHECKED} and not self.needs_confirming


class CitationQuerySet(models.QuerySet):
    """Questions about citations."""

    def in_round(self, round) -> models.QuerySet:
        """Everything that is backed in a round: its sections, actions and checklist answers."""
        return self.filter(Q(judgement__round=round) | Q(action__round=round) | Q(answer__round=round))

    def of_section(self, judgement) -> models.QuerySet:
        """What backs a section, with items and `file_waits` (None: no file), in the order of the I statements."""
        return (
            self.filter(judgement=judgement)
            .select_related("evidence", "i_statement")
            .annotate(file_waits=EvidenceFile.objects.newest_waits(OuterRef("evidence")))
            .order_by("i_statement__number", "evidence__number", "pk")
        )

    def standing_in(self, round) -> models.QuerySet:
        """What backs anything in a round, with the items, without those that were withdrawn."""
        standing = self.in_round(round).filter(evidence__withdrawn_at=None)
        return standing.select_related("evidence").with_what_they_back()

    def without_a_file(self) -> models.QuerySet:
        """Citations of documents of which no file is kept."""
        kept = EvidenceFile.objects.kept_for(OuterRef("evidence"))
        return self.filter(~Exists(kept), evidence__kind=Evidence.Kind.DOCUMENT)

    def with_a_file_that_waits(self) -> models.QuerySet:
        """Citations of documents whose newest file is being checked, or waits for somebody to look at it."""
        return self.filter(Exists(EvidenceFile.objects.waiting_for(OuterRef("evidence"))))

    def to_confirm(self) -> models.QuerySet:
        """Those carried over from an earlier round that nobody has confirmed, of items that were not withdrawn."""
        return self.filter(needs_review=True, evidence__withdrawn_at=None)

    def with_what_they_back(self) -> models.QuerySet:
        """Citations with everything needed to say what they back and in which round."""
        return self.select_related(
            "judgement__statement",
            "judgement__round",
            "i_statement",
            "action__round",
            "answer__item__checklist",
            "answer__round",
        )


class Citation(models.Model):
    """That an item of evidence backs something, where in it, and what it shows there."""

    reference = models.CharField(max_length=10, unique=True, help_text="The word in its address")
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="citations")
    judgement = models.ForeignKey("selfassessment.Judgement", models.CASCADE, null=True, related_name="citations")
    i_statement = models.ForeignKey("assurance.IStatement", models.PROTECT, null=True)
    action = models.ForeignKey("selfassessment.Action", models.CASCADE, null=True, related_name="citations")
    answer = models.ForeignKey("selfassessment.ChecklistAnswer", models.CASCADE, null=True, related_name="citations")
    pointer = models.CharField(max_length=120, blank=True, help_text="Page or section")
    shows = models.CharField(max_length=300, help_text="One line on what it shows")
    needs_review = models.BooleanField(
        default=False, help_text="Carried over from an earlier round, not yet confirmed"
    )
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects = CitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(judgement__isnull=False, action__isnull=True, answer__isnull=True)
                | Q(judgement__isnull=True, action__isnull=False, answer__isnull=True, i_statement__isnull=True)
                | Q(judgement__isnull=True, action__isnull=True, answer__isnull=False, i_statement__isnull=True),
                name="a_citation_backs_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.pointer}"

    def flags(self, today: datetime.date) -> list[str]:
        """Why its item should be looked at again, as Evidence.flags says; needs `file_waits` of of_section."""
        return self.evidence.flags(today, has_file=self.file_waits is not None, waits=bool(self.file_waits))
