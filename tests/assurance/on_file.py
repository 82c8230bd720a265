"""The reviewed fixtures as the pure modules read them, without a database."""

import functools
from pathlib import Path

from assurance import scoring
from assurance.editions import read_edition

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
DIRECT, BY_CATEGORY = "cqc-2025-06", "cqc-2023-12"
STATEMENTS = (
    ("assessing-needs", "working-with-people"),
    ("healthier-lives", "working-with-people"),
    ("equity", "working-with-people"),
    ("care-provision", "providing-support"),
    ("partnerships", "providing-support"),
    ("safe-systems", "ensuring-safety"),
    ("safeguarding", "ensuring-safety"),
    ("governance", "leadership"),
    ("learning", "leadership"),
)


def content(edition: str) -> bytes:
    """An edition's reviewed file."""
    return (FIXTURES / "framework" / f"{edition}.yaml").read_bytes()


@functools.cache
def data(edition: str) -> dict:
    """What an edition's reviewed file holds."""
    reading = read_edition(content(edition))
    assert reading.problems == ()
    return reading.data


@functools.cache
def method(edition: str) -> scoring.Method:
    """An edition's scoring method."""
    return scoring.method_from(data(edition)["scoring"])


def scored(scores) -> list[scoring.ScoredStatement]:
    """The nine statements in order with these scores."""
    return [
        scoring.ScoredStatement(slug, theme, score) for (slug, theme), score in zip(STATEMENTS, scores, strict=True)
    ]
