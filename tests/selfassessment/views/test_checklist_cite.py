"""Citing evidence for an answer."""

from selfassessment.models import ChecklistAnswer, Citation
from tests.pages import get, leads_to, post
from tests.selfassessment.promising import link

HERE = ("checklist_cite", "2027", "nine-tips", "evidence")


def test_evidence_is_cited_also_before_anybody_has_answered(signed_in, northmoor, now):
    evidence = link(northmoor.round, northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    sent = post(client, *HERE, evidence=evidence.pk, pointer="", shows="All claims have a source.")
    assert leads_to(sent, "checklist", "2027", "nine-tips")
    page = get(client, "checklist", "2027", "nine-tips")
    assert "E1 Waiting list report All claims have a source." in page.words
    assert "0 of 9 answered." in page.words
    assert Citation.objects.get().answer.version == 0
    assert ChecklistAnswer.objects.get().answer == ""


def test_an_unknown_item_is_not_there(signed_in, aisha):
    assert get(signed_in(aisha), "checklist_cite", "2027", "nine-tips", "nothing").status == 404
