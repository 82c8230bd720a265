"""Files of invented people for the tests, each made once."""

from functools import cache

from casetracking.cld import reading
from casetracking.synthetic import writing

KEY = b"a key of the council, for tests!"
CHUNK = 100_000


@cache
def made(**settings):
    """(bytes, what was made, settings)."""
    chosen = writing.Settings(**settings)
    data, what = writing.as_bytes(chosen)
    return data, what, chosen


def rolled(data: bytes, **told):
    """The file rolled up in its process."""
    return reading.rolled_up((data[at : at + CHUNK] for at in range(0, len(data), CHUNK)), key=KEY, **told)


def small(*rows: dict[str, str], drop: tuple[str, ...] = (), delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A file of these rows; what a row doesn't say is blank, but for the period and an event in it."""
    header = [name for name in writing.HEADER if name not in drop]
    usual = {
        "LA Code": "999",
        "Reporting Period Start Date": "01/10/2025",
        "Reporting Period End Date": "30/09/2026",
        "LA Person Unique Identifier": "P1",
        "Client Type": "Service user",
        "Event Type": "Request",
        "Event Start Date": "01/02/2026",
        "Event End Date": "02/02/2026",
    }
    lines = [delimiter.join(header)]
    for row in rows:
        cells = usual | row
        lines.append(
            delimiter.join(f'"{cells[n]}"' if delimiter in cells.get(n, "") else cells.get(n, "") for n in header)
        )
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def of_year_to(year: int, **row: str) -> bytes:
    """A file for the year to 30 September of this one, with one event in it."""
    period = {"Reporting Period Start Date": f"01/10/{year - 1}", "Reporting Period End Date": f"30/09/{year}"}
    return small({**period, "Event Start Date": f"01/02/{year}", "Event End Date": f"02/02/{year}", **row})


def only(data: bytes, **told) -> dict:
    """The values of the one person of a file."""
    (profile,) = rolled(data, **told).profiles()
    return profile.values
