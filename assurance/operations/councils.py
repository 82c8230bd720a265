"""Areas, councils and rounds."""

import csv
import datetime
import io

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from assurance import carrying, history
from assurance.closing import MOST_TO_SAY, check_is_open
from assurance.homes import homes_in
from assurance.models import Area, Council, Edition, Round, User
from assurance.models.councils import RESERVED_SLUGS
from assurance.operations.editions import adopt_prompt_set


class Refused(Exception):
    """An act that can't be done; the text is the sentence to show."""


@transaction.atomic
def load_areas(*, content: str) -> int:
    """Load the councils with adult social care duties from councils.csv; returns how many. Twice changes nothing."""
    rows = list(csv.DictReader(io.StringIO(content)))
    areas = [
        Area(
            code=row["gss_code"],
            newer_code=row["gss_code_newer"],
            previous_codes=row["gss_code_previous"],
            cassr_code=row["cassr_code"],
            name=row["name"],
            official_name=row["official_name"],
            authority_type=row["la_type"],
            region=row["region"],
        )
        for row in rows
    ]
    Area.objects.bulk_create(
        areas,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            "newer_code", "previous_codes", "cassr_code", "name", "official_name", "authority_type", "region",
        ],
    )  # fmt: skip
    return len(areas)


@transaction.atomic
def add_invented_area(*, code: str, name: str, authority_type: str, region: str) -> Area:
    """The area of a made-up council, marked so wherever it is shown."""
    area, _ = Area.objects.get_or_create(
        code=code,
        defaults={"name": name, "authority_type": authority_type, "region": region, "invented": True},
    )
    return area


def find_area(code: str) -> Area:
    """The council area with this GSS code, old or new; raises Refused with a sentence when there is none."""
    wanted = code.strip().upper()
    councils = Area.objects.filter(kind=Area.Kind.COUNCIL, ended_on=None).order_by("code")
    found = [area for area in councils if wanted and wanted in area.codes]
    if len(found) == 1:
        return found[0]
    if found:
        now = ", ".join(f"{area.name} ({area.code})" for area in found)
        raise Refused(f"“{code}” is the code of a council that was split. Give the code of one of these: {now}.")
    raise Refused(
        f"“{code}” is not the code of a council with adult social care duties. "
        "Codes look like E10000019; nothing was changed."
    )


@transaction.atomic
def add_council(*, area: Area, by: User | None, at: datetime.datetime, name: str = "", colour: str = "") -> Council:
    """Let a council use this installation; returns the one that is there when it already does."""
    existing = Council.objects.filter(area=area).first()
    if existing:
        return existing
    council = Council(
        area=area,
        slug=slugify(area.name),
        name=name or area.official_name or area.name,
        **({"colour": colour} if colour else {}),
    )
    council.save()
    history.record(by=by, at=at, council=council, verb="added the council", subject=council.name)
    return council


@transaction.atomic
def change_council(*, council: Council, name: str, colour: str, by: User, at: datetime.datetime) -> Council:
    """Change how the council is named and coloured on pages and documents."""
    before = {"name": council.name, "colour": council.colour}
    council.name, council.colour = name, colour
    council.save()
    after = {"name": name, "colour": colour}
    if before != after:
        history.record(
            by=by, at=at, council=council, verb="changed the council's settings", subject=council.name,
            before=before, after=after,
        )  # fmt: skip
    return council


def check_round_slug(slug: str) -> None:
    """Raise Refused with a sentence when the word can't be a round's address."""
    try:
        validate_slug(slug)
    except ValidationError:
        raise Refused(f"“{slug}” can't be an address: use letters, figures and hyphens only.") from None
    if slug != slug.lower() or len(slug) > 50:
        raise Refused(f"“{slug}” can't be an address: use small letters, and at most 50 of them.")
    if slug in RESERVED_SLUGS:
        raise Refused(f"“{slug}” is an address the service uses itself. Choose another, such as the year.")
    if Round.objects.filter(slug=slug).exists():
        raise Refused(f"The address “{slug}” is taken by another round. Choose another, such as {slug}-b.")


@transaction.atomic
def start_round(
    *,
    council: Council,
    edition: Edition,
    slug: str,
    title: str,
    by: User | None,
    at: datetime.datetime,
    due_on: datetime.date | None = None,
    previous: Round | None = None,
    current: bool = False,
    invitations: bool = False,
) -> Round:
    """Start a round under an edition, with the council's own prompts for it.

    It becomes the one people find on Home when it is the council's first or said to be `current`; otherwise people go
    on with the round they are in until somebody makes the new one current.

    From a `previous` round of the council, people, texts and citations are carried over and marked as in need of a
    look; that round stays as it is. What has no place in the new one is listed in the history. Whoever was invited
    into it is invited into the new one where `invitations` says so.
    """
    check_round_slug(slug)
    if previous is not None and previous.council_id != council.pk:
        raise Refused("That round belongs to another council, so nothing of it can be carried over.")
    round = Round(
        council=council,
        edition=edition,
        prompt_set=adopt_prompt_set(council=council, edition=edition, by=by, at=at),
        slug=slug,
        title=title,
        previous=previous,
        due_on=due_on,
        started_at=at,
        current_since=at if current or not Round.objects.filter(council=council).exists() else None,
    )
    try:
        with transaction.atomic():
            round.save()
    except IntegrityError:  # somebody else took the address at the same moment
        check_round_slug(slug)
        raise
    history.record(
        by=by, at=at, round=round, verb="started the round", subject=title, after={"edition": edition.slug}
    )
    if previous is not None:
        homeless = carrying.carry(round, previous, by, at)
        if invitations:
            from assurance.operations.people import carry_invitations

            homeless += carry_invitations(round=round, previous=previous, by=by, at=at)
        history.record(
            by=by, at=at, round=round, verb="carried over", subject=previous.title,
            after={"from": previous.title, "without a place": homeless},
        )  # fmt: skip
    if round.current_since:
        _close_what_it_succeeds(round, by, at)
    return round


@transaction.atomic
def change_edition(*, round: Round, edition: Edition, by: User, at: datetime.datetime) -> Round:
    """Put a round under another edition with the council's prompts for it, and its people to the statements there.

    Part of moving a round, see selfassessment/operations/rounds.py: the answers are moved in the same transaction.
    """
    check_is_open(round)
    before = round.edition.slug
    prompt_set = adopt_prompt_set(council=round.council, edition=edition, by=by, at=at)
    homes = homes_in(edition, prompt_set)
    for given in round.assignments.exclude(statement=None).select_related("statement"):
        home = homes.statement(given.statement)
        if home:
            given.statement = home
            given.save(update_fields=["statement"])
        else:
            given.delete()
    round.edition, round.prompt_set = edition, prompt_set
    round.save(update_fields=["edition", "prompt_set"])
    history.record(
        by=by, at=at, round=round, verb="moved the round to another edition", subject=round.title,
        before={"edition": before}, after={"edition": edition.slug},
    )  # fmt: skip
    return round


@transaction.atomic
def change_round(*, round: Round, title: str, due_on: datetime.date | None, by: User, at: datetime.datetime) -> Round:
    """Change a round's title and due date."""
    before = {"title": round.title, "due": str(round.due_on or "")}
    round.title, round.due_on = title, due_on
    round.save(update_fields=["title", "due_on"])
    after = {"title": title, "due": str(due_on or "")}
    if before != after:
        history.record(by=by, at=at, round=round, verb="changed the round", subject=title, before=before, after=after)
    return round


@transaction.atomic
def make_current(*, round: Round, by: User | None, at: datetime.datetime) -> bool:
    """Make this the round everybody in the council finds on Home; False when it is already.

    The rounds it succeeds are closed with that, so that they stay as they were; itself it is open again if it was not.
    """
    was = current_round(council=round.council)
    if was == round and round.current_since:
        return False
    round.current_since, round.closed_at, round.goes_on_in = at, None, None
    round.save(update_fields=["current_since", "closed_at", "goes_on_in"])
    history.record(
        by=by, at=at, round=round, verb="chose as the current round", subject=round.title,
        before={"current": was.title if was else ""}, after={"current": round.title},
    )  # fmt: skip
    _close_what_it_succeeds(round, by, at)
    return True


def _close_what_it_succeeds(round: Round, by: User | None, at: datetime.datetime) -> None:
    if current_round(council=round.council) != round:
        return
    for earlier in Round.objects.succeeded_by(round).newest_first():
        _close(earlier, round, by, at)
    Round.objects.filter(council=round.council_id, closed_at__isnull=False).update(goes_on_in=round)


def _close(round: Round, goes_on_in: Round, by: User | None, at: datetime.datetime) -> None:
    round.closed_at, round.goes_on_in = at, goes_on_in
    round.save(update_fields=["closed_at", "goes_on_in"])
    history.record(
        by=by, at=at, round=round, verb="closed the round", subject=round.title,
        after={"work goes on in": goes_on_in.title},
    )  # fmt: skip


@transaction.atomic
def close_round(*, round: Round, by: User, at: datetime.datetime) -> Round:
    """Close a round that is not the current one, so that it stays as it is."""
    current = current_round(council=round.council)
    if current is None or current == round:
        raise Refused("This is the round everybody works in, so it stays open. Make another one current first.")
    if not round.is_closed:
        _close(round, current, by, at)
    return round


@transaction.atomic
def open_round(*, round: Round, because: str, by: User, at: datetime.datetime) -> Round:
    """Open a closed round again, saying why, until somebody closes it or a later round becomes current."""
    because = because.strip()
    if not because:
        raise Refused("Say why the round has to be opened again: a sentence is enough. Nothing was changed.")
    if len(because) > MOST_TO_SAY:
        raise Refused(f"Keep the reason under {MOST_TO_SAY:,} characters; nothing was changed.")
    if not round.is_closed:
        raise Refused("This round is open already, or somebody opened it meanwhile. Nothing was changed.")
    round.closed_at, round.goes_on_in = None, None
    round.save(update_fields=["closed_at", "goes_on_in"])
    history.record(
        by=by, at=at, round=round, verb="opened the round again", subject=round.title, after={"why": because}
    )
    return round


def current_round(*, council: Council) -> Round | None:
    """The round that people of a council find on Home."""
    return Round.objects.filter(council=council).current_first().first()


@transaction.atomic
def share_scores(*, round: Round, shared: bool, by: User, at: datetime.datetime) -> Round:
    """Let invited lead members see the scores of a round, or stop it."""
    if (round.scores_shared_at is not None) == shared:
        return round
    round.scores_shared_at = at if shared else None
    round.save(update_fields=["scores_shared_at"])
    history.record(
        by=by, at=at, round=round, about_scores=True, subject=round.title,
        verb="shared the scores with lead members" if shared else "stopped sharing the scores with lead members",
    )  # fmt: skip
    return round
