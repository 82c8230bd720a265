"""What a council makes its own in the case room: documents asked for, the audit tool, who is in which team."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from assurance import history
from assurance.models import Council, User
from casetracking.models import AuditTool, DocumentKind, Question, Team

MOST_KINDS = 40


class ToolRefused(Exception):
    """Something that can't be made of a list or tool; the text is the sentence to show."""


STALE = (
    "Somebody else changed this list while you were here. Yours was not saved and theirs stands. Compare the two, then "
    "save again if it should be as you have it."
)


@dataclass(frozen=True)
class QuestionWords:
    """One question of an audit tool: the statement it is about (a slug), its words, what to look for."""

    statement: str
    text: str
    looks_for: str = ""


@transaction.atomic
def save_document_kinds(
    *, council: Council, titles: list[str], before: list[str], by: User, at: datetime.datetime
) -> list[DocumentKind]:
    """Make a list of documents the council's own; `before` is the list it was changed from, so that nothing is lost.

    A title that stays keeps what was recorded under it; one that goes is retired, and its records stay readable.
    """
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    standing = list(DocumentKind.objects.in_force(council))
    if [one.title for one in standing] != before:
        raise ToolRefused(STALE)
    if not titles or len(titles) > MOST_KINDS:
        raise ToolRefused(f"Give from 1 to {MOST_KINDS} documents, one a line. Nothing was changed.")
    known = {one.title: one for one in DocumentKind.objects.filter(council=council)}
    ours = {one.title: one.slug for one in standing}
    slugs = {one.slug for one in known.values()}
    DocumentKind.objects.filter(council=council).exclude(title__in=titles).update(retired_at=at)
    for order, title in enumerate(titles):
        held = known.get(title)
        if held is None:
            slug = _free(ours.get(title) or slugify(title)[:40] or "document", slugs)
            slugs.add(slug)
            held = DocumentKind(council=council, slug=slug, title=title)
        held.order, held.retired_at = order, None
        held.save()
    history.record(
        by=by, at=at, council=council, verb="changed the list of", subject="documents asked for of cases",
        of_case_room=True, after={"documents": len(titles)},
    )  # fmt: skip
    return list(DocumentKind.objects.in_force(council))


@transaction.atomic
def save_tool(
    *, council: Council, tool: AuditTool, title: str, questions: list[QuestionWords], by: User, at: datetime.datetime
) -> AuditTool:
    """Make an audit tool the council's own: the next one, while audits that have begun keep the one they have.

    `tool` is the one it was changed from; refused where another is in force by now.
    """
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    if tool_of(council) != tool:
        raise ToolRefused(STALE)
    if not questions:
        raise ToolRefused("An audit tool has at least one question. Nothing was changed.")
    edition = f"{at:%Y-%m-%d}"
    number = AuditTool.objects.filter(council=council).count() + 1
    AuditTool.objects.filter(council=council, retired_at=None).update(retired_at=at)
    source = f"Begun from “{tool}” of {tool.edition}"[:300]
    tool = AuditTool.objects.create(
        council=council, slug=f"own-{number}", title=title, edition=edition, source=source
    )
    Question.objects.bulk_create(
        Question(tool=tool, number=number, statement=one.statement, text=one.text, looks_for=one.looks_for)
        for number, one in enumerate(questions, 1)
    )
    history.record(
        by=by, at=at, council=council, verb="changed the", subject="audit tool of cases", of_case_room=True,
        after={"questions": len(questions)},
    )  # fmt: skip
    return tool


@transaction.atomic
def set_teams(*, council: Council, teams: dict[User, str], by: User, at: datetime.datetime) -> None:
    """Say in which team each auditor works; an empty word means in none that is held."""
    for person, name in teams.items():
        if name.strip():
            Team.objects.update_or_create(council=council, person=person, defaults={"name": name.strip()[:80]})
        else:
            Team.objects.filter(council=council, person=person).delete()
    history.record(
        by=by, at=at, council=council, verb="said the teams of", subject="auditors of cases", of_case_room=True,
        after={"people": len(teams)},
    )  # fmt: skip


def tool_of(council: Council) -> AuditTool:
    """The audit tool in force: the council's own, or ours."""
    tools = AuditTool.objects.filter(retired_at=None)
    own = tools.filter(council=council).order_by("-pk").first()
    return own or tools.filter(council=None).order_by("-pk").get()


def _free(slug: str, taken: set[str]) -> str:
    number, free = 2, slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free
