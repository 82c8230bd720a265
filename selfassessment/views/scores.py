"""Giving a statement its score."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import QualityStatement, Round
from assurance.roles import Permission
from selfassessment.forms.scores import ScoreForm
from selfassessment.models import Judgement, Score
from selfassessment.operations.guard import confirm_concerns
from selfassessment.operations.scoring import ScoreRefused, StaleScore, record_score
from selfassessment.presenters.scores import challenge_lines, last_rounds_score
from selfassessment.presenters.sections import score_of, written_parts
from selfassessment.statuses import Status
from selfassessment.views.sections import around


@allowed(Permission.GIVE_SCORE)
def statement_score(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """What score do we give ourselves, and why?"""
    if statement is None:
        raise Http404("The opening section has no score.")
    method = round.edition.method
    judgement = Judgement.objects.filter(round=round, statement=statement).select_related("score__changed_by").first()
    score = score_of(judgement)
    form = ScoreForm(
        request.POST or None,
        words=method.score_words,
        categories=list(round.edition.evidence_categories.order_by("number")) if method.scores_categories else [],
        score=score,
        given={c.category_id: c.value for c in score.category_scores.all()} if score else {},
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            recorded = _record(round, statement, form, request)
        except StaleScore as error:
            form, status = _form_from_current(request, form, error, method.score_words), 409
            score = error.current
        except ScoreRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Scored {recorded.value}: {method.score_words[recorded.value].lower()}.")
            return redirect("statement", round.slug, statement.slug)
    context = {
        **around(round, statement),
        "form": form,
        "score": score,
        "parts": written_parts(round, statement),
        "by_category": method.scores_categories,
        "is_signed": judgement is not None and judgement.status == Status.SIGNED_OFF,
        "last": last_rounds_score(round, statement, judgement, request.access, request.user),
        "challenges": challenge_lines(judgement, score) if judgement else [],
    }
    return render(request, "selfassessment/statement_score.html", context, status=status)


@transaction.atomic
def _record(round: Round, statement: QualityStatement, form: ScoreForm, request: HttpRequest) -> Score:
    act = {"round": round, "statement": statement, "by": request.user, "at": timezone.now()}
    confirm_concerns(concerns=form.confirmed, **act)
    return record_score(
        value=form.cleaned_data.get("value"),
        categories=form.category_scores() or None,
        reason=form.cleaned_data["reason"],
        version=form.cleaned_data["version"],
        confidence=form.cleaned_data["confidence"],
        **act,
    )


def _form_from_current(request: HttpRequest, form: ScoreForm, error: StaleScore, words: dict[int, str]) -> ScoreForm:
    """The form again with what the person chose, starting from the score that stands now."""
    data = request.POST.copy()
    data["version"] = str(error.current.version if error.current else 0)
    again = ScoreForm(data, words=words, categories=form.categories, score=None)
    again.add_error(None, str(error))
    return again
