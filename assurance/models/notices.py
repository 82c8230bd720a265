"""What somebody should know: one line for one person, with the page it leads to. The words themselves stay there."""

from django.db import models


class NoticeQuerySet(models.QuerySet):
    """Questions about what people were told."""

    def for_person(self, person, council) -> models.QuerySet:
        """What a person was told in a council, the latest first."""
        return self.filter(person=person, council=council).select_related("round").order_by("-at", "-pk")

    def unread(self) -> models.QuerySet:
        """What has not been opened or marked as read."""
        return self.filter(seen_at=None)


class Notice(models.Model):
    """One thing somebody was told. It quotes nobody, so that words withdrawn elsewhere do not live on here."""

    person = models.ForeignKey("assurance.User", models.CASCADE, related_name="notices")
    council = models.ForeignKey("assurance.Council", models.CASCADE)
    round = models.ForeignKey("assurance.Round", models.CASCADE, null=True)
    sentence = models.CharField(max_length=300, help_text="Such as: Helen Sowerby mentioned you in Equity: Summary")
    page = models.JSONField(help_text="{name, arguments, fragment}: where it leads")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "council", "seen_at", "-at"], name="notice_by_person")]

    def __str__(self) -> str:
        return self.sentence
