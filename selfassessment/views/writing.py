"""Writing one section: as a form, and word by word for the page that saves by itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.addresses import to_page
from assurance.models import OPENING, QualityStatement, Round
from assurance.roles import Permission
from selfassessment.forms.sections import THEIRS, WriteForm
from selfassessment.forms.versions import whole
from selfassessment.guard import confirmed_marks, unconfirmed
from selfassessment.models import Judgement
from selfassessment.operations.presence import be_present
from selfassessment.operations.writing import (
    Locked,
    Outcome,
    Stale,
    TextRefused,
    confirm_text,
    fingerprint,
    write_parts,
)
from selfassessment.presenters import evidence, figures
from selfassessment.presenters.comments import beside_parts
from selfassessment.presenters.sections import every_slot, slots_to_write, texts_of
from selfassessment.presenters.writing import (
    clock,
    conflicts_of,
    found_in,
    kept_aside,
    lately_here,
    others_here,
    parts_to_write,
    saved_since,
)
from selfassessment.statuses import Status
from selfassessment.views.sections import around


@allowed(Permission.WRITE_STATEMENT)
def statement_write(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Write, with the official words and prompts at hand."""
    sent = set(request.POST) if request.method == "POST" else None
    slots, texts = slots_to_write(round, statement, sent=sent), texts_of(round, statement)
    form, stale, saved = WriteForm(request.POST or None, slots=slots, texts=texts), [], []
    form.guard_known = confirmed_marks(round, statement) if form.is_bound else None
    writer = request.user.pk
    if form.is_bound and not _is_the_writer(request):
        writer = request.POST["writer"]
        form.is_valid()
        form.add_error(None, f"{_not_in_your_name(request)} Sign in again as yourself, then save.")
    if request.method == "POST" and form.is_valid():
        try:
            outcome = write_parts(
                round=round, statement=statement, drafts=form.drafts(), left=form.left(), by=request.user,
                at=timezone.now(), confirmed=form.confirmed,
            )  # fmt: skip
        except TextRefused as error:
            form.add_error(None, str(error))
        else:
            _confirm(request, round, statement)
            if not outcome.stale:
                messages.success(request, _saved_sentence(request, outcome, slots))
                page = "statement_write" if request.POST.get("confirm") else "statement"
                return redirect(page, round.slug, statement.slug if statement else OPENING)
            stale, saved, texts = outcome.stale, outcome.saved, texts_of(round, statement)
            form = _form_again(form, outcome, texts)
    judgement = Judgement.objects.filter(round=round, statement=statement).first()
    conflicts = conflicts_of(stale)
    for conflict in conflicts:
        form.add_error(f"text-{conflict.slot.key}", conflict.sentence)
    found = {} if form.is_bound else found_in(round, statement, slots, texts)
    context = {
        **around(round, statement),
        "form": form,
        "parts": parts_to_write(form, texts, conflicts, found),
        "saved": saved,
        "status": Status(judgement.status) if judgement else Status.NOT_STARTED,
        "locked": judgement is not None and not judgement.is_open_for_writing,
        "aside": [] if stale else kept_aside(judgement, request.user, slots),
        "lately": lately_here(judgement, texts, request.user, timezone.now()),
        "writer": writer,
        **figures.panel(round, statement, judgement, request.access),
        **figures.claims_beside(round, judgement, texts.values(), request.access),
        **beside_parts(round, statement, judgement, request.access),
        **evidence.panel(round, statement, judgement, request.access),
    }
    return render(request, "selfassessment/statement_write.html", context, status=409 if stale else 200)


@require_POST
@allowed(Permission.WRITE_STATEMENT)
def statement_save(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Take what was written in some slots just now; static/js/writing.js reads the answer."""
    if refusal := _somebody_else(request):
        return refusal
    slots = slots_to_write(round, statement, sent=set(request.POST))
    form = WriteForm(request.POST, slots=slots, texts={}, asks=False)
    form.is_valid()
    drafts, left, now = form.drafts(), form.left(), timezone.now()
    try:
        outcome = Outcome()
        if drafts or left:
            outcome = write_parts(round=round, statement=statement, drafts=drafts, left=left, by=request.user, at=now)
    except Locked as error:
        return JsonResponse({"sentence": str(error), "locked": True}, status=409)
    except TextRefused as error:
        return JsonResponse({"sentence": str(error)}, status=409)
    texts = {draft.slot.key: draft.text for draft in drafts} | outcome.standing
    answer = {
        "at": clock(now),
        "saved": [slot.key for slot in outcome.saved],
        "slots": {
            slot.key: {"version": outcome.versions[slot.key], "began": fingerprint(texts[slot.key])}
            | ({"text": outcome.standing[slot.key]} if slot.key in outcome.standing else {})
            for slot in [*outcome.saved, *outcome.unchanged]
        },
        "claims": _claims_said(request, round, statement, {s.key: texts[s.key] for s in outcome.saved}),
        "left": [slot.key for slot in outcome.left],
        "stale": {one.slot.key: _both(one) for one in outcome.stale},
        "found": unconfirmed(round, statement, {slot.key: (slot.title, texts.get(slot.key, "")) for slot in slots}),
        "refused": {slot.key: said for slot in form.slots if (said := _refusal(form, slot.key))},
    }
    return JsonResponse(answer, status=409 if outcome.stale else 200)


@require_POST
@allowed(Permission.WRITE_STATEMENT)
def statement_here(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Say that one is here, and hear who else is and what they saved since."""
    if refusal := _somebody_else(request):
        return refusal
    slots, now = slots_to_write(round, statement, sent=None), timezone.now()
    keys = {slot.key for slot in slots}
    at_slot = request.POST.get("slot", "")
    judgement = be_present(
        round=round, statement=statement, slot=at_slot if at_slot in keys else "", by=request.user, at=now
    )
    known = {key: number for key in keys if (number := whole(request.POST.get(f"version-{key}", ""))) is not None}
    return JsonResponse(
        {
            "others": [
                {"name": one.name, "slot": one.slot, "sentence": one.sentence}
                for one in others_here(judgement, slots, request.user, now)
            ],
            "newer": [
                {**one, "began": fingerprint(one["text"])}
                for one in saved_since(judgement, known, slots, request.user)
            ],
            "locked": not judgement.is_open_for_writing,
        }
    )


@require_POST
@allowed(Permission.WRITE_STATEMENT)
def statement_confirm(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Say that a text carried over from an earlier round still holds."""
    if refusal := _somebody_else(request):
        return refusal
    if not request.POST.get("confirm"):
        messages.info(request, "No part was named, so nothing was changed.")
    _confirm(request, round, statement)
    if request.headers.get("Accept") == "application/json":
        said = [str(message) for message in messages.get_messages(request)]
        return JsonResponse({"sentence": " ".join(said)})
    return redirect("statement", round.slug, statement.slug if statement else OPENING)


def _confirm(request: HttpRequest, round: Round, statement: QualityStatement | None) -> None:
    """Do what the button "This still holds" says: its value is the slot's key and the version that was read."""
    key, _, version = request.POST.get("confirm", "").partition(" ")
    if not key:
        return
    slot = next((slot for slot in every_slot(round, statement) if slot.key == key), None)
    read = whole(version)
    if slot is None or read is None:
        messages.info(request, "This section has no part of that name, so nothing was confirmed.")
        return
    try:
        done = confirm_text(
            round=round, statement=statement, slot=slot, version=read, by=request.user, at=timezone.now()
        )
    except Locked as error:
        messages.info(request, str(error))
        return
    if done:
        messages.success(request, f"“{slot.title}” is confirmed: it still holds.")
    else:
        messages.info(request, f"“{slot.title}” was changed meanwhile, so there was nothing to confirm.")


def _somebody_else(request: HttpRequest) -> HttpResponse | None:
    """On a shared computer somebody else may have signed in meanwhile: words are never saved in their name."""
    if _is_the_writer(request):
        return None
    sentence = f"{_not_in_your_name(request)} Sign in again as yourself in that window and we go on saving."
    return JsonResponse({"sentence": sentence, "somebody_else": True, "sign_in": to_page("home")}, status=409)


def _is_the_writer(request: HttpRequest) -> bool:
    return request.POST.get("writer", "") in {"", str(request.user.pk)}


def _not_in_your_name(request: HttpRequest) -> str:
    return (
        f"{request.user.name} has signed in in another window of this browser, so this was not saved in your name. "
        "Your words are kept on this page."
    )


def _claims_said(
    request: HttpRequest, round: Round, statement: QualityStatement | None, texts: dict[str, str]
) -> dict[str, str]:
    """What is to be said below the texts that were saved just now about the figures they cite, by the slot's key."""
    if not request.access.may(Permission.READ_FIGURES):
        return {}
    cited = figures.claims_said(round, statement, texts)
    return {
        key: render_to_string("selfassessment/panels/claims.html", {"placed_claims": some, "round": round}).strip()
        for key, some in cited.items()
    }


def _refusal(form: WriteForm, key: str) -> str:
    """Why a slot can't be taken, in a sentence."""
    return " ".join(
        error for kind in ("text", "version", "began", "was") for error in form.errors.get(f"{kind}-{key}", [])
    )


def _both(stale: Stale) -> dict:
    """Both texts of a late save, drawn as the form page draws them."""
    (conflict,) = conflicts_of([stale])
    return {
        "version": stale.their_version,
        "text": stale.theirs,
        "began": fingerprint(stale.theirs),
        "sentence": conflict.sentence,
        "html": render_to_string("selfassessment/two_texts.html", {"conflict": conflict}),
    }


def _saved_sentence(request: HttpRequest, outcome: Outcome, slots: list) -> str:
    """What was saved now, and before that by the page itself."""
    before = set(request.POST.get("autosaved", "").split())
    saved = [slot for slot in slots if slot in outcome.saved or slot.key in before]
    said = f"Saved: {', '.join(slot.title for slot in saved)}."
    if not saved:
        said = "Nothing had changed, so there was nothing to save."
    if outcome.left:
        # A text that came too late in another slot is kept aside as well; of this one the person has just decided.
        titles = ", ".join(f"“{slot.title}”" for slot in outcome.left)
        said = (
            f"{said if saved else ''} You kept the other text of {titles}. Yours is kept aside, among the versions."
        )
        said = said.strip()
    hidden = [slot.title for slot in saved if slot.part.retired]
    if hidden:
        said += f" Your administrator has hidden {', '.join(hidden)} meanwhile: the text is kept, but not shown."
    return said


def _form_again(form: WriteForm, outcome: Outcome, texts: dict) -> WriteForm:
    """The form after a save that came too late in some slots, so that saving again is a choice made knowing both.

    A slot nobody is asked about shows what stands, also where somebody else wrote it.
    """
    data = form.data.copy()
    data.pop("keep", None)
    late = {one.slot.key: one for one in outcome.stale}
    drafts = {draft.slot.key: draft for draft in form.drafts()}
    which, chosen = form.choice
    for slot in form.slots:
        key = slot.key
        if key in late:
            data[f"was-{key}"] = str(drafts[key].version)
            data[f"version-{key}"] = str(late[key].their_version)
            data[f"began-{key}"] = ""
            continue
        data[f"was-{key}"] = ""
        held = texts.get(slot.ids)
        if key in outcome.standing or (which == THEIRS and key == chosen):
            data[f"text-{key}"] = held.text if held else ""
        data[f"version-{key}"] = str(held.version if held else 0)
        data[f"began-{key}"] = fingerprint(data[f"text-{key}"])
    return WriteForm(data, slots=form.slots, texts=texts)
