"""Rounds, and who does what in them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import get_text_list
from django.views.decorators.http import require_POST

from assurance.access import allowed, holds_today
from assurance.forms import AssignForm, InviteForm, OpenRoundForm, RoundForm, RoundSettingsForm
from assurance.models import OPENING, OPENING_TITLE, Assignment, Invitation, Membership, QualityStatement, Round, User
from assurance.operations.councils import (
    Refused,
    change_round,
    close_round,
    current_round,
    make_current,
    open_round,
    start_round,
)
from assurance.operations.people import assign_section, confirm_assignments, invite, withdraw_invitation
from assurance.roles import Permission, Role

PER_PAGE = 20


@allowed(Permission.INSTALLATION)
def settings_rounds(request: HttpRequest) -> HttpResponse:
    """The council's rounds."""
    rounds = Round.objects.filter(council=request.council).select_related("edition").newest_first()
    page = Paginator(rounds, PER_PAGE).get_page(request.GET.get("page"))
    current = current_round(council=request.council)
    return render(request, "assurance/settings_rounds.html", {"page": page, "current": current})


@allowed(Permission.INSTALLATION)
def settings_round_add(request: HttpRequest) -> HttpResponse:
    """Start a new round."""
    form = RoundForm(request.POST or None, council=request.council)
    if request.method == "POST" and form.is_valid():
        try:
            round = start_round(council=request.council, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as error:
            form.add_error("slug", str(error))
        else:
            messages.success(request, _started_sentence(round))
            return redirect("round_people", round.slug)
    return render(request, "assurance/settings_round_add.html", {"form": form})


def _started_sentence(round: Round) -> str:
    waits = (
        "" if round.current_since else " People find it on Home once you make it current, in the round’s settings."
    )
    if round.previous is None:
        return f"“{round.title}” has started. Now say who does what.{waits}"
    return (
        f"“{round.title}” has started from “{round.previous.title}”. People, texts and citations came along; each is "
        f"marked until somebody has looked at it.{_invited_sentence(round)} The earlier round stays as it was.{waits}"
    )


def _invited_sentence(round: Round) -> str:
    """Who is invited into a round that has just started from another one, and who was there and is not."""
    now = set(round.invitations.values_list("person__name", flat=True))
    before = set(round.previous.invitations.values_list("person__name", flat=True)) if round.previous else set()
    said = f" Invited again: {get_text_list(sorted(now), 'and')}." if now else ""
    return f"{said} Not invited: {get_text_list(sorted(before - now), 'and')}." if before - now else said


@require_POST
@allowed(Permission.ROUND_PEOPLE)
def round_people_confirm(request: HttpRequest, round: Round) -> HttpResponse:
    """Say that everybody who came along from the last round keeps their sections."""
    confirmed = confirm_assignments(round=round, by=request.user, at=timezone.now())
    messages.success(request, "Everybody keeps what they had." if confirmed else "There was nothing left to confirm.")
    return redirect("round_people", round.slug)


@allowed(Permission.ROUND_PEOPLE)
def round_settings(request: HttpRequest, round: Round) -> HttpResponse:
    """A round's name and due date, and whether it is the one people find on Home."""
    if request.method == "POST" and request.POST.get("current") == "yes":
        closing = list(Round.objects.succeeded_by(round).newest_first())
        made = make_current(round=round, by=request.user, at=timezone.now())
        said = _current_sentence(round, closing) if made else "It is that round already."
        messages.success(request, said)
        return redirect("round_settings", round.slug)
    if request.method == "POST" and request.POST.get("closed") == "yes":
        try:
            close_round(round=round, by=request.user, at=timezone.now())
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"“{round.title}” is closed. Everybody who could read it still can.")
        return redirect("round_settings", round.slug)
    form = RoundSettingsForm(request.POST or None, initial={"title": round.title, "due_on": round.due_on})
    if request.method == "POST" and form.is_valid():
        change_round(round=round, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "The round is saved.")
        return redirect("round_people", round.slug)
    may_move = request.access.may(Permission.INSTALLATION)
    current = current_round(council=round.council)
    context = {
        "form": form,
        "may_move": may_move,
        "current": current,
        "closes": [] if current == round else list(Round.objects.succeeded_by(round).newest_first()),
    }
    return render(request, "assurance/round_settings.html", context)


def _current_sentence(round: Round, closed: list[Round]) -> str:
    said = f"“{round.title}” is now the round everybody finds on Home."
    if not closed:
        return said
    titles = get_text_list([f"“{one.title}”" for one in closed], "and")
    are, stay, they = ("is", "stays", "it was") if len(closed) == 1 else ("are", "stay", "they were")
    return f"{said} {titles} {are} closed and {stay} as {they}."


@allowed(Permission.WRITE_STATEMENT, also_closed=True)
def round_open(request: HttpRequest, round: Round) -> HttpResponse:
    """Open a closed round again, saying why: for those who may write every section."""
    form = OpenRoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_round(round=round, because=form.cleaned_data["because"], by=request.user, at=timezone.now())
        except Refused as error:
            form.add_error("because", str(error))
        else:
            messages.success(request, f"“{round.title}” is open again. Close it in its settings when you are done.")
            return redirect("self_assessment", round.slug)
    return render(request, "assurance/round_open.html", {"form": form})


@allowed(Permission.ROUND_PEOPLE)
def round_people(request: HttpRequest, round: Round) -> HttpResponse:
    """Who has which statement, and who is invited."""
    given: dict[str, list[Assignment]] = {}
    for a in round.assignments.select_related("person", "statement"):
        given.setdefault(a.statement.slug if a.statement_id else OPENING, []).append(a)
    sections = [(OPENING, OPENING_TITLE)]
    sections += [(s.slug, s.title) for s in QualityStatement.objects.in_order().filter(edition_id=round.edition_id)]
    rows = [
        {
            "slug": slug,
            "title": title,
            "owner": next((a.person.name for a in given.get(slug, []) if a.kind == "owner"), ""),
            "contributors": sorted(a.person.name for a in given.get(slug, []) if a.kind == "contributor"),
            "needs_review": any(a.needs_review for a in given.get(slug, [])),
            "reviewers": sorted(a.person.name for a in given.get(slug, []) if a.kind == "reviewer"),
        }
        for slug, title in sections
    ]
    today = timezone.localdate()
    members = set(
        Membership.objects.filter(council_id=round.council_id, role=Role.LEAD_MEMBER).values_list(
            "person_id", flat=True
        )
    )
    invitations = [
        (i, holds_today(i, today, endless=i.person_id in members))
        for i in round.invitations.select_related("person").order_by("pk")
    ]
    return render(
        request,
        "assurance/round_people.html",
        {
            "rows": rows,
            "invitations": invitations,
            "unowned": sum(not row["owner"] for row in rows),
            "unconfirmed": sum(row["needs_review"] for row in rows),
        },
    )


@allowed(Permission.ROUND_PEOPLE)
def round_people_section(request: HttpRequest, round: Round, statement: QualityStatement | None) -> HttpResponse:
    """Give one section to an owner, contributors and reviewers."""
    given = list(round.assignments.filter(statement=statement))
    initial = {
        "owner": next((a.person_id for a in given if a.kind == "owner"), None),
        "contributors": [a.person_id for a in given if a.kind == "contributor"],
        "reviewers": [a.person_id for a in given if a.kind == "reviewer"],
    }
    form = AssignForm(request.POST or None, council=round.council, initial=initial)
    title = statement.title if statement else OPENING_TITLE
    if request.method == "POST" and form.is_valid():
        try:
            assign_section(
                round=round,
                statement=statement,
                owner=form.cleaned_data["owner"],
                contributors=list(form.cleaned_data["contributors"]),
                reviewers=list(form.cleaned_data["reviewers"]),
                by=request.user,
                at=timezone.now(),
            )
        except Refused as error:
            form.add_error("owner", str(error))
        else:
            messages.success(request, f"Saved who has “{title}”.")
            return redirect("round_people", round.slug)
    context = {"form": form, "title": title, "section": statement.slug if statement else OPENING}
    return render(request, "assurance/round_people_section.html", context)


@allowed(Permission.ROUND_PEOPLE)
def round_invite(request: HttpRequest, round: Round) -> HttpResponse:
    """Let a lead member or challenger into the round."""
    form = InviteForm(request.POST or None, round=round)
    if request.method == "POST" and form.is_valid():
        invitation = invite(round=round, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, f"{invitation.person.name} is invited to this round.")
        return redirect("round_people", round.slug)
    return render(request, "assurance/round_invite.html", {"form": form})


@require_POST
@allowed(Permission.ROUND_PEOPLE)
def round_withdraw(request: HttpRequest, round: Round, number: int) -> HttpResponse:
    """Take an invitation back."""
    person = User.objects.filter(pk__in=Invitation.objects.filter(round=round).values("person"), pk=number).first()
    if person is None:
        raise Http404("Nobody with this address is invited to this round.")
    withdraw_invitation(round=round, person=person, by=request.user, at=timezone.now())
    messages.success(request, f"{person.name} is no longer invited. You can invite them again at any time.")
    return redirect("round_people", round.slug)
