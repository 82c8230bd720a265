"""Changing a council's figures: one at a time, and what was worked out from them before is worked out anew."""

import datetime

from django.db import transaction

from assurance.models import Council
from assurance.models.framework import new_stamp


def hold_figures(council: int) -> None:
    """Nobody else changes figures or measures of this council until the transaction ends."""
    Council.objects.select_for_update(no_key=True, of=("self",)).get(pk=council)


@transaction.atomic
def stamp_figures(*, council: Council, at: datetime.datetime) -> None:
    """Say that figures, measures or neighbours of a council changed. Called by every operation that changes them.

    A council without figures has no stamp, so that its pages need not look for any.
    """
    council.figures_stamp, council.figures_changed_at = new_stamp(), at
    council.save(update_fields=["figures_stamp", "figures_changed_at"])
