"""Addresses of the case room. The name of each is its view function's."""

from django.urls import path

from casetracking.views import candidates, files, pools

urlpatterns = [
    path("<slug:round>/cases/", pools.cases, name="cases"),
    path("<slug:round>/cases/add/", pools.pool_add, name="pool_add"),
    path("<slug:round>/cases/key/", pools.case_key, name="case_key"),
    path("<slug:round>/cases/<slug:pool>/", pools.pool, name="pool"),
    path("<slug:round>/cases/<slug:pool>/summary/", pools.pool_summary, name="pool_summary"),
    path("<slug:round>/cases/<slug:pool>/settings/", pools.pool_edit, name="pool_edit"),
    path("<slug:round>/cases/<slug:pool>/purge/", pools.pool_purge, name="pool_purge"),
    path("<slug:round>/cases/<slug:pool>/import/", files.pool_import, name="pool_import"),
    path("<slug:round>/cases/<slug:pool>/files/<int:nth>/", files.pool_file, name="pool_file"),
    path("<slug:round>/cases/<slug:pool>/find-again/", files.pool_key, name="pool_key"),
    path("<slug:round>/cases/<slug:pool>/candidates/", candidates.candidates, name="candidates"),
    path("<slug:round>/cases/<slug:pool>/candidates/<slug:candidate>/", candidates.candidate, name="candidate"),
]
