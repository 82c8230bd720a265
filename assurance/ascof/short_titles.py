"""A few words for each measure, for cards and charts where its title would not fit. Ours, not the framework's. Pure."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assurance.ascof.catalogue import FOLDER


@cache
def short_titles(folder: Path = FOLDER) -> Mapping[str, str]:
    """By series, the same for a measure under its old and its new code."""
    with (folder / "short_titles.csv").open(encoding="utf-8", newline="") as file:
        return {row["series"]: row["short"] for row in csv.DictReader(file)}
