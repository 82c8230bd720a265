"""An item's files: a new revision, watching its check, confirming, fetching, withdrawing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.models import Round
from assurance.roles import Permission
from selfassessment.forms.evidence import UploadForm
from selfassessment.models import Evidence, EvidenceFile
from selfassessment.operations.evidence import EvidenceRefused
from selfassessment.operations.evidence_files import (
    check_again,
    confirm_file,
    receive_file,
    storage,
    withdraw_file,
)
from selfassessment.presenters.evidence import packs_gone, packs_with
from selfassessment.views.evidence import RESTRICTED, item_in

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@allowed(Permission.CHANGE_EVIDENCE)
def evidence_upload(request: HttpRequest, round: Round, item: str) -> HttpResponse:
    """A new revision of a document's file; earlier ones are kept."""
    found = _opened(request, item_in(request, round, item))
    if found.kind != Evidence.Kind.DOCUMENT:
        raise Http404(f"{found.reference} is a {found.get_kind_display().lower()}, so it has no files.")
    posted, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(posted, files, council=round.council, refused=getattr(request, "refused_upload", ""))
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            receive_file(
                item=found, round=round, upload=upload, sha256=upload.sha256, by=request.user, at=timezone.now()
            )
        except EvidenceRefused as error:
            form.add_error(None, str(error))
        else:
            return redirect("evidence_item", round.slug, found.reference)
    context = {"form": form, "item": found, "same": form.same}
    return render(request, "selfassessment/evidence_upload.html", context)


@allowed(Permission.READ_EVIDENCE, somewhere=True)
def evidence_file_progress(request: HttpRequest, round: Round, item: str, file: str) -> HttpResponse:
    """The part of an item's page that changes while its file is being checked."""
    found = item_in(request, round, item)
    watched = _file(found, file)
    response = render(
        request, "selfassessment/evidence_file_progress.html", {"round": round, "item": found, "file": watched}
    )
    if not watched.is_waiting or watched.job is None or watched.job.is_over:
        response["HX-Refresh"] = "true"
    return response


@allowed(Permission.READ_EVIDENCE, somewhere=True)
def evidence_file(request: HttpRequest, round: Round, item: str, file: str) -> HttpResponse:
    """The file itself, always as a download, in a box where nothing in it could run."""
    found = _opened(request, item_in(request, round, item))
    wanted = _file(found, file)
    if not wanted.is_ready:
        raise Http404("This file can’t be fetched: it is still being checked, waits for somebody’s word, or is gone.")
    try:
        opened = storage().open(wanted.stored, "rb")
    except OSError:
        raise Http404(
            "This file is no longer in storage. The item and what it backs are still here: upload the file again, "
            "and tell your administrator."
        ) from None
    response = FileResponse(opened, as_attachment=True, filename=wanted.name, content_type=wanted.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@allowed(Permission.CHANGE_EVIDENCE)
def evidence_file_confirm(request: HttpRequest, round: Round, item: str, file: str) -> HttpResponse:
    """Say, after looking, that what was found is not personal data about someone who draws on care."""
    found = _opened(request, item_in(request, round, item))
    try:
        confirm_file(file=_file(found, file), round=round, by=request.user, at=timezone.now())
    except EvidenceRefused as error:
        messages.info(request, str(error))
    else:
        messages.success(request, "Confirmed. The file can be fetched now.")
    return redirect("evidence_item", round.slug, found.reference)


@require_POST
@allowed(Permission.CHANGE_EVIDENCE)
def evidence_file_again(request: HttpRequest, round: Round, item: str, file: str) -> HttpResponse:
    """Try again to check a file."""
    found = item_in(request, round, item)
    if not check_again(file=_file(found, file), at=timezone.now()):
        messages.info(request, "There was nothing to try again: the file is being checked, or its check is done.")
    return redirect("evidence_item", round.slug, found.reference)


@allowed(Permission.CHANGE_EVIDENCE)
def evidence_file_withdraw(request: HttpRequest, round: Round, item: str, file: str) -> HttpResponse:
    """Take one revision of a file away for good: asks first."""
    found = _opened(request, item_in(request, round, item))
    held = _file(found, file)
    if request.method == "POST":
        try:
            packs = withdraw_file(file=held, round=round, by=request.user, at=timezone.now())
        except EvidenceRefused as error:
            messages.info(request, str(error))
        else:
            messages.success(request, f"The file is withdrawn and deleted. The item stays.{packs_gone(packs)}")
        return redirect("evidence_item", round.slug, found.reference)
    context = {"item": found, "file": held, "packs": packs_with([held], round)}
    return render(request, "selfassessment/evidence_file_withdraw.html", context)


def _opened(request: HttpRequest, found: Evidence) -> Evidence:
    if not found.may_be_opened_by(request.user, request.access):
        raise PermissionDenied(RESTRICTED)
    return found


def _file(found: Evidence, reference: str) -> EvidenceFile:
    held = EvidenceFile.objects.filter(evidence=found, reference=reference).select_related("job", "evidence").first()
    if held is None:
        raise Http404(f"{found.reference} has no file with this address.")
    return held
