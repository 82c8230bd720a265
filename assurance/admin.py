"""The reference tables for system administrators: to look at and export. Changes go through the service's pages."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from import_export.admin import ExportMixin

from assurance.models import Area, Edition, EvidenceCategory, IStatement, QualityStatement, Theme

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

    list_display = ["name", "code", "newer_code", "cassr_code", "authority_type", "region", "invented"]
    list_filter = ["region", "authority_type"]
    search_fields = ["name", "code"]
    ordering = ["name"]


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
