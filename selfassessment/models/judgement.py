"""What a council says about one quality statement in one round: the written parts and the score."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import JSONObject, Length

from assurance.constraints import score_is_1_to_4
from assurance.models.framework import OPENING
from selfassessment.models.comments import Comment
from selfassessment.models.counting import count_by
from selfassessment.models.review import SignOff, Submission
from selfassessment.statuses import OPEN_FOR_WRITING, Status

PART_LIMIT = 20_000  # characters; a workbook's cell holds 32,767 and cuts longer text silently

models.TextField.register_lookup(Length)


def _in_one(newest_first: models.QuerySet, columns: dict[str, str]) -> Subquery:
    """Columns of the first of these rows in one subquery, as JSON: each subquery costs time to build and to plan."""
    return Subquery(newest_first.values(whole=JSONObject(**columns))[:1], output_field=models.JSONField())


@dataclass(frozen=True)
class LastSubmission:
    """The last time a section was sent for review; names are empty where nobody is known any more."""

    at: datetime.datetime
    by: str
    note: str
    decision: str
    decided_at: datetime.datetime | None
    decided_by: str
    what_to_change: str


@dataclass(frozen=True)
class LastSignOff:
    """The last time the round was signed off, and when it was opened again."""

    at: datetime.datetime
    by: str
    reopened_at: datetime.datetime | None


def _row_of(columns: dict) -> dict:
    """What JSON has made of a row's columns, with its times as times and no None for words."""
    return {name: _time(value) if name.endswith("at") else value or "" for name, value in columns.items()}


def _time(value: str | None) -> datetime.datetime | None:
    if value is None:
        return None
    time = datetime.datetime.fromisoformat(value)
    return time if time.tzinfo else time.replace(tzinfo=datetime.UTC)  # SQLite keeps times in UTC without saying so


class JudgementQuerySet(models.QuerySet):
    """Questions about the sections of a round."""

    def in_round(self, round) -> models.QuerySet:
        """All sections of a round that somebody has begun, with their score and statement."""
        return self.of_edition(round).select_related("statement__theme", "score__changed_by")

    def of_edition(self, round) -> models.QuerySet:
        """The sections of a round that its edition has: what was written for a statement it lost has no place."""
        return self.filter(Q(statement=None) | Q(statement__edition=round.edition_id), round=round)

    def with_written_parts(self, round) -> models.QuerySet:
        """Each section with `written`: how many of the slots that have to be written hold text there."""
        has_to_be = Q(part__retired=False, part__optional=False, part__prompt_set=round.prompt_set_id)
        texts = PartText.objects.filter(has_to_be, text__gt="")
        return self.annotate(written=count_by("judgement", texts))

    def with_open_comments(self) -> models.QuerySet:
        """Each section with `open_comments`: how many threads are open there."""
        return self.annotate(open_comments=count_by("judgement", Comment.objects.open()))

    def with_carried(self) -> models.QuerySet:
        """Each section with `carried_texts` and `carried_citations`: how many nobody has confirmed in this round."""
        citations = self.model._meta.get_field("citations").related_model.objects
        return self.annotate(
            carried_texts=count_by("judgement", PartText.objects.to_confirm()),
            carried_citations=count_by("judgement", citations.to_confirm()),
        )

    def with_texts(self, round) -> models.QuerySet:
        """Each section with `texts_in_use`: the texts of the round's parts in use, in their order, and who wrote."""
        in_use = PartText.objects.filter(part__retired=False, part__prompt_set=round.prompt_set_id)
        in_use = in_use.select_related("part", "i_statement", "changed_by").order_by("part__number", "part__pk")
        return self.prefetch_related(models.Prefetch("texts", in_use, to_attr="texts_in_use"))

    def with_flagged_versions(self) -> models.QuerySet:
        """Each section with whether earlier versions or texts kept aside may hold personal data: see `has_flagged`."""
        versions = Revision.objects.filter(part_text__judgement=OuterRef("pk")).flagged_before()
        late = LateText.objects.filter(part_text__judgement=OuterRef("pk"), was_flagged=True)
        return self.annotate(flagged_versions=models.Exists(versions), flagged_late=models.Exists(late))

    def with_last_submission(self) -> models.QuerySet:
        """Each section with its `last_submission`: who sent it when, and what was decided of it."""
        last = Submission.objects.filter(judgement=OuterRef("pk")).order_by("-at", "-pk")
        columns = {
            "at": "at", "by": "by__name", "note": "note", "decision": "decision", "decided_at": "decided_at",
            "decided_by": "decided_by__name", "what_to_change": "what_to_change",
        }  # fmt: skip
        return self.annotate(submission_columns=_in_one(last, columns))

    def with_sign_off(self, section: str) -> models.QuerySet:
        """One section with its round's `last_sign_off`, and as `signed_contents` what was signed of the section."""
        last = SignOff.objects.filter(round=OuterRef("round")).order_by("-at", "-pk")
        signed = last.annotate(section=KeyTransform(section, KeyTransform("sections", "contents")))
        return self.annotate(
            sign_off_columns=_in_one(last, {"at": "at", "by": "by__name", "reopened_at": "reopened_at"}),
            signed_contents=Subquery(signed.values("section")[:1], output_field=models.JSONField()),
        )

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
    status = models.CharField(
        max_length=20, choices=[(s.value, s.label) for s in Status], default=Status.NOT_STARTED.value
    )
    blocked_on = models.CharField(max_length=500, blank=True, help_text="What it waits for, while it is blocked")
    status_at = models.DateTimeField(null=True)
    status_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    objects = JudgementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "statement"], name="one_judgement_per_statement"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(statement__isnull=True), name="one_opening_section_per_round"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in Status]), name="judgement_status_is_known"
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.BLOCKED) & ~Q(blocked_on=""))
                | (~Q(status=Status.BLOCKED) & Q(blocked_on="")),
                name="blocked_says_on_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.section}"

    @property
    def is_open_for_writing(self) -> bool:
        """Whether text may be written: it was neither agreed nor signed off."""
        return self.status in OPEN_FOR_WRITING

    @property
    def has_flagged(self) -> bool:
        """Whether an earlier version or a text kept aside may hold personal data; needs `with_flagged_versions`."""
        return vars(self)["flagged_versions"] or vars(self)["flagged_late"]

    @property
    def last_submission(self) -> LastSubmission | None:
        """The last time it was sent for review, None when never; needs `with_last_submission`."""
        columns = getattr(self, "submission_columns", None)
        return LastSubmission(**_row_of(columns)) if columns else None

    @property
    def last_sign_off(self) -> LastSignOff | None:
        """The last time its round was signed off, None when never; needs `with_sign_off`."""
        columns = getattr(self, "sign_off_columns", None)
        return LastSignOff(**_row_of(columns)) if columns else None

    @property
    def section(self) -> str:
        """The section's slug in addresses: the statement's, or "opening"; needs `statement` selected."""
        return self.statement.slug if self.statement_id else OPENING


class PartTextQuerySet(models.QuerySet):
    """Questions about texts."""

    def in_use(self) -> models.QuerySet:
        """Texts of parts that their round's prompts have and show: what can be read on the section's page."""
        return self.filter(part__retired=False, part__prompt_set=models.F("judgement__round__prompt_set"))

    def standing_in(self, round) -> models.QuerySet:
        """The texts of a round's sections that are in use and not empty, with their place."""
        held = self.filter(judgement__round=round).in_use().exclude(text="")
        return held.select_related("judgement__statement", "part", "i_statement")

    def to_confirm(self) -> models.QuerySet:
        """Texts in use that were carried over from an earlier round and that nobody has confirmed or changed."""
        return self.filter(needs_review=True).in_use().exclude(text="")

    def homeless_in(self, round) -> models.QuerySet:
        """What a round holds for statements, parts or I statements that its edition and prompts don't have."""
        elsewhere = (
            ~Q(part__prompt_set=round.prompt_set_id)
            | (Q(judgement__statement__isnull=False) & ~Q(judgement__statement__edition=round.edition_id))
            | (Q(i_statement__isnull=False) & ~Q(i_statement__statement=models.F("judgement__statement")))
        )
        return (
            self.filter(elsewhere, judgement__round=round).exclude(text="").order_by("judgement__pk", "part__number")
        )


class PartText(models.Model):
    """The text of one part of a section, or of one I statement in it where the part is written against each.

    `version` rises with each save; a save names the version it started from.
    """

    judgement = models.ForeignKey(Judgement, models.CASCADE, related_name="texts")
    part = models.ForeignKey("assurance.Part", models.PROTECT)
    i_statement = models.ForeignKey("assurance.IStatement", models.PROTECT, null=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    needs_review = models.BooleanField(
        default=False, help_text="Carried over from an earlier round, not yet confirmed"
    )
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")

    objects = PartTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judgement", "part"], condition=Q(i_statement__isnull=True), name="one_text_per_part"
            ),
            models.UniqueConstraint(
                fields=["judgement", "part", "i_statement"], name="one_text_per_part_and_i_statement"
            ),
            models.CheckConstraint(condition=Q(text__length__lte=PART_LIMIT), name="part_text_within_limit"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} version {self.version}"


class RevisionQuerySet(models.QuerySet):
    """Questions about versions."""

    def flagged_before(self) -> models.QuerySet:
        """Earlier versions, not those that stand, in which something looked like personal data when they were kept."""
        return self.filter(was_flagged=True).exclude(version=models.F("part_text__version"))


class Revision(models.Model):
    """What a part said after one sitting of one person: versions `first_version` to `version`. Every one is kept.

    A sealed revision is never added to, even by the same person a minute later: something refers to it.
    """

    part_text = models.ForeignKey(PartText, models.CASCADE, related_name="revisions")
    first_version = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    began_at = models.DateTimeField()
    at = models.DateTimeField()
    sealed = models.BooleanField(default=False)
    restored_from = models.PositiveIntegerField(null=True, help_text="The version whose text was brought back")
    redacted_at = models.DateTimeField(null=True, help_text="When words were taken out of it for good")
    was_flagged = models.BooleanField(
        default=False, help_text="Whether something in it looked like personal data when it was kept: see guard.py"
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part_text", "version"], name="revision_version_once"),
            models.CheckConstraint(
                condition=Q(first_version__lte=models.F("version")), name="revision_versions_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_text_id} version {self.version}"


class LateTextQuerySet(models.QuerySet):
    """Questions about texts that came too late."""

    def not_chosen(self) -> models.QuerySet:
        """Without those that were put in place after all: their words are a version like any other."""
        kept = Revision.objects.filter(part_text=OuterRef("part_text"), text=OuterRef("text"))
        return self.exclude(models.Exists(kept))

    def with_who_was_first(self) -> models.QuerySet:
        """Each with who saved the part after the version it was begun with: `first_by` and `first_name`."""
        since = Revision.objects.filter(part_text=OuterRef("part_text"), version__gt=OuterRef("started_from"))
        first = since.order_by("version")
        return self.annotate(
            first_by=Subquery(first.values("by")[:1]), first_name=Subquery(first.values("by__name")[:1])
        )

    def waiting_for(self, person) -> models.QuerySet:
        """A person's own that wait for a decision: not chosen, not left, and not written over by themselves."""
        theirs_stands = models.Q(part_text__changed_by=person, part_text__changed_at__gte=models.F("at"))
        return self.not_chosen().filter(by=person, settled_at=None, redacted_at=None).exclude(theirs_stands)


UNKNOWN_START = 2_147_483_647  # of a late text whose page named a version that never was


class LateText(models.Model):
    """What somebody wrote in a part while somebody else saved it first. It never stood there, and is kept all the same.

    A table of its own, because it is no version: nobody is an author by it, and nothing is compared or signed with it.
    """

    part_text = models.ForeignKey(PartText, models.CASCADE, related_name="late_texts")
    number = models.PositiveIntegerField(help_text="Within its part, for its address")
    started_from = models.PositiveIntegerField(help_text="The version the person had before them")
    text = models.TextField(blank=True)
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    redacted_at = models.DateTimeField(null=True, help_text="When words were taken out of it for good")
    settled_at = models.DateTimeField(null=True, help_text="When its writer chose the other text")
    was_flagged = models.BooleanField(
        default=False, help_text="Whether something in it looked like personal data when it was kept: see guard.py"
    )

    objects = LateTextQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part_text", "number"], name="late_text_number_once")]

    def __str__(self) -> str:
        return f"{self.part_text_id} late {self.number}"

    @property
    def is_from_unknown(self) -> bool:
        """Whether its page said that it was opened from a version that never was."""
        return self.started_from == UNKNOWN_START

    @property
    def why(self) -> str:
        """Why it was kept aside, as the end of a sentence; needs `with_who_was_first`."""
        if self.is_from_unknown:
            return "from a page opened from a version we don’t know"
        first = vars(self)
        if first["first_by"] is not None and first["first_by"] == self.by_id:
            return "after they had saved this part in another window"
        return f"while {first['first_name'] or 'somebody else'} saved this part first"


class Redaction(models.Model):
    """That words which could identify somebody were withdrawn everywhere, from the page of a section; not which."""

    judgement = models.ForeignKey(Judgement, models.CASCADE, related_name="redactions")
    reason = models.CharField(max_length=500)
    places = models.PositiveIntegerField(help_text="In how many that everybody who reads here may look at")
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.judgement_id}: {self.places}"


class Presence(models.Model):
    """That somebody has a section open for writing; forgotten some seconds after the page last said so."""

    judgement = models.ForeignKey(Judgement, models.CASCADE, related_name="presences")
    person = models.ForeignKey("assurance.User", models.CASCADE, related_name="+")
    slot = models.CharField(max_length=80, blank=True, help_text="The part the person is in, see slots.py")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["judgement", "person"], name="one_presence_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.judgement_id}"


class Confidence(models.TextChoices):
    """How sure a council is of a score or an answer."""

    HIGH = "high", "High: we could show it today"
    MEDIUM = "medium", "Medium: some of it would be questioned"
    LOW = "low", "Low: we would struggle to show it"


class Score(models.Model):
    """The council's own score of a statement, 1 to 4, with its reason. Earlier scores are in the history."""

    judgement = models.OneToOneField(Judgement, models.CASCADE, related_name="score")
    value = models.PositiveSmallIntegerField()
    reason = models.TextField()
    confidence = models.CharField(max_length=8, choices=Confidence.choices, blank=True)
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
