"""Who may see this page: `@allowed(Permission.X)` stands on every view, and finds the round and statement it names.

A view that has `round` (a slug) in its address is called with the Round itself, looked up among the rounds of the
councils where the person holds a role; one with `statement` is called with the QualityStatement of that round's
edition, or None for the opening section. `request.access` answers further questions for the templates.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from assurance.closing import RoundIsClosed, closed_sentence
from assurance.models import Assignment, Council, Invitation, Membership, QualityStatement, Round, User
from assurance.models.councils import RoundQuerySet
from assurance.models.framework import OPENING
from assurance.official import statement_of
from assurance.questions import Question
from assurance.roles import CHANGES_A_ROUND, TABLE, Grant, Permission, Role

RECENT_ROUNDS = 6  # how many a page names


@dataclass(frozen=True)
class Access:
    """What one person may do in one council and, where a round is named, in that round.

    `assigned` (as owner or contributor), `owned`, `reviewing` and `challenged` (where a challenger has given a score)
    hold section slugs: a statement's, or "opening".
    """

    roles: frozenset[Role] = frozenset()
    assigned: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()
    reviewing: frozenset[str] = frozenset()
    challenged: frozenset[str] = frozenset()
    invited: bool = False
    scores_shared: bool = False
    in_round: bool = field(default=False)
    closed: bool = False

    def may(self, permission: Permission, section: str | None = None) -> bool:
        """Whether the permission holds, for one section of the round where its condition depends on it."""
        return not (self.closed and permission in CHANGES_A_ROUND) and self.was_given(permission, section)

    def was_given(self, permission: Permission, section: str | None = None) -> bool:
        """Whether the permission was given, also where the round is closed: for what is done to a closed round."""
        return any(
            self._holds(condition, section) for role, condition in TABLE[permission].items() if role in self.roles
        )

    def may_somewhere(self, permission: Permission) -> bool:
        """Whether the permission holds for at least one section of the round."""
        if permission is Permission.READ_EVIDENCE and self.reads_only_cited:
            return True
        sections = self.assigned | self.reviewing | self.challenged
        return self.may(permission) or any(self.may(permission, section) for section in sections)

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
            case Grant.REVIEWER:
                return section in self.reviewing
            case Grant.AFTER_OWN:
                return self.invited and section in self.challenged
        return False  # whether evidence is cited depends on the item: see reads_only_cited

    @property
    def reads_only_cited(self) -> bool:
        """Whether this person reads evidence only where the round they are invited to cites it."""
        conditions = {TABLE[Permission.READ_EVIDENCE].get(role) for role in self.roles}
        return self.invited and Grant.CITED in conditions and Grant.ALWAYS not in conditions

    @property
    def sees_all_scores(self) -> bool:
        """Whether every score of the round may be shown."""
        return self.may(Permission.SEE_SCORES)

    @property
    def reads_evidence(self) -> bool:
        """Whether the whole evidence library and the action plan may be shown."""
        return self.may(Permission.READ_EVIDENCE)

    @property
    def changes_evidence(self) -> bool:
        """Whether evidence and actions may be changed."""
        return self.may(Permission.CHANGE_EVIDENCE)

    @property
    def reads_history(self) -> bool:
        """Whether who changed what, and earlier texts, may be shown."""
        return self.may(Permission.READ_HISTORY)

    @property
    def sections_with_scores(self) -> frozenset[str]:
        """The sections whose scores may be shown, for someone who may not see them all."""
        return frozenset(s for s in self.assigned | self.challenged if self.may(Permission.SEE_SCORES, s))

    def sees_score_of(self, section: str) -> bool:
        """Whether the score of one section may be shown."""
        return self.may(Permission.SEE_SCORES, section)


@Question
def held_in(person: int, council: int, round: int) -> QuerySet:
    """A row for each role with each section given to the person, and with their invitation."""
    return Membership.objects.filter(person=person, council=council).alias(
        given=FilteredRelation("person__assignments", condition=Q(person__assignments__round=round)),
        asked=FilteredRelation("person__invitations", condition=Q(person__invitations__round=round)),
    ).values_list("role", "given__kind", "given__statement__slug", "asked__pk", "asked__until")  # fmt: skip


def access_of(person: User, council: Council | None, round: Round | None = None) -> Access:
    """Work out what a person may do in a council and round: one query, one more for a challenger, none later."""
    if council is None:
        return Access()
    if round is None:
        held = Membership.objects.filter(person=person, council=council)
        return Access(roles=frozenset(Role(role) for role in held.values_list("role", flat=True)))
    rows = held_in.tuples(person.pk, council.pk, round.pk)
    roles: set[Role] = set()
    given: dict[str, set[str]] = {kind: set() for kind in Assignment.Kind.values}
    invitation = None
    for role, kind, slug, asked, until in rows:
        roles.add(Role(role))
        if kind:
            given[kind].add(slug or OPENING)
        if asked:
            invitation = Invitation(until=until)
    owned = given[Assignment.Kind.OWNER]
    invited = bool(roles & {Role.LEAD_MEMBER, Role.CHALLENGER}) and holds_today(
        invitation, timezone.localdate(), endless=Role.LEAD_MEMBER in roles
    )
    return Access(
        roles=frozenset(roles),
        assigned=frozenset(owned | given[Assignment.Kind.CONTRIBUTOR]),
        owned=frozenset(owned),
        reviewing=frozenset(given[Assignment.Kind.REVIEWER]),
        challenged=_challenged(round, person) if invited and Role.CHALLENGER in roles else frozenset(),
        invited=invited,
        scores_shared=round.scores_shared_at is not None,
        in_round=True,
        closed=round.is_closed,
    )


_challenges: list[Callable[[Round, User], Iterable[str]]] = []


def register_challenges(sections_challenged: Callable[[Round, User], Iterable[str]]) -> None:
    """Let a room upstairs say in which sections of a round a challenger has given a score."""
    _challenges.append(sections_challenged)


def _challenged(round: Round, person: User) -> frozenset[str]:
    return frozenset(section for sections in _challenges for section in sections(round, person))


def holds_today(invitation: Invitation | None, today: datetime.date, *, endless: bool) -> bool:
    """Whether there is an invitation and its last day has not passed; one without a day holds only where `endless`.

    A lead member may be invited without end, a challenger never, also when somebody changes from one to the other.
    """
    if invitation is None:
        return False
    return endless if invitation.until is None else invitation.until >= today


def allowed(permission: Permission, *, somewhere: bool = False, also_closed: bool = False) -> Callable:
    """Let only people with this permission reach the view; everyone else gets the "not for you" page.

    With a statement in the address the permission is asked for that section. `somewhere` lets in who holds it for at
    least one section of the round; `also_closed` is for what may be done to a closed round too, such as taking words
    out for good.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if permission is Permission.ANYONE:
                return view(request, *args, **kwargs)
            kwargs = _load(request, kwargs)
            section = _section_of(kwargs)
            access = replace(request.access, closed=False) if also_closed else request.access
            if permission is not Permission.SIGNED_IN and not (
                access.may(permission, section) or (somewhere and access.may_somewhere(permission))
            ):
                if access.closed and access.was_given(permission, section):
                    raise RoundIsClosed(closed_sentence(request.round))
                raise PermissionDenied(f"This page is for people who may {permission.label}.")
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return login_not_required(guarded) if permission is Permission.ANYONE else guarded

    return decorate


@Question
def round_open_to(person: int, slug: str, today: datetime.date) -> RoundQuerySet:
    """The round with this word in its address, where the person may come in, with what every page's frame shows."""
    return Round.objects.with_setting(today).with_unread(person).open_to(person).filter(slug=slug)


def _load(request: HttpRequest, kwargs: dict) -> dict:
    """Replace the slugs in an address by what they name, within the person's own councils."""
    round = None
    if "round" in kwargs:
        found = round_open_to.rows(request.user.pk, kwargs["round"], timezone.localdate())
        if not found:
            raise Http404("There is no round with this address, or it is not one of your council's.")
        round = found[0]
        kwargs = {**kwargs, "round": round}
        request.unread = round.unread
    request.round = round
    if round:
        request.councils, request.council = [], round.council
        request.access = access_of(request.user, round.council, round)
    else:
        held = roles_by_council(request.user)
        request.councils = list(held)
        request.council = council_of(request.user, request.councils)
        roles = held.get(request.council, frozenset())
        request.access = Access(roles=roles, invited=_invited_somewhere(request.user, request.council, roles))
    if "statement" in kwargs:
        kwargs = {**kwargs, "statement": _statement(round, kwargs["statement"])}
    return kwargs


def _invited_somewhere(person: User, council: Council | None, roles: frozenset[Role]) -> bool:
    """Whether a challenger is invited to a round of the council today: for pages of the council, outside any round.

    Only a challenger is asked about: everybody else has what such pages need by their role.
    """
    if council is None or Role.CHALLENGER not in roles:
        return False
    today = timezone.localdate()
    return Invitation.objects.filter(person=person, round__council=council, until__gte=today).exists()


def readable_rounds(
    person: User | int, council: Council | int, roles: frozenset[Role], today: datetime.date | None = None
) -> RoundQuerySet:
    """The rounds of a council whose text a person may read: all, those they are invited to today, or none."""
    rounds = Round.objects.filter(council=council)
    if Access(roles=roles).may(Permission.READ_ROUND):
        return rounds
    holds = Q(invitations__until__gte=today or timezone.localdate())
    if Role.LEAD_MEMBER in roles:
        holds |= Q(invitations__until=None)
    if Access(roles=roles, invited=True).may(Permission.READ_ROUND):
        return rounds.filter(holds, invitations__person=person)
    return rounds.none()


def readers_at_hand(round: Round) -> list[User]:
    """The same as `readers_of`, fetched: one query."""
    return _readers.rows(round.pk, round.council_id, timezone.localdate())


@Question
def _readers(round: int, council: int, today: datetime.date) -> QuerySet[User]:
    return readers_of(Round(pk=round, council_id=council), today)


def readers_of(round: Round, today: datetime.date | None = None) -> QuerySet[User]:
    """Everybody who may read a round's text today: the same answer as `access_of`, asked for all at once."""
    granted = TABLE[Permission.READ_ROUND]
    member = Membership.objects.filter(person=OuterRef("pk"), council=round.council_id)
    asked = Invitation.objects.filter(person=OuterRef("pk"), round=round)
    always = Exists(member.filter(role__in=[role for role, grant in granted.items() if grant is Grant.ALWAYS]))
    by_invitation = Exists(member.filter(role__in=[r for r, grant in granted.items() if grant is Grant.INVITED]))
    until_a_day = Exists(asked.filter(until__gte=today or timezone.localdate()))
    endlessly = Exists(asked.filter(until=None)) & Exists(member.filter(role=Role.LEAD_MEMBER))
    return User.objects.filter(always | (by_invitation & (until_a_day | endlessly)), is_active=True).order_by(
        "name", "pk"
    )


@Question
def recent_rounds_of(person: int, council: int, roles: frozenset[Role] | None, today: datetime.date) -> RoundQuerySet:
    """The latest rounds of a council that somebody with these roles may read; all of them without roles."""
    every = Round.objects.filter(council=council)
    readable = every if roles is None else readable_rounds(person, council, roles, today)
    return readable.with_setting(today).current_first()[:RECENT_ROUNDS]


def latest_round(request: HttpRequest) -> tuple[Round | None, Access]:
    """The council's current round as far as this person may see it, and what they may do there: for pages outside one.

    Worked out once for a request; `request.recent_rounds` holds it and then the others, the newest first.
    """
    if not hasattr(request, "latest"):
        request.recent_rounds = []
        if request.council:
            here, today = request.council.pk, timezone.localdate()
            # Looks after rounds without reading them.
            every = request.access.may(Permission.INSTALLATION)
            roles = None if every else request.access.roles
            request.recent_rounds = recent_rounds_of.rows(request.user.pk, here, roles, today)
            if not request.recent_rounds and request.access.may(Permission.CASES_AUDIT):  # audits cases in them
                request.recent_rounds = recent_rounds_of.rows(request.user.pk, here, None, today)
        round = request.recent_rounds[0] if request.recent_rounds else None
        request.latest = (round, access_of(request.user, request.council, round) if round else request.access)
    return request.latest


@Question
def _memberships(person: int) -> QuerySet[Membership]:
    return Membership.objects.filter(person=person).select_related("council__area").order_by("pk")


def roles_by_council(person: User) -> dict[Council, frozenset[Role]]:
    """The councils where a person holds a role, the first they belonged to first, with the roles there: one query."""
    held: dict[Council, set[Role]] = {}
    for membership in _memberships.rows(person.pk):
        held.setdefault(membership.council, set()).add(Role(membership.role))
    return {council: frozenset(roles) for council, roles in held.items()}


def council_of(person: User, councils: list[Council] | None = None) -> Council | None:
    """The council whose pages this person sees outside a round: the one they chose, or the first they belonged to."""
    own = list(roles_by_council(person)) if councils is None else councils
    return next((c for c in own if c.pk == person.chosen_council_id), own[0] if own else None)


def _statement(round: Round, slug: str) -> QualityStatement | None:
    if slug == OPENING:
        return None
    statement = statement_of(round.edition, slug)
    if statement is None:
        raise Http404("This round's edition of the framework has no statement with this address.")
    return statement


def _section_of(kwargs: dict) -> str | None:
    if "statement" not in kwargs:
        return None
    return kwargs["statement"].slug if kwargs["statement"] else OPENING
