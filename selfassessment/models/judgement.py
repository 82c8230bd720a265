"""What a council says about one quality statement in one round: the written parts and the score."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from assurance.constraints import score_is_1_to_4
from assurance.models.framework import OPENING

PART_LIMIT = 20_000  # characters; a workbook's cell holds 32,767 and cuts longer text silently

models.TextField.register_lookup(Length)


class JudgementQuerySet(models.QuerySet):
    """Questions about the sections of a round."""

    def in_round(self, round) -> models.QuerySet:
        """All sections of a round that somebody has begun, with their score and statement."""
        return self.filter(round=round).select_related("statement__theme", "score")

    def with_written_parts(self, round) -> models.QuerySet:
        """Each section with `written`: how many of the round's parts in use hold text there."""
        in_use = Q(texts__part__retired=False, texts__text__gt="", texts__part__prompt_set=round.prompt_set_id)
        return self.annotate(written=models.Count("texts", filter=in_use, distinct=True))

    def with_texts(self, round) -> models.QuerySet:
        """Each section with `texts_in_use`: the texts of the round's parts in use, in their order, and who wrote."""
        in_use = PartText.objects.filter(part__retired=False, part__prompt_set=round.prompt_set_id)
        in_use = in_use.select_related("part", "changed_by").order_by("part__number", "part__pk")
        return self.prefetch_related(models.Prefetch("texts", in_use, to_attr="texts_in_use"))

    def with_score_detail(self) -> models.QuerySet:
        """Each section with who scored it and, under the 2023 method, its categories' scores in order."""
        detail = CategoryScore.objects.select_related("category").order_by("category__number")
        return self.select_related("score__changed_by").prefetch_related(
            models.Prefetch("score__category_scores", detail, to_attr="detail")
        )


class Judgement(models.Model):
    """One section of a round: a statement's, or the opening one about the council as a whole (no statement)."""

    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="judgements")
    statement = models.ForeignKey("assurance.QualityStatement", models.PROTECT, null=True)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "statement"], name="one_judgement_per_statement"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(statement__isnull=True), name="one_opening_section_per_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.section}"

    @property
    def section(self) -> str:
        """The section's slug in addresses: the statement's, or "opening"; needs `statement` selected."""
        return self.statement.slug if self.statement_id else OPENING


class PartText(models.Model):
    """The text of one part of a section. `version` rises with each save; a save names the version it started from."""

    judgement = models.ForeignKey(Judgement, models.CASCADE, related_name="texts")
    part = models.ForeignKey("assurance.Part", models.PROTECT)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judgement", "part"], name="one_text_per_part"),
            models.CheckConstraint(condition=Q(text__length__lte=PART_LIMIT), name="part_text_within_limit"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} version {self.version}"


class Revision(models.Model):
    """What a part said at one version; every version is kept."""

    part_text = models.ForeignKey(PartText, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part_text", "version"], name="revision_version_once")]

    def __str__(self) -> str:
        return f"{self.part_text_id} version {self.version}"


class Score(models.Model):
    """The council's own score of a statement, 1 to 4, with its reason. Earlier scores are in the history."""

    judgement = models.OneToOneField(Judgement, models.CASCADE, related_name="score")
    value = models.PositiveSmallIntegerField()
    reason = models.TextField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            score_is_1_to_4("score"),
            models.CheckConstraint(condition=~Q(reason=""), name="score_has_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.value)


class CategoryScore(models.Model):
    """The score of one evidence category under the 2023 method; the statement's score is worked out from them."""

    score = models.ForeignKey(Score, models.CASCADE, related_name="category_scores")
    category = models.ForeignKey("assurance.EvidenceCategory", models.PROTECT)
    value = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            score_is_1_to_4("category_score"),
            models.UniqueConstraint(fields=["score", "category"], name="category_scored_once"),
        ]

    def __str__(self) -> str:
        return f"{self.category_id}: {self.value}"
