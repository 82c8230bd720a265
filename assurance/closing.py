"""A round that was succeeded stays as it was; the sentence for those who would change it."""

from django.core.exceptions import PermissionDenied
from django.utils.dateformat import format as date_format
from django.utils.timezone import localtime

from assurance.models import Round

MOST_TO_SAY = 2_000  # characters of the reason for opening a round again


class RoundIsClosed(PermissionDenied):
    """Something that would change a closed round; the text is the sentence to show."""


def closed_sentence(round: Round) -> str:
    """That a round is closed, since when, where work goes on, and who can open it again."""
    since = f" on {date_format(localtime(round.closed_at), 'j F Y')}" if round.closed_at else ""
    elsewhere = f" Work goes on in “{round.goes_on_in.title}”." if round.goes_on_in else ""
    return (
        f"“{round.title}” was closed{since}, so that it stays as it was, and nothing in it was changed.{elsewhere} "
        "The programme manager or the director can open it again, saying why."
    )


def check_is_open(round: Round) -> None:
    """Refuse to change anything in a closed round."""
    if round.is_closed:
        raise RoundIsClosed(closed_sentence(round))
