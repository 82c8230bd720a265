"""Northmoor's figures: the published files, imported by its data administrator; its own invented ones beside them."""

import csv
import datetime
from pathlib import Path

from django.conf import settings

from assurance import demo
from assurance.ascof import parsing
from assurance.ascof.catalogue import SINCE
from assurance.ascof.rows import REASONS
from assurance.figures.preparing import INVENTED, Cell, Prepared, SeriesKey
from assurance.models import Area, ImportedFile, Metric, User
from assurance.operations.figures import importing
from assurance.operations.figures.local import Definition, save_local_measure
from assurance.operations.figures.receiving import receive_bytes
from assurance.operations.figures.typed import tell_own_figure

PUBLISHED = (("ascof_2017-18.csv.gz", {"year": "2017-18"}), ("ascof_2024_25.ods", {}))
OWN = "northmoor-figures.csv"


def load_figures() -> None:
    """Import what Northmoor holds; does nothing when it holds figures."""
    council, meilin = demo.council(), demo.person("meilin")
    if ImportedFile.objects.filter(council=council).exists():
        return
    folder = Path(settings.FIXTURES_DIR)
    for days, (name, answers) in zip((60, 58), PUBLISHED, strict=True):
        data = (folder / "ascof" / "published" / name).read_bytes()
        _import(council, name, data, answers, None, meilin, demo.days_ago(days))
    data = (folder / "demo" / OWN).read_bytes()
    _import(council, OWN, data, {}, invented(data, council.area), meilin, demo.days_ago(57))
    load_measures(meilin)


def _import(council, name: str, data: bytes, answers: dict, made: Prepared | None, by: User, at) -> None:
    """The way every file goes, without a worker in between."""
    file = receive_bytes(council=council, data=data, name=name, answers=answers, by=by, at=at)
    made = made or importing.read(file, data)
    assert not isinstance(made, parsing.Unanswered)
    importing.keep_preview(file=file, found=importing.preview(file, made), at=at)
    importing.import_figures(file=file, by=by, at=at + datetime.timedelta(minutes=6))


def invented(data: bytes, area: Area) -> Prepared:
    """The demonstration's own file of invented figures, made ready; they are marked so wherever they are shown."""
    lines = [line for line in data.decode("utf-8").splitlines() if not line.startswith("#")]
    metrics = dict(Metric.objects.filter(council=None, framework=SINCE).values_list("code", "pk"))
    made = Prepared(shape="invented figures", source=INVENTED)
    numbers: dict[SeriesKey, int] = {}
    for row in csv.DictReader(lines):
        key = SeriesKey(metrics[row["measure"]], row["disaggregation"], row["type"], row["year"])
        if key in numbers:
            raise AssertionError(f"{row} stands in {OWN} twice.")
        numbers[key] = len(numbers)
        made.series.append(key)
        value = float(row["value"]) if row["value"] else None
        made.cells.append(Cell(numbers[key], area.pk, value, row["reason"], "", ""))
    missing = sum(cell.value is None for cell in made.cells)
    nothing = ("twice", "against", "unknown areas", "unknown measures", "rejected")
    made.counts = {
        "cells": len(made.cells), "value": len(made.cells) - missing, **dict.fromkeys(REASONS, 0),
        "not available": missing, **dict.fromkeys(nothing, 0),
    }  # fmt: skip
    made.findings = {"periods": sorted({key.period for key in numbers}), "metrics": len({k.metric for k in numbers})}
    return made


def load_measures(by: User) -> None:
    """Northmoor's five measures of its own, with their figures."""
    council = demo.council()
    for number, given in enumerate(demo.content("northmoor-measures")["measures"]):
        told = {name: value for name, value in given.items() if name != "figures"}
        measure = save_local_measure(
            council=council, measure=None, said=Definition(**told), by=by, at=demo.days_ago(56 - number / 10)
        )
        for day, value in given["figures"].items():
            tell_own_figure(
                council=council, measure=measure, period=day.isoformat(), value=float(value), by=by,
                at=demo.days_ago(20 - number),
            )  # fmt: skip
