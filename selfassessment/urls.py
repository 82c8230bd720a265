"""Addresses of the self-assessment. The name of each is its view function's."""

from django.urls import path

from selfassessment.views import (
    actions,
    backing,
    challenges,
    checklists,
    citations,
    claims,
    comments,
    evidence,
    evidence_files,
    follow_up_answers,
    follow_ups,
    history,
    moving,
    readiness,
    redaction,
    return_answers,
    return_items,
    return_sheets,
    returns,
    revisions,
    rounds,
    scores,
    search,
    sections,
    signing,
    workbooks,
    writing,
)

urlpatterns = [
    # Before the rounds: “settings” would be taken for one.
    path("settings/checklists/", checklists.settings_checklists, name="settings_checklists"),
    path("settings/checklists/add/", checklists.settings_checklist_add, name="settings_checklist_add"),
    path("settings/checklists/<slug:checklist>/", checklists.settings_checklist, name="settings_checklist"),
    path("<slug:round>/actions/", actions.actions, name="actions"),
    path("<slug:round>/actions/add/", actions.action_add, name="action_add"),
    path("<slug:round>/actions/<slug:action>/", actions.action, name="action"),
    path("<slug:round>/actions/<slug:action>/edit/", actions.action_edit, name="action_edit"),
    path("<slug:round>/actions/<slug:action>/progress/", actions.action_progress, name="action_progress"),
    path("<slug:round>/actions/<slug:action>/close/", actions.action_close, name="action_close"),
    path("<slug:round>/actions/<slug:action>/take-back/", actions.action_take_back, name="action_take_back"),
    path("<slug:round>/actions/<slug:action>/reopen/", actions.action_reopen, name="action_reopen"),
    path("<slug:round>/actions/<slug:action>/evidence/", backing.action_cite, name="action_cite"),
    # Before the items of the return: “requests” would be taken for one.
    path("<slug:round>/return/requests/", follow_ups.follow_ups, name="follow_ups"),
    path("<slug:round>/return/requests/add/", follow_ups.follow_up_add, name="follow_up_add"),
    path("<slug:round>/return/requests/<slug:follow_up>/", follow_ups.follow_up, name="follow_up"),
    path("<slug:round>/return/requests/<slug:follow_up>/edit/", follow_ups.follow_up_edit, name="follow_up_edit"),
    path(
        "<slug:round>/return/requests/<slug:follow_up>/answer/",
        follow_up_answers.follow_up_answer,
        name="follow_up_answer",
    ),
    path("<slug:round>/return/requests/<slug:follow_up>/send/", follow_ups.follow_up_send, name="follow_up_send"),
    path("<slug:round>/return/requests/<slug:follow_up>/drop/", follow_ups.follow_up_drop, name="follow_up_drop"),
    path(
        "<slug:round>/return/requests/<slug:follow_up>/reopen/", follow_ups.follow_up_reopen, name="follow_up_reopen"
    ),
    path("<slug:round>/checklists/", checklists.checklists, name="checklists"),
    path("<slug:round>/checklists/<slug:checklist>/", checklists.checklist, name="checklist"),
    path("<slug:round>/checklists/<slug:checklist>/answer/", checklists.checklist_answer, name="checklist_answer"),
    path(
        "<slug:round>/checklists/<slug:checklist>/evidence/<slug:check>/",
        backing.checklist_cite,
        name="checklist_cite",
    ),
    path("<slug:round>/self-assessment/readiness/", readiness.round_readiness, name="round_readiness"),
    path("<slug:round>/self-assessment/workbook/", workbooks.round_workbook, name="round_workbook"),
    path("<slug:round>/self-assessment/workbook/<slug:workbook>/", workbooks.workbook_return, name="workbook_return"),
    path(
        "<slug:round>/self-assessment/workbook/<slug:workbook>/discard/",
        workbooks.workbook_discard,
        name="workbook_discard",
    ),
    path("<slug:round>/self-assessment/", sections.self_assessment, name="self_assessment"),
    path("<slug:round>/self-assessment/history/", history.round_history, name="round_history"),
    path("<slug:round>/self-assessment/review/", signing.round_review, name="round_review"),
    path("<slug:round>/self-assessment/sign-off/", signing.round_sign_off, name="round_sign_off"),
    path("<slug:round>/self-assessment/sign-off/reopen/", signing.round_reopen, name="round_reopen"),
    path("<slug:round>/self-assessment/without-a-place/", rounds.round_homeless, name="round_homeless"),
    path("<slug:round>/settings/edition/", rounds.round_edition, name="round_edition"),
    path("<slug:round>/self-assessment/<slug:statement>/rounds/", rounds.statement_rounds, name="statement_rounds"),
    path("<slug:round>/self-assessment/<slug:statement>/", sections.statement, name="statement"),
    path("<slug:round>/self-assessment/<slug:statement>/write/", writing.statement_write, name="statement_write"),
    path("<slug:round>/self-assessment/<slug:statement>/save/", writing.statement_save, name="statement_save"),
    path("<slug:round>/self-assessment/<slug:statement>/here/", writing.statement_here, name="statement_here"),
    path(
        "<slug:round>/self-assessment/<slug:statement>/confirm/", writing.statement_confirm, name="statement_confirm"
    ),
    path("<slug:round>/self-assessment/<slug:statement>/score/", scores.statement_score, name="statement_score"),
    path(
        "<slug:round>/self-assessment/<slug:statement>/challenge/",
        challenges.statement_challenge,
        name="statement_challenge",
    ),
    path("<slug:round>/self-assessment/<slug:statement>/review/", moving.statement_review, name="statement_review"),
    path("<slug:round>/self-assessment/<slug:statement>/due/", moving.statement_due, name="statement_due"),
    path(
        "<slug:round>/self-assessment/<slug:statement>/move/<slug:move>/",
        moving.statement_move,
        name="statement_move",
    ),
    path(
        "<slug:round>/self-assessment/<slug:statement>/history/", history.statement_history, name="statement_history"
    ),
    path(
        "<slug:round>/self-assessment/<slug:statement>/compare/",
        revisions.statement_compare,
        name="statement_compare",
    ),
    path(
        "<slug:round>/self-assessment/<slug:statement>/restore/<slug:part>/<int:version>/",
        revisions.statement_restore,
        name="statement_restore",
    ),
    path(
        "<slug:round>/self-assessment/<slug:statement>/aside/<slug:part>/<int:late>/",
        revisions.statement_late,
        name="statement_late",
    ),
    path(
        "<slug:round>/self-assessment/<slug:statement>/withdraw/", redaction.statement_redact, name="statement_redact"
    ),
    path(
        "<slug:round>/self-assessment/<slug:statement>/comments/",
        comments.statement_comments,
        name="statement_comments",
    ),
    path("<slug:round>/self-assessment/<slug:statement>/comments/add/", comments.comment_add, name="comment_add"),
    # The figures that texts cite
    path("<slug:round>/figures/claims/", claims.round_claims, name="round_claims"),
    path("<slug:round>/figures/claims/<slug:statement>/update/", claims.figure_update, name="figure_update"),
    path("<slug:round>/figures/claims/<slug:statement>/keep/", claims.figure_keep, name="figure_keep"),
    path("<slug:round>/figures/claims/<slug:statement>/ask-again/", claims.figure_ask_again, name="figure_ask_again"),
    path("<slug:round>/self-assessment/<slug:statement>/figure/", claims.statement_figure, name="statement_figure"),
    path("<slug:round>/search/", search.search, name="search"),
    path("<slug:round>/comments/<slug:comment>/", comments.comment, name="comment"),
    path("<slug:round>/comments/<slug:comment>/answer/", comments.comment_answer, name="comment_answer"),
    path("<slug:round>/comments/<slug:comment>/resolve/", comments.comment_resolve, name="comment_resolve"),
    path("<slug:round>/comments/<slug:comment>/reopen/", comments.comment_reopen, name="comment_reopen"),
    path("<slug:round>/comments/<slug:comment>/withdraw/", comments.comment_withdraw, name="comment_withdraw"),
    # The evidence library
    path("<slug:round>/self-assessment/<slug:statement>/action/", actions.statement_action, name="statement_action"),
    path("<slug:round>/self-assessment/<slug:statement>/cite/", citations.statement_cite, name="statement_cite"),
    path("<slug:round>/evidence/", evidence.evidence, name="evidence"),
    path("<slug:round>/evidence/add/", evidence.evidence_add, name="evidence_add"),
    path("<slug:round>/evidence/coverage/", evidence.evidence_coverage, name="evidence_coverage"),
    path("<slug:round>/evidence/categories/", evidence.evidence_categories, name="evidence_categories"),
    path(
        "<slug:round>/evidence/citations/<slug:citation>/remove/", citations.citation_remove, name="citation_remove"
    ),
    path(
        "<slug:round>/evidence/citations/<slug:citation>/confirm/",
        citations.citation_confirm,
        name="citation_confirm",
    ),
    path("<slug:round>/evidence/<slug:item>/", evidence.evidence_item, name="evidence_item"),
    path("<slug:round>/evidence/<slug:item>/edit/", evidence.evidence_edit, name="evidence_edit"),
    path("<slug:round>/evidence/<slug:item>/cite/", citations.evidence_cite, name="evidence_cite"),
    path("<slug:round>/evidence/<slug:item>/take-up/", evidence.evidence_take_up, name="evidence_take_up"),
    path("<slug:round>/evidence/<slug:item>/withdraw/", evidence.evidence_withdraw, name="evidence_withdraw"),
    path("<slug:round>/evidence/<slug:item>/upload/", evidence_files.evidence_upload, name="evidence_upload"),
    path("<slug:round>/evidence/<slug:item>/files/<slug:file>/", evidence_files.evidence_file, name="evidence_file"),
    path(
        "<slug:round>/evidence/<slug:item>/files/<slug:file>/progress/",
        evidence_files.evidence_file_progress,
        name="evidence_file_progress",
    ),
    path(
        "<slug:round>/evidence/<slug:item>/files/<slug:file>/confirm/",
        evidence_files.evidence_file_confirm,
        name="evidence_file_confirm",
    ),
    path(
        "<slug:round>/evidence/<slug:item>/files/<slug:file>/again/",
        evidence_files.evidence_file_again,
        name="evidence_file_again",
    ),
    path(
        "<slug:round>/evidence/<slug:item>/files/<slug:file>/withdraw/",
        evidence_files.evidence_file_withdraw,
        name="evidence_file_withdraw",
    ),
    # The information return
    path("<slug:round>/return/", returns.information_return, name="information_return"),
    path("<slug:round>/return/start/", returns.return_start, name="return_start"),
    path("<slug:round>/return/several/", returns.return_bulk, name="return_bulk"),
    path("<slug:round>/return/limits/", returns.return_limits, name="return_limits"),
    path("<slug:round>/return/import/", return_sheets.return_import, name="return_import"),
    path("<slug:round>/return/import/<slug:sheet>/", return_sheets.return_import_check, name="return_import_check"),
    path("<slug:round>/return/items/add/", return_items.return_item_add, name="return_item_add"),
    path("<slug:round>/return/items/<slug:requested>/", return_items.return_item, name="return_item"),
    path("<slug:round>/return/items/<slug:requested>/edit/", return_items.return_item_edit, name="return_item_edit"),
    path(
        "<slug:round>/return/items/<slug:requested>/people/",
        return_items.return_item_people,
        name="return_item_people",
    ),
    path(
        "<slug:round>/return/items/<slug:requested>/remove/",
        return_items.return_item_remove,
        name="return_item_remove",
    ),
    path(
        "<slug:round>/return/items/<slug:requested>/restore/",
        return_items.return_item_restore,
        name="return_item_restore",
    ),
    path(
        "<slug:round>/return/items/<slug:requested>/check/", return_items.return_item_check, name="return_item_check"
    ),
    path(
        "<slug:round>/return/items/<slug:requested>/confidence/",
        return_items.return_item_confidence,
        name="return_item_confidence",
    ),
    path(
        "<slug:round>/return/items/<slug:requested>/move/<slug:act>/",
        return_items.return_item_move,
        name="return_item_move",
    ),
    path("<slug:round>/return/items/<slug:requested>/answer/", return_answers.return_answer, name="return_answer"),
    path("<slug:round>/return/items/<slug:requested>/upload/", return_answers.return_upload, name="return_upload"),
    path(
        "<slug:round>/return/items/<slug:requested>/answer/<slug:answer_part>/remove/",
        return_answers.return_part_remove,
        name="return_part_remove",
    ),
    path(
        "<slug:round>/return/items/<slug:requested>/answer/<slug:answer_part>/place/",
        return_answers.return_part_move,
        name="return_part_move",
    ),
]
