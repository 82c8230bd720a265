"""Practice audits: what is given to me, filling it in, the pool's audits with how far two agree, and one case's two."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.models import Round, User
from assurance.questions import Question
from assurance.roles import Permission
from casetracking.cld.signs import read_reference
from casetracking.forms.audits import AuditForm, GiveForm, ModerateForm
from casetracking.middleware import about_people
from casetracking.models import Audit, Case, Pool
from casetracking.operations import audits as acts
from casetracking.operations.audits import AuditRefused, StaleAudit
from casetracking.operations.telling import tell_ticked
from casetracking.operations.tools import tool_of
from casetracking.presenters import audits as shown
from casetracking.presenters.cases import facts_of, held_for_auditors
from casetracking.statuses import AuditStatus
from casetracking.views.finding import attributes_of, pool_of, titles_of
from casetracking.views.tools import auditors_of

LEFT = "This person has left the pool, so nobody waits for this audit any more. What was filled in is not lost."
NOT_YOURS = "This audit is not given to you. Auditors see the cases given to them, and nobody else’s."


@allowed(Permission.CASES_AUDIT)
def audits(request: HttpRequest, round: Round) -> HttpResponse:
    """Where cases are given to me, pool by pool, in counts."""
    mine = Q(cases__audits__auditor=request.user)
    pools = (
        Pool.objects.filter(mine, round=round, purged_at=None)
        .annotate(
            given=Count("cases__audits", filter=mine),
            done=Count("cases__audits", filter=mine & Q(cases__audits__status=AuditStatus.FINISHED)),
        )
        .order_by("made_at", "pk")
    )
    return render(request, "casetracking/audits.html", {"pools": pools})


@about_people
@allowed(Permission.CASES_AUDIT)
def pool_audits(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """The audits given to me; for the principal social worker all of them, and how far two agree."""
    found = pool_of(request, round, pool)
    curates = request.access.may(Permission.CASES_CURATE)
    listed = shown.audits_of(found)
    today = timezone.localdate()
    mine = [audit for audit in listed if audit.auditor_id == request.user.pk]
    context = {"pool": found, "mine": shown.audit_rows(mine, listed, request.user, today), "curates": curates}
    if curates:
        pairs = shown.pairs_of(listed, request.user)
        context |= {
            "rows": shown.audit_rows(listed, listed, request.user, today),
            "counts": shown.counts_of(listed, today),
            "agreement": shown.agreement_of(pairs),
            "discuss": shown.to_discuss(pairs),
        }
    elif not mine:
        raise PermissionDenied(NOT_YOURS)
    return render(request, "casetracking/pool_audits.html", context)


@Question
def _mine(pool: int, person: int, reference: str) -> QuerySet[Audit]:
    """The audit of a case that is given to somebody."""
    given = Audit.objects.filter(case__pool=pool, auditor=person, case__candidate__reference=reference)
    return given.select_related("case__candidate", "case__reflection", "tool").order_by("pk")[:1]


@allowed(Permission.CASES_AUDIT)
def audit(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Fill in an audit that is given to me; saved as often as one likes, finished once."""
    found = pool_of(request, round, pool)
    held = next(iter(_mine.rows(found.pk, request.user.pk, read_reference(candidate) or "")), None)
    if held is None:
        raise PermissionDenied(NOT_YOURS)
    held.case.pool = found
    questions = list(held.tool.questions.order_by("number"))
    answers = {answer.question_id: answer for answer in held.answers.all()}
    finished = held.status == AuditStatus.FINISHED
    if not finished and not held.case.is_in_pool:
        raise PermissionDenied(LEFT)
    sent = request.POST if request.method == "POST" and not finished else None
    form = AuditForm(sent or None, questions=questions, audit=held, answers=answers)
    status = 200
    if request.method == "POST" and finished:
        messages.warning(request, "This audit is finished, so nothing was saved.")
        return redirect("audit", round.slug, found.slug, candidate)
    if sent is not None and form.is_valid():
        try:
            return _save(request, round, found, held, form)
        except StaleAudit as why:
            form.add_error(None, str(why))
            form.data, status = {**form.data.dict(), "version": str(held.version)}, 409
        except AuditRefused as why:
            form.add_error(None, str(why))
            held.refresh_from_db()
            form.data = {**form.data.dict(), "version": str(held.version)}
    context = {
        "pool": found, "audit": held, "case": held.case, "form": form, "stale": status == 409, "finished": finished,
        "facts": facts_of(held.case, attributes_of(round)), "titles": titles_of(round),
        "answers": [(question, answers.get(question.pk)) for question in questions],
        "curates": request.access.may(Permission.CASES_CURATE), "record": held_for_auditors(held.case),
    }  # fmt: skip
    return render(request, "casetracking/audit.html", context, status=status)


def _save(request: HttpRequest, round: Round, pool: Pool, audit: Audit, form: AuditForm) -> HttpResponse:
    said = {"by": request.user, "at": timezone.now()}
    saved = acts.save_audit(audit=audit, version=form.cleaned_data["version"], filled=form.filled(), **said)
    tell_ticked(pool=pool, concerns=form.confirmed, **said)
    reference = audit.case.candidate.reference
    if "finish" not in request.POST:
        messages.success(request, "What you filled in is saved. Finish it when every question has its grade.")
        return redirect("audit", round.slug, pool.slug, reference)
    acts.finish_audit(audit=saved, **said)
    messages.success(request, f"The audit of {reference} is finished.")
    return redirect("pool_audits", round.slug, pool.slug)


@about_people
@allowed(Permission.CASES_CURATE)
def audit_give(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """Give cases to an auditor, never from the auditor's own team."""
    found = pool_of(request, round, pool)
    cases = _with_audits(found).exclude(audits__kind=Audit.Kind.AUDIT).in_pool()
    cases = list(cases.order_by("number"))
    people = auditors_of(round)
    form = GiveForm(request.POST or None, cases=cases, people=people, initial={"due_on": found.audits_due_on})

    def act(given, auditor):
        chosen = [case for case in cases if case.candidate.reference in given["cases"]]
        kind = Audit.Kind.AUDIT
        return acts.give_audits(
            pool=found, cases=chosen, auditor=auditor, kind=kind, due_on=given["due_on"], by=request.user,
            at=timezone.now(),
        )  # fmt: skip

    drawn = found.cases.in_pool().exists()
    context = {"cases": cases, "people": people, "tool": tool_of(round.council), "drawn": drawn}
    return _give(request, round, found, form, people, act, "audit_give", context)


@allowed(Permission.CASES_CURATE)
def audit_moderate(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """Give a random sample of audited cases to somebody for a second, blind audit."""
    found = pool_of(request, round, pool)
    people = auditors_of(round)
    form = ModerateForm(request.POST or None, people=people, initial={"due_on": found.audits_due_on})

    def act(given, auditor):
        return acts.sample_for_moderation(
            pool=found, size=given["size"], auditor=auditor, seed=found.seed + found.version, due_on=given["due_on"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip

    context = {"could": len(acts.audited_once(found)), "people": people}
    return _give(request, round, found, form, people, act, "audit_moderate", context)


def _give(request, round, pool, form, people: list[User], act, name: str, context: dict) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        auditor = next(one for one in people if str(one.pk) == form.cleaned_data["auditor"])
        try:
            made = act(form.cleaned_data, auditor)
        except AuditRefused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, f"{len(made)} given to {auditor.name}.")
            return redirect("pool_audits", round.slug, pool.slug)
    return render(request, f"casetracking/{name}.html", {"pool": pool, "form": form, **context})


@allowed(Permission.CASES_CURATE)
def case_audits(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """What the audit of a case says beside its moderation; not for somebody who has one of them to finish."""
    found = pool_of(request, round, pool)
    case = _case(found, candidate)
    two = list(case.audits.select_related("auditor").prefetch_related("answers").order_by("kind"))
    seen = [one for one in two if one.status == AuditStatus.FINISHED and acts.may_see(one, two, request.user)]
    questions = list(two[0].tool.questions.order_by("number")) if two else []
    by_audit = [{answer.question_id: answer for answer in one.answers.all()} for one in seen]
    context = {
        "pool": found, "case": case, "two": two, "seen": seen,
        "blind": len(seen) < sum(one.status == AuditStatus.FINISHED for one in two),
        "lines": [(question, [answers.get(question.pk) for answers in by_audit]) for question in questions],
        "both": len(seen) == 2, "titles": titles_of(round),
    }  # fmt: skip
    return render(request, "casetracking/case_audits.html", context)


@require_POST
@allowed(Permission.CASES_CURATE)
def audit_take_back(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Take back an audit that was not begun."""
    return _act(request, round, pool, candidate, acts.take_back_audit, "It is taken back and can be given again.")


@require_POST
@allowed(Permission.CASES_CURATE)
def audit_reopen(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Open a finished audit again for its auditor."""
    return _act(request, round, pool, candidate, acts.reopen_audit, "It is open again for its auditor.")


@require_POST
@allowed(Permission.CASES_CURATE)
def audit_discussed(request: HttpRequest, round: Round, pool: str, candidate: str) -> HttpResponse:
    """Say that the two who graded a case have talked about it."""
    found = pool_of(request, round, pool)
    case = _case(found, candidate)
    try:
        acts.mark_discussed(case=case, by=request.user, at=timezone.now())
    except AuditRefused as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, f"It is noted that {case.candidate.reference} was discussed.")
    return redirect("pool_audits", round.slug, found.slug)


def _act(request: HttpRequest, round: Round, pool: str, candidate: str, operation, done: str) -> HttpResponse:
    found = pool_of(request, round, pool)
    case = _case(found, candidate)
    one = case.audits.filter(kind=request.POST.get("kind", "")).first()
    try:
        if one is None:
            raise AuditRefused("That audit is gone already. Nothing was changed.")
        operation(audit=one, by=request.user, at=timezone.now())
    except AuditRefused as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, done)
    return redirect("case_audits", round.slug, found.slug, case.candidate.reference)


def _with_audits(pool: Pool):
    return Case.objects.filter(pool=pool).select_related("candidate", "pool__round").prefetch_related("audits")


def _case(pool: Pool, typed: str) -> Case:
    cases = Case.objects.filter(pool=pool).select_related("candidate", "pool__round")
    found = cases.filter(candidate__reference=read_reference(typed) or "").first()
    if found is None:
        raise Http404("This pool has no case with this reference. Check it against your list.")
    found.pool = pool
    return found
