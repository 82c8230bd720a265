"""An edition of the assessment framework, and beside it a council's own editable set of parts and prompts.

The edition is official and fixed once a round uses it. Subtopics, prompts and parts are ours: each council works on
its own copy, started from the set that ships with the service.
"""

import uuid

from django.db import models
from django.db.models import Q

from assurance import scoring

OPENING_TITLE = "About the council and overall summary"
OPENING = "opening"  # the slug of the section about the council as a whole, beside the statements' own


class EditionQuerySet(models.QuerySet):
    """Questions about editions."""

    def newest_first(self) -> models.QuerySet:
        """Editions, the latest published first."""
        return self.order_by("-published_on", "slug")

    def with_round_count(self) -> models.QuerySet:
        """Each edition with `round_count`, the rounds that use it, of whatever council."""
        return self.annotate(round_count=models.Count("round", distinct=True))


class Edition(models.Model):
    """One edition of the framework and its scoring method, as loaded from a reviewed YAML file."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    published_on = models.DateField()
    dating_note = models.TextField(blank=True)
    publisher = models.CharField(max_length=200)
    licence = models.TextField(blank=True)
    sources = models.JSONField(default=list, help_text="[{title, url, note}]")
    scoring_rules = models.JSONField(help_text="The scoring block of the edition's file: see assurance/editions.py.")
    content_sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    objects = EditionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.title} ({self.published_on:%B %Y})"

    @property
    def method(self) -> scoring.Method:
        """The scoring method as a pure value."""
        return scoring.method_from(self.scoring_rules)


class Theme(models.Model):
    """One of an edition's themes, in the edition's order."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="themes")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    title = models.CharField(max_length=200)
    aliases = models.JSONField(default=list, help_text="[{title, where}]")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="theme_slug_once_in_edition"),
            models.UniqueConstraint(fields=["edition", "number"], name="theme_number_once_in_edition"),
        ]

    def __str__(self) -> str:
        return f"Theme {self.number}: {self.title}"


class QualityStatementQuerySet(models.QuerySet):
    """Questions about quality statements."""

    def in_order(self) -> models.QuerySet:
        """Statements in the edition's order, each with its theme."""
        return self.select_related("theme").order_by("number")


class QualityStatement(models.Model):
    """A quality statement (a "we" statement) of an edition, in its official words."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="statements")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField(help_text="1 to 9, the order of the edition")
    slug = models.SlugField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    source = models.JSONField(default=dict, help_text="{title, url}")
    aliases = models.JSONField(default=list, help_text="[{title, where}]")
    care_act = models.JSONField(default=list, help_text="Confirmed sections only: [{sections, title}]")

    objects = QualityStatementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="statement_slug_once_in_edition"),
            models.UniqueConstraint(fields=["edition", "number"], name="statement_number_once_in_edition"),
        ]

    def __str__(self) -> str:
        return self.title


class IStatement(models.Model):
    """What people who draw on care expect, in Making it Real's words, beside a quality statement."""

    statement = models.ForeignKey(QualityStatement, models.CASCADE, related_name="i_statements")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    source = models.JSONField(default=dict, help_text="{title, url}")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="i_statement_number_once_in_statement")
        ]

    def __str__(self) -> str:
        return self.text


class EvidenceCategory(models.Model):
    """A kind of evidence the regulator weighs; scored one by one under the 2023 method."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="evidence_categories")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    title = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "evidence categories"
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="category_slug_once_in_edition")]

    def __str__(self) -> str:
        return self.title


def new_stamp() -> str:
    """A word that was never used before."""
    return uuid.uuid4().hex


class PromptSet(models.Model):
    """Parts, subtopics and prompts beside an edition: ours (no council) or a council's own copy of it."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="prompt_sets")
    council = models.ForeignKey("assurance.Council", models.CASCADE, null=True, blank=True)
    title = models.CharField(max_length=200)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)
    dated = models.DateField()
    guidance = models.JSONField(default=dict, help_text="{statement slug: a paragraph}")
    content_sha256 = models.CharField(max_length=64, blank=True)
    stamp = models.CharField(max_length=32, default=new_stamp, help_text="Another one after every change")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "council"], name="one_prompt_set_per_edition_and_council"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(council__isnull=True), name="one_starting_set_per_edition"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PartQuerySet(models.QuerySet):
    """Questions about the parts people write."""

    def for_section(self, statement: QualityStatement | None) -> models.QuerySet:
        """The parts in use for a statement's section, or for the opening section when there is no statement."""
        scope = Part.Scope.STATEMENT if statement else Part.Scope.OPENING
        return self.filter(scope=scope, retired=False).order_by("number")


class Part(models.Model):
    """One part of a section that people write, such as "What we do well"."""

    class Scope(models.TextChoices):
        """Where a part is asked for."""

        STATEMENT = "statement", "Each statement"
        OPENING = "opening", "The opening section"

    prompt_set = models.ForeignKey(PromptSet, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    title = models.CharField(max_length=120)
    help = models.TextField(blank=True)
    word_guide = models.PositiveIntegerField(default=200, help_text="words")
    scope = models.CharField(max_length=10, choices=Scope.choices)
    per_i_statement = models.BooleanField(
        default=False, help_text="Written once against each I statement of the statement, where it has any"
    )
    optional = models.BooleanField(default=False, help_text="Nothing is missing when it stays empty")
    retired = models.BooleanField(default=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prompt_set", "slug"], name="part_slug_once_in_set")]

    def __str__(self) -> str:
        return self.title


class Subtopic(models.Model):
    """A subject within a statement to write about, in plain words of our own or the council's."""

    prompt_set = models.ForeignKey(PromptSet, models.CASCADE, related_name="subtopics")
    statement = models.ForeignKey(QualityStatement, models.CASCADE, related_name="subtopics")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.title


class Prompt(models.Model):
    """A question that helps to write about a subtopic."""

    subtopic = models.ForeignKey(Subtopic, models.CASCADE, related_name="prompts")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.text
