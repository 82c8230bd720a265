"""A filled-in workbook that came back, kept while somebody looks at what it would change."""

from django.db import models


class ReturnedWorkbook(models.Model):
    """One file that came back: what it would change is worked out each time it is looked at, from its cells.

    The file itself, which may be hostile, is read once and not kept; its cells are forgotten once they are applied.
    """

    reference = models.CharField(max_length=10, unique=True, help_text="The word in its address")
    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="returned_workbooks")
    kind = models.CharField(max_length=12, help_text="round, or actions")
    name = models.CharField(max_length=200)
    sheets = models.JSONField(default=list, help_text="[{name, rows of cells}], see spreadsheet_child.py")
    sha256 = models.CharField(max_length=64)
    choices = models.JSONField(default=dict, help_text="{cell in conflict: theirs, ours}")
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict, help_text="What was changed when it was applied, as counts")

    def __str__(self) -> str:
        return self.name
