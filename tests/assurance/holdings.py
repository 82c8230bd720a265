"""Published figures as a council holds them, written straight into the tables: for tests about reading them.

How figures come in is tested elsewhere (preview, import, undo); here only what stands in the tables matters.
"""

import datetime
from collections.abc import Iterable

from assurance.ascof.places import places, settled
from assurance.ascof.rows import Figure
from assurance.models import Area, Council, ImportedFile, Metric, MetricSeries, MetricValue
from assurance.operations.figure_stamps import stamp_figures

NOW = datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC)


def hold(council: Council, figures: Iterable[Figure], source: str = "published", name: str = "published.ods") -> None:
    """Let a council hold these figures as if it had imported them."""
    held, _ = settled(figures, places())
    areas = dict(Area.objects.values_list("code", "pk"))
    metrics = {(m.framework, m.code): m.pk for m in Metric.objects.filter(council=None)}
    file = ImportedFile.objects.create(
        council=council, reference=f"f-{ImportedFile.objects.count()}", source=source, name=name, size=1,
        sha256="0" * 64,
        status="imported", uploaded_by=None, uploaded_at=NOW, imported_by=None, imported_at=NOW,
    )  # fmt: skip
    wanted = dict.fromkeys(series for series, _ in held)
    rows = MetricSeries.objects.bulk_create(
        [
            MetricSeries(
                holder=council, source=source, metric_id=metrics[series.framework, series.measure],
                disaggregation=series.disaggregation, type=series.type, period=series.year,
            )
            for series in wanted
        ]
    )  # fmt: skip
    by_series = dict(zip(wanted, rows, strict=True))
    MetricValue.objects.bulk_create(
        [
            MetricValue(
                series=by_series[series], area_id=areas[place], value=figure.value, reason=figure.reason,
                note=figure.note, printed=figure.printed, file=file,
            )
            for (series, place), figure in held.items()
            if place in areas
        ],
        batch_size=5000,
    )  # fmt: skip
    stamp_figures(council=council, at=NOW)


def put(
    council: Council, metric: Metric, area: Area, period: str, value: float | None, *, margin: float | None = None,
    people: float | None = None, reason: str = "", source: str = "published", disaggregation: str = "Total",
) -> None:  # fmt: skip
    """One figure by hand, with its margin and how many it rests on."""
    told = {"outcome": value, "margin of error": margin, "respondents": people}
    for kind, number in told.items():
        if number is None and (kind != "outcome" or not reason):
            continue
        series, _ = MetricSeries.objects.get_or_create(
            holder=council, source=source, metric=metric, disaggregation=disaggregation, type=kind, period=period
        )
        MetricValue.objects.update_or_create(
            series=series, area=area, defaults={"value": number, "reason": "" if number is not None else reason}
        )
    stamp_figures(council=council, at=NOW)


def put_many(
    council: Council, metric: Metric, areas: Iterable[Area], period: str, value: float, *, source: str = "published"
) -> None:
    """The same figure of one period for many areas, in few statements; what stands there stays."""
    series, _ = MetricSeries.objects.get_or_create(
        holder=council, source=source, metric=metric, disaggregation="Total", type="outcome", period=period
    )
    MetricValue.objects.bulk_create(
        [MetricValue(series=series, area=area, value=value) for area in areas], ignore_conflicts=True
    )
    stamp_figures(council=council, at=NOW)
