"""Measures and the places they are published for, loaded from fixtures/ascof and fixtures/councils."""

import csv
import datetime

from django.db import transaction
from django.utils.text import slugify

from assurance.ascof.catalogue import FOLDER, catalogue, spelt
from assurance.ascof.places import places
from assurance.models import Area, Metric, MetricStatement


def metric_slug(framework: str, code: str) -> str:
    """A measure's word in addresses.

    >>> metric_slug("ascof-2023", "2B(1)"), metric_slug("ascof-2023", "6B not yet rated")
    ('ascof-2023-2b1', 'ascof-2023-6bnotyetrated')
    """
    return f"{framework}-{slugify(spelt(code))}"


@transaction.atomic
def load_places() -> int:
    """Load England, regions, council types and councils that are no more; returns how many. Twice changes nothing."""
    known = places()
    gone = [place for place in known.councils if place.until]
    rows = [Area(code=place.key, name=place.name, kind=place.kind) for place in known.aggregates] + [
        Area(
            code=place.key,
            name=place.name,
            kind=place.kind,
            ended_on=datetime.date.fromisoformat(place.until),
            successors=place.successors,
        )
        for place in gone
    ]
    fields = ["name", "kind", "ended_on", "successors"]
    Area.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return len(rows)


@transaction.atomic
def load_metrics() -> int:
    """Load the measures of both frameworks and the statements they speak to. Twice changes nothing."""
    known = catalogue()
    there = {(metric.framework, metric.code): metric for metric in Metric.objects.filter(council=None)}
    rows = []
    for position, measure in enumerate(known.measures):
        metric = there.get((measure.framework, measure.code)) or Metric(
            framework=measure.framework, code=measure.code
        )
        metric.slug = metric_slug(measure.framework, measure.code)
        metric.position, metric.line = position, measure.series
        for field in (
            "title",
            "unit",
            "decimals",
            "better",
            "use",
            "collection",
            "objective",
            "since",
            "until",
            "part_of",
            "caveat",
            "source",
        ):
            setattr(metric, field, getattr(measure, field))
        rows.append(metric)
    fields = [
        field.name
        for field in Metric._meta.concrete_fields
        if field.name not in {"id", "council", "framework", "code", "definition", "retired_at"}
    ]
    Metric.objects.bulk_create([metric for metric in rows if metric.pk is None])
    Metric.objects.bulk_update([metric for metric in rows if metric.pk is not None], fields)
    ids: dict[str, list[int]] = {metric.line: [] for metric in rows}
    for metric in rows:
        ids[metric.line].append(metric.pk)
    MetricStatement.objects.bulk_create(
        [
            MetricStatement(metric_id=pk, statement=mapping.statement, basis=mapping.basis, because=mapping.because)
            for mapping in known.mappings
            for pk in ids.get(mapping.series, [])
        ],
        update_conflicts=True,
        unique_fields=["metric", "statement"],
        update_fields=["basis", "because"],
    )
    return len(rows) + _load_others(len(rows))


def _load_others(position: int) -> int:
    """Measures of collections beside ASCOF, whose figures a council brings itself; returns how many."""
    there = {(metric.framework, metric.code): metric for metric in Metric.objects.filter(council=None)}
    told: list[MetricStatement] = []
    with (FOLDER / "other_measures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            statement = row.pop("statement")
            metric = there.get((row["framework"], row["code"])) or Metric()
            for name, value in row.items():
                setattr(metric, name, int(value) if name == "decimals" else value)
            metric.slug, metric.position = metric_slug(metric.framework, metric.code), position + len(told)
            metric.save()
            basis = "cqc" if metric.source.startswith("CQC") else "ours"
            told.append(MetricStatement(metric=metric, statement=statement, basis=basis))
    MetricStatement.objects.bulk_create(told, ignore_conflicts=True)
    return len(told)
