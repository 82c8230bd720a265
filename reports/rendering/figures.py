"""A statement's frozen figures made ready to print, each with its small picture. Pure."""

from typing import Any

from assurance.benchmarks import BreakPoint, Value
from assurance.charts.trends import sparkline


def figures_of(statement: dict[str, Any], snapshot: dict[str, Any]) -> list[dict[str, Any]]:
    """The measures that speak to a statement; none in a document that was frozen without figures."""
    frozen = snapshot.get("figures") or {"measures": []}
    return [
        measure | {"svg": _picture(measure, f"{statement['slug']}-{measure['slug']}")}
        for measure in frozen["measures"]
        if statement["slug"] in measure["statements"]
    ]


def _picture(measure: dict[str, Any], name: str) -> str:
    return sparkline(
        name=f"spark-{name}",
        own={period: Value(value) for period, value in measure["years"].items()},
        england={period: Value(value) for period, value in measure["england_years"].items()},
        breaks=[BreakPoint(**point) for point in measure["breaks"]],
        title=f"{measure['label']}: {measure['figure']} in {measure['period']}. {measure['reading']}",
    ).svg()
