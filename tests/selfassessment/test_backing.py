"""Evidence cited for actions and answers, taken away where citations of sections are."""

from tests.pages import leads_to, post
from tests.selfassessment.promising import backed, backed_answer, promise


def test_taking_away_what_backs_an_action_or_an_answer_leads_back_there(signed_in, northmoor, now):
    action = promise(northmoor.round, northmoor.aisha, now)
    of_action = backed(northmoor.round, action, northmoor.aisha, now)
    of_answer = backed_answer(northmoor.round, "nine-tips", "evidence", northmoor.aisha, now)
    client = signed_in(northmoor.aisha)
    sent = post(client, "citation_remove", "2027", of_action.reference)
    assert leads_to(sent, "action", "2027", "A1")
    sent = post(client, "citation_remove", "2027", of_answer.reference)
    assert leads_to(sent, "checklist", "2027", "nine-tips")
