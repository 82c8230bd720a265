"""The timeline of a round: what happens when, how we know, what has moved, and the same in people's calendars."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import Access, allowed
from assurance.calendars import entries_of
from assurance.closing import check_is_open
from assurance.ical import MEDIA_TYPE, as_ical
from assurance.models import CalendarFeed, Milestone, Round
from assurance.operations.calendar_feeds import FeedThere, close_feed, feed_of, open_feed, stamp_of
from assurance.operations.milestones import (
    MilestoneRefused,
    MilestoneUnlikely,
    add_milestone,
    change_milestone,
    fix_plan,
    remove_milestone,
    restore_milestone,
    told_of,
)
from assurance.operations.timeline import StaleDate, is_started, start_timeline
from assurance.presenters import timeline as shown
from assurance.roles import Permission
from assurance.timeline_forms import MilestoneEditForm, MilestoneForm, StartForm, initial_of


@allowed(Permission.READ_ROUND)
def timeline(request: HttpRequest, round: Round) -> HttpResponse:
    """What happens when, how do we know, and what has moved?"""
    today = timezone.localdate()
    everything = list(Milestone.objects.filter(round=round).order_by("number", "pk"))
    rows = shown.rows_of([one for one in everything if one.removed_at is None], today)
    return render(
        request,
        "assurance/timeline.html",
        {
            "rows": rows,
            "dated": any(row.on for row in rows),
            "in_no_order": shown.in_no_order(everything),
            "following": next((row for row in rows if row.is_next), None),
            "picture": shown.picture_of(rows, today),
            "planned": any(row.milestone.planned_on for row in rows),
            "late": sum(row.is_late for row in rows),
            "taken_out": [one for one in everything if one.removed_at],
            "letter": shown.LETTER,
            "may_change": _may_change(request, round),
        },
    )


@allowed(Permission.RETURN_ALL)
def timeline_start(request: HttpRequest, round: Round) -> HttpResponse:
    """Start the timeline from the day of the notification."""
    check_is_open(round)
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        start_timeline(
            round=round, notified_on=form.cleaned_data["notified_on"], by=request.user, at=timezone.now()
        )  # fmt: skip
        messages.success(request, "The timeline is there. Check every date against your letter.")
        return redirect("timeline", round.slug)
    return render(request, "assurance/timeline_start.html", {"form": form, "letter": shown.LETTER})


@allowed(Permission.RETURN_ALL)
def timeline_add(request: HttpRequest, round: Round) -> HttpResponse:
    """Add a date of the council's own."""
    check_is_open(round)
    if not is_started(round):
        messages.info(request, "Start the timeline first: other dates are counted from that of the notification.")
        return redirect("timeline_start", round.slug)
    form = MilestoneForm(request.POST or None, others=list(Milestone.objects.in_round(round)))
    if request.method == "POST" and form.is_valid():
        try:
            added = add_milestone(
                round=round, told=form.told(), confirmed=form.confirmed, by=request.user, at=timezone.now(),
                meant=form.meant,
            )  # fmt: skip
        except MilestoneUnlikely as error:
            form.ask_whether_meant(str(error))
        except MilestoneRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"“{added.title}” is on the timeline.")
            return redirect("timeline", round.slug)
    return render(request, "assurance/timeline_add.html", {"form": form})


@allowed(Permission.RETURN_ALL)
def timeline_date(request: HttpRequest, round: Round, milestone: str) -> HttpResponse:
    """Change one date: type it, let it be counted, say how, note that it happened."""
    check_is_open(round)
    found = _found(round, milestone)
    if found.removed_at is not None:
        messages.info(request, f"“{found.title}” was taken out of the timeline. Put it back first to change it.")
        return redirect("timeline", round.slug)
    everything = list(Milestone.objects.in_round(round))
    others = [one for one in everything if one.slug != found.slug]
    form = MilestoneEditForm(request.POST or None, others=others, initial=initial_of(found))
    status, both = 200, []
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            saved = change_milestone(
                milestone=found, version=version, told=form.told(), confirmed=form.confirmed, by=request.user,
                at=timezone.now(), meant=form.meant,
            )  # fmt: skip
        except StaleDate as error:
            found.refresh_from_db()
            titles = {one.slug: one.title for one in everything}
            both = shown.both_of(form.told(), told_of(found), titles)
            data = request.POST.copy()
            data["version"] = str(found.version)
            form, status = MilestoneEditForm(data, others=others, initial=initial_of(found)), 409
            form.add_error(None, str(error))
        except MilestoneUnlikely as error:
            form.ask_whether_meant(str(error))
        except MilestoneRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _said_of(saved, typed_all_the_same=form.typed_all_the_same))
            return redirect("timeline", round.slug)
    row = next(one for one in shown.rows_of(everything, timezone.localdate()) if one.milestone.slug == found.slug)
    context = {"form": form, "row": row, "milestone": found, "letter": shown.LETTER, "both": both}
    return render(request, "assurance/timeline_date.html", context, status=status)


@require_POST
@allowed(Permission.RETURN_ALL)
def timeline_remove(request: HttpRequest, round: Round, milestone: str) -> HttpResponse:
    """Take a date out of the timeline."""
    found = _found(round, milestone)
    try:
        remove_milestone(milestone=found, by=request.user, at=timezone.now())
    except MilestoneRefused as error:
        messages.error(request, str(error))
        return redirect("timeline_date", round.slug, found.slug)
    messages.success(
        request, f"“{found.title}” is taken out of the timeline. You can put it back at the end of this page."
    )
    return redirect("timeline", round.slug)


@require_POST
@allowed(Permission.RETURN_ALL)
def timeline_restore(request: HttpRequest, round: Round, milestone: str) -> HttpResponse:
    """Put back a date that was taken out."""
    found = _found(round, milestone)
    try:
        restore_milestone(milestone=found, by=request.user, at=timezone.now())
    except MilestoneRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"“{found.title}” is back on the timeline.")
    return redirect("timeline", round.slug)


@allowed(Permission.RETURN_ALL)
def timeline_fix(request: HttpRequest, round: Round) -> HttpResponse:
    """Keep every date as it stands as the plan; asks first where that takes the place of an earlier plan."""
    check_is_open(round)
    everything = list(Milestone.objects.in_round(round))
    planned = any(one.planned_on for one in everything)
    if request.method != "POST" or (planned and "again" not in request.POST):
        rows = [row for row in shown.rows_of(everything, timezone.localdate()) if row.on]
        moved = [row for row in rows if row.milestone.planned_on and row.milestone.planned_on != row.milestone.on]
        context = {"planned": planned, "moved": moved, "rows": rows}
        return render(request, "assurance/timeline_fix.html", context)
    try:
        fixed = fix_plan(round=round, by=request.user, at=timezone.now())
    except MilestoneRefused as error:
        messages.error(request, str(error))
        return redirect("timeline", round.slug)
    dates = f"{fixed} date{'s' if fixed != 1 else ''}"
    messages.success(request, f"The plan is fixed with {dates}. Whatever moves from now on is shown against it.")
    return redirect("timeline", round.slug)


@allowed(Permission.READ_ROUND)
def timeline_file(request: HttpRequest, round: Round) -> HttpResponse:
    """The dates as a file for a calendar."""
    response = _calendar(round, request.access)
    response["Content-Disposition"] = f'attachment; filename="{round.council.slug}-{round.slug}.ics"'
    return response


@allowed(Permission.READ_ROUND)
def timeline_calendar(request: HttpRequest, round: Round) -> HttpResponse:
    """Get an address at which a calendar finds the dates by itself, or take it back."""
    address = ""
    if request.method == "POST" and request.POST.get("act") == "close":
        closed = close_feed(round=round, by=request.user, at=timezone.now())
        said = "Your address is taken back: nobody finds anything there." if closed else "There was no address."
        messages.success(request, said)
        return redirect("timeline_calendar", round.slug)
    if request.method == "POST":
        try:
            token = open_feed(
                round=round, seen=request.POST.get("seen", ""), by=request.user, at=timezone.now()
            )  # fmt: skip
        except FeedThere as error:
            messages.info(request, str(error))
            return redirect("timeline_calendar", round.slug)
        # The token is a secret: to_page would remember it.
        address = request.build_absolute_uri(reverse("calendar_feed", args=[token]))
    feed = CalendarFeed.objects.filter(round=round, person=request.user).first()
    response = render(
        request, "assurance/timeline_calendar.html", {"address": address, "feed": feed, "seen": stamp_of(feed)}
    )
    response["Cache-Control"] = "private, no-store"
    return response


@allowed(Permission.ANYONE)
def calendar_feed(request: HttpRequest, feed: str) -> HttpResponse:
    """The dates of a round for whoever has the secret address: titles and times, nothing else."""
    found = feed_of(feed)
    if found is None:
        raise Http404("There is no calendar at this address. Whoever gave it to you may have taken it back.")
    return _calendar(*found)


def _calendar(round: Round, access: Access) -> HttpResponse:
    title = f"{round.title} – {round.council.name}"
    place = f"{round.slug}.{round.council.slug}"
    content = as_ical(title=title, place=place, entries=entries_of(round, access), at=timezone.now())
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _said_of(saved: Milestone, *, typed_all_the_same: bool) -> str:
    if typed_all_the_same and saved.typed_on:
        on = shown.day_in_words(saved.typed_on)
        return f"“{saved.title}” is saved with the date you typed, {on}. It is no longer counted."
    return f"“{saved.title}” is saved. What is counted from it has followed."


def _may_change(request: HttpRequest, round: Round) -> bool:
    return request.access.may(Permission.RETURN_ALL) and not round.is_closed


def _found(round: Round, slug: str) -> Milestone:
    found = Milestone.objects.filter(round=round, slug=slug).select_related("round").first()
    if found is None:
        raise Http404("The timeline of this round has no date with this address.")
    return found
