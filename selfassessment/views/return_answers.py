"""The parts of an answer: a document from the library or uploaded into it, a link, words, or why it is not held."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.models import Round
from assurance.roles import Permission
from assurance.uploads import scanning
from selfassessment.forms.answers import PART_FORMS, NamedForm, UploadPartForm, given_of
from selfassessment.models import AnswerPart, Evidence, RequestedItem
from selfassessment.operations.answering import Given, add_part, place_part, remove_part, replace_part, upload_part
from selfassessment.operations.evidence import EvidenceRefused
from selfassessment.presenters.evidence import Filter, categories_of, item_rows, listed, picture_words
from selfassessment.return_rules import ReturnRefused, check_can_change_answer, named
from selfassessment.views.evidence import RESTRICTED, item_in
from selfassessment.views.return_items import check_answers, find_item

PER_PAGE = 20
WORDS = {AnswerPart.Kind.TEXT, AnswerPart.Kind.NOT_HELD}  # nothing else keeps them
KINDS = [
    ("document", "A document from the library"), ("link", "A public link"), ("text", "Words"),
    ("not-held", "Not held"),
]  # fmt: skip


@allowed(Permission.RETURN_OWN)
def return_answer(request: HttpRequest, round: Round, requested: str) -> HttpResponse:
    """Add a part to an answer, found in the library or typed; or change one, which the address names."""
    item = find_item(round, requested)
    check_answers(request, item)
    part = _to_change(request, item)
    kind = _kind_of(part) if part else request.GET.get("kind", "document")
    kind = kind if kind in dict(KINDS) else "document"
    context = {"item": item, "kind": kind, "kinds": KINDS, "may_upload": _may_upload(request), "part": part}
    try:
        check_can_change_answer(item)
    except ReturnRefused as error:
        context["against"] = str(error)
        return render(request, "selfassessment/return_answer.html", context)
    document = part.evidence if part else _document(request, round)
    if kind == "document" and document is None:
        return render(request, "selfassessment/return_answer.html", {**context, **_library(request, round)})
    initial = {"how": part.kind, "pointer": part.pointer, "url": part.url, "text": part.text} if part else None
    form = (NamedForm if kind == "document" else PART_FORMS[kind])(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = given_of(kind, form) if document is None else _naming(document, form)
        try:
            if part is None:
                add_part(item=item, round=round, given=given, by=request.user, at=timezone.now())
            else:
                replace_part(part=part, round=round, given=given, by=request.user, at=timezone.now())
        except ReturnRefused as error:
            form.add_error(None, str(error))
        else:
            done = "The change is saved." if part else f"It is in the answer to {named(item)}."
            messages.success(request, done)
            return redirect("return_item", round.slug, item.slug)
    return render(request, "selfassessment/return_answer.html", {**context, "form": form, "document": document})


def _kind_of(part: AnswerPart) -> str:
    return "document" if part.evidence_id else part.kind


def _to_change(request: HttpRequest, item: RequestedItem) -> AnswerPart | None:
    """The part that the address names. Words sent for one that is gone meanwhile are given back by the operation."""
    if "part" not in request.GET:
        return None
    found = AnswerPart.objects.of_item(item).filter(reference=request.GET["part"]).select_related("item", "evidence")
    kind = request.GET.get("kind", "")
    if request.method == "POST" and kind in PART_FORMS:
        return found.first() or AnswerPart(item=item, kind=kind)
    return found.first() or _part(item, request.GET["part"])


def _document(request: HttpRequest, round: Round) -> Evidence | None:
    """The item of the library that the address names, for those who may open it."""
    if "document" not in request.GET:
        return None
    found = item_in(request, round, request.GET["document"])
    if not found.may_be_opened_by(request.user, request.access):
        raise PermissionDenied(RESTRICTED)
    return found


def _naming(document: Evidence, form: NamedForm) -> Given:
    given = form.cleaned_data
    return Given(given["how"], evidence=document, pointer=given["pointer"], confirmed=form.confirmed)


def _library(request: HttpRequest, round: Round) -> dict:
    """What can be chosen: documents and links of the library under the words in the address."""
    titles = categories_of(round)
    chosen = Filter.read({"q": request.GET.get("q", ""), "category": request.GET.get("category", "")})
    library = Evidence.objects.of_council(round.council).exclude(kind=Evidence.Kind.QUOTATION)
    library = library.openable_by(request.user, request.access)
    found = chosen.apply(library, round, timezone.localdate(), request.user, request.access)
    page = Paginator(listed(found, round), PER_PAGE).get_page(request.GET.get("page"))
    rows = item_rows(page, titles, timezone.localdate(), request.user, request.access)
    return {"page": page, "rows": rows, "chosen": chosen, "titles": titles}


def _may_upload(request: HttpRequest) -> bool:
    return request.access.may(Permission.CHANGE_EVIDENCE)


@allowed(Permission.CHANGE_EVIDENCE)
def return_upload(request: HttpRequest, round: Round, requested: str) -> HttpResponse:
    """Upload a document into the evidence library and into this answer, in one step."""
    item = find_item(round, requested)
    check_answers(request, item)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadPartForm(
        *sent, council=round.council, categories=categories_of(round), initial={"owner": request.user.pk},
        refused=getattr(request, "refused_upload", ""),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            part = upload_part(
                item=item, round=round, facts=form.facts(), upload=upload, sha256=upload.sha256,
                pointer=form.cleaned_data["pointer"], by=request.user, at=timezone.now(),
            )  # fmt: skip
        except (ReturnRefused, EvidenceRefused) as error:
            form.add_error(None, str(error))
        else:
            said = f"{part.evidence} is in the library, and in the answer to {named(item)}."
            messages.success(request, f"{said} {picture_words(part.evidence, upload.name)}".strip())
            return redirect("return_item", round.slug, item.slug)
    context = {"form": form, "item": item, "same": form.same, "scans": scanning.is_set_up()}
    return render(request, "selfassessment/return_upload.html", context)


@require_POST
@allowed(Permission.RETURN_OWN)
def return_part_remove(request: HttpRequest, round: Round, requested: str, answer_part: str) -> HttpResponse:
    """Take a part out of an answer; what it names stays in the library. Words, which do not, are asked about first."""
    item = find_item(round, requested)
    check_answers(request, item)
    part = _part(item, answer_part)
    try:
        check_can_change_answer(item)
        if part.kind in WORDS and "sure" not in request.POST:
            return render(request, "selfassessment/return_part_remove.html", {"item": item, "part": part})
        remove_part(part=part, round=round, by=request.user, at=timezone.now())
    except ReturnRefused as error:
        messages.error(request, str(error))
    else:
        stays = " It is still in the library." if part.evidence_id else ""
        messages.success(request, f"It is no longer in the answer.{stays}")
    return redirect("return_item", round.slug, item.slug)


@require_POST
@allowed(Permission.RETURN_OWN)
def return_part_move(request: HttpRequest, round: Round, requested: str, answer_part: str) -> HttpResponse:
    """Give a part another place in the answer."""
    item = find_item(round, requested)
    check_answers(request, item)
    asked = request.POST.get("place", "")
    place = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    if not place:
        messages.error(request, "Say which place it should have: a number, counted from 1. Nothing was changed.")
        return redirect("return_item", round.slug, item.slug)
    try:
        place_part(part=_part(item, answer_part), round=round, place=place, by=request.user, at=timezone.now())
    except ReturnRefused as error:
        messages.error(request, str(error))
    return redirect("return_item", round.slug, item.slug)


def _part(item: RequestedItem, reference: str) -> AnswerPart:
    found = AnswerPart.objects.of_item(item).filter(reference=reference).select_related("item", "evidence").first()
    if found is None:
        raise Http404("This answer has no such part. Perhaps somebody took it out meanwhile.")
    return found
