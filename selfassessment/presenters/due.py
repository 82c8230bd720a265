"""By when a section has to be ready, in words."""

import datetime
from dataclasses import dataclass

from selfassessment.statuses import Status

DONE = frozenset({Status.AGREED, Status.SIGNED_OFF})


@dataclass(frozen=True)
class Due:
    """A section's date: its own, or the round's where it has none. What is agreed is never late."""

    on: datetime.date
    today: datetime.date
    is_own: bool
    is_done: bool

    @property
    def days(self) -> int:
        """Whole days left; negative when it has passed."""
        return (self.on - self.today).days

    @property
    def is_late(self) -> bool:
        """Whether the date has passed while the section is neither agreed nor signed off."""
        return self.days < 0 and not self.is_done

    @property
    def words(self) -> str:
        """Such as "due on 12 February 2027, 3 days late"."""
        said = f"due on {self.on.day} {self.on:%B %Y}"
        if self.is_done:
            return said
        if self.days == 0:
            return f"{said}: that is today"
        days = f"{abs(self.days)} day{'' if abs(self.days) == 1 else 's'}"
        return f"{said}, {days} late" if self.days < 0 else f"{said}: {days} left"


def due_of(
    own: datetime.date | None, of_round: datetime.date | None, status: Status, today: datetime.date
) -> Due | None:
    """When a section is due; None when neither it nor its round has a date."""
    on = own or of_round
    return Due(on, today, own is not None, status in DONE) if on else None
