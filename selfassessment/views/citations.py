"""Citing evidence: from a section, from an item; taking a citation away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.models import OPENING, OPENING_TITLE, QualityStatement, Round
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.forms.citations import CiteForm
from selfassessment.models import Citation, Evidence
from selfassessment.operations.citations import cite_evidence, confirm_citation, remove_citation
from selfassessment.operations.evidence import EvidenceRefused
from selfassessment.presenters.evidence import Filter, categories_of, item_rows, listed, why_not_open
from selfassessment.slots import i_statements_of
from selfassessment.views.evidence import item_in

PER_PAGE = 20


@allowed(Permission.CHANGE_EVIDENCE)
def statement_cite(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Which item backs this section? Choose one from the library, or add a new one."""
    today, titles = timezone.localdate(), categories_of(round)
    chosen = Filter.read({"q": request.GET.get("q", ""), "category": request.GET.get("category", "")})
    library = Evidence.objects.of_council(round.council)
    found = chosen.apply(library, round, today, request.user, request.access)
    page = Paginator(listed(found, round), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": statement.slug if statement else OPENING,
        "title": statement.title if statement else OPENING_TITLE,
        "page": page,
        "rows": item_rows(page, titles, today, request.user, request.access),
        "chosen": chosen,
        "titles": titles,
    }
    return render(request, "selfassessment/statement_cite.html", context)


@allowed(Permission.CHANGE_EVIDENCE)
def evidence_cite(request: HttpRequest, round: Round, item: str) -> HttpResponse:
    """What does this item show, where in it, and for which section?"""
    found = item_in(request, round, item)
    sections = list(QualityStatement.objects.filter(edition=round.edition_id).order_by("number"))
    slug = request.GET.get("section", "")
    statement = next((s for s in sections if s.slug == slug), None)
    context = {"item": found, "sections": sections, "warning": why_not_open(found, found.files.all())}
    if statement is None and slug != OPENING:
        return render(request, "selfassessment/evidence_cite.html", context)
    i_statements = i_statements_of(statement)
    form = CiteForm(request.POST if request.method == "POST" else None, i_statements=i_statements)
    title = statement.title if statement else OPENING_TITLE
    if request.method == "POST" and form.is_valid():
        try:
            cite_evidence(
                item=found, round=round, statement=statement, by=request.user, at=timezone.now(), **form.citation()
            )
        except EvidenceRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{found.reference} is cited in {title}.")
            return redirect("statement", round.slug, slug)
    return render(
        request, "selfassessment/evidence_cite.html", {**context, "form": form, "section": slug, "title": title}
    )


@allowed(Permission.CHANGE_EVIDENCE)
def citation_remove(request: HttpRequest, round: Round, citation: str) -> HttpResponse:
    """Take a citation away: asks first. The item stays in the library."""
    found = _citation(round, citation)
    if request.method == "POST":
        try:
            remove_citation(citation=found, round=round, by=request.user, at=timezone.now())
        except EvidenceRefused as error:
            messages.warning(request, str(error))
        else:
            messages.success(
                request, f"{found.evidence.reference} is no longer cited there. It is still in the library."
            )
        return _back(round, found)
    return render(request, "selfassessment/citation_remove.html", {"citation": found, "item": found.evidence})


@require_POST
@allowed(Permission.CHANGE_EVIDENCE)
def citation_confirm(request: HttpRequest, round: Round, citation: str) -> HttpResponse:
    """Say that a citation carried over from the last round still holds."""
    found = _citation(round, citation)
    if confirm_citation(citation=found, round=round, by=request.user, at=timezone.now()):
        messages.success(request, f"Confirmed: {found.evidence.reference} still backs this.")
    else:
        messages.info(request, "There was nothing to confirm.")
    return _back(round, found)


def _back(round: Round, citation: Citation) -> HttpResponse:
    if citation.judgement:
        return redirect("statement", round.slug, citation.judgement.section)
    if citation.action:
        return redirect("action", round.slug, citation.action.reference)
    if citation.answer:
        return redirect("checklist", round.slug, citation.answer.item.checklist.slug)
    return redirect("evidence_item", round.slug, citation.evidence.reference)


def _citation(round: Round, reference: str) -> Citation:
    found = next(iter(_with_reference.rows(round.pk, reference)), None)
    if found is None:
        raise Http404("There is no such citation in this round. Perhaps somebody has taken it away already.")
    return found


@Question
def _with_reference(round: int, reference: str) -> QuerySet[Citation]:
    cited = Citation.objects.in_round(round).with_what_they_back()
    return cited.select_related("evidence", "judgement__statement", "judgement__round").filter(reference=reference)
