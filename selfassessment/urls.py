"""Addresses of the self-assessment. The name of each is its view function's."""

from django.urls import path

from selfassessment.views import history, scores, sections

urlpatterns = [
    path("<slug:round>/self-assessment/", sections.self_assessment, name="self_assessment"),
    path("<slug:round>/self-assessment/history/", history.round_history, name="round_history"),
    path("<slug:round>/self-assessment/<slug:statement>/", sections.statement, name="statement"),
    path("<slug:round>/self-assessment/<slug:statement>/write/", sections.statement_write, name="statement_write"),
    path("<slug:round>/self-assessment/<slug:statement>/score/", scores.statement_score, name="statement_score"),
    path(
        "<slug:round>/self-assessment/<slug:statement>/history/", history.statement_history, name="statement_history"
    ),
]
