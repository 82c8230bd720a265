"""Giving a statement its score."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import QualityStatement, Round
from assurance.roles import Permission
from selfassessment.forms import ScoreForm
from selfassessment.models import Score
from selfassessment.operations.scoring import ScoreRefused, StaleScore, record_score
from selfassessment.presenters import written_parts
from selfassessment.views.sections import around


@allowed(Permission.GIVE_SCORE)
def statement_score(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """What score do we give ourselves, and why?"""
    if statement is None:
        raise Http404("The opening section has no score.")
    method = round.edition.method
    score = (
        Score.objects.filter(judgement__round=round, judgement__statement=statement)
        .select_related("changed_by")
        .first()
    )
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
    }
    return render(request, "selfassessment/statement_score.html", context, status=status)


def _record(round: Round, statement: QualityStatement, form: ScoreForm, request: HttpRequest) -> Score:
    return record_score(
        round=round,
        statement=statement,
        value=form.cleaned_data.get("value"),
        categories=form.category_scores() or None,
        reason=form.cleaned_data["reason"],
        version=form.cleaned_data["version"],
        by=request.user,
        at=timezone.now(),
    )


def _form_from_current(request: HttpRequest, form: ScoreForm, error: StaleScore, words: dict[int, str]) -> ScoreForm:
    """The form again with what the person chose, starting from the score that stands now."""
    data = request.POST.copy()
    data["version"] = str(error.current.version if error.current else 0)
    again = ScoreForm(data, words=words, categories=form.categories, score=None)
    again.add_error(None, str(error))
    return again
