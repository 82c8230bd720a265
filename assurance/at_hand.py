"""A council's figures as pages beside texts need them, kept in the process under the stamp of its last change.

A section's page is asked for a thousand times for each import, and shows a line for each of its measures. Worked out
anew, ten years of figures of all neighbours would cost it five queries; kept, it costs none, because the stamp comes
with the council. An import, an undoing, a local value or another list of neighbours gives a new stamp.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assurance.benchmarks import Scale, Value, figure_in_words
from assurance.cited import ENGLAND, OWN, REGION, Reference
from assurance.comparison import Circle, Holding, beside, circle_of, holding_of, holdings
from assurance.lines import Line, lines_of
from assurance.models import Council
from assurance.models.metrics import ImportedFile
from assurance.readings import NOTHING, period_in_words, sentence_of
from assurance.standings import standing

KEPT = 32  # councils and stamps; a council's lines are some tens of kilobytes


@dataclass(frozen=True)
class AtHand:
    """One measure for one council: its newest figure, England's, and what that comes to in a sentence."""

    slug: str
    label: str
    title: str
    framework: str
    code: str
    line: str
    scale: Scale
    statements: tuple[str, ...]
    period: str
    own: Value
    england: Value
    reading: str
    source: str
    is_local: bool
    invented: bool

    @property
    def figure(self) -> str:
        """Our figure in words, or why there is none."""
        return figure_in_words(self.own, self.scale)

    @property
    def england_figure(self) -> str:
        """England's figure in words; empty where there is none."""
        return figure_in_words(self.england, self.scale) if self.england.value is not None else ""

    @property
    def when(self) -> str:
        """The period in words."""
        return period_in_words(self.period)

    def reference(self, *, area: str = OWN, at: str = "") -> Reference | None:
        """How a text cites it; None where there is no figure."""
        value = {OWN: self.own, ENGLAND: self.england}.get(area, NOTHING)
        if value.value is None:
            return None
        source = self.source if self.source == ImportedFile.Source.LG_INFORM else ""
        figure = figure_in_words(value, self.scale)
        return Reference(
            self.framework, self.code, area=area, period=self.period, source=source, figure=figure, at=at
        )


def at_hand(council: Council) -> tuple[AtHand, ...]:
    """Every measure a council holds figures of, in order; no query once they were asked for since the last change."""
    if not council.figures_stamp:
        return ()
    return _at_hand(council.pk, council.figures_stamp)


@lru_cache(KEPT)
def _at_hand(council: int, stamp: str) -> tuple[AtHand, ...]:
    _, held = _holdings(council, stamp)
    return tuple(_row(one) for one in held)


def holdings_at_hand(council: Council) -> tuple[Circle, tuple[Holding, ...]]:
    """Whom a council is compared with and every measure it holds figures of: no query once they were asked for."""
    if not council.figures_stamp:
        return circle_of(council), ()
    return _holdings(council.pk, council.figures_stamp)


@lru_cache(KEPT)
def _holdings(council: int, stamp: str) -> tuple[Circle, tuple[Holding, ...]]:
    holder, circle, lines = _setting(council, stamp)
    return circle, tuple(holdings(holder, circle, lines))


def line_at_hand(council: Council, slug: str) -> Line | None:
    """The measure of a word in addresses, whichever of its codes the word names; None where there is none."""
    if not council.figures_stamp:
        return next(iter(lines_of(council, slugs=[slug])), None)
    _, _, lines = _setting(council.pk, council.figures_stamp)
    return next((line for line in lines if slug in {metric.slug for metric in line.metrics}), None)


def parts_at_hand(council: Council, line: Line) -> tuple[Line | None, list[Line]]:
    """The measure this one is a part of, and the measures that are its parts, such as the ratings in 6B."""
    if not council.figures_stamp:
        return None, []
    _, _, lines = _setting(council.pk, council.figures_stamp)
    newest = line.newest
    same = [one for one in lines if one.newest.framework == newest.framework]
    whole = next((one for one in same if newest.part_of and one.newest.code == newest.part_of), None)
    return whole, [one for one in same if one.newest.part_of == newest.code]


def measure_at_hand(council: Council, line: Line, *, period: str, group: str, source: str) -> Holding | None:
    """Everything held of one measure: as `holding_of`, and no query once it was asked for since the last change."""
    if not council.figures_stamp:
        return None
    return _measure(council.pk, council.figures_stamp, line.slug, period, group, source)


@lru_cache(KEPT)
def _measure(council: int, stamp: str, slug: str, period: str, group: str, source: str) -> Holding | None:
    holder, circle, lines = _setting(council, stamp)
    line = next(line for line in lines if line.slug == slug)
    return holding_of(holder, circle, line, period=period, group=group, source=source)


@lru_cache(KEPT)
def _setting(council: int, stamp: str) -> tuple[Council, Circle, list[Line]]:
    holder = Council.objects.select_related("area").get(pk=council)
    return holder, circle_of(holder), lines_of(holder)


def _row(held: Holding) -> AtHand:
    line, compared = held.line, held.compared
    metric = next((m for m in line.metrics if m.pk == held.metric_of_period.get(compared.period)), line.newest)
    return AtHand(
        slug=line.slug, label=line.label, title=line.newest.title, framework=metric.framework, code=metric.code,
        line=line.newest.line, scale=line.scale, statements=line.statements, period=compared.period,
        own=compared.own.get(compared.period, NOTHING), england=compared.england.get(compared.period, NOTHING),
        reading=sentence_of(standing(compared)), source=held.source, is_local=line.is_local,
        invented=compared.invented,
    )  # fmt: skip


# --- What texts cite --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cited:
    """A measure that is cited, and what is held of it; nothing where every file with it was taken back."""

    line: Line
    held: Holding | None


def cited_measures(council: Council, cited: Iterable[Reference]) -> dict[tuple[str, ...], Cited]:
    """The measure of each reference with what is held of it, by `Reference.key`; those nobody knows are left out.

    One query for each group of people and source named, none once they were asked for since the last change.
    """
    if not council.figures_stamp:
        return {}
    _, _, lines = _setting(council.pk, council.figures_stamp)
    by_code = {(metric.framework, metric.code.casefold()): line for line in lines for metric in line.metrics}
    found = {}
    for one in cited:
        line = by_code.get((one.framework, one.code.casefold()))
        if line is not None:
            held = _beside(council.pk, council.figures_stamp, one.disaggregation, one.source)
            found[one.key] = Cited(line, held.get(line.slug))
    return found


@lru_cache(KEPT)
def _beside(council: int, stamp: str, group: str, source: str) -> dict[str, Holding]:
    """Every measure at once, so that how many of them are cited makes no difference to a page."""
    holder, circle, lines = _setting(council, stamp)
    return {one.line.slug: one for one in beside(holder, circle, lines, group=group, source=source)}


def years_in(held: Holding, area: str) -> dict[str, Value]:
    """The figures of one area by period: ours, England's, our region's, or a neighbour's by its code."""
    compared = held.compared
    known = {OWN: compared.own, ENGLAND: compared.england, REGION: compared.region, compared.own_code: compared.own}
    return dict(known.get(area) or compared.neighbours.get(area, {}))


def region_names(council: Council) -> tuple[str, ...]:
    """What the council's own region is called in texts."""
    if not council.figures_stamp:
        return ()
    _, circle, _ = _setting(council.pk, council.figures_stamp)
    name = circle.setting.region_name
    return tuple(dict.fromkeys(filter(None, (name, name.replace("East of England", "Eastern region")))))
