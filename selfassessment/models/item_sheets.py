"""A spreadsheet with the items of a letter, kept while somebody looks at what it would add."""

from django.db import models


class ItemSheet(models.Model):
    """One file that was given: its cells are forgotten once its items are taken, or when nobody takes them."""

    reference = models.CharField(max_length=10, unique=True, help_text="The word in its address")
    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="item_sheets")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    table = models.JSONField(default=dict, help_text="{name, rows of line and cells, others}, see item_sheet.py")
    means = models.JSONField(default=dict, help_text="{meaning: column}, guessed at first")
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(null=True, help_text="How many items it added")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_at__isnull=True, taken__isnull=True)
                | models.Q(taken_at__isnull=False, taken__isnull=False),
                name="a_taken_item_sheet_says_how_many",
            )
        ]

    def __str__(self) -> str:
        return self.name
