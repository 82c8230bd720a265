"""The personal-data guard on the texts of a section: what stands in them that nobody has said may stay.

What was taken out of a text stays in its earlier versions until it is withdrawn. So versions are looked at too, for
what leads to a person by itself. The council's own phone number or address, once replaced, is left alone there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assurance import guard, identifiers
from assurance.guard import Concern
from assurance.identifiers import Kind
from assurance.models import OPENING, Event, QualityStatement, Round
from selfassessment.models import Judgement, LateText, PartText, Revision
from selfassessment.slots import Slot

BEING_CHECKED = "This part is being checked for personal data. You can read it when that is done."


def confirmed_marks(round: Round, statement: QualityStatement | None) -> frozenset[str]:
    """The marks of what somebody has said is not personal data in a section: for `WriteForm.guard_known`."""
    section = statement.slug if statement else OPENING
    told = Event.objects.in_round(round).about_section(section).filter(verb=guard.CONFIRMED)
    return frozenset(
        mark for after in told.values_list("after", flat=True) for mark in (after or {}).get("marks", [])
    )


def unconfirmed(
    round: Round, statement: QualityStatement | None, texts: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    """What looks like personal data in these texts of a section and was not confirmed, in words, by the slot's key.

    `texts` are key: (title, text). One query where something is found, none otherwise.
    """
    if not guard.concerns_in(texts):
        return {}
    found: dict[str, list[Concern]] = {}
    for concern in guard.concerns_in(texts, known=confirmed_marks(round, statement)):
        found.setdefault(concern.where, []).append(concern)
    return {key: guard.sentence(concerns) for key, concerns in found.items()}


def standing_in_round(round: Round, texts: Iterable[PartText] | None = None) -> dict[str, dict[str, str]]:
    """What looks like personal data anywhere in a round's texts and was not confirmed, in words.

    Keys: the section's slug, then the title of the slot. Two queries, or one where nothing is found; one less where the
    round's `texts` (PartText.objects.standing_in) are at hand.
    """
    found: dict[str, dict[str, str]] = {}
    for one, concerns in _unconfirmed_in(round, texts):
        title = Slot(one.part, one.i_statement).title
        found.setdefault(one.judgement.section, {})[title] = guard.sentence(concerns)
    return found


def held_back_in(round: Round) -> list[int]:
    """The numbers of the texts of a round that nobody who is only invited may read yet: as many queries."""
    return [one.pk for one, _ in _unconfirmed_in(round)]


def held_back_of(round: Round, texts: Iterable[PartText]) -> list[int]:
    """The same of some texts at hand, with their part and section: one query where something is found, else none."""
    return [one.pk for one, _ in _unconfirmed_in(round, texts)]


def _unconfirmed_in(round: Round, texts: Iterable[PartText] | None = None) -> list[tuple[PartText, list[Concern]]]:
    standing = PartText.objects.standing_in(round) if texts is None else texts
    texts = [one for one in standing if guard.concerns_in({"": ("", one.text)})]
    if not texts:
        return []
    told = Event.objects.in_round(round).filter(
        verb=guard.CONFIRMED, section__in={one.judgement.section for one in texts}
    )
    known: dict[str, set[str]] = {}
    for section, after in told.values_list("section", "after"):
        known[section] = known.get(section, set()) | set((after or {}).get("marks", []))
    found = []
    for one in texts:
        slot = Slot(one.part, one.i_statement)
        asked = {slot.key: (slot.title, one.text)}
        if concerns := guard.concerns_in(asked, known=known.get(one.judgement.section, ())):
            found.append((one, concerns))
    return found


def standing(round: Round, statement: QualityStatement | None) -> list[Concern]:
    """What looks like personal data in a section's texts and was not confirmed: while any stands, it is not submitted.

    Two queries. `where` is the slot's key, `label` its title.
    """
    held = PartText.objects.filter(judgement__round=round, judgement__statement=statement).in_use()
    slots = [(Slot(one.part, one.i_statement), one.text) for one in held.select_related("part", "i_statement")]
    return guard.concerns_in(
        {slot.key: (slot.title, text) for slot, text in slots}, known=confirmed_marks(round, statement)
    )


# --- Earlier versions -------------------------------------------------------------------------------------------------

LEADS_TO_A_PERSON = frozenset({Kind.NHS_NUMBER, Kind.NI_NUMBER, Kind.DATE_OF_BIRTH})


def is_flagged(text: str) -> bool:
    """Whether a text holds something that leads to a person by itself: kept beside each version, to be found again."""
    return any(one.kind in LEADS_TO_A_PERSON for one in guard.concerns_in({"": ("", text)}))


@dataclass(frozen=True)
class InVersion:
    """What an earlier version, or a text kept aside, still holds. `key` names it in a form."""

    section: str
    slot: Slot
    kept: Revision | LateText
    concerns: list[Concern]

    @property
    def is_aside(self) -> bool:
        """Whether it never stood."""
        return isinstance(self.kept, LateText)

    @property
    def number(self) -> int:
        """Its version, or its number among those kept aside."""
        return self.kept.number if isinstance(self.kept, LateText) else self.kept.version

    @property
    def key(self) -> str:
        """Such as "summary v3" or "summary a1"."""
        return f"{self.slot.key} {'a' if self.is_aside else 'v'}{self.number}"

    @property
    def sentence(self) -> str:
        """What was found, in words."""
        return guard.sentence(self.concerns)

    @property
    def words(self) -> str:
        """The first thing found, as it stands there: to be withdrawn, and never to be stored."""
        marks = {concern.mark for concern in self.concerns}
        found = (self.kept.text[f.start : f.end] for f in identifiers.find(self.kept.text) if _marked(f, self, marks))
        return next(found, "")


def _marked(finding: identifiers.Finding, where: InVersion, marks: set[str]) -> bool:
    return guard.mark_of(finding.of(where.kept.text)) in marks


def in_versions(judgements: Iterable[Judgement]) -> list[InVersion]:
    """What leads to a person in earlier versions of these sections, and in texts kept aside, and nobody confirmed.

    What still stands in the text itself is told there. They come `with_flagged_versions`, so that only what there is
    is asked for: three queries at most.
    """
    rows = {judgement.pk: judgement for judgement in judgements}
    versions = [number for number, judgement in rows.items() if vars(judgement)["flagged_versions"]]
    late = [number for number, judgement in rows.items() if vars(judgement)["flagged_late"]]
    places = ("part_text__part", "part_text__i_statement", "by")
    kept: list[Revision | LateText] = []
    if versions:
        before = Revision.objects.flagged_before().filter(part_text__judgement__in=versions)
        kept += before.select_related(*places).order_by("-version")
    if late:
        aside = LateText.objects.filter(was_flagged=True, part_text__judgement__in=late)
        kept += aside.select_related(*places).order_by("number")
    if not kept:
        return []
    told = Event.objects.filter(verb=guard.CONFIRMED, round_id__in={j.round_id for j in rows.values()})
    known: dict[tuple[int, str], set[str]] = {}
    for round, section, after in told.values_list("round_id", "section", "after"):
        known[round, section] = known.get((round, section), set()) | set((after or {}).get("marks", []))
    found = []
    for one in kept:
        held, judgement = one.part_text, rows[one.part_text.judgement_id]
        slot = Slot(held.part, held.i_statement)
        standing = guard.marks_in(held.text)
        marks = standing | known.get((judgement.round_id, judgement.section), set())
        concerns = guard.concerns_in({slot.key: (slot.title, one.text)}, known=marks)
        concerns = [concern for concern in concerns if concern.kind in LEADS_TO_A_PERSON]
        if concerns:
            found.append(InVersion(judgement.section, slot, one, concerns))
    return found


def titles_in_versions(found: Iterable[InVersion]) -> dict[str, dict[str, str]]:
    """For readiness: by section, what earlier versions of each text hold, in words."""
    by_section: dict[str, dict[str, list[Concern]]] = {}
    for one in found:
        by_slot = by_section.setdefault(one.section, {}).setdefault(one.slot.title, [])
        by_slot += [c for c in one.concerns if c.mark not in {known.mark for known in by_slot}]
    return {
        section: {title: guard.without_places(concerns) for title, concerns in slots.items()}
        for section, slots in by_section.items()
    }
