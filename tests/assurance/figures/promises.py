"""The promises of the database about figures, both ways: tried by tests/assurance/test_constraints.py."""

from assurance.models import (
    ImportedFile,
    Metric,
    MetricSeries,
    MetricStatement,
    MetricValue,
    Neighbour,
    NeighbourList,
    ReplacedValue,
    StagedSeries,
)


class Figures:
    """Rows of figures to hang other rows on; part of the world of test_constraints.py."""

    def metric(self, code: str, council=None, **given) -> dict:
        own = {"framework": "local" if council else "ascs", "council": council}
        return {"code": code, "slug": code.lower(), "title": "x", "unit": "%", **own, **given}

    def measure(self) -> Metric:
        return Metric.objects.get(framework="ascof-2023", code="1D")

    def figures(self, reference: str, **given) -> ImportedFile:
        there = ImportedFile.objects.filter(reference=reference).first()
        return there or ImportedFile.objects.create(**self.imported_file(reference, **given))

    def imported_file(self, reference: str, **given) -> dict:
        return {
            "council": self.council, "reference": reference, "source": "published", "name": "x", "size": 1,
            "sha256": "x", "uploaded_at": self.now, **given,
        }  # fmt: skip

    def series(self, period: str, **given) -> dict:
        return {"holder": self.council, "source": "published", "metric": self.measure(), "period": period, **given}

    def held_series(self) -> MetricSeries:
        return MetricSeries.objects.get_or_create(**self.series("2024-25"))[0]

    def cell(self, **given) -> dict:
        return {"series": self.held_series(), "area": self.council.area, "value": 1.0, **given}

    def replaced(self, file: str, **given) -> dict:
        return {"file": self.figures(file), **self.cell(), **given}

    def neighbours(self) -> NeighbourList:
        return NeighbourList.objects.get_or_create(council=self.council, slug="own", name="x")[0]


CASES = {
    "metric_code_once_in_a_framework": (Metric, lambda w: [w.metric("X1"), w.metric("X1", slug="y", framework="sac")],
        lambda w: [w.metric("X1", slug="z")]),
    "metric_code_once_in_a_council": (Metric,
        lambda w: [w.metric("L1", w.council), w.metric("L1", w.other_council)],
        lambda w: [w.metric("L1", w.council, slug="y")]),
    "metric_slug_once": (Metric, lambda w: [w.metric("X1"), w.metric("X2")], lambda w: [w.metric("X3", slug="x1")]),
    "metric_slug_once_in_a_council": (Metric,
        lambda w: [w.metric("L1", w.council, slug="x"), w.metric("L1", w.other_council, slug="x")],
        lambda w: [w.metric("L2", w.council, slug="x")]),
    "metric_is_a_councils_own_where_local": (Metric, lambda w: [w.metric("X1"), w.metric("L1", w.council)],
        lambda w: [w.metric("X2", framework="local"), w.metric("L2", w.council, framework="ascs")]),
    "metric_once_at_a_statement": (MetricStatement,
        lambda w: [{"metric": w.measure(), "statement": "x", "basis": "ours"}],
        lambda w: [{"metric": w.measure(), "statement": "x", "basis": "cqc"}]),
    "imported_file_reference_once": (ImportedFile,
        lambda w: [w.imported_file("f-1"), w.imported_file("f-1", council=w.other_council)],
        lambda w: [w.imported_file("f-1")]),
    "metric_series_once": (MetricSeries,
        lambda w: [w.series("2023-24"), w.series("2023-24", source="invented"), w.series("2023-24", type="base"),
                   w.series("2023-24", holder=w.other_council)],
        lambda w: [w.series("2023-24")]),
    "metric_value_once": (MetricValue,
        lambda w: [w.cell(), w.cell(area=w.other_council.area, value=None, reason="suppressed")],
        lambda w: [w.cell(value=2.0)]),
    "metric_value_or_reason": (MetricValue, lambda w: [w.cell(), w.cell(area=w.other_council.area, value=0.0)],
        lambda w: [w.cell(area=w.elsewhere, value=None), w.cell(area=w.elsewhere, reason="suppressed")]),
    "replaced_value_once": (ReplacedValue, lambda w: [w.replaced("f-1"), w.replaced("f-2")],
        lambda w: [w.replaced("f-1", value=2.0)]),
    "one_value_beneath_a_typed_figure": (ReplacedValue,
        lambda w: [{**w.replaced("f-1"), "file": None}, w.replaced("f-1")],
        lambda w: [{**w.replaced("f-2"), "file": None}]),
    "replaced_value_of_another_file": (ReplacedValue,
        lambda w: [w.replaced("f-1", from_file=w.figures("f-2")), w.replaced("f-3", from_file=None)],
        lambda w: [w.replaced("f-4", from_file=w.figures("f-4"))]),
    "staged_series_number_once": (StagedSeries,
        lambda w: [{"file": w.figures(f), "number": 1, "metric": w.measure()} for f in ("f-1", "f-2")],
        lambda w: [{"file": w.figures("f-1"), "number": 1, "metric": w.measure()}]),
    "neighbour_list_once": (NeighbourList,
        lambda w: [{"council": c, "slug": "x", "name": "x"} for c in (w.council, w.other_council)],
        lambda w: [{"council": w.council, "slug": "x", "name": "y"}]),
    "neighbour_once": (Neighbour,
        lambda w: [{"list": w.neighbours(), "area": w.elsewhere, "rank": 1}],
        lambda w: [{"list": w.neighbours(), "area": w.elsewhere, "rank": 2}]),
    "neighbour_rank_once": (Neighbour,
        lambda w: [{"list": w.neighbours(), "area": w.elsewhere, "rank": 1}],
        lambda w: [{"list": w.neighbours(), "area": w.other_council.area, "rank": 1}]),
}  # fmt: skip
