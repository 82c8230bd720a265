"""Figures about councils: measures, their published and local values by area, and the files they came from.

A council loads the published files itself, so that what another council of the same installation imports or takes
back never moves its figures: every series belongs to one council, its `holder`.
"""

import hashlib
import json

from django.contrib.postgres.indexes import BrinIndex  # an ordinary index on SQLite
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

LOCAL = "local"  # the framework of measures a council defines itself
NOT_A_STATISTIC = "Invented for the demonstration; not a statistic"  # the source of every invented area’s figure


class Reason(models.TextChoices):
    """Why a value is missing. Missing is never 0, and the reason is kept as the file gave it."""

    SUPPRESSED = "suppressed", "suppressed"
    NOT_AVAILABLE = "not available", "not available"
    NOT_APPLICABLE = "not applicable", "not applicable"


class MetricQuerySet(models.QuerySet):
    """Questions about measures."""

    def open_to(self, council) -> models.QuerySet:
        """The measures of every framework and the council's own."""
        return self.filter(Q(council=None) | Q(council=council))

    def typed_by(self, council) -> models.QuerySet:
        """The measures a council tells its figures of itself: its own, and those that stand in no ASCOF file."""
        return self.open_to(council).exclude(framework__startswith="ascof").filter(retired_at=None)


class Metric(models.Model):
    """A measure, known by its framework and code: 3A was satisfaction, and is control over daily life since 2023-24.

    Measures of the frameworks come from fixtures/ascof and have no council; a council's own have one.
    """

    class Better(models.TextChoices):
        """Which way good lies."""

        HIGHER = "higher", "higher is better"
        LOWER = "lower", "lower is better"
        NEITHER = "", "neither"

    class Use(models.TextChoices):
        """How a measure is read: context is never called good or bad, a part belongs to another measure."""

        HEADLINE = "headline", "headline"
        CONTEXT = "context", "context"
        PART = "part", "part of another measure"

    council = models.ForeignKey("assurance.Council", models.PROTECT, null=True, blank=True, related_name="metrics")
    framework = models.SlugField(
        max_length=20, help_text="ascof-2014, ascof-2023, ascs, sace, sac, workforce or local"
    )
    code = models.CharField(max_length=40)
    slug = models.SlugField(max_length=80, help_text="Its word in addresses, such as ascof-2023-2b1")
    title = models.CharField(max_length=250)
    unit = models.CharField(max_length=60)
    decimals = models.PositiveSmallIntegerField(default=1)
    better = models.CharField(max_length=6, choices=Better.choices, blank=True)
    use = models.CharField(max_length=8, choices=Use.choices, default=Use.HEADLINE)
    collection = models.CharField(max_length=120, blank=True, help_text="The survey or return it comes from")
    objective = models.CharField(max_length=120, blank=True)
    since = models.CharField(max_length=7, blank=True)
    until = models.CharField(max_length=7, blank=True)
    part_of = models.CharField(max_length=40, blank=True, help_text="The code of the measure it is a part of")
    line = models.SlugField(max_length=40, blank=True, help_text="The same for a measure under its old and new code")
    definition = models.TextField(blank=True)
    caveat = models.TextField(blank=True)
    source = models.CharField(max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = MetricQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["framework", "code"], condition=Q(council=None), name="metric_code_once_in_a_framework"
            ),
            UniqueConstraint(
                fields=["council", "code"], condition=Q(council__isnull=False), name="metric_code_once_in_a_council"
            ),
            UniqueConstraint(fields=["slug"], condition=Q(council=None), name="metric_slug_once"),
            UniqueConstraint(
                fields=["council", "slug"], condition=Q(council__isnull=False), name="metric_slug_once_in_a_council"
            ),
            CheckConstraint(
                condition=Q(council=None) & ~Q(framework=LOCAL) | Q(council__isnull=False, framework=LOCAL),
                name="metric_is_a_councils_own_where_local",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def told(self) -> dict:
        """What a council says of it, as history tells it; no query where its statements were fetched."""
        names = ("title", "unit", "better", "decimals", "source", "definition", "caveat")
        statements = sorted(one.statement for one in self.statements.all())
        return {**{name: getattr(self, name) for name in names}, "statements": statements}

    def mark(self) -> str:
        """A short mark of what is said of it: another one after every change."""
        return hashlib.sha256(json.dumps(self.told(), sort_keys=True).encode()).hexdigest()[:20]


class MetricStatement(models.Model):
    """A quality statement a measure speaks to; `basis` is "cqc" where the regulator names it, "ours" where we do."""

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="statements")
    statement = models.SlugField(max_length=60, help_text="The statement's slug, the same in every edition")
    basis = models.CharField(max_length=8)
    because = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["metric", "statement"], name="metric_once_at_a_statement")]

    def __str__(self) -> str:
        return f"{self.metric_id} at {self.statement}"


class ImportedFile(models.Model):
    """A file of figures: what was given, what it would change or changed, and whether it was taken back."""

    class Status(models.TextChoices):
        """How far it is."""

        RECEIVED = "received", "Being read"
        ASKING = "asking", "Waiting for your answer"
        PREVIEWED = "previewed", "Waiting for you to decide"
        IMPORTING = "importing", "Being imported"
        IMPORTED = "imported", "Imported"
        UNDONE = "undone", "Taken back"
        DISCARDED = "discarded", "Not imported"
        REFUSED = "refused", "Could not be read"

    class Source(models.TextChoices):
        """Where figures come from. Two sources of one measure are never mixed: their series are apart."""

        PUBLISHED = "published", "Published by DHSC or NHS England"
        LG_INFORM = "lg-inform", "LG Inform"
        OWN = "own", "The council’s own"
        INVENTED = "invented", "Invented for demonstration"

    council = models.ForeignKey("assurance.Council", models.PROTECT, related_name="imported_files")
    reference = models.SlugField(max_length=40, help_text="Its word in the address")
    source = models.CharField(max_length=10, choices=Source.choices)
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="figures/%Y/", blank=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    year = models.CharField(max_length=7, blank=True, help_text="The year a person said the file is for")
    shape = models.CharField(max_length=60, blank=True)
    release = models.CharField(max_length=120, blank=True, help_text="Such as: corrected reissue, January 2026")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RECEIVED)
    said = models.TextField(blank=True, help_text="The sentence people are told where something went wrong")
    answers = models.JSONField(
        default=dict, help_text="What a person said where the file is silent: the year, a measure"
    )
    counts = models.JSONField(default=dict, help_text="Cells by what became, or would become, of them")
    findings = models.JSONField(
        default=dict, help_text="Rejected places, unknown areas and measures, warnings, samples of changes"
    )
    uploaded_by = models.ForeignKey("assurance.User", models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    imported_by = models.ForeignKey("assurance.User", models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("assurance.User", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    job = models.ForeignKey("assurance.Job", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [UniqueConstraint(fields=["council", "reference"], name="imported_file_reference_once")]
        indexes = [models.Index(fields=["council", "sha256"], name="imported_file_by_content")]

    def __str__(self) -> str:
        return self.name


class MetricSeries(models.Model):
    """What a council holds of one measure for one period: its outcome, or one of the numbers beside it.

    A period is a financial year (2024-25), or the day a local figure is as at.
    """

    class Type(models.TextChoices):
        """What the numbers are."""

        OUTCOME = "outcome", "outcome"
        NUMERATOR = "numerator", "numerator"
        DENOMINATOR = "denominator", "denominator"
        BASE = "base", "base"
        RESPONDENTS = "respondents", "respondents"
        MARGIN = "margin of error", "margin of error"

    holder = models.ForeignKey("assurance.Council", models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=ImportedFile.Source.choices)
    metric = models.ForeignKey(Metric, models.PROTECT, related_name="series")
    disaggregation = models.CharField(max_length=80, default="Total")
    type = models.CharField(max_length=15, choices=Type.choices, default=Type.OUTCOME)
    period = models.CharField(max_length=10, help_text="2024-25, or a day as 2026-10-31")

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["holder", "metric", "source", "disaggregation", "type", "period"], name="metric_series_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.disaggregation}, {self.get_type_display().lower()}, {self.period}"


class MetricValue(models.Model):
    """One cell: a number, or the reason why there is none. `printed` is kept where the file says more."""

    # Series and area have no index of their own: the constraint's begins with the series, and an area is only asked for
    # within series. Foreign keys are checked for a whole file at once when it is imported, not row by row by the
    # database: that took half of an import (see assurance/operations/figures/importing.py).
    series = models.ForeignKey(
        MetricSeries, models.CASCADE, related_name="values", db_index=False, db_constraint=False
    )
    area = models.ForeignKey("assurance.Area", models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    value = models.FloatField(null=True)
    reason = models.CharField(max_length=14, choices=Reason.choices, blank=True)
    note = models.CharField(max_length=12, blank=True, help_text="blank, false zero, bracketed or marked")
    printed = models.CharField(max_length=60, blank=True)
    file = models.ForeignKey(
        ImportedFile, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        # A file's cells lie side by side, so an index that only knows ranges finds them, and costs an import nothing.
        indexes = [BrinIndex(fields=["file"], name="metric_value_file")]
        constraints = [
            UniqueConstraint(fields=["series", "area"], name="metric_value_once"),
            CheckConstraint(
                condition=Q(value__isnull=False, reason="") | Q(value__isnull=True) & ~Q(reason=""),
                name="metric_value_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.area_id}: {self.reason or self.value}"

    @property
    def mark(self) -> str:
        """This figure as somebody was shown it: its exact value or reason, and where it came from."""
        return f"{self.value!r} {self.reason} {self.file_id or 'typed'}"


class ReplacedValue(models.Model):
    """What a file's cell took the place of, so that undoing the file brings it back; no row where there was nothing.

    Without a file it is what a typed figure took the place of.
    """

    file = models.ForeignKey(
        ImportedFile, models.CASCADE, null=True, related_name="replaced", db_index=False, db_constraint=False
    )
    series = models.ForeignKey(MetricSeries, models.CASCADE, related_name="+", db_constraint=False)
    area = models.ForeignKey("assurance.Area", models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    value = models.FloatField(null=True)
    reason = models.CharField(max_length=14, choices=Reason.choices, blank=True)
    note = models.CharField(max_length=12, blank=True)
    printed = models.CharField(max_length=60, blank=True)
    from_file = models.ForeignKey(ImportedFile, models.PROTECT, null=True, related_name="+", db_constraint=False)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["file", "series", "area"], name="replaced_value_once"),
            UniqueConstraint(
                fields=["series", "area"], condition=Q(file=None), name="one_value_beneath_a_typed_figure"
            ),
            CheckConstraint(condition=~Q(file=F("from_file")), name="replaced_value_of_another_file"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.area_id} before {self.file_id}"


class StagedSeries(models.Model):
    """A series of a file that was read and waits for somebody's word; gone once it is imported or discarded."""

    file = models.ForeignKey(ImportedFile, models.CASCADE, related_name="staged_series", db_index=False)
    number = models.PositiveIntegerField()
    metric = models.ForeignKey(Metric, models.CASCADE, related_name="+", db_index=False)
    disaggregation = models.CharField(max_length=80)
    type = models.CharField(max_length=15)
    period = models.CharField(max_length=10)
    series = models.ForeignKey(
        MetricSeries, models.SET_NULL, null=True, related_name="+", db_constraint=False, db_index=False,
        help_text="The one that is held, when it was last looked for"
    )  # fmt: skip

    class Meta:
        constraints = [UniqueConstraint(fields=["file", "number"], name="staged_series_number_once")]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.metric_id} {self.disaggregation} {self.type} {self.period}"


class StagedValue(models.Model):
    """A cell of such a file: what MetricValue will say of the series with this number.

    Written and thrown away by the ten thousand, so what it names is not checked here: it is when it is imported. Few
    files wait at a time, and a file's cells are read whole: an index on the file would cost more than it finds.
    """

    file = models.ForeignKey(
        ImportedFile, models.CASCADE, related_name="staged_values", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField()
    area = models.ForeignKey(
        "assurance.Area", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    value = models.FloatField(null=True)
    reason = models.CharField(max_length=14, blank=True)
    note = models.CharField(max_length=12, blank=True)
    printed = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.file_id}: {self.number} {self.area_id}"


class NeighbourList(models.Model):
    """A list of statistical neighbours a council uploaded; ONS's lists are in fixtures/councils."""

    council = models.ForeignKey("assurance.Council", models.PROTECT, related_name="neighbour_lists")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=250, blank=True)
    as_of = models.CharField(max_length=40, blank=True)
    chosen_at = models.DateTimeField(null=True, help_text="Since when comparisons use it; the latest is used")

    class Meta:
        constraints = [UniqueConstraint(fields=["council", "slug"], name="neighbour_list_once")]

    def __str__(self) -> str:
        return self.name


class Neighbour(models.Model):
    """One neighbour on such a list; rank 1 is the most alike."""

    list = models.ForeignKey(NeighbourList, models.CASCADE, related_name="neighbours")
    area = models.ForeignKey("assurance.Area", models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["list", "area"], name="neighbour_once"),
            UniqueConstraint(fields=["list", "rank"], name="neighbour_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.area_id}"
