"""The Django admin of this project: reference tables for system administrators, behind the service's own sign-in."""

from django.contrib.admin.apps import AdminConfig


class ServiceAdminConfig(AdminConfig):
    """Puts our admin site in place of Django's default one."""

    default_site = "config.admin_site.ServiceAdminSite"
