"""A case on its way: suitability, consent, withdrawal, substitutes; what is kept of dates and who may be asked."""

import datetime

import pytest

from assurance.models import Event
from casetracking.asking import asked_of
from casetracking.models import Case, CaseDocument, Consent, DocumentKind, Lock, Milestone
from casetracking.operations import cases as acts
from casetracking.operations.cases import CaseRefused, Pointed, StaleCase
from tests.casetracking.auditing import give
from tests.casetracking.cases import asked, fresh, said, suited

pytestmark = pytest.mark.django_db


def verbs(case) -> list[str]:
    return list(
        Event.objects.filter(subject__startswith=case.candidate.reference)
        .order_by("pk")
        .values_list("verb", flat=True)
    )


def test_who_is_not_checked_is_not_asked(case, helen, now):
    with pytest.raises(CaseRefused, match="only a case that is “Suitable”"):
        acts.record_consent(case=case, version=0, asked=said(now), by=helen, at=now)
    assert not Consent.objects.exists()


def test_not_suitable_says_why_and_leaves_no_trace_without(case, helen, now):
    with pytest.raises(CaseRefused, match="Say why"):
        acts.check_suitability(case=case, version=1, suitable=False, reason=" ", by=helen, at=now)
    assert fresh(case).status == "drawn"
    acts.check_suitability(case=case, version=1, suitable=False, reason="Recently bereaved.", by=helen, at=now)
    assert fresh(case).status == "unsuitable"
    assert verbs(case)[-1] == "found not suitable"


def test_somebody_is_asked_and_says_yes(case, helen, now):
    asked(case, helen, now)
    assert fresh(case).status == "asked"
    asked(case, helen, now, "yes", interpreter=True, language="Punjabi")
    held = fresh(case)
    assert (held.status, held.consent.language, held.consent.version) == ("agreed", "Punjabi", 2)
    assert verbs(case) == ["found suitable", "asked for consent", "recorded consent"]


def test_asked_and_answered_in_one_go(case, helen, now):
    assert asked(case, helen, now, "no").status == "refused"


def test_no_words_of_a_case_reach_the_history(case, helen, now):
    asked(case, helen, now, "yes", note="Wants her sister there.")
    acts.log_contact(case=case, on=now.date(), way="phone", note="Her sister rang.", by=helen, at=now)
    acts.write_reflection(case=case, version=0, text="I rushed it.", worker="Social worker", by=helen, at=now)
    acts.add_milestone(case=case, on=now.date(), what="Sister moved in", by=helen, at=now)
    told = str(list(Event.objects.values("verb", "subject", "before", "after")))
    assert "ister" not in told
    assert "rushed" not in told
    assert "Social worker" not in told


def test_an_answer_stands(case, helen, now):
    asked(case, helen, now, "no")
    with pytest.raises(CaseRefused, match="not asked again"):
        acts.record_consent(case=case, version=1, asked=said(now, "yes"), by=helen, at=now)
    assert fresh(case).status == "refused"


def test_an_answer_can_not_come_before_the_question_or_in_the_future(case, helen, now):
    suited(case, helen, now)
    late = now.date() + datetime.timedelta(days=1)
    with pytest.raises(CaseRefused, match="still to come"):
        acts.record_consent(case=case, version=0, asked=said(now, asked_on=late), by=helen, at=now)
    with pytest.raises(CaseRefused, match="before they are asked"):
        acts.record_consent(case=case, version=0, asked=said(now, "yes", asked_on=now.date()), by=helen, at=now)
    assert fresh(case).status == "suitable"


def test_two_who_record_at_once_do_not_overwrite_each_other(case, helen, now):
    asked(case, helen, now)
    with pytest.raises(StaleCase):
        acts.record_consent(case=case, version=0, asked=said(now, "yes"), by=helen, at=now)
    assert fresh(case).status == "asked"


def test_a_yes_is_withdrawn_and_a_no_is_not(listed, helen, now):
    yes, no = listed[:2]
    asked(yes, helen, now, "yes")
    acts.withdraw_consent(case=yes, version=1, on=now.date(), by=helen, at=now)
    assert (fresh(yes).status, fresh(yes).consent.withdrawn_on) == ("withdrawn", now.date())
    asked(no, helen, now, "no")
    with pytest.raises(CaseRefused):
        acts.withdraw_consent(case=no, version=1, on=now.date(), by=helen, at=now)


def test_the_best_substitute_takes_the_place_of_a_refusal(case, full, helen, now):
    asked(case, helen, now, "no")
    offer = acts.best_substitute(fresh(case), at=now)
    taken = acts.take_substitute(case=case, reference=offer.reference, by=helen, at=now)
    assert taken.candidate.reference == offer.reference
    assert (taken.place_of, taken.standing, fresh(case).standing, fresh(case).status) == (
        case, "pool", "left", "refused",
    )  # fmt: skip
    assert full.cases.filter(standing="pool").count() == 6


def test_a_place_that_is_not_free_is_not_given_away(listed, helen, now):
    with pytest.raises(CaseRefused, match="its place is not free"):
        acts.take_substitute(case=listed[0], reference=listed[1].candidate.reference, by=helen, at=now)


def test_somebody_kept_out_is_not_offered(case, full, helen, now):
    asked(case, helen, now, "no")
    first = acts.best_substitute(fresh(case), at=now)
    person = full.candidates.get(reference=first.reference)
    Lock.objects.create(pool=full, candidate=person, side="out", reason="So.", at=now)
    assert acts.best_substitute(fresh(case), at=now).reference != first.reference


def test_a_case_leaves_with_its_reason_and_comes_back_while_its_place_is_free(case, helen, now):
    with pytest.raises(CaseRefused, match="Say why"):
        acts.leave_pool(case=case, version=1, reason="", by=helen, at=now)
    acts.leave_pool(case=case, version=1, reason="Moved away.", by=helen, at=now)
    assert (fresh(case).standing, fresh(case).status) == ("left", "left")
    acts.return_to_pool(case=case, version=2, by=helen, at=now)
    assert (fresh(case).standing, fresh(case).status) == ("pool", "drawn")


def test_a_case_whose_place_is_taken_stays_out(case, helen, now):
    acts.check_suitability(case=case, version=1, suitable=False, reason="Unwell.", by=helen, at=now)
    offer = acts.best_substitute(fresh(case), at=now)
    acts.take_substitute(case=case, reference=offer.reference, by=helen, at=now)
    with pytest.raises(CaseRefused, match="taken this case’s place"):
        acts.return_to_pool(case=case, version=fresh(case).version, by=helen, at=now)


def test_the_chronology_holds_days_and_no_date(case, full, helen, now):
    full.refresh_from_db()
    day = full.as_at - datetime.timedelta(days=120)
    acts.add_milestone(case=case, on=day, what="First contact", by=helen, at=now)
    line = Milestone.objects.get()
    assert line.days_before == 120
    assert day.isoformat() not in str(Milestone.objects.values().get())
    acts.remove_milestone(milestone=line, by=helen, at=now)
    assert not Milestone.objects.exists()


def test_documents_point_and_an_untouched_kind_gets_no_row(case, helen, now):
    plan, letter = DocumentKind.objects.filter(council=None).order_by("order")[:2]
    pointed = [Pointed(plan, "there", "Mosaic, document 3"), Pointed(letter, "")]
    acts.point_to_documents(case=case, version=1, pointed=pointed, by=helen, at=now)
    held = CaseDocument.objects.get()
    assert (held.kind, held.state, held.pointer) == (plan, "there", "Mosaic, document 3")
    with pytest.raises(StaleCase):
        acts.point_to_documents(case=case, version=1, pointed=pointed, by=helen, at=now)


def test_a_reflection_is_never_written_over(case, helen, now):
    acts.write_reflection(case=case, version=0, text="First.", worker="", by=helen, at=now)
    with pytest.raises(StaleCase):
        acts.write_reflection(case=case, version=0, text="Second.", worker="", by=helen, at=now)
    assert fresh(case).reflection.text == "First."


def test_a_contact_still_to_come_is_not_logged(case, helen, now):
    tomorrow = now.date() + datetime.timedelta(days=1)
    with pytest.raises(CaseRefused, match="still to come"):
        acts.log_contact(case=case, on=tomorrow, way="phone", note="Rang.", by=helen, at=now)


def test_a_purge_takes_everything_of_a_case(case, full, helen, now):
    from casetracking.operations.pools import purge_pool

    asked(case, helen, now, "yes")
    acts.log_contact(case=case, on=now.date(), way="phone", note="Rang.", by=helen, at=now)
    purge_pool(pool=full, by=helen, at=now)
    assert not Case.objects.exists()
    assert not Consent.objects.exists()
    with pytest.raises(CaseRefused, match="destroyed with its pool"):
        acts.log_contact(case=case, on=now.date(), way="phone", note="Rang.", by=helen, at=now)


def test_a_redraw_keeps_whoever_something_was_done_with(listed, full, helen, marcin, now):
    contacted, audited, untouched = listed[:3]
    acts.log_contact(case=contacted, on=now.date(), way="phone", note="Rang.", by=helen, at=now)
    give(audited, marcin, helen, now)
    fixed = asked_of(full, at=now).rules.locked_in
    assert fixed == {contacted.candidate.reference, audited.candidate.reference}
    assert untouched.candidate.reference not in fixed
