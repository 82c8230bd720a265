"""What somebody should know before the regulator meets them: on screen, and as a PDF to take along."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import Round
from assurance.questions import Question
from assurance.references import number_in
from assurance.roles import Permission
from reports.forms import BriefingForm
from reports.gathering.briefing import NotOnTheTimetable, gather_briefing
from reports.models import Document
from reports.operations.documents import request_document
from reports.rendering.briefing import briefing_page
from selfassessment.models import VisitPerson
from selfassessment.operations.return_chasing import possible_answerers


@Question
def _who_opens(round: int, council: int, visitor: str) -> QuerySet:
    """Somebody on the timetable who may open the briefing here."""
    able = possible_answerers(council).order_by()
    return VisitPerson.objects.filter(round=round, slug=visitor, person__in=able).values_list("pk")


@allowed(Permission.RETURN_OWN)
def visit_person(request: HttpRequest, round: Round, visitor: str) -> HttpResponse:
    """The briefing of one person: their sessions, and what they are likely to be asked about."""
    opens = bool(_who_opens.tuples(round.pk, round.council_id, visitor))
    return _briefing(request, round, {"person": visitor}, "reports/visit_person.html", opens=opens)


@allowed(Permission.RETURN_OWN)
def visit_briefing(request: HttpRequest, round: Round, session: str) -> HttpResponse:
    """The briefing for everybody in one session."""
    about = {"session": str(number_in("S", session) or 0)}
    return _briefing(request, round, about, "reports/visit_briefing.html")


def _briefing(request: HttpRequest, round: Round, about: dict[str, str], template: str, **more: bool) -> HttpResponse:
    form = BriefingForm(request.POST or None, sees_scores=request.access.sees_all_scores)
    try:
        if request.method == "POST" and form.is_valid():
            made = request_document(
                round=round, kind=Document.Kind.BRIEFING, format="pdf", about=about,
                includes_scores=form.includes_scores, by=request.user, at=timezone.now(),
            )  # fmt: skip
            return redirect("document", round.slug, made.reference)
        snapshot = gather_briefing(round=round, about=about, includes_scores=False, at=timezone.now())
    except NotOnTheTimetable as error:
        raise Http404(str(error)) from error
    page = {name: value for name, value in briefing_page(snapshot).items() if name != "council"}
    return render(request, template, {**page, **more, "form": form})
