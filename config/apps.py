"""The Django admin of this project: reference tables for system administrators, behind the service's own sign-in."""

from django.contrib import admin
from django.contrib.admin.apps import SimpleAdminConfig


class ServiceAdminConfig(SimpleAdminConfig):
    """Puts our admin site in place of Django's default one; the site finds its tables itself."""

    default_site = "config.admin_site.ServiceAdminSite"

    def ready(self) -> None:
        """Make the site, so that Django's checks know of it whichever of them comes first."""
        super().ready()
        assert admin.site.name
