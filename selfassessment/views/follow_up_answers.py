"""Answering a follow-up request: documents found in the library, links and words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import Round
from assurance.roles import Permission
from selfassessment.answering import parts_by
from selfassessment.forms.follow_ups import DocumentPartForm, LinkPartForm, WordsPartForm
from selfassessment.models import Evidence, FollowUpRequest
from selfassessment.operations.follow_up_answers import add_follow_up_part, remove_follow_up_part
from selfassessment.operations.follow_ups import FollowUpRefused
from selfassessment.presenters.follow_ups import part_rows
from selfassessment.views.follow_ups import follow_up_to_change

FOUND_AT_MOST, LATEST = 20, 8
Adding = DocumentPartForm | LinkPartForm | WordsPartForm


@allowed(Permission.RETURN_OWN)
def follow_up_answer(request: HttpRequest, round: Round, follow_up: str) -> HttpResponse:
    """Put together the answer: what is in it, what can be taken out, what to add."""
    found = follow_up_to_change(request, round, follow_up)
    adding = request.POST.get("add", "")
    library = DocumentPartForm(request.POST if adding == "document" else None)
    link = LinkPartForm(request.POST if adding == "link" else None, prefix="link")
    words = WordsPartForm(request.POST if adding == "words" else None, prefix="words")
    added = {"document": library, "link": link, "words": words}
    if request.method == "POST":
        form = added.get(adding)
        if form is None or form.is_valid():
            said = _changed(request, found, form)
            if said.startswith("!"):
                messages.error(request, said[1:])
            else:
                messages.success(request, said)
            return redirect("follow_up_answer", round.slug, found.reference)
    q = request.GET.get("q", "").strip()[:200]
    context = {
        "follow_up": found,
        "parts": part_rows(parts_by("follow_up", [found.pk])[found.pk], request.user, request.access),
        "library": library,
        "chosen": request.POST.get("document", ""),
        "link": link,
        "words": words,
        "form": added.get(adding),
        "q": q,
        **_library(request, round, q),
    }
    return render(request, "selfassessment/follow_up_answer.html", context)


def _changed(request: HttpRequest, found: FollowUpRequest, form: Adding | None) -> str:
    """What became of what was sent, in a sentence; one that begins with an exclamation mark was refused."""
    try:
        if reference := request.POST.get("remove"):
            remove_follow_up_part(request=found, reference=reference, by=request.user, at=timezone.now())
            return "It is taken out of the answer. What it named is still in the library."
        if form is None:
            raise FollowUpRefused("Choose how you answer. Nothing was saved.")
        given = form.given(_document(request, found)) if isinstance(form, DocumentPartForm) else form.given()
        add_follow_up_part(request=found, given=given, by=request.user, at=timezone.now())
    except FollowUpRefused as error:
        return f"!{error}"
    return "It is in the answer."


def _document(request: HttpRequest, found: FollowUpRequest) -> Evidence | None:
    """The document that was chosen, of those this person may open."""
    number = request.POST.get("document", "").removeprefix("E")
    library = Evidence.objects.of_council(found.round.council_id).openable_by(request.user, request.access)
    return library.filter(number=number).first() if number.isdecimal() and len(number) < 9 else None


def _library(request: HttpRequest, round: Round, q: str) -> dict:
    """The documents of the library that may be put into the answer: two queries."""
    library = Evidence.objects.of_council(round.council).openable_by(request.user, request.access)
    library = library.exclude(kind=Evidence.Kind.QUOTATION)
    library = library.matching(q, request.user, request.access) if q else library
    most = FOUND_AT_MOST if q else LATEST
    found = list(library.order_by("-number")[: most + 1])
    return {"documents": found[:most], "more": len(found) > most}
