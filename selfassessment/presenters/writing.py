"""The page people write a section on: its parts, texts in conflict with their differences, and who else is there."""

import datetime
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.forms import BoundField
from django.forms.utils import ErrorList
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import get_text_list

from assurance.models import Part, QualityStatement, Round, User
from assurance.questions import Question
from assurance.widgets import hidden_boxes
from selfassessment.differences import Comparison, compare_as_read
from selfassessment.forms.sections import WriteForm
from selfassessment.guard import unconfirmed
from selfassessment.models import Judgement, LateText, PartText, Presence
from selfassessment.models.judgement import PART_LIMIT
from selfassessment.operations.writing import Stale, fingerprint
from selfassessment.slots import Slot

HERE_NOW = datetime.timedelta(seconds=15)  # a page says every five seconds that it is open
HERE_LATELY = datetime.timedelta(minutes=10)


@dataclass(frozen=True)
class Conflict:
    """Two texts of a slot side by side, what they saved first, with their differences."""

    stale: Stale
    compared: Comparison

    @property
    def slot(self) -> Slot:
        """Where both texts would stand."""
        return self.stale.slot

    @property
    def who(self) -> str:
        """Who saved the other text, as the subject of a sentence."""
        return "You" if self.stale.is_same_person else self.stale.their_name

    @property
    def whose(self) -> str:
        """Whose text the other is."""
        return "the other text" if self.stale.is_same_person else f"{self.stale.their_name}’s text"

    @property
    def began(self) -> str:
        """The fingerprint of the text that stands."""
        return fingerprint(self.stale.theirs)

    @property
    def sentence(self) -> str:
        """What happened, that nothing is lost, what to do next."""
        if self.stale.is_unknown:
            kept = "It is kept aside." if self.stale.is_kept else "It still stands on this page."
            return (
                f"This page was opened from a version of “{self.slot.title}” that we don’t know, so your text was not "
                f"saved over what stands. {kept} Choose which one to keep, or put the two together in the box."
            )
        when = "in another window" if self.stale.is_same_person else "while you were writing"
        return (
            f"{self.who} saved “{self.slot.title}” {when}. This text was not saved, and what was saved before was "
            "not overwritten. Choose which one to keep, or put the two together in the box."
        )


def conflicts_of(stale: list[Stale]) -> list[Conflict]:
    """The late saves of a page, each with its differences worked out."""
    return [Conflict(one, compare_as_read(one.theirs, one.yours)) for one in stale]


@dataclass
class SlotToWrite:
    """One box on the page, with everything that stands around it."""

    slot: Slot
    text: BoundField
    version: BoundField
    began: BoundField
    was: BoundField
    held: PartText | None
    conflict: Conflict | None
    found: str = ""  # what looks like personal data in the text that stands, in words

    @property
    def key(self) -> str:
        """The slot's name in the form."""
        return self.slot.key

    @property
    def title(self) -> str:
        """What is written in it."""
        return self.slot.title

    @property
    def id(self) -> str:
        """The element's."""
        return self.text.id_for_label

    @property
    def errors(self) -> ErrorList:
        """What is wrong with the text."""
        return self.text.errors

    @property
    def hidden(self) -> SafeString:
        """What the box was opened from: version, fingerprint and words."""
        return hidden_boxes(self.version, self.began, self.was)

    @property
    def needs_review(self) -> bool:
        """Whether its text was carried over and nobody has confirmed it."""
        return self.held is not None and self.held.needs_review

    @property
    def waits(self) -> bool:
        """Whether the box holds words that are not saved and nobody has to choose about: saving them is still to do."""
        return self.conflict is None and self.began.value() != fingerprint(self.text.value() or "")

    @property
    def limit(self) -> int:
        """How many characters it holds."""
        return PART_LIMIT


@dataclass
class PartToWrite:
    """A part with its box, or with one for each I statement."""

    part: Part
    slots: list[SlotToWrite] = field(default_factory=list)

    @property
    def several(self) -> bool:
        """Whether it is written against I statements."""
        return self.slots[0].slot.i_statement is not None


def found_in(
    round: Round, statement: QualityStatement | None, slots: list[Slot], texts: dict[tuple[int, int | None], PartText]
) -> dict[str, str]:
    """What looks like personal data in the texts that stand, by the slot's key: a query where there is any."""
    held = {slot.key: (slot.title, texts[slot.ids].text) for slot in slots if slot.ids in texts}
    return unconfirmed(round, statement, held)


def parts_to_write(
    form: WriteForm,
    texts: dict[tuple[int, int | None], PartText],
    conflicts: list[Conflict],
    found: dict[str, str],
) -> list[PartToWrite]:
    """The form as the page shows it, part by part; `found` is what looks like personal data, by the slot's key."""
    by_key = {conflict.slot.key: conflict for conflict in conflicts}
    parts: list[PartToWrite] = []
    for slot in form.slots:
        if not parts or parts[-1].part != slot.part:
            parts.append(PartToWrite(slot.part))
        bound = [form[f"{kind}-{slot.key}"] for kind in ("text", "version", "began", "was")]
        held, conflict = texts.get(slot.ids), by_key.get(slot.key)
        parts[-1].slots.append(SlotToWrite(slot, *bound, held, conflict, found.get(slot.key, "")))
    return parts


@dataclass(frozen=True)
class SomebodyHere:
    """Somebody else who has the section open."""

    name: str
    slot: str
    title: str

    @property
    def sentence(self) -> str:
        """Such as: Helen Sowerby is writing in “Summary”."""
        return f"{self.name} is writing in “{self.title}”." if self.title else f"{self.name} has this section open."


def others_here(judgement: Judgement, slots: list[Slot], me: User, now: datetime.datetime) -> list[SomebodyHere]:
    """Who else has the section open this moment, in one query."""
    titles = {slot.key: slot.title for slot in slots}
    present = Presence.objects.filter(judgement=judgement, at__gt=now - HERE_NOW).exclude(person=me)
    return [
        SomebodyHere(one.person.name, one.slot, titles.get(one.slot, ""))
        for one in present.select_related("person").order_by("person__name", "pk")
    ]


def kept_aside(judgement: Judgement | None, me: User, slots: list[Slot]) -> list[tuple[Slot, LateText]]:
    """This person's texts that came too late and about which they have not decided, each with its slot: one query."""
    if judgement is None:
        return []
    by_ids = {slot.ids: slot for slot in slots}
    waiting = _waiting.rows(judgement.pk, me.pk)
    late = [((one.part_text.part_id, one.part_text.i_statement_id), one) for one in waiting]
    return [(by_ids[ids], one) for ids, one in late if ids in by_ids]


@Question
def _waiting(judgement: int, me: int) -> QuerySet:
    waiting = LateText.objects.waiting_for(me).with_who_was_first().filter(part_text__judgement=judgement)
    return waiting.select_related("part_text").order_by("at")


def lately_here(
    judgement: Judgement | None, texts: dict[tuple[int, int | None], PartText], me: User, now: datetime.datetime
) -> str:
    """Who else had the section open or saved in it in the last minutes, as one sentence; empty when nobody did."""
    if judgement is None:
        return ""
    since = now - HERE_LATELY
    seen = {name for name, person, at in _present.tuples(judgement.pk) if person != me.pk and at > since}
    seen |= {
        t.changed_by.name for t in texts.values() if t.changed_by and t.changed_by != me and t.changed_at > since
    }
    if not seen:
        return ""
    were = "was" if len(seen) == 1 else "were"
    return f"{get_text_list(sorted(seen), 'and')} {were} working on this section in the last 10 minutes."


@Question
def _present(judgement: int) -> QuerySet:
    return Presence.objects.filter(judgement=judgement).values_list("person__name", "person", "at")


def saved_since(judgement: Judgement, known: dict[str, int], slots: list[Slot], me: User) -> list[dict]:
    """The slots that somebody saved after the versions a page knows, with their texts: one query, rarely two."""
    by_ids = {slot.ids: slot for slot in slots if slot.key in known}
    versions = PartText.objects.filter(judgement=judgement).values_list("part_id", "i_statement_id", "version")
    newer = [by_ids[p, i] for p, i, version in versions if (p, i) in by_ids and version != known[by_ids[p, i].key]]
    if not newer:
        return []
    texts = PartText.objects.filter(judgement=judgement, part__in={s.part.pk for s in newer}).select_related(
        "changed_by"
    )
    held = {(text.part_id, text.i_statement_id): text for text in texts}
    return [
        {
            "slot": slot.key,
            "title": slot.title,
            "version": held[slot.ids].version,
            "text": held[slot.ids].text,
            "who": held[slot.ids].changed_by.name if held[slot.ids].changed_by else "Somebody",
            "when": clock(held[slot.ids].changed_at),
            "mine": held[slot.ids].changed_by_id == me.pk,
        }
        for slot in newer
    ]


def clock(at: datetime.datetime) -> str:
    """The time of day as pages show it: 10:42."""
    return f"{timezone.localtime(at):%H:%M}"
