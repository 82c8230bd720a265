"""Numbers in texts that look like a measure's figure and are not cited."""

import pytest

from assurance.cited import Reference
from selfassessment.uncited import Candidate, uncited


def candidate(
    code: str, value: float, line: str, *, area: str = "", unit: str = "%", here: bool = False
) -> Candidate:
    """A measure the council holds."""
    reference = Reference("ascof-2023", code, area=area, period="2024-25", figure=f"{value}{unit}")
    return Candidate(reference, value, 1, unit, line, code, here=here)


HELD = [
    candidate("1D", 61.3, "ascof-1d", here=True),
    candidate("1D", 65.4, "ascof-1d", area="England", here=True),
    candidate("1E", 33.0, "ascof-1e"),
    candidate("2C", 592.5, "ascof-2c", unit="per 100,000"),
    candidate("3C(1)", 63.0, "ascof-3c-1"),
    candidate("4A", 71.8, "ascof-4a"),
    candidate("6A", 26.0, "ascof-6a"),
]
FOUND = [
    ("61.3% of people who draw on care are satisfied with it.", "61.3%", "1D", True),
    ("In England 65.4% of people who use services are satisfied.", "65.4%", "1D", True),
    ("61% of people who use services were satisfied with their care.", "61%", "1D", True),
    ("33 per cent of carers were satisfied with social services.", "33 per cent", "1E", True),
    (
        "592.5 people per 100,000 aged 65 and over were admitted to a care home.",
        "592.5 people per 100,000",
        "2C",
        True,
    ),
    ("Of people who use services, 63% find it easy to find information.", "63%", "3C(1)", True),
    ("72% of people feel safe.", "72%", "4A", True),
    ("Satisfaction: 61.3%.", "61.3%", "1D", True),
    ("68% of people feel safe.", "68%", "4A", False),
    ("Staff turnover in the workforce fell from 31% to 26%.", "26%", "6A", True),
    ("Staff turnover in the workforce was 26%.", "26%", "6A", True),
    ("Staff turnover in the workforce was 31% and is 26%.", "26%", "6A", True),
]
LEFT_ALONE = [
    "12% of complaints were upheld.",
    "We are at 61.3%.",
    "We do not claim that this differs from the year before (61.3%).",
    "Survey of people who draw on care, 2025-26: 63% of those who use services found information easy to find.",
    "Staff: 72% of practitioners feel safe.",
    "86% of the people called feel safe.",
    "We want 72% of people to feel safe: that is our target.",
    "In England 68% of people feel safe.",
    "In 2019-20, 68% of people feel safe was our result.",
    "65.4% of invoices were paid in time.",
    "“72% of people feel safe,” said a report about somewhere else.",
    "See https://example.org/61.3%-satisfied.",
    "We spent £61.3 million, 26% more than planned.",
    "{{ascof-2023:4A, 2024-25 = 71.8%; as at 2026-11-28}} of people feel safe.",
    "Of 61 carers, 61.3 hours of breaks each.",
    "Staff turnover in the workforce was 31% before.",
    "Staff turnover in the workforce was 31% two years ago.",
]


@pytest.mark.parametrize(("text", "number", "code", "agrees"), FOUND)
def test_a_number_that_is_a_measures_is_told_with_the_measure(text, number, code, agrees):
    (found,) = uncited(text, HELD)
    assert (found.number, found.suggested.reference.code, found.agrees) == (number, code, agrees)
    assert text[found.start : found.end].split() == number.split()


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_other_numbers_are_left_alone(text):
    assert uncited(text, HELD) == []
