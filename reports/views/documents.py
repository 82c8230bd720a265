"""Documents: ask for one, watch it being made, fetch it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.models import OPENING, OPENING_TITLE, Round
from assurance.official import statements_of_edition
from assurance.roles import Permission
from reports.forms import DocumentForm
from reports.models import Document
from reports.operations.documents import TEXTS, cancel_document, request_document, retry_document
from selfassessment.guard import standing_in_round

PER_PAGE = 20
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@allowed(Permission.READ_ROUND)
def documents(request: HttpRequest, round: Round) -> HttpResponse:
    """The documents of a round, and asking for another."""
    form = DocumentForm(
        request.POST or None,
        sees_scores=request.access.sees_all_scores,
        reads_evidence=request.access.reads_evidence,
    )
    if request.method == "POST" and form.is_valid():
        made = request_document(
            round=round,
            kind=form.cleaned_data["kind"],
            format=form.format,
            includes_scores=form.includes_scores,
            includes_backing=form.includes_backing,
            only_cleared=not request.access.reads_evidence,
            by=request.user,
            at=timezone.now(),
        )
        if request.access.reads_evidence and made.kind in TEXTS and (found := standing_in_round(round)):
            messages.warning(request, _looks_personal(found, round))
        return redirect("document", round.slug, made.reference)
    listed = Document.objects.in_round(round).readable_with(request.access).defer("snapshot")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/documents.html", {"form": form, "page": page})


def _looks_personal(found: dict[str, dict[str, str]], round: Round) -> str:
    titles = {OPENING: OPENING_TITLE} | {one.slug: one.title for one in statements_of_edition(round.edition)}
    where = [
        f"{titles.get(section, section)}, “{part}”: {what}"
        for section, parts in found.items()
        for part, what in parts.items()
    ]
    return (
        f"What looks like personal data will stand in this document ({'; '.join(where[:5])}). Before it leaves the "
        "council, take it out of the text and make the document again."
    )


@allowed(Permission.READ_ROUND)
def document(request: HttpRequest, round: Round, reference: str) -> HttpResponse:
    """How far is it, and where do I fetch it?"""
    return render(request, "reports/document.html", _watched(request, round, reference))


@allowed(Permission.READ_ROUND)
def document_progress(request: HttpRequest, round: Round, reference: str) -> HttpResponse:
    """The part of the page that changes while a document is being made."""
    watched = _watched(request, round, reference)
    response = render(request, "reports/document_progress.html", watched)
    if watched["job"] is None or watched["job"].is_over:
        response["HX-Refresh"] = "true"  # the page itself has more to say now: the download, or what went wrong
    return response


@allowed(Permission.READ_ROUND)
def document_file(request: HttpRequest, round: Round, reference: str) -> HttpResponse:
    """The document itself, as a download."""
    found = _document(request, round, reference)
    if not found.is_made:
        raise Http404("This document is not made yet.")
    try:
        file = found.file.open("rb")
    except OSError:
        raise Http404(
            "The file of this document is no longer in storage. Go to Documents and ask for a new one."
        ) from None
    name = f"{slugify(round.council.name)}-{round.slug}-{found.kind}-{found.requested_at:%Y-%m-%d}.{found.format}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA_TYPES[found.format])
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@allowed(Permission.READ_ROUND)
def document_again(request: HttpRequest, round: Round, reference: str) -> HttpResponse:
    """Try again to make a document that failed or was stopped."""
    found = _document(request, round, reference)
    if not retry_document(document=found, by=request.user, at=timezone.now()):
        messages.info(request, "There was nothing to try again: the document is being made or is ready.")
    return redirect("document", round.slug, reference)


@require_POST
@allowed(Permission.READ_ROUND)
def document_stop(request: HttpRequest, round: Round, reference: str) -> HttpResponse:
    """Stop making a document; whoever asked for it may, and those who see all scores."""
    found = _document(request, round, reference)
    if not _may_stop(request, found):
        raise PermissionDenied("Only the person who asked for this document can stop it.")
    if not cancel_document(document=found, by=request.user, at=timezone.now()):
        messages.info(request, "It was already over, so there was nothing to stop.")
    return redirect("document", round.slug, reference)


def _may_stop(request: HttpRequest, found: Document) -> bool:
    """Whoever asked for a document, and those who see all scores."""
    return found.requested_by_id == request.user.pk or request.access.sees_all_scores


def _watched(request: HttpRequest, round: Round, reference: str) -> dict:
    found = _document(request, round, reference)
    job = found.job
    began = job.started_at or job.created_at if job else found.requested_at
    ended = (job.ended_at if job else None) or timezone.now()
    return {
        "document": found,
        "job": job,
        "may_stop": _may_stop(request, found),
        "seconds": max(0, int((ended - began).total_seconds())),
    }


def _document(request: HttpRequest, round: Round, reference: str) -> Document:
    found = (
        Document.objects.in_round(round)
        .readable_with(request.access)
        .defer("snapshot")
        .filter(reference=reference)
        .first()
    )
    if found is None:
        raise Http404("There is no document with this address in this round, or it shows what you may not see.")
    return found
