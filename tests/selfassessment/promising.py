"""Reaching the states of the action plan, of checklists and of what backs them, by the operations people use."""

import datetime

from selfassessment.models import Action, Checklist, Citation, Evidence
from selfassessment.operations.actions import Promise, add_action
from selfassessment.operations.backing import answer_to_back
from selfassessment.operations.checklists import Given, answer_items
from selfassessment.operations.citations import cite_evidence
from selfassessment.operations.evidence import Facts, add_evidence


def promise(round, by, at, what="Shorten the wait.", **given) -> Action:
    """An action in the plan; `due_in` counts days from its day."""
    due_in = given.pop("due_in", None)
    if due_in is not None:
        given["due_on"] = at.date() + datetime.timedelta(days=due_in)
    rag = {key: given.pop(key) for key in ("rag", "rag_reason") if key in given}
    return add_action(round=round, promise=Promise(what=what, **given), by=by, at=at, **rag)


def link(round, by, at, title="Waiting list report", **given) -> Evidence:
    """A link in the library."""
    entry = {"category": "processes", "url": "https://northmoor.example/report", **given}
    return add_evidence(round=round, kind="link", facts=Facts(title=title, **entry), by=by, at=at)


def backed(round, action: Action, by, at, evidence: Evidence | None = None) -> Citation:
    """Evidence cited for an action."""
    evidence = evidence or link(round, by, at)
    return cite_evidence(item=evidence, round=round, action=action, pointer="page 4", shows="It falls.", by=by, at=at)


def answer(round, slug: str, item: str, said: str, by, at, note="", version=0):
    """An answer to one item of a checklist."""
    checklist = Checklist.objects.get(slug=slug)
    given = [Given(checklist.items.get(slug=item), said, note, version)]
    return answer_items(round=round, checklist=checklist, given=given, by=by, at=at)


def backed_answer(round, slug: str, item: str, by, at) -> Citation:
    """Evidence cited for an answer."""
    asked = Checklist.objects.get(slug=slug).items.get(slug=item)
    held = answer_to_back(round=round, item=asked, by=by, at=at)
    return cite_evidence(item=link(round, by, at), round=round, answer=held, shows="So it is.", by=by, at=at)
