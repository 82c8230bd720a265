"""Setting up an installation that has no council yet."""

import datetime
import hmac
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction

from assurance.models import Area, Edition, Membership, Round, User
from assurance.operations.councils import Refused, add_council, start_round
from assurance.operations.people import add_person
from assurance.roles import Role


def token_path() -> Path:
    """Where the one-time token of the first run is kept until it is used."""
    return Path(settings.VAR_DIR) / "first-run-token"


def is_needed() -> bool:
    """Whether nobody holds a role here yet; a council that a script has added has no use without people."""
    return not Membership.objects.exists()


def make_token() -> str:
    """The one-time token the first administrator must give; made once, readable only by this service's user."""
    path = token_path()
    if not path.is_file() or not path.read_text().strip():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(12))
    return path.read_text().strip()


def token_is_right(given: str) -> bool:
    """Whether this is the token; none is right once it has been used."""
    path = token_path()
    kept = path.read_text().strip() if path.is_file() else ""
    return bool(kept) and hmac.compare_digest(kept.encode(), given.strip().encode())


@transaction.atomic
def set_up_installation(
    *,
    token: str,
    area: Area,
    edition: Edition,
    name: str,
    email: str,
    password: str,
    round_slug: str,
    round_title: str,
    at: datetime.datetime,
) -> tuple[User, Round]:
    """Add the first council, its first round and its first administrator; the token is used up."""
    if not is_needed():
        raise Refused("This installation is already set up. Sign in, or ask its system administrator.")
    if not token_is_right(token):
        raise Refused("That is not the token. It was printed where the service was started.")
    council = add_council(area=area, by=None, at=at)
    person = add_person(
        council=council,
        email=email,
        name=name,
        password=password,
        roles=[Role.SYSTEM_ADMIN],
        by=None,
        at=at,
    )
    round = start_round(council=council, edition=edition, slug=round_slug, title=round_title, by=person, at=at)
    transaction.on_commit(lambda: token_path().unlink(missing_ok=True))
    return person, round
