"""A council's own figures as they come in a spreadsheet, made ready to be compared and imported like any file."""

from django.db.models import F
from django.utils import timezone

from assurance.figures import own_sheets
from assurance.figures.preparing import Prepared
from assurance.models import Area, Council, Metric


def prepared_sheet(data: bytes, council: Council) -> Prepared:
    """The rows of a council's own spreadsheet; Refused with a sentence when it can't be read."""
    return own_sheets.prepared(data, known_to(council))


def known_to(council: Council) -> own_sheets.Known:
    """What a row of this council's may name: its own measures, those beside ASCOF, itself and every place there is."""
    measures: dict[str, tuple[int, int]] = {}
    below_zero = set()
    # Where an older measure of the council's own is named like one that every council has, its own is meant.
    for metric in Metric.objects.typed_by(council).order_by(F("council").desc(nulls_last=True), "pk"):
        if own_sheets.may_be_negative(metric.unit, metric.title):
            below_zero.add(metric.pk)
        for name in (metric.code, metric.title, metric.slug):
            measures.setdefault(" ".join(name.split()).casefold(), (metric.pk, metric.decimals))
    areas: dict[str, int] = {}
    for area in Area.objects.filter(invented=False, ended_on=None).order_by("pk"):
        for name in (area.code, area.newer_code, area.name):
            if name:
                areas.setdefault(name.casefold(), area.pk)
    own = council.area
    areas[own.code.casefold()] = areas[own.name.casefold()] = own.pk
    return own_sheets.Known(measures, areas, own.pk, timezone.localdate(), frozenset(below_zero))
