"""A pooled case: how far it is, whether the person agreed, what was asked for, what happened when."""

from django.db import models
from django.db.models import Q

from casetracking.statuses import Status

OVER = tuple(status.value for status in Status if status.is_over)
PLACE_STANDS = Q(standing="pool") & ~Q(status__in=OVER)
PLACE_IS_FREE = Q(standing="pool", status__in=OVER)


class CaseQuerySet(models.QuerySet):
    """Questions about cases. Who is in the pool is said here and nowhere else."""

    def in_pool(self) -> models.QuerySet:
        """Those whose place stands: drawn and not over. Who said no, withdrew or is not suitable is not in it."""
        return self.filter(PLACE_STANDS)

    def with_free_place(self) -> models.QuerySet:
        """Those on the list whose place waits for a substitute."""
        return self.filter(PLACE_IS_FREE)


class Case(models.Model):
    """A candidate who is in the pool, in reserve, or has left it; on every list its number stands by its reference."""

    class Standing(models.TextChoices):
        """Where it stands."""

        POOL = "pool", "In the pool"
        RESERVE = "reserve", "In reserve"
        LEFT = "left", "Left the pool"

    class Stage(models.TextChoices):
        """How far the regulator has gone with it."""

        LISTED = "listed", "On the list"
        CHOSEN = "chosen", "Tracked"
        FOLLOWED = "followed", "Spoken to"

    pool = models.ForeignKey("casetracking.Pool", models.CASCADE, related_name="cases")
    candidate = models.OneToOneField("casetracking.Candidate", models.CASCADE, related_name="case")
    number = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.POOL)
    status = models.CharField(max_length=12, default=Status.DRAWN)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.LISTED)
    draw = models.ForeignKey("casetracking.Draw", models.SET_NULL, null=True, related_name="cases")
    place_of = models.OneToOneField("self", models.SET_NULL, null=True, related_name="taken_by")
    left_because = models.CharField(max_length=500, blank=True)
    worker = models.CharField(max_length=120, blank=True, help_text="The worker who knows the case: job, not a name")
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "number"], name="case_number_once_in_pool"),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]), name="case_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(standing="left") | ~Q(left_because=""), name="who_left_the_pool_left_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Case {self.number}"

    @property
    def is_in_pool(self) -> bool:
        """As CaseQuerySet.in_pool."""
        return self.standing == self.Standing.POOL and not Status(self.status).is_over


class Suitability(models.Model):
    """Whether somebody may be asked at all: looked at by a person, before anybody is contacted."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="suitability")
    suitable = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(suitable=True) | ~Q(reason=""), name="not_suitable_says_why")
        ]

    def __str__(self) -> str:
        return "suitable" if self.suitable else "not suitable"


class Consent(models.Model):
    """Who asked, when and how, what the person said, by which route, and whether they withdrew."""

    class Way(models.TextChoices):
        """How somebody was asked."""

        IN_PERSON = "in-person", "In person"
        PHONE = "phone", "By phone"
        VIDEO = "video", "By video"
        LETTER = "letter", "By letter"

    class Answer(models.TextChoices):
        """What they said."""

        WAITING = "waiting", "No answer yet"
        YES = "yes", "Yes"
        NO = "no", "No"

    class Route(models.TextChoices):
        """Whose decision it is."""

        OWN = "own", "The person’s own decision"
        BEST_INTERESTS = "best-interests", "Best-interests decision, after a capacity assessment"
        ATTORNEY = "attorney", "Attorney or deputy for health and welfare"

    class Beside(models.TextChoices):
        """Who stands beside the person."""

        NOBODY = "nobody", "Nobody"
        ADVOCATE = "advocate", "An advocate"
        REPRESENTATIVE = "representative", "A family member or friend"

    class Preference(models.TextChoices):
        """How they want to be reached."""

        PHONE = "phone", "Phone"
        VIDEO = "video", "Video"
        IN_PERSON = "in-person", "In person"
        THROUGH_WORKER = "through-worker", "Through their worker"

    case = models.OneToOneField(Case, models.CASCADE, related_name="consent")
    asked_on = models.DateField()
    asked_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    asker = models.CharField(max_length=120, blank=True, help_text="Who asked: job, not a name")
    way = models.CharField(max_length=12, choices=Way.choices)
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.WAITING)
    answered_on = models.DateField(null=True)
    route = models.CharField(max_length=16, choices=Route.choices, default=Route.OWN)
    beside = models.CharField(max_length=16, choices=Beside.choices, default=Beside.NOBODY)
    preference = models.CharField(max_length=16, choices=Preference.choices, blank=True)
    interpreter = models.BooleanField(default=False)
    language = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    withdrawn_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(answer="waiting") & Q(answered_on__isnull=True))
                | (~Q(answer="waiting") & Q(answered_on__isnull=False)),
                name="consent_answered_with_its_day",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(answer="yes"), name="only_a_yes_is_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return self.answer


class Contact(models.Model):
    """One time somebody spoke with the person or those around them about the case: a line of the contact log."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="contacts")
    on = models.DateField()
    way = models.CharField(max_length=12, choices=Consent.Way.choices)
    note = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="a_contact_says_something")]

    def __str__(self) -> str:
        return f"{self.on:%-d %B %Y}"


class DocumentKindQuerySet(models.QuerySet):
    """Questions about what is asked for."""

    def in_force(self, council) -> models.QuerySet:
        """The council's own list, or ours where it has made none, in order: one query."""
        own = models.Exists(self.model.objects.filter(council=council))
        return self.filter(Q(council=council) | Q(Q(council=None), ~own), retired_at=None).order_by("order", "pk")


class DocumentKind(models.Model):
    """One kind of document asked for of each chosen case: the council's list, ours where it has none."""

    council = models.ForeignKey("assurance.Council", models.CASCADE, null=True, related_name="case_document_kinds")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    retired_at = models.DateTimeField(null=True)

    objects = DocumentKindQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="document_kind_once_in_council"),
            models.UniqueConstraint(fields=["slug"], condition=Q(council=None), name="shipped_document_kind_once"),
        ]

    def __str__(self) -> str:
        return self.title


class CaseDocument(models.Model):
    """Where a document of a chosen case stands in the council's record system: a pointer, never the document."""

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", "Asked for"
        THERE = "there", "There"
        NONE = "none", "There is none"

    case = models.ForeignKey(Case, models.CASCADE, related_name="documents")
    kind = models.ForeignKey(DocumentKind, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    pointer = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="case_document_once")]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.state}"


class Reflection(models.Model):
    """The reflective log of the worker who knows the case."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="reflection")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Reflection {self.case_id}"


class Milestone(models.Model):
    """One line of a case's chronology, held as days before the pool's day, never as a date."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="milestones")
    days_before = models.IntegerField(help_text="Days before the pool's day; less than 0: after it")
    what = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="a_milestone_says_what")]

    def __str__(self) -> str:
        return f"{self.days_before} days"

    @property
    def days_after(self) -> int:
        """Days after the pool's day, for what came later."""
        return -self.days_before
