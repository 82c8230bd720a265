"""The case room's named promises of the database, both ways: tried by tests/assurance/test_constraints.py."""

from casetracking.models import (
    Answer,
    Attribute,
    Audit,
    AuditTool,
    Candidate,
    Case,
    CaseDocument,
    Consent,
    Contact,
    Criterion,
    DocumentKind,
    Draw,
    HeldSheet,
    Import,
    Likeness,
    Lock,
    Milestone,
    Pool,
    Question,
    ReferenceKey,
    SheetColumn,
    Suitability,
    Team,
    Theme,
)


def pool(w, slug: str = "first", **given) -> dict:
    return {"round": w.round, "slug": slug, "name": "x", "purge_on": w.now.date(), "made_at": w.now, **given}


def made(w, slug: str = "first") -> Pool:
    return Pool.objects.filter(slug=slug, round=w.round).first() or Pool.objects.create(**pool(w, slug))


def candidate(w, reference: str = "A", slug: str = "first") -> Candidate:
    return Candidate.objects.get_or_create(pool=made(w, slug), reference=reference)[0]


def case(w, number: int, **given) -> dict:
    return {"pool": made(w), "candidate": candidate(w, f"C{number}"), "number": number, "added_at": w.now, **given}


def pooled(w, number: int = 90) -> Case:
    return Case.objects.filter(number=number).first() or Case.objects.create(**case(w, number))


def held(w, **given) -> dict:
    return {"pool": made(w), "by": w.aisha, "at": w.now, "expires_at": w.now, **given}


def key(w, council=None, **given) -> dict:
    return {"council": council or w.council, "made_at": w.now, **given}


def attribute(w, slug: str, **given) -> dict:
    return {
        "slug": slug,
        "order": 1,
        "title": "x",
        "kind": "yes/no",
        "source": "council",
        "council": w.council,
        **given,
    }


def criterion(w, number: int, **given) -> dict:
    return {"pool": made(w), "number": number, "name": "x", "conditions": [], "least": 1, **given}


def lock(w, reference: str, reason: str) -> dict:
    return {"pool": made(w), "candidate": candidate(w, reference), "side": "in", "reason": reason, "at": w.now}


def draw(w, number: int, **given) -> dict:
    return {"pool": made(w), "number": number, "seed": 1, "size": 50, "asked_at": w.now, **given}


def consent(w, number: int, **given) -> dict:
    return {"case": pooled(w, number), "asked_on": w.now.date(), "way": "phone", "at": w.now, **given}


def tool(w, slug: str = "x") -> AuditTool:
    return AuditTool.objects.get_or_create(council=w.council, slug=slug, defaults={"title": "x", "edition": "1"})[0]


def question(w, number: int = 1) -> Question:
    return Question.objects.get_or_create(tool=tool(w), number=number, defaults={"statement": "x", "text": "x"})[0]


def audit(w, number: int, **given) -> dict:
    return {"case": pooled(w, number), "tool": tool(w), "auditor": w.tom, "given_at": w.now, **given}


def audited(w) -> Audit:
    return Audit.objects.filter(case__number=80).first() or Audit.objects.create(**audit(w, 80))


def answer(w, number: int, **given) -> dict:
    return {"audit": audited(w), "question": question(w, number), **given}


def today(w):
    return w.now.date()


CASES = {
    "one_held_sheet_per_person_and_pool": (HeldSheet,
        lambda w: [held(w), held(w, by=w.tom), held(w, pool=made(w, "second"))],
        lambda w: [held(w)]),
    "sheet_column_once_in_council": (SheetColumn,
        lambda w: [{"council": c, "mark": "x", "means": "team"} for c in (w.council, w.other_council)],
        lambda w: [{"council": w.council, "mark": "x"}]),
    "pool_slug_once_in_round": (Pool, lambda w: [pool(w, "a"), pool(w, "b"), pool(w, "a", round=w.other_round)],
        lambda w: [pool(w, "a")]),
    "pool_size_is_1_to_500": (Pool, lambda w: [pool(w, "a", size=1), pool(w, "b", size=500)],
        lambda w: [pool(w, "c", size=0), pool(w, "d", size=501)]),
    "one_reference_key_per_council": (ReferenceKey,
        lambda w: [key(w, destroyed_at=w.now), key(w, sealed="x"), key(w, w.other_council, sealed="x")],
        lambda w: [key(w, sealed="y")]),
    "a_destroyed_key_is_gone": (ReferenceKey, lambda w: [key(w, sealed="x"), key(w, destroyed_at=w.now)],
        lambda w: [key(w, w.other_council), key(w, sealed="x", destroyed_at=w.now)]),
    "shipped_attribute_slug_once": (Attribute, lambda w: [attribute(w, "x", council=None), attribute(w, "x")],
        lambda w: [attribute(w, "x", council=None), attribute(w, "gender", council=None)]),
    "shipped_attribute_place_once": (Attribute,
        lambda w: [attribute(w, "x", council=None, place=900), attribute(w, "y", place=900)],
        lambda w: [attribute(w, "z", council=None, place=900)]),
    "attribute_slug_once_in_council": (Attribute,
        lambda w: [attribute(w, "x"), attribute(w, "x", council=w.other_council), attribute(w, "gender")],
        lambda w: [attribute(w, "x")]),
    "attribute_kind_is_known": (Attribute,
        lambda w: [attribute(w, kind[:2], kind=kind) for kind in ("yes/no", "choice", "number")],
        lambda w: [attribute(w, "z", kind="text")]),
    "candidate_once_in_pool": (Candidate,
        lambda w: [{"pool": made(w, slug), "reference": "A"} for slug in ("first", "second")],
        lambda w: [{"pool": made(w), "reference": "A"}]),
    "import_number_once_in_pool": (
        Import,
        lambda w: [{"pool": made(w), "number": n, "rows": 1, "people": 1, "at": w.now} for n in (1, 2)],
        lambda w: [{"pool": made(w), "number": 1, "rows": 1, "people": 1, "at": w.now}],
    ),
    "criterion_number_once_in_pool": (Criterion, lambda w: [criterion(w, 1), criterion(w, 2)],
        lambda w: [criterion(w, 1)]),
    "criterion_asks_for_a_number": (Criterion,
        lambda w: [criterion(w, 1), criterion(w, 2, least=None, most=0)],
        lambda w: [criterion(w, 3, least=None)]),
    "criterion_least_within_most": (Criterion, lambda w: [criterion(w, 1, most=1), criterion(w, 2, most=5)],
        lambda w: [criterion(w, 3, least=2, most=1)]),
    "criterion_weight_is_1_to_100": (Criterion, lambda w: [criterion(w, 1), criterion(w, 2, weight=100)],
        lambda w: [criterion(w, 3, weight=0), criterion(w, 4, weight=101)]),
    "likeness_once_in_pool": (Likeness,
        lambda w: [{"pool": made(w, slug), "attribute": "gender"} for slug in ("first", "second")],
        lambda w: [{"pool": made(w), "attribute": "gender"}]),
    "likeness_weight_is_1_to_100": (Likeness,
        lambda w: [{"pool": made(w), "attribute": "gender", "weight": 100}],
        lambda w: [{"pool": made(w), "attribute": "autism", "weight": weight} for weight in (0, 101)]),
    "a_lock_has_a_reason": (Lock, lambda w: [lock(w, "A", "So.")], lambda w: [lock(w, "B", "")]),
    "draw_number_once_in_pool": (Draw, lambda w: [draw(w, 1), draw(w, 2)], lambda w: [draw(w, 1)]),
    "draw_bound_within_objective": (Draw,
        lambda w: [draw(w, 1, objective=5, bound=5), draw(w, 2), draw(w, 3, objective=5, bound=0)],
        lambda w: [draw(w, 4, objective=5, bound=6)]),
    "case_number_once_in_pool": (Case, lambda w: [case(w, 1), case(w, 2)],
        lambda w: [case(w, 1, candidate=candidate(w, "another"))]),
    "case_status_is_known": (Case, lambda w: [case(w, 1, status="agreed")],
        lambda w: [case(w, 2, status="done"), case(w, 3, status="")]),
    "who_left_the_pool_left_for_a_reason": (Case,
        lambda w: [case(w, 1), case(w, 2, standing="left", left_because="So.")],
        lambda w: [case(w, 3, standing="left")]),
    "not_suitable_says_why": (Suitability,
        lambda w: [{"case": pooled(w, 1), "suitable": True, "at": w.now},
                   {"case": pooled(w, 2), "suitable": False, "reason": "So.", "at": w.now}],
        lambda w: [{"case": pooled(w, 3), "suitable": False, "at": w.now}]),
    "consent_answered_with_its_day": (Consent,
        lambda w: [consent(w, 1), consent(w, 2, answer="no", answered_on=today(w))],
        lambda w: [consent(w, 3, answer="yes"), consent(w, 4, answered_on=today(w))]),
    "only_a_yes_is_withdrawn": (Consent,
        lambda w: [consent(w, 1, answer="yes", answered_on=today(w), withdrawn_on=today(w))],
        lambda w: [consent(w, 2, answer="no", answered_on=today(w), withdrawn_on=today(w))]),
    "a_contact_says_something": (Contact,
        lambda w: [{"case": pooled(w), "on": today(w), "way": "phone", "note": "x", "at": w.now}],
        lambda w: [{"case": pooled(w), "on": today(w), "way": "phone", "note": "", "at": w.now}]),
    "document_kind_once_in_council": (DocumentKind,
        lambda w: [{"council": c, "slug": "x", "order": 1, "title": "x"} for c in (w.council, w.other_council)],
        lambda w: [{"council": w.council, "slug": "x", "order": 2, "title": "y"}]),
    "shipped_document_kind_once": (DocumentKind, lambda w: [{"slug": "x", "order": 1, "title": "x"}],
        lambda w: [{"slug": "x", "order": 2, "title": "y"}]),
    "case_document_once": (CaseDocument,
        lambda w: [{"case": pooled(w, n), "at": w.now, "kind": DocumentKind.objects.get_or_create(
            slug="z", defaults={"order": 1, "title": "x"})[0]} for n in (1, 2)],
        lambda w: [{"case": pooled(w, 1), "at": w.now, "kind": DocumentKind.objects.get(slug="z")}]),
    "a_milestone_says_what": (Milestone,
        lambda w: [{"case": pooled(w), "days_before": 30, "what": "x", "at": w.now}],
        lambda w: [{"case": pooled(w), "days_before": 30, "what": "", "at": w.now}]),
    "audit_tool_once_in_council": (AuditTool,
        lambda w: [{"council": c, "slug": "x", "title": "x", "edition": "1"} for c in (w.council, w.other_council)],
        lambda w: [{"council": w.council, "slug": "x", "title": "y", "edition": "2"}]),
    "shipped_audit_tool_once": (AuditTool, lambda w: [{"slug": "x", "title": "x", "edition": "1"}],
        lambda w: [{"slug": "x", "title": "y", "edition": "2"}]),
    "question_number_once_in_tool": (Question,
        lambda w: [{"tool": tool(w, slug), "number": 1, "statement": "x", "text": "x"} for slug in ("a", "b")],
        lambda w: [{"tool": tool(w, "a"), "number": 1, "statement": "x", "text": "y"}]),
    "one_audit_and_one_moderation_per_case": (Audit,
        lambda w: [audit(w, 1), audit(w, 1, kind="moderation", auditor=w.aisha), audit(w, 2)],
        lambda w: [audit(w, 2, auditor=w.aisha)]),
    "nobody_moderates_their_own_audit": (Audit,
        lambda w: [audit(w, 1), audit(w, 2, kind="moderation")],
        lambda w: [audit(w, 1, kind="moderation")]),
    "audit_grade_is_1_to_4": (Audit, lambda w: [audit(w, 1, grade=1), audit(w, 2, grade=4), audit(w, 3)],
        lambda w: [audit(w, 4, grade=grade) for grade in (0, 5)]),
    "audit_status_is_known": (Audit, lambda w: [audit(w, 1, status="started")],
        lambda w: [audit(w, 2, status="done")]),
    "a_finished_audit_has_its_grade_and_time": (Audit,
        lambda w: [audit(w, 1), audit(w, 2, status="finished", grade=3, finished_at=w.now)],
        lambda w: [audit(w, 3, status="finished", finished_at=w.now), audit(w, 4, status="finished", grade=3),
                   audit(w, 5, finished_at=w.now)]),
    "one_answer_per_question": (Answer, lambda w: [answer(w, 1), answer(w, 2)], lambda w: [answer(w, 1)]),
    "audit_answer_grade_is_1_to_4": (Answer, lambda w: [answer(w, 1, grade=1), answer(w, 2, grade=4), answer(w, 3)],
        lambda w: [answer(w, 4, grade=grade) for grade in (0, 5)]),
    "what_does_not_apply_has_no_grade": (Answer, lambda w: [answer(w, 1, does_not_apply=True), answer(w, 2, grade=2)],
        lambda w: [answer(w, 3, grade=2, does_not_apply=True)]),
    "one_team_per_auditor_and_council": (Team,
        lambda w: [{"council": c, "person": w.tom, "name": "East"} for c in (w.council, w.other_council)],
        lambda w: [{"council": w.council, "person": w.tom, "name": "West"}]),
    "an_auditors_team_has_a_name": (Team,
        lambda w: [{"council": w.council, "person": w.tom, "name": "East"}],
        lambda w: [{"council": w.council, "person": w.aisha, "name": ""}]),
    "a_theme_says_something": (Theme,
        lambda w: [{"pool": made(w), "statement": "equity", "kind": "gap", "text": "x", "at": w.now}],
        lambda w: [{"pool": made(w), "statement": "equity", "kind": "gap", "text": "", "at": w.now}]),
}  # fmt: skip
