"""A council's own figures, typed in one by one. A typed figure may stand on one that came with a file.

What stood beneath it is kept as it is for a file (ReplacedValue, with no file of its own), so that taking the typed one
away, or the file, brings back just what the others say.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from assurance import history
from assurance.figures.own_sheets import may_be_negative, why_not
from assurance.models import Area, Council, ImportedFile, Metric, MetricSeries, MetricValue, ReplacedValue, User
from assurance.operations.figure_stamps import hold_figures, stamp_figures
from assurance.operations.figures.importing import COLUMNS, FiguresRefused


class FigureThere(FiguresRefused):
    """Another figure stands there than the one somebody was shown, or they were shown none: `held` is that one."""

    def __init__(self, held: MetricValue) -> None:
        super().__init__("There is another figure as at that time already. Nothing was changed.")
        self.held = held


@transaction.atomic
def tell_own_figure(
    *,
    council: Council,
    measure: Metric,
    period: str,
    value: float | None,
    by: User | None,
    at: datetime.datetime,
    reason: str = "",
    printed: str = "",
    instead_of: str | None = None,
) -> MetricValue:
    """Write down a figure of the council's own as at a day or for a year.

    Another figure that stands there is replaced only where `instead_of` is its mark (see MetricValue.mark): FigureThere
    otherwise. One that came with a file is kept beneath.
    """
    if measure.framework.startswith("ascof") or measure.council_id not in {None, council.pk}:
        raise FiguresRefused("Figures of this measure come from published files. Upload the file instead.")
    below_zero = may_be_negative(measure.unit, measure.title)
    wrong = why_not(period, value, today=timezone.localdate(at), below_zero=below_zero)
    if any(wrong):
        raise FiguresRefused(f"{' '.join(filter(None, wrong))} Nothing was saved.")
    hold_figures(council.pk)
    held = _standing(council, measure, period)
    before = {"value": held.value, "reason": held.reason} if held else None
    after = {"value": value, "reason": reason}
    if held is not None and before == after:
        return held
    if held is not None and instead_of != held.mark:
        raise FigureThere(held)
    if held is None:
        series, _ = MetricSeries.objects.get_or_create(
            holder=council, source=ImportedFile.Source.OWN, metric=measure, disaggregation="Total",
            type=MetricSeries.Type.OUTCOME, period=period,
        )  # fmt: skip
        held = MetricValue(series=series, area=council.area)
    elif held.file_id is not None:
        _lift_typed(held.series, held.area)  # an earlier typed one that a file has come over
        _keep_beneath(held)
    held.value, held.reason, held.note, held.printed, held.file = value, reason, "", printed[:60], None
    held.save()
    stamp_figures(council=council, at=at)
    history.record(
        by=by, at=at, council=council, verb="told a figure of", subject=f"{measure.title}, {period}"[:300],
        before=before, after=after,
    )  # fmt: skip
    return held


@transaction.atomic
def remove_own_figure(
    *, council: Council, measure: Metric, period: str, by: User, at: datetime.datetime, shown: str
) -> MetricValue | None:
    """Take away a figure that was typed in, the one whose mark is `shown`; returns what a file says in its place.

    FigureThere when another one stands there; FiguresRefused for one that came with a file, which goes when the file
    is taken back, and where there is none any more.
    """
    hold_figures(council.pk)
    held = _standing(council, measure, period)
    if held is None:
        raise FiguresRefused("There was no such figure any more. Nothing was changed.")
    if held.file is not None:
        raise FiguresRefused(
            f"This figure came with the file “{held.file.name}”: take the file back, or import a corrected one. "
            "Nothing was changed."
        )
    if shown != held.mark:
        raise FigureThere(held)
    stamp_figures(council=council, at=at)
    history.record(
        by=by, at=at, council=council, verb="took away a figure of", subject=f"{measure.title}, {period}"[:300],
        before={"value": held.value, "reason": held.reason},
    )  # fmt: skip
    series = held.series
    _lift_typed(series, held.area)
    if not series.values.exists():
        series.delete()
        return None
    return _standing(council, measure, period)


def _standing(council: Council, measure: Metric, period: str) -> MetricValue | None:
    """The council's own figure of a period, with its file and series."""
    own = MetricValue.objects.filter(
        series__holder=council, series__source=ImportedFile.Source.OWN, series__metric=measure,
        series__disaggregation="Total", series__type=MetricSeries.Type.OUTCOME, series__period=period,
        area=council.area_id,
    )  # fmt: skip
    return own.select_related("series", "file", "area").first()


def _keep_beneath(held: MetricValue) -> None:
    """Keep what a file says, before a typed figure takes its place."""
    ReplacedValue.objects.create(
        file=None, series=held.series, area=held.area, from_file=held.file,
        **{name: getattr(held, name) for name in COLUMNS},
    )  # fmt: skip


def _lift_typed(series: MetricSeries, area: Area) -> None:
    """Take the typed figure out of a cell's chain of what stood before, wherever in it that is."""
    cell = {"series": series, "area": area}
    beneath = ReplacedValue.objects.filter(file=None, **cell).first()
    standing = MetricValue.objects.filter(file=None, **cell).first()
    above = ReplacedValue.objects.filter(from_file=None, **cell).exclude(file=None).first()
    if standing is not None:
        _put(standing, beneath, "file")
    elif above is not None:
        _put(above, beneath, "from_file")
    if beneath is not None:
        beneath.delete()


def _put(row: MetricValue | ReplacedValue, beneath: ReplacedValue | None, link: str) -> None:
    """Give a row what stood beneath a typed figure, or take the row away where nothing did."""
    if beneath is None:
        row.delete()
        return
    for name in COLUMNS:
        setattr(row, name, getattr(beneath, name))
    setattr(row, link, beneath.from_file)
    row.save()
