"""The versions of a part: compare any two, and bring one back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from assurance.access import allowed
from assurance.models import OPENING, OPENING_TITLE, QualityStatement, Round
from assurance.roles import Permission
from selfassessment.differences import compare
from selfassessment.forms.revisions import RestoreForm
from selfassessment.forms.versions import whole
from selfassessment.models import Judgement
from selfassessment.operations.writing import Draft, TextRefused, write_parts
from selfassessment.presenters.revisions import revision_named, versions_of_part
from selfassessment.presenters.sections import every_slot


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
    versions_page = f"{reverse('statement_compare', args=[round.slug, _section(statement)])}?part={part}"
    if revision is None:
        messages.info(request, "There is no such version of this part. Choose one from the list.")
        return redirect("statement_compare", round.slug, _section(statement))
    held, slot = revision.part_text, next(slot for slot in slots if slot.key == part)
    form = RestoreForm(request.POST or None, initial={"version": held.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        draft = Draft(slot.part, revision.text, form.cleaned_data["version"], slot.i_statement)
        try:
            outcome = write_parts(
                round=round, statement=statement, drafts=[draft], by=request.user, at=timezone.now(),
                restored_from=version,
            )  # fmt: skip
        except TextRefused as error:
            form.add_error(None, str(error))
        else:
            if not outcome.stale:
                said = f"“{slot.title}” says again what it said in version {version}."
                messages.success(request, said if outcome.saved else "It says that already: nothing was changed.")
                return redirect(versions_page)
            held.text, status = outcome.stale[0].theirs, 409
            form = RestoreForm({"version": outcome.stale[0].their_version})
            form.add_error(
                None,
                f"{outcome.stale[0].their_name} saved “{slot.title}” meanwhile. Nothing was changed. Look again at "
                "what would be replaced, below, before you bring the earlier version back.",
            )
    context = {
        **_named(statement),
        "form": form,
        "slot": slot,
        "revision": revision,
        "held": held,
        "compared": compare(held.text, revision.text),
        "versions_page": versions_page,
    }
    return render(request, "selfassessment/statement_restore.html", context, status=status)


def _judgement(round: Round, statement: QualityStatement | None) -> Judgement | None:
    return Judgement.objects.filter(round=round, statement=statement).first()


def _section(statement: QualityStatement | None) -> str:
    return statement.slug if statement else OPENING


def _named(statement: QualityStatement | None) -> dict:
    return {"section": _section(statement), "title": statement.title if statement else OPENING_TITLE}
