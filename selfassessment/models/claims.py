"""What somebody decided about a figure in a text."""

from django.db import models
from django.db.models import Q

LONGEST_REASON = 500


class KeptFigure(models.Model):
    """That a figure stays in a text as it was cited, or a number uncited, and why.

    `mark` is of the figure and of what was wrong with it: when something else becomes wrong, it is asked about again.
    """

    part_text = models.ForeignKey("selfassessment.PartText", models.CASCADE, related_name="kept_figures")
    mark = models.CharField(max_length=16)
    figure = models.CharField(max_length=400, help_text="The reference or number it is about")
    because = models.CharField(max_length=LONGEST_REASON)
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part_text", "mark"], name="kept_figure_once"),
            models.CheckConstraint(condition=~Q(because=""), name="kept_figure_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.part_text_id}: {self.figure}"
