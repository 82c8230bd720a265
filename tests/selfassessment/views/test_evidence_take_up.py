"""A draft that another part of the service handed on counts nowhere until an officer takes it up."""

import pytest

from selfassessment.models import Citation, Evidence
from selfassessment.operations.evidence import EvidenceRefused, Facts, add_evidence, take_up_evidence
from tests.pages import get, leads_to, post
from tests.selfassessment.library import cite

WORDS = "People wait longest to hear what was decided."


@pytest.fixture
def draft(northmoor, helen, now) -> Evidence:
    facts = Facts(title="Practice audits", category="processes", quotation=WORDS, owner=helen)
    return add_evidence(round=northmoor.round, kind="quotation", facts=facts, is_draft=True, by=helen, at=now)


def test_a_draft_is_found_in_the_library_apart_and_backs_nothing(signed_in, northmoor, draft, aisha, now):
    client = signed_in(aisha)
    page = get(client, "evidence", "2027")
    assert "Drafts to take up" in page.words
    assert "E1 Practice audits" in page.words
    assert "No evidence yet" in page.words  # it is none of the library's items
    assert "E1" not in get(client, "statement_cite", "2027", "assessing-needs").words
    assert WORDS not in get(client, "search", "2027", q="decided").words
    with pytest.raises(EvidenceRefused, match="is a draft, so it can’t be cited yet"):
        cite(northmoor, draft, now)
    assert not Citation.objects.exists()
    assert draft.owner is None


def test_whoever_takes_it_up_owns_it_and_then_it_is_an_item_like_others(signed_in, northmoor, draft, aisha, now):
    client = signed_in(aisha)
    page = get(client, "evidence_item", "2027", "E1")
    assert "This is a draft" in page.words
    assert "Cite this" not in page.words
    assert leads_to(post(client, "evidence_take_up", "2027", "E1"), "evidence_item", "2027", "E1")
    draft.refresh_from_db()
    assert (draft.is_draft, draft.owner) == (False, aisha)
    cite(northmoor, draft, now)
    page = get(client, "evidence", "2027")
    assert "Drafts to take up" not in page.words
    assert "Aisha Rahman took up the draft this" in get(client, "evidence_item", "2027", "E1").words
    with pytest.raises(EvidenceRefused, match="taken this draft up already"):
        take_up_evidence(item=draft, round=northmoor.round, by=aisha, at=now)


def test_a_draft_gets_no_owner_by_being_edited(signed_in, draft, aisha):
    client = signed_in(aisha)
    given = {"title": "Audits", "category": "processes", "quotation": WORDS, "sensitivity": "internal", "version": 1}
    page = post(client, "evidence_edit", "2027", "E1", **given, owner=aisha.pk)
    assert "A draft has no owner" in page.words
    post(client, "evidence_edit", "2027", "E1", **given)
    draft.refresh_from_db()
    assert (draft.title, draft.is_draft) == ("Audits", True)


def test_who_only_reads_evidence_sees_no_drafts(signed_in, northmoor, draft):
    assert "Drafts to take up" not in get(signed_in(northmoor.yvonne), "evidence", "2027").words
