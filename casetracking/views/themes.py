"""What audits teach: across cases by statement, as themes that may leave the room, and the dashboard of a pool."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assurance.access import allowed
from assurance.addresses import to_page
from assurance.models import Round
from assurance.official import categories_of_edition
from assurance.roles import Permission
from casetracking.forms.audits import ShareForm, ThemeForm
from casetracking.middleware import about_people
from casetracking.models import Case, Pool, Theme
from casetracking.models.audits import FEW
from casetracking.models.cases import PLACE_STANDS
from casetracking.operations import themes as acts
from casetracking.operations.audits import may_see
from casetracking.operations.telling import tell_ticked
from casetracking.operations.themes import StaleTheme, ThemeRefused, ThemeWords
from casetracking.presenters import audits as shown
from casetracking.presenters.deadlines import deadlines_of
from casetracking.presenters.pools import progress_of
from casetracking.statuses import AuditStatus, Status
from casetracking.views.finding import pool_of, titles_of

DUE_SHOWN = 10
# What the dashboard counts of consent: the words, the statuses, the filter of the list it leads to.
STATUSES = [
    ("To be checked", {Status.DRAWN}, "check"),
    ("To be asked", {Status.SUITABLE}, "ask"),
    ("Asked, no answer yet", {Status.ASKED}, "waiting"),
    ("Said yes", {Status.AGREED}, "agreed"),
    ("Place is free", {status for status in Status if status.is_over}, "over"),
]
NAMES = ("statement", "kind", "text", "cases", "were", "did", "go")


@about_people
@allowed(Permission.CASES_CURATE)
def pool_findings(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """What finished audits say, statement by statement, across cases."""
    found = pool_of(request, round, pool)
    audits = shown.audits_of(found)
    findings = shown.findings_of(found, titles_of(round), audits, request.user)
    hidden = any(one.status == AuditStatus.FINISHED and not may_see(one, audits, request.user) for one in audits)
    whole = shown.said_of_whole_cases(audits, request.user)
    context = {"pool": found, "whole": whole, "findings": findings, "hidden": hidden}
    return render(request, "casetracking/pool_findings.html", context)


@allowed(Permission.CASES_CURATE)
def pool_themes(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """The themes of a pool with the gap analysis."""
    found = pool_of(request, round, pool, purged=True)
    themes = shown.themes_by_statement(found.themes.all(), titles_of(round))
    return render(request, "casetracking/pool_themes.html", {"pool": found, "themes": themes})


@allowed(Permission.CASES_CURATE)
def theme_add(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """Write a theme."""
    found = pool_of(request, round, pool)
    form = ThemeForm(
        request.POST or None, statements=list(titles_of(round).items()), initial={"version": 0, "cases": 0}
    )
    if request.method == "POST" and form.is_valid():
        said = ThemeWords(**{name: form.cleaned_data[name] for name in NAMES})
        try:
            acts.save_theme(pool=found, theme=None, version=0, said=said, by=request.user, at=timezone.now())
        except ThemeRefused as why:
            form.add_error("text", str(why))
        else:
            tell_ticked(pool=found, concerns=form.confirmed, by=request.user, at=timezone.now())
            messages.success(request, "The theme is written. Nobody else reads it until you share it.")
            return redirect("pool_themes", round.slug, found.slug)
    return render(request, "casetracking/theme_add.html", {"pool": found, "form": form})


@allowed(Permission.CASES_CURATE)
def theme_edit(request: HttpRequest, round: Round, pool: str, theme: int) -> HttpResponse:
    """Change a theme; a save that comes late shows what stands."""
    found, held = _theme(request, round, pool, theme)
    initial = {name: getattr(held, name) for name in (*NAMES, "version")}
    form = ThemeForm(request.POST or None, statements=list(titles_of(round).items()), initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        said = ThemeWords(**{name: form.cleaned_data[name] for name in NAMES})
        version = form.cleaned_data["version"]
        try:
            acts.save_theme(pool=found, theme=held, version=version, said=said, by=request.user, at=timezone.now())
        except StaleTheme as why:
            form.add_error(None, str(why))
            form.data, status = {**form.data.dict(), "version": str(held.version)}, 409
        except ThemeRefused as why:
            form.add_error("text", str(why))
        else:
            tell_ticked(pool=found, concerns=form.confirmed, by=request.user, at=timezone.now())
            messages.success(request, "The theme is saved.")
            return redirect("pool_themes", round.slug, found.slug)
    context = {"pool": found, "theme": held, "form": form, "stale": status == 409}
    return render(request, "casetracking/theme_edit.html", context, status=status)


@require_POST
@allowed(Permission.CASES_CURATE)
def theme_remove(request: HttpRequest, round: Round, pool: str, theme: int) -> HttpResponse:
    """Take a theme out, after the purge too."""
    found, held = _theme(request, round, pool, theme, purged=True)
    acts.remove_theme(theme=held, by=request.user, at=timezone.now())
    messages.success(request, "The theme is taken out. What was shared of it stays where it went.")
    return redirect("pool_themes", round.slug, found.slug)


@allowed(Permission.CASES_CURATE)
def theme_share(request: HttpRequest, round: Round, pool: str, theme: int) -> HttpResponse:
    """Read the words once more, then let leaders read them, and hand them on as a draft where that is wanted."""
    found, held = _theme(request, round, pool, theme)
    form = ShareForm(request.POST or None, initial={"text": held.text, "version": held.version})
    context = {"pool": found, "theme": held, "form": form, "few": held.cases < FEW}
    status = 200
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("version", "text")}
        try:
            shared = acts.share_theme(theme=held, **given, by=request.user, at=timezone.now())
        except StaleTheme as why:
            form.add_error(None, str(why))
            form.data, status = {**form.data.dict(), "version": str(held.version)}, 409
            context["stale"] = True
        except ThemeRefused as why:
            form.add_error("text", str(why))
        else:
            tell_ticked(pool=found, concerns=form.confirmed, by=request.user, at=timezone.now())
            about = titles_of(round).get(held.statement, held.statement)
            context |= {
                "ready": True, "text": shared.text, "title": f"Practice audits: {about}"[:200],
                "said_by": "Practice audits of this round", "categories": categories_of_edition(round.edition),
            }  # fmt: skip
    return render(request, "casetracking/theme_share.html", context, status=status)


@allowed(Permission.CASES_CURATE)
def pool_dashboard(request: HttpRequest, round: Round, pool: str) -> HttpResponse:
    """How the pool is doing: consent, dates, audits, agreement, themes; no person is named."""
    found = pool_of(request, round, pool)
    today = timezone.localdate()
    audits = shown.audits_of(found)
    pairs = shown.pairs_of(audits, request.user)
    places = [round.slug, found.slug]
    progress, listing = progress_of(found), to_page("pool_progress", *places)
    stages = _stages(found)
    due = [one for one in audits if one.status != AuditStatus.FINISHED and one.due_on]
    counts = shown.counts_of(audits, today)
    context = {
        "pool": found, "progress": progress, "counts": counts,
        "figures": [
            (f"{progress.agreed} of {found.size}", "have said yes", f"{listing}?show=agreed"),
            (stages["tracked"], "tracked", f"{listing}?show=tracked"),
            (stages["spoken"], "spoken to", f"{listing}?show=spoken"),
            (f"{counts.finished} of {counts.total}", "audits finished", to_page("pool_audits", *places)),
        ],
        "statuses": [
            (words, sum(stages[status] for status in some), f"{listing}?show={show}")
            for words, some, show in STATUSES
        ],
        "deadlines": deadlines_of(found, today),
        "due": sorted(due, key=lambda one: (one.due_on, one.case.number))[:DUE_SHOWN],
        "agreement": shown.agreement_of(pairs), "discuss": shown.to_discuss(pairs),
        "themes": shown.themes_by_statement(found.themes.all(), titles_of(round)),
    }  # fmt: skip
    return render(request, "casetracking/pool_dashboard.html", context)


def _stages(pool: Pool) -> dict[str, int]:
    """Cases in the pool by status, and how many are tracked and spoken to: one query."""
    counted = {str(status): Count("pk", filter=Q(status=status)) for status in Status}
    return pool.cases.filter(standing=Case.Standing.POOL).aggregate(
        **counted,
        tracked=Count("pk", filter=PLACE_STANDS & ~Q(stage=Case.Stage.LISTED)),
        spoken=Count("pk", filter=PLACE_STANDS & Q(stage=Case.Stage.FOLLOWED)),
    )


def _theme(request: HttpRequest, round: Round, pool: str, number: int, *, purged=False) -> tuple[Pool, Theme]:
    found = pool_of(request, round, pool, purged=purged)
    held = found.themes.filter(pk=number).first()
    if held is None:
        raise Http404("This pool has no such theme: it may have been taken out.")
    held.pool = found
    return found, held
