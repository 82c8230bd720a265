"""The information return: what is asked, who answers, is it on time?"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.addresses import address_of
from assurance.closing import check_is_open
from assurance.models import Round
from assurance.questions import Question
from assurance.roles import Permission
from selfassessment.answering import with_answers
from selfassessment.forms.returns import LimitsForm, StartForm, limits_form, limits_initial
from selfassessment.models import InformationReturn, RequestedItem
from selfassessment.operations.return_chasing import (
    Chased,
    answerers_at_hand,
    assign_items,
    chase_items,
    possible_answerers,
)
from selfassessment.operations.return_sheets import starting_items, starting_set
from selfassessment.operations.returns import limits_of, set_limits, start_return
from selfassessment.presenters import returns as shown
from selfassessment.return_rules import ReturnRefused
from selfassessment.return_statuses import OWNER, ItemStatus, ItemTurn

PER_PAGE = 100


@allowed(Permission.RETURN_OWN)
def information_return(request: HttpRequest, round: Round) -> HttpResponse:
    """The board: how far each item is, by section or by owner, under the filters in the address."""
    started = next(iter(_started.rows(round.pk)), None)
    runs = request.access.may(Permission.RETURN_ALL) and not round.is_closed
    context = {"started": started, "runs": runs, "timeline": timeline_address(round)}
    if started is not None:
        context |= _board(request, round, started, runs)
    return render(request, "selfassessment/information_return.html", context)


def _board(request: HttpRequest, round: Round, started: InformationReturn, runs: bool) -> dict:
    limits, today = limits_of(round.council), timezone.localdate()
    helps = {item for (item,) in _helped.tuples(started.pk, request.user.pk)}
    items = _items.rows(started.pk)
    me = request.user.pk
    rows = [
        shown.ItemRow(answer, today, limits.remind_days, answer.item.owner_id == me or answer.item.pk in helps)
        for answer in with_answers([item for item in items if item.removed_at is None])
    ]
    sections = shown.section_titles(round)
    owners = dict(sorted({(str(row.item.owner_id), row.owner) for row in rows if row.item.owner_id}, key=_by_name))
    filters = shown.filters_of(request.GET, sections, owners)
    listed = shown.filtered(rows, filters)
    if filters.group == "owner":
        listed.sort(key=lambda row: (row.item.owner_id is not None, row.owner))
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "board": shown.Board(rows),
        "page": page,
        "groups": shown.grouped(list(page), filters.group, sections),
        "filters": filters,
        "tags": shown.filter_tags(request, filters, sections, owners),
        "choices": {
            "status": [("", "Any status"), *((one.value, one.label) for one in ItemStatus)],
            "section": [("", "Any section"), *sections.items()],
            "owner": [("", "Anybody"), *owners.items()],
            "by": shown.GROUPS.items(),
        },
        "flags": shown.FLAGS.items(),
        "risk": shown.risk_words(limits.remind_days),
        "people": answerers_at_hand(round.council_id) if runs else [],
        "removed": [item for item in items if item.removed_at is not None] if runs else [],
        "item_address": f"/{round.slug}/return/items/",
    }


@Question
def _started(round: int) -> QuerySet:
    return InformationReturn.objects.filter(round=round)


@Question
def _items(started: int) -> QuerySet:
    return RequestedItem.objects.for_board(started)


@Question
def _helped(started: int, person: int) -> QuerySet:
    helping = RequestedItem.contributors.through.objects.filter(requesteditem__information_return=started)
    return helping.filter(user=person).values_list("requesteditem_id")


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1]


def timeline_address(round: Round) -> str:
    """Where the dates of the round are given; empty while this installation has no such page."""
    return address_of("timeline", round.slug)


@allowed(Permission.RETURN_ALL)
def return_start(request: HttpRequest, round: Round) -> HttpResponse:
    """Begin the return: from our starting set, a spreadsheet, or an empty list."""
    check_is_open(round)
    if InformationReturn.objects.filter(round=round).exists():
        messages.info(request, "The return of this round has been started already. Add what is missing here.")
        return redirect("information_return", round.slug)
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        items = starting_items(round) if given["way"] == "set" else []
        begun = {"set": shown.STARTING_SET, "typing": "typing", "sheet": "a spreadsheet"}[given["way"]]
        try:
            start_return(
                round=round, items=items, version=given["version"], started_from=begun,
                notified_on=given["notified_on"], by=request.user, at=timezone.now(),
            )  # fmt: skip
        except ReturnRefused as error:
            form.add_error(None, str(error))
        else:
            return _on_from(request, round, given["way"], len(items))
    context = {"form": form, "note": starting_set()["return_set"]["note"], "many": len(starting_set()["items"])}
    return render(request, "selfassessment/return_start.html", context)


def _on_from(request: HttpRequest, round: Round, way: str, many: int) -> HttpResponse:
    if way == "sheet":
        messages.success(request, "The return is started. Now choose the spreadsheet.")
        return redirect("return_import", round.slug)
    if way == "typing":
        messages.success(request, "The return is started. Add its first item.")
        return redirect("return_item_add", round.slug)
    messages.success(request, f"The return is started with {many} suggested items. Check them against your letter.")
    return redirect("information_return", round.slug)


@require_POST
@allowed(Permission.RETURN_ALL)
def return_bulk(request: HttpRequest, round: Round) -> HttpResponse:
    """Give the ticked items to somebody, or ask their owners how far they are; leads back to the same list."""
    slugs = request.POST.getlist("item")
    items = list(RequestedItem.objects.in_round(round).filter(slug__in=slugs))
    back = redirect(f"{redirect('information_return', round.slug).url}{_asked_again(request)}")
    if not items:
        messages.error(request, "No item was ticked, so nothing was changed. Tick the items first.")
        return back
    try:
        act = _chased if request.POST.get("do") == "chase" else _given
        done, said = act(request, round, items)
        messages.add_message(request, messages.SUCCESS if done else messages.INFO, said)
    except ReturnRefused as error:
        messages.error(request, str(error))
    return back


def _asked_again(request: HttpRequest) -> str:
    asked = request.POST.get("asked", "")[:500]
    return f"?{asked}" if asked else ""


def _chased(request: HttpRequest, round: Round, items: list[RequestedItem]) -> tuple[int, str]:
    """How many were asked about, and that in a sentence."""
    chased = chase_items(items=items, round=round, by=request.user, at=timezone.now())
    asked, people, again = chased.items, chased.people, _asked_already(chased)
    if not asked:
        nobody = f"Nobody was asked{' again' if again else ''}.{again}"
        return 0, " ".join(filter(None, [nobody, _why_nobody(items), "Nothing was changed."]))
    left = len(items) - asked - chased.items_again
    unasked = f" {left} of those ticked {'have' if left != 1 else 'has'} no owner or no answer due." if left else ""
    whom = "1 person was" if people == 1 else f"{people} people were"
    return asked, f"{whom} asked about {asked} item{'s' if asked != 1 else ''}.{again}{unasked}"


def _asked_already(chased: Chased) -> str:
    """Who was not asked again, because they were within the last hour; empty for nobody."""
    if chased.last is None:
        return ""
    whom = "1 person was" if chased.people_again == 1 else f"{chased.people_again} people were"
    of = "1 of the items" if chased.items_again == 1 else f"{chased.items_again} of the items"
    return f" {whom} asked already at {timezone.localtime(chased.last):%H:%M} about {of}."


def _why_nobody(items: list[RequestedItem]) -> str:
    """Why no owner could be asked about the ticked items, in sentences."""
    over = [item for item in items if OWNER[ItemStatus(item.status)] is not ItemTurn.ANSWERERS]
    without = [item for item in items if item not in over and item.owner_id is None]
    said = []
    if without:
        said.append(
            f"{_ticked(without)} no owner yet: give {'it' if len(without) == 1 else 'them'} to somebody first."
        )
    if over:
        said.append(f"{_ticked(over)} an answer already, which its owner does not have to write.")
    return " ".join(said)


def _ticked(items: list[RequestedItem]) -> str:
    return f"{len(items)} of those ticked {'has' if len(items) == 1 else 'have'}"


def _given(request: HttpRequest, round: Round, items: list[RequestedItem]) -> tuple[int, str]:
    """How many changed hands, and that in a sentence."""
    asked = request.POST.get("owner", "")
    if not asked:
        raise ReturnRefused("Choose who gets the ticked items. Nothing was changed.")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else 0
    owner = None if asked == "nobody" else possible_answerers(round.council_id).filter(pk=number).first()
    if owner is None and asked != "nobody":
        raise ReturnRefused("Choose somebody from the list. Nothing was changed.")
    changed = assign_items(items=items, round=round, owner=owner, by=request.user, at=timezone.now())
    whose = f"now {owner.name}’s" if owner else "nobody’s now"
    if not changed:
        return 0, f"The ticked items were {owner.name + '’s' if owner else 'nobody’s'} already. Nothing was changed."
    return changed, f"{changed} item{'s are' if changed != 1 else ' is'} {whose}."


@allowed(Permission.RETURN_ALL)
def return_limits(request: HttpRequest, round: Round) -> HttpResponse:
    """What the council keeps to when it sends files, and how early people are reminded."""
    limits = limits_of(round.council)
    sent = request.method == "POST"
    form = LimitsForm(request.POST, initial=limits_initial(limits)) if sent else limits_form(limits)
    if sent and form.is_valid():
        set_limits(round=round, **form.limits(), by=request.user, at=timezone.now())
        messages.success(request, "The limits are saved.")
        return redirect("information_return", round.slug)
    return render(request, "selfassessment/return_limits.html", {"form": form})
