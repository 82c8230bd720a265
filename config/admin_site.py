"""The admin site: only for system administrators, and reached by the same sign-in (and lockout) as everything else."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite


class ServiceAdminSite(AdminSite):
    """Django's admin in the service's name."""

    site_header = site_title = "Prepare for assessment: reference tables"
    index_title = "Reference tables"
    enable_nav_sidebar = False

    def has_permission(self, request) -> bool:
        """Only an active person who is a system administrator of the installation."""
        return bool(request.user.is_active and request.user.is_authenticated and request.user.is_staff)


ServiceAdminSite.login = secure_admin_login(ServiceAdminSite.login)
