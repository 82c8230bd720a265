"""Loading editions and prompt sets from reviewed YAML."""

import datetime

from django.db import transaction

from assurance import history
from assurance.editions import read_edition, read_prompt_set
from assurance.models import (
    Council,
    Edition,
    EvidenceCategory,
    IStatement,
    Part,
    Prompt,
    PromptSet,
    QualityStatement,
    Subtopic,
    Theme,
    User,
)


class EditionRefused(Exception):
    """The file can't be loaded; `sentences` say why, each with its line where there is one."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences


@transaction.atomic
def load_edition(*, content: bytes, by: User | None, at: datetime.datetime) -> tuple[Edition, str]:
    """Load an edition; returns it and "added", "replaced" or "unchanged".

    The same content changes nothing. An edition that a round uses is refused when the content differs: rounds keep
    the framework they were made under, so a correction is a new edition with a slug of its own. Until then an edition
    is replaced as a whole, and our starting prompts beside it stay, for the statements that are still there.
    """
    reading = read_edition(content)
    if reading.data is None:
        raise EditionRefused([str(problem) for problem in reading.problems])
    head = reading.data["edition"]
    known = Edition.objects.select_for_update().filter(slug=head["slug"]).first()
    if known and known.content_sha256 == reading.sha256:
        return known, "unchanged"
    if known and known.round_set.exists():
        raise EditionRefused(
            [
                f"The edition “{head['slug']}” is used by a round, so it can't be changed. Nothing was loaded. "
                "Give the new text a slug of its own and load it as a new edition."
            ]
        )
    starting = known.prompt_sets.filter(council=None).first() if known else None
    prompts = _as_data(starting) if starting else None
    if known:
        known.prompt_sets.all().delete()
        known.delete()
    edition = Edition.objects.create(
        slug=head["slug"],
        title=head["title"],
        published_on=datetime.date.fromisoformat(head["published"]),
        dating_note=head.get("dating_note", ""),
        publisher=head["publisher"],
        licence=head.get("licence", ""),
        sources=head["sources"],
        scoring_rules=reading.data["scoring"],
        content_sha256=reading.sha256,
        loaded_at=at,
    )
    _add_content(edition, reading.data)
    if starting and prompts:
        starting.pk, starting.edition = None, edition
        starting._state.adding = True
        starting.save()
        still_there = set(edition.statements.values_list("slug", flat=True))
        prompts["subtopics"] = {slug: topics for slug, topics in prompts["subtopics"].items() if slug in still_there}
        _add_prompts(starting, prompts)
    outcome = "replaced" if known else "added"
    history.record(
        by=by, at=at, verb=f"{outcome} the edition", subject=str(edition), after={"sha256": reading.sha256}
    )
    return edition, outcome


def _add_content(edition: Edition, data: dict) -> None:
    EvidenceCategory.objects.bulk_create(
        EvidenceCategory(edition=edition, number=number, slug=c["slug"], title=c["title"])
        for number, c in enumerate(data["evidence_categories"], 1)
    )
    position = 0
    for theme_number, theme_data in enumerate(data["themes"], 1):
        theme = Theme.objects.create(
            edition=edition,
            number=theme_number,
            slug=theme_data["slug"],
            title=theme_data["title"],
            aliases=theme_data.get("aliases", []),
        )
        for statement_data in theme_data["statements"]:
            position += 1
            statement = QualityStatement.objects.create(
                edition=edition,
                theme=theme,
                number=position,
                slug=statement_data["slug"],
                title=statement_data["title"],
                text=statement_data["text"],
                source=statement_data["source"],
                aliases=statement_data.get("aliases", []),
                care_act=statement_data.get("care_act", []),
            )
            IStatement.objects.bulk_create(
                IStatement(statement=statement, number=number, text=i["text"], source=i["source"])
                for number, i in enumerate(statement_data["i_statements"], 1)
            )


@transaction.atomic
def load_prompt_set(*, content: bytes, by: User | None, at: datetime.datetime) -> list[tuple[PromptSet, str]]:
    """Load our starting set beside each edition it names; councils' own copies stay as they are."""
    reading = read_prompt_set(content)
    if reading.data is None:
        raise EditionRefused([str(problem) for problem in reading.problems])
    head = reading.data["prompt_set"]
    editions = {e.slug: e for e in Edition.objects.filter(slug__in=head["editions"])}
    unknown = [slug for slug in head["editions"] if slug not in editions]
    if unknown:
        raise EditionRefused([f"There is no edition “{slug}”; load it first." for slug in unknown])
    done = []
    for edition in editions.values():
        known = PromptSet.objects.filter(edition=edition, council=None).first()
        if known and known.content_sha256 == reading.sha256:
            done.append((known, "unchanged"))
            continue
        if known:
            known.delete()
        prompt_set = PromptSet.objects.create(
            edition=edition,
            council=None,
            title=head["title"],
            source=head["source"],
            note=head.get("note", ""),
            dated=datetime.date.fromisoformat(head["date"]),
            guidance=reading.data.get("guidance", {}),
            content_sha256=reading.sha256,
        )
        _add_prompts(prompt_set, reading.data)
        done.append((prompt_set, "replaced" if known else "added"))
        history.record(by=by, at=at, verb="loaded the starting prompts", subject=f"{head['title']} for {edition}")
    return done


def _add_prompts(prompt_set: PromptSet, data: dict) -> None:
    Part.objects.bulk_create(
        Part(
            prompt_set=prompt_set,
            number=number,
            slug=part["slug"],
            title=part["title"],
            help=part["help"],
            word_guide=part["word_guide"],
            scope=part["scope"],
            per_i_statement=part.get("per_i_statement", False),
            optional=part.get("optional", False),
        )
        for number, part in enumerate(data["parts"], 1)
    )
    statements = {s.slug: s for s in prompt_set.edition.statements.all()}
    for slug, subtopics in data["subtopics"].items():
        if slug not in statements:
            raise EditionRefused([f"subtopics: the edition {prompt_set.edition.slug} has no statement “{slug}”"])
        for number, subtopic_data in enumerate(subtopics, 1):
            subtopic = Subtopic.objects.create(
                prompt_set=prompt_set, statement=statements[slug], number=number, title=subtopic_data["title"]
            )
            Prompt.objects.bulk_create(
                Prompt(subtopic=subtopic, number=n, text=text) for n, text in enumerate(subtopic_data["prompts"], 1)
            )


def _as_data(prompt_set: PromptSet) -> dict:
    """The parts and subtopics of a set in the shape of a prompt set's file."""
    subtopics: dict[str, list] = {}
    for subtopic in prompt_set.subtopics.select_related("statement").prefetch_related("prompts").order_by("number"):
        prompts = [p.text for p in sorted(subtopic.prompts.all(), key=lambda p: p.number)]
        subtopics.setdefault(subtopic.statement.slug, []).append({"title": subtopic.title, "prompts": prompts})
    fields = ("slug", "title", "help", "word_guide", "scope")
    parts = [
        {field: getattr(part, field) for field in fields}
        | {flag: True for flag in ("per_i_statement", "optional") if getattr(part, flag)}
        for part in prompt_set.parts.order_by("number")
    ]
    return {"parts": parts, "subtopics": subtopics}


@transaction.atomic
def adopt_prompt_set(*, council: Council, edition: Edition, by: User | None, at: datetime.datetime) -> PromptSet:
    """The council's own editable prompts beside an edition, copied from our starting set the first time."""
    own = PromptSet.objects.filter(edition=edition, council=council).first()
    if own:
        return own
    ours = PromptSet.objects.filter(edition=edition, council=None).first()
    own = PromptSet.objects.create(
        edition=edition,
        council=council,
        title=f"{council.name}'s prompts",
        source=ours.source if ours else "",
        note=ours.note if ours else "",
        dated=ours.dated if ours else at.date(),
        guidance=ours.guidance if ours else {},
    )
    if ours:
        _copy_prompts(ours, own)
    else:
        Part.objects.create(prompt_set=own, number=1, slug="summary", title="Summary", scope=Part.Scope.STATEMENT)
    history.record(by=by, at=at, council=council, verb="took over the starting prompts", subject=str(edition))
    return own


def _copy_prompts(source: PromptSet, target: PromptSet) -> None:
    parts = list(source.parts.all())
    for part in parts:
        part.pk, part.prompt_set = None, target
        part._state.adding = True
    Part.objects.bulk_create(parts)
    for subtopic in source.subtopics.prefetch_related("prompts"):
        prompts = list(subtopic.prompts.all())
        copy = Subtopic.objects.create(
            prompt_set=target, statement_id=subtopic.statement_id, number=subtopic.number, title=subtopic.title
        )
        Prompt.objects.bulk_create(Prompt(subtopic=copy, number=p.number, text=p.text) for p in prompts)
