"""Every address, as every role and as nobody: the answer is the one of the table of who may do what."""

import contextlib
import datetime

import pytest
from django.db import transaction
from django.template.base import Template
from django.template.context import RequestContext
from django.urls import reverse

from assurance.access import Access
from assurance.operations.councils import share_scores
from assurance.operations.people import invite, withdraw_invitation
from assurance.roles import TABLE, Grant, Permission, Role
from tests.conftest import PEOPLE
from tests.house.addresses import ACTS, in_a_round, ours, pages

# Where a view asks more than its permission: who passes nonetheless. Priya asked for the document, Ruth commented
# and sent the file back.
ANSWERED = (
    "return_answer", "return_upload", "return_item_move", "return_item_check", "return_item_confidence",
    "return_part_remove", "return_part_move",
)  # fmt: skip
ASKS_MORE = {
    "document_stop": {"priya", "ruth"},
    "comment_resolve": {"aisha", "tom", "priya", "ruth", "helen"},
    "comment_reopen": {"aisha", "tom", "priya", "ruth", "helen"},
    "comment_withdraw": {"ruth"},
    "workbook_return": {"ruth"},
    "workbook_discard": {"ruth"},
    "audit": {"marcin"},
    # Aisha was in the session; the programme manager and the director run the visit.
    "visit_log": {"aisha", "priya", "ruth"},
    "visit_entry_remove": {"aisha", "priya", "ruth"},
    "visit_entry_restore": {"aisha", "priya", "ruth"},
    "visit_entry_action": {"aisha", "priya", "ruth"},
    "visit_entry_follow_up": {"aisha", "priya", "ruth"},
    "visit_entry_undo": {"aisha", "priya", "ruth"},
    **{f"follow_up_{act}": {"aisha", "priya", "ruth"} for act in ("edit", "answer", "send", "drop", "reopen")},
    # An item of the return is answered by its owner, Aisha, and by those who run the return.
    **{name: {"aisha", "priya", "ruth"} for name in ANSWERED},
}
# The same, for sending the form only: who reads a page may not always act on it.
ASKS_MORE_TO_ACT = {"round_sign_off": {"ruth"}, "figures_neighbours": {"meilin"}}
ACTS_TAKE = {"statement_late": Permission.WRITE_STATEMENT}
NOT_FOR_THE_OPENING = {
    "statement_score",
    "statement_challenge",
    "figure_update",
    "figure_ask_again",
}  # cites none here
# Pages that open to whoever holds the permission for at least one section.
SOMEWHERE = {"round_review"}
# Pages of evidence a challenger reads where the round cites the item, as it does in the examples.
CITED = {"evidence", "evidence_item", "evidence_file", "evidence_file_progress"}
# The conditions under which a person of the universe meets a grant, by the section in the address.
MEETS = {
    Grant.ASSIGNED: {"assessing-needs": {"aisha", "helen"}, "safe-systems": {"helen"}, "opening": {"priya"}},
    Grant.OWNER: {"assessing-needs": {"aisha"}, "safe-systems": {"helen"}, "opening": {"priya"}},
    Grant.REVIEWER: {"assessing-needs": {"tom"}},
}
INVITED = {"edwin", "yvonne"}
EVERY_SECTION = {section for met in MEETS.values() for section in met}


@pytest.fixture
def northmoor(lived_in):
    """Northmoor as it stands for this module."""
    return lived_in


@pytest.fixture(autouse=True)
def _answers_without_words(monkeypatch):
    """Who is answered is asked here, not what: thousands of pages are gathered by their views and not written out.

    Nor is what the frame around each of them shows.
    """
    monkeypatch.setattr(Template, "_render", lambda self, context: "")
    monkeypatch.setattr(RequestContext, "bind_template", lambda self, template: contextlib.nullcontext())


def may(who: str, permission: Permission, section: str | None = None, *, invited=INVITED, shared=False) -> bool:
    """What the table says, worked out a second time."""
    match TABLE[permission].get(Role(PEOPLE[who][1])):
        case Grant.ALWAYS:
            return True
        case Grant.ASSIGNED | Grant.OWNER | Grant.REVIEWER as condition:
            return who in MEETS[condition].get(section, set())
        case Grant.INVITED:
            return who in invited
        case Grant.SHARED:
            return who in invited and shared
    return False


def answers(client, address, examples, method) -> str:
    """Ask, take back whatever was done by it, and say in a word what came."""
    with transaction.atomic():
        send = client.get if method == "get" else client.post
        response = send(address.url(examples), ACTS.get(address.name, {}) if method == "post" else {})
        transaction.set_rollback(True)
    if response.streaming:
        b"".join(response)  # read to its end, so that it lets go of its file
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "sign in"
    if response.status_code in {200, 302, 409}:
        return "yes"
    return {403: "no", 404: "not there", 405: "not so"}.get(response.status_code, str(response.status_code))


def swept(client, who, examples, addresses=None, **state) -> dict[str, tuple[str, str]]:
    """Every address whose answer is not what the table says: (said, expected).

    Who is refused by the permission itself is asked with a form only. The guard stands before the view and does not
    look at the method, which those who have not signed in and another council's director are asked with both for.
    """
    wrong = {}
    for address in addresses or ours():
        section = examples["statement"] if "statement" in address.parameters else None
        allowed = may(who, address.permission, section, **state)
        if address.name in SOMEWHERE:
            allowed = any(may(who, address.permission, one, **state) for one in [None, *EVERY_SECTION])
        if address.name in CITED and TABLE[address.permission].get(Role(PEOPLE[who][1])) is Grant.CITED:
            allowed = who in state.get("invited", INVITED)
        only_a_form = address.is_act or not allowed
        if address.name in ASKS_MORE:
            allowed = allowed and who in ASKS_MORE[address.name]
        for method in ["post"] if only_a_form else ["get", "post"]:
            acts = method == "get" or who in ASKS_MORE_TO_ACT.get(address.name, {who})
            if method == "post" and address.name in ACTS_TAKE:
                acts = may(who, ACTS_TAKE[address.name], section, **state)
            expected = "yes" if allowed and acts else "no"
            if address.name in NOT_FOR_THE_OPENING and allowed and section == "opening":
                expected = "not there"
            said = answers(client, address, examples, method)
            if said != expected:
                wrong[f"{method} {address.name}"] = (said, expected)
    return wrong


def test_every_view_of_ours_says_who_may_see_it():
    silent = [address.name for address in ours() if address.permission not in set(Permission)]
    assert not silent


# What each page takes, said a second time: a view whose permission is changed has to be changed here too.
TAKES = {
    Permission.ANYONE: "first_run accessibility healthz readyz calendar_feed",
    Permission.SIGNED_IN: "home round_home council_choose settings_roles inbox inbox_open inbox_read",
    Permission.IMPORT_FIGURES: (
        "figures_import figures_file figures_file_progress figures_file_undo figures_local figures_local_add "
        "figures_local_template figures_local_measure figures_local_change figures_neighbours_add "
        "figures_neighbours_remove figures_local_measures figures_local_measures_template"
    ),
    Permission.READ_ROUND: (
        "self_assessment statement documents document document_progress document_file document_again document_stop "
        "statement_rounds round_homeless statement_comments comment search "
        "timeline timeline_file timeline_calendar"
    ),
    Permission.READ_HISTORY: "statement_history round_history statement_compare statement_late",
    Permission.WRITE_STATEMENT: (
        "statement_write statement_save statement_here statement_confirm statement_restore statement_redact "
        "statement_move round_open statement_figure figure_update figure_keep figure_ask_again"
    ),
    Permission.COMMENT: "comment_add comment_answer comment_resolve comment_reopen comment_withdraw",
    Permission.GIVE_SCORE: "statement_score",
    Permission.CHALLENGE: "statement_challenge",
    Permission.REVIEW: "statement_review round_review",
    Permission.SEE_SCORES: "position_contradictions position position_read round_sign_off",
    Permission.READ_FIGURES: "figures figure figure_file figures_neighbours round_claims",
    Permission.SIGN_OFF: "position_share round_reopen",
    Permission.READ_EVIDENCE: (
        "evidence evidence_coverage evidence_item evidence_file evidence_file_progress "
        "actions action checklists checklist round_readiness"
    ),
    Permission.CHANGE_EVIDENCE: (
        "evidence_add evidence_edit evidence_withdraw evidence_take_up evidence_upload evidence_cite "
        "evidence_file_confirm "
        "evidence_file_again evidence_file_withdraw statement_cite citation_remove citation_confirm "
        "action_add action_edit action_progress action_close action_reopen action_take_back statement_action "
        "action_cite "
        "checklist_answer checklist_cite round_workbook workbook_return workbook_discard return_upload"
    ),
    Permission.RETURN_OWN: (
        "information_return return_item return_item_move return_item_check return_item_confidence return_answer "
        "return_part_remove return_part_move "
        "follow_ups follow_up_add follow_up follow_up_edit follow_up_answer follow_up_send follow_up_drop "
        "follow_up_reopen visit visit_session visit_log visit_bulletin visit_person visit_briefing visit_entry_remove "
        "visit_entry_restore visit_entry_action visit_entry_follow_up visit_entry_undo"
    ),
    Permission.RETURN_ALL: (
        "return_start return_bulk return_limits return_import return_import_check return_item_add return_item_edit "
        "return_item_people return_item_remove return_item_restore return_item_confirm "
        "packs pack pack_progress pack_file pack_sent pack_again pack_stop pack_delete "
        "timeline_start timeline_add timeline_date timeline_remove timeline_restore timeline_fix "
        "visit_add visit_edit visit_cancel visit_restore"
    ),
    Permission.CASES_CURATE: (
        "pool_add pool pool_edit pool_purge pool_import pool_file pool_key candidates candidate case_key "
        "criteria criterion_add criterion_edit criterion_remove pool_draws pool_draw pool_draw_progress "
        "pool_alike candidate_tell pool_draw_take pool_cases pool_coverage pool_chosen candidate_lock "
        "candidate_unlock case_swap "
        "pool_progress case case_suitable case_consent case_withdraw case_contact case_documents case_reflection "
        "case_attributes attribute_add attribute_edit attribute_retire attribute_restore pool_sheet pool_sheet_check "
        "pool_sheet_discard pool_sheet_template case_chronology case_milestone_remove case_leave case_return "
        "case_contact_remove "
        "case_substitute document_kinds audit_tool "
        "audit_teams pool_dates pool_layout pool_list pool_choice audit_give audit_moderate case_audits "
        "audit_take_back audit_reopen audit_discussed pool_findings pool_themes theme_add theme_edit theme_remove "
        "theme_share pool_dashboard"
    ),
    Permission.CASES_AUDIT: "audits pool_audits audit",
    Permission.CASES_COUNTS: "cases cases_summary",
    Permission.ROUND_PEOPLE: (
        "round_people round_people_section round_people_confirm round_invite round_withdraw round_settings "
        "statement_due evidence_categories"
    ),
    Permission.INSTALLATION: (
        "checks settings_home settings_council settings_history settings_people settings_person_add settings_person "
        "settings_person_link settings_editions settings_edition_load settings_edition settings_rounds "
        "settings_round_add round_edition settings_checklists settings_checklist_add settings_checklist "
        "settings_prompts settings_part_add settings_part settings_statement_prompts"
    ),
}


def test_every_page_takes_the_permission_it_was_meant_to():
    meant = {name: permission for permission, names in TAKES.items() for name in names.split()}
    assert {address.name: address.permission for address in ours()} == meant


@pytest.mark.parametrize("who", PEOPLE)
def test_each_role_reaches_what_the_table_gives_it_and_nothing_else(who, client, lived_in, examples):
    client.force_login(lived_in.people[who])
    assert not swept(client, who, examples)


@pytest.mark.parametrize(
    ("who", "section"),
    [("aisha", "safe-systems"), ("helen", "safe-systems"), ("aisha", "opening"), ("priya", "opening")],
)
def test_a_section_given_to_one_person_opens_no_other_section(who, section, client, lived_in, examples):
    client.force_login(lived_in.people[who])
    sections = [address for address in ours() if "statement" in address.parameters]
    assert not swept(client, who, {**examples, "statement": section}, sections)


def test_the_sweep_finds_a_door_left_open(client, lived_in, examples, monkeypatch):
    """An access that no longer asks about assignments: an officer would see every score."""
    monkeypatch.setattr(Access, "_holds", lambda self, condition, section: True)
    client.force_login(lived_in.tom)
    wrong = swept(client, "tom", examples)
    assert wrong["post position"] == ("yes", "no")
    assert wrong["post statement_write"] == ("yes", "no")
    assert "post settings_people" not in wrong


def test_nobody_is_asked_to_sign_in_wherever_that_is_needed(client, examples):
    for address in ours():
        expected = "yes" if address.permission is Permission.ANYONE else "sign in"
        for method in ["get", "post"]:
            assert answers(client, address, examples, method) == expected, f"{method} {address.name}"


def test_a_lead_member_who_is_not_invited_reads_nothing_of_the_round(client, lived_in, examples, now):
    withdraw_invitation(round=lived_in.round, person=lived_in.edwin, by=lived_in.priya, at=now)
    client.force_login(lived_in.edwin)
    assert not swept(client, "edwin", {**examples, "number": lived_in.yvonne.pk}, invited=set())


def test_a_lead_member_sees_the_position_once_the_director_shares_the_scores(client, lived_in, examples, now):
    share_scores(round=lived_in.round, shared=True, by=lived_in.ruth, at=now)
    client.force_login(lived_in.edwin)
    wrong = swept(client, "edwin", examples, shared=True)
    # Whoever sees all scores may stop a document that somebody else asked for.
    assert wrong.pop("post document_stop") == ("yes", "no")
    assert not wrong


def test_a_challenger_whose_day_has_passed_reads_nothing_of_the_round(client, lived_in, examples, now):
    yesterday = now.date() - datetime.timedelta(days=1)
    invite(round=lived_in.round, person=lived_in.yvonne, until=yesterday, by=lived_in.priya, at=now)
    client.force_login(lived_in.yvonne)
    assert not swept(client, "yvonne", examples, invited=set())


def test_a_challenger_reads_the_round_on_the_last_day_itself(client, lived_in, now):
    invite(round=lived_in.round, person=lived_in.yvonne, until=now.date(), by=lived_in.priya, at=now)
    client.force_login(lived_in.yvonne)
    assert client.get(reverse("self_assessment", args=["2027"])).status_code == 200


def test_another_council_finds_nothing_at_any_address_of_the_round(client, lived_in, examples, stranger):
    client.force_login(stranger)
    for address in in_a_round():
        for method in ["post"] if address.is_act else ["get", "post"]:
            assert answers(client, address, examples, method) == "not there", f"{method} {address.name}"


def test_a_document_is_not_found_under_another_councils_round(client, examples, westerholme):
    client.force_login(westerholme.director)
    for address in in_a_round():
        if "reference" in address.parameters:
            elsewhere = {**examples, "round": westerholme.round.slug}
            assert answers(client, address, elsewhere, "post" if address.is_act else "get") == "not there"


def test_somebody_without_any_role_is_left_with_their_own_pages(client, lived_in, examples, now):
    from assurance.operations.people import set_roles

    set_roles(council=lived_in.council, person=lived_in.tom, roles=[], by=lived_in.callum, at=now)
    client.force_login(lived_in.tom)
    for address in pages():
        said = answers(client, address, examples, "get")
        if "round" in address.parameters:
            assert said == "not there", address.name
        elif address.permission in {Permission.ANYONE, Permission.SIGNED_IN}:
            assert said == "yes", address.name
        else:
            assert said == "no", address.name


def test_an_act_is_never_done_by_a_link(client, lived_in, examples):
    """GET on an address that takes a form only: not so, for whoever may do it."""
    for address in ours():
        if address.is_act:
            for who in ["ruth", "callum"]:
                client.force_login(lived_in.people[who])
                assert client.get(address.url(examples)).status_code == 405, address.name


@pytest.mark.parametrize("who", PEOPLE)
def test_the_reference_tables_are_for_system_administrators(who, client, lived_in):
    client.force_login(lived_in.people[who])
    reached = client.get(reverse("admin:index")).status_code == 200
    assert reached == (who == "callum")


def test_the_admin_holds_reference_tables_only_and_changes_nothing(callum, rf):
    from django.contrib import admin

    request = rf.get(reverse("admin:index"))  # the site finds its tables when its addresses are asked for
    request.user = callum
    tables = {model.__name__: options for model, options in admin.site._registry.items()}
    of_the_framework = {"Edition", "Theme", "QualityStatement", "IStatement", "EvidenceCategory"}
    assert set(tables) == {"Area", "Metric", "MetricValue", *of_the_framework}
    for options in tables.values():
        assert options.has_view_permission(request)
        assert not options.has_add_permission(request)
        assert not options.has_change_permission(request)
        assert not options.has_delete_permission(request)
