"""The published files as they stand in fixtures, and what the parser makes of them (each parsed once a run)."""

import functools
import gzip
from pathlib import Path

from assurance.ascof import parsing
from assurance.ascof.rows import Parsed

FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "ascof" / "published"


@functools.cache
def workbook() -> bytes:
    """The time series of 2015-16 to 2024-25, as published."""
    return (FOLDER / "ascof_2024_25.ods").read_bytes()


@functools.cache
def long_2017_18() -> bytes:
    """The open data file of 2017-18."""
    return gzip.decompress((FOLDER / "ascof_2017-18.csv.gz").read_bytes())


@functools.cache
def sample_2015_16() -> bytes:
    """A part of the open data file of 2015-16."""
    return (FOLDER / "sample_ascof_2015-16.csv").read_bytes()


@functools.cache
def parsed_workbook() -> Parsed:
    """What the time series comes to."""
    return parsing.parse(workbook(), filename="ascof_2024_25.ods")


@functools.cache
def parsed_2017_18() -> Parsed:
    """What the file of 2017-18 comes to."""
    return parsing.parse(long_2017_18(), year="2017-18")
