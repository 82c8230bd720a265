"""The audit tool: ours, then the council's own; audits that began keep theirs."""

import pytest

from casetracking.models import AuditTool
from casetracking.operations.tools import tool_of
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def form(page, **other) -> dict:
    names = {given.get("name", "") for _, given in page.elements}
    typed = {n: page.value(n) for n in names if n.startswith(("text-", "looks_for-"))}
    chosen = {f"statement-{n}": "safeguarding" for n in range(1, 20) if typed.get(f"text-{n}")}
    return {"tool": page.value("tool"), "title": "Our tool", **typed, **chosen, **other}


def test_ours_is_labelled_and_becomes_the_councils_when_saved(signed_in, helen, northmoor):
    client = signed_in(helen)
    page = get(client, "audit_tool", "2027")
    assert "no regulator has made or approved it" in page.words
    assert leads_to(post(client, "audit_tool", "2027", **form(page, **{"text-2": ""})), "audit_tool", "2027")
    own = tool_of(northmoor.council)
    assert (own.council, own.title, own.questions.count()) == (northmoor.council, "Our tool", 11)
    assert AuditTool.objects.get(council=None).questions.count() == 12


def test_a_question_says_which_statement_it_is_about(signed_in, helen, northmoor):
    client = signed_in(helen)
    page = post(client, "audit_tool", "2027", **form(get(client, "audit_tool", "2027"), **{"text-13": "And?"}))
    refuses(page, "Say which statement question 13 is about", "statement-13")


def test_two_who_change_it_at_once_lose_nothing(signed_in, helen, northmoor):
    client = signed_in(helen)
    opened = form(get(client, "audit_tool", "2027"))
    post(client, "audit_tool", "2027", **opened)
    page = post(client, "audit_tool", "2027", **opened | {"text-1": "Mine?"})
    refuses(page, "Somebody else changed the tool")
    assert page.value("text-1") == "Mine?"
    assert AuditTool.objects.filter(council=northmoor.council).count() == 1
