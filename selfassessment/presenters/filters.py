"""What people ask the task list for: mine, late, blocked, waiting for review, nobody's."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from selfassessment.presenters.sections import SectionRow, TaskList, ThemeRows
from selfassessment.statuses import Status


@dataclass(frozen=True)
class Question:
    """One question to the list: its word in the address, what it is called, and what to say when nothing answers it."""

    key: str
    text: str
    holds: Callable[[SectionRow], bool]
    nothing: str
    only_where: Callable[[TaskList], bool] = lambda rows: True  # whether it is offered at all


QUESTIONS = [
    Question("", "All", lambda row: True, ""),
    Question(
        "mine",
        "Mine",
        lambda row: row.yours or row.yours_to_review,
        "Nothing in this round was given to you to write or to review. You can read all of it.",
    ),
    Question("late", "Late", lambda row: row.is_late, "Nothing is late."),
    Question(
        "blocked",
        "Blocked",
        lambda row: row.status == Status.BLOCKED,
        "Nothing is blocked. When you can’t go on with a section, mark it as blocked and say on what it waits.",
    ),
    Question(
        "review",
        "Waiting for review",
        lambda row: row.status == Status.READY,
        "Nothing waits for review. A section comes here when somebody who writes it sends it for review.",
    ),
    Question(
        "to-confirm",
        "To confirm",
        lambda row: bool(row.carried),
        "Nothing that was carried over waits to be confirmed.",
        lambda rows: any(row.carried for row in rows.sections),
    ),
    Question(
        "not-given",
        "Challenge score not given",
        lambda row: row.challenge is False,
        "You have given every statement a challenge score.",
        lambda rows: any(row.challenge is not None for row in rows.sections),
    ),
    Question("nobodys", "Nobody’s", lambda row: not row.owner, "Every section has an owner."),
]


@dataclass(frozen=True)
class Choice:
    """A question as a link, with how many sections answer it."""

    key: str
    text: str
    count: int
    current: bool


@dataclass(frozen=True)
class Chosen:
    """The part of a task list that answers the question in the address."""

    choices: list[Choice]
    opening: SectionRow | None
    themes: list[ThemeRows]
    nothing: str

    @property
    def found(self) -> int:
        """How many sections answer."""
        return (self.opening is not None) + sum(len(theme.sections) for theme in self.themes)

    @property
    def is_whole(self) -> bool:
        """Whether the whole list is shown."""
        return self.choices[0].current


def chosen(rows: TaskList, asked: str) -> Chosen:
    """The sections that answer a question; a word that is none of ours shows the whole list."""
    question = next((q for q in QUESTIONS if q.key == asked), QUESTIONS[0])
    themes = [
        replace(theme, sections=[row for row in theme.sections if question.holds(row)]) for theme in rows.themes
    ]
    return Chosen(
        [
            Choice(q.key, q.text, sum(q.holds(r) for r in rows.sections), q is question)
            for q in QUESTIONS
            if q is question or q.only_where(rows)
        ],
        rows.opening if question.holds(rows.opening) else None,
        [theme for theme in themes if theme.sections],
        question.nothing,
    )
