"""The page docs/statuses.md, drawn from the tables of statuses and moves. Pure.

>>> statuses_page().splitlines()[0]
'# How a section moves from not started to signed off'
"""

from selfassessment.statuses import MOVES, OPEN_FOR_WRITING, OWNER, Move, Status, Turn, moves_from

WHOSE = {
    Turn.WRITERS: "its owner and contributors",
    Turn.REVIEWERS: "its reviewers",
    Turn.DIRECTOR: "the director",
    Turn.NOBODY: "nobody",
}
INTRODUCTION = """\
# How a section moves from not started to signed off

Made from the tables in `selfassessment/statuses.py` by `make docs`: change those, not this page.

A round has ten sections: the opening one and one for each quality statement. They move one by one until they are
agreed; signing off and reopening move all of them at once. Who may do what is the table in `assurance/roles.py`.
"""


def statuses_page() -> str:
    """The whole page as Markdown: a diagram, the statuses, the moves."""
    return "\n".join([INTRODUCTION, *_diagram(), "", *_statuses(), "", *_moves(), ""])


def _diagram() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {_id(Status.NOT_STARTED)}"]
    lines += [f'    state "{status.label}" as {_id(status)}' for status in Status]
    lines += [
        f"    {_id(start)} --> {_id(rule.leads_to)}: {_act(move)}"
        for move, rule in MOVES.items()
        for start in rule.starts_from
    ]
    return [*lines, "```"]


def _statuses() -> list[str]:
    rows = [
        [
            status.label,
            WHOSE[OWNER[status]],
            "yes" if status in OPEN_FOR_WRITING else "no, it is locked",
            ", ".join(_act(move) for move in moves_from(status)) or "nothing",
        ]
        for status in Status
    ]
    return ["## Statuses", "", *_table(["Status", "Whose turn", "Can text be written?", "What can be done"], rows)]


def _moves() -> list[str]:
    rows = [
        [
            _act(move),
            ", ".join(status.label.lower() for status in rule.starts_from),
            rule.leads_to.label.lower(),
            WHOSE[rule.whose],
            rule.must_say or "nothing",
        ]
        for move, rule in MOVES.items()
    ]
    return ["## Moves", "", *_table(["Move", "From", "To", "Who", "What has to be said"], rows)]


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *rows]]


def _act(move: Move) -> str:
    return move.value.replace("-", " ")


def _id(status: Status) -> str:
    return status.value.replace("-", "_")
