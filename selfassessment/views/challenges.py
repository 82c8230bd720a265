"""The challenge score: somebody from outside scores a statement before seeing what the council gave itself."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import QualityStatement, Round
from assurance.roles import Permission
from selfassessment.forms.scores import ChallengeForm
from selfassessment.models import ChallengeScore, Score
from selfassessment.operations.challenging import StaleChallenge, record_challenge
from selfassessment.operations.guard import confirm_concerns
from selfassessment.operations.scoring import ScoreRefused
from selfassessment.presenters.sections import written_parts
from selfassessment.views.sections import around


@allowed(Permission.CHALLENGE)
def statement_challenge(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """What would you score this, and why? The team's own score is shown only after that."""
    if statement is None:
        raise Http404("The opening section has no score.")
    words = round.edition.method.score_words
    given = ChallengeScore.objects.filter(
        judgement__round=round, judgement__statement=statement, by=request.user
    ).first()
    form, status = ChallengeForm(request.POST or None, words=words, given=given), 200
    if request.method == "POST" and form.is_valid():
        try:
            _record(round, statement, form, request)
        except StaleChallenge as error:
            form, status, given = _form_from_current(request, error, words), 409, error.current
        except ScoreRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Your challenge score is recorded. Below is what the council gave itself.")
            return redirect("statement_challenge", round.slug, statement.slug)
    context = {**around(round, statement), "form": form, "given": given, "parts": written_parts(round, statement)}
    if given:
        own = Score.objects.filter(judgement__round=round, judgement__statement=statement)
        context["own"] = own.select_related("changed_by").first()
    return render(request, "selfassessment/statement_challenge.html", context, status=status)


@transaction.atomic
def _record(round: Round, statement: QualityStatement, form: ChallengeForm, request: HttpRequest) -> None:
    act = {"round": round, "statement": statement, "by": request.user, "at": timezone.now()}
    record_challenge(**{name: form.cleaned_data[name] for name in ("value", "reason", "version")}, **act)
    confirm_concerns(concerns=form.confirmed, **act)


def _form_from_current(request: HttpRequest, error: StaleChallenge, words: dict[int, str]) -> ChallengeForm:
    """The form again with what the person chose, starting from the score that stands now."""
    data = request.POST.copy()
    data["version"] = str(error.current.version if error.current else 0)
    again = ChallengeForm(data, words=words, given=None)
    again.add_error(None, str(error))
    return again
