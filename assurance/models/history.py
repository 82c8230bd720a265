"""What happened: one row for every act, written beside the act and never changed."""

from django.db import models

CASE_ROOM = "case-room"  # stands in an event's section, where no statement's slug is


class EventQuerySet(models.QuerySet):
    """Questions about what happened. Events are only ever added: see assurance/history.py."""

    def in_round(self, round) -> models.QuerySet:
        """Everything that happened in a round outside the case room, the latest first."""
        own = self.filter(council_id=round.council_id, round_id=round.pk).exclude(section=CASE_ROOM)
        return own.order_by("-at", "-pk")

    def of_council(self, council) -> models.QuerySet:
        """What happened to a council's people and settings, outside any round, the latest first."""
        own = self.filter(council_id=council.pk, round_id=None).exclude(section=CASE_ROOM)
        return own.order_by("-at", "-pk")

    def in_case_room(self, round) -> models.QuerySet:
        """What happened behind the case room's wall in a round, the latest first: verbs, references and counts."""
        own = self.filter(council_id=round.council_id, round_id=round.pk, section=CASE_ROOM)
        return own.order_by("-at", "-pk")

    def about_section(self, slug: str) -> models.QuerySet:
        """What happened to one section of a round, named by its statement's slug or "opening"."""
        return self.filter(section=slug)

    def readable_with(self, access) -> models.QuerySet:
        """Without the events about scores that this person may not see."""
        if access.sees_all_scores:
            return self
        return self.filter(models.Q(about_scores=False) | models.Q(section__in=access.sections_with_scores))

    def update(self, **kwargs):
        """Refused: history is append-only."""
        raise TypeError("History is append-only.")

    def delete(self):
        """Refused: history is append-only."""
        raise TypeError("History is append-only.")


class Event(models.Model):
    """One act. It holds no foreign keys, so that it outlives what it tells of and never blocks a purge."""

    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)
    council_id = models.BigIntegerField(null=True)
    round_id = models.BigIntegerField(null=True)
    section = models.CharField(max_length=60, blank=True, help_text="statement slug, or opening")
    verb = models.CharField(max_length=60, help_text="in officers' words, past tense: scored, wrote")
    subject = models.CharField(max_length=300)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    about_scores = models.BooleanField(default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["round_id", "section", "-at"], name="event_by_round_and_section")]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.subject}"

    def save(self, *args, **kwargs) -> None:
        """Add the event; changing one that is stored is refused."""
        if self.pk:
            raise TypeError("History is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refused: history is append-only."""
        raise TypeError("History is append-only.")
