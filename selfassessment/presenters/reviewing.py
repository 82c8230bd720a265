"""The review page of a round: what waits for whom, and for how long."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from assurance.access import Access
from assurance.models import Round
from assurance.roles import Permission
from selfassessment.models import Judgement
from selfassessment.presenters.sections import SectionRow, TaskList
from selfassessment.statuses import Status


@dataclass(frozen=True)
class Waiting:
    """One section, since when it is where it is, and who handed it on."""

    row: SectionRow
    since: datetime.datetime | None
    by: str
    days: int
    may_review: bool

    @property
    def words(self) -> str:
        """For how long, in words."""
        return "since today" if self.days == 0 else f"for {self.days} day{'' if self.days == 1 else 's'}"


@dataclass(frozen=True)
class Group:
    """Sections that are equally far."""

    key: str
    title: str
    nothing: str
    sections: list[Waiting]


def waiting_list(round: Round, rows: TaskList, access: Access) -> list[Group]:
    """What waits for this person, then everything else by how far it is, the longest wait first: one query."""
    moved = Judgement.objects.filter(round=round).select_related("statement", "status_by")
    by_section = {judgement.section: judgement for judgement in moved}
    today = timezone.localdate()

    def waiting(row: SectionRow) -> Waiting:
        judgement = by_section.get(row.slug)
        since = judgement.status_at if judgement else None
        by = judgement.status_by.name if judgement and judgement.status_by else ""
        days = (today - timezone.localdate(since)).days if since else 0
        return Waiting(row, since, by, days, access.may(Permission.REVIEW, row.slug))

    def those(status: Status) -> list[Waiting]:
        found = [waiting(row) for row in rows.sections if row.status == status]
        return sorted(found, key=lambda one: -one.days)

    ready = those(Status.READY)
    mine = [one for one in ready if one.row.yours_to_review or (one.may_review and not one.row.reviewers)]
    others = [one for one in ready if one not in mine]
    return [
        Group("mine", "Waiting for you", "Nothing waits for your review.", mine),
        Group("ready", "Waiting for other reviewers", "Nothing waits for anybody else’s review.", others),
        Group("changes", "Back with its writers", "No changes are asked for at the moment.", those(Status.CHANGES)),
        Group("agreed", "Agreed", "Nothing is agreed yet.", those(Status.AGREED)),
    ]
