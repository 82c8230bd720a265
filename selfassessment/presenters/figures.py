"""The figures beside a section: those mapped to its statement, and those its texts cite."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from assurance.access import Access
from assurance.addresses import to_page
from assurance.at_hand import AtHand, at_hand
from assurance.cited import ENGLAND, OWN
from assurance.models import OPENING, Council, QualityStatement, Round
from assurance.roles import Permission
from selfassessment.cited_figures import Placed, placed_in
from selfassessment.models import Judgement, PartText
from selfassessment.statuses import Status

GONE = frozenset({"ascof-2014"})  # measures nobody publishes any more; those that go on are told under new codes


def panel(round: Round, statement: QualityStatement | None, judgement: Judgement | None, access: Access) -> dict:
    """What a section's pages show of the council's figures, as template context; no query while nothing changes."""
    reads = access.may(Permission.READ_FIGURES)
    rows = at_hand(round.council) if reads and statement is not None else ()
    return {
        "reads_figures": reads,
        "figure_page": to_page("statement_figure", round.slug, statement.slug if statement else OPENING),
        "figure_rows": [row for row in rows if statement and statement.slug in row.statements and _is_alive(row)],
    }


def claims_beside(round: Round, judgement: Judgement | None, texts: Iterable[PartText], access: Access) -> dict:
    """What a section's texts cite, by the slot's key, as template context; one query where one is not live."""
    cited = [text for text in texts if "{{" in text.text]
    if judgement is None or not cited or not access.may(Permission.READ_FIGURES):
        return {"claims": {}, "is_signed": False}
    for text in cited:
        text.judgement = judgement
    by_slot: dict[str, list[Placed]] = {}
    for placed in placed_in(round.council, cited, loose=False):
        by_slot.setdefault(placed.slot.key, []).append(placed)
    return {"claims": by_slot, "is_signed": judgement.status == Status.SIGNED_OFF}


def claims_said(
    round: Round, statement: QualityStatement | None, texts: Mapping[str, str]
) -> dict[str, list[Placed]]:
    """What texts that were just saved cite, by the slot's key: two queries at most, none where they cite nothing."""
    said: dict[str, list[Placed]] = {key: [] for key in texts}
    if any("{{" in text for text in texts.values()):
        held = PartText.objects.standing_in(round).filter(judgement__statement=statement, text__contains="{{")
        for placed in placed_in(round.council, held, loose=False):
            said.setdefault(placed.slot.key, []).append(placed)
    return {key: said[key] for key in texts}


def _is_alive(row: AtHand) -> bool:
    """Whether a measure is still published, or has a figure of ours to show."""
    return row.framework not in GONE or row.own.value is not None


@dataclass(frozen=True)
class Choice:
    """A measure to cite: ours and England's figure, each as a text would hold it; empty where there is none."""

    row: AtHand
    ours: str
    england: str

    @property
    def as_data(self) -> dict:
        """What the page that writes needs of it."""
        row = self.row
        return {
            "label": row.label, "figure": row.figure, "when": row.when, "reading": row.reading,
            "england": row.england_figure, "ours": self.ours, "theirs": self.england, "local": row.is_local,
        }  # fmt: skip


@dataclass
class Choices:
    """What can be cited in a section: what belongs to its statement first, then all others."""

    here: list[Choice] = field(default_factory=list)
    others: list[Choice] = field(default_factory=list)


def choices(council: Council, statement: QualityStatement | None, asked: str = "") -> Choices:
    """The measures whose names hold every word that is asked for; all of them where nothing is asked."""
    today, words = timezone.localdate().isoformat(), asked.casefold().split()
    found = Choices()
    for row in at_hand(council):
        named = f"{row.label} {row.title} {row.code}".casefold()
        ours, england = row.reference(area=OWN, at=today), row.reference(area=ENGLAND, at=today)
        if not all(word in named for word in words) or (ours is None and england is None):
            continue
        choice = Choice(row, ours.stored if ours else "", england.stored if england else "")
        here = statement is not None and statement.slug in row.statements
        (found.here if here else found.others).append(choice)
    return found
