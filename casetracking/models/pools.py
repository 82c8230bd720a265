"""A pool of cases, and the key under which a council's people have their references."""

import datetime

from django.db import models
from django.db.models import Q


class PoolQuerySet(models.QuerySet):
    """Questions about pools."""

    def in_round(self, round) -> models.QuerySet:
        """A round's pools, the first made first, each with its candidates and who is in the pool, as counts."""
        in_pool = Pool._meta.get_field("cases").related_model.objects.in_pool()
        return (
            self.filter(round=round)
            .annotate(candidate_count=_count("candidates"), case_count=_count("cases", in_pool))
            .order_by("made_at", "pk")
        )

    def due_for_purge(self, today: datetime.date) -> models.QuerySet:
        """Pools whose day has come and that still hold people."""
        return self.filter(purge_on__lte=today, purged_at=None)


def _count(related: str, of=None):
    rows = models.OuterRef("pk")
    of = Pool._meta.get_field(related).related_model.objects.all() if of is None else of
    counted = of.filter(pool=rows).order_by().values("pool").annotate(n=models.Count("pk")).values("n")
    return models.functions.Coalesce(models.Subquery(counted), 0)


class Pool(models.Model):
    """One pool: whom it may be drawn from, what is asked of it, when everything about people in it is destroyed.

    `kept` are the counts that stay after the purge. `seed` is what a draw chooses among equals by.
    """

    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="pools")
    slug = models.SlugField(help_text="The word in its addresses")
    name = models.CharField(max_length=120)
    size = models.PositiveSmallIntegerField(default=50)
    seed = models.PositiveIntegerField(default=1)
    apart = models.BooleanField(default=True, help_text="Avoid two people who belong together")
    as_at = models.DateField(null=True, help_text="The day its candidates are described at")
    purge_on = models.DateField()
    purged_at = models.DateTimeField(null=True)
    kept = models.JSONField(default=dict)
    list_due_on = models.DateField(null=True, help_text="When the list goes to the regulator")
    chosen_due_on = models.DateField(null=True, help_text="When the regulator says which it has chosen")
    documents_due_on = models.DateField(null=True, help_text="When the documents of the chosen are due")
    audits_due_on = models.DateField(null=True, help_text="When practice audits are finished")
    interviews_due_on = models.DateField(null=True, help_text="When the regulator speaks to people")
    steps_done = models.JSONField(default=dict, help_text="Since when each step is done, by its slug")
    steps_told = models.JSONField(default=dict, help_text="What people were told of each step, by its slug")
    columns = models.JSONField(default=list, help_text="The council's layout of the list: attributes by slug")
    version = models.PositiveIntegerField(default=1)
    facts = models.PositiveIntegerField(default=0, help_text="Rises when what is known of its candidates changes")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    objects = PoolQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "slug"], name="pool_slug_once_in_round"),
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=500), name="pool_size_is_1_to_500"),
        ]

    def __str__(self) -> str:
        return self.name


class ReferenceKey(models.Model):
    """The key of a council's references, encrypted with the installation's secret; empty once it is destroyed.

    A council has one at a time. When it is destroyed, nobody can tell any more whom a reference made with it means.
    """

    council = models.ForeignKey("assurance.Council", models.CASCADE, related_name="reference_keys")
    sealed = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    destroyed_at = models.DateTimeField(null=True)
    destroyed_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council"], condition=Q(destroyed_at__isnull=True), name="one_reference_key_per_council"
            ),
            models.CheckConstraint(
                condition=(Q(sealed="") & Q(destroyed_at__isnull=False))
                | (~Q(sealed="") & Q(destroyed_at__isnull=True)),
                name="a_destroyed_key_is_gone",
            ),
        ]

    def __str__(self) -> str:
        return f"Key of {self.council_id}"
