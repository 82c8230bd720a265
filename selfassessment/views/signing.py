"""The whole round: what waits for review, and the director's sign-off."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import Round
from assurance.roles import Permission
from selfassessment import signing
from selfassessment.contents import contents_now
from selfassessment.forms.moving import ReopenForm, SignOffForm
from selfassessment.models import SignOff
from selfassessment.operations.guard import confirm_concerns
from selfassessment.operations.signing_off import reopen_round, sign_off_round
from selfassessment.presenters.readiness import position_line
from selfassessment.presenters.reviewing import waiting_list
from selfassessment.presenters.sections import task_list
from selfassessment.presenters.signing import counted, data_changed_since, in_words, section_titles, signed_state
from selfassessment.rules import MoveRefused
from selfassessment.statuses import Status


@allowed(Permission.REVIEW, somewhere=True)
def round_review(request: HttpRequest, round: Round) -> HttpResponse:
    """What waits for my review, and what became of the rest?"""
    rows = task_list(round, request.access)
    context = {"list": rows, "groups": waiting_list(round, rows, request.access)}
    return render(request, "selfassessment/round_review.html", context)


@allowed(Permission.SEE_SCORES)
def round_sign_off(request: HttpRequest, round: Round) -> HttpResponse:
    """Is it good enough to put my name to?"""
    access = request.access
    may_sign = access.may(Permission.SIGN_OFF)
    form, status = SignOffForm(request.POST or None), 200
    if request.method == "POST":
        if not may_sign:
            raise PermissionDenied(f"This page is for people who may {Permission.SIGN_OFF.label}.")
        if form.is_valid():
            try:
                _sign(round, form, request)
            except MoveRefused as error:
                form, status = _form_to_read_again(request, str(error)), 409
            else:
                messages.success(request, f"You have signed off “{round.title}”. Its text is locked.")
                return redirect("round_sign_off", round.slug)
    rows = task_list(round, access)
    contents = contents_now(round, rows.judgements)
    signed = signed_state(round, access, rows, contents)
    form.initial["seen"] = signing.sha256_of(contents)
    if status == 409:
        form.data["seen"] = form.initial["seen"]
    what = counted(contents)
    context = {
        "form": form,
        "list": rows,
        "optional_texts": max(0, what.texts - rows.written),
        "missing": [row for row in rows.sections if row.status not in {Status.AGREED, Status.SIGNED_OFF}],
        "may_sign": may_sign,
        "counted": what,
        "still_missing": position_line(round, rows),
        "signed": signed,
        "data_changed_at": data_changed_since(round, signed),
        "changed": in_words(signed.changes, round, access, section_titles(rows)) if signed else [],
    }
    return render(request, "selfassessment/round_sign_off.html", context, status=status)


@transaction.atomic
def _sign(round: Round, form: SignOffForm, request: HttpRequest) -> None:
    act = {"round": round, "by": request.user, "at": timezone.now()}
    confirm_concerns(concerns=form.confirmed, statement=None, subject=round.title, **act)
    sign_off_round(seen=form.cleaned_data["seen"], note=form.cleaned_data["note"], **act)


def _form_to_read_again(request: HttpRequest, problem: str) -> SignOffForm:
    """The form again with the note; whoever signs has to confirm again what stands on the page now."""
    data = request.POST.copy()
    data.pop("confirm", None)
    again = SignOffForm(data)
    again.errors.clear()
    again.add_error(None, problem)
    return again


@allowed(Permission.SIGN_OFF)
def round_reopen(request: HttpRequest, round: Round) -> HttpResponse:
    """Open a signed round again, saying why."""
    form, status = ReopenForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            _reopen(round, form, request)
        except MoveRefused as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, f"“{round.title}” is open again. Those who own a section have been told.")
            return redirect("round_sign_off", round.slug)
    signed = SignOff.objects.filter(round=round, reopened_at=None).select_related("by").first()
    return render(request, "selfassessment/round_reopen.html", {"form": form, "signed": signed}, status=status)


@transaction.atomic
def _reopen(round: Round, form: ReopenForm, request: HttpRequest) -> None:
    act = {"round": round, "by": request.user, "at": timezone.now()}
    confirm_concerns(concerns=form.confirmed, statement=None, subject=round.title, **act)
    reopen_round(because=form.cleaned_data["because"], **act)
