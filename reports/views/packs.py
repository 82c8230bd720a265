"""Packs of the information return: what would go, ask for one, watch it, fetch it, say that it was sent."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.addresses import address_of
from assurance.closing import check_is_open
from assurance.models import Round
from assurance.questions import Question
from assurance.roles import Permission
from reports.forms import SentForm
from reports.gathering.pack import plan_pack
from reports.models import Pack
from reports.operations.packs import (
    PackRefused,
    cancel_pack,
    delete_pack_file,
    later_sent,
    mark_pack_sent,
    request_pack,
    retry_pack,
)
from reports.packs import contents_of, withdrawn_since
from selfassessment.operations.returns import limits_of

PER_PAGE = 10
BOARD = "information_return"  # the page of the return itself


@Question
def _of_round(round: int) -> QuerySet[Pack]:
    return Pack.objects.in_round(round)


@allowed(Permission.RETURN_ALL)
def packs(request: HttpRequest, round: Round) -> HttpResponse:
    """What would go into a pack now, what would not and why; asking for one; those that were made."""
    if request.method == "POST":
        try:
            asked = request_pack(round=round, kind=request.POST.get("kind", ""), by=request.user, at=timezone.now())
        except PackRefused as error:
            messages.error(request, str(error))
            return redirect("packs", round.slug)
        return redirect("pack", round.slug, asked.reference)
    of_round = _of_round.rows(round.pk)
    page = Paginator(of_round, PER_PAGE).get_page(request.GET.get("page"))
    any_sent = any(one.sent_at is not None for one in of_round)
    wanted = request.GET.get("kind", "")
    kind = wanted if wanted in Pack.Kind.values else Pack.Kind.CHANGES if any_sent else Pack.Kind.WHOLE
    context = {
        "page": page,
        "plan": None if round.is_closed else plan_pack(round=round, kind=kind, limits=limits_of(round.council_id)),
        "kinds": [(value, label, value == kind) for value, label in Pack.Kind.choices] if any_sent else [],
        "kind": Pack.Kind(kind),
        "board": address_of(BOARD, round.slug),
    }
    return render(request, "reports/packs.html", context)


@allowed(Permission.RETURN_ALL)
def pack(request: HttpRequest, round: Round, pack: str) -> HttpResponse:
    """How far is it, where do I fetch it, what is in it, was it sent?"""
    found = _pack(round, pack, asked=_whole)
    watched = _watched(found)
    watched |= {"sections": contents_of(found), "left_out": found.snapshot.get("left_out", [])}
    watched["withdrawn"] = withdrawn_since(found) if found.can_be_fetched else []
    return render(request, "reports/pack.html", watched)


@allowed(Permission.RETURN_ALL)
def pack_progress(request: HttpRequest, round: Round, pack: str) -> HttpResponse:
    """The part of the page that changes while a pack is being made."""
    watched = _watched(_pack(round, pack))
    response = render(request, "reports/pack_progress.html", watched)
    if watched["job"] is None or watched["job"].is_over:
        response["HX-Refresh"] = "true"  # the page itself has more to say now: the download, or what went wrong
    return response


@allowed(Permission.RETURN_ALL)
def pack_file(request: HttpRequest, round: Round, pack: str) -> HttpResponse:
    """The ZIP file itself, as a download."""
    found = _pack(round, pack)
    if not found.can_be_fetched:
        raise Http404("This pack has no file: it is not made yet, or its file was deleted.")
    try:
        file = found.file.open("rb")
    except OSError:
        raise Http404(
            "The file of this pack is no longer in storage. What it held is still told on its page; make a new pack."
        ) from None
    name = f"{slugify(round.council.name)}-{round.slug}-information-return-pack-{found.number}.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@allowed(Permission.RETURN_ALL)
def pack_sent(request: HttpRequest, round: Round, pack: str) -> HttpResponse:
    """Say that a pack was sent, and how: asks first, because its items become sent."""
    check_is_open(round)
    found = _pack(round, pack)
    later = later_sent(found)
    form = SentForm(request.POST or None, now=timezone.now(), later=later.name if later else "")
    if request.method == "POST" and form.is_valid():
        try:
            sent = mark_pack_sent(
                pack=found, how=form.cleaned_data["how"], sent_at=form.sent_at, confirmed=form.confirmed,
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except PackRefused as error:
            form.add_error(None, str(error))
        else:
            many = f"{len(sent)} item{'s are' if len(sent) != 1 else ' is'}"
            changed = found.items - len(sent)
            messages.success(request, f"{found.name} is noted as sent, and {many} sent with it.{_kept(changed)}")
            return redirect("pack", round.slug, pack)
    return render(request, "reports/pack_sent.html", {"pack": found, "form": form, "later": later})


def _kept(items: int) -> str:
    """How many items changed since they were packed, in a sentence; empty for none."""
    if items == 1:
        return " 1 changed since it was packed and stays as it stands."
    return f" {items} changed since they were packed and stay as they stand." if items else ""


@require_POST
@allowed(Permission.RETURN_ALL)
def pack_again(request: HttpRequest, round: Round, pack: str) -> HttpResponse:
    """Try again to make a pack that failed or was stopped."""
    if not retry_pack(pack=_pack(round, pack), by=request.user, at=timezone.now()):
        messages.info(request, "There was nothing to try again: the pack is being made, is ready, or can’t be made.")
    return redirect("pack", round.slug, pack)


@require_POST
@allowed(Permission.RETURN_ALL)
def pack_stop(request: HttpRequest, round: Round, pack: str) -> HttpResponse:
    """Stop making a pack."""
    if not cancel_pack(pack=_pack(round, pack), by=request.user, at=timezone.now()):
        messages.info(request, "It was already over, so there was nothing to stop.")
    return redirect("pack", round.slug, pack)


@allowed(Permission.RETURN_ALL)
def pack_delete(request: HttpRequest, round: Round, pack: str) -> HttpResponse:
    """Delete a pack's file from here: asks first. What it held, and that it was sent, is kept."""
    check_is_open(round)
    found = _pack(round, pack)
    if request.method == "POST":
        try:
            delete_pack_file(pack=found, by=request.user, at=timezone.now())
        except PackRefused as error:
            messages.info(request, str(error))
        else:
            messages.success(request, f"The file of {found.name} is deleted.")
        return redirect("pack", round.slug, pack)
    return render(request, "reports/pack_delete.html", {"pack": found})


def _watched(found: Pack) -> dict:
    job = found.job
    began = job.started_at or job.created_at if job else found.requested_at
    ended = (job.ended_at if job else None) or timezone.now()
    return {"pack": found, "job": job, "seconds": max(0, int((ended - began).total_seconds()))}


@Question
def _made_as(round: int, reference: str) -> QuerySet[Pack]:
    return Pack.objects.in_round(round).filter(reference=reference)


@Question
def _whole(round: int, reference: str) -> QuerySet[Pack]:
    """The same with its content."""
    return Pack.objects.in_round(round).defer(None).filter(reference=reference)


def _pack(round: Round, reference: str, asked: Question = _made_as) -> Pack:
    found = next(iter(asked.rows(round.pk, reference)), None)
    if found is None:
        raise Http404("There is no pack with this address in this round.")
    return found
