"""Moving a section on: one page for each act of its writers, one for its review, one for its date."""

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import QualityStatement, Round
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment import guard, signing
from selfassessment.forms.moving import AGREE, DueForm, MoveForm, ReviewForm
from selfassessment.models import Judgement
from selfassessment.operations.due_dates import set_due_date
from selfassessment.operations.guard import confirm_concerns
from selfassessment.operations.moving import (
    agree_section,
    block_section,
    request_changes,
    submit_section,
    take_back_section,
    unblock_section,
)
from selfassessment.presenters.due import due_of
from selfassessment.presenters.moving import PAGES, Review, reason_against, review_of
from selfassessment.presenters.readiness import section_lines
from selfassessment.presenters.sections import written_parts
from selfassessment.rules import MoveRefused, standing
from selfassessment.statuses import Move, Status
from selfassessment.views.sections import around


@allowed(Permission.WRITE_STATEMENT)
def statement_move(request: HttpRequest, round: Round, statement: QualityStatement | None, move: str) -> HttpResponse:
    """Send it for review, mark it as blocked, unblock it, take it back: a question and a button."""
    if move not in PAGES:
        raise Http404("There is no such act.")
    judgement = Judgement.objects.in_round(round).filter(statement=statement).first() or Judgement(round=round)
    form, status = MoveForm(request.POST or None, move=Move(move)), 200
    context = around(round, statement)
    if request.method == "POST" and form.is_valid():
        try:
            _do(Move(move), round, statement, form, request)
        except MoveRefused as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, PAGES[move].done.format(title=context["title"]))
            return redirect("statement", round.slug, context["section"])
    against = "" if status == 409 else reason_against(Move(move), judgement)
    context |= {"form": form, "page": PAGES[move], "against": against, "judgement": judgement}
    if move == Move.SUBMIT and not against and judgement.pk:
        context["lacking"] = section_lines(round, statement, judgement, request.access)
        context["found"] = sorted({concern.label for concern in guard.standing(round, statement)})
    return render(request, "selfassessment/statement_move.html", context, status=status)


@transaction.atomic
def _do(move: Move, round: Round, statement: QualityStatement | None, form: MoveForm, request: HttpRequest) -> None:
    where = {"round": round, "statement": statement, "by": request.user, "at": timezone.now()}
    said = form.cleaned_data.get("said", "")
    confirm_concerns(concerns=form.confirmed, **where)
    match move:
        case Move.BLOCK:
            block_section(blocked_on=said, **where)
        case Move.UNBLOCK:
            unblock_section(**where)
        case Move.SUBMIT:
            submit_section(note=said, **where)
        case Move.TAKE_BACK:
            take_back_section(why=said, **where)


@Question
def _to_review(round: int, edition: int, statement: int | None) -> QuerySet:
    held = Judgement.objects.in_round(Round(pk=round, edition_id=edition))
    return held.with_last_submission().filter(statement=statement)


@allowed(Permission.REVIEW)
def statement_review(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Is it good enough? The text to read, with the decision beside it."""
    held = _to_review.rows(round.pk, round.edition_id, statement.pk if statement else None)
    judgement = next(iter(held), None) or Judgement(round=round)
    seen = signing.stamp(standing(judgement)) if judgement.pk else ""  # before the texts: what is read is never older
    parts = written_parts(round, statement)
    review = review_of(judgement, request.user)
    form = ReviewForm(request.POST or None, may_agree=review.may_agree, carried=review.carried)
    status = 200
    form.initial["seen"] = seen
    context = around(round, statement)
    if request.method == "POST" and form.is_valid():
        try:
            said = _decide(round, statement, form, request)
        except MoveRefused as error:
            form, status = _form_to_read_again(request, review, seen, str(error)), 409
        else:
            messages.success(request, said.format(title=context["title"]))
            return redirect("round_review", round.slug)
    context |= {"form": form, "review": review, "parts": parts, "judgement": judgement}
    context["lacking"] = section_lines(round, statement, judgement, request.access) if review.is_open else []
    return render(request, "selfassessment/statement_review.html", context, status=status)


@transaction.atomic
def _decide(round: Round, statement: QualityStatement | None, form: ReviewForm, request: HttpRequest) -> str:
    where = {"round": round, "statement": statement, "by": request.user, "at": timezone.now()}
    confirm_concerns(concerns=form.confirmed, **where)
    if form.cleaned_data.get("decision") == AGREE:
        agree_section(
            seen=form.cleaned_data["seen"], still_holds=form.cleaned_data.get("still_holds", False), **where
        )
        return "“{title}” is agreed. Its text is locked until somebody takes it back."
    request_changes(what_to_change=form.cleaned_data["what_to_change"], **where)
    return "“{title}” goes back to those who write it, with what you said."


def _form_to_read_again(request: HttpRequest, review: Review, seen: str, problem: str) -> ReviewForm:
    """The form again with what the person chose, now for the text that stands on the page."""
    data = request.POST.copy()
    data["seen"] = seen
    again = ReviewForm(data, may_agree=review.may_agree, carried=review.carried)
    again.add_error(None, problem)
    return again


@allowed(Permission.ROUND_PEOPLE)
def statement_due(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """By when does this section have to be ready?"""
    judgement = Judgement.objects.filter(round=round, statement=statement).first()
    own = judgement.due_on if judgement else None
    form = DueForm(request.POST or None, initial={"due_on": own})
    context = around(round, statement)
    if request.method == "POST" and form.is_valid():
        due_on = form.cleaned_data["due_on"]
        set_due_date(round=round, statement=statement, due_on=due_on, by=request.user, at=timezone.now())
        due = due_of(due_on, round.due_on, Status.DRAFTING, timezone.localdate())
        messages.success(request, f"“{context['title']}” {'is ' + due.words if due else 'has no due date'}.")
        return redirect("round_people", round.slug)
    return render(request, "selfassessment/statement_due.html", {**context, "form": form})
