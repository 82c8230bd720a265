"""What people say to each other about a section: threads on a part, answered, resolved and opened again."""

from django.db import models
from django.db.models import Q

COMMENT_LIMIT = 4_000  # characters


class CommentQuerySet(models.QuerySet):
    """Questions about comments."""

    def threads(self) -> models.QuerySet:
        """Only the comments that begin a thread."""
        return self.filter(answers=None)

    def open(self) -> models.QuerySet:
        """Threads nobody has resolved or withdrawn."""
        return self.threads().filter(resolved_at=None, withdrawn_at=None)


class Comment(models.Model):
    """One comment: the first of a thread, or an answer in one."""

    reference = models.CharField(max_length=10, unique=True, help_text="The word in its address")
    judgement = models.ForeignKey("selfassessment.Judgement", models.CASCADE, related_name="comments")
    part = models.ForeignKey("assurance.Part", models.PROTECT, null=True, help_text="None: the section as a whole")
    i_statement = models.ForeignKey("assurance.IStatement", models.PROTECT, null=True)
    answers = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    text = models.TextField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    mentioned = models.ManyToManyField("assurance.User", related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, help_text="Its words are gone; that it was there stays")

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | Q(resolved_at__isnull=True), name="only_a_thread_is_resolved"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(withdrawn_at__isnull=False), name="a_comment_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.reference
