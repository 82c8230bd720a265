"""Checklists: reviewed data of ours or a council's own, and what a round answers to them."""

from django.db import models
from django.db.models import Q


class ChecklistQuerySet(models.QuerySet):
    """Questions about checklists."""

    def of_council(self, council_id: int) -> models.QuerySet:
        """Ours and a council's own, ours first."""
        own = Q(council=None) | Q(council_id=council_id)
        return self.filter(own).order_by(models.F("council").asc(nulls_first=True), "title")

    def in_round(self, round) -> models.QuerySet:
        """The lists a round is asked to go through, each with its items and how many of them are answered."""
        asked, answer = Q(items__retired=False), "items__answers__answer"
        here = asked & Q(items__answers__round=round)
        counted = {
            "item_count": asked, "answered": here & Q(**{f"{answer}__gt": ""}), "not_yet": here & Q(**{answer: "no"}),
            "partly": here & Q(**{answer: "partly"}),
        }  # fmt: skip
        counts = {name: models.Count("items", filter=which, distinct=True) for name, which in counted.items()}
        return self.of_council(round.council_id).filter(retired=False).annotate(**counts)


class Checklist(models.Model):
    """A list of things to check before sending, loaded from fixtures/checklists (no council) or a council's own."""

    council = models.ForeignKey("assurance.Council", models.CASCADE, null=True, related_name="checklists")
    slug = models.SlugField()
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="What is not confirmed about it")
    retired = models.BooleanField(default=False)
    content_sha256 = models.CharField(max_length=64, blank=True)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="checklist_slug_once_in_council"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(council__isnull=True), name="shipped_checklist_slug_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ChecklistItem(models.Model):
    """One thing to check."""

    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    text = models.CharField(max_length=300)
    help = models.TextField(blank=True)
    retired = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checklist", "slug"], name="checklist_item_slug_once")]

    def __str__(self) -> str:
        return self.text


class ChecklistAnswer(models.Model):
    """What a round answers to one item."""

    class Answer(models.TextChoices):
        """How far it is."""

        YES = "yes", "Yes"
        PARTLY = "partly", "Partly"
        NO = "no", "Not yet"
        NOT_APPLICABLE = "not-applicable", "Does not apply"

    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="checklist_answers")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=16, choices=Answer.choices, blank=True)
    note = models.CharField(max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "item"], name="one_answer_per_round_and_item")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.answer}"
