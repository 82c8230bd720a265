"""That a council's figures have changed: what was worked out from them before is worked out anew."""

import datetime

from django.db import transaction

from assurance.models import Council
from assurance.models.framework import new_stamp


@transaction.atomic
def stamp_figures(*, council: Council, at: datetime.datetime) -> None:
    """Say that figures, measures or neighbours of a council changed. Called by every operation that changes them.

    A council without figures has no stamp, so that its pages need not look for any.
    """
    council.figures_stamp, council.figures_changed_at = new_stamp(), at
    council.save(update_fields=["figures_stamp", "figures_changed_at"])
