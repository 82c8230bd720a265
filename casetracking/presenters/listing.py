"""The list for the regulator: what may stand in a column, the layout in force, and its rows."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casetracking.models import Attribute, Case, Consent, Pool
from casetracking.statuses import Status
from casetracking.workbook import Cell

Column = dict[str, str]


def _of_consent(told: Callable[[Consent], Cell]) -> Callable[[Case], Cell]:
    return lambda case: told(case.consent) if hasattr(case, "consent") else None


# What may stand in a column besides attributes: the heading we give it, and its value for a case.
NUMBER, REFERENCE = "number", "reference"  # of the row: a list runs from 1 to n, whatever number a case has with us
OF_CASE: dict[str, tuple[str, Callable[[Case], Cell]]] = {
    NUMBER: ("Row", lambda case: case.number),
    "case-number": ("Our number of the case", lambda case: case.number),
    REFERENCE: ("Reference", lambda case: case.candidate.reference),
    "status": ("Status", lambda case: Status(case.status).label),
    "stage": ("Stage", lambda case: case.get_stage_display()),
    "worker": ("Worker", lambda case: case.worker),
    "consent": ("Consent", _of_consent(lambda c: "Withdrawn" if c.withdrawn_on else c.get_answer_display())),
    "asked-on": ("Asked on", _of_consent(lambda c: f"{c.asked_on:%d/%m/%Y}")),
    "answered-on": ("Answered on", _of_consent(lambda c: f"{c.answered_on:%d/%m/%Y}" if c.answered_on else None)),
    "route": ("Whose decision", _of_consent(lambda c: c.get_route_display())),
    "beside": ("Advocate or representative", _of_consent(lambda c: c.get_beside_display())),
    "preference": ("How to reach them", _of_consent(lambda c: c.get_preference_display())),
    "interpreter": (
        "Interpreter or help to communicate",
        _of_consent(lambda c: (c.language or "Yes") if c.interpreter else "No"),
    ),
}
STARTING = (
    "number", "reference", "age-band", "gender", "ethnicity-group", "primary-support-reason", "support-setting",
    "person-role", "consent", "beside", "preference", "interpreter",
)  # fmt: skip


def offered(attributes: Sequence[Attribute]) -> list[tuple[str, str]]:
    """Everything that may stand in a column: (slug, words)."""
    return [(slug, words) for slug, (words, _) in OF_CASE.items()] + [(a.slug, a.title) for a in attributes]


def layout_of(pool: Pool, attributes: Sequence[Attribute]) -> list[Column]:
    """The columns of a pool's list: its own, those of the council's pool before it, or ours."""
    known = dict(offered(attributes))
    columns = pool.columns
    if not columns:
        before = Pool.objects.filter(round__council=pool.round.council_id).exclude(columns=[])
        columns = before.order_by("-made_at").values_list("columns", flat=True).first() or []
    columns = [one for one in columns if one["what"] in known]
    if columns and not any(one["what"] == REFERENCE for one in columns):  # one from before the reference had to stay
        columns.insert(0, {"what": REFERENCE, "heading": known[REFERENCE]})
    return columns or [{"what": slug, "heading": known[slug]} for slug in STARTING if slug in known]


# Whom the list leaves out unless somebody says otherwise, in the words of its page.
OVER = {Status.REFUSED: "said no", Status.WITHDRAWN: "withdrew", Status.UNSUITABLE: "not suitable"}
NOT_ASKED = {Status.DRAWN, Status.SUITABLE}


@dataclass(frozen=True)
class Listed:
    """Who would stand in the list for the regulator: how many, who is left out and why, who was never asked."""

    cases: int
    over: list[tuple[str, int]]
    not_asked: int
    waiting: int

    @property
    def left_out(self) -> int:
        """How many are left out unless somebody says otherwise."""
        return sum(count for _, count in self.over)


def listed(pool: Pool) -> Listed:
    """The counts of a pool's list: one query."""
    drawn = pool.cases.filter(standing=Case.Standing.POOL).values_list("status", flat=True)
    counts = Counter(drawn)
    over = [(words, counts[status]) for status, words in OVER.items() if counts[status]]
    asked = sum(counts[status] for status in NOT_ASKED)
    return Listed(sum(counts.values()) - sum(n for _, n in over), over, asked, counts[Status.ASKED])


def listed_cases(pool: Pool, *, everybody: bool = False) -> list[Case]:
    """The cases of the list, by number, with what their columns need; `everybody`: also those whose place is free."""
    cases = pool.cases.filter(standing=Case.Standing.POOL) if everybody else pool.cases.in_pool()
    return list(cases.select_related("candidate", "consent").order_by("number"))


def rows_of(cases: Sequence[Case], layout: Sequence[Column], attributes: Sequence[Attribute]) -> list[list[Cell]]:
    """The list's rows."""
    by_slug = {attribute.slug: attribute for attribute in attributes}

    def cell(number: int, case: Case, what: str) -> Cell:
        if what == NUMBER:
            return number
        if what in OF_CASE:
            return OF_CASE[what][1](case)
        return by_slug[what].in_words(by_slug[what].value_of(case.candidate))

    return [[cell(number, case, one["what"]) for one in layout] for number, case in enumerate(cases, 1)]
