"""The personal-data guard on the texts of a section: what stands in them that nobody has said may stay."""

from collections.abc import Mapping

from assurance import guard
from assurance.guard import Concern
from assurance.models import OPENING, Event, QualityStatement, Round
from selfassessment.models import PartText
from selfassessment.slots import Slot


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


def standing_in_round(round: Round) -> dict[str, dict[str, str]]:
    """What looks like personal data anywhere in a round's texts and was not confirmed, in words.

    Keys: the section's slug, then the title of the slot. Two queries, or one where nothing is found.
    """
    held = PartText.objects.filter(judgement__round=round).in_use().exclude(text="")
    texts: dict[str, list[PartText]] = {}
    for one in held.select_related("judgement__statement", "part", "i_statement"):
        if guard.concerns_in({"": ("", one.text)}):
            texts.setdefault(one.judgement.section, []).append(one)
    if not texts:
        return {}
    told = Event.objects.in_round(round).filter(verb=guard.CONFIRMED, section__in=texts)
    known: dict[str, set[str]] = {}
    for section, after in told.values_list("section", "after"):
        known[section] = known.get(section, set()) | set((after or {}).get("marks", []))
    found: dict[str, dict[str, str]] = {}
    for section, some in texts.items():
        for one in some:
            slot = Slot(one.part, one.i_statement)
            concerns = guard.concerns_in({slot.key: (slot.title, one.text)}, known=known.get(section, ()))
            if concerns:
                found.setdefault(section, {})[slot.title] = guard.sentence(concerns)
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
