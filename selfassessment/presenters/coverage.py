"""The coverage grid: nine statements by categories of evidence, with gaps, age and quality said in words."""

import datetime
from dataclasses import dataclass, field

from assurance.models import QualityStatement, Round
from assurance.official import categories_of_edition
from selfassessment.freshness import OLD, OVERDUE, age_in_words, is_stale
from selfassessment.models import Citation, Evidence
from selfassessment.presenters.evidence import categories_of

RANK = {Evidence.Quality.STRONG: 3, Evidence.Quality.FAIR: 2, Evidence.Quality.WEAK: 1, "": 0}


@dataclass
class Cell:
    """What one statement has of one category."""

    category: str
    title: str
    items: dict[int, Evidence] = field(default_factory=dict)
    today: datetime.date | None = None
    is_own: bool = False  # a category the council added: nobody has to have evidence of it

    @property
    def count(self) -> int:
        """How many items."""
        return len(self.items)

    @property
    def stale(self) -> int:
        """How many of them need a fresh look."""
        return sum(is_stale(i.dated_on, i.review_by, self.today) for i in self.items.values())

    @property
    def fresh_look(self) -> str:
        """Why some or all of them need a fresh look, in the words that stand beside each item."""
        old = sum(is_stale(i.dated_on, None, self.today) for i in self.items.values())
        overdue = sum(is_stale(None, i.review_by, self.today) for i in self.items.values())
        told = [(old, OLD), (overdue, OVERDUE if overdue == 1 else OVERDUE.replace("its", "their"))]
        said = [why if self.count == 1 else f"{self._how_many(number)} {why}" for number, why in told if number]
        return " and ".join(said)

    def _how_many(self, number: int) -> str:
        return f"all {number}" if number == self.count else str(number)

    @property
    def ages(self) -> str:
        """How old they are, in words."""
        dates = sorted(i.dated_on for i in self.items.values() if i.dated_on)
        if not dates:
            return "no dates given"
        oldest, newest = age_in_words(dates[0], self.today), age_in_words(dates[-1], self.today)
        return f"{newest} old" if oldest == newest else f"{newest} to {oldest} old"

    @property
    def quality(self) -> str:
        """The strongest quality among them, in words."""
        best = max((i.quality for i in self.items.values()), key=lambda q: RANK[q], default="")
        return f"strongest: {Evidence.Quality(best).label.lower()}" if best else "quality not judged"

    @property
    def state(self) -> str:
        """For its look: gap, empty (where nothing has to be), stale (all of it) or covered."""
        if not self.items:
            return "empty" if self.is_own else "gap"
        return "stale" if self.stale == self.count else "covered"


@dataclass(frozen=True)
class CoverageRow:
    """One statement with a cell for each category."""

    slug: str
    title: str
    cells: list[Cell]


@dataclass(frozen=True)
class Coverage:
    """The whole grid, and its gaps in sentences."""

    titles: dict[str, str]
    rows: list[CoverageRow]
    gaps: list[tuple[CoverageRow, list[Cell]]]
    all_stale: list[tuple[CoverageRow, list[Cell]]]

    @property
    def own_titles(self) -> list[str]:
        """The categories the council added."""
        return [cell.title for cell in self.rows[0].cells if cell.is_own] if self.rows else []

    @property
    def gap_count(self) -> int:
        """How many cells are gaps."""
        return sum(len(cells) for _, cells in self.gaps)


def coverage_of(round: Round, today: datetime.date) -> Coverage:
    """The grid of a round: four queries, however much is cited."""
    titles, asked_for = categories_of(round), {one.slug for one in categories_of_edition(round.edition)}
    cited: dict[tuple[int, str], dict[int, Evidence]] = {}
    citations = Citation.objects.filter(
        judgement__round=round, judgement__statement__isnull=False, evidence__withdrawn_at=None
    )
    for citation in citations.select_related("evidence", "judgement"):
        where = (citation.judgement.statement_id, citation.evidence.category)
        cited.setdefault(where, {})[citation.evidence_id] = citation.evidence
    rows = [
        CoverageRow(
            statement.slug,
            statement.title,
            [
                Cell(slug, title, cited.get((statement.pk, slug), {}), today, slug not in asked_for)
                for slug, title in titles.items()
            ],
        )
        for statement in QualityStatement.objects.filter(edition=round.edition_id).order_by("number")
    ]
    return Coverage(titles, rows, _with(rows, "gap"), _with(rows, "stale"))


def _with(rows: list[CoverageRow], state: str) -> list[tuple[CoverageRow, list[Cell]]]:
    found = [(row, [cell for cell in row.cells if cell.state == state]) for row in rows]
    return [(row, cells) for row, cells in found if cells]
