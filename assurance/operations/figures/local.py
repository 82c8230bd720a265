"""A council's own measures: defined, changed, set aside."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from django.db import transaction
from django.utils.text import slugify

from assurance import history
from assurance.figures.measure_sheet import name_key
from assurance.models import Council, Metric, MetricStatement, User
from assurance.models.metrics import LOCAL
from assurance.operations.figure_stamps import hold_figures, stamp_figures
from assurance.operations.figures.importing import FiguresRefused

ADD = {"add", "template", "measures"}  # words in addresses that are no measure's


@dataclass(frozen=True)
class Definition:
    """What a council says a measure of its own is."""

    title: str
    unit: str
    better: str = ""
    decimals: int = 0
    source: str = ""
    definition: str = ""
    caveat: str = ""
    statements: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Proposed:
    """What a spreadsheet says of a measure, and what stood of it when that was shown: its slug, and what was told."""

    said: Definition
    slug: str = ""
    before: dict | None = None


CHANGED_SINCE = (
    "Somebody changed these measures after you were shown what the spreadsheet would change. Nothing was saved: "
    "upload it again to see what it would change now."
)


class MeasureChanged(FiguresRefused):
    """Somebody changed a measure while another had its form open; `held` is the measure as it stands."""

    def __init__(self, held: Metric) -> None:
        super().__init__(
            "Somebody changed this measure while you were here. Nothing was saved, and what you wrote is still in the "
            "form. Look at what stands now, then save again to put yours in its place."
        )
        self.held = held


@transaction.atomic
def save_local_measure(
    *,
    council: Council,
    measure: Metric | None,
    said: Definition,
    by: User | None,
    at: datetime.datetime,
    seen: str | None = None,
) -> Metric:
    """Define a measure of the council's own, or change what is said of one; its figures stay.

    `seen` is its mark (Metric.mark) when its form was opened; MeasureChanged when that is not what stands any more.
    """
    hold_figures(council.pk)
    held = Metric.objects.get(pk=measure.pk) if measure else Metric(council=council, framework=LOCAL)
    if measure is not None and seen not in {None, held.mark()}:
        raise MeasureChanged(held)
    # A measure named like one that every council has would share its rows in a spreadsheet of figures.
    if Metric.objects.typed_by(council).exclude(pk=held.pk).filter(title__iexact=said.title).exists():
        raise FiguresRefused(f"Your council has a measure “{said.title}” already. Give this one another name.")
    before = held.told() if measure else None
    for name in ("title", "unit", "better", "decimals", "source", "definition", "caveat"):
        setattr(held, name, getattr(said, name))
    if measure is None:
        held.position = Metric.objects.filter(council=council).count()
        held.code, held.slug = _code(council), _slug(council, said.title)
    held.save()
    _place(held, said.statements)
    after = _told(said)
    if before == after:
        return held
    stamp_figures(council=council, at=at)
    history.record(
        by=by, at=at, council=council, subject=held.title, before=before, after=after,
        verb="changed the measure" if measure else "added the measure",
    )  # fmt: skip
    return held


@transaction.atomic
def save_local_measures(
    *, council: Council, proposed: Sequence[Proposed], by: User | None, at: datetime.datetime
) -> tuple[int, int]:
    """Save what a spreadsheet says of several measures, all or none; returns how many are new and how many changed.

    Refused where a measure is no longer as it was shown. Given twice, it changes nothing the second time.
    """
    hold_figures(council.pk)
    live = Metric.objects.filter(council=council, retired_at=None).prefetch_related("statements")
    held = list(live.select_for_update(no_key=True, of=("self",)))
    by_slug, by_name = {one.slug: one for one in held}, {name_key(one.title): one for one in held}
    new = changed = 0
    for one in proposed:
        measure = by_slug.get(one.slug) if one.slug else by_name.get(name_key(one.said.title))
        stands = measure.told() if measure else None
        if stands == _told(one.said):
            continue
        if stands != one.before:
            raise FiguresRefused(CHANGED_SINCE)
        save_local_measure(council=council, measure=measure, said=one.said, by=by, at=at)
        new, changed = new + (measure is None), changed + (measure is not None)
    return new, changed


def _told(said: Definition) -> dict:
    return asdict(said) | {"statements": sorted(said.statements)}


def _place(held: Metric, statements: list[str]) -> None:
    MetricStatement.objects.filter(metric=held).exclude(statement__in=statements).delete()
    MetricStatement.objects.bulk_create(
        [MetricStatement(metric=held, statement=slug, basis="council") for slug in statements],
        ignore_conflicts=True,
    )


def _code(council: Council) -> str:
    """L1, L2, ...: never one that was given before."""
    given = [int(code[1:]) for code in Metric.objects.filter(council=council).values_list("code", flat=True)
             if re.fullmatch(r"L\d+", code)]  # fmt: skip
    return f"L{max(given, default=0) + 1}"


def _slug(council: Council, title: str) -> str:
    stem = slugify(title)[:60] or "measure"
    taken = set(Metric.objects.filter(council=council).values_list("slug", flat=True)) | ADD
    return next(slug for n in range(1, 10_000) if (slug := stem if n == 1 else f"{stem}-{n}") not in taken)


@transaction.atomic
def retire_local_measure(*, measure: Metric, retired: bool, by: User, at: datetime.datetime) -> Metric:
    """Set a measure aside, so that nobody is asked for it, or bring it back; its figures are kept."""
    if measure.council_id is not None:
        hold_figures(measure.council_id)
    measure.refresh_from_db(fields=["title", "retired_at"])
    if (measure.retired_at is not None) == retired:
        return measure
    live = Metric.objects.filter(council=measure.council, retired_at=None)
    if not retired and live.filter(title__iexact=measure.title).exists():
        raise FiguresRefused(
            f"Your council has another measure “{measure.title}” by now. Give one of them another name first."
        )
    measure.retired_at = at if retired else None
    measure.save(update_fields=["retired_at"])
    verb = "set aside the measure" if retired else "brought back the measure"
    if measure.council is not None:
        stamp_figures(council=measure.council, at=at)
    history.record(by=by, at=at, council=measure.council, verb=verb, subject=measure.title)
    return measure
