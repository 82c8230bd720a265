"""Loading our own lists: what may be known of a candidate, and what a pool is asked for at first."""

from functools import cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from assurance.reviewed_files import reviewed
from casetracking.models import Attribute, AuditTool, Criterion, DocumentKind, Likeness, Pool, Question

COUNCIL = "council"  # the source of what Client Level Data can't know


class ListRefused(Exception):
    """One of our own lists has a fault; the text says which."""


@transaction.atomic
def load_attributes() -> list[str]:
    """Load the list of attributes from the fixtures; says in a line what it did, and doing it twice changes nothing.

    An attribute from Client Level Data keeps its place for good: values of candidates stand there.
    """
    listed = _read("attributes")["attributes"]
    known = {one.slug: one for one in Attribute.objects.select_for_update().filter(council=None)}
    place = max((one.place for one in known.values() if one.place is not None), default=-1) + 1
    added, changed = [], []
    for order, given in enumerate(listed):
        said = {
            "order": order, "title": given["title"], "description": given["description"], "kind": given["kind"],
            "choices": given.get("choices", []), "source": given["from"],
        }  # fmt: skip
        held = known.get(given["slug"])
        if held is None:
            own_place = None
            if given["from"] != COUNCIL:
                own_place, place = place, place + 1
            added.append(Attribute(slug=given["slug"], place=own_place, **said))
        elif (held.place is None) != (given["from"] == COUNCIL):
            raise ListRefused(f"“{held.slug}” changed where it comes from. Give the new attribute a slug of its own.")
        elif any(getattr(held, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(held, name, value)
            changed.append(held)
    Attribute.objects.bulk_create(added)
    Attribute.objects.bulk_update(changed, ["order", "title", "description", "kind", "choices", "source"])
    if not added and not changed:
        return []
    return [f"case attributes: {len(added)} added, {len(changed)} changed"]


def give_starting_criteria(*, pool: Pool) -> None:
    """Copy our starting criteria into a new pool, where they are the council's to change."""
    given = _read("criteria")
    Criterion.objects.bulk_create(
        Criterion(
            pool=pool, number=number, name=one["name"], conditions=one["conditions"],
            either=one.get("either", False), least=one.get("least"), most=one.get("most"), hard=one["hard"],
            weight=one.get("weight", 1), edition=given["edition"], source=given["source"],
        )
        for number, one in enumerate(given["criteria"], 1)
    )  # fmt: skip
    Likeness.objects.bulk_create(Likeness(pool=pool, **one) for one in given["alike"])


@transaction.atomic
def load_document_kinds() -> list[str]:
    """Load our list of documents asked for of a case; a council's own lists are left alone."""
    known = {one.slug: one for one in DocumentKind.objects.select_for_update().filter(council=None)}
    done = 0
    for order, given in enumerate(_read("documents")["documents"]):
        held = known.get(given["slug"]) or DocumentKind(slug=given["slug"], order=-1)
        if (held.order, held.title) != (order, given["title"]):
            held.order, held.title = order, given["title"]
            held.save()
            done += 1
    return [f"documents of cases: {done} added or changed"] if done else []


@transaction.atomic
def load_audit_tool() -> list[str]:
    """Load our starting audit tool; a new edition follows the old one, which stays as it is where it was used."""
    given = _read("audit-tool")
    slug = f"{given['slug']}-{given['edition']}"
    if AuditTool.objects.select_for_update().filter(council=None, slug=slug).exists():
        return []
    AuditTool.objects.filter(council=None, retired_at=None).update(retired_at=timezone.now())
    tool = AuditTool.objects.create(slug=slug, title=given["title"], edition=given["edition"], source=given["source"])
    Question.objects.bulk_create(
        Question(tool=tool, number=number, **one) for number, one in enumerate(given["questions"], 1)
    )
    return [f"audit tool: “{tool.title}” of {tool.edition} added"]


@cache
def _read(name: str) -> dict[str, Any]:
    return reviewed(f"casetracking/{name}.yaml")
