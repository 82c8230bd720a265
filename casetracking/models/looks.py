"""Who looked at what in the case room: one row for each time, never changed."""

from django.db import models
from django.db.models import Count, Max
from django.db.models.functions import TruncDate


class LookQuerySet(models.QuerySet):
    """Questions about who has looked."""

    def at_person(self, pool, reference: str) -> models.QuerySet:
        """Who looked at one person of a pool, the latest first."""
        return self.filter(pool=pool, reference=reference).order_by("-at", "-pk")

    def by_reader_and_day(self, pool, reference: str) -> models.QuerySet:
        """Who looked at them on which day, how often and when last, the latest first: a stranger stands out."""
        looks = self.filter(pool=pool, reference=reference).order_by()
        by_day = looks.values("by", "by_name", day=TruncDate("at")).annotate(times=Count("pk"), last=Max("at"))
        return by_day.order_by("-last", "by_name")


class Look(models.Model):
    """One look at a page about people: which page, whose (a list of many has no reference), who and when.

    It outlives the purge, which takes nothing from it: without the key a reference leads to nobody.
    """

    pool = models.ForeignKey("casetracking.Pool", models.CASCADE, related_name="looks")
    reference = models.CharField(max_length=14, blank=True)
    page = models.CharField(max_length=60, help_text="The page's name in the code")
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=120, help_text="As they were called then")
    at = models.DateTimeField()

    objects = LookQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["pool", "reference", "-at"], name="look_by_person")]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.page} {self.reference}"
