"""The row of an answer that evidence is cited for, also before anybody has answered."""

import datetime

from django.db import transaction

from assurance.closing import check_is_open
from assurance.models import Round, User
from selfassessment.models import ChecklistAnswer, ChecklistItem


@transaction.atomic
def answer_to_back(*, round: Round, item: ChecklistItem, by: User, at: datetime.datetime) -> ChecklistAnswer:
    """The round's answer to an item; an empty one, version 0, where nobody has answered yet."""
    check_is_open(round)
    answer, _ = ChecklistAnswer.objects.get_or_create(
        round=round, item=item, defaults={"version": 0, "by": by, "at": at}
    )
    return answer
