"""Withdrawing words that could identify somebody from everything the council keeps here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import OPENING, OPENING_TITLE, QualityStatement, Round
from assurance.roles import Permission
from selfassessment.forms.revisions import RedactionForm
from selfassessment.models import Redaction
from selfassessment.operations.redaction import RedactionRefused, find_words, withdraw_words


@allowed(Permission.WRITE_STATEMENT)
def statement_redact(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Which words have to go, where does the council keep them, and then: withdrawn for good."""
    section = statement.slug if statement else OPENING
    form, places = RedactionForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        given = {"round": round, "words": form.cleaned_data["words"], "by": request.user}
        try:
            if request.POST.get("withdraw") == "yes":
                reason = form.cleaned_data["reason"]
                gone = withdraw_words(**given, statement=statement, reason=reason, at=timezone.now())
                places_said = f"{gone.total} place{'s' if gone.total != 1 else ''}"
                messages.success(request, f"The words were withdrawn from {places_said}. That they were is recorded.")
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
        "redactions": made.order_by("-at", "-pk")[:20],
    }
    return render(request, "selfassessment/statement_redact.html", context)
