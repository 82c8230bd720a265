"""What leaders see of the case room: how far the pool is, whether it looks like us, what audits taught."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assurance.access import allowed
from assurance.models import Round
from assurance.questions import Question
from assurance.roles import Permission
from casetracking.forms.audits import GRADES
from casetracking.models import Pool, Theme
from casetracking.presenters import audits as audited
from casetracking.presenters.coverage import latest_with_draw
from casetracking.presenters.deadlines import deadlines_of
from casetracking.presenters.summary import covered_for_leaders, how_far
from casetracking.views.finding import NO_POOL, attributes_of, pools_of, titles_of


@allowed(Permission.CASES_COUNTS)
def cases_summary(request: HttpRequest, round: Round) -> HttpResponse:
    """How far the pool is, whether it looks like us, what audits taught: counts and themes, no case."""
    pools = pools_of(round)
    found = _asked_for(pools, request.GET.get("pool", ""))
    context = {"pools": pools, "pool": found, "curates": request.access.may(Permission.CASES_CURATE)}
    if found is not None:
        found.round, today = round, timezone.localdate()
        audits = audited.audits_of(found)
        latest = latest_with_draw(found)
        due = [audit.due_on for audit in audits if audit.finished_at is None and audit.due_on]
        counts = audited.counts_of(audits, today)
        context |= {
            "latest": latest,
            "progress": how_far(found),
            "deadlines": deadlines_of(found, today) if found.purged_at is None else [],
            "covered": covered_for_leaders(found, latest, attributes_of(round)) if latest else None,
            "counts": counts,
            "grades": [(GRADES[grade], number) for grade, number in counts.grades],
            "next_audit": min(due, default=None),
            "agreement": audited.agreement_of(audited.pairs_of(audits, request.user)),
            "themes": audited.themes_by_statement(_themes.rows(found.pk), titles_of(round)),
        }
    return render(request, "casetracking/cases_summary.html", context)


@Question
def _themes(pool: int) -> QuerySet[Theme]:
    return Theme.objects.filter(pool=pool).for_leaders()


def _asked_for(pools: list[Pool], slug: str) -> Pool | None:
    """The pool that is named; else the latest that has cases and is not purged; else the latest."""
    if slug:
        named = next((pool for pool in pools if pool.slug == slug), None)
        if named is None:
            raise Http404(NO_POOL)
        return named
    open_ones = [pool for pool in pools if pool.purged_at is None]
    drawn = [pool for pool in open_ones if pool.case_count]
    return next(iter([*reversed(drawn), *reversed(open_ones), *reversed(pools)]), None)
