"""A pool as its pages show it: what is there, what comes next."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from assurance.addresses import to_page
from assurance.questions import Question
from casetracking.models import Case, Import, Pool
from casetracking.models.cases import PLACE_IS_FREE, PLACE_STANDS
from casetracking.operations.deadlines import deadlines_at
from casetracking.statuses import Status
from casetracking.words import count_of


@dataclass(frozen=True)
class Progress:
    """How many cases a pool has by where they stand; `over` are those listed whose place is free."""

    pool: int
    over: int
    reserve: int
    left: int
    agreed: int
    asked: int
    size: int

    @property
    def drawn(self) -> bool:
        """Whether there are cases to look at, if only those whose place is free."""
        return bool(self.pool or self.over)

    @property
    def free(self) -> int:
        """Places nobody has, once the pool is drawn."""
        return max(0, self.size - self.pool) if self.drawn or self.left else 0

    @property
    def told(self) -> str:
        """How full the pool is: "48 of 50 cases are in the pool, 2 places are free"."""
        places = f", {count_of(self.free, 'place is', 'places are')} free" if self.free else ""
        return f"{self.pool} of {self.size} cases are in the pool{places}"


def progress_of(pool: Pool) -> Progress:
    """The counts of a pool's cases: one query."""
    counts = next(iter(_counts.tuples(pool.pk)), (0,) * len(_COUNTED))
    return Progress(size=pool.size, **dict(zip(_COUNTED, counts, strict=True)))


_COUNTED = {
    "pool": PLACE_STANDS,
    "over": PLACE_IS_FREE,
    "reserve": Q(standing=Case.Standing.RESERVE),
    "left": Q(standing=Case.Standing.LEFT),
    "agreed": PLACE_STANDS & Q(status=Status.AGREED),
    "asked": PLACE_STANDS & Q(status=Status.ASKED),
}


@Question
def _counts(pool: int) -> QuerySet:
    cases = Case.objects.filter(pool=pool).order_by().values("pool_id")
    counted = {f"{name}_cases": Count("pk", filter=which) for name, which in _COUNTED.items()}
    return cases.annotate(**counted).values_list(*counted)


def _next_day(pool: Pool, today: datetime.date) -> str:
    """The step that comes next, or how many are overdue."""
    to_come = [one for one in deadlines_at(pool, today) if one.done_on is None]
    overdue = sum(one.is_overdue for one in to_come)
    if overdue:
        return f"{overdue} overdue"
    return f"Next: {to_come[0].on:%-d %B %Y}" if to_come else "Ready"


def _drawing(progress: Progress, waits: bool) -> str:
    if progress.drawn:
        return "Done"
    return "Drawn, to be made the pool" if waits else "To do"


def tasks_of(
    pool: Pool, latest: Import | None, key_held: bool, progress: Progress, today: datetime.date
) -> list[dict]:
    """What to do with a pool, in order, for components/task_list.html."""
    waits = not progress.drawn and pool.draws.exclude(chosen=[]).exists()
    places = [pool.round.slug, pool.slug]
    has_file = latest is not None
    described_on = pool.as_at or (latest.described_on if has_file else None)
    return [
        {
            "title": "Import Client Level Data",
            "href": to_page("pool_import", *places),
            "hint": f"{count_of(latest.people, 'candidate')} described at {described_on:%-d %B %Y}" if has_file
            else "The file your council sends each quarter. It is read in memory and not kept.",
            "status": "Done" if has_file else "To do",
            "colour": "" if has_file else "blue",
        },
        {
            "title": "Add what only your council knows",
            "href": to_page("pool_sheet", *places),
            "hint": "From your own spreadsheet: safeguarding, waiting, complaints, teams. Or all your people.",
            "status": "Ready",
            "colour": "",
        },
        {
            "title": "Look at the candidates",
            "href": to_page("candidates", *places) if has_file else "",
            "hint": "Filter them, and see what is recorded of each.",
            "status": "Ready" if has_file else "After the import",
            "colour": "",
        },
        {
            "title": "Check the criteria against your letter",
            "href": to_page("criteria", *places),
            "hint": "They begin with a set of ours.",
            "status": "Ready",
            "colour": "",
        },
        {
            "title": "Draw the pool",
            "href": to_page("pool_draws", *places) if has_file else "",
            "hint": "The best one there is, with a proof.",
            "status": _drawing(progress, waits) if has_file else "After the import",
            "colour": "blue" if has_file and not progress.drawn else "",
        },
        {
            "title": "See the cases and what they cover",
            "href": to_page("pool_cases", *places) if progress.drawn else "",
            "hint": "Swap some, keep some in or out, and say how they were chosen.",
            "status": "Ready" if progress.drawn else "After the draw",
            "colour": "",
        },
        {
            "title": "Ask people, and follow each case",
            "href": to_page("pool_progress", *places) if progress.drawn else "",
            "hint": "Suitability, consent, contacts, documents, dates.",
            "status": f"{progress.agreed} of {progress.pool} said yes" if progress.drawn else "After the draw",
            "colour": "",
        },
        {
            "title": "Set the dates of your letter",
            "href": to_page("pool_dates", *places),
            "hint": "When the list goes, the choice comes, documents and audits are due, people are spoken to.",
            "status": _next_day(pool, today),
            "colour": "",
        },
        {
            "title": "Fetch the list for the regulator",
            "href": to_page("pool_layout", *places) if progress.drawn else "",
            "hint": "An Excel workbook with the columns your letter wants.",
            "status": "Ready" if progress.drawn else "After the draw",
            "colour": "",
        },
        {
            "title": "Record the regulator’s choice",
            "href": to_page("pool_choice", *places) if progress.drawn else "",
            "hint": "The ten it tracks, then the six it speaks to.",
            "status": "Ready" if progress.drawn else "After the draw",
            "colour": "",
        },
        {
            "title": "Audit practice",
            "href": to_page("pool_audits", *places) if progress.drawn else "",
            "hint": "Give cases to auditors, have a sample moderated, see how far two agree.",
            "status": "Ready" if progress.drawn else "After the draw",
            "colour": "",
        },
        {
            "title": "Write what the audits teach",
            "href": to_page("pool_themes", *places),
            "hint": "Themes in words that identify nobody, which others may take up.",
            "status": "Ready",
            "colour": "",
        },
        {
            "title": "Find people again",
            "href": to_page("pool_key", *places) if has_file and key_held else "",
            "hint": "A list of references and local IDs, made from the same file. It is never kept here.",
            "status": ("Ready" if key_held else "The key is destroyed") if has_file else "After the import",
            "colour": "",
        },
    ]  # fmt: skip


def days_to_purge(pool: Pool, today: datetime.date) -> int:
    """In how many days a pool is purged."""
    return (pool.purge_on - today).days
