"""How good our practice was: the audit tool as data, audits and their blind moderation, and themes across cases."""

from django.db import models
from django.db.models import Q

from assurance.constraints import score_is_1_to_4
from casetracking.models.cases import Case
from casetracking.statuses import AuditStatus

FEW = 3  # cases: fewer are not told as a number


class AuditTool(models.Model):
    """A set of questions to audit cases by: ours, or a council's own. One that was used is not changed but followed."""

    council = models.ForeignKey("assurance.Council", models.CASCADE, null=True, related_name="audit_tools")
    slug = models.SlugField()
    title = models.CharField(max_length=120)
    edition = models.CharField(max_length=40)
    source = models.CharField(max_length=300, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="audit_tool_once_in_council"),
            models.UniqueConstraint(fields=["slug"], condition=Q(council=None), name="shipped_audit_tool_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question of an audit tool, about a quality statement (by its slug, so that it outlives an edition)."""

    tool = models.ForeignKey(AuditTool, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    statement = models.SlugField(max_length=60)
    text = models.CharField(max_length=300)
    looks_for = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tool", "number"], name="question_number_once_in_tool")]

    def __str__(self) -> str:
        return self.text


class Team(models.Model):
    """In which team of a council somebody who audits works, so that nobody audits their own team's work."""

    council = models.ForeignKey("assurance.Council", models.CASCADE, related_name="audit_teams")
    person = models.ForeignKey("assurance.User", models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "person"], name="one_team_per_auditor_and_council"),
            models.CheckConstraint(condition=~Q(name=""), name="an_auditors_team_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class AuditQuerySet(models.QuerySet):
    """Questions about audits."""

    def wanted(self) -> models.QuerySet:
        """Those that are finished, or of cases that are in the pool: nobody waits for an audit of who has left it."""
        return self.filter(Q(status=AuditStatus.FINISHED) | Q(case__in=Case.objects.in_pool()))


class Audit(models.Model):
    """One person's audit of one case; a moderation is a second one by somebody else who has not seen the first."""

    class Kind(models.TextChoices):
        """Which of the two."""

        AUDIT = "audit", "Audit"
        MODERATION = "moderation", "Moderation"

    case = models.ForeignKey("casetracking.Case", models.CASCADE, related_name="audits")
    tool = models.ForeignKey(AuditTool, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.AUDIT)
    auditor = models.ForeignKey("assurance.User", models.CASCADE, related_name="case_audits")
    status = models.CharField(max_length=10, default=AuditStatus.GIVEN)
    grade = models.PositiveSmallIntegerField(null=True)
    strengths = models.TextField(blank=True)
    gaps = models.TextField(blank=True)
    better = models.TextField(blank=True, help_text="What would make it better")
    due_on = models.DateField(null=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    discussed_at = models.DateTimeField(null=True, help_text="When two who graded differently talked about it")
    version = models.PositiveIntegerField(default=1)

    objects = AuditQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_audit_and_one_moderation_per_case"),
            models.UniqueConstraint(fields=["case", "auditor"], name="nobody_moderates_their_own_audit"),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__gte=1, grade__lte=4), name="audit_grade_is_1_to_4"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in AuditStatus]), name="audit_status_is_known"
            ),
            models.CheckConstraint(
                condition=(~Q(status="finished") & Q(finished_at__isnull=True))
                | Q(status="finished", finished_at__isnull=False, grade__isnull=False),
                name="a_finished_audit_has_its_grade_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.case_id}"


class Answer(models.Model):
    """An auditor's answer to one question: a grade from 1 to 4, or why it does not apply."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField(null=True)
    does_not_apply = models.BooleanField(default=False)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audit", "question"], name="one_answer_per_question"),
            score_is_1_to_4("audit_answer", "grade"),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(does_not_apply=False), name="what_does_not_apply_has_no_grade"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.grade}"


class ThemeQuerySet(models.QuerySet):
    """Questions about themes."""

    def for_leaders(self) -> models.QuerySet:
        """What those may read who see no case: shared, and seen in enough cases not to be one person's story."""
        return self.filter(shared_at__isnull=False, cases__gte=FEW)


class Theme(models.Model):
    """What audits teach about one statement, in words of the principal social worker that identify nobody."""

    class Kind(models.TextChoices):
        """What it is."""

        STRENGTH = "strength", "Strength"
        GAP = "gap", "Gap"

    pool = models.ForeignKey("casetracking.Pool", models.CASCADE, related_name="themes")
    statement = models.SlugField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.CharField(max_length=1000)
    cases = models.PositiveSmallIntegerField(default=0, help_text="In how many cases it was seen")
    were = models.CharField(max_length=1000, blank=True, help_text="Where we were")
    did = models.CharField(max_length=1000, blank=True, help_text="What we did")
    go = models.CharField(max_length=1000, blank=True, help_text="Where we go")
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    shared_at = models.DateTimeField(null=True, help_text="When it was given out as a draft for an officer")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_theme_says_something")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def told_cases(self) -> str:
        """In how many cases it was seen, without a number so small that it points at somebody."""
        return f"Seen in {self.cases} cases" if self.cases >= FEW else "Seen in a few cases"
