"""Whether a section is good enough, what a challenger thinks of it, and what the director put a name to."""

from django.db import models
from django.db.models import Q

from assurance.constraints import score_is_1_to_4


class Submission(models.Model):
    """One time a section was handed to its reviewers, and what they decided."""

    class Decision(models.TextChoices):
        """What became of it."""

        AGREED = "agreed", "Agreed"
        CHANGES = "changes-requested", "Changes requested"
        TAKEN_BACK = "taken-back", "Taken back"

    judgement = models.ForeignKey("selfassessment.Judgement", models.CASCADE, related_name="submissions")
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=2000, blank=True)
    decision = models.CharField(max_length=20, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    what_to_change = models.CharField(max_length=4000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judgement"], condition=Q(decision=""), name="one_submission_waits_per_section"
            ),
            models.CheckConstraint(
                condition=(Q(decision="") & Q(decided_at__isnull=True))
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="submission_decided_with_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(decision="changes-requested") | ~Q(what_to_change=""),
                name="changes_requested_say_which",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judgement_id} {self.decision or 'waits'}"


class ChallengeScoreQuerySet(models.QuerySet):
    """Questions about challenge scores."""

    def sections_of(self, round, person) -> models.QuerySet:
        """In which sections of a round somebody has given one, by their words in addresses."""
        return self.filter(judgement__round=round, by=person).values_list("judgement__statement__slug", flat=True)


class ChallengeScore(models.Model):
    """What an independent challenger would score a statement, given before seeing the team's own score."""

    judgement = models.ForeignKey("selfassessment.Judgement", models.CASCADE, related_name="challenge_scores")
    by = models.ForeignKey("assurance.User", models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField()
    reason = models.TextField()
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    objects = ChallengeScoreQuerySet.as_manager()

    class Meta:
        constraints = [
            score_is_1_to_4("challenge_score"),
            models.UniqueConstraint(fields=["judgement", "by"], name="one_challenge_score_per_person"),
            models.CheckConstraint(condition=~Q(reason=""), name="challenge_score_has_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.value)


class SignOff(models.Model):
    """The director's name under a round: what exactly was signed, as versions and hashes of every text.

    The words themselves are in the sealed revisions. `contents` is what signing.py makes, `sha256` its hash.
    """

    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="sign_offs")
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=2000, blank=True)
    contents = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reopened_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reopened_because = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(reopened_at__isnull=True), name="one_sign_off_holds_per_round"
            ),
            models.CheckConstraint(
                condition=(Q(reopened_at__isnull=True) & Q(reopened_because=""))
                | (Q(reopened_at__isnull=False) & ~Q(reopened_because="")),
                name="reopening_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} signed {self.at:%d %B %Y}"
