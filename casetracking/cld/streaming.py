"""A CLD file, read once from a stream, into one short row of numbers for each of its rows. Pure.

Arrow's CSV reader cuts the stream into columns; every column is turned into codes, day numbers or fingerprints at once
and its text let go. A row takes about 100 bytes, however long its free text is. Windows-1252 and UTF-8 may stand in one
file: each value is read as the one it can be.
"""

import csv
import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow

from assurance.bounded_child import Refused
from casetracking.cld import dates, fields, texts, vocabulary
from casetracking.cld.opening import Rest, head, header_row
from casetracking.cld.unmapped import Unmapped

BLOCK = 4 * 2**20  # bytes cut into columns at a time, and so the longest row that can be read
MOST_KEPT = 5_000

ONLY_A_HEADER = "The file has a header row and nothing under it."
ENDLESS = (
    "A row of the file is longer than 4 MB, or a quotation mark is opened and never closed. "
    "Export the file again, with quotation marks inside a value doubled."
)
BROKEN_OFF = "The last row of the file breaks off in the middle, so some of it is missing. Export it again."
RAGGED = (
    "{bad} of {all} rows have more or fewer values than the header row has names. Export the file again, "
    "with values that hold the delimiter in quotation marks."
)
MONTH_FIRST = (
    "Some dates in the file can only be read month first (MM/DD/YYYY), so none of them can be trusted. "
    "Export it again with dates as DD/MM/YYYY or YYYY-MM-DD."
)


@dataclass
class Read:
    """A file as numbers: columns by key, one entry a row. `local_ids` are its distinct local IDs:
    fingerprints in order, hashes of which references are written, and texts.
    """

    columns: dict[str, np.ndarray]
    local_ids: tuple[np.ndarray, np.ndarray, Any]
    unmapped: dict[str, Unmapped]
    names: np.ndarray
    councils: Counter
    periods: dict[str, Counter]
    missing: tuple[str, ...]
    strange: int
    counts: Counter

    @property
    def rows(self) -> int:
        """How many rows could be read."""
        return self.counts["rows"]


def decoded(raw: bytes) -> str:
    """A value as UTF-8 or, where it is not, as Windows-1252."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


class _Columns:
    """Takes one batch after the other and keeps numbers only."""

    def __init__(self, header: fields.Header, hashed: Callable[[list[bytes]], np.ndarray]) -> None:
        self.kept: dict[str, list[np.ndarray]] = {}
        self.unmapped: dict[str, Unmapped] = {}
        self.names: list[np.ndarray] = []
        self.councils: Counter = Counter()
        self.periods: dict[str, Counter] = {"period_start": Counter(), "period_end": Counter()}
        self.counts: Counter = Counter()
        self.dates = dates.Reader()
        self.ids: list[tuple[np.ndarray, np.ndarray, Any]] = []
        self._seen: set[int] = set()
        self._hashed = hashed
        self._codes: dict[str, dict[bytes, int]] = {key: {} for key in fields.CODED}
        self._days: dict[bytes, int | None] = {}
        self._figures: dict[bytes, float] = {}
        self._release_1: set[bytes] = set()
        self._has = header.places

    def keep(self, key: str, values: np.ndarray) -> None:
        self.kept.setdefault(key, []).append(values)

    def take(self, batch: pa.RecordBatch) -> None:
        """Turn a batch into numbers."""
        rows = batch.num_rows
        for key in fields.CODED:
            self.keep(key, self._coded(key, batch, rows))
        for key in ("birth", "death", "start", "end"):
            self.keep(key, self._dates(key, batch, rows))
        for key in ("period_start", "period_end"):
            if key in self._has:
                self._period(key, batch)
        for key in fields.FIGURES:
            self.keep(key, self._read_figures(key, batch, rows))
        if "council" in self._has:
            indices, values = _dictionary(batch.column("council"))
            for value, count in zip(values, np.bincount(indices[indices >= 0], minlength=len(values)), strict=True):
                if len(self.councils) < 50:
                    self.councils[decoded(value).strip()] += int(count)
        self._identify(batch, rows)

    def _coded(self, key: str, batch: pa.RecordBatch, rows: int) -> np.ndarray:
        if key not in self._has:
            return np.zeros(rows, np.uint8)
        indices, values = _dictionary(batch.column(key))
        known = self._codes[key]
        codes = np.zeros(len(values) + 1, np.uint8)  # its last entry, reached by -1, is for nothing
        counts = np.bincount(indices[indices >= 0], minlength=len(values)) if values else np.zeros(0, int)
        for place, raw in enumerate(values):
            code = known.get(raw)
            if code is None:
                text = decoded(raw[:400])
                code = vocabulary.VALUES[key].read(text)
                if len(known) < MOST_KEPT:
                    known[raw] = code
                if key in {"client", "outcome"} and vocabulary.is_release_1(text):
                    self._release_1.add(raw)
            if code == vocabulary.UNMAPPED:
                self.unmapped.setdefault(key, Unmapped()).add(decoded(raw[:400]), int(counts[place]))
            elif raw in self._release_1:
                self.counts["release-1"] += int(counts[place])
            codes[place] = code
        return codes[indices]

    def _dates(self, key: str, batch: pa.RecordBatch, rows: int) -> np.ndarray:
        if key not in self._has:
            return np.full(rows, dates.NONE, np.int32)
        indices, values = _indices(batch.column(key)), batch.column(key).dictionary
        days = np.full(len(values) + 1, dates.NONE, np.int32)
        unread = np.zeros(len(values) + 1, bool)
        if len(values):
            days[:-1], plain = self.dates.read_plain(*texts.letters(values, 16))
            others = np.flatnonzero(~plain)
            raws = pc.take(values, pa.array(others)).cast(pa.binary()).to_pylist()
            for place, raw in zip(others, raws, strict=True):
                number = self._day(raw)
                unread[place] = number is None
                days[place] = dates.NONE if number is None else number
        self.counts[f"unreadable-{key}"] += int(unread[indices].sum())
        return days[indices]

    def _day(self, raw: bytes) -> int | None:
        if raw not in self._days:
            if len(self._days) > 200_000:
                self._days.clear()
            self._days[raw] = self.dates.read(raw)
        return self._days[raw]

    def _period(self, key: str, batch: pa.RecordBatch) -> None:
        indices, values = _dictionary(batch.column(key))
        for raw, count in zip(values, np.bincount(indices[indices >= 0], minlength=len(values)), strict=True):
            number = self._day(raw)
            if number not in {None, dates.NONE}:
                self.periods[key][number] += int(count)

    def _read_figures(self, key: str, batch: pa.RecordBatch, rows: int) -> np.ndarray:
        if key not in self._has:
            return np.full(rows, np.nan, np.float32)
        indices, values = _dictionary(batch.column(key))
        figures = np.full(len(values) + 1, np.nan, np.float32)
        for place, raw in enumerate(values):
            if raw not in self._figures:
                if len(self._figures) > 50_000:
                    self._figures.clear()
                self._figures[raw] = _figure(raw)
            figures[place] = self._figures[raw]
        taken = figures[indices]
        self.counts["negative-figure"] += int((taken < 0).sum())
        return np.abs(taken)

    def _identify(self, batch: pa.RecordBatch, rows: int) -> None:
        nothing = np.zeros(rows, np.uint64)
        indices, local = _indices(batch.column("local")), texts.tidied(batch.column("local").dictionary)
        prints = texts.fingerprints(local)
        self.keep("local", np.append(prints, texts.NOTHING)[indices])
        self._remember(prints, local)
        if "nhs" in self._has:
            nhs, wrong = texts.nhs_numbers(texts.tidied(batch.column("nhs").dictionary))
            indices = _indices(batch.column("nhs"))
            self.counts["wrong-nhs-number"] += int(np.append(wrong, False)[indices].sum())
            self.keep("nhs", np.append(nhs, texts.NOTHING)[indices])
        else:
            self.keep("nhs", nothing)
        for key in ("linked_1", "linked_2", "linked_3"):
            if key in self._has:
                linked = texts.fingerprints(texts.tidied(batch.column(key).dictionary))
                self.keep(key, np.append(linked, texts.NOTHING)[_indices(batch.column(key))])
            else:
                self.keep(key, nothing)
        last = self._words("last_name", batch) if "last_name" in self._has else nothing
        if "first_name" in self._has:
            self._words("first_name", batch)
        home = self._homes(batch) if "postcode" in self._has else nothing
        self.keep("household", texts.together(home, last))
        said = np.zeros(rows, bool)
        if "description" in self._has:
            said = pc.match_substring(batch.column("description"), "onversation").to_numpy(zero_copy_only=False)
            said = said == True  # noqa: E712 - nulls are neither
        self.keep("conversation", said)

    def _remember(self, prints: np.ndarray, local: Any) -> None:
        """Hash the local IDs that were not seen before: there is time for it while Arrow cuts the next batch."""
        fresh = []
        for place, one in enumerate(prints.tolist()):
            if one and one not in self._seen:
                self._seen.add(one)
                fresh.append(place)
        if fresh:
            ids = pc.take(local, pa.array(fresh)).cast(pa.binary())
            self.ids.append((prints[fresh], self._hashed(ids.to_pylist()), ids))

    def _words(self, key: str, batch: pa.RecordBatch) -> np.ndarray:
        """The fingerprints of a column of names; each is remembered, so that no unmapped value is told that is one."""
        prints = texts.fingerprints(texts.tidied(batch.column(key).dictionary))
        self.names.append(prints)
        if len(self.names) > 100:
            self.names = [np.unique(np.concatenate(self.names))]
        return np.append(prints, texts.NOTHING)[_indices(batch.column(key))]

    def _homes(self, batch: pa.RecordBatch) -> np.ndarray:
        closed = texts.closed_up(texts.tidied(batch.column("postcode").dictionary))
        prints = np.append(texts.fingerprints(closed), texts.NOTHING)
        nowhere = pc.starts_with(closed, "ZZ99").to_numpy(zero_copy_only=False)  # no fixed abode, or not known
        prints[:-1][nowhere.astype(bool)] = texts.NOTHING
        return prints[_indices(batch.column("postcode"))]


def _indices(column: pa.DictionaryArray) -> np.ndarray:
    """Which distinct value stands in each row; -1 for none."""
    indices = column.indices
    return (indices.fill_null(-1) if indices.null_count else indices).to_numpy()


def _dictionary(column: pa.DictionaryArray) -> tuple[np.ndarray, list[bytes]]:
    """Which distinct value stands in each row (-1 for none), and the distinct values."""
    return _indices(column), column.dictionary.cast(pa.binary()).to_pylist()


def _figure(raw: bytes) -> float:
    try:
        return float(raw.strip().replace(b",", b"").removeprefix("£".encode()).removeprefix(b"\xa3"))
    except ValueError:
        return float("nan")


def _ahead(reader: Any) -> Iterator[pa.RecordBatch]:
    """Batches, of which the next is cut while one is taken."""
    ready: queue.Queue = queue.Queue(maxsize=1)

    def cut() -> None:
        try:
            for batch in reader:
                ready.put(batch)
            ready.put(None)
        except BaseException as error:  # handed on below
            ready.put(error)

    threading.Thread(target=cut, daemon=True).start()
    while (batch := ready.get()) is not None:
        if isinstance(batch, BaseException):
            raise batch
        yield batch


def read(stream: BinaryIO, hashed: Callable[[list[bytes]], np.ndarray]) -> Read:
    """Read the file once; raises Refused with a sentence when it is no CLD file or can't be read.

    `hashed` is asked for the keyed hashes of local IDs, each once.
    """
    begun, source = head(stream)
    header, delimiter, rest = header_row(begun)
    remains = Rest(rest, source)
    counts: Counter = Counter()

    def skip(row: Any) -> str:
        counts["ragged"] += 1
        return "skip"

    names = [f"column {place}" for place in range(header.width)]
    for key, place in header.places.items():
        names[place] = key
    coded = pa.dictionary(pa.int32(), pa.string())
    columns = _Columns(header, hashed)
    try:
        reader = arrow.open_csv(
            pa.PythonFile(remains, "r"),
            read_options=arrow.ReadOptions(block_size=BLOCK, column_names=names, use_threads=True),
            parse_options=arrow.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=skip),
            convert_options=arrow.ConvertOptions(
                include_columns=list(header.places),
                column_types={key: pa.string() if key == "description" else coded for key in header.places},
                check_utf8=False,
                strings_can_be_null=True,
                null_values=["", "NULL"],
            ),
        )
        for batch in _ahead(reader):
            if batch.num_rows:
                columns.take(batch)
    except pa.ArrowInvalid:
        # Arrow's own words may quote the row, so they are not passed on.
        if not counts["ragged"] and not rest.strip() and not remains.last.strip():
            raise Refused(ONLY_A_HEADER) from None
        raise Refused(ENDLESS) from None
    return _whole(columns, header, counts, remains, delimiter)


def _whole(columns: _Columns, header: fields.Header, counts: Counter, remains: Rest, delimiter: str) -> Read:
    """Everything that was read, put together; what makes the file useless is refused."""
    rows = sum(len(part) for part in columns.kept.get("local", []))
    if counts["ragged"] and not remains.last.endswith((b"\n", b"\r")) and _breaks_off(remains, header, delimiter):
        raise Refused(BROKEN_OFF)
    if not rows and not counts["ragged"]:
        raise Refused(ONLY_A_HEADER)
    if counts["ragged"] * 10 > rows + counts["ragged"]:
        raise Refused(RAGGED.format(bad=f"{counts['ragged']:,}", all=f"{rows + counts['ragged']:,}"))
    if columns.dates.is_month_first:
        raise Refused(MONTH_FIRST)
    counts += columns.counts
    counts["rows"] = rows
    joined = {}
    for key in list(columns.kept):
        joined[key] = np.concatenate(columns.kept.pop(key))
    nothing = np.zeros(0, np.uint64)
    prints = np.concatenate([nothing, *(part for part, _, _ in columns.ids)])
    hashes = np.concatenate([nothing, *(part for _, part, _ in columns.ids)])
    order = np.argsort(prints)
    ids = pa.chunked_array([part for _, _, part in columns.ids], pa.binary()).combine_chunks()
    return Read(
        columns=joined,
        local_ids=(prints[order], hashes[order], pc.take(ids, pa.array(order))),
        unmapped=columns.unmapped,
        names=np.unique(np.concatenate(columns.names)),
        councils=columns.councils,
        periods=columns.periods,
        missing=header.missing,
        strange=header.strange,
        counts=counts,
    )


def _breaks_off(remains: Rest, header: fields.Header, delimiter: str) -> bool:
    last = decoded(remains.last.rpartition(b"\n")[2])
    try:
        return len(next(csv.reader([last], delimiter=delimiter), [])) < header.width
    except csv.Error:
        return True
