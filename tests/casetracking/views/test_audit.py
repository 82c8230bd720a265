"""Filling in an audit: saved safely, finished once."""

import datetime

import pytest

from casetracking.models import DocumentKind, Look
from casetracking.operations.cases import (
    Pointed,
    add_milestone,
    anchor_of,
    leave_pool,
    log_contact,
    point_to_documents,
    write_reflection,
)
from tests.casetracking.auditing import audited, finished, give
from tests.casetracking.cases import asked, fresh
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(case, marcin, helen, now):
    return give(case, marcin, helen, now)


def form(page, grade: str = "3", **other) -> dict:
    grades = {f"grade-{n}": grade for n in range(1, 13)}
    return {"version": page.value("version"), **grades, "grade": grade, **other}


def test_it_is_filled_in_a_little_at_a_time_and_then_finished(signed_in, marcin, full, case, one):
    client, reference = signed_in(marcin), case.candidate.reference
    page = get(client, "audit", "2027", full.slug, reference)
    said = post(client, "audit", "2027", full.slug, reference, version=page.value("version"), strengths="Kind.")
    assert leads_to(said, "audit", "2027", "first", reference)
    again = get(client, "audit", "2027", full.slug, reference)
    assert again.value("strengths") == "Kind."
    done = post(client, "audit", "2027", full.slug, reference, **form(again, finish="yes", strengths="Kind."))
    assert leads_to(done, "pool_audits", "2027", "first")
    one.refresh_from_db()
    assert (one.status, one.grade, one.answers.count()) == ("finished", 3, 12)
    assert "Finished on" in get(client, "audit", "2027", full.slug, reference).words


def test_what_is_missing_is_said_and_the_rest_is_saved(signed_in, marcin, full, case, one):
    client, reference = signed_in(marcin), case.candidate.reference
    given = form(get(client, "audit", "2027", full.slug, reference), finish="yes") | {"grade-7": "", "grade": ""}
    page = post(client, "audit", "2027", full.slug, reference, **given)
    refuses(page, "Question 7 has neither a grade nor")
    assert one.answers.filter(grade=3).count() == 11
    finish = given | {"grade-7": "n/a", "grade": "2", "version": page.value("version")}
    assert leads_to(post(client, "audit", "2027", full.slug, reference, **finish), "pool_audits", "2027", "first")


def test_two_windows_lose_nothing(signed_in, marcin, full, case, one):
    client, reference = signed_in(marcin), case.candidate.reference
    post(client, "audit", "2027", full.slug, reference, version="1", gaps="From the first window.")
    page = post(client, "audit", "2027", full.slug, reference, version="1", gaps="From the second window.")
    refuses(page, "from another window", status=409)
    assert "From the first window." in page.words
    assert page.value("gaps") == "From the second window."
    assert page.value("version") == "2"


def test_the_guard_reads_every_note(signed_in, marcin, full, case, one):
    client, reference = signed_in(marcin), case.candidate.reference
    page = post(client, "audit", "2027", full.slug, reference, **{"version": "1", "note-4": "Ring 01632 960123"})
    refuses(page, "phone number", "note-4")
    assert not one.answers.exists()


def test_a_case_given_to_somebody_else_is_refused(signed_in, helen, full, case, one):
    page = get(signed_in(helen), "audit", "2027", full.slug, case.candidate.reference)
    assert page.status == 403
    assert "not given to you" in page.words


def test_a_moderator_sees_nothing_of_the_first_audit(signed_in, marcin, helen, full, listed, now):
    audited(listed[0], helen, now, 1, note="Only Helen wrote this.")
    give(listed[0], marcin, helen, now, "moderation")
    page = get(signed_in(marcin), "audit", "2027", full.slug, listed[0].candidate.reference)
    assert "Only Helen wrote this" not in page.html
    assert "Listened well" not in page.html
    assert "once yours is finished" in page.words


def test_a_finished_audit_is_not_changed(signed_in, marcin, full, case, one, now):
    finished(one, now)
    client, reference = signed_in(marcin), case.candidate.reference
    post(client, "audit", "2027", full.slug, reference, version="3", strengths="Other.")
    one.refresh_from_db()
    assert one.strengths == "Listened well."


def test_an_auditor_reads_the_record_but_nothing_of_consent_or_contacts(
    signed_in, marcin, helen, full, case, one, now
):
    asked(case, helen, now, "yes", note="Ring the neighbour first.", beside="advocate", language="Punjabi")
    log_contact(case=case, on=now.date(), way="phone", note="Rang twice.", by=helen, at=now)
    add_milestone(
        case=case, on=anchor_of(fresh(case).pool) - datetime.timedelta(days=90), what="A fall", by=helen, at=now
    )
    write_reflection(case=case, version=0, text="We came too late.", worker="Nurse", by=helen, at=now)
    kinds = list(DocumentKind.objects.in_force(full.round.council)[:2])
    pointed = [Pointed(kinds[0], "there", "Mosaic, document 4"), Pointed(kinds[1], "asked")]
    point_to_documents(case=case, version=fresh(case).version, pointed=pointed, by=helen, at=now)
    client, reference = signed_in(marcin), case.candidate.reference
    words = get(client, "audit", "2027", full.slug, reference).words
    come = f"still to come: {kinds[1].title}."
    for said in ("90 days before A fall", "Mosaic, document 4", come, "We came too late.", "Reflective log, nurse"):
        assert said in words, said
    for kept in ("Rang twice", "neighbour", "Punjabi", "By phone", "Consent"):
        assert kept.casefold() not in words.casefold(), kept
    assert Look.objects.filter(by=marcin, reference=reference, page="audit").count() == 1
    for page in ("case", "case_consent", "case_contact", "case_chronology", "case_documents", "case_reflection"):
        assert get(client, page, "2027", full.slug, reference).status == 403


def test_nobody_waits_for_the_audit_of_who_has_left(signed_in, helen, marcin, full, case, one, now):
    client = signed_in(marcin)
    assert case.candidate.reference in get(client, "pool_audits", "2027", full.slug).words
    leave_pool(case=case, version=fresh(case).version, reason="Moved away.", by=helen, at=now)
    assert get(client, "pool_audits", "2027", full.slug).status == 403
    page = get(client, "audit", "2027", full.slug, case.candidate.reference)
    assert page.status == 403
    assert "This person has left the pool, so nobody waits for this audit any more." in page.words
    assert "1 case to audit" not in get(client, "home").words
    assert "0 of 0" in get(signed_in(helen), "pool_dashboard", "2027", full.slug).words
