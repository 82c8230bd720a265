"""How areas, measures and figures leave the admin lists as spreadsheets. Nothing comes in here: operations write."""

from import_export.fields import Field
from import_export.resources import ModelResource

from assurance.models import Area, Metric, MetricValue
from assurance.models.metrics import NOT_A_STATISTIC


class AreaResource(ModelResource):
    """Councils, regions, England and council types."""

    class Meta:
        model = Area
        fields = ["code", "newer_code", "previous_codes", "cassr_code", "name", "official_name", "kind",
                  "authority_type", "region", "ended_on", "successors", "invented"]  # fmt: skip


class MeasureResource(ModelResource):
    """Measures of every framework."""

    class Meta:
        model = Metric
        fields = ["framework", "code", "title", "unit", "decimals", "better", "use", "collection", "objective", "since",
                  "until", "part_of", "caveat", "source"]  # fmt: skip


class ValueResource(ModelResource):
    """Figures, in the columns of `manage.py export_measures`."""

    year = Field("series__period", "year")
    framework = Field("series__metric__framework", "framework")
    area_code = Field("area__code", "area_code")
    area_name = Field("area__name", "area_name")
    area_kind = Field("area__kind", "area_kind")
    measure = Field("series__metric__code", "measure")
    disaggregation = Field("series__disaggregation", "disaggregation")
    type = Field("series__type", "type")
    source_file = Field("file__name", "source file")

    class Meta:
        model = MetricValue
        fields = ["year", "framework", "area_code", "area_name", "area_kind", "measure", "disaggregation", "type",
                  "value", "reason", "source_file"]  # fmt: skip
        export_order = fields

    def dehydrate_source_file(self, held: MetricValue) -> str:
        """The file a figure came with; an invented one says that it is no statistic."""
        if held.area.invented:
            return NOT_A_STATISTIC
        return held.file.name if held.file else "typed in"
