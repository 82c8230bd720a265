"""What Northmoor's people say to each other: a question answered, one settled, and a mention that waits."""

from assurance import demo
from assurance.models import OPENING, Part, Round, User
from selfassessment.models import Comment
from selfassessment.operations.commenting import answer, begin_thread, resolve
from selfassessment.slots import Slot, i_statements_of, slots_of


def load_threads() -> None:
    """Post the demonstration's comments, oldest first; does nothing when the round has any."""
    round = Round.objects.with_setting().get(slug=demo.content()["round"]["slug"], council=demo.council())
    if Comment.objects.filter(judgement__round=round).exists():
        return
    acts = []
    threads: dict[int, Comment] = {}
    for number, told in enumerate(demo.content("northmoor-comments")["threads"]):
        acts.append((told["days_ago"], _begin, (round, threads, number, told)))
        acts += [(said["days_ago"], _answer, (threads, number, said)) for said in told.get("answers", [])]
        if "resolved" in told:
            acts.append((told["resolved"]["days_ago"], _resolve, (threads, number, told["resolved"])))
    for _, act, arguments in sorted(acts, key=lambda one: -one[0]):
        act(*arguments)


def _begin(round: Round, threads: dict[int, Comment], number: int, told: dict) -> None:
    section = told["section"]
    statement = None if section == OPENING else round.edition.statements.get(slug=section)
    parts = Part.objects.for_section(statement).filter(prompt_set_id=round.prompt_set_id)
    slots: dict[str, Slot] = {slot.key: slot for slot in slots_of(list(parts), i_statements_of(statement))}
    threads[number] = begin_thread(
        round=round,
        statement=statement,
        slot=slots[told["part"]] if "part" in told else None,
        text=told["text"],
        mentioned=_people(told),
        by=demo.person(told["by"]),
        at=demo.days_ago(told["days_ago"]),
    ).comment


def _answer(threads: dict[int, Comment], number: int, said: dict) -> None:
    answer(
        thread=threads[number],
        text=said["text"],
        mentioned=_people(said),
        by=demo.person(said["by"]),
        at=demo.days_ago(said["days_ago"]),
    )


def _resolve(threads: dict[int, Comment], number: int, settled: dict) -> None:
    resolve(thread=threads[number], by=demo.person(settled["by"]), at=demo.days_ago(settled["days_ago"]))


def _people(told: dict) -> list[User]:
    return [demo.person(key) for key in told.get("tell", [])]
