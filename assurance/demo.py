"""The invented council Northmoor: each room registers the part of the demonstration it can load."""

import datetime
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from assurance.models import Council, Edition, Membership, Round, User
from assurance.operations import councils, people
from assurance.reviewed_files import reviewed
from assurance.roles import Role

PASSWORD = "northmoor-demo-2027"
_loaders: dict[int, tuple[str, str]] = {}


def register(order: int, what: str, loader: str) -> None:
    """Add a room's part of the demonstration; parts are loaded in order, and loading twice changes nothing.

    The loader is named ("reports.demonstration.load_packs"): only who loads a demonstration needs what it is made with.
    """
    known, _ = _loaders.setdefault(order, (what, loader))
    if known != what:
        raise ValueError(f"“{known}” and “{what}” are both part {order} of the demonstration: one would be lost.")


def load_all() -> list[str]:
    """Load every part; returns what was loaded, in order."""
    loaded = []
    for order in sorted(_loaders):
        what, loader = _loaders[order]
        with transaction.atomic():  # stopped half-way, a part is loaded from its beginning the next time
            import_string(loader)()
        loaded.append(what)
    return loaded


@cache
def content(name: str = "northmoor") -> dict:
    """The demonstration's data in fixtures/demo: northmoor.yaml, or the file of one wing beside it."""
    return reviewed(f"demo/{name}.yaml")


def council() -> Council | None:
    """Northmoor, when it is loaded."""
    return Council.objects.filter(area__code=content()["council"]["code"]).first()


def person(key: str) -> User:
    """One of Northmoor's people by their key in the data."""
    email = next(p["email"] for p in content()["people"] if p["key"] == key)
    return User.objects.get(email=email)


def days_ago(days: float) -> datetime.datetime:
    """A moment before now, for a history that looks lived in."""
    return timezone.now() - datetime.timedelta(days=days)


def load_council() -> None:
    """Northmoor itself and its people; does nothing when they are there."""
    data = content()
    at = days_ago(540)
    area = councils.add_invented_area(
        code=data["council"]["code"],
        name=data["council"]["short_name"],
        authority_type=data["council"]["la_type"],
        region=data["council"]["region"],
    )
    northmoor = councils.add_council(
        area=area, name=data["council"]["name"], colour=data["council"]["colour"], by=None, at=at
    )
    if Membership.objects.filter(council=northmoor).exists():
        return
    password_hash = make_password(PASSWORD)  # once: hashing is slow on purpose
    for someone in data["people"]:
        people.add_person(
            council=northmoor,
            email=someone["email"],
            name=someone["name"],
            job_title=someone.get("job", ""),
            roles=[Role(role) for role in someone["roles"]],
            password_hash=password_hash,
            by=None,
            at=at,
        )


def load_round() -> None:
    """Its half-finished round, begun from the one before; does nothing when it is there."""
    data, northmoor = content(), council()
    if Round.objects.filter(council=northmoor, slug=data["round"]["slug"]).exists():
        return
    manager = person("priya")
    round = councils.start_round(
        council=northmoor,
        edition=Edition.objects.get(slug=data["round"]["edition"]),
        slug=data["round"]["slug"],
        title=data["round"]["title"],
        due_on=datetime.date.fromisoformat(str(data["round"]["due"])),
        previous=Round.objects.filter(council=northmoor).newest_first().first(),
        current=True,
        by=manager,
        at=days_ago(38),
    )
    statements = {s.slug: s for s in round.edition.statements.all()}
    for slug, given in data["assignments"].items():
        people.assign_section(
            round=round,
            statement=statements.get(slug),
            owner=person(given["owner"]) if given.get("owner") else None,
            contributors=[person(key) for key in given.get("contributors", [])],
            by=manager,
            at=days_ago(37),
        )
    for someone in data["people"]:
        if {"lead-member", "challenger"} & set(someone["roles"]):
            until = round.due_on if "challenger" in someone["roles"] else None
            people.invite(round=round, person=person(someone["key"]), until=until, by=manager, at=days_ago(30))
