"""An action begun with one press beside the words it is about, and taken back as quickly."""

import datetime

from django.db import transaction

from assurance import history
from assurance.closing import check_is_open
from assurance.models import Assignment, QualityStatement, Round, User
from assurance.operations.notices import tell
from selfassessment.models import Action, Citation, Judgement
from selfassessment.operations.actions import MOST, ActionRefused, Promise, add_action, possible_owners
from selfassessment.points import shortened
from selfassessment.turns import section_of

A_LINE = 150  # characters; a longer paragraph names the action by its first sentences


@transaction.atomic
def draft_action(
    *, round: Round, statement: QualityStatement | None, words: str, by: User, at: datetime.datetime
) -> tuple[Action, bool]:
    """Promise to do something about these words of a section; the section's owner has it until somebody else does.

    Returns the action, and whether it is new: the same words of the same section make one action as long as it is
    not finished, so that a button pressed twice does no harm.
    """
    words = words.strip()
    what = shortened(words, A_LINE)
    section = Judgement.objects.filter(round=round, statement=statement)
    there = Action.objects.of_council(round.council_id).filter(closed_at=None, judgement__in=section, what=what)
    if found := there.order_by("number").first():
        return found, False
    owner = Assignment.objects.filter(round=round, statement=statement, kind=Assignment.Kind.OWNER).values("person")
    promise = Promise(
        what,
        owner=possible_owners(round.council_id).filter(pk__in=owner).first(),
        section=section_of(statement),
        source_note=shortened(words, MOST["source_note"]) if what != words else "",
    )
    return add_action(round=round, promise=promise, by=by, at=at), True


def can_take_back(action: Action, by: User) -> bool:
    """Whether an action is still as this person added it, so that taking it back takes nothing from anybody."""
    return (
        action.added_by_id == by.pk
        and action.version == 1
        and action.noted_at is None
        and action.closed_at is None
        and not Citation.objects.filter(action=action).exists()
    )


@transaction.atomic
def take_back_action(*, round: Round, action: Action, by: User, at: datetime.datetime) -> None:
    """Take back an action one has just added. It leaves the plan; its number is not given again."""
    check_is_open(round)
    Action.objects.select_for_update(no_key=True).get(pk=action.pk)
    held = Action.objects.select_related("owner", "judgement__statement").get(pk=action.pk)
    if not can_take_back(held, by):
        raise ActionRefused(
            f"{held.reference} was changed, or somebody has worked on it, so it can’t simply be taken back. Close it "
            "as given up and say why. Nothing was changed."
        )
    Action.objects.filter(pk=held.pk).update(outcome=Action.Outcome.TAKEN_BACK, closed_at=at)
    judgement = held.judgement
    history.record(
        by=by, at=at, round=round, verb="took back the action", subject=f"{held.reference}: {held.what}",
        statement=judgement.statement if judgement else None,
        opening=judgement is not None and judgement.statement_id is None,
    )  # fmt: skip
    if held.owner and held.owner != by:
        tell(
            people=[held.owner], sentence=f"{by.name} took back the action {held.reference}", page="actions",
            arguments=[round.slug], council=round.council, round=round, at=at,
        )  # fmt: skip
