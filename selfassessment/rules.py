"""What may be done with a section or a round now: check_can_… raises with the sentence to show.

They look at status and content; who may do it is asked before, by the permission on the view.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from assurance.models import OPENING, Round, User
from assurance.questions import Question
from selfassessment.models import Citation, Judgement, PartText, Revision
from selfassessment.slots import Slot
from selfassessment.statuses import Move, Status, why_not
from selfassessment.turns import title_of


class MoveRefused(Exception):
    """A move that can't be made; the text is the sentence to show."""


def check_can_move(judgement: Judgement, move: Move) -> None:
    """Refuse a move that the table does not allow from the status the section is in."""
    reason = why_not(move, Status(judgement.status))
    if reason:
        raise MoveRefused(reason)


def check_can_submit(judgement: Judgement) -> None:
    """Refuse to send a section for review in which nothing stands."""
    check_can_move(judgement, Move.SUBMIT)
    if not standing(judgement):
        raise MoveRefused("Nothing is written in this section yet. Write at least one part, then send it for review.")


def check_can_agree(judgement: Judgement, by: User) -> None:
    """Refuse to let somebody agree what nobody but they wrote."""
    check_can_move(judgement, Move.AGREE)
    authors = authors_of(judgement)
    if not authors:
        raise MoveRefused("Nothing is written in this section any more, so there is nothing to agree.")
    if authors == {by.pk}:
        raise MoveRefused(
            "Everything that stands here was last written by you, so somebody else has to agree it. "
            "Ask another reviewer; nothing was changed."
        )


def check_nothing_unconfirmed(judgement: Judgement) -> None:
    """Refuse to agree, without saying that it still holds, what was carried over and nobody has looked at."""
    carried = carried_over(judgement)
    if carried:
        raise MoveRefused(
            f"{carried.sentence} Tick that {'it still holds' if carried.total == 1 else 'they still hold'}, or ask "
            "for changes. Nothing was changed."
        )


@dataclass(frozen=True)
class Carried:
    """How many texts and citations were carried over into a section and not confirmed; none: false."""

    texts: int = 0
    citations: int = 0

    @property
    def total(self) -> int:
        """How many of both."""
        return self.texts + self.citations

    def __bool__(self) -> bool:
        return self.total > 0

    @property
    def words(self) -> str:
        """Such as: 2 texts and 1 citation."""
        said = [f"{self.texts} text{'s' if self.texts != 1 else ''}"] if self.texts else []
        if self.citations:
            said.append(f"{self.citations} citation{'s' if self.citations != 1 else ''}")
        return " and ".join(said)

    @property
    def sentence(self) -> str:
        """What was carried over, as a sentence."""
        was, it = ("was", "it") if self.total == 1 else ("were", "them")
        return (
            f"{self.words} here {was} carried over from an earlier round, and nobody has confirmed {it} in this one."
        )


NOTHING_CARRIED = Carried()


def carried_over(judgement: Judgement) -> Carried:
    """What was carried over into a section and nobody has confirmed: two queries."""
    return Carried(len(_texts_to_confirm.tuples(judgement.pk)), len(_citations_to_confirm.tuples(judgement.pk)))


@Question
def _texts_to_confirm(judgement: int) -> QuerySet:
    return PartText.objects.filter(judgement=judgement).to_confirm().values_list("pk")


@Question
def _citations_to_confirm(judgement: int) -> QuerySet:
    return Citation.objects.filter(judgement=judgement).to_confirm().values_list("pk")


def check_can_sign_off(round: Round, judgements: Iterable[Judgement]) -> None:
    """Refuse to sign a round of which a section is not agreed, or that is signed already."""
    judgements = list(judgements)
    if judgements and all(judgement.status == Status.SIGNED_OFF for judgement in judgements):
        raise MoveRefused("This round is signed off already. Nothing was changed.")
    missing = not_agreed(round, judgements)
    if missing:
        raise MoveRefused(
            f"{len(missing)} section{'s are' if len(missing) > 1 else ' is'} not agreed yet: {', '.join(missing)}. "
            "A round is signed off as a whole; nothing was changed."
        )


def not_agreed(round: Round, judgements: Iterable[Judgement]) -> list[str]:
    """The titles of the sections that are not agreed; a section nobody has begun has no row."""
    agreed = {judgement.section for judgement in judgements if judgement.status == Status.AGREED}
    statements = round.edition.statements.order_by("number")
    return [title_of(one) for one in [None, *statements] if (one.slug if one else OPENING) not in agreed]


def standing(judgement: Judgement) -> dict[str, int]:
    """The version of each text that stands in a section, by the key of its slot."""
    return {Slot(text.part, text.i_statement).key: text.version for text in _standing.rows(judgement.pk)}


@Question
def _standing(judgement: int) -> QuerySet:
    texts = PartText.objects.filter(judgement=judgement).in_use().exclude(text="")
    return texts.select_related("part", "i_statement")


def authors_of(judgement: Judgement) -> set[int | None]:
    """Who last wrote each text that stands, as row numbers; None for somebody whose account is gone."""
    return {by for (by,) in _authors.tuples(judgement.pk)}


@Question
def _authors(judgement: int) -> QuerySet:
    newest = Revision.objects.filter(part_text__judgement=judgement, version=F("part_text__version"))
    return newest.filter(part_text__in=PartText.objects.in_use()).exclude(part_text__text="").values_list("by_id")


def everything_agreed(round: Round) -> bool:
    """Whether every section of a round is agreed: the opening one and each statement's."""
    agreed = Judgement.objects.of_edition(round).filter(status=Status.AGREED).count()
    return agreed == round.edition.statements.count() + 1
