"""One item of the return: what is asked, what answers it, who has it, and what is done to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.addresses import address_of
from assurance.models import Round
from assurance.official import statements_of_edition
from assurance.presenters.both import Both, differing
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.answering import Answer, answer_of
from selfassessment.answers import lacking
from selfassessment.forms.answers import ConfidenceForm, ItemMoveForm
from selfassessment.forms.returns import ItemEditForm, ItemForm, PeopleForm
from selfassessment.models import RequestedItem
from selfassessment.models.information_return import CASE_LIST
from selfassessment.operations.answering import check_answer, confidence_print, say_confidence
from selfassessment.operations.return_chasing import people_print, say_who_answers
from selfassessment.operations.return_moves import (
    approve_item,
    approvers_of,
    confirm_words,
    query_item,
    request_item_changes,
    submit_item,
    take_back_item,
)
from selfassessment.operations.returns import (
    Asked,
    StaleItem,
    add_items,
    asked_of,
    change_item,
    confirm_item,
    limits_of,
    place_item,
    put_back_item,
    remove_item,
)
from selfassessment.presenters import return_item as shown
from selfassessment.presenters.returns import ItemRow, section_titles
from selfassessment.return_rules import (
    NOBODY_LOOKED,
    ReturnRefused,
    answers,
    moves_for,
    named,
    seen_of,
    why_not_approver,
)
from selfassessment.return_statuses import RETURN_MOVES, ItemStatus, ItemTurn, ReturnMove
from selfassessment.views.returns import timeline_address

MINE_TO_ANSWER = (
    "Only the owner of this item, those who help with it, and those who run the return can change its answer. Ask the "
    "programme manager to give it to you."
)
SOMEBODY_ELSE = (
    "You may not open {documents}, which is for a few people, so somebody who may has to look through this answer."
)


@allowed(Permission.RETURN_OWN)
def return_item(request: HttpRequest, round: Round, requested: str) -> HttpResponse:
    """What is asked here, what do we answer, is it safe to send?"""
    item = find_item(round, requested)
    answer = answer_of(item)
    helpers = sorted(item.contributors.all(), key=lambda person: person.name)
    is_open = not round.is_closed
    runs = is_open and request.access.may(Permission.RETURN_ALL)
    answering = is_open and answers(item, request.user, request.access, {person.pk for person in helpers})
    limits = limits_of(round.council)
    mine = item.owner_id == request.user.pk
    moves = moves_for(answer, answering=answering, running=runs)
    why_not = why_not_approver(answer, request.user) if ReturnMove.APPROVE in moves else ""
    if why_not:
        moves.remove(ReturnMove.APPROVE)
    parts = shown.part_rows(answer, request.user, request.access)
    missing = lacking(answer.parts)
    first = shown.first_move(moves, is_ready=not missing)
    status = ItemStatus(item.status)
    context = {
        "row": ItemRow(answer, timezone.localdate(), limits.remind_days, mine),
        "item": item,
        "answer": answer,
        "parts": parts,
        "section": section_titles(round).get(item.section, item.section),
        "serves": item.statements.order_by("number"),
        "helpers": helpers,
        "runs": runs,
        "answering": answering,
        "may_change_answer": answering and status not in {ItemStatus.WITH_REVIEWER, ItemStatus.SENT},
        "may_upload": request.access.may(Permission.CHANGE_EVIDENCE),
        "moves": sorted(
            [(move.value, shown.PAGES[move].heading, move == first) for move in moves], key=lambda one: not one[2]
        ),
        "lacking": missing if answer.parts else [],
        "unseen": [row.part.document.reference for row in parts if not row.opens],
        "too_large": shown.too_large(answer, limits, request.user, request.access),
        "why_not": why_not,
        "cases": address_of("cases", round.slug) if item.section == CASE_LIST else "",
        "timeline": timeline_address(round),
        "packs": address_of("packs", round.slug) if runs and status == ItemStatus.APPROVED else "",
        "confidence": ConfidenceForm(initial=_confidence_of(item)) if answering else None,
        "events": shown.history_of(round, answer) if request.access.reads_history else [],
    }
    return render(request, "selfassessment/return_item.html", context)


@allowed(Permission.RETURN_ALL)
def return_item_add(request: HttpRequest, round: Round) -> HttpResponse:
    """Add an item at the end of the list."""
    asked = request.GET.get("section", "")
    choices = _choices(round)
    initial = {"section": asked if asked in section_titles(round) else ""}
    form = ItemForm(request.POST or None, round=round, **choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_items(
                round=round, items=[form.asked()], started_from="typing", confirmed=form.confirmed, by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except ReturnRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{named(added[0])} is in the return.")
            return redirect("return_item", round.slug, added[0].slug)
    return render(request, "selfassessment/return_item_add.html", {"form": form})


@allowed(Permission.RETURN_ALL)
def return_item_edit(request: HttpRequest, round: Round, requested: str) -> HttpResponse:
    """Change what an item asks for and its place; a save that comes too late shows both."""
    item = find_item(round, requested)
    order = list(RequestedItem.objects.in_round(round).values_list("pk", flat=True))
    asked, place = asked_of(item), order.index(item.pk) + 1
    initial = {**asked.__dict__, "statements": list(asked.statements), "place": place, "placed": place}
    initial["version"] = item.version
    given = {"round": round, "places": len(order), **_choices(round, asked.section)}
    form = ItemEditForm(request.POST or None, initial=initial, **given)
    context, status = {"item": item}, 200
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, round, item, form)
        except StaleItem as error:
            context["both"] = _both(form, asked_of(error.current), given)
            data = request.POST.copy()
            data["version"] = str(error.current.version)
            form, status = ItemEditForm(data, initial=initial, **given), 409
            form.add_error(None, str(error))
        except ReturnRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{item.called} is saved.")
            return redirect("return_item", round.slug, item.slug)
    return render(request, "selfassessment/return_item_edit.html", {**context, "form": form}, status=status)


def _both(form: ItemEditForm, theirs: Asked, given: dict) -> list[Both]:
    """What differs between what was sent and what stands, in words."""
    sections, statements = dict(given["sections"]), dict(given["statements"])
    dates = dict(form.fields["due_with"].choices)

    def words(asked: Asked) -> dict[str, str]:
        return {
            "Section": sections.get(asked.section, asked.section),
            "Reference": asked.reference,
            "Title": asked.title,
            "What the letter says": asked.wording,
            "Kind": RequestedItem.Kind(asked.kind).label,
            "Statements": "\n".join(statements.get(slug, slug) for slug in sorted(asked.statements)),
            "Due with": str(dates.get(asked.due_with, asked.due_with)) if asked.due_with else "",
            "Due on": f"{asked.due_on.day} {asked.due_on:%B %Y}" if asked.due_on else "",
        }

    return differing(words(form.asked()), words(theirs))


def _change(request: HttpRequest, round: Round, item: RequestedItem, form: ItemEditForm) -> None:
    now, given = timezone.now(), form.cleaned_data
    change_item(
        item=item, round=round, version=given["version"], asked=form.asked(), confirmed=form.confirmed,
        by=request.user, at=now,
    )  # fmt: skip
    if form.new_place is not None:
        place_item(item=item, round=round, place=form.new_place, by=request.user, at=now)


@require_POST
@allowed(Permission.RETURN_ALL)
def return_item_confirm(request: HttpRequest, round: Round, requested: str) -> HttpResponse:
    """Say that the letter asks for what was only our suggestion."""
    item = find_item(round, requested)
    try:
        confirm_item(item=item, round=round, by=request.user, at=timezone.now())
    except ReturnRefused as error:
        messages.info(request, str(error))
    else:
        messages.success(request, f"Noted: your letter asks for {named(item)}.")
    return redirect("return_item", round.slug, item.slug)


@require_POST
@allowed(Permission.RETURN_ALL)
def return_item_remove(request: HttpRequest, round: Round, requested: str) -> HttpResponse:
    """Take an item out of the return; the board can put it back."""
    item = find_item(round, requested)
    try:
        remove_item(item=item, round=round, by=request.user, at=timezone.now())
    except ReturnRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            f"{named(item)} is removed, with its answer kept. Put it back at the end of this page if you need it.",
        )
    return redirect("information_return", round.slug)


@require_POST
@allowed(Permission.RETURN_ALL)
def return_item_restore(request: HttpRequest, round: Round, requested: str) -> HttpResponse:
    """Undo: put an item back that was removed."""
    item = find_item(round, requested, removed=True)
    try:
        put_back_item(item=item, round=round, by=request.user, at=timezone.now())
    except ReturnRefused as error:
        messages.error(request, str(error))
        return redirect("information_return", round.slug)
    messages.success(request, f"{named(item)} is in the return again.")
    return redirect("return_item", round.slug, item.slug)


@allowed(Permission.RETURN_ALL)
def return_item_people(request: HttpRequest, round: Round, requested: str) -> HttpResponse:
    """Who answers an item, and who helps."""
    item = find_item(round, requested)
    initial = {"owner": item.owner_id, "contributors": list(item.contributors.values_list("pk", flat=True))}
    initial["seen"] = people_print(item)
    form, status = PeopleForm(request.POST or None, round=round, initial=initial), 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            say_who_answers(
                item=item, round=round, owner=given["owner"], people=list(given["contributors"]),
                seen=given["seen"], by=request.user, at=timezone.now(),
            )  # fmt: skip
        except ReturnRefused as error:
            data = request.POST.copy()
            data["seen"] = people_print(find_item(round, requested))
            form, status = PeopleForm(data, round=round, initial=initial), 409
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Who answers {named(item)} is saved.")
            return redirect("return_item", round.slug, item.slug)
    return render(request, "selfassessment/return_item_people.html", {"form": form, "item": item}, status=status)


@allowed(Permission.RETURN_OWN)
def return_item_move(request: HttpRequest, round: Round, requested: str, act: str) -> HttpResponse:
    """Send it for approval, take it back, ask for changes, approve it, note a query: a question and a button."""
    move = next((one for one in shown.PAGES if one.value == act), None)
    if move is None:
        raise Http404("There is no such act.")
    item = find_item(round, requested)
    _check_whose(request, item, move)
    answer, form, status = answer_of(item), ItemMoveForm(request.POST or None, move=move), 200
    if move not in moves_for(answer, answering=True, running=True):
        messages.info(
            request, f"{named(item)} is “{ItemStatus(item.status).label.lower()}”, so there is nothing to do here."
        )
        return redirect("return_item", round.slug, item.slug)
    approvers = approvers_of(answer, round, request.user) if move == ReturnMove.SUBMIT else []
    if request.method == "POST" and form.is_valid():
        try:
            _move(move, round, item, form, request)
        except ReturnRefused as error:
            form.add_error(None, str(error))
            status = 409
        else:
            told = shown.told_words(approvers, done=True)
            messages.success(request, shown.PAGES[move].done.format(item=named(item), told=told))
            return redirect("return_item", round.slug, item.slug)
    why_not = why_not_approver(answer, request.user) if move == ReturnMove.APPROVE else ""
    context = {
        "item": item, "form": form, "page": shown.PAGES[move], "answer": answer,
        # Where something is missing on the form, it goes on carrying what was read when it was first opened.
        "seen": request.POST.get("seen", "") if request.method == "POST" and status == 200 else seen_of(answer),
        "parts": shown.part_rows(answer, request.user, request.access),
        "approves": move == ReturnMove.APPROVE, "why_not": why_not,
        "lacking": lacking(answer.parts) if move in {ReturnMove.SUBMIT, ReturnMove.APPROVE} else [],
    }  # fmt: skip
    if move == ReturnMove.SUBMIT:
        unlooked = NOBODY_LOOKED if answer.parts and not answer.is_checked else ""
        context |= {"submits": True, "told": shown.told_words(approvers, done=False), "unlooked": unlooked}
        context["waits"] = bool(unlooked or context["lacking"]) and not form.errors
    if move == ReturnMove.APPROVE:
        context |= _to_approve(request, round, answer)
    return render(request, "selfassessment/return_item_move.html", context, status=status)


def _to_approve(request: HttpRequest, round: Round, answer: Answer) -> dict:
    """What somebody who approves has to know beside the answer: when it is due, what changed, how large it is."""
    limits = limits_of(round.council)
    before, changed = shown.changed_since_approval(round, answer)
    return {
        "row": ItemRow(answer, timezone.localdate(), limits.remind_days, mine=False),
        "too_large": shown.too_large(answer, limits, request.user, request.access),
        "section": section_titles(round).get(answer.item.section, answer.item.section),
        "before": before,
        "changed": changed,
    }


def _check_whose(request: HttpRequest, item: RequestedItem, move: ReturnMove) -> None:
    if RETURN_MOVES[move].whose is ItemTurn.ANSWERERS:
        check_answers(request, item)
    elif not request.access.may(Permission.RETURN_ALL):
        raise PermissionDenied("Only those who run the return can do this: the programme manager and the director.")


@transaction.atomic
def _move(move: ReturnMove, round: Round, item: RequestedItem, form: ItemMoveForm, request: HttpRequest) -> None:
    where = {"item": item, "round": round, "by": request.user, "at": timezone.now()}
    confirm_words(concerns=form.confirmed, **where)
    said, seen = form.cleaned_data.get("said", ""), request.POST.get("seen", "")
    match move:
        case ReturnMove.SUBMIT:
            submit_item(seen=seen, **where)
        case ReturnMove.TAKE_BACK:
            take_back_item(why=said, seen=seen, **where)
        case ReturnMove.REQUEST_CHANGES:
            request_item_changes(what_to_change=said, seen=seen, **where)
        case ReturnMove.APPROVE:
            approve_item(seen=seen, **where)
        case ReturnMove.QUERY:
            query_item(asked=said, seen=seen, **where)


@require_POST
@allowed(Permission.RETURN_OWN)
def return_item_check(request: HttpRequest, round: Round, requested: str) -> HttpResponse:
    """Say that one has looked for personal data in the answer that stood on the page."""
    item = find_item(round, requested)
    check_answers(request, item)
    unseen = [
        part.document.reference
        for part in answer_of(item).parts
        if not shown.opens(part, request.user, request.access)
    ]
    if unseen:
        messages.error(request, f"{SOMEBODY_ELSE.format(documents=' and '.join(unseen))} Nothing was noted.")
        return redirect("return_item", round.slug, item.slug)
    try:
        seen = request.POST.get("seen", "")
        check_answer(item=item, round=round, seen=seen, by=request.user, at=timezone.now())
    except ReturnRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Noted: you looked for personal data in this answer.")
    return redirect("return_item", round.slug, item.slug)


@allowed(Permission.RETURN_OWN)
def return_item_confidence(request: HttpRequest, round: Round, requested: str) -> HttpResponse:
    """How well the answer would stand up, and why."""
    item = find_item(round, requested)
    check_answers(request, item)
    form, status = ConfidenceForm(request.POST or None, initial=_confidence_of(item)), 200
    if request.method == "POST" and form.is_valid():
        try:
            say_confidence(
                item=item, round=round, **{name: form.cleaned_data[name] for name in ("confidence", "reason", "seen")},
                confirmed=form.confirmed, by=request.user, at=timezone.now(),
            )  # fmt: skip
        except ReturnRefused as error:
            data = request.POST.copy()
            data["seen"] = confidence_print(find_item(round, requested))
            form, status = ConfidenceForm(data, initial=_confidence_of(item)), 409
            form.add_error(None, str(error))
        else:
            messages.success(request, "Your confidence in this answer is saved.")
            return redirect("return_item", round.slug, item.slug)
    context = {"form": form, "item": item}
    return render(request, "selfassessment/return_item_confidence.html", context, status=status)


def _confidence_of(item: RequestedItem) -> dict:
    return {"confidence": item.confidence, "reason": item.confidence_reason, "seen": confidence_print(item)}


def _choices(round: Round, known: str = "") -> dict:
    sections = section_titles(round)
    if known and known not in sections:
        sections[known] = f"Of another edition: {known}"
    statements = [(one.slug, f"{one.number}. {one.title}") for one in statements_of_edition(round.edition)]
    return {"sections": list(sections.items()), "statements": statements}


def find_item(round: Round, slug: str, *, removed: bool = False) -> RequestedItem:
    """An item of the round's return by the word in its address, with its due date and people."""
    item = next(iter(_named.rows(round.pk, slug)), None)
    if item is None or (item.removed_at is not None and not removed):
        gone = "It was removed; whoever runs the return can put it back from the board. " if item else ""
        raise Http404(f"There is no item with this address in the return of this round. {gone}")
    return item


@Question
def _named(round: int, slug: str) -> QuerySet:
    found = RequestedItem.objects.with_due().filter(information_return__round=round, slug=slug)
    people = ("owner", "approved_by", "checked_by", "submitted_by", "status_by", "information_return")
    return found.select_related(*people).order_by("pk")[:1]


def check_answers(request: HttpRequest, item: RequestedItem) -> None:
    """Refuse whoever does not work on this item's answer."""
    if not answers(item, request.user, request.access):
        raise PermissionDenied(MINE_TO_ANSWER)
