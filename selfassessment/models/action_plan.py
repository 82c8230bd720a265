"""What the council promised to do, by when, and how it goes."""

import datetime

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

STALE_AFTER = datetime.timedelta(days=30)  # an action nobody has told anything about for so long is asked about


class ActionQuerySet(models.QuerySet):
    """Questions about actions."""

    def of_council(self, council) -> models.QuerySet:
        """A council's actions with their owner and the section they came from; none that was taken back."""
        return self.kept().filter(council=council).select_related("owner", "judgement__statement", "round")

    def kept(self) -> models.QuerySet:
        """Without those somebody took back as soon as they had added them."""
        return self.exclude(outcome=Action.Outcome.TAKEN_BACK)

    def unfinished(self) -> models.QuerySet:
        """Actions that are neither done nor given up."""
        return self.filter(closed_at=None)

    def open_or_closed_since(self, round) -> models.QuerySet:
        """What a round's documents tell of: its council's unfinished actions and those closed since the round began.

        Of a closed round, what was promised before it was closed, however it ended since.

        Each with its latest progress note as `told` and `told_at`, by their numbers.
        """
        told = ProgressNote.objects.filter(action=OuterRef("pk")).order_by("-at", "-pk")
        shown = self.of_council(round.council_id).filter(Q(closed_at=None) | Q(closed_at__gte=round.started_at))
        if round.is_closed:
            shown = shown.filter(added_at__lte=round.closed_at)
        return shown.annotate(
            told=Subquery(told.values("text")[:1]), told_at=Subquery(told.values("at")[:1])
        ).order_by("number")

    def overdue(self, today: datetime.date) -> models.QuerySet:
        """Unfinished actions whose day has passed."""
        return self.unfinished().filter(due_on__lt=today)

    def stale(self, now: datetime.datetime) -> models.QuerySet:
        """Unfinished actions of which nothing was told for 30 days."""
        told = Q(noted_at__lt=now - STALE_AFTER) | Q(noted_at=None, added_at__lt=now - STALE_AFTER)
        return self.unfinished().filter(told)

    def in_order_of_need(self) -> models.QuerySet:
        """What is due first, first; what has no date after it; what is over last."""
        return self.order_by(F("closed_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "number")


class Action(models.Model):
    """One thing to do about an area for improvement. Known to people as A and its number."""

    class Priority(models.TextChoices):
        """How soon it matters."""

        HIGH = "high", "High"
        MEDIUM = "medium", "Medium"
        LOW = "low", "Low"

    class Rag(models.TextChoices):
        """How it goes: red, amber or green, always with a reason."""

        RED = "red", "Red: off track"
        AMBER = "amber", "Amber: at risk"
        GREEN = "green", "Green: on track"

    class Source(models.TextChoices):
        """Where it came from."""

        STATEMENT = "statement", "Self-assessment"
        PEER_CHALLENGE = "peer-challenge", "Peer challenge"
        CASE_AUDIT = "case-audit", "Case audit"
        REPORT = "report", "The regulator’s report"
        OTHER = "other", "Somewhere else"

    class Outcome(models.TextChoices):
        """How it ended."""

        DONE = "done", "Done"
        DROPPED = "dropped", "Given up"
        TAKEN_BACK = "undone", "Taken back"

    council = models.ForeignKey("assurance.Council", models.CASCADE, related_name="actions")
    round = models.ForeignKey("assurance.Round", models.PROTECT, related_name="actions")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=500)
    owner = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(null=True)
    priority = models.CharField(max_length=8, choices=Priority.choices, default=Priority.MEDIUM)
    measure = models.CharField(max_length=500, blank=True, help_text="How you will tell that it has worked")
    expected_evidence = models.CharField(max_length=500, blank=True)
    rag = models.CharField(max_length=6, choices=Rag.choices, blank=True)
    rag_reason = models.CharField(max_length=1000, blank=True)
    source = models.CharField(max_length=16, choices=Source.choices)
    source_note = models.CharField(max_length=300, blank=True)
    judgement = models.ForeignKey("selfassessment.Judgement", models.SET_NULL, null=True, related_name="actions")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()
    noted_at = models.DateTimeField(null=True, help_text="When its progress was last told")

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="action_number_once_in_council"),
            models.CheckConstraint(condition=Q(rag="") | ~Q(rag_reason=""), name="a_colour_has_a_reason"),
            models.CheckConstraint(
                condition=(Q(outcome="") & Q(closed_at__isnull=True)) | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="an_action_ends_with_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.what}"

    @property
    def reference(self) -> str:
        """A and its number."""
        return f"A{self.number}"


class ProgressNote(models.Model):
    """What somebody told about an action, with the colour it then had."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="notes")
    text = models.CharField(max_length=2000)
    rag = models.CharField(max_length=6, choices=Action.Rag.choices, blank=True)
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_progress_note_says_something")]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.at:%d %B %Y}"
