"""What a returned spreadsheet would change, as its page shows it."""

from dataclasses import dataclass, field

from assurance.cited import day_in_words, day_of
from selfassessment.differences import Comparison, compare_as_read
from selfassessment.planning import Plan
from selfassessment.resources import Change
from selfassessment.sheets import ACTION_COLUMNS, EVIDENCE_COLUMNS

ROWS_SHOWN = 200
DATES = {column.key for columns in (ACTION_COLUMNS, EVIDENCE_COLUMNS) for column in columns if column.is_date}


@dataclass(frozen=True)
class ShownChange:
    """One cell that would change, with its differences marked."""

    number: int
    change: Change
    marked: Comparison
    also: list["ShownChange"] = field(default_factory=list)  # cells that are one choice with it


@dataclass(frozen=True)
class ShownSheet:
    """The changes on one sheet."""

    title: str
    changes: list[ShownChange]


def sheets_of(plan: Plan, *, conflicts: bool) -> list[ShownSheet]:
    """The plan's changes sheet by sheet: those in conflict, or the others."""
    sheets: dict[str, list[ShownChange]] = {}
    for number, change in enumerate(plan.changes, 1):
        if change.conflict == conflicts:
            shown = ShownChange(number, change, compare_as_read(*_read(change)))
            on_sheet = sheets.setdefault(change.sheet, [])
            leader = next((one for one in on_sheet if one.change.name == change.goes_with), None)
            (leader.also if leader else on_sheet).append(shown)
    titles = {change.name: section.title for section, row in plan.texts for change in row.changes}
    return [ShownSheet(titles.get(some[0].change.name, name), some) for name, some in sheets.items()]


def _read(change: Change) -> tuple[str, str]:
    """What a cell says before and after as people read it: a date in words."""
    if change.key not in DATES:
        return change.before, change.after
    before, after = (day_in_words(day) if (day := day_of(said)) else said for said in (change.before, change.after))
    return before, after


def choices_from(sent, plan: Plan) -> dict[str, str]:
    """What somebody chose for each cell in conflict, from the fields of the page: {cell: online or file}."""
    chosen = {
        change.name: sent[f"keep-{number}"]
        for number, change in enumerate(plan.changes, 1)
        if change.conflict and sent.get(f"keep-{number}") in {"online", "file"}
    }
    together = {c.name: chosen[c.goes_with] for c in plan.conflicts if c.goes_with in chosen}
    return {name: choice for name, choice in chosen.items() if name not in together} | together


def not_chosen(plan: Plan, chosen: dict[str, str]) -> list[dict[str, str]]:
    """The cells in conflict for which nothing was chosen, as lines of an error summary that lead to the choice."""
    return [
        {
            "text": f"Choose which text to keep for “{change.subject}” (cell {change.address}).",
            "href": f"#keep-{number}-online",
        }
        for number, change in enumerate(plan.changes, 1)
        if change.conflict and not change.goes_with and change.name not in chosen
    ]
