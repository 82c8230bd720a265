"""Northmoor with twenty of everything a page can list, by operations."""

import yaml
from django.conf import settings

from assurance.models import Edition, Part
from assurance.operations import councils, editions, people, prompts
from assurance.roles import Role
from selfassessment.operations.writing import Draft, write_parts
from tests.reports.writing import ask_for, score_statement

MANY = 20


def grow(northmoor, statement, now) -> None:
    """Add twenty people, invitations, parts, prompts, texts, scores, documents, rounds, editions and councils."""
    round, callum, priya = northmoor.round, northmoor.callum, northmoor.priya
    _more_editions(now)
    _more_councils(northmoor, now)
    officers = []
    for number in range(MANY):
        officers.append(_join(northmoor, f"officer{number}", [Role.OFFICER], now))
        member = _join(northmoor, f"member{number}", [Role.LEAD_MEMBER, Role.CHALLENGER], now)
        people.invite(round=round, person=member, until=round.due_on, by=priya, at=now)
        prompts.save_part(
            prompt_set=round.prompt_set, part=None, title=f"Part {number}", help="", word_guide=100,
            scope=Part.Scope.STATEMENT if number % 2 else Part.Scope.OPENING, retired=False, by=callum, at=now,
        )  # fmt: skip
    for _ in range(MANY):
        ask_for(round, northmoor.ruth, now, includes_scores=False)
    prompts.save_prompts(
        prompt_set=round.prompt_set,
        statement=statement,
        guidance="Think.",
        subtopics=[(f"Subtopic {n}", [f"Question {m}?" for m in range(MANY)]) for n in range(MANY)],
        by=callum,
        at=now,
    )
    for one in round.edition.statements.all():
        owner = northmoor.aisha if one == statement else officers[0]
        people.assign_section(round=round, statement=one, owner=owner, contributors=officers[1:], by=priya, at=now)
        _write_and_score(round, one, northmoor.ruth, now, score=one != statement)
    _write_and_score(round, None, northmoor.ruth, now, score=False)


def more_rounds(northmoor, now) -> None:
    """Twenty rounds of the council; the round at hand is no longer the latest."""
    for number in range(MANY):
        councils.start_round(
            council=northmoor.council, edition=northmoor.round.edition, slug=f"r{number}", title=f"Round {number}",
            by=northmoor.callum, at=northmoor.round.started_at.replace(year=2020),
        )  # fmt: skip


def _join(northmoor, key: str, roles: list[Role], now):
    return people.add_person(
        council=northmoor.council, email=f"{key}@northmoor.example", name=key.title(), roles=roles, by=None, at=now
    )


def _write_and_score(round, statement, by, now, *, score: bool) -> None:
    known = {}
    if statement:
        known = {t.part_id: t.version for j in statement.judgement_set.filter(round=round) for t in j.texts.all()}
    parts = Part.objects.for_section(statement).filter(prompt_set=round.prompt_set)
    drafts = [Draft(part, f"Words about {part.title}.", known.get(part.pk, 0)) for part in parts]
    write_parts(round=round, statement=statement, drafts=drafts, by=by, at=now)
    if score:
        score_statement(round, statement, 2, by, now)


def _more_editions(now) -> None:
    source = settings.FIXTURES_DIR / "framework" / "cqc-2025-06.yaml"
    for number in range(MANY):
        text = source.read_text(encoding="utf-8").replace('slug: "cqc-2025-06"', f'slug: "edition-{number}"', 1)
        assert yaml.safe_load(text)["edition"]["slug"] == f"edition-{number}"
        editions.load_edition(content=text.encode(), by=None, at=now)
    assert Edition.objects.count() > MANY


def _more_councils(northmoor, now) -> None:
    """Ruth works for twenty councils; Northmoor stays the one she sees."""
    people.choose_council(person=northmoor.ruth, council=northmoor.council)
    for number in range(MANY):
        area = councils.add_invented_area(
            code=f"X990001{number:02}", name=f"Place {number}", authority_type="Unitary authority", region="Invented"
        )
        council = councils.add_council(area=area, by=None, at=now)
        people.add_person(
            council=council, email=northmoor.ruth.email, name="", roles=[Role.DIRECTOR], by=None, at=now
        )
