"""The evidence library: what do we have, where is it used, where are the gaps?"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
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
from assurance.uploads import scanning
from selfassessment.forms.citations import add_citation_fields, citation_of
from selfassessment.forms.evidence import ADD_FORMS, EDIT_FORMS, CategoryForm
from selfassessment.models import CouncilCategory, Evidence, EvidenceFile
from selfassessment.operations.citations import cite_evidence
from selfassessment.operations.evidence import (
    EvidenceRefused,
    StaleEvidence,
    add_category,
    add_evidence,
    change_evidence,
    take_up_evidence,
    withdraw_evidence,
)
from selfassessment.operations.evidence_files import add_document
from selfassessment.presenters.coverage import coverage_of
from selfassessment.presenters.evidence import (
    Filter,
    answers_with,
    categories_of,
    drafts_to_take_up,
    filter_choices,
    has_file,
    history_of,
    item_rows,
    listed,
    packs_gone,
    packs_with,
    picture_words,
    uses_of,
)
from selfassessment.slots import i_statements_of

PER_PAGE = 20


@allowed(Permission.READ_EVIDENCE, somewhere=True)
def evidence(request: HttpRequest, round: Round) -> HttpResponse:
    """What do we have? Narrowed by what stands in the address."""
    today, titles = timezone.localdate(), categories_of(round)
    chosen, choices = Filter.read(request.GET), filter_choices(round, titles)
    library = Evidence.objects.of_council(round.council).readable_with(request.access, round)
    found = chosen.apply(library, round, today, request.user, request.access)
    page = Paginator(listed(found, round), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": item_rows(page, titles, today, request.user, request.access),
        "chosen": chosen,
        "choices": choices,
        "tags": chosen.tags(choices),
        "may_change": request.access.may(Permission.CHANGE_EVIDENCE),
        "drafts": drafts_to_take_up(round.council) if request.access.may(Permission.CHANGE_EVIDENCE) else [],
        "may_add_category": request.access.may(Permission.ROUND_PEOPLE),
    }
    return render(request, "selfassessment/evidence.html", context)


@allowed(Permission.READ_EVIDENCE, somewhere=True)
def evidence_coverage(request: HttpRequest, round: Round) -> HttpResponse:
    """Where are the gaps?"""
    if request.access.reads_only_cited:
        raise PermissionDenied("The coverage grid is for the council’s own people.")
    return render(
        request, "selfassessment/evidence_coverage.html", {"grid": coverage_of(round, timezone.localdate())}
    )


@allowed(Permission.CHANGE_EVIDENCE)
def evidence_add(request: HttpRequest, round: Round) -> HttpResponse:
    """Add a document, a link or a quotation, and cite it in one go where a section is named in the address."""
    kind = request.GET.get("kind", Evidence.Kind.DOCUMENT)
    kind = kind if kind in ADD_FORMS else Evidence.Kind.DOCUMENT
    citing, section, i_statements = _section(round, request.GET.get("cite", ""))
    posted = request.POST if request.method == "POST" else None
    given = {"council": round.council, "categories": categories_of(round)}
    if kind == Evidence.Kind.DOCUMENT:
        given["refused"] = getattr(request, "refused_upload", "")
    form = ADD_FORMS[kind](posted, request.FILES or None, initial={"owner": request.user.pk}, **given)
    if citing:
        add_citation_fields(form, i_statements)
    if request.method == "POST" and form.is_valid():
        try:
            return _add(request, round, kind, form, citing, section, i_statements)
        except EvidenceRefused as error:
            form.add_error(None, str(error))
    context = {
        "form": form, "kind": kind, "kinds": Evidence.Kind.choices, "citing": citing, "section": section,
        "section_slug": request.GET.get("cite", "") if citing else "", "same": getattr(form, "same", None),
        "scans": scanning.is_set_up(),
    }  # fmt: skip
    return render(request, "selfassessment/evidence_add.html", context)


def _add(request, round: Round, kind: str, form, citing: str, section, i_statements) -> HttpResponse:
    """Add what the form holds; a citation that can't be made leaves the item in the library and says so."""
    now = timezone.now()
    given = {"round": round, "facts": form.facts(), "by": request.user, "at": now}
    if kind == Evidence.Kind.DOCUMENT:
        upload = form.cleaned_data["file"]
        item = add_document(upload=upload, sha256=upload.sha256, **given)
        look = picture_words(item, upload.name)
    else:
        item, look = add_evidence(kind=kind, is_draft=form.cleaned_data["is_draft"], **given), ""
    if item.is_draft:
        messages.success(request, f"{item} waits as a draft. It counts nowhere until an officer takes it up.")
        return redirect("evidence_item", round.slug, item.reference)
    if not citing:
        messages.success(request, f"Added {item}. {look}".strip())
        return redirect("evidence_item", round.slug, item.reference)
    try:
        cite_evidence(
            item=item, round=round, statement=section, by=request.user, at=now, **citation_of(form, i_statements)
        )
    except EvidenceRefused as error:
        messages.warning(request, f"Added {item} to the library. {error}")
        return redirect("evidence_item", round.slug, item.reference)
    messages.success(request, f"Added {item}, and cited it in {citing}. {look}".strip())
    if kind == Evidence.Kind.DOCUMENT:
        return redirect("evidence_item", round.slug, item.reference)
    return redirect("statement", round.slug, section.slug if section else OPENING)


def _section(round: Round, slug: str) -> tuple[str, QualityStatement | None, list]:
    """The title, statement and I statements of a section named in an address; an empty title when there is none."""
    if slug == OPENING:
        return OPENING_TITLE, None, []
    found = QualityStatement.objects.filter(edition=round.edition_id, slug=slug).prefetch_related("i_statements")
    statement = found.first() if slug else None
    return (statement.title, statement, i_statements_of(statement)) if statement else ("", None, [])


@allowed(Permission.READ_EVIDENCE, somewhere=True)
def evidence_item(request: HttpRequest, round: Round, item: str) -> HttpResponse:
    """What is this, where is it used, and is it still fresh?"""
    found = item_in(request, round, item)
    files = files_of.rows(found.pk)
    context = {
        "item": found,
        "category": categories_of(round).get(found.category, found.category),
        "flags": found.flags(timezone.localdate(), has_file=has_file(files)),
        "lacks_file": found.kind == Evidence.Kind.DOCUMENT and not has_file(files),
        "files": files,
        "latest": files[0] if files else None,
        "uses": uses_of(found, round, request.access),
        "answers": answers_with(found, request.access),
        "may_read_it": found.may_be_opened_by(request.user, request.access),
        "may_change": request.access.may(Permission.CHANGE_EVIDENCE) and not found.is_withdrawn,
        "events": history_of(found) if request.access.reads_history else [],
        "scans": scanning.is_set_up(),
    }
    return render(request, "selfassessment/evidence_item.html", context)


@Question
def files_of(item: int) -> QuerySet[EvidenceFile]:
    """The revisions of an item, the newest first."""
    return EvidenceFile.objects.filter(evidence=item).latest_first()


def item_in(request: HttpRequest, round: Round, reference: str) -> Evidence:
    """The item of the round's council with this reference that the person may read; or 404 with a sentence."""
    number = reference[1:]
    if reference[:1] == "E" and number.isascii() and number.isdigit() and len(number) < 10:
        cited_in = round.pk if request.access.reads_only_cited else None
        found = _with_number.rows(round.council_id, int(number), cited_in)
        if found:
            return found[0]
    raise Http404(
        "There is no evidence with this reference in your council’s library, or nothing you may read cites it."
    )


@Question
def _with_number(council: int, number: int, cited_in: int | None) -> QuerySet[Evidence]:
    known = Evidence.objects.filter(council=council, number=number).select_related("owner", "added_by", "council")
    return known if cited_in is None else known.cited_in(cited_in)


@allowed(Permission.CHANGE_EVIDENCE)
def evidence_edit(request: HttpRequest, round: Round, item: str) -> HttpResponse:
    """Change what is known of an item; two people at once lose nothing."""
    found = _open_item(request, round, item)
    given = {"council": round.council, "categories": categories_of(round), "item": found}
    form = EDIT_FORMS[found.kind](request.POST if request.method == "POST" else None, **given)
    context, status = {"item": found, "kind": found.kind}, 200
    if request.method == "POST" and form.is_valid():
        try:
            change_evidence(
                item=found, round=round, facts=form.facts(), version=form.cleaned_data["version"], by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except StaleEvidence as error:
            data = request.POST.copy()
            data["version"] = str(error.current.version)
            form, status = EDIT_FORMS[found.kind](data, **given), 409
            form.add_error(None, str(error))
            context["current"] = error.current
        except EvidenceRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Saved {found.reference}.")
            return redirect("evidence_item", round.slug, found.reference)
    return render(request, "selfassessment/evidence_edit.html", {**context, "form": form}, status=status)


@allowed(Permission.CHANGE_EVIDENCE)
def evidence_withdraw(request: HttpRequest, round: Round, item: str) -> HttpResponse:
    """Take an item out of the library: asks first, and says what cites it."""
    found = _open_item(request, round, item)
    if request.method == "POST":
        try:
            packs = withdraw_evidence(item=found, round=round, by=request.user, at=timezone.now())
        except EvidenceRefused as error:
            messages.info(request, str(error))
        else:
            messages.success(request, f"Withdrew {found}. What cites it says so.{packs_gone(packs)}")
        return redirect("evidence", round.slug)
    context = {
        "item": found, "uses": uses_of(found, round, request.access), "answers": answers_with(found, request.access),
        "packs": packs_with(found.files.all(), round),
    }  # fmt: skip
    return render(request, "selfassessment/evidence_withdraw.html", context)


@require_POST
@allowed(Permission.CHANGE_EVIDENCE)
def evidence_take_up(request: HttpRequest, round: Round, item: str) -> HttpResponse:
    """Take a draft up: then it is an item of the library, and one's own."""
    found = _open_item(request, round, item)
    try:
        take_up_evidence(item=found, round=round, by=request.user, at=timezone.now())
    except EvidenceRefused as error:
        messages.info(request, str(error))
    else:
        messages.success(request, f"You have taken up {found}. It is yours to keep fresh, and can be cited.")
    return redirect("evidence_item", round.slug, found.reference)


def _open_item(request: HttpRequest, round: Round, reference: str) -> Evidence:
    """An item that this person may open, for changing it."""
    found = item_in(request, round, reference)
    if not found.may_be_opened_by(request.user, request.access):
        raise PermissionDenied(RESTRICTED)
    return found


RESTRICTED = (
    "This item is for a few people only: its owner, whoever added it, programme managers and directors. "
    "Ask one of them to show it to you."
)


@allowed(Permission.ROUND_PEOPLE)
def evidence_categories(request: HttpRequest, round: Round) -> HttpResponse:
    """The kinds of evidence: the framework's, and the council's own, to which one can be added."""
    form = CategoryForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_category(round=round, title=form.cleaned_data["title"], by=request.user, at=timezone.now())
        except EvidenceRefused as error:
            form.add_error("title", str(error))
        else:
            messages.success(request, f"Added the category “{added.title}”.")
            return redirect("evidence_categories", round.slug)
    own = CouncilCategory.objects.filter(council=round.council).order_by("title")
    context = {"form": form, "own": own, "titles": categories_of(round)}
    return render(request, "selfassessment/evidence_categories.html", context)
