"""Every address of the service. What belongs to a round stands under its slug; the rest stands at the top."""

from allauth.account import views as accounts
from django.contrib import admin
from django.urls import include, path
from django.views.decorators.http import require_safe

handler403 = "config.errors.refused"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("accounts/email/", require_safe(accounts.email), name="account_email"),  # to look at: nobody adds an address
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("", include("assurance.urls")),
    path("", include("selfassessment.urls")),
    path("", include("casetracking.urls")),
    path("", include("reports.urls")),
]
