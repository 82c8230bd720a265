"""Withdrawing words that could identify somebody from everything the council keeps here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import OPENING, OPENING_TITLE, QualityStatement, Round
from assurance.roles import Permission
from selfassessment.forms.revisions import RedactionForm
from selfassessment.guard import InVersion, in_versions
from selfassessment.models import Judgement, Redaction
from selfassessment.operations.guard import confirm_concerns
from selfassessment.operations.redaction import RedactionRefused, find_words, withdraw_words
from selfassessment.whereabouts import Reach, reach_of


@allowed(Permission.WRITE_STATEMENT, also_closed=True)
def statement_redact(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Which words have to go, where do they stand, and then: withdrawn for good.

    Everywhere the council keeps words for whoever may write every section; for others in the sections they write.
    """
    section = statement.slug if statement else OPENING
    reach = reach_of(request.user, round.council, request.access)
    found = _in_versions(round, statement)
    if request.method == "POST" and (asked := request.POST.get("nobodys")):
        return _say_it_is_nobodys(request, round, statement, [one for one in found if one.key == asked])
    taken = next((one for one in found if one.key == request.POST.get("take")), None)
    sent = request.POST if request.method == "POST" and "words" in request.POST else None
    form, places = RedactionForm(sent, initial={"words": taken.words} if taken else None), None
    if sent is not None and form.is_valid():
        given = {"round": round, "words": form.cleaned_data["words"], "by": request.user, "reach": reach}
        try:
            if request.POST.get("withdraw") == "yes":
                reason = form.cleaned_data["reason"]
                gone = withdraw_words(**given, statement=statement, reason=reason, at=timezone.now())
                places_said = f"{gone.total} place{'s' if gone.total != 1 else ''}"
                messages.success(request, f"The words were withdrawn from {places_said}. {_told(reach)}")
                return redirect("statement", round.slug, section)
            places = find_words(**given)
        except RedactionRefused as error:
            form.add_error("words", str(error))
    made = Redaction.objects.filter(judgement__round=round, judgement__statement=statement).select_related("by")
    context = {
        "section": section,
        "title": statement.title if statement else OPENING_TITLE,
        "form": form,
        "places": places,
        "everywhere": reach.everywhere,
        "versions": [] if places else found,
        "taken": taken,
        "reads_history": request.access.reads_history,
        "redactions": made.order_by("-at", "-pk")[:20],
    }
    return render(request, "selfassessment/statement_redact.html", context)


def _in_versions(round: Round, statement: QualityStatement | None) -> list[InVersion]:
    section = Judgement.objects.filter(round=round, statement=statement).select_related("statement")
    return in_versions(section.with_flagged_versions())


def _say_it_is_nobodys(
    request: HttpRequest, round: Round, statement: QualityStatement | None, found: list[InVersion]
) -> HttpResponse:
    """What an earlier version holds is nobody's personal data: it is not asked about again."""
    concerns = [concern for one in found for concern in one.concerns]
    confirm_concerns(concerns=concerns, round=round, statement=statement, by=request.user, at=timezone.now())
    said = (
        "That it is nobody’s personal data is kept in the history." if concerns else "There was nothing left to say."
    )
    messages.success(request, said)
    return redirect("statement_redact", round.slug, statement.slug if statement else OPENING)


def _told(reach: Reach) -> str:
    if reach.everywhere:
        return "That they were is recorded."
    return (
        "That they were is recorded, and your programme manager is asked to look elsewhere. Tell them which words, "
        "but not in writing here."
    )
