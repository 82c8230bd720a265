"""A round beside an earlier one, and under another edition."""

import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import access_of, allowed, readable_rounds
from assurance.models import OPENING, OPENING_TITLE, Edition, QualityStatement, Round
from assurance.operations.councils import Refused
from assurance.questions import Question
from assurance.roles import Permission, Role
from selfassessment.operations.rounds import fitting_edition, move_round
from selfassessment.presenters.rounds import compared, homeless_texts


@Question
def _others(person: int, council: int, roles: frozenset[Role], round: int, today: datetime.date) -> QuerySet[Round]:
    """The other rounds of a council that somebody may read, the newest first."""
    rounds = readable_rounds(person, council, roles, today).exclude(pk=round)
    return rounds.with_setting(today).newest_first()


@allowed(Permission.READ_ROUND)
def statement_rounds(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """What did we say here in an earlier round, and what has changed since?"""
    earlier = _others.rows(
        request.user.pk, round.council_id, frozenset(request.access.roles), round.pk, timezone.localdate()
    )
    if asked := request.GET.get("with"):
        other = next((r for r in earlier if r.slug == asked), None)
        if other is None:
            raise Http404("There is no earlier round with this address that you may read.")
    else:
        other = next((r for r in earlier if r.pk == round.previous_id), next(iter(earlier), None))
    comparison = None
    if other is not None:
        access = access_of(request.user, round.council, other)
        comparison = compared(round, statement, other, request.access, access)
    context = {
        "section": statement.slug if statement else OPENING,
        "title": statement.title if statement else OPENING_TITLE,
        "rounds": earlier,
        "other": other,
        "comparison": comparison,
    }
    return render(request, "selfassessment/statement_rounds.html", context)


@allowed(Permission.READ_ROUND)
def round_homeless(request: HttpRequest, round: Round) -> HttpResponse:
    """What is written in this round that its edition of the framework has no place for?"""
    return render(request, "selfassessment/round_homeless.html", {"texts": homeless_texts(round, request.access)})


@allowed(Permission.INSTALLATION)
def round_edition(request: HttpRequest, round: Round) -> HttpResponse:
    """Under which edition does this round stand, and what would happen under another?"""
    editions = list(Edition.objects.exclude(pk=round.edition_id).newest_first())
    asked = request.POST.get("edition") or request.GET.get("edition")
    edition = next((e for e in editions if e.slug == asked), None)
    if asked and edition is None:
        raise Http404("There is no other edition with this name.")
    if request.method == "POST" and edition:
        try:
            result = move_round(round=round, edition=edition, by=request.user, at=timezone.now())
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _moved_sentence(edition, len(result.homeless)))
            return redirect("round_settings", round.slug)
    fits = fitting_edition(round=round, edition=edition, by=request.user, at=timezone.now()) if edition else None
    return render(
        request, "selfassessment/round_edition.html", {"editions": editions, "edition": edition, "fits": fits}
    )


def _moved_sentence(edition: Edition, homeless: int) -> str:
    moved = f"The round now stands under {edition}. Every answer was kept."
    return f"{moved} {homeless} of them have no place there and are listed." if homeless else moved
