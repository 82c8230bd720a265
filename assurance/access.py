"""Who may see this page: `@allowed(Permission.X)` stands on every view, and finds the round and statement it names.

A view that has `round` (a slug) in its address is called with the Round itself, looked up among the rounds of the
councils where the person holds a role; one with `statement` is called with the QualityStatement of that round's
edition, or None for the opening section. `request.access` answers further questions for the templates.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from assurance.models import Assignment, Council, Invitation, Membership, QualityStatement, Round, User
from assurance.models.councils import RoundQuerySet
from assurance.models.framework import OPENING
from assurance.roles import TABLE, Grant, Permission, Role


@dataclass(frozen=True)
class Access:
    """What one person may do in one council and, where a round is named, in that round.

    `owned` and `assigned` hold section slugs (a statement's, or "opening").
    """

    roles: frozenset[Role] = frozenset()
    assigned: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()
    invited: bool = False
    scores_shared: bool = False
    in_round: bool = field(default=False)

    def may(self, permission: Permission, section: str | None = None) -> bool:
        """Whether the permission holds, for one section of the round where its condition depends on it."""
        return any(
            self._holds(condition, section) for role, condition in TABLE[permission].items() if role in self.roles
        )

    def may_somewhere(self, permission: Permission) -> bool:
        """Whether the permission holds for at least one section of the round."""
        return self.may(permission) or any(self.may(permission, section) for section in self.assigned)

    def _holds(self, condition: Grant, section: str | None) -> bool:
        match condition:
            case Grant.ALWAYS:
                return True
            case Grant.ASSIGNED:
                return section in self.assigned
            case Grant.OWNER:
                return section in self.owned
            case Grant.INVITED:
                return self.invited
            case Grant.SHARED:
                return self.invited and self.scores_shared
        return False  # reviewers, challenge scores and citations come with the review of a round

    @property
    def sees_all_scores(self) -> bool:
        """Whether every score of the round may be shown."""
        return self.may(Permission.SEE_SCORES)

    @property
    def reads_history(self) -> bool:
        """Whether who changed what, and earlier texts, may be shown."""
        return self.may(Permission.READ_HISTORY)

    @property
    def sections_with_scores(self) -> frozenset[str]:
        """The sections whose scores may be shown, for someone who may not see them all."""
        return frozenset(s for s in self.assigned if self.may(Permission.SEE_SCORES, s))

    def sees_score_of(self, section: str) -> bool:
        """Whether the score of one section may be shown."""
        return self.may(Permission.SEE_SCORES, section)


def access_of(person: User, council: Council | None, round: Round | None = None) -> Access:
    """Work out what a person may do in a council and round: one to three queries, none later."""
    if council is None:
        return Access()
    roles = frozenset(
        Role(role)
        for role in Membership.objects.filter(person=person, council=council).values_list("role", flat=True)
    )
    if round is None:
        return Access(roles=roles)
    assigned, owned = set(), set()
    for slug, kind in Assignment.objects.filter(round=round, person=person).values_list("statement__slug", "kind"):
        assigned.add(slug or OPENING)
        if kind == Assignment.Kind.OWNER:
            owned.add(slug or OPENING)
    invited = False
    if roles & {Role.LEAD_MEMBER, Role.CHALLENGER}:
        invitation = Invitation.objects.filter(round=round, person=person).first()
        invited = holds_today(invitation, timezone.localdate(), endless=Role.LEAD_MEMBER in roles)
    return Access(
        roles=roles,
        assigned=frozenset(assigned),
        owned=frozenset(owned),
        invited=invited,
        scores_shared=round.scores_shared_at is not None,
        in_round=True,
    )


def holds_today(invitation: Invitation | None, today: datetime.date, *, endless: bool) -> bool:
    """Whether there is an invitation and its last day has not passed; one without a day holds only where `endless`.

    A lead member may be invited without end, a challenger never, also when somebody changes from one to the other.
    """
    if invitation is None:
        return False
    return endless if invitation.until is None else invitation.until >= today


def allowed(permission: Permission, *, somewhere: bool = False) -> Callable:
    """Let only people with this permission reach the view; everyone else gets the "not for you" page.

    With a statement in the address the permission is asked for that section. `somewhere` lets in who holds it for at
    least one section of the round.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if permission is Permission.ANYONE:
                return view(request, *args, **kwargs)
            kwargs = _load(request, kwargs)
            section = _section_of(kwargs)
            if permission is not Permission.SIGNED_IN and not (
                request.access.may(permission, section) or (somewhere and request.access.may_somewhere(permission))
            ):
                raise PermissionDenied(f"This page is for people who may {permission.label}.")
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return login_not_required(guarded) if permission is Permission.ANYONE else guarded

    return decorate


def _load(request: HttpRequest, kwargs: dict) -> dict:
    """Replace the slugs in an address by what they name, within the person's own councils."""
    round = None
    if "round" in kwargs:
        round = Round.objects.with_setting().open_to(request.user).filter(slug=kwargs["round"]).first()
        if round is None:
            raise Http404("There is no round with this address, or it is not one of your council's.")
        kwargs = {**kwargs, "round": round}
    request.round = round
    request.councils = [] if round else councils_of(request.user)
    request.council = round.council if round else council_of(request.user, request.councils)
    request.access = access_of(request.user, request.council, round)
    if "statement" in kwargs:
        kwargs = {**kwargs, "statement": _statement(round, kwargs["statement"])}
    return kwargs


def readable_rounds(person: User, council: Council, roles: frozenset[Role]) -> RoundQuerySet:
    """The rounds of a council whose text a person may read: all, those they are invited to today, or none."""
    rounds = Round.objects.filter(council=council)
    if Access(roles=roles).may(Permission.READ_ROUND):
        return rounds
    today = timezone.localdate()
    holds = Q(invitations__until__gte=today)
    if Role.LEAD_MEMBER in roles:
        holds |= Q(invitations__until=None)
    if Access(roles=roles, invited=True).may(Permission.READ_ROUND):
        return rounds.filter(holds, invitations__person=person)
    return rounds.none()


def latest_round(request: HttpRequest) -> tuple[Round | None, Access]:
    """The latest round that concerns this person, and what they may do in it, for pages outside a round.

    Worked out once for a request.
    """
    if not hasattr(request, "latest"):
        round = None
        if request.council:
            readable = readable_rounds(request.user, request.council, request.access.roles)
            if request.access.may(Permission.INSTALLATION):  # looks after rounds without reading them
                readable = Round.objects.filter(council=request.council)
            round = readable.with_setting().newest_first().first()
        request.latest = (round, access_of(request.user, request.council, round) if round else request.access)
    return request.latest


def councils_of(person: User) -> list[Council]:
    """The councils where a person holds a role, the first they belonged to first."""
    councils = Council.objects.filter(membership__person=person).select_related("area")
    return list(councils.annotate(since=Min("membership__pk")).order_by("since"))


def council_of(person: User, councils: list[Council] | None = None) -> Council | None:
    """The council whose pages this person sees outside a round: the one they chose, or the first they belonged to."""
    own = councils_of(person) if councils is None else councils
    return next((c for c in own if c.pk == person.chosen_council_id), own[0] if own else None)


def _statement(round: Round, slug: str) -> QualityStatement | None:
    if slug == OPENING:
        return None
    statement = (
        QualityStatement.objects.select_related("theme").filter(edition_id=round.edition_id, slug=slug).first()
    )
    if statement is None:
        raise Http404("This round's edition of the framework has no statement with this address.")
    return statement


def _section_of(kwargs: dict) -> str | None:
    if "statement" not in kwargs:
        return None
    return kwargs["statement"].slug if kwargs["statement"] else OPENING
