"""The words of an edition and of the prompts beside it, kept in the process, because every page asks for them.

An edition in use never changes: its words are kept under its number and the hash of its file, so that one that is
loaded anew is read anew. Parts and prompts change now and then: they are kept under their set's stamp, which is another
one after every change.
"""

from dataclasses import dataclass
from functools import lru_cache

from assurance.models import Edition, EvidenceCategory, Part, PromptSet, QualityStatement, Subtopic


@dataclass(frozen=True)
class Topic:
    """A subject to write about, with the questions that help."""

    title: str
    prompts: tuple[str, ...] = ()


def statement_of(edition: Edition, slug: str) -> QualityStatement | None:
    """A statement of an edition with its theme and I statements, or None; no query once it was asked for."""
    return _statements(edition.pk, edition.content_sha256).get(slug)


def statements_of_edition(edition: Edition) -> list[QualityStatement]:
    """The statements of an edition in their order, each with its theme and I statements; no query the second time."""
    return list(_statements(edition.pk, edition.content_sha256).values())


def categories_of_edition(edition: Edition) -> list[EvidenceCategory]:
    """The evidence categories of an edition in their order; no query once they were asked for."""
    return list(_categories(edition.pk, edition.content_sha256))


def parts_of(prompt_set: PromptSet) -> tuple[Part, ...]:
    """Every part of a set in its order, the hidden ones too; no query once they were asked for."""
    return _parts(prompt_set.pk, prompt_set.stamp)


def parts_in_use(prompt_set: PromptSet, statement: QualityStatement | None) -> list[Part]:
    """The parts to write for a statement's section, or for the opening one; no query once they were asked for."""
    scope = Part.Scope.STATEMENT if statement else Part.Scope.OPENING
    return [part for part in parts_of(prompt_set) if part.scope == scope and not part.retired]


def subtopics_of(prompt_set: PromptSet, statement: QualityStatement) -> tuple[Topic, ...]:
    """What there is to think about in a statement, in its order; no query once it was asked for."""
    return _subtopics(prompt_set.pk, prompt_set.stamp).get(statement.pk, ())


@lru_cache(maxsize=64)
def _parts(prompt_set: int, stamp: str) -> tuple[Part, ...]:
    return tuple(Part.objects.filter(prompt_set=prompt_set).order_by("number", "pk"))


@lru_cache(maxsize=64)
def _subtopics(prompt_set: int, stamp: str) -> dict[int, tuple[Topic, ...]]:
    found: dict[int, dict[int, tuple[str, list[str]]]] = {}
    asked = Subtopic.objects.filter(prompt_set=prompt_set).order_by("number", "pk", "prompts__number")
    for statement, pk, title, prompt in asked.values_list("statement", "pk", "title", "prompts__text"):
        _, prompts = found.setdefault(statement, {}).setdefault(pk, (title, []))
        if prompt:
            prompts.append(prompt)
    return {
        statement: tuple(Topic(title, tuple(prompts)) for title, prompts in topics.values())
        for statement, topics in found.items()
    }


@lru_cache(maxsize=32)
def _statements(edition: int, content_sha256: str) -> dict[str, QualityStatement]:
    statements = QualityStatement.objects.in_order().filter(edition=edition).prefetch_related("i_statements")
    return {statement.slug: statement for statement in statements}


@lru_cache(maxsize=32)
def _categories(edition: int, content_sha256: str) -> tuple[EvidenceCategory, ...]:
    return tuple(EvidenceCategory.objects.filter(edition=edition).order_by("number"))
