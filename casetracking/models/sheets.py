"""A council's own spreadsheet between its preview and its confirmation, and what its columns were said to mean."""

import datetime

from django.db import models


class HeldSheetQuerySet(models.QuerySet):
    """Questions about spreadsheets that are looked at."""

    def of_person(self, pool, person, at: datetime.datetime) -> models.QuerySet:
        """What somebody has given to a pool and neither taken nor let expire."""
        return self.filter(pool=pool, by=person, expires_at__gt=at)


class HeldSheet(models.Model):
    """What a spreadsheet said, while whoever gave it looks at what it would change: for hours, and never the file.

    References stand in the place of local IDs, attributes in the place of cells; whatever else was in the file was let
    go before this was made. Both texts are encrypted with the installation's secret: `rows` is what would be taken,
    `shown` what the preview tells. `key` is the one its references were made with, null for one made with this sheet.
    """

    pool = models.ForeignKey("casetracking.Pool", models.CASCADE, related_name="held_sheets")
    by = models.ForeignKey("assurance.User", models.CASCADE, related_name="+")
    key = models.ForeignKey("casetracking.ReferenceKey", models.CASCADE, null=True, related_name="+")
    mark = models.CharField(max_length=16, help_text="Tells this giving from the next one")
    rows = models.TextField()
    shown = models.TextField()
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = HeldSheetQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pool", "by"], name="one_held_sheet_per_person_and_pool")]

    def __str__(self) -> str:
        return f"Spreadsheet of {self.at:%-d %B %Y}"


class SheetColumn(models.Model):
    """What a council said a column of its spreadsheets means; the heading is kept as a keyed hash alone."""

    council = models.ForeignKey("assurance.Council", models.CASCADE, related_name="sheet_columns")
    mark = models.CharField(max_length=32, help_text="Keyed hash of the heading")
    means = models.CharField(max_length=60, blank=True, help_text="An attribute, reference or ID; empty: left out")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "mark"], name="sheet_column_once_in_council")]

    def __str__(self) -> str:
        return self.means or "left out"
