"""The versions of a part: compare any two, and bring one back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.addresses import to_page
from assurance.models import OPENING, OPENING_TITLE, QualityStatement, Round
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.differences import compare_as_read
from selfassessment.forms.revisions import RestoreForm
from selfassessment.forms.versions import whole
from selfassessment.models import Judgement, LateText, Revision
from selfassessment.operations.writing import Draft, TextRefused, put_away_late_text, write_parts
from selfassessment.presenters.revisions import late_text_named, revision_named, versions_of_part
from selfassessment.presenters.sections import every_slot
from selfassessment.slots import Slot


@allowed(Permission.READ_HISTORY)
def statement_compare(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """What did it say before, who wrote what, and where do two versions differ?"""
    judgement = _judgement(round, statement)
    asked = request.GET
    versions = versions_of_part(
        judgement,
        every_slot(round, statement),
        asked.get("part", ""),
        whole(asked.get("from", "")),
        whole(asked.get("to", "")),
        asked.get("page"),
    )
    may_write = request.access.may(Permission.WRITE_STATEMENT, _section(statement))
    context = {
        **_named(statement),
        "versions": versions,
        "may_write": may_write,
        "may_restore": may_write and judgement is not None and judgement.is_open_for_writing,
    }
    return render(request, "selfassessment/statement_compare.html", context)


@allowed(Permission.WRITE_STATEMENT)
def statement_restore(
    request: HttpRequest, round: Round, statement: QualityStatement | None, part: str, version: int
) -> HttpResponse:
    """Restore what a part said before, as a new version: what will happen, then the act."""
    slots = every_slot(round, statement)
    revision = revision_named(_judgement(round, statement), slots, part, version)
    if revision is None:
        messages.info(request, "There is no such version of this part. Choose one from the list.")
        return redirect("statement_compare", round.slug, _section(statement))
    slot = next(slot for slot in slots if slot.key == part)
    done = f"“{slot.title}” says again what it said in version {version}."
    context = {"revision": revision, "may_restore": True}
    return _bring_back(
        request, "statement_restore", round, statement, slot, revision, done, context, restored_from=version
    )


@allowed(Permission.READ_HISTORY)
def statement_late(
    request: HttpRequest, round: Round, statement: QualityStatement | None, part: str, late: int
) -> HttpResponse:
    """A text that came too late and was kept aside: what does it say, and shall it stand after all?"""
    may_write = request.access.may(Permission.WRITE_STATEMENT, _section(statement))
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    slots, judgement = every_slot(round, statement), _judgement(round, statement)
    found = late_text_named(judgement, slots, part, late)
    if found is None:
        messages.info(request, "There is no such text kept aside for this part. Choose one from the list.")
        return redirect("statement_compare", round.slug, _section(statement))
    slot = next(slot for slot in slots if slot.key == part)
    if request.POST.get("put_away"):
        act = {"round": round, "statement": statement, "by": request.user, "at": timezone.now()}
        done = put_away_late_text(late=found, slot=slot, **act)
        said = f"Your text for “{slot.title}” is put away. It stays among the versions of this part."
        messages.success(request, said if done else "This text does not wait for you. Nothing was changed.")
        return redirect("statement_write", round.slug, _section(statement))
    context = {"late": found, "may_restore": may_write and judgement is not None and judgement.is_open_for_writing}
    context["may_put_away"] = may_write and found.by_id == request.user.pk and found.settled_at is None
    done = f"“{slot.title}” now says what was kept aside."
    return _bring_back(request, "statement_late", round, statement, slot, found, done, context, apart=True)


def _bring_back(
    request: HttpRequest,
    page: str,
    round: Round,
    statement: QualityStatement | None,
    slot: Slot,
    kept: Revision | LateText,
    done: str,
    context: dict,
    **how,
) -> HttpResponse:
    """Show what stands beside what would stand, and once it is asked for, make that the part's new version."""
    versions_page = f"{to_page('statement_compare', round.slug, _section(statement))}?part={slot.key}"
    held = kept.part_text
    form = RestoreForm(request.POST or None, initial={"version": held.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        draft = Draft(slot.part, kept.text, form.cleaned_data["version"], slot.i_statement)
        try:
            outcome = write_parts(
                round=round, statement=statement, drafts=[draft], kept=kept, by=request.user, at=timezone.now(), **how
            )
        except TextRefused as error:
            form.add_error(None, str(error))
        else:
            if not outcome.stale:
                messages.success(request, done if outcome.saved else "It says that already: nothing was changed.")
                return redirect(versions_page)
            held.text, status = outcome.stale[0].theirs, 409
            form = RestoreForm({"version": outcome.stale[0].their_version})
            form.add_error(
                None,
                f"{outcome.stale[0].their_name} saved “{slot.title}” meanwhile. Nothing was changed. Look again at "
                "what would be replaced, below, before you bring this text back.",
            )
    context |= {
        **_named(statement),
        "form": form,
        "slot": slot,
        "held": held,
        "compared": compare_as_read(held.text, kept.text),
        "versions_page": versions_page,
    }
    return render(request, f"selfassessment/{page}.html", context, status=status)


def _judgement(round: Round, statement: QualityStatement | None) -> Judgement | None:
    return next(iter(_begun.rows(round.pk, statement.pk if statement else None)), None)


@Question
def _begun(round: int, statement: int | None) -> QuerySet[Judgement]:
    return Judgement.objects.filter(round=round, statement=statement)


def _section(statement: QualityStatement | None) -> str:
    return statement.slug if statement else OPENING


def _named(statement: QualityStatement | None) -> dict:
    return {"section": _section(statement), "title": statement.title if statement else OPENING_TITLE}
