"""What is asked of a pool, who is fixed in it or kept out, and each time it was drawn."""

from django.db import models
from django.db.models import F, Q


class Criterion(models.Model):
    """At least or at most so many cases that meet all conditions, or any of them: the council's to change.

    `conditions` is a list of {"attribute": slug, "values": [..]} or {"attribute": slug, "least": n, "most": n}. A soft
    one may be missed at a price: its weight for each case. Ours come with their edition and source, and with the advice
    to check them against the regulator's letter.
    """

    pool = models.ForeignKey("casetracking.Pool", models.CASCADE, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    conditions = models.JSONField()
    either = models.BooleanField(default=False, help_text="Any of the conditions is enough")
    least = models.PositiveSmallIntegerField(null=True)
    most = models.PositiveSmallIntegerField(null=True)
    hard = models.BooleanField(default=True)
    weight = models.PositiveSmallIntegerField(default=1)
    edition = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "number"], name="criterion_number_once_in_pool"),
            models.CheckConstraint(
                condition=Q(least__isnull=False) | Q(most__isnull=False), name="criterion_asks_for_a_number"
            ),
            models.CheckConstraint(
                condition=Q(least__isnull=True) | Q(most__isnull=True) | Q(least__lte=F("most")),
                name="criterion_least_within_most",
            ),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="criterion_weight_is_1_to_100"),
        ]

    def __str__(self) -> str:
        return self.name


class Likeness(models.Model):
    """An attribute whose values the pool should show in the caseload's proportions."""

    pool = models.ForeignKey("casetracking.Pool", models.CASCADE, related_name="likenesses")
    attribute = models.SlugField()
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "attribute"], name="likeness_once_in_pool"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="likeness_weight_is_1_to_100"),
        ]

    def __str__(self) -> str:
        return self.attribute


class Lock(models.Model):
    """Somebody's decision that a candidate is in the pool, or never, whatever is drawn; with its reason."""

    class Side(models.TextChoices):
        """Which way."""

        IN = "in", "Always in"
        OUT = "out", "Kept out"

    pool = models.ForeignKey("casetracking.Pool", models.CASCADE, related_name="locks")
    candidate = models.OneToOneField("casetracking.Candidate", models.CASCADE, related_name="lock")
    side = models.CharField(max_length=3, choices=Side.choices)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_lock_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.side}"


class Draw(models.Model):
    """One time a pool was drawn: from whom, by which rules and seed, what came of it and how good it can be at most.

    `rules` is everything asked, as it stood, so that the draw can be repeated; `chosen` the references in order; `met`
    each criterion's need and have; `conflict` why there is no such pool. `objective` and `bound` are in the drawing's
    own unit, see casetracking/drawing. A purge empties `chosen` and what else holds references.
    """

    pool = models.ForeignKey("casetracking.Pool", models.CASCADE, related_name="draws")
    number = models.PositiveSmallIntegerField()
    job = models.ForeignKey("assurance.Job", models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    seed = models.PositiveIntegerField()
    size = models.PositiveSmallIntegerField()
    candidates = models.PositiveIntegerField(default=0)
    excluded = models.JSONField(default=dict, help_text="How many were left out, by reason")
    rules = models.JSONField(default=dict)
    chosen = models.JSONField(default=list)
    reserves = models.JSONField(default=list)
    objective = models.BigIntegerField(null=True)
    bound = models.BigIntegerField(null=True)
    proved = models.BooleanField(default=False)
    repeatable = models.BooleanField(default=True)
    met = models.JSONField(default=list)
    likeness = models.JSONField(default=list)
    conflict = models.JSONField(null=True)
    seconds = models.FloatField(null=True)
    done_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True, help_text="When its choice became the pool")
    taken_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "number"], name="draw_number_once_in_pool"),
            models.CheckConstraint(
                condition=Q(objective__isnull=True, bound__isnull=True) | Q(bound__lte=F("objective")),
                name="draw_bound_within_objective",
            ),
        ]

    def __str__(self) -> str:
        return f"Draw {self.number}"


class DrawnFrom(models.Model):
    """What a pool's last draw was drawn from, as numbers: with it a place's best substitutes are known at once.

    It holds while candidates and criteria are what they were: `facts` is the pool's count of changes to the first,
    `asked` a hash of the second. It is derived from candidates, as pseudonymised as they are, and goes with them.
    """

    pool = models.OneToOneField("casetracking.Pool", models.CASCADE, related_name="drawn_from")
    facts = models.PositiveIntegerField()
    asked = models.CharField(max_length=64)
    shown = models.JSONField()
    numbers = models.BinaryField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"What pool {self.pool_id} was drawn from"


class Decision(models.Model):
    """One change somebody made to who is in a pool, with the reason they gave.

    Here and not in the history, which in this room holds verbs and references: a purge destroys the words.
    """

    pool = models.ForeignKey("casetracking.Pool", models.CASCADE, related_name="decisions")
    reference = models.CharField(max_length=14, blank=True)
    verb = models.CharField(max_length=60, help_text="As in the history")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["pool", "reference", "-at"], name="decision_by_person")]

    def __str__(self) -> str:
        return f"{self.verb} {self.reference}"
