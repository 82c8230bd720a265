"""In a closed round every operation refuses, and what stood still stands; words can still be taken out for good."""

import pytest

from assurance.closing import RoundIsClosed
from assurance.operations.councils import Refused
from selfassessment.models import Action, Checklist, Citation, Comment, Evidence, Judgement, PartText, Revision, Score
from selfassessment.operations.actions import Promise, add_action, change_action, close_action, tell_progress
from selfassessment.operations.checklists import answer_items
from selfassessment.operations.citations import cite_evidence, confirm_citation, remove_citation
from selfassessment.operations.commenting import answer, begin_thread, resolve, withdraw
from selfassessment.operations.due_dates import set_due_date
from selfassessment.operations.evidence import Facts, add_evidence
from selfassessment.operations.moving import block_section, submit_section
from selfassessment.operations.redaction import find_words, withdraw_words
from selfassessment.operations.rounds import move_round
from selfassessment.operations.scoring import record_score
from selfassessment.operations.signing_off import sign_off_round
from selfassessment.operations.workbooks import receive_workbook
from selfassessment.operations.writing import Draft, confirm_text, write_parts
from selfassessment.presenters.sections import written_parts
from selfassessment.whereabouts import EVERYWHERE
from tests.reports.writing import write_section
from tests.selfassessment.closing import closed
from tests.selfassessment.promising import link, promise
from tests.selfassessment.talking import say

pytestmark = pytest.mark.django_db


def everything() -> tuple:
    """How much there is of what could have changed."""
    rows = [Action, Citation, Comment, Evidence, Judgement, PartText, Revision, Score]
    return tuple(list(table.objects.order_by("pk").values()) for table in rows)


def refusal(act) -> str:
    """The sentence with which an act is refused because the round is closed; empty when it was not."""
    try:
        act()
    except RoundIsClosed as refused:
        return str(refused)
    return ""


def test_nothing_is_written_said_cited_promised_or_moved(northmoor, now):
    statement, priya = northmoor.statement("equity"), northmoor.priya
    write_section(northmoor.round, statement, {"summary": "As it was."}, northmoor.aisha, now)
    item = link(northmoor.round, priya, now)
    cited = cite_evidence(item=item, round=northmoor.round, statement=statement, shows="It", by=priya, at=now)
    thread = say(northmoor, priya, "Is it so?", now).comment
    action = promise(northmoor.round, priya, now)
    old = closed(northmoor, now)
    slot = written_parts(old, statement)[0].slot
    here = {"round": old, "by": priya, "at": now}
    there = {**here, "statement": statement}
    acts = {
        "write": lambda: write_parts(drafts=[Draft(slot.part, "More.", 1)], **there),
        "a page opened before": lambda: write_parts(
            drafts=[Draft(slot.part, "More.", 1)], **{**there, "round": northmoor.round}
        ),
        "confirm": lambda: confirm_text(slot=slot, version=1, **there),
        "score": lambda: record_score(value=3, reason="So.", version=0, **there),
        "submit": lambda: submit_section(**there),
        "block": lambda: block_section(blocked_on="Figures.", **there),
        "due": lambda: set_due_date(due_on=None, **there),
        "comment": lambda: begin_thread(slot=None, text="Now?", mentioned=[], **there),
        "answer": lambda: answer(thread=thread, text="Yes.", mentioned=[], by=priya, at=now),
        "resolve": lambda: resolve(thread=thread, by=priya, at=now),
        "add evidence": lambda: add_evidence(kind="link", facts=Facts("A", "processes"), **here),
        "cite": lambda: cite_evidence(item=item, shows="More", **there),
        "uncite": lambda: remove_citation(citation=cited, **here),
        "confirm citation": lambda: confirm_citation(citation=cited, **here),
        "promise": lambda: add_action(promise=Promise("Do it."), **here),
        "change": lambda: change_action(action=action, version=1, promise=Promise("Do it."), **here),
        "tell": lambda: tell_progress(action=action, text="Well.", **here),
        "close": lambda: close_action(action=action, outcome="done", note="Done.", **here),
        "check": lambda: answer_items(checklist=Checklist.objects.first(), given=[], **here),
        "sign": lambda: sign_off_round(round=old, seen="", by=northmoor.ruth, at=now),
        "spreadsheet": lambda: receive_workbook(name="a.xlsx", content=b"", **here),
    }
    before = everything()
    for name, act in acts.items():
        assert "Work goes on in “2028 annual self-assessment”" in refusal(act), name
    with pytest.raises(Refused, match="was closed on"):
        move_round(edition=old.edition, **here)
    assert everything() == before


def test_words_that_could_identify_somebody_are_taken_out_of_a_closed_round_too(northmoor, now):
    statement = northmoor.statement("equity")
    write_section(northmoor.round, statement, {"summary": "As Mary Bell told us."}, northmoor.aisha, now)
    said = say(northmoor, northmoor.aisha, "Who is she?", now).comment
    old = closed(northmoor, now)
    assert find_words(round=old, words="Mary Bell", by=northmoor.ruth, reach=EVERYWHERE).total
    withdraw_words(
        round=old,
        statement=statement,
        words="Mary Bell",
        reason="A name.",
        reach=EVERYWHERE,
        by=northmoor.ruth,
        at=now,
    )
    assert not PartText.objects.filter(text__contains="Mary").exists()
    assert not Revision.objects.filter(text__contains="Mary").exists()
    withdraw(comment=said, by=northmoor.aisha, at=now)
    assert Comment.objects.get(pk=said.pk).withdrawn_at
