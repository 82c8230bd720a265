"""What kinds of change a history tells of, by the words each is told in."""

from dataclasses import dataclass

from django.db.models import Q

from selfassessment.statuses import MOVES


@dataclass(frozen=True)
class Kind:
    """A kind of change people look for, by the words it is told in."""

    label: str
    verbs: frozenset[str] = frozenset()
    holds: str = ""  # a word that stands in the verb

    @property
    def told(self) -> Q:
        """The lines of the history that are of this kind."""
        return Q(verb__in=self.verbs) | Q(verb__contains=self.holds) if self.holds else Q(verb__in=self.verbs)


WRITING = frozenset({"wrote", "restored"})
SCORING = frozenset({"scored", "gave a challenge score for", "changed the challenge score for"})
KINDS = {
    "texts": Kind(
        "Texts written",
        WRITING | {"wrote a text that was kept aside for", "put away the text kept aside for", "confirmed"},
        "withdrew words",
    ),
    "scores": Kind("Scores", SCORING | {"shared the scores with lead members"}, "sharing the scores"),
    "review": Kind(
        "Review and sign-off",
        frozenset(rule.verb for rule in MOVES.values())
        | {"signed off the round", "reopened the round", "set the due date of"},
    ),
    "comments": Kind("Comments", frozenset({"commented on"}), "comment on"),
    "evidence": Kind(
        "Evidence",
        frozenset({"added", "changed", "withdrew", "uploaded", "cited", "no longer cites", "withdrew the file"}),
        "the citation of",
    ),
    "actions": Kind(
        "Actions",
        frozenset(
            {"added the action", "changed the action", "gave news of", "changed the colour of", "opened again"}
        ),
        "closed as",
    ),
    "people": Kind(
        "People and invitations",
        frozenset({"assigned", "invited", "withdrew the invitation of", "confirmed who has what in"}),
        "who has what from",
    ),
}
