"""Every address of the service. What belongs to a round stands under its slug; the rest stands at the top."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("", include("assurance.urls")),
    path("", include("selfassessment.urls")),
    path("", include("reports.urls")),
]
