"""The page of all figures a round's texts cite: what has to be looked at first."""

from dataclasses import dataclass

from assurance.access import Access
from assurance.cited import day_in_words, day_of
from assurance.models import OPENING, OPENING_TITLE, Assignment, Round
from assurance.roles import Permission
from selfassessment.cited_figures import Placed, round_claims
from selfassessment.claims import State
from selfassessment.statuses import Status


@dataclass(frozen=True)
class ClaimRow:
    """One figure in its sentence, with what the data says and what this person may do about it."""

    placed: Placed
    may_change: bool
    is_open: bool
    owner: str = ""

    @property
    def who_can(self) -> str:
        """Who can do something about it, for somebody who can't."""
        if not self.owner:
            return "This section has no owner yet. The programme manager can give it one."
        return f"{self.owner} owns this section and can change it, and so can those who write it with them."

    @property
    def title(self) -> str:
        """The section it stands in."""
        statement = self.placed.text.judgement.statement
        return statement.title if statement else OPENING_TITLE

    @property
    def figure(self) -> str:
        """The figure as it is read."""
        return self.placed.claim.shown if self.placed.claim else self.placed.loose.number if self.placed.loose else ""

    @property
    def sentence(self) -> str:
        """The sentence it stands in."""
        one = self.placed.claim or self.placed.loose
        return one.sentence if one else ""

    @property
    def cited_on(self) -> str:
        """The day its figure was taken, in words; empty where that isn't known."""
        claim = self.placed.claim
        day = day_of(claim.reference.at) if claim else None
        return day_in_words(day) if day else ""

    @property
    def status(self) -> str:
        """The status of the section it stands in, in words."""
        return Status(self.placed.text.judgement.status).label

    @property
    def can_update(self) -> bool:
        """Whether there is something to put in its place."""
        claim = self.placed.claim
        return self.may_change and self.is_open and (claim is None or claim.update is not None)


@dataclass(frozen=True)
class ClaimGroup:
    """The claims that stand alike."""

    slug: str
    title: str
    about: str
    rows: list[ClaimRow]
    advice: str = ""

    @property
    def says(self) -> str:
        """What the group is, and what to do for somebody who can do it."""
        can_do = any(row.may_change for row in self.rows)
        return f"{self.about} {self.advice}".strip() if can_do else self.about


_GROUPS = (
    (
        State.CONTRADICTED.value,
        State.CONTRADICTED.label,
        "The words around the figure say the opposite of what the data says.",
        "Change the words, or say why they are right.",
    ),
    (
        State.BROKEN.value,
        State.BROKEN.label,
        "People who read the text see no figure here.",
        "Pick one anew, or take it out.",
    ),
    (
        State.STALE.value,
        State.STALE.label,
        "The text still shows the figure as it was cited.",
        "Bring it up to date, or say why it stays.",
    ),
    (
        "uncited",
        "Numbers that are not cited",
        "These look like a measure’s figure. Nobody is told when the data changes, because they are not cited.",
        "Cite them where they are written.",
    ),
    ("kept", "Kept as they are", "Somebody has said why. They are asked about again when the data changes.", ""),
    (State.LIVE.value, State.LIVE.label, "The figure is what the data says, and nothing nearby contradicts it.", ""),
)


def claim_groups(round: Round, access: Access) -> list[ClaimGroup]:
    """Everything cited or looking like it in a round, what has to be looked at first. Two queries, for readers 3."""
    placed = round_claims(round)
    may = {one.section: access.may(Permission.WRITE_STATEMENT, one.section) for one in placed}
    owners = {} if all(may.values()) else _owners(round)
    rows = [
        ClaimRow(one, may[one.section], one.text.judgement.is_open_for_writing, owners.get(one.section, ""))
        for one in placed
    ]
    groups = [
        ClaimGroup(slug, title, about, [row for row in rows if row.placed.group == slug], advice)
        for slug, title, about, advice in _GROUPS
    ]
    return [group for group in groups if group.rows]


def _owners(round: Round) -> dict[str, str]:
    """Who owns each section, by its word in addresses."""
    given = Assignment.objects.filter(round=round, kind=Assignment.Kind.OWNER)
    return {slug or OPENING: name for slug, name in given.values_list("statement__slug", "person__name")}


def summary(groups: list[ClaimGroup]) -> str:
    """How the figures of a round stand, in a sentence."""
    waiting = sum(len(group.rows) for group in groups if group.slug not in {"kept", State.LIVE.value})
    cited = sum(row.placed.claim is not None for group in groups for row in group.rows)
    if not cited and not waiting:
        return "Your texts cite no figures yet."
    said = (
        f"Your texts cite {cited} figure{'' if cited == 1 else 's'}." if cited else "Your texts cite no figures yet."
    )
    if not waiting:
        return f"{said} Nothing has to be looked at."
    return f"{said} {waiting} thing{' has' if waiting == 1 else 's have'} to be looked at."
