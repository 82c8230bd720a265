"""The river: a file is read and compared, somebody says yes, one short transaction, and it can be taken back exactly.

What stands is always as if the files that are imported now had been imported one after the other. So a file that says
again what another said before it becomes the one that is named beside the figure, with the earlier one beneath: when
either is taken back, the other still says it.
"""

import contextlib
import datetime
import gc
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from assurance import history
from assurance.ascof import parsing
from assurance.ascof.places import places
from assurance.ascof.rows import Question
from assurance.figures.preparing import OWN, Prepared, prepared
from assurance.models import Area, ImportedFile, Metric, MetricSeries, MetricValue, ReplacedValue, User
from assurance.operations.figure_stamps import hold_figures, stamp_figures
from assurance.operations.figures import staging
from assurance.operations.figures.own import prepared_sheet

SINCE_THEN = (
    "Other figures were imported, changed or taken back since this file was compared, so it would no longer do what "
    "the page said. Nothing was changed."
)


class FiguresRefused(Exception):
    """An act that can't be done with a file of figures; the text is the sentence to show."""


class FiguresMoved(FiguresRefused):
    """What a file would change has changed since it was compared; nothing was written."""

    def __init__(self) -> None:
        super().__init__(SINCE_THEN)


@contextlib.contextmanager
def _without_looking_for_garbage() -> Iterator[None]:
    """Hundreds of thousands of small rows are made, and none of them is garbage: looking took half of the time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def why_not_now(file: ImportedFile) -> str:
    """Why a file can't be imported, or thrown away, as it stands: what became of it, when and by whom."""
    status = ImportedFile.Status(file.status)
    if status is ImportedFile.Status.IMPORTED:
        return f"It was imported already{_when(file.imported_at, file.imported_by)}. Nothing was done twice."
    if status is ImportedFile.Status.UNDONE:
        return (
            f"It was taken back{_when(file.undone_at, file.undone_by)}. Nothing was changed. Upload it again first."
        )
    return {
        ImportedFile.Status.IMPORTING: "It is being imported already. Nothing is done twice: look here how far it is.",
        ImportedFile.Status.DISCARDED: "It was thrown away. Nothing was changed. Upload it again first.",
        ImportedFile.Status.REFUSED: "It could not be read, so there is nothing to import. Nothing was changed.",
        ImportedFile.Status.ASKING: "It asks a question first. Nothing was changed: answer it here.",
    }.get(status, "It is being read. Nothing was changed: look here what it would change.")


def _when(at: datetime.datetime | None, by: User | None) -> str:
    if at is None:
        return ""
    moment, now = timezone.localtime(at), timezone.localtime()
    day = "" if moment.date() == now.date() else f" on {moment:%-d %B %Y}"
    return f"{day} at {moment:%H:%M}{f' by {by.name}' if by else ''}"


# --- Reading and comparing -----------------------------------------------------------------------------------------


@_without_looking_for_garbage()
def read(file: ImportedFile, data: bytes) -> Prepared | parsing.Unanswered:
    """The file made ready, or what a person must say first. Raises Refused with a sentence when it can't be read."""
    if file.source == OWN:
        return prepared_sheet(data, file.council)
    chosen = file.answers.get("measure")
    try:
        parsed = parsing.parse(
            data, filename=file.name, year=file.answers.get("year", ""), measure=tuple(chosen) if chosen else None
        )
    except parsing.Unanswered as asks:
        return asks
    metrics = {(m.framework, m.code): m.pk for m in Metric.objects.filter(council=None)}
    areas = dict(Area.objects.filter(invented=False).values_list("code", "pk"))
    return prepared(parsed, places(), metrics, areas)


@_without_looking_for_garbage()
def preview(file: ImportedFile, made: Prepared) -> dict[str, Any]:
    """Stage a file's cells and compare them with what is held; returns what its row is to say."""
    file.source, file.shape = made.source, made.shape
    staging.stage(file, made)
    compared = staging.compare(file)
    counts = {**made.counts, "new": compared.new, "changed": compared.changed, "same": compared.same}
    findings = {**made.findings, "changes": compared.changes, "stood": compared.stood}
    return {
        "source": made.source, "shape": made.shape, "status": ImportedFile.Status.PREVIEWED, "said": "",
        "counts": counts, "findings": findings,
    }  # fmt: skip


def asking(asks: parsing.Unanswered) -> dict[str, Any]:
    """What the row of a file says that leaves something unsaid."""
    question: Question = asks.question
    return {
        "status": ImportedFile.Status.ASKING, "said": question.sentence,
        "findings": {"question": question.name, "suggestion": asks.suggestion[:200]},
    }  # fmt: skip


@transaction.atomic
def keep_preview(*, file: ImportedFile, found: dict[str, Any], at: datetime.datetime) -> ImportedFile:
    """Write down what was found in a file; told of in the history when it is imported, discarded or refused."""
    for name, value in found.items():
        setattr(file, name, value)
    file.save(update_fields=[*found])
    return file


# --- Importing -----------------------------------------------------------------------------------------------------


def is_as_said(file: ImportedFile, compared: staging.Compared) -> bool:
    """Whether a file would still change just what its page says: as many cells, and the same figures."""
    said = file.counts
    as_many = (compared.new, compared.changed, compared.same) == (said["new"], said["changed"], said["same"])
    return as_many and file.findings.get("stood", compared.stood) == compared.stood


@transaction.atomic
def import_figures(*, file: ImportedFile, by: User | None, at: datetime.datetime) -> ImportedFile:
    """Bring a previewed file's cells in, exactly as the page said they would.

    Raises FiguresMoved where they no longer would, FiguresRefused where the file does not wait for it.
    """
    hold_figures(file.council_id)
    held = ImportedFile.objects.select_for_update(no_key=True, of=("self",)).get(pk=file.pk)
    if held.status not in {ImportedFile.Status.PREVIEWED, ImportedFile.Status.IMPORTING}:
        raise FiguresRefused(why_not_now(held))
    compared = staging.compare(held)
    if not is_as_said(held, compared):
        raise FiguresMoved
    _create_series(held)
    replaced, written = _merge(held, anew=not (compared.changed or compared.same))
    if written != compared.new + compared.changed + compared.same or replaced != compared.changed + compared.same:
        raise AssertionError(
            f"{written} cells were written and {replaced} replaced, but the page said {held.counts}."
        )
    staging.forget(held)
    held.status, held.said = ImportedFile.Status.IMPORTED, ""
    held.imported_by, held.imported_at = by, at
    held.save(update_fields=["status", "said", "imported_by", "imported_at"])
    stamp_figures(council=held.council, at=at)
    history.record(
        by=by, at=at, council=held.council, verb="imported figures", subject=held.name,
        after={"file": held.reference, "source": held.source, "sha256": held.sha256,
               **{name: held.counts[name] for name in ("new", "changed", "same")}},
    )  # fmt: skip
    return held


def _create_series(file: ImportedFile) -> None:
    """The series this file speaks of, those that are there and those that are new."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO assurance_metricseries (holder_id, source, metric_id, disaggregation, type, period) "
            "SELECT %(holder)s, %(source)s, ss.metric_id, ss.disaggregation, ss.type, ss.period "
            "FROM assurance_stagedseries ss WHERE ss.file_id = %(file)s ORDER BY ss.number "
            "ON CONFLICT (holder_id, metric_id, source, disaggregation, type, period) DO NOTHING",
            staging.told(file),
        )
    staging.find_series(file)


# Only a cell whose series and area are there is written, which is what a foreign key would check row by row: fewer rows
# than the page said are an error, and nothing stays.
WRITE = (
    "INSERT INTO assurance_metricvalue (series_id, area_id, value, reason, note, printed, file_id) "
    "SELECT ss.series_id, v.area_id, v.value, v.reason, v.note, v.printed, v.file_id "
    "FROM assurance_stagedvalue v "
    "JOIN assurance_stagedseries ss ON ss.file_id = v.file_id AND ss.number = v.number "
    "JOIN assurance_metricseries s ON s.id = ss.series_id JOIN assurance_area a ON a.id = v.area_id "
    "WHERE v.file_id = %(file)s ORDER BY ss.series_id, v.area_id"  # side by side, as they will be asked for
)
INSTEAD = (
    " ON CONFLICT (series_id, area_id) DO UPDATE SET value = excluded.value, reason = excluded.reason, "
    "note = excluded.note, printed = excluded.printed, file_id = excluded.file_id"
)


def _merge(file: ImportedFile, *, anew: bool) -> tuple[int, int]:
    """Keep what is replaced, then write every cell; returns how many of each.

    Where all is new there is nothing to look for: the council's row is held, so nobody else writes meanwhile.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # to sort the cells in memory: some 8 MB, which would go over the disk
            cursor.execute("SET LOCAL work_mem = '32MB'")
        cursor.execute(
            "INSERT INTO assurance_replacedvalue "
            "(file_id, series_id, area_id, value, reason, note, printed, from_file_id) "
            "SELECT v.file_id, m.series_id, m.area_id, m.value, m.reason, m.note, m.printed, m.file_id "
            + staging.HELD,
            staging.told(file),
        )
        replaced = cursor.rowcount
        if connection.vendor == "postgresql":
            # It takes the series that were found a moment ago for one or two, and would read all cells for each.
            cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(WRITE if anew else WRITE + INSTEAD, staging.told(file))
        written = cursor.rowcount
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_nestloop = on")
        return replaced, written


# --- Taking back ---------------------------------------------------------------------------------------------------

BENEATH = (
    "SELECT {what} FROM assurance_replacedvalue p WHERE p.file_id = %(file)s AND p.series_id = {of}.series_id "
    "AND p.area_id = {of}.area_id"
)
COLUMNS = ("value", "reason", "note", "printed")


def undoing(file: ImportedFile) -> dict[str, int]:
    """What taking a file back would do: cells that go, cells that are as before again, cells a later file stands on."""
    standing = MetricValue.objects.filter(file=file).count()
    later = ReplacedValue.objects.filter(from_file=file).count()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(sum(CASE WHEN p.value IS DISTINCT FROM m.value OR p.reason <> m.reason "
            "THEN 1 ELSE 0 END), 0) FROM assurance_metricvalue m JOIN assurance_replacedvalue p "
            "ON p.file_id = m.file_id AND p.series_id = m.series_id AND p.area_id = m.area_id "
            "WHERE m.file_id = %(file)s",
            {"file": file.pk},
        )
        beneath, changed = map(int, cursor.fetchone())
    return {"gone": standing - beneath, "back": changed, "stay": beneath - changed, "later": later}


@transaction.atomic
def undo_import(*, file: ImportedFile, by: User | None, at: datetime.datetime) -> ImportedFile:
    """Take an imported file back: everything is as if it had never been imported, later files included."""
    hold_figures(file.council_id)
    held = ImportedFile.objects.select_for_update(no_key=True, of=("self",)).get(pk=file.pk)
    if held.status != ImportedFile.Status.IMPORTED:
        raise FiguresRefused("This file is not imported, or was taken back already. Nothing was changed.")
    found = undoing(held)
    touched = set(MetricValue.objects.filter(file=held).values_list("series", flat=True).distinct())
    _unchain(held)
    ReplacedValue.objects.filter(file=held)._raw_delete("default")
    MetricSeries.objects.filter(~Exists(MetricValue.objects.filter(series=OuterRef("pk"))), pk__in=touched).delete()
    held.status, held.undone_by, held.undone_at = ImportedFile.Status.UNDONE, by, at
    held.findings = {**held.findings, "undone": found}
    held.save(update_fields=["status", "undone_by", "undone_at", "findings"])
    stamp_figures(council=held.council, at=at)
    history.record(
        by=by, at=at, council=held.council, verb="took back figures", subject=held.name,
        after={"file": held.reference, **found},
    )  # fmt: skip
    return held


def _unchain(file: ImportedFile) -> None:
    """Take the file out of each cell's chain of what stood before: above it, and where it stands now."""
    names = {"file": file.pk}
    with connection.cursor() as cursor:
        for table, link in (("assurance_replacedvalue", "from_file_id"), ("assurance_metricvalue", "file_id")):
            where = f"WHERE {table}.{link} = %(file)s"
            cursor.execute(  # the names of tables and columns are ours
                f"DELETE FROM {table} {where} AND NOT EXISTS ({BENEATH.format(what='1', of=table)})",  # noqa: S608
                names,
            )
            columns = ", ".join(f"{name} = p.{name}" for name in COLUMNS)
            cursor.execute(
                f"UPDATE {table} SET {columns}, {link} = p.from_file_id FROM assurance_replacedvalue p {where} "  # noqa: S608
                f"AND p.file_id = %(file)s AND p.series_id = {table}.series_id AND p.area_id = {table}.area_id",
                names,
            )


def now() -> datetime.datetime:
    """The moment of an act a worker does."""
    return timezone.now()
