"""What is still missing before a round can be sent, in sentences. Pure: plain facts in, findings out.

>>> section = SectionFacts("equity", "Equity", unwritten=("Summary",), parts=2, status=Status.DRAFTING)
>>> [finding.sentence for finding in missing_in_section(section)]
['“Summary” is not written.', 'It is not agreed yet: it is being drafted.']
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from selfassessment.claims import State
from selfassessment.statuses import Status


class Kind(StrEnum):
    """What sort of thing is missing; also the order in which they are told."""

    WRITING = "writing"
    CARRIED = "carried-over"
    AGREEMENT = "agreement"
    EVIDENCE = "evidence"
    FIGURES = "figures"
    COMMENTS = "comments"
    ACTIONS = "actions"
    CHECKLISTS = "checklists"

    @property
    def label(self) -> str:
        """The kind in words."""
        return _LABELS[self]


QUOTED = 8  # words of an I statement: enough to know it by

_LABELS = {
    Kind.WRITING: "Writing",
    Kind.CARRIED: "Carried over from the last round",
    Kind.AGREEMENT: "Agreement",
    Kind.EVIDENCE: "Evidence",
    Kind.FIGURES: "Figures",
    Kind.COMMENTS: "Comments",
    Kind.ACTIONS: "Actions",
    Kind.CHECKLISTS: "Checklists",
}


class Weight(StrEnum):
    """How much it matters."""

    MUST = "must"
    SHOULD = "should"

    @property
    def label(self) -> str:
        """The weight in words."""
        return "Has to be done" if self is Weight.MUST else "Worth a look"


@dataclass(frozen=True)
class Place:
    """Where to go: the name of a page, what stands in its address besides the round, and a place on it."""

    page: str
    arguments: tuple[str, ...] = ()
    fragment: str = ""
    query: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that is missing. `section` is a slug; empty for what belongs to the round as a whole."""

    section: str
    kind: Kind
    weight: Weight
    sentence: str
    place: Place


@dataclass(frozen=True)
class SectionFacts:
    """What is known of one section."""

    slug: str
    title: str
    unwritten: tuple[str, ...] = ()  # titles of the parts without text that need one
    silent_i_statements: tuple[str, ...] = ()  # the I statements nobody has written against
    parts: int = 1  # how many texts have to be written
    places: tuple[tuple[str, str], ...] = ()  # what each part is called and its word in addresses
    against: str = ""  # the word of the part that is written against each I statement
    status: Status = Status.NOT_STARTED
    blocked_on: str = ""
    has_owner: bool = True
    carried_over: int = 0  # texts and citations nobody has confirmed yet
    uncited: tuple[str, ...] = ()  # titles of evidence categories nothing is cited for
    stale_evidence: int = 0
    without_file: int = 0  # documents cited of which no file is kept
    file_waits: int = 0  # documents cited whose file nobody can open until it is checked and looked at
    open_comments: int = 0
    figures: tuple[tuple[State, int], ...] = ()  # figures cited that somebody has to look at, by how they stand
    personal: tuple[str, ...] = ()  # what looks like personal data in it, each as "“Summary”: an NHS number"
    in_versions: tuple[str, ...] = ()  # what was taken out and stands in earlier versions, in the same words


@dataclass(frozen=True)
class ActionFacts:
    """What is known of one action that is not finished. `section` may be empty."""

    reference: str
    section: str = ""
    has_owner: bool = True
    has_date: bool = True
    days_overdue: int = 0


@dataclass(frozen=True)
class ChecklistFacts:
    """What is known of one checklist in the round."""

    slug: str
    title: str
    items: int
    answered: int
    not_yet: int = 0


@dataclass(frozen=True)
class RoundFacts:
    """Everything that is known of a round."""

    sections: tuple[SectionFacts, ...] = ()
    actions: tuple[ActionFacts, ...] = ()
    checklists: tuple[ChecklistFacts, ...] = ()


@dataclass(frozen=True)
class Readiness:
    """What is missing in a round, and what that comes to."""

    findings: tuple[Finding, ...] = field(default=())

    @property
    def must(self) -> int:
        """How many things have to be done."""
        return sum(finding.weight is Weight.MUST for finding in self.findings)

    @property
    def should(self) -> int:
        """How many things are worth a look."""
        return len(self.findings) - self.must

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left that has to be done."""
        return self.must == 0

    @property
    def sentence(self) -> str:
        """How things stand, in a sentence."""
        if not self.findings:
            return "Ready: nothing is missing."
        look = f"{_count(self.should, 'thing')} {'is' if self.should == 1 else 'are'} worth a look"
        if self.is_ready:
            return f"Ready to be sent; {look}."
        done = f"Not ready yet: {_count(self.must, 'thing')} {'has' if self.must == 1 else 'have'} to be done"
        return f"{done}, and {look}." if self.should else f"{done}."


_STATUS_WORDS = {
    Status.NOT_STARTED: "nobody has started it",
    Status.DRAFTING: "it is being drafted",
    Status.READY: "it waits for its reviewers",
    Status.CHANGES: "changes were asked for",
}


def missing_in_round(facts: RoundFacts) -> Readiness:
    """Everything that is missing in a round: section by section, then what belongs to none."""
    found = [finding for section in facts.sections for finding in missing_in_section(section, facts.actions)]
    known = {section.slug for section in facts.sections}
    elsewhere = [action for action in facts.actions if action.section not in known]
    found += [finding for action in elsewhere for finding in _missing_in_action(action, "")]
    found += [finding for checklist in facts.checklists for finding in _missing_in_checklist(checklist)]
    return Readiness(tuple(found))


def missing_in_section(section: SectionFacts, actions: tuple[ActionFacts, ...] = ()) -> list[Finding]:
    """What is missing in one section, the heaviest kinds first; of `actions` only its own are looked at."""
    here = Place("statement", (section.slug,))
    write = Place("statement_write", (section.slug,))

    def finding(kind: Kind, weight: Weight, sentence: str, place: Place = here) -> Finding:
        return Finding(section.slug, kind, weight, sentence, place)

    found: list[Finding] = []
    if section.parts and len(section.unwritten) + len(section.silent_i_statements) >= section.parts:
        found.append(finding(Kind.WRITING, Weight.MUST, "Nothing is written.", write))
    else:
        found += [
            finding(Kind.WRITING, Weight.MUST, f"“{title}” is not written.", _at(write, section.places, title))
            for title in section.unwritten
        ]
        if section.silent_i_statements:
            place = replace(write, fragment=f"part-{section.against}") if section.against else write
            found.append(finding(Kind.WRITING, Weight.MUST, _silent(section.silent_i_statements), place))
    if section.personal:
        sentence = f"Something looks like personal data: {'; '.join(section.personal)}."
        title = section.personal[0].partition("“")[2].partition("”")[0]
        found.append(finding(Kind.WRITING, Weight.MUST, sentence, _at(write, section.places, title)))
    if section.in_versions:
        sentence = f"Earlier versions hold what looks like personal data: {'; '.join(section.in_versions)}."
        withdraw = Place("statement_redact", (section.slug,), "versions")
        found.append(finding(Kind.WRITING, Weight.MUST, sentence, withdraw))
    if section.carried_over:
        kept = _count(section.carried_over, "text or citation", "texts and citations")
        verb = "was" if section.carried_over == 1 else "were"
        sentence = f"{kept} {verb} carried over and nobody has confirmed or changed {_them(section.carried_over)}."
        found.append(finding(Kind.CARRIED, Weight.MUST, sentence))
    if section.status is Status.BLOCKED:
        sentence = f"It is blocked on: {section.blocked_on.rstrip('.')}."
        found.append(finding(Kind.AGREEMENT, Weight.MUST, sentence))
    elif section.status in _STATUS_WORDS:
        sentence = f"It is not agreed yet: {_STATUS_WORDS[section.status]}."
        found.append(finding(Kind.AGREEMENT, Weight.MUST, sentence))
    if not section.has_owner:
        found.append(finding(Kind.AGREEMENT, Weight.MUST, "Nobody has this section."))
    evidence = replace(here, fragment="evidence-heading")
    if section.uncited:
        listed = ", ".join(f"“{title}”" for title in section.uncited)
        found.append(finding(Kind.EVIDENCE, Weight.SHOULD, f"No evidence is cited for {listed}.", evidence))
    if section.stale_evidence:
        items = _count(section.stale_evidence, "item")
        verb = "is" if section.stale_evidence == 1 else "are"
        sentence = f"{items} of evidence cited here {verb} older than 12 months or past the review date."
        found.append(finding(Kind.EVIDENCE, Weight.SHOULD, sentence, evidence))
    if section.without_file:
        verb = "has" if section.without_file == 1 else "have"
        sentence = f"{_count(section.without_file, 'document')} cited here {verb} no file yet."
        found.append(finding(Kind.EVIDENCE, Weight.SHOULD, sentence, evidence))
    if section.file_waits:
        verb, it = ("waits", "its file") if section.file_waits == 1 else ("wait", "their files")
        sentence = (
            f"{_count(section.file_waits, 'document')} cited here {verb} for a check: nobody can open {it} yet."
        )
        found.append(finding(Kind.EVIDENCE, Weight.SHOULD, sentence, evidence))
    found += [_figures(section.slug, state, number) for state, number in section.figures]
    if section.open_comments:
        verb = "is" if section.open_comments == 1 else "are"
        sentence = f"{_count(section.open_comments, 'comment')} {verb} not resolved."
        found.append(finding(Kind.COMMENTS, Weight.SHOULD, sentence, replace(here, fragment="comments")))
    own = [action for action in actions if action.section == section.slug]
    return found + [one for action in own for one in _missing_in_action(action, section.slug)]


def _at(page: Place, places: tuple[tuple[str, str], ...], title: str) -> Place:
    """The page at the part with this title; at its top where no part is called so."""
    slug = dict(places).get(title)
    return replace(page, fragment=f"part-{slug}") if slug else page


def _figures(section: str, state: State, number: int) -> Finding:
    """Figures cited here that are no longer what the data or the words beside them say."""
    one = number == 1
    sentence = {
        State.BROKEN: f"{_count(number, 'figure')} cited here {'is' if one else 'are'} of no measure known here.",
        State.CONTRADICTED: f"The words around {_count(number, 'figure')} say the opposite of what the data says.",
        State.STALE: f"The data behind {_count(number, 'figure')} cited here has changed.",
        State.LIVE: "",
    }[state]
    weight = Weight.MUST if state is State.BROKEN else Weight.SHOULD
    return Finding(section, Kind.FIGURES, weight, sentence, Place("round_claims", (), state.value))


def _missing_in_action(action: ActionFacts, section: str) -> list[Finding]:
    lacks = [words for there, words in ((action.has_owner, "owner"), (action.has_date, "date")) if not there]
    said = []
    if lacks:
        said.append(f"{action.reference} has no {' and no '.join(lacks)}.")
    if action.days_overdue > 0:
        said.append(f"{action.reference} is overdue by {_count(action.days_overdue, 'day')}.")
    place = Place("action", (action.reference,))
    return [Finding(section, Kind.ACTIONS, Weight.SHOULD, sentence, place) for sentence in said]


def _missing_in_checklist(checklist: ChecklistFacts) -> list[Finding]:
    place = Place("checklist", (checklist.slug,))
    said = []
    if checklist.answered < checklist.items:
        said.append(f"“{checklist.title}”: {checklist.items - checklist.answered} of {checklist.items} not answered.")
    if checklist.not_yet:
        said.append(f"“{checklist.title}”: {checklist.not_yet} answered “not yet”.")
    return [Finding("", Kind.CHECKLISTS, Weight.SHOULD, sentence, place) for sentence in said]


def _silent(statements: tuple[str, ...]) -> str:
    if len(statements) == 1:
        return f"Nothing is written against “{_begins(statements[0])}”."
    listed = f"{', '.join(f'“{_begins(one)}”' for one in statements[:-1])} and “{_begins(statements[-1])}”"
    return f"Nothing is written against the I statements {listed}."


def _begins(words: str) -> str:
    first = words.split()
    return words.rstrip(".") if len(first) <= QUOTED else f"{' '.join(first[:QUOTED]).rstrip(',')} …"


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or f'{one}s'}"


def _them(number: int) -> str:
    return "it" if number == 1 else "them"
