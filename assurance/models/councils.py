"""Councils, the areas they are, and their rounds of assessment."""

import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

RESERVED_SLUGS = frozenset(
    "accessibility accounts admin api calendar checks council documents figures files first-run healthz help home "
    "inbox jobs people position readyz rounds settings sign-in static".split()
)


class Area(models.Model):
    """A place with figures: a council with adult social care duties, or an aggregate never ranked with them."""

    class Kind(models.TextChoices):
        """What sort of area it is."""

        COUNCIL = "council", "Council"
        REGION = "region", "Region"
        ENGLAND = "england", "England"
        COUNCIL_TYPE = "council type", "Council type"
        COMBINED = "combined", "Several councils together"

    code = models.CharField(max_length=80, unique=True, help_text="GSS code, or our key for areas that have none")
    newer_code = models.CharField(max_length=9, blank=True, help_text="GSS code that replaces it, where there is one")
    previous_codes = models.CharField(max_length=100, blank=True, help_text="older GSS codes, separated by ;")
    cassr_code = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=120)
    official_name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.COUNCIL)
    authority_type = models.CharField(max_length=60, blank=True)
    region = models.CharField(max_length=60, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="The last day of a council that is no more")
    successors = models.CharField(max_length=200, blank=True, help_text="What came after it")
    invented = models.BooleanField(default=False, help_text="A made-up council for demonstration and training")

    def __str__(self) -> str:
        return self.name

    @property
    def codes(self) -> set[str]:
        """Every GSS code, old or new, that stands for this area or for one it is a part of."""
        older = {note.split()[0] for note in self.previous_codes.split(";") if note.strip()}
        return {self.code, self.newer_code, *older} - {""}


class Council(models.Model):
    """A council that uses this installation. Every round, person's role and file belongs to one."""

    area = models.OneToOneField(Area, models.PROTECT)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    colour = models.CharField(
        max_length=7,
        default="#1d70b8",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Give the colour as # and six digits, like #1d70b8.")],
        help_text="House colour, as #rrggbb",
    )
    figures_stamp = models.CharField(
        max_length=32, blank=True, help_text="Another one after every change of its figures; empty before the first"
    )
    figures_changed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def invented(self) -> bool:
        """Whether this is a made-up council; needs `area` selected."""
        return self.area.invented


class RoundQuerySet(models.QuerySet):
    """Questions about rounds."""

    def with_setting(self, today: datetime.date | None = None) -> models.QuerySet:
        """Rounds with everything the frame of a page shows, the next date too, in one query."""
        milestones = self.model._meta.apps.get_model("assurance", "Milestone").objects
        ahead = milestones.ahead(today or timezone.localdate()).filter(round=models.OuterRef("pk"))
        following = models.Subquery(
            ahead.values(whole=JSONObject(title="title", on="on"))[:1], output_field=models.JSONField()
        )
        return self.select_related("council__area", "edition", "prompt_set", "goes_on_in").annotate(
            milestone_ahead=following
        )

    def open_to(self, person) -> models.QuerySet:
        """The rounds of the councils where this person holds a role."""
        holds_a_role = self.model._meta.apps.get_model("assurance", "Membership").objects.filter(
            council=models.OuterRef("council"), person=person
        )
        return self.filter(models.Exists(holds_a_role))

    def with_unread(self, person) -> models.QuerySet:
        """Rounds with `unread`: how many notices wait for this person in the round's council."""
        notices = self.model._meta.apps.get_model("assurance", "Notice").objects
        waiting = notices.filter(person=person, council=models.OuterRef("council")).unread().values("council")
        each = waiting.annotate(unread=models.Count("pk")).values("unread")
        return self.annotate(unread=Coalesce(models.Subquery(each), 0))

    def newest_first(self) -> models.QuerySet:
        """The latest started round first."""
        return self.order_by("-started_at", "-pk")

    def succeeded_by(self, round) -> "RoundQuerySet":
        """What closes when `round` becomes current: open rounds before it, worked in or carried over into it.

        A round that was never current and that nothing was carried over from is still being prepared.
        """
        before = models.Q(started_at__lt=round.started_at) | models.Q(started_at=round.started_at, pk__lt=round.pk)
        done = models.Q(current_since__isnull=False) | models.Q(pk=round.previous_id)
        return self.filter(before, done, council=round.council_id, closed_at=None)

    def current_first(self) -> models.QuerySet:
        """The round people find on Home, then the others, the newest first: one being prepared before old ones."""
        since = models.F("current_since").desc(nulls_last=True)
        current = self.order_by(since, "-started_at", "-pk").values("pk")[:1]
        is_current = models.Case(models.When(pk=models.Subquery(current), then=0), default=1)
        return self.order_by(is_current, "-started_at", "-pk")


class Round(models.Model):
    """One assessment of one council under one edition: a self-assessment year, or the regulator's visit."""

    council = models.ForeignKey(Council, models.PROTECT)
    edition = models.ForeignKey("assurance.Edition", models.PROTECT)
    prompt_set = models.ForeignKey("assurance.PromptSet", models.PROTECT)
    slug = models.SlugField(unique=True, help_text="The word in every address of this round")
    title = models.CharField(max_length=120)
    previous = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The round it was carried over from",
    )
    due_on = models.DateField(null=True, blank=True, help_text="When the self-assessment has to be ready")
    started_at = models.DateTimeField()
    current_since = models.DateTimeField(
        null=True, blank=True, help_text="Since when it is the round people find on Home; the latest of them is"
    )
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when it stays as it was: a later round became the current one"
    )
    goes_on_in = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where work goes on once it is closed",
    )
    scores_shared_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when invited lead members may see scores"
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=False) | models.Q(goes_on_in__isnull=True),
                name="only_a_closed_round_goes_on_elsewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_closed(self) -> bool:
        """Whether it stays as it was: nothing more is written in it."""
        return self.closed_at is not None

    def days_until_due(self, today: datetime.date) -> int | None:
        """Whole days from today to the due date; negative when it has passed; None when no date is set."""
        return (self.due_on - today).days if self.due_on else None
