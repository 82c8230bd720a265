"""The reference tables for system administrators: to look at and export. Changes go through the service's pages."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Q
from import_export.admin import ExportMixin

from assurance.models import (
    Area,
    Edition,
    EvidenceCategory,
    IStatement,
    Membership,
    Metric,
    MetricValue,
    QualityStatement,
    Theme,
)
from assurance.resources import AreaResource, MeasureResource, ValueResource
from assurance.roles import TABLE, Grant, Permission

# People and what they may do are looked after on the service's own pages, with history.
admin.site.unregister([EmailAddress, Group])


class ReferenceAdmin(ExportMixin, admin.ModelAdmin):
    """A table of reviewed reference data: read and export only, because an edition in use never changes."""

    list_per_page = 100

    def has_add_permission(self, request) -> bool:
        """Reference data comes from reviewed files."""
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        """Reference data comes from reviewed files."""
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        """Reference data comes from reviewed files."""
        return False


@admin.register(Area)
class AreaAdmin(ReferenceAdmin):
    """Councils with adult social care duties."""

    resource_classes = [AreaResource]
    list_display = ["name", "code", "newer_code", "cassr_code", "kind", "authority_type", "region", "invented"]
    list_filter = ["kind", "region", "authority_type"]
    search_fields = ["name", "code"]
    ordering = ["name"]


class OfOwnCouncils(ReferenceAdmin):
    """What belongs to a council: shown to those who have a role there."""

    def councils(self, request):
        """The councils of whoever looks."""
        return Membership.objects.filter(person=request.user).values("council")


@admin.register(Metric)
class MetricAdmin(OfOwnCouncils):
    """Measures of every framework, and the council's own."""

    resource_classes = [MeasureResource]
    list_display = ["code", "title", "framework", "unit", "better", "use", "since", "until"]
    list_filter = ["framework", "use", "better"]
    search_fields = ["code", "title"]
    ordering = ["framework", "position"]

    def get_queryset(self, request):
        """Without the measures other councils define."""
        return super().get_queryset(request).filter(Q(council=None) | Q(council__in=self.councils(request)))


@admin.register(MetricValue)
class MetricValueAdmin(OfOwnCouncils):
    """Figures as they are held; the filters travel into the export."""

    resource_classes = [ValueResource]
    list_display = ["measure", "series", "area", "value", "reason", "file"]
    list_select_related = ["series__metric", "area", "file"]
    list_filter = ["series__source", "series__type", "series__period", "reason", "area__kind"]
    search_fields = ["series__metric__code", "area__name"]
    ordering = ["series", "area"]
    show_full_result_count = False

    @admin.display(ordering="series__metric")
    def measure(self, held) -> str:
        """The measure by its framework and code."""
        return str(held.series.metric)

    def get_queryset(self, request):
        """What councils of the person hold; a council's own figures only for those who read figures there."""
        readers = [role for role, grant in TABLE[Permission.READ_FIGURES].items() if grant is Grant.ALWAYS]
        published = Q(series__source__in=["published", "lg-inform"])
        reads = Q(series__holder__in=self.councils(request).filter(role__in=readers))
        return super().get_queryset(request).filter(published | reads, series__holder__in=self.councils(request))


@admin.register(Edition)
class EditionAdmin(ReferenceAdmin):
    """Editions of the framework."""

    list_display = ["slug", "title", "publisher", "published_on", "loaded_at"]
    ordering = ["-published_on"]


@admin.register(Theme)
class ThemeAdmin(ReferenceAdmin):
    """Themes of every edition."""

    list_display = ["title", "number", "slug", "edition"]
    list_select_related = ["edition"]
    list_filter = ["edition"]
    ordering = ["edition", "number"]


@admin.register(QualityStatement)
class QualityStatementAdmin(ReferenceAdmin):
    """Quality statements of every edition."""

    list_display = ["number", "title", "slug", "theme", "edition"]
    list_select_related = ["edition", "theme"]
    list_filter = ["edition"]
    search_fields = ["title", "text"]
    ordering = ["edition", "number"]


@admin.register(IStatement)
class IStatementAdmin(ReferenceAdmin):
    """I statements of every edition."""

    list_display = ["text", "statement"]
    list_select_related = ["statement"]
    list_filter = ["statement__edition"]
    ordering = ["statement", "number"]


@admin.register(EvidenceCategory)
class EvidenceCategoryAdmin(ReferenceAdmin):
    """Kinds of evidence of every edition."""

    list_display = ["title", "slug", "edition"]
    list_select_related = ["edition"]
    list_filter = ["edition"]
    ordering = ["edition", "number"]
