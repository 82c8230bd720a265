"""One name, four places: address, view function, template and test file."""

import pytest

from assurance.models.councils import RESERVED_SLUGS
from tests.house.addresses import ours
from tests.house.rooms import ROOT, TEMPLATES

# Views that show no page of their own, and what they answer instead.
NO_TEMPLATE = {
    "healthz": "a word for machines",
    "readyz": "a word for machines",
    "council_choose": "leads home",
    "round_home": "leads to the task list",
    "round_withdraw": "leads back to the people",
    "round_people_confirm": "leads back to the people",
    "position_read": "leads back to the position",
    "position_share": "leads back to the position",
    "statement_save": "a few words for the page that saves by itself",
    "statement_here": "a few words for the page that says who else is there",
    "statement_confirm": "leads back to the section",
    "document_file": "the file itself",
    "figure_file": "the file itself",
    "document_again": "leads back to the document",
    "document_stop": "leads back to the document",
    "evidence_file": "the file itself",
    "evidence_file_confirm": "leads back to the item",
    "evidence_file_again": "leads back to the item",
    "evidence_take_up": "leads to the item",
    "citation_confirm": "leads back to the section",
    "action_reopen": "leads back to the action",
    "action_take_back": "leads back to where the action came from",
    "statement_action": "leads to the action, or shows the form of a new one",
    "workbook_discard": "leads back to the page one sends files back on",
    "comment_resolve": "leads back to the comment",
    "comment_reopen": "leads back to the comment",
    "inbox_open": "leads to what a notice is about",
    "inbox_read": "leads back to the inbox",
    "criterion_remove": "leads back to the criteria",
    "pool_draw_take": "leads to the cases",
    "candidate_unlock": "leads back to the person",
    "case_milestone_remove": "leads back to the chronology",
    "case_contact_remove": "leads back to the case",
    "figures_local_template": "the file itself",
    "figures_local_measures_template": "the file itself",
    "pool_list": "the file itself",
    "pool_sheet_template": "the file itself",
    "pool_sheet_discard": "leads back to the spreadsheet's page",
    "attribute_retire": "leads back to the attributes",
    "attribute_restore": "leads back to the attribute",
    "audit_take_back": "leads back to the audits of the case",
    "audit_reopen": "leads back to the audits of the case",
    "audit_discussed": "leads back to the audits",
    "theme_remove": "leads back to the themes",
    "case_return": "leads back to the case",
    "figure_update": "leads back to the figures",
    "figure_ask_again": "leads back to the figures",
    "timeline_remove": "leads back to the timeline",
    "timeline_restore": "leads back to the timeline",
    "timeline_file": "the file itself",
    "calendar_feed": "the file itself",
    "visit_restore": "leads back to the session",
    "visit_entry_remove": "leads back to the session",
    "visit_entry_restore": "leads back to the session",
    "visit_entry_action": "leads back to the session",
    "visit_entry_follow_up": "leads back to the session",
    "visit_entry_undo": "leads back to the session",
    "pack_file": "the file itself",
    "pack_again": "leads back to the pack",
    "pack_stop": "leads back to the pack",
    "follow_up_reopen": "leads back to the request",
    "return_bulk": "leads back to the board",
    "return_item_remove": "leads back to the board",
    "return_item_restore": "leads to the item",
    "return_item_check": "leads back to the item",
    "return_item_confirm": "leads back to the item",
    "return_part_move": "leads back to the item",
}


def test_there_are_addresses_to_look_at():
    assert len(ours()) >= 44


def test_no_name_is_used_twice():
    names = [address.name for address in ours()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("address", ours(), ids=lambda a: a.name)
def test_one_name_in_four_places(address):
    assert address.view.__name__ == address.name
    template = TEMPLATES / address.room / f"{address.name}.html"
    assert template.is_file() == (address.name not in NO_TEMPLATE), template
    test = ROOT / "tests" / address.room / "views" / f"test_{address.name}.py"
    assert test.is_file(), test


def test_every_test_of_a_view_belongs_to_one():
    names = {address.name for address in ours()}
    files = [path for room in ("assurance", "selfassessment", "casetracking", "reports") for path in _tests_of(room)]
    assert not [path.name for path in files if path.stem.removeprefix("test_") not in names]


def _tests_of(room: str):
    return (ROOT / "tests" / room / "views").glob("test_*.py")


def test_what_a_page_is_made_of_says_so_by_its_view():
    """A page that is listed as having no template shows none."""
    assert set(NO_TEMPLATE) <= {address.name for address in ours()}


def test_no_round_can_take_the_address_of_a_page(examples):
    """The first word of every address outside rounds is refused as a round's slug."""
    outside = [address for address in ours() if "round" not in address.parameters and address.name != "home"]
    first = {address.url(examples).split("/")[1] for address in outside} | {"accounts", "admin"}
    assert first <= RESERVED_SLUGS, f"a round could be called {first - RESERVED_SLUGS}"
