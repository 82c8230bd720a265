"""Addresses of what leaves the building. The name of each is its view function's."""

from django.urls import path

from reports.views import briefings, documents, home, packs, position

urlpatterns = [
    path("", home.home, name="home"),
    path("<slug:round>/", position.round_home, name="round_home"),
    path("<slug:round>/position/", position.position, name="position"),
    path("<slug:round>/position/contradictions/", position.position_contradictions, name="position_contradictions"),
    path("<slug:round>/position/read/", position.position_read, name="position_read"),
    path("<slug:round>/position/share/", position.position_share, name="position_share"),
    path("<slug:round>/documents/", documents.documents, name="documents"),
    path("<slug:round>/documents/<slug:reference>/", documents.document, name="document"),
    path("<slug:round>/documents/<slug:reference>/progress/", documents.document_progress, name="document_progress"),
    path("<slug:round>/documents/<slug:reference>/file/", documents.document_file, name="document_file"),
    path("<slug:round>/documents/<slug:reference>/again/", documents.document_again, name="document_again"),
    path("<slug:round>/documents/<slug:reference>/stop/", documents.document_stop, name="document_stop"),
    path("<slug:round>/visit/people/<slug:visitor>/", briefings.visit_person, name="visit_person"),
    path("<slug:round>/visit/<slug:session>/briefing/", briefings.visit_briefing, name="visit_briefing"),
    path("<slug:round>/return/packs/", packs.packs, name="packs"),
    path("<slug:round>/return/packs/<slug:pack>/", packs.pack, name="pack"),
    path("<slug:round>/return/packs/<slug:pack>/progress/", packs.pack_progress, name="pack_progress"),
    path("<slug:round>/return/packs/<slug:pack>/file/", packs.pack_file, name="pack_file"),
    path("<slug:round>/return/packs/<slug:pack>/sent/", packs.pack_sent, name="pack_sent"),
    path("<slug:round>/return/packs/<slug:pack>/again/", packs.pack_again, name="pack_again"),
    path("<slug:round>/return/packs/<slug:pack>/stop/", packs.pack_stop, name="pack_stop"),
    path("<slug:round>/return/packs/<slug:pack>/delete/", packs.pack_delete, name="pack_delete"),
]
