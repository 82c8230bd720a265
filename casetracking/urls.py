"""Addresses of the case room. The name of each is its view function's."""

from django.urls import path

from casetracking.views import candidates, choosing, drawing, files, pools

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
    path(
        "<slug:round>/cases/<slug:pool>/candidates/<slug:candidate>/lock/",
        choosing.candidate_lock,
        name="candidate_lock",
    ),
    path(
        "<slug:round>/cases/<slug:pool>/candidates/<slug:candidate>/unlock/",
        choosing.candidate_unlock,
        name="candidate_unlock",
    ),
    path("<slug:round>/cases/<slug:pool>/candidates/<slug:candidate>/swap/", choosing.case_swap, name="case_swap"),
    path(
        "<slug:round>/cases/<slug:pool>/candidates/<slug:candidate>/tell/",
        choosing.candidate_tell,
        name="candidate_tell",
    ),
    path("<slug:round>/cases/<slug:pool>/alike/", drawing.pool_alike, name="pool_alike"),
    path("<slug:round>/cases/<slug:pool>/criteria/", drawing.criteria, name="criteria"),
    path("<slug:round>/cases/<slug:pool>/criteria/add/", drawing.criterion_add, name="criterion_add"),
    path("<slug:round>/cases/<slug:pool>/criteria/<int:nth>/", drawing.criterion_edit, name="criterion_edit"),
    path(
        "<slug:round>/cases/<slug:pool>/criteria/<int:nth>/remove/", drawing.criterion_remove, name="criterion_remove"
    ),
    path("<slug:round>/cases/<slug:pool>/draw/", drawing.pool_draws, name="pool_draws"),
    path("<slug:round>/cases/<slug:pool>/draw/<int:nth>/", drawing.pool_draw, name="pool_draw"),
    path(
        "<slug:round>/cases/<slug:pool>/draw/<int:nth>/progress/",
        drawing.pool_draw_progress,
        name="pool_draw_progress",
    ),
    path("<slug:round>/cases/<slug:pool>/draw/<int:nth>/take/", drawing.pool_draw_take, name="pool_draw_take"),
    path("<slug:round>/cases/<slug:pool>/list/", choosing.pool_cases, name="pool_cases"),
    path("<slug:round>/cases/<slug:pool>/coverage/", choosing.pool_coverage, name="pool_coverage"),
    path("<slug:round>/cases/<slug:pool>/how-chosen/", drawing.pool_chosen, name="pool_chosen"),
]
