"""The regulator's visit: who meets whom, when and where, and what was said."""

from django.db import models
from django.db.models import Prefetch, Q

from assurance import references
from selfassessment.models.counting import count_by


def new_entry_reference() -> str:
    """A log entry's word in its address, such as n-x4kq7zmb."""
    return references.new_reference("n")


class VisitPerson(models.Model):
    """Somebody of ours, or a group of people, whom the regulator meets; with an account or without."""

    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="visit_people")
    slug = models.SlugField(max_length=60, help_text="Their word in addresses")
    person = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "slug"], name="visit_person_slug_once_in_round"),
            models.UniqueConstraint(fields=["round", "person"], name="one_visit_person_per_account_and_round"),
            models.CheckConstraint(condition=~Q(name=""), name="a_visit_person_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name


def who() -> Prefetch:
    """With a session: who of ours meets there, by name."""
    return Prefetch("people", VisitPerson.objects.order_by("name", "pk"))


def who_and_what() -> tuple[Prefetch, ...]:
    """With a session: who meets, by name, and which statements it is about."""
    return who(), Prefetch("statements")


class VisitSessionQuerySet(models.QuerySet):
    """Questions about the timetable of a visit."""

    def with_log_counts(self) -> models.QuerySet:
        """Each session with `logged`: how many entries its log has."""
        entries = self.model._meta.get_field("log_entries").related_model.objects
        return self.annotate(logged=count_by("session", entries.filter(removed_at=None)))


class VisitSession(models.Model):
    """One session of a visit. Known to people as S and its number."""

    class Kind(models.TextChoices):
        """What sort of session it is."""

        INTERVIEW = "interview", "Interview"
        DROP_IN = "drop-in", "Drop-in"
        FOCUS_GROUP = "focus-group", "Focus group"
        PRESENTATION = "presentation", "Leadership presentation"
        DATA = "data", "Data session"
        OTHER = "other", "Something else"

    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="visit_sessions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.INTERVIEW)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="May lie before the start: that is warned of, not refused")
    place = models.CharField(max_length=300, blank=True, help_text="A room, or a link to a meeting")
    regulator = models.CharField(max_length=200, blank=True, help_text="Who of the regulator’s team")
    people = models.ManyToManyField(VisitPerson, related_name="sessions")
    statements = models.ManyToManyField("assurance.QualityStatement", related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    objects = VisitSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="visit_session_number_once_in_round"),
            models.CheckConstraint(
                condition=Q(kind__in="interview drop-in focus-group presentation data other".split()),
                name="visit_session_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_why="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_why="")),
                name="a_cancelled_session_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """S and its number."""
        return f"S{self.number}"


class LogEntryQuerySet(models.QuerySet):
    """Questions about what was said."""

    def standing(self) -> models.QuerySet:
        """Entries that were not taken out, in the order they were written, with what became of them."""
        return (
            self.filter(removed_at=None)
            .select_related("session", "owner", "by", "action", "follow_up")
            .order_by("session__starts_at", "at", "pk")
        )

    def standing_at(self, at) -> models.QuerySet:
        """Entries that were there at a moment and had not been taken out, as `standing` orders them."""
        there = self.filter(Q(removed_at=None) | Q(removed_at__gt=at), at__lte=at)
        return there.select_related("session", "owner", "by", "action", "follow_up").order_by(
            "session__starts_at", "at", "pk"
        )


class LogEntry(models.Model):
    """One thing to keep from a session: asked, said, to be put right, or promised."""

    class Kind(models.TextChoices):
        """What sort of thing it is."""

        ASKED = "asked", "What was asked"
        SAID = "said", "What we said"
        MISCONCEPTION = "misconception", "Misconception to put right"
        PROMISE = "promise", "Promise made"

    session = models.ForeignKey(VisitSession, models.CASCADE, related_name="log_entries")
    reference = models.CharField(max_length=12, unique=True, default=new_entry_reference)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    text = models.TextField()
    owner = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    action = models.ForeignKey("selfassessment.Action", models.SET_NULL, null=True, related_name="+")
    follow_up = models.ForeignKey("selfassessment.FollowUpRequest", models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["asked", "said", "misconception", "promise"]), name="log_entry_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_log_entry_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


class Bulletin(models.Model):
    """That the team was told of a day's bulletin. What it says is read from the day's sessions."""

    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="bulletins")
    day = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "day"], name="one_bulletin_a_day")]

    def __str__(self) -> str:
        return f"{self.day}"
