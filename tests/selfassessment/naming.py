"""Naming somebody wherever people of a council type something, by the operations people use, and finding the name."""

import datetime
from collections.abc import Iterator

from django.apps import apps

from assurance.operations.councils import start_round
from assurance.passages import Passage
from selfassessment.answering import answer_of
from selfassessment.models import ChecklistItem, ReturnedWorkbook
from selfassessment.operations import actions, checklists, evidence, moving
from selfassessment.operations.answering import say_confidence
from selfassessment.operations.backing import answer_to_back
from selfassessment.operations.challenging import record_challenge
from selfassessment.operations.citations import cite_evidence
from selfassessment.operations.redaction import Places, withdraw_words
from selfassessment.operations.return_moves import request_item_changes
from selfassessment.operations.return_sheets import receive_items
from selfassessment.operations.writing import Draft, write_parts
from selfassessment.return_rules import seen_of
from selfassessment.whereabouts import EVERYWHERE
from tests.reports.writing import ask_for, score_statement, write_section
from tests.selfassessment.asking import answered, approved, fresh, one_more
from tests.selfassessment.library import add, cite, put_file
from tests.selfassessment.promising import answer, promise
from tests.selfassessment.reviewing import agree_everything, reopen, sign, submit
from tests.selfassessment.talking import say

NAME, WHY = "Joan Smith", "Names somebody who draws on care."
SAID = "We met Joan Smith."


def withdraw(northmoor, now, *, words=NAME, reason=WHY, by=None, section="assessing-needs") -> Places:
    """Helen, who writes the section and sees no scores, withdraws the name; or somebody else."""
    statement = northmoor.statement(section)
    return withdraw_words(
        round=northmoor.round,
        statement=statement,
        words=words,
        reason=reason,
        by=by or northmoor.helen,
        at=now,
        reach=EVERYWHERE,
    )


def named_in() -> list[str]:
    """Every column of every table of ours in which the name stands, read the slow way."""
    return sorted({where for where, value in _values() if Passage(NAME).stands_anywhere_in(value)})


def everything() -> list[tuple[str, str]]:
    """Every value in every table of ours, to see that nothing has changed."""
    return [(where, str(value)) for where, value in _values()]


def _values() -> Iterator[tuple[str, object]]:
    for room in ("assurance", "selfassessment", "reports"):
        for model in apps.get_app_config(room).get_models():
            for row in model._base_manager.order_by("pk"):
                for field in model._meta.concrete_fields:
                    yield f"{model.__name__}.{field.attname}", getattr(row, field.attname)


def next_round(northmoor, now):
    """The round of the next year, with what was written carried over."""
    return start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2028", title="2028", by=None,
        at=now + datetime.timedelta(days=1), previous=northmoor.round,
    )  # fmt: skip


# --- One function for each place ------------------------------------------------------------------------------------


def in_a_text(w, now):
    write_section(w.round, w.statement("equity"), {"summary": SAID}, w.priya, now)


def in_an_earlier_version(w, now):
    in_a_text(w, now)
    write_section(w.round, w.statement("equity"), {"summary": "We met people."}, w.ruth, now)


def in_a_text_kept_aside(w, now):
    part, statement = w.round.prompt_set.parts.get(slug="summary"), w.statement("equity")
    write_section(w.round, statement, {"summary": "We met people."}, w.ruth, now)
    write_parts(round=w.round, statement=statement, drafts=[Draft(part, SAID, 0)], by=w.priya, at=now)


def in_the_opening(w, now):
    write_section(w.round, None, {"about-the-council": SAID}, w.priya, now)


def in_a_text_carried_over(w, now):
    in_a_text(w, now)
    next_round(w, now)


def in_a_text_of_the_next_round_only(w, now):
    later = next_round(w, now)
    write_section(later, w.statement("equity"), {"summary": SAID}, w.priya, now)


def in_a_comment(w, now):
    say(w, w.tom, SAID, now, section="equity")


def in_the_note_of_a_review(w, now):
    submit(w, "equity", now, note=SAID)


def in_what_a_reviewer_asked_for(w, now):
    submit(w, "equity", now)
    moving.request_changes(
        round=w.round, statement=w.statement("equity"), what_to_change=SAID, by=w.ruth, at=now
    )  # fmt: skip


def in_what_a_section_waits_for(w, now):
    write_section(w.round, w.statement("equity"), {"summary": "Words."}, w.priya, now)
    moving.block_section(round=w.round, statement=w.statement("equity"), blocked_on=SAID, by=w.priya, at=now)


def in_a_sign_off_and_its_reopening(w, now):
    agree_everything(w, now)
    sign(w, now, note=SAID)
    reopen(w, now, because=f"{SAID} Twice.")


def in_an_action(w, now):
    promise(
        w.round, w.aisha, now, SAID, measure=SAID, expected_evidence=SAID, source_note=SAID, rag="red",
        rag_reason=SAID, section="equity",
    )  # fmt: skip


def in_an_action_of_no_section(w, now):
    promise(w.round, w.aisha, now, SAID)


def in_progress_told_from_the_next_round(w, now):
    action = promise(w.round, w.aisha, now, section="equity")
    actions.tell_progress(round=next_round(w, now), action=action, text=SAID, by=w.aisha, at=now)


def in_a_change_of_an_action(w, now):
    action = promise(w.round, w.aisha, now, SAID, section="equity")
    new = actions.Promise(what="Meet people.", section="equity")
    actions.change_action(round=next_round(w, now), action=action, version=1, promise=new, by=w.aisha, at=now)


def in_a_citation(w, now):
    cite(w, add(w, now), now, section="equity", shows=SAID, pointer=NAME)


def in_a_citation_for_an_action(w, now):
    action = promise(w.round, w.aisha, now)
    cite_evidence(item=add(w, now), round=w.round, action=action, pointer=NAME, shows=SAID, by=w.aisha, at=now)


def in_a_citation_for_a_checklist(w, now):
    held = answer_to_back(round=w.round, item=_asked(), by=w.aisha, at=now)
    cite_evidence(item=add(w, now), round=w.round, answer=held, pointer=NAME, shows=SAID, by=w.aisha, at=now)


def _asked() -> ChecklistItem:
    return ChecklistItem.objects.filter(checklist__slug="nine-tips").order_by("pk")[0]


def in_a_note_on_a_checklist(w, now):
    answer(w.round, "nine-tips", _asked().slug, "partly", w.aisha, now, note=SAID)


def in_a_checklist_of_the_councils_own(w, now):
    checklists.save_checklist(
        council=w.council, checklist=None, title=f"Ask {NAME}", purpose=SAID, by=w.callum, at=now,
        items=[checklists.ItemWords(None, f"Is {NAME} well?")],
    )  # fmt: skip


def in_an_item_of_evidence(w, now):
    add(w, now, kind="quotation", title=f"Letter of {NAME}", summary=SAID, quotation=SAID, said_by=NAME)


def in_the_name_of_a_file(w, now):
    put_file(w, add(w, now), now, name=f"Letter of {NAME}.txt")


def in_a_category_of_evidence(w, now):
    evidence.add_category(round=w.round, title=f"Letters of {NAME}", by=w.priya, at=now)


def in_a_spreadsheet_that_came_back(w, now, by=None):
    ReturnedWorkbook.objects.create(
        reference="w-1", round=w.round, kind="round", name=f"{NAME}.xlsx", sha256="0" * 64, at=now, by=by or w.helen,
        sheets=[{"name": "Equity", "rows": [["summary", SAID]]}],
    )  # fmt: skip


def in_the_reason_of_an_earlier_withdrawal(w, now):
    say(w, w.tom, "Ask Mary Brown.", now)
    withdraw(w, now, words="Mary Brown", reason="About Joan Smith and her sister.")


def in_a_document(w, now):
    in_a_text(w, now)
    ask_for(w.round, w.ruth, now, includes_scores=False)


def in_a_score(w, now):
    score_statement(w.round, w.statement("equity"), 2, w.ruth, now, reason=SAID)


def in_a_challenge(w, now):
    record_challenge(
        round=w.round, statement=w.statement("equity"), value=2, reason=SAID, version=0, by=w.yvonne, at=now
    )


def in_restricted_evidence(w, now):
    add(w, now, by=w.priya, kind="quotation", title=f"Letter of {NAME}", quotation=SAID, sensitivity="restricted")


def in_somebody_elses_spreadsheet(w, now):
    in_a_spreadsheet_that_came_back(w, now, by=w.tom)


def in_a_document_with_scores(w, now):
    in_a_score(w, now)
    ask_for(w.round, w.ruth, now, includes_scores=True)


def in_an_item_of_the_return(northmoor, now):
    item = approved(northmoor, one_more(northmoor, now, title=SAID, wording=SAID), now)
    where = {"item": item, "round": northmoor.round, "by": northmoor.priya, "at": now}
    say_confidence(confidence="low", reason=SAID, **where)
    request_item_changes(what_to_change=SAID, seen=seen_of(answer_of(fresh(item))), **where)


def in_an_answer_of_the_return(northmoor, now):
    item = one_more(northmoor, now)
    answered(northmoor, item, now, text=SAID)
    answered(northmoor, item, now, kind="link", url="https://northmoor.example/", text=SAID, pointer=SAID)


def in_a_letter_given_as_a_spreadsheet(northmoor, now):
    content = f"Section,Ref,Title\nGeneral,IR1,{SAID}".encode()
    receive_items(round=northmoor.round, name=f"{SAID}.csv", content=content, by=northmoor.priya, at=now)


HIDDEN = [
    in_a_score, in_a_challenge, in_restricted_evidence, in_somebody_elses_spreadsheet, in_a_document_with_scores,
]  # fmt: skip
OPEN = [
    act for name, act in list(globals().items())
    if name.startswith("in_") and callable(act) and act not in HIDDEN
]  # fmt: skip
