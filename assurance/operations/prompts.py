"""A council's own parts, subtopics and prompts."""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from assurance import history
from assurance.models import Part, Prompt, PromptSet, QualityStatement, Subtopic, User
from assurance.models.framework import new_stamp
from assurance.operations.councils import Refused


@transaction.atomic
def save_part(
    *,
    prompt_set: PromptSet,
    part: Part | None,
    title: str,
    help: str,
    word_guide: int,
    scope: str,
    retired: bool,
    by: User,
    at: datetime.datetime,
) -> Part:
    """Change a part, or add one at the end when `part` is None. Retiring hides it; what was written is kept."""
    before = _part_as_plain(part) if part else None
    if part is None:
        last = prompt_set.parts.aggregate(last=Max("number"))["last"] or 0
        slug = slugify(title)[:50]
        if slug == "add":  # the page for adding a part stands at that address
            slug = "add-part"
        if not slug or prompt_set.parts.filter(slug=slug).exists():
            raise Refused(f"There is a part called “{title}” already. Give the new one another title.")
        part = Part(prompt_set=prompt_set, number=last + 1, slug=slug)
        part.scope = scope
    part.title, part.help, part.word_guide, part.retired = title, help, word_guide, retired
    part.save()
    after = _part_as_plain(part)
    if before != after:
        _stamp_anew(prompt_set)
        history.record(
            by=by, at=at, council=prompt_set.council, verb="changed the part" if before else "added the part",
            subject=title, before=before, after=after,
        )  # fmt: skip
    return part


def _stamp_anew(prompt_set: PromptSet) -> None:
    prompt_set.stamp = new_stamp()
    prompt_set.save(update_fields=["stamp"])


def _part_as_plain(part: Part) -> dict:
    return {
        "title": part.title, "help": part.help, "word guide": part.word_guide, "scope": part.scope,
        "retired": part.retired,
    }  # fmt: skip


@transaction.atomic
def save_prompts(
    *,
    prompt_set: PromptSet,
    statement: QualityStatement,
    guidance: str,
    subtopics: list[tuple[str, list[str]]],
    by: User,
    at: datetime.datetime,
) -> None:
    """Replace a statement's guidance, subtopics and prompts: [(subtopic title, [prompt, ...]), ...]."""
    existing = prompt_set.subtopics.filter(statement=statement).order_by("number").prefetch_related("prompts")
    before = {
        "guidance": prompt_set.guidance.get(statement.slug, ""),
        "subtopics": [[s.title, [p.text for p in sorted(s.prompts.all(), key=lambda p: p.number)]] for s in existing],
    }
    after = {"guidance": guidance, "subtopics": [[title, prompts] for title, prompts in subtopics]}
    if before == after:
        return
    prompt_set.guidance = {**prompt_set.guidance, statement.slug: guidance}
    prompt_set.stamp = new_stamp()
    prompt_set.save(update_fields=["guidance", "stamp"])
    existing.delete()
    for number, (title, prompts) in enumerate(subtopics, 1):
        subtopic = Subtopic.objects.create(prompt_set=prompt_set, statement=statement, number=number, title=title)
        Prompt.objects.bulk_create(
            Prompt(subtopic=subtopic, number=n, text=text) for n, text in enumerate(prompts, 1)
        )
    history.record(
        by=by, at=at, council=prompt_set.council, verb="changed the prompts of", subject=statement.title,
        before=before, after=after,
    )  # fmt: skip
