"""Taking a line out of the contact log: its words go, the reason stays as a verb."""

import pytest

from assurance.models import Event
from casetracking.models import Contact
from casetracking.operations.cases import log_contact
from tests.pages import get, leads_to, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(case, helen, now) -> Contact:
    return log_contact(case=case, on=now.date(), way="phone", note="Rang the wrong sister.", by=helen, at=now)


def test_the_line_goes_and_history_holds_a_verb_and_no_word(signed_in, helen, full, case, line):
    client, reference = signed_in(helen), case.candidate.reference
    page = post(client, "case_contact_remove", "2027", full.slug, reference, line=line.pk, reason="other")
    assert leads_to(page, "case", "2027", "first", reference)
    assert not Contact.objects.exists()
    words = get(client, "case", "2027", full.slug, reference).words
    assert "Nothing is logged" in words
    assert "took somebody else out of the contact log of this case" in words
    assert "wrong sister" not in str(list(Event.objects.values("verb", "subject", "before", "after")))


@pytest.mark.parametrize(("reason", "known"), [("", True), ("because", True), ("slip", False)])
def test_without_a_reason_or_a_line_nothing_is_changed(reason, known, signed_in, helen, full, case, line):
    client, reference = signed_in(helen), case.candidate.reference
    number = line.pk if known else line.pk + 1
    post(client, "case_contact_remove", "2027", full.slug, reference, line=number, reason=reason)
    assert "Nothing was changed" in get(client, "case", "2027", full.slug, reference).words
    assert Contact.objects.count() == 1
