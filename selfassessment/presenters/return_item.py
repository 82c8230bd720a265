"""One item of the return as its page shows it: the answer, what can be done, what stands in the way, its history."""

import datetime
from dataclasses import dataclass

from assurance import guard
from assurance.access import Access
from assurance.models import Event, Round, User
from selfassessment.answer_changes import changes
from selfassessment.answering import Answer
from selfassessment.answers import OF_DOCUMENTS, Part, beyond_limits, megabytes
from selfassessment.item_names import in_section
from selfassessment.models import AnswerPart, Evidence, ReturnLimits
from selfassessment.models.evidence import LEADERS
from selfassessment.operations.return_moves import subject_of
from selfassessment.return_statuses import RETURN_MOVES, ReturnMove

EVENTS_SHOWN = 20
PART_TITLES = dict(AnswerPart.Kind.choices)
WEB_TITLES = {"document": "A link of the library", "within": "Covered in a page of the library"}


@dataclass(frozen=True)
class PartRow:
    """One part of an answer with what stands out about it."""

    part: Part
    place: int
    also: list[tuple[str, str]]  # other items the same document answers: the word in its address, its name
    opens: bool = True  # whether the reader may see what is in its document

    @property
    def title(self) -> str:
        """What kind of part it is."""
        if self.part.is_web_page:
            return WEB_TITLES[self.part.kind]
        return str(PART_TITLES[self.part.kind])

    @property
    def file(self) -> str:
        """The file that would be sent: its name and size; empty where none is."""
        file = self.part.file
        shown = file and self.opens and self.part.kind in OF_DOCUMENTS
        return f"{file.name}, {megabytes(file.size)}" if shown else ""

    @property
    def url(self) -> str:
        """The address its document leads to; empty where it has none, or is not for the reader."""
        return self.part.document.url if self.part.document and self.opens else ""

    @property
    def tags(self) -> list[tuple[str, str]]:
        """What stands out, in words with a colour."""
        if self.part.is_withdrawn:
            return [("Withdrawn from the library", "red")]
        said = []
        if self.part.lacks_file:
            said.append((self._missing, "orange"))
        elif self.part.waits:
            said.append(self._newer)
        if self.part.document is not None and self.part.document.sensitivity == "restricted":
            said.append(("For a few people", "purple"))
        return said

    @property
    def _newer(self) -> tuple[str, str]:
        if self.part.asks:
            return "A newer file waits for somebody’s word", "orange"
        return (
            ("The check of a newer file stopped", "red")
            if self.part.stopped
            else ("A newer file is being checked", "blue")
        )

    @property
    def _missing(self) -> str:
        if self.part.asks:
            return "Waits for somebody’s word"
        if self.part.stopped:
            return "The check of the file stopped"
        return "File being checked" if self.part.waits else "No file yet"

    @property
    def asks(self) -> list[tuple[str, str]]:
        """What was found in the newest file and nobody has answered: kind and place, for those who may see it."""
        return list(self.part.asks) if self.opens else []

    @property
    def findings(self) -> str:
        """What the guard found in its file or words that looks like personal data, in words; empty for nothing."""
        part = self.part
        if not self.opens:
            return ""
        if part.file is not None and part.kind in OF_DOCUMENTS:
            found = guard.in_words({"kind": kind} for kind, _ in part.file.findings)
            unread = any(kind == "unread" for kind, _ in part.file.findings)
            return " and ".join(filter(None, [found, "a part that could not be read" if unread else ""]))
        concerns = guard.concerns_in({"": ("", part.text)})
        return guard.sentence(concerns) if concerns else ""


def opens(part: Part, person: User, access: Access) -> bool:
    """Whether somebody may see what is in the document of a part: of a restricted one only a few people may."""
    document = part.document
    if document is None or document.sensitivity != Evidence.Sensitivity.RESTRICTED or access.roles & LEADERS:
        return True
    return person.pk in document.people


def part_rows(answer: Answer, person: User, access: Access) -> list[PartRow]:
    """The parts of an answer, each with the other items its document answers: one query where it names documents."""
    documents = [part.document.pk for part in answer.parts if part.document]
    also: dict[int, list[tuple[str, str]]] = {}
    if documents:
        others = AnswerPart.objects.filter(
            evidence__in=documents,
            item__information_return=answer.item.information_return_id,
            item__removed_at=None,
        ).exclude(item=answer.item)
        rows = others.order_by("item__number", "pk").values_list(
            "evidence_id", "item__slug", "item__section", "item__reference", "item__title"
        )
        for evidence, slug, section, reference, title in rows:
            named = (slug, f"{in_section(section, reference)} {title}")
            if named not in also.setdefault(evidence, []):
                also[evidence].append(named)
    return [
        PartRow(part, place, also.get(part.document.pk, []) if part.document else [], opens(part, person, access))
        for place, part in enumerate(answer.parts, 1)
    ]


def too_large(answer: Answer, limits: ReturnLimits, person: User, access: Access) -> list[str]:
    """Which of the files somebody may see are beyond the council's limits, in sentences."""
    seen = [part for part in answer.parts if opens(part, person, access)]
    return beyond_limits(seen, name_length=limits.name_length, file_bytes=limits.file_bytes)


@dataclass(frozen=True)
class MovePage:
    """A page with one question: its heading, what will happen, the words on its button, and what is said when done."""

    heading: str
    explains: str
    button: str
    done: str


PAGES = {
    ReturnMove.SUBMIT: MovePage(
        "Send for approval",
        "The answer can’t be changed while it is read; you can take it back.",
        "Send for approval",
        "{item} is with those who approve it. {told}",
    ),
    ReturnMove.TAKE_BACK: MovePage(
        "Take back to drafting",
        "The answer can be changed again, and has to be approved again before it is sent.",
        "Take back to drafting",
        "{item} is being drafted again.",
    ),
    ReturnMove.REQUEST_CHANGES: MovePage(
        "Ask for changes",
        "The answer goes back to those who write it, with what you say. They are told.",
        "Ask for changes",
        "{item} goes back to those who answer it, with what you said.",
    ),
    ReturnMove.APPROVE: MovePage(
        "Approve the answer",
        "You approve exactly what stands here: when anything in it changes, also the file of a document, its page says "
        "so. Whoever had a hand in the answer can’t approve it.",
        "Approve it",
        "{item} is approved.",
    ),
    ReturnMove.QUERY: MovePage(
        "Note what the regulator asks",
        "The item opens again with the question on it, and those who answer it are told.",
        "Note the query",
        "{item} is queried. Those who answer it have been told.",
    ),
}


def told_words(people: list[User], *, done: bool) -> str:
    """Who is told that an answer waits for approval, or was, in a sentence."""
    if not people:
        return (
            "Nobody can approve it yet: everybody who runs the return had a hand in it, so nobody "
            f"{'was' if done else 'will be'} told. Ask your administrator to give somebody else that role."
        )
    names = [person.name for person in people]
    named = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    if done:
        return f"{named} {'has' if len(names) == 1 else 'have'} been told."
    return f"{named} {'is' if len(names) == 1 else 'are'} told, who may approve it."


def first_move(moves: list[ReturnMove], *, is_ready: bool) -> ReturnMove | None:
    """What this person should do next of what they may do; None where nothing waits for them.

    Taking back and asking for changes are never what one should do; an answer that lacks something is worked on first.
    """
    if not is_ready:
        return None
    return next((move for move in (ReturnMove.APPROVE, ReturnMove.SUBMIT) if move in moves), None)


def changed_since_approval(round: Round, answer: Answer) -> tuple[Event | None, list[str] | None]:
    """When an answer was last approved, and what changed in it since: one query.

    None where what it held then was not kept, as before approvals kept it.
    """
    head = subject_of(answer.item).partition(":")[0]
    verb = RETURN_MOVES[ReturnMove.APPROVE].verb
    event = (
        Event.objects.in_round(round)
        .filter(verb=verb, subject__startswith=f"{head}: ")
        .order_by("-at", "-pk")
        .first()
    )
    before = (event.after or {}).get("parts") if event else None
    return event, changes(before, answer.parts) if before is not None else None


@dataclass(frozen=True)
class Told:
    """One line of an item's history."""

    who: str
    did: str
    at: datetime.datetime


SAID = {
    "found in the letter the item": "found it in the letter", "added the item": "added it",
    "changed the item": "changed what it asks", "removed the item": "removed it",
    "put back the item": "put it back", "moved in the list the item": "gave it another place",
    "gave to somebody the item": "gave it to {owner}", "took from its owner the item": "took it from its owner",
    "named who helps with the item": "named who helps", "sent for approval": "sent it for approval",
    "took back to drafting": "took it back to drafting", "asked for changes to": "asked for changes",
    "approved": "approved it", "sent": "noted it as sent in {pack}", "noted a query about": "noted a query",
    "added to the answer to": "added {part} to the answer", "took from the answer to": "took {part} from the answer",
    "put in another order the answer to": "put the answer in another order",
    "said the confidence in": "said how sure they are", "looked for personal data in": "looked for personal data",
    guard.CONFIRMED: "said that what looks like personal data is none",
}  # fmt: skip


def history_of(round: Round, answer: Answer) -> list[Told]:
    """What was done to an item, in words, the latest first: one query."""
    head = subject_of(answer.item).partition(":")[0]
    events = Event.objects.in_round(round).filter(subject__startswith=f"{head}: ").order_by("-at", "-pk")
    return [
        Told(event.actor_name, _in_words(event.verb, event.after or {}), event.at) for event in events[:EVENTS_SHOWN]
    ]


def _in_words(verb: str, after: dict) -> str:
    said = {"owner": "somebody", "pack": "a pack", "part": "a part"} | {
        name: str(value) for name, value in after.items() if value
    }
    if "document" in after:
        said["part"] = str(after["document"])
    return SAID.get(verb, verb).format(owner=said["owner"], pack=said["pack"], part=said["part"])
