"""What the frame of every page shows: the person, the council and round, the next date and the parts they may see."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from assurance.access import Access, latest_round
from assurance.addresses import to_page
from assurance.models import Council, Notice, Round, User
from assurance.questions import Question
from assurance.roles import Permission


@dataclass(frozen=True)
class Item:
    """One part of the service in the navigation bar."""

    text: str
    url: str
    current: bool


@dataclass(frozen=True)
class NextDate:
    """The next date people work towards."""

    label: str
    date: datetime.date
    days: int


def frame(request: HttpRequest) -> dict:
    """The context that base.html relies on. Outside a round the links lead to the council's latest one."""
    context = {"service_name": settings.SERVICE_NAME, "navigation": []}
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return context
    context["person"] = person
    context["account_url"] = to_page("account_change_password")
    access: Access | None = getattr(request, "access", None)
    if access is None:  # an allauth or error page: the frame stays plain
        return context
    council, round = request.council, request.round
    if round is None:
        round, access = latest_round(request)
    context |= {"council": council, "access": access}
    if round is not None and (request.round is not None or access.may(Permission.READ_ROUND)):
        context |= {"round": round, "next_date": _next_date(round)}
        if request.round is not None and round.is_closed:
            context["goes_on_url"] = _goes_on_url(request, access, round)
            context["may_open"] = access.was_given(Permission.WRITE_STATEMENT)
    if council is not None:
        context["unread"] = _unread(request, person, council)
        context["inbox_url"] = to_page("inbox")
        if "round" in context and access.may(Permission.READ_ROUND):
            context["search_url"] = to_page("search", round.slug)
    context["navigation"] = _items(request, access, round)
    return context


def _unread(request: HttpRequest, person: User, council: Council) -> int:
    """How many notices wait: one query, unless the page has counted them already."""
    counted = getattr(request, "unread", None)
    if counted is None:
        counted = next((many for (many,) in _notices.tuples(person.pk, council.pk)), 0)
    return counted


@Question
def _notices(person: int, council: int) -> QuerySet:
    unread = Notice.objects.filter(person=person, council=council).unread().order_by().values("person")
    return unread.annotate(many=Count("pk")).values_list("many")


def _only_audits(access: Access) -> bool:
    """Whether somebody is in the case room for audits alone; others come to theirs by the pool."""
    return access.may(Permission.CASES_AUDIT) and not access.may(Permission.CASES_COUNTS)


OF_THE_COUNCIL = frozenset({"action", "evidence_item"})  # what these pages show belongs to no round


def _goes_on_url(request: HttpRequest, access: Access, round: Round) -> str:
    """The same page in the round where work goes on; empty for those who may not be invited there."""
    there, match = round.goes_on_in, request.resolver_match
    if there is None or match is None or not access.reads_evidence:
        return ""
    if set(match.kwargs) == {"round"} or match.url_name in OF_THE_COUNCIL:
        return reverse(match.url_name, kwargs={**match.kwargs, "round": there.slug})
    if "statement" in match.kwargs and there.edition_id == round.edition_id:
        return to_page("statement", there.slug, match.kwargs["statement"])
    return to_page("self_assessment", there.slug)


def _next_date(round: Round) -> NextDate | None:
    if round.is_closed:
        return None
    today = timezone.localdate()
    days = round.days_until_due(today)
    due = None if days is None else NextDate("Self-assessment due", round.due_on, days)
    ahead = vars(round).get("milestone_ahead")  # see RoundQuerySet.with_setting
    if ahead is None:
        return due
    on = datetime.date.fromisoformat(ahead["on"])
    if due is not None and due.days >= 0 and due.date < on:
        return due
    return NextDate(ahead["title"], on, (on - today).days)


def _items(request: HttpRequest, access: Access, round: Round | None) -> list[Item]:
    here = request.path
    places = [("Home", to_page("home"), True)]
    figures = ("Figures", to_page("figures"), access.may(Permission.READ_FIGURES))
    if round is None:
        places.append(figures)
    else:
        slug = round.slug
        places += [
            ("Self-assessment", to_page("self_assessment", slug), access.may(Permission.READ_ROUND)),
            ("Evidence", to_page("evidence", slug), access.may_somewhere(Permission.READ_EVIDENCE)),
            figures,
            ("Actions", to_page("actions", slug), access.may(Permission.READ_EVIDENCE)),
            ("Information return", to_page("information_return", slug), access.may(Permission.RETURN_OWN)),
            ("Timeline", to_page("timeline", slug), access.may(Permission.READ_ROUND)),
            ("Visit", to_page("visit", slug), access.may(Permission.RETURN_OWN)),
            ("Cases", to_page("cases", slug), access.may(Permission.CASES_COUNTS)),
            ("Audits", to_page("audits", slug), _only_audits(access)),
            ("Documents", to_page("documents", slug), access.may(Permission.READ_ROUND)),
            ("Position", to_page("position", slug), access.sees_all_scores),
            ("People", to_page("round_people", slug), access.may(Permission.ROUND_PEOPLE)),
        ]
    places.append(("Settings", to_page("settings_home"), access.may(Permission.INSTALLATION)))
    home = to_page("home")
    return [
        Item(text, url, here == url or (url != home and here.startswith(url))) for text, url, seen in places if seen
    ]
