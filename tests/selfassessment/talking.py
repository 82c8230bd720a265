"""Reaching the states of comments, by the operations people use."""

from selfassessment.operations import commenting
from selfassessment.slots import Slot, i_statements_of, slots_of


def slot_of(round, statement, key: str) -> Slot:
    """A slot of a section by its key."""
    parts = list(round.prompt_set.parts.order_by("number"))
    return next(slot for slot in slots_of(parts, i_statements_of(statement)) if slot.key == key)


def say(northmoor, by, text, at, *, section="assessing-needs", part="summary", tell=()):
    """Begin a thread; returns what was posted."""
    statement = northmoor.statement(section) if section else None
    return commenting.begin_thread(
        round=northmoor.round,
        statement=statement,
        slot=slot_of(northmoor.round, statement, part) if part else None,
        text=text,
        mentioned=list(tell),
        by=by,
        at=at,
    )


def reply(thread, by, text, at, tell=()):
    """Answer in a thread; returns what was posted."""
    return commenting.answer(thread=thread, text=text, mentioned=list(tell), by=by, at=at)
