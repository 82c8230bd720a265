"""The case room's entrance, and a pool: starting it, what is there, changing it, purging it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import Event, Round
from assurance.roles import Permission
from casetracking.forms.pools import PoolEditForm, PoolForm, SureForm
from casetracking.models import Candidate, ReferenceKey
from casetracking.operations.keys import destroy_key
from casetracking.operations.pools import (
    PoolRefused,
    StalePool,
    change_pool,
    gone_in_words,
    key_would_go,
    purge_pool,
    start_pool,
    what_would_go,
)
from casetracking.presenters.drawing import alike_rows, criteria_rows
from casetracking.presenters.pools import days_to_purge, progress_of, tasks_of
from casetracking.views.finding import attributes_of, pool_of, pools_of

EVENTS_SHOWN = 10


@allowed(Permission.CASES_COUNTS)
def cases(request: HttpRequest, round: Round) -> HttpResponse:
    """The pools of a round, with how far each is; for those who may see no case, counts only."""
    curates = request.access.may(Permission.CASES_CURATE)
    context = {"pools": pools_of(round), "curates": curates}
    if curates:
        context["key"] = ReferenceKey.objects.filter(council=round.council, destroyed_at=None).first()
    return render(request, "casetracking/cases.html", context)


@allowed(Permission.CASES_CURATE)
def pool_add(request: HttpRequest, round: Round) -> HttpResponse:
    """Start a pool."""
    form = PoolForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "slug", "size", "purge_on")}
        try:
            started = start_pool(round=round, **given, by=request.user, at=timezone.now())
        except PoolRefused as error:
            form.add_error("slug", str(error))
        else:
            messages.success(request, f"“{started.name}” is started. Check its criteria against your letter.")
            return redirect("pool", round.slug, started.slug)
    return render(request, "casetracking/pool_add.html", {"form": form})


@allowed(Permission.CASES_CURATE)
def pool(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """A pool: what is there, what to do next, what was done."""
    found = pool_of(request, round, pool, purged=True)
    latest = found.imports.select_related("by").order_by("-number").first()
    key_held = ReferenceKey.objects.filter(council=round.council, destroyed_at=None).exists()
    events = Event.objects.in_case_room(round).filter(subject__endswith=f"pool {found.slug}")
    progress = progress_of(found)
    context = {
        "pool": found,
        "latest": latest,
        "progress": progress,
        "tasks": tasks_of(found, latest, key_held, progress, timezone.localdate()),
        "days": days_to_purge(found, timezone.localdate()),
        "events": events[:EVENTS_SHOWN],
    }
    if found.purged_at is not None:
        attributes = attributes_of(round)
        rows = criteria_rows(list(found.criteria.order_by("number")), attributes)
        context |= {"rows": rows, "alike": alike_rows(found, attributes), "files": found.imports.order_by("number")}
    return render(request, "casetracking/pool.html", context)


@allowed(Permission.CASES_CURATE)
def pool_edit(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """Change a pool's name, size and the day of its purge."""
    found = pool_of(request, round, pool)
    initial = {name: getattr(found, name) for name in ("name", "size", "purge_on", "apart", "version")}
    form = PoolEditForm(request.POST or None, today=timezone.localdate(), initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in initial}
        try:
            change_pool(pool=found, **given, by=request.user, at=timezone.now())
        except StalePool as error:
            form.add_error(None, str(error))
            form.data = {**form.data.dict(), "version": str(found.version)}
            status = 409
        except PoolRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The pool is saved.")
            return redirect("pool", round.slug, found.slug)
    return render(request, "casetracking/pool_edit.html", {"pool": found, "form": form}, status=status)


@allowed(Permission.CASES_CURATE)
def pool_purge(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """What a purge would destroy and what would stay; sent with the tick, it does so."""
    found = pool_of(request, round, pool)
    form = SureForm(request.POST or None, label="Yes, destroy all of this now. It can’t be undone.")
    if request.method == "POST" and form.is_valid():
        purge_pool(pool=found, by=request.user, at=timezone.now())
        messages.success(request, f"“{found.name}” is purged. Counts stay; nothing about people is left in it.")
        return redirect("pool", round.slug, found.slug)
    context = {
        "pool": found,
        "form": form,
        "goes": gone_in_words(what_would_go(found)),
        "key_goes": key_would_go(found),
    }
    return render(request, "casetracking/pool_purge.html", context)


@allowed(Permission.CASES_CURATE)
def case_key(request: HttpRequest, round: Round) -> HttpResponse:
    """The council's reference key: what it is for, and destroying it."""
    key = ReferenceKey.objects.filter(council=round.council, destroyed_at=None).first()
    form = SureForm(request.POST or None, label="Yes, destroy the key. It can’t be undone.")
    if request.method == "POST" and form.is_valid():
        if destroy_key(council=round.council, by=request.user, at=timezone.now()):
            messages.success(request, "The key is destroyed. No reference here leads to anybody any more.")
        return redirect("cases", round.slug)
    people = Candidate.objects.filter(pool__round__council=round.council).count() if key else 0
    return render(request, "casetracking/case_key.html", {"key": key, "form": form, "people": people})
