"""The dates of a round's assessment: one row for each milestone, a council's to edit."""

from django.db import models
from django.db.models import Q


class MilestoneQuerySet(models.QuerySet):
    """Questions about the dates of a round."""

    def in_round(self, round) -> models.QuerySet:
        """A round's milestones in their order, without those that were taken out."""
        return self.filter(round=round, removed_at=None).order_by("number", "pk")

    def ahead(self, today) -> models.QuerySet:
        """Milestones that are still to come, the next one first."""
        return self.filter(removed_at=None, happened_on=None, on__gte=today).order_by("on", "number", "pk")

    def date_of(self, slug: str, round) -> models.QuerySet:
        """The date of one milestone of a round (which may be an outer row's), as the only column: for a subquery.

        One that was taken out of the timeline keeps its last date, so that what is due with it does not lose its own.
        """
        return self.filter(round=round, slug=slug).values("on")[:1]


class Milestone(models.Model):
    """One date of the assessment, typed or counted from another. `on` is worked out whenever any of them changes."""

    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="milestones")
    number = models.PositiveSmallIntegerField(help_text="Its place in the round's list")
    slug = models.SlugField(help_text="Its word in addresses; return items name it too")
    title = models.CharField(max_length=120)
    basis = models.CharField(max_length=10, help_text="rule, estimate or typed: see assurance.timeline")
    source = models.CharField(max_length=300, blank=True, help_text="Why it is counted so")
    counted_from = models.SlugField(blank=True, help_text="The milestone it is counted from")
    days = models.SmallIntegerField(default=0, help_text="calendar days")
    working_days = models.SmallIntegerField(null=True)
    typed_on = models.DateField(null=True, help_text="What somebody typed; wins over the count")
    on = models.DateField(null=True, help_text="The date that holds: typed, or worked out")
    planned_on = models.DateField(null=True, help_text="What the plan said when it was fixed; slips show against it")
    happened_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    moves = models.PositiveIntegerField(default=0, help_text="How often it followed another date, for calendars")
    removed_at = models.DateTimeField(null=True, help_text="Taken out of the timeline; can be put back")

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "slug"], name="milestone_once_in_round"),
            models.CheckConstraint(
                condition=Q(basis__in=["rule", "estimate", "typed"]), name="milestone_basis_is_known"
            ),
            models.CheckConstraint(
                condition=Q(typed_on__isnull=True) | Q(on=models.F("typed_on")), name="a_typed_date_holds"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CalendarFeed(models.Model):
    """A secret address at which a person's calendar finds the dates of a round. Only its hash is kept."""

    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="calendar_feeds")
    person = models.ForeignKey("assurance.User", models.CASCADE, related_name="calendar_feeds")
    token_sha256 = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_feed_per_person_and_round")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.round_id}"
