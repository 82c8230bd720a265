"""What a council itself wants to know of a candidate: adding an attribute, its choices, retiring it."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.text import slugify

from assurance import history
from assurance.models import Council, User
from casetracking.models import Attribute, Criterion, Likeness
from casetracking.models.candidates import CHOICE
from casetracking.operations.reference import COUNCIL

MOST, MOST_CHOICES = 40, 60
OWN = "own-"  # begins the slug of a council's own, so that none is ever one of ours, or a word of the database
TAKEN = frozenset({"yes", "no", "not-recorded"})  # words that mean something else in an address


class AttributeRefused(Exception):
    """Something that can't be done to an attribute; the text is the sentence to show."""


STALE = (
    "Somebody else changed this while you were here. Yours was not saved and theirs stands below. Compare the two, "
    "then save again if it should be as you have it."
)


@dataclass(frozen=True)
class AttributeWords:
    """What is said of an attribute: `kept` are the words of choices it had, by slug; `new` those of further ones."""

    title: str
    description: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)


@transaction.atomic
def add_attribute(*, council: Council, said: AttributeWords, kind: str, by: User, at: datetime.datetime) -> Attribute:
    """Add something a council wants to know of its candidates: a yes or no, a choice, or a number."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    every = list(Attribute.objects.ever_of_council(council))
    if sum(one.council_id is not None for one in every) >= MOST:
        raise AttributeRefused(f"A council can have {MOST} attributes of its own. Nothing was changed.")
    _check_title(said.title, every)
    slug = _free(OWN + _slug(said.title)[:40], {one.slug for one in every})
    made = Attribute(
        council=council, slug=slug, order=max((one.order for one in every), default=0) + 1, kind=kind, source=COUNCIL
    )
    _put(made, said)
    made.save()
    _tell(council, "added an", made, by, at)
    return made


@transaction.atomic
def change_attribute(
    *, council: Council, slug: str, version: int, said: AttributeWords, by: User, at: datetime.datetime
) -> Attribute:
    """Give an attribute other words and choices; one of ours becomes the council's by it.

    A choice that goes is no longer offered, and stays readable where it was told of somebody.
    """
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    held = _held(council, slug)
    if held.version != version:
        raise AttributeRefused(STALE)
    _check_title(said.title, [one for one in Attribute.objects.ever_of_council(council) if one.slug != slug])
    gone = [choice for choice in held.choices if not said.kept.get(choice)]
    for choice in gone:
        _check_unused(council, held, choice)
    _put(held, said)
    _own(held, council)
    _tell(council, "changed the", held, by, at)
    return held


@transaction.atomic
def retire_attribute(*, council: Council, slug: str, by: User, at: datetime.datetime) -> Attribute:
    """Ask for an attribute no more: it leaves filters, criteria and forms, and what was told of people stays."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    held = _held(council, slug)
    if held.retired_at is None:
        _check_unused(council, held)
        held.retired_at = at
        _own(held, council)
        _tell(council, "retired the", held, by, at)
    return held


@transaction.atomic
def restore_attribute(*, council: Council, slug: str, by: User, at: datetime.datetime) -> Attribute:
    """Ask for a retired attribute again; what was told of people is there as it was."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    held = _held(council, slug)
    if held.retired_at is not None:
        held.retired_at = None
        _own(held, council)
        _tell(council, "brought back the", held, by, at)
    return held


def _held(council: Council, slug: str) -> Attribute:
    held = Attribute.objects.ever_of_council(council).filter(slug=slug).first()
    if held is None or held.source != COUNCIL:
        raise AttributeRefused(
            "This comes from Client Level Data, so it is as that data has it. Nothing was changed."
        )
    return held


def _own(held: Attribute, council: Council) -> None:
    """Save it as the council's: one of ours is copied, and ours stays as it is for everybody else."""
    if held.council_id is None:
        held.pk, held.council = None, council
        held._state.adding = True
    held.version += 1
    held.save()


def _put(held: Attribute, said: AttributeWords) -> None:
    held.title, held.description = said.title.strip(), said.description.strip()
    if held.kind != CHOICE:
        return
    words = dict(held.words)
    choices = [choice for choice in held.choices if said.kept.get(choice)]
    words |= {choice: said.kept[choice].strip() for choice in choices}
    by_words = {text.casefold(): choice for choice, text in words.items()}
    for text in said.new:
        choice = by_words.get(text.strip().casefold())  # one that was taken away comes back as itself
        if choice is None:
            choice = _free(_slug(text)[:40], TAKEN | words.keys())
            words[choice] = text.strip()
            by_words[text.strip().casefold()] = choice
        if choice not in choices:
            choices.append(choice)
    shown = [words[choice].casefold() for choice in choices]
    if len(set(shown)) < len(shown):
        raise AttributeRefused("Two choices have the same words. Give each its own. Nothing was changed.")
    if len(choices) > MOST_CHOICES:
        raise AttributeRefused(f"A choice can have {MOST_CHOICES} values at most. Nothing was changed.")
    held.choices, held.words = choices, words


def _check_title(title: str, others: list[Attribute]) -> None:
    if any(one.title.casefold() == title.strip().casefold() for one in others):
        raise AttributeRefused(
            f"There is an attribute called “{title.strip()}” already, perhaps a retired one. Give this one another "
            "name. Nothing was changed."
        )


def _check_unused(council: Council, held: Attribute, choice: str | None = None) -> None:
    """Refuses where a criterion of a pool that still holds people asks about it."""
    pools = {"pool__round__council": council, "pool__purged_at": None}
    criteria = Criterion.objects.filter(**pools).select_related("pool").order_by("pk")
    what = f"“{held.in_words(choice)}”" if choice else f"“{held.title}”"
    for one in criteria:
        for condition in one.conditions:
            if condition["attribute"] == held.slug and (choice is None or choice in condition.get("values", [])):
                raise AttributeRefused(
                    f"The criterion “{one.name}” of “{one.pool.name}” asks for {what}. Change that criterion first. "
                    "Nothing was changed."
                )
    alike = Likeness.objects.filter(attribute=held.slug, **pools).select_related("pool").first()
    if choice is None and alike is not None:
        raise AttributeRefused(
            f"“{alike.pool.name}” should look like your caseload by {what}. Change that first. Nothing was changed."
        )


def _slug(text: str) -> str:
    return slugify(text).replace("_", "-").strip("-") or "value"


def _free(slug: str, taken: Collection[str]) -> str:
    number, free = 2, slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free


def _tell(council: Council, verb: str, held: Attribute, by: User, at: datetime.datetime) -> None:
    history.record(
        by=by, at=at, council=council, verb=verb, subject=f"attribute {held.slug} of candidates",
        of_case_room=True, after={"choices": len(held.choices)} if held.kind == CHOICE else None,
    )  # fmt: skip
