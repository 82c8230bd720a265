"""People, their roles, and what they are given to do in a round."""

import datetime
from collections.abc import Mapping

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse

from assurance import history
from assurance.closing import check_is_open
from assurance.homes import homes_in
from assurance.models import (
    OPENING_TITLE,
    Assignment,
    Council,
    Invitation,
    Membership,
    PositionLook,
    QualityStatement,
    Round,
    User,
)
from assurance.operations.councils import Refused
from assurance.roles import Role


@transaction.atomic
def add_person(
    *,
    council: Council,
    email: str,
    name: str,
    roles: list[Role],
    by: User | None,
    at: datetime.datetime,
    job_title: str = "",
    password: str | None = None,
    password_hash: str | None = None,
) -> User:
    """Add somebody to a council, making their account if they have none; with no password they set one by a link."""
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        person = User(email=email.strip().lower(), name=name, job_title=job_title, joined_at=at)
        if password_hash:  # already hashed: for many invented people with one password
            person.password = password_hash
        elif password:
            person.set_password(password)
        else:
            person.set_unusable_password()
        person.save()
        history.record(by=by, at=at, council=council, verb="added the person", subject=f"{name} ({person.email})")
    set_roles(council=council, person=person, roles=roles, by=by, at=at)
    return person


@transaction.atomic
def set_roles(*, council: Council, person: User, roles: list[Role], by: User | None, at: datetime.datetime) -> None:
    """Give a person exactly these roles in a council. The last system administrator keeps that role."""
    Council.objects.select_for_update().get(pk=council.pk)  # two administrators can't remove each other at once
    held = set(Membership.objects.filter(council=council, person=person).values_list("role", flat=True))
    wanted = {Role(role).value for role in roles}
    if held == wanted:
        return
    if Role.SYSTEM_ADMIN in held - wanted and not _other_administrators(council, person):
        raise Refused(
            f"{person.name} is the only system administrator of {council.name}. "
            "Make somebody else one first; nothing was changed."
        )
    Membership.objects.filter(council=council, person=person, role__in=held - wanted).delete()
    for role in sorted(wanted - held):
        Membership.objects.create(council=council, person=person, role=role)
    if not wanted:
        Assignment.objects.filter(round__council=council, person=person).delete()
        Invitation.objects.filter(round__council=council, person=person).delete()
    person.is_staff = Membership.objects.filter(person=person, role=Role.SYSTEM_ADMIN).exists()
    person.is_superuser = person.is_staff  # Django's admin holds reference tables only: see */admin.py
    person.save(update_fields=["is_staff", "is_superuser"])
    history.record(
        by=by,
        at=at,
        council=council,
        verb="changed the roles of",
        subject=f"{person.name} ({person.email})",
        before=[str(Role(r).label) for r in sorted(held)],
        after=[str(Role(r).label) for r in sorted(wanted)],
    )


def _other_administrators(council: Council, person: User) -> bool:
    return (
        Membership.objects.filter(council=council, role=Role.SYSTEM_ADMIN, person__is_active=True)
        .exclude(person=person)
        .exists()
    )


@transaction.atomic
def make_password_link(*, council: Council, person: User, by: User | None, at: datetime.datetime) -> str:
    """The path of a link with which a person chooses a password: it works once, and who made it is told in history.

    Refused for somebody who also belongs to another council: an administrator could otherwise add another council's
    director to their own and take over the account.
    """
    if Membership.objects.filter(person=person).exclude(council=council).exists():
        raise Refused(
            f"{person.name} also belongs to another council, so no link was made. They can ask for one by e-mail "
            "themselves, or change their password when they are signed in."
        )
    history.record(by=by, at=at, council=council, verb="made a password link for", subject=person.name)
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)},
    )


@transaction.atomic
def assign_section(
    *,
    round: Round,
    statement: QualityStatement | None,
    owner: User | None,
    contributors: list[User],
    by: User | None,
    at: datetime.datetime,
    reviewers: list[User] | None = None,
) -> None:
    """Give a section of a round (a statement's, or the opening one) to an owner, contributors and reviewers only.

    Without `reviewers` those it has stay. A reviewer who becomes owner or contributor no longer reviews.
    """
    # Two people assigning at once take turns.
    check_is_open(Round.objects.select_for_update(of=("self",)).select_related("goes_on_in").get(pk=round.pk))
    if reviewers is None:
        named = Assignment.objects.filter(round=round, statement=statement, kind=Assignment.Kind.REVIEWER)
        reviewers = [assignment.person for assignment in named.select_related("person")]
    wanted = {person: Assignment.Kind.REVIEWER for person in reviewers}
    wanted |= {person: Assignment.Kind.CONTRIBUTOR for person in contributors}
    if owner:
        wanted[owner] = Assignment.Kind.OWNER
    for person in wanted:
        if not Membership.objects.filter(council=round.council_id, person=person).exists():
            raise Refused(f"{person.name} holds no role in this council, so can't be given a statement.")
    here = Assignment.objects.filter(round=round, statement=statement).select_related("person")
    before = _as_names({a.person: a.kind for a in here})
    if before == _as_names(wanted):
        here.update(needs_review=False)  # looked at and left as it is
        return
    here.delete()
    for person, kind in wanted.items():
        Assignment.objects.create(round=round, statement=statement, person=person, kind=kind)
    history.record(
        by=by,
        at=at,
        round=round,
        statement=statement,
        opening=statement is None,
        verb="assigned",
        subject=statement.title if statement else OPENING_TITLE,
        before=before,
        after=_as_names(wanted),
    )


def _as_names(people: Mapping[User, str]) -> dict:
    return {
        "owner": next((p.name for p, kind in people.items() if kind == Assignment.Kind.OWNER), ""),
        "contributors": sorted(p.name for p, kind in people.items() if kind == Assignment.Kind.CONTRIBUTOR),
        "reviewers": sorted(p.name for p, kind in people.items() if kind == Assignment.Kind.REVIEWER),
    }


@transaction.atomic
def carry_assignments(*, round: Round, previous: Round, by: User | None, at: datetime.datetime) -> list[str]:
    """Give the sections of a new round to those who had them, to be confirmed; returns who has no place, as sentences.

    Somebody who holds no role in the council any more is left out.
    """
    homes = homes_in(round.edition, round.prompt_set)
    members = set(Membership.objects.filter(council=round.council_id).values_list("person_id", flat=True))
    homeless, carried = [], []
    for old in previous.assignments.select_related("statement", "person").order_by("pk"):
        home = homes.statement(old.statement) if old.statement else None
        if old.statement and home is None:
            homeless.append(f"{old.person.name} had “{old.statement.title}”, which this edition does not have.")
        elif old.person_id in members and old.person.is_active:
            carried.append(
                Assignment(round=round, statement=home, person=old.person, kind=old.kind, needs_review=True)
            )
    Assignment.objects.bulk_create(carried)
    if carried:
        history.record(
            by=by, at=at, round=round, verb="carried over who has what from", subject=previous.title,
            after={"people given sections": len(carried)},
        )  # fmt: skip
    return homeless


@transaction.atomic
def confirm_assignments(*, round: Round, by: User, at: datetime.datetime) -> int:
    """Say that everybody carried over from the last round keeps their sections; returns how many were unconfirmed."""
    check_is_open(round)
    confirmed = Assignment.objects.filter(round=round, needs_review=True).update(needs_review=False)
    if confirmed:
        history.record(by=by, at=at, round=round, verb="confirmed who has what in", subject=round.title)
    return confirmed


@transaction.atomic
def invite(
    *, round: Round, person: User, until: datetime.date | None, by: User | None, at: datetime.datetime
) -> Invitation:
    """Let a lead member or challenger into a round, until a day; only a lead member's may be without end."""
    roles = set(Membership.objects.filter(council=round.council_id, person=person).values_list("role", flat=True))
    if not roles & {Role.LEAD_MEMBER, Role.CHALLENGER}:
        raise Refused(f"{person.name} is neither a lead member nor a challenger here, so can't be invited.")
    if until is None and Role.LEAD_MEMBER not in roles:
        raise Refused(f"{person.name} is a challenger. Give the last day of the invitation.")
    invitation, _ = Invitation.objects.update_or_create(
        round=round, person=person, defaults={"until": until, "invited_by": by, "invited_at": at}
    )
    history.record(by=by, at=at, round=round, verb="invited", subject=person.name, after={"until": str(until or "")})
    return invitation


@transaction.atomic
def carry_invitations(*, round: Round, previous: Round, by: User | None, at: datetime.datetime) -> list[str]:
    """Invite whoever was invited into the last round into a new one; returns who could not be, as sentences.

    A lead member is invited without end, as before or until a later day. Whoever is a challenger only is invited until
    the day the new round is due; without one, nobody can say until when.
    """
    left = []
    for old in previous.invitations.select_related("person").order_by("pk"):
        roles = set(
            Membership.objects.filter(council=round.council_id, person=old.person).values_list("role", flat=True)
        )
        if not old.person.is_active or not roles & {Role.LEAD_MEMBER, Role.CHALLENGER}:
            left.append(f"{old.person.name} was invited, and is neither a lead member nor a challenger any more.")
        elif Role.LEAD_MEMBER in roles:
            until = old.until if old.until and old.until >= at.date() else None
            invite(round=round, person=old.person, until=until, by=by, at=at)
        elif round.due_on:
            invite(round=round, person=old.person, until=round.due_on, by=by, at=at)
        else:
            left.append(f"{old.person.name} is a challenger, and this round has no day until which to invite them.")
    return left


@transaction.atomic
def withdraw_invitation(*, round: Round, person: User, by: User, at: datetime.datetime) -> None:
    """Take back a person's invitation into a round."""
    gone, _ = Invitation.objects.filter(round=round, person=person).delete()
    if gone:
        history.record(by=by, at=at, round=round, verb="withdrew the invitation of", subject=person.name)


@transaction.atomic
def choose_council(*, person: User, council: Council) -> None:
    """Remember which of their councils a person wants to see."""
    if not Membership.objects.filter(person=person, council=council).exists():
        raise Refused("You hold no role in that council.")
    person.chosen_council = council
    person.save(update_fields=["chosen_council"])


@transaction.atomic
def mark_position_read(*, round: Round, person: User, at: datetime.datetime) -> PositionLook:
    """Remember that a person has read the position page, so that it can say what changed since."""
    look, _ = PositionLook.objects.update_or_create(round=round, person=person, defaults={"at": at})
    return look
