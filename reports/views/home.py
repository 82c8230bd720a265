"""What waits for me? The home page gathers from every room, so it stands under the roof."""

import datetime

from django.db.models import Count, QuerySet, Window
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assurance.access import Access, allowed, latest_round
from assurance.lately import lately
from assurance.models import Notice, Round
from assurance.questions import Question
from assurance.roles import Permission
from casetracking.presenters.deadlines import work_in_room
from reports.models import Document
from reports.presenters import changes_by_section
from selfassessment.presenters.sections import rolled_up, task_list
from selfassessment.presenters.waiting import MyWork, my_work, questions_of

NOTICES_SHOWN = DOCUMENTS_SHOWN = 5


@allowed(Permission.SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, what is late, what did someone say to me?"""
    round, access = latest_round(request)
    may = {
        "council_has_rounds": round is not None or Round.objects.filter(council=request.council).exists(),
        "home_round": round,
        "home_access": access,
        "may_installation": access.may(Permission.INSTALLATION),
        "may_people": access.may(Permission.ROUND_PEOPLE),
        "may_comment": access.may(Permission.COMMENT),
        "councils": sorted(request.councils, key=lambda council: council.name),
        "days": round.days_until_due(timezone.localdate()) if round else None,
    }
    reads = round is not None and access.may(Permission.READ_ROUND)
    found = _in_round(request, round, access) if reads else {}
    work = found.setdefault("work", MyWork())
    if round is not None:
        late, waiting = work_in_room(round, access, request.user, timezone.localdate())
        work.late, work.waiting = [*work.late, *late], [*work.waiting, *waiting]
    audits_only = access.may(Permission.CASES_AUDIT) and not reads
    context = {**may, **found, "reads": reads, "audits_only": audits_only, "notices": _unread(request)}
    return render(request, "reports/home.html", context)


@Question
def _latest_documents(person: int, council: int, access: Access) -> QuerySet:
    return Document.objects.asked_by(person, council).readable_with(access)[:DOCUMENTS_SHOWN]


@Question
def _latest_notices(person: int, council: int | None) -> QuerySet:
    """The latest unread ones, each with how many there are."""
    unread = Notice.objects.for_person(person, council).unread()
    return unread.annotate(all_of_them=Window(Count("pk")))[:NOTICES_SHOWN]


def _in_round(request: HttpRequest, round: Round, access: Access) -> dict:
    """What a person who may read the round has to do there, and what happened lately."""
    rows = task_list(round, access)
    titles = {row.slug: row.title for row in rows.sections}
    # By the hour, so that the question is the same one for a while.
    week_ago = timezone.now().replace(minute=0, second=0, microsecond=0) - datetime.timedelta(days=7)
    return {
        "work": my_work(round, access, request.user, rows, timezone.localdate()),
        "questions": questions_of(request.user, round) if access.invited else [],
        "result": rolled_up(round, rows) if access.sees_all_scores else None,
        "reads_history": access.reads_history,
        "recent": changes_by_section(lately(round, access, week_ago), titles) if access.reads_history else [],
        "documents": _latest_documents.rows(request.user.pk, request.council.pk, access),
        "rounds": request.recent_rounds,
    }


def _unread(request: HttpRequest) -> list[Notice]:
    """The latest unread notices; how many there are is left on the request, for the frame of the page."""
    notices = _latest_notices.rows(request.user.pk, request.council and request.council.pk)
    request.unread = notices[0].all_of_them if notices else 0
    return notices
