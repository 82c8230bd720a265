"""Who a pool may be drawn from: people under a reference, what is known of them, and the files that said it.

What stands here is pseudonymised personal data. Nothing in it names anybody: see casetracking/cld.
"""

import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from casetracking.cld.signs import LENGTH
from casetracking.words import words_of

YES_NO, CHOICE, NUMBER = "yes/no", "choice", "number"


class Import(models.Model):
    """One file that was read into a pool: what it covered, and what was found wrong with it, as counts.

    The file itself, its name and its identifiers are never kept. `counts` are faults by slug, `unmapped` values that
    were not known, column by column (told by the reader only where they can name nobody), `profile` how many people
    have each value of each attribute: {slug: {value: people}}.
    """

    class Kind(models.TextChoices):
        """What sort of file it was."""

        CLD = "cld", "Client Level Data"
        SHEET = "sheet", "The council’s own spreadsheet"

    pool = models.ForeignKey("casetracking.Pool", models.CASCADE, related_name="imports")
    key = models.ForeignKey("casetracking.ReferenceKey", models.SET_NULL, null=True, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="Counted from 1 in its pool, for its address")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.CLD)
    at = models.DateTimeField()
    by = models.ForeignKey("assurance.User", models.SET_NULL, null=True, related_name="+")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    shown_from = models.DateField(null=True, help_text="First month its events really cover")
    shown_to = models.DateField(null=True)
    release = models.CharField(max_length=12, blank=True, help_text="1, 2, or both: whose wording it is in")
    rows = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField(default=0, help_text="Under 18, or only known by association")
    counts = models.JSONField(default=dict)
    events = models.JSONField(default=dict)
    unmapped = models.JSONField(default=list)
    councils = models.JSONField(default=dict, help_text="LA codes the file names, with rows")
    missing = models.JSONField(default=list, help_text="Columns of the specification that it lacks")
    strange = models.PositiveSmallIntegerField(default=0, help_text="Columns that are not of the specification")
    profile = models.JSONField(default=dict)
    seconds = models.FloatField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pool", "number"], name="import_number_once_in_pool")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.at:%-d %B %Y}"

    @property
    def described_on(self) -> datetime.date:
        """The day its people are described at: the end of its period, or when a spreadsheet was taken."""
        return self.ends_on or self.at.date()


class AttributeQuerySet(models.QuerySet):
    """Questions about what may be known of a candidate."""

    def of_council(self, council) -> models.QuerySet:
        """Ours that the council has not put into other words, and the council's own, in order."""
        return self.ever_of_council(council).filter(retired_at=None)

    def ever_of_council(self, council) -> models.QuerySet:
        """The same with those the council has retired."""
        reworded = self.model.objects.filter(council=council, slug=models.OuterRef("slug"))
        ours = Q(council=None) & ~models.Exists(reworded)
        return self.filter(ours | Q(council=council)).order_by("order", "slug")

    def known_as(self, *slugs: str) -> models.QuerySet:
        """A few of them, with as much as is needed to tell a candidate's values."""
        return self.filter(slug__in=slugs).only("slug", "title", "place", "words")


class Attribute(models.Model):
    """One thing that may be known of a candidate; every one may also be "not recorded", which is never "no".

    Ours have no council. A council's row of the same slug stands in the place of ours: its words and choices are the
    council's. `place` is where a value that comes from Client Level Data stands in `Candidate.values`; what only the
    council can know has none, and stands in `Candidate.told`.
    """

    council = models.ForeignKey("assurance.Council", models.CASCADE, null=True, related_name="case_attributes")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in (YES_NO, CHOICE, NUMBER)])
    choices = models.JSONField(default=list, help_text="Slugs, for a choice")
    words = models.JSONField(default=dict, help_text="Words of choices by slug, also of those gone")
    source = models.CharField(max_length=200, help_text="The field it comes from, or council")
    place = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    retired_at = models.DateTimeField(null=True)

    objects = AttributeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug"], condition=Q(council=None), name="shipped_attribute_slug_once"),
            models.UniqueConstraint(fields=["place"], condition=Q(council=None), name="shipped_attribute_place_once"),
            models.UniqueConstraint(fields=["council", "slug"], name="attribute_slug_once_in_council"),
            models.CheckConstraint(condition=Q(kind__in=[YES_NO, CHOICE, NUMBER]), name="attribute_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def value_of(self, candidate: "Candidate") -> bool | str | int | None:
        """What is known of a candidate; None is "not recorded"."""
        if self.place is None:
            return candidate.told.get(self.slug)
        return candidate.values[self.place] if self.place < len(candidate.values) else None

    def in_words(self, value: bool | str | int | None) -> str:
        """A value of it in words: the council's own, where it has given some."""
        return self.words[value] if isinstance(value, str) and value in self.words else words_of(value)

    @property
    def lookup(self) -> str:
        """Where its value stands, as a lookup of candidates."""
        return f"told__{self.slug}" if self.place is None else f"values__{self.place}"


class CandidateQuerySet(models.QuerySet):
    """Questions about candidates."""

    def with_value(self, attribute: Attribute, value: bool | str | int | None) -> models.QuerySet:
        """Those of whom this is known; None asks for those of whom it is not recorded."""
        if value is None:
            return self.filter(Q(**{attribute.lookup: None}) | Q(**{f"{attribute.lookup}__isnull": True}))
        return self.filter(**{attribute.lookup: value})

    def with_at_least(self, attribute: Attribute, number: int) -> models.QuerySet:
        """Those of whom so much or more is known; on SQLite a null of JSON is larger than any number."""
        recorded = ~Q(**{attribute.lookup: None})
        return self.filter(recorded, **{f"{attribute.lookup}__gte": number})


class Candidate(models.Model):
    """One person who may be drawn, under a reference that only the council's key and its own file can lead back.

    `values` is what Client Level Data says, each at its attribute's place, null for "not recorded"; a list because
    thousands are read at once, and the names of 84 attributes took two thirds of the room. `told` is what only the
    council can know, by attribute's slug. `group` tells who belongs together: people of one number, 0 for alone.
    """

    pool = models.ForeignKey("casetracking.Pool", models.CASCADE, related_name="candidates")
    reference = models.CharField(max_length=LENGTH)
    group = models.PositiveIntegerField(default=0)
    values = models.JSONField(default=list)
    told = models.JSONField(default=dict)
    in_file = models.BooleanField(default=True, help_text="Whether the latest file of the pool still has this person")
    from_sheet = models.BooleanField(default=False, help_text="Known from the council's own spreadsheet alone")

    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pool", "reference"], name="candidate_once_in_pool")]

    def __str__(self) -> str:
        return self.reference

    def known(self, attributes: list[Attribute]) -> dict[str, Any]:
        """Values by attribute's slug, as casetracking.drawing takes them."""
        return {attribute.slug: attribute.value_of(self) for attribute in attributes}
