"""The admin site: only for system administrators, and reached by the same sign-in (and lockout) as everything else."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite, autodiscover
from django.utils.decorators import method_decorator


class ServiceAdminSite(AdminSite):
    """Django's admin in the service's name.

    Its tables are found when somebody asks for its addresses or checks it. The worker and the beat never do, and need
    not load what the tables are exported with: half a second of each start.
    """

    site_header = site_title = "Prepare for assessment: reference tables"
    index_title = "Reference tables"
    enable_nav_sidebar = False

    def has_permission(self, request) -> bool:
        """Only an active person who is a system administrator of the installation."""
        return bool(request.user.is_active and request.user.is_authenticated and request.user.is_staff)

    def get_urls(self) -> list:
        """The addresses of every table."""
        autodiscover()
        return super().get_urls()

    def check(self, app_configs) -> list:
        """What is wrong with any table."""
        autodiscover()
        return super().check(app_configs)

    # The service's own sign-in; somebody who is signed in but not a system administrator is refused in words.
    login = method_decorator(secure_admin_login)(AdminSite.login)
