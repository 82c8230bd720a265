"""Files of figures: upload one, see what it would change, import it, take it back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.addresses import address_of
from assurance.figure_forms import FiguresFileForm, MeasureForm, YearForm
from assurance.models import ImportedFile
from assurance.operations.figures.importing import FiguresRefused, undoing
from assurance.operations.figures.receiving import (
    AlreadyThere,
    answer_question,
    ask_import,
    ask_undo,
    discard_figures,
    look_again,
    receive_figures,
)
from assurance.presenters import imports as shown
from assurance.questions import Question
from assurance.roles import Permission

PER_PAGE = 20
ACTS = {
    "import": (ask_import, ""),
    "discard": (discard_figures, "The file is thrown away. Nothing was imported."),
    "again": (look_again, ""),
}


@allowed(Permission.IMPORT_FIGURES)
def figures_import(request: HttpRequest) -> HttpResponse:
    """The files of figures the council has, and uploading one."""
    form = uploaded(request, FiguresFileForm)
    if request.method == "POST" and form.is_valid():
        try:
            file = take(request, form)
        except FiguresRefused as error:
            form.add_error("file", str(error))
        else:
            return redirect("figures_file", file.reference)
    held = ImportedFile.objects.filter(council=request.council).defer("findings").order_by("-uploaded_at", "-pk")
    page = Paginator(held.select_related("uploaded_by", "job"), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, shown.colour_of(one)) for one in page]
    context = {"form": form, "page": page, "rows": rows, "figures_url": address_of("figures")}
    return render(request, "assurance/figures_import.html", context)


def uploaded(request: HttpRequest, form_class: type[FiguresFileForm]) -> FiguresFileForm:
    """The form as it was sent, with what the upload handler says of a file it refused."""
    if request.method != "POST":
        return form_class()
    return form_class(request.POST, request.FILES, refused=getattr(request, "refused_upload", ""))


def take(request: HttpRequest, form: FiguresFileForm, *, own: bool = False) -> ImportedFile:
    """Take in what was uploaded; the file that is there already when it is the very same, with a word about it."""
    upload = form.cleaned_data["file"]
    try:
        return receive_figures(
            council=request.council, upload=upload, name=upload.name, sha256=upload.sha256, own=own,
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except AlreadyThere as same:
        messages.info(request, str(same))
        return same.earlier


@allowed(Permission.IMPORT_FIGURES)
def figures_file(request: HttpRequest, upload: str) -> HttpResponse:
    """One file: how far it is, what it asks, what it would change or changed."""
    held = _file(request, upload)
    form = _question(request, held)
    if request.method == "POST":
        try:
            if form is not None and form.is_valid():
                answer_question(file=held, answers=form.answers(), by=request.user, at=timezone.now())
                return redirect("figures_file", upload)
            if form is None or "act" in request.POST:
                return _act(request, held)
        except FiguresRefused as error:
            messages.error(request, str(error))
            return redirect("figures_file", upload)
    return render(request, "assurance/figures_file.html", {"form": form, **_context(request, held)})


def _act(request: HttpRequest, held: ImportedFile) -> HttpResponse:
    operation, sentence = ACTS.get(request.POST.get("act", ""), (None, ""))
    if operation is None:
        raise FiguresRefused("Nothing was chosen, so nothing was done.")
    operation(file=held, by=request.user, at=timezone.now())
    if sentence:
        messages.success(request, sentence)
    return redirect("figures_file", held.reference)


def _question(request: HttpRequest, held: ImportedFile) -> YearForm | MeasureForm | None:
    if held.status != ImportedFile.Status.ASKING:
        return None
    answered = request.POST if request.method == "POST" and "act" not in request.POST else None
    if held.findings.get("question") == "measure":
        return MeasureForm(answered)
    return YearForm(answered, initial={"year": held.findings.get("suggestion", "")})


def _context(request: HttpRequest, held: ImportedFile) -> dict:
    """What the page shows of a file; of changes and rejected places one page."""
    found, counts = held.findings, held.counts
    context: dict = {"file": held, "colour": shown.colour_of(held), "working": is_working(held), "found": found}
    context["shape"] = shown.shape_of(held)
    if not counts or "new" not in counts:
        return context
    listing = request.GET.get("list")
    if listing not in {"changes", "rejected"}:
        listing = "changes" if counts["changed"] or not found.get("rejected places") else "rejected"
    pages = shown.changes if listing == "changes" else shown.rejections
    of = found.get("changes" if listing == "changes" else "rejections", [])
    page, rows = pages(of, request.GET.get("page"))
    return {
        **context,
        "counts": counts,
        "accounts": shown.accounts(counts, done=held.status != ImportedFile.Status.PREVIEWED),
        "of_which": shown.of_which(counts),
        "would_change": shown.would_change(counts),
        "act": shown.act_in_words(counts),
        "to_write": counts["new"] + counts["changed"] + counts["same"],
        "periods": shown.periods(found.get("periods", [])),
        "listing": listing,
        "rejected_places": found.get("rejected places", 0),
        "page": page,
        "rows": rows,
        "unknown_areas": found.get("unknown areas", [])[: shown.OF_EACH],
        "unknown_measures": found.get("unknown measures", [])[: shown.OF_EACH],
    }


def is_working(held: ImportedFile) -> bool:
    """Whether a worker has the file now."""
    return held.job is not None and not held.job.is_over


@allowed(Permission.IMPORT_FIGURES)
def figures_file_progress(request: HttpRequest, upload: str) -> HttpResponse:
    """The part of a file's page that changes while a worker has it."""
    held = _file(request, upload)
    response = render(request, "assurance/figures_file_progress.html", {"file": held})
    if not is_working(held):
        response["HX-Refresh"] = "true"
    return response


@allowed(Permission.IMPORT_FIGURES)
def figures_file_undo(request: HttpRequest, upload: str) -> HttpResponse:
    """Take an imported file back: says first what that does."""
    held = _file(request, upload)
    if request.method == "POST":
        try:
            ask_undo(file=held, by=request.user, at=timezone.now())
        except FiguresRefused as error:
            messages.error(request, str(error))
        return redirect("figures_file", upload)
    if held.status != ImportedFile.Status.IMPORTED:
        return redirect("figures_file", upload)
    later = ImportedFile.objects.filter(replaced__from_file=held).distinct().order_by("imported_at")
    would = undoing(held)
    context = {
        "file": held, "would": would, "lead": shown.undo_in_words(would), "later": list(later.defer("findings")[:10]),
    }  # fmt: skip
    return render(request, "assurance/figures_file_undo.html", context)


@Question
def _uploaded_as(council: int, reference: str) -> QuerySet[ImportedFile]:
    files = ImportedFile.objects.filter(council=council, reference=reference)
    return files.select_related("council__area", "job", "uploaded_by", "imported_by", "undone_by")


def _file(request: HttpRequest, reference: str) -> ImportedFile:
    held = next(iter(_uploaded_as.rows(request.council.pk, reference)), None) if request.council else None
    if held is None:
        raise Http404("Your council has no file of figures with this address.")
    return held
