"""What a pack of the information return would hold: which answers go, which stay and why, frozen as a snapshot."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from assurance.addresses import to_page
from assurance.models import Round
from assurance.official import statements_of_edition
from reports.gathering.snapshot import Snapshot, moment
from reports.models import Pack
from selfassessment.answering import Answer, answers_of
from selfassessment.answers import DOCUMENT, Part, lacking, megabytes
from selfassessment.file_names import Names, folder_name, from_pattern, split
from selfassessment.models import ReturnLimits
from selfassessment.models.information_return import CASE_LIST, GENERAL, OTHER
from selfassessment.return_statuses import ItemStatus

INDEX_FILES = ("about.txt", "index.html", "index.xlsx", "manifest.sha256")  # beside the folders


STAYS = "Put right what stands under “What stays, and why”, then make the pack."
ALL_STAYS = f"What is approved can’t go as it stands, so there is nothing to put into a pack. {STAYS}"
CHANGES_STAY = f"What differs from what was last sent can’t go as it stands, so there is nothing to send. {STAYS}"


@dataclass(frozen=True)
class LeftOut:
    """An item that does not go, why in a sentence, and where something can be done about it."""

    title: str
    why: str
    address: str
    waits: bool = False  # it is simply not approved yet


@dataclass(frozen=True)
class Plan:
    """What a pack of a kind would hold if it were asked for now."""

    kind: str
    going: list[Answer] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    same: list[Answer] = field(default_factory=list)  # of a pack of changes: sent before, and nothing changed
    files: int = 0
    size: int = 0
    refusal: str = ""  # why no pack can be made of it, in a sentence; empty when one can

    @property
    def to_put_right(self) -> list[LeftOut]:
        """What was approved and can't go as it stands."""
        return [one for one in self.left_out if not one.waits]

    @property
    def waiting(self) -> list[LeftOut]:
        """What is not approved yet."""
        return [one for one in self.left_out if one.waits]

    @property
    def can_be_made(self) -> bool:
        """Whether there is anything to make."""
        return bool(self.going) and not self.refusal


def plan_pack(*, round: Round, kind: str, limits: ReturnLimits, answers: list[Answer] | None = None) -> Plan:
    """Sort out what goes: three queries for the answers, none where they are at hand, one for what was sent."""
    answers = answers_of(round) if answers is None else answers
    going: list[Answer] = []
    left_out: list[LeftOut] = []
    same: list[Answer] = []
    for answer in answers:
        if why := _why_not(answer, limits):
            waits = answer.item.status not in {ItemStatus.APPROVED, ItemStatus.SENT}
            left_out.append(LeftOut(_named(answer), why, _address(round, answer), waits))
        elif kind == Pack.Kind.CHANGES and _was_sent_so(answer):
            same.append(answer)
        else:
            going.append(answer)
    before = sent_before(round) if kind == Pack.Kind.CHANGES else {}
    sizes = {p.document.reference: p.file.size for p in _documents(going) if p.file.sha256 not in before}
    size = sum(sizes.values())
    return Plan(kind, going, left_out, same, len(sizes), size, _refusal(kind, answers, going, left_out, size, limits))


def _was_sent_so(answer: Answer) -> bool:
    """Whether an answer was sent as it stands. One approved again as it was, after a query, goes again."""
    return answer.item.status == ItemStatus.SENT and answer.item.sent_print == answer.print


def _refusal(
    kind: str, answers: list[Answer], going: list[Answer], left_out: list[LeftOut], size: int, limits: ReturnLimits
) -> str:
    if not answers:
        return "The information return has no items yet, so there is nothing to put into a pack."
    if not going:
        if any(not one.waits for one in left_out):
            return CHANGES_STAY if kind == Pack.Kind.CHANGES else ALL_STAYS
        if kind == Pack.Kind.CHANGES:
            return "Nothing that is approved differs from what was last sent, so there is nothing to send again."
        return "No item is approved yet, so there is nothing to put into a pack."
    if limits.pack_bytes is not None and size > limits.pack_bytes:
        return (
            f"The documents come to {megabytes(size)}; your limit for a pack is {megabytes(limits.pack_bytes)}. "
            "Send less at once, for example only what changed, or change the limit."
        )
    return ""


def _why_not(answer: Answer, limits: ReturnLimits) -> str:
    """Why an item can't go now, in a sentence; empty when it can."""
    item, status = answer.item, ItemStatus(answer.item.status)
    withdrawn = answer.withdrawn
    if status not in {ItemStatus.APPROVED, ItemStatus.SENT}:
        return f"It is not approved: {status.label.lower()}."
    if withdrawn:
        gone = f"{withdrawn[0].reference} “{withdrawn[0].title}” was withdrawn from the evidence library"
        if status == ItemStatus.SENT:  # nobody changes what was sent before it is taken back
            return f"{gone} after it was sent. Take the answer back, then put another document in its place."
        return f"{gone} after it was approved. Put another document in its place."
    if missing := lacking(answer.parts):
        return " ".join(missing)
    if answer.changed_since_approved:
        if status == ItemStatus.SENT:
            return "It changed after it was sent. Take it back and have it approved again."
        return "It changed after it was approved. Have it approved again."
    if limits.file_bytes is not None:
        for part in _documents([answer]):
            if part.file.size > limits.file_bytes:
                return (
                    f"“{part.file.name}” is {megabytes(part.file.size)}; your limit for a file is "
                    f"{megabytes(limits.file_bytes)}. Put a smaller file in its place, or change the limit."
                )
    return "" if item.removed_at is None else "It was removed from the return."


def _documents(answers: Iterable[Answer]) -> list[Part]:
    """The parts of answers that put a file into a pack; of a document they only point to as well."""
    return [
        part for answer in answers for part in answer.parts if part.document is not None and part.file is not None
    ]


def _named(answer: Answer) -> str:
    return str(answer.item)


def _address(round: Round, answer: Answer) -> str:
    from assurance.addresses import address_of

    return address_of("return_item", round.slug, answer.item.slug) or to_page("packs", round.slug)


# --- The snapshot -----------------------------------------------------------------------------------------------------


def sent_before(round: Round) -> dict[str, dict[str, str]]:
    """Where each file that was ever sent stands: pack and path by its fingerprint. One query."""
    found: dict[str, dict[str, str]] = {}
    for number, snapshot in Pack.objects.filter(round=round).sent().values_list("number", "snapshot"):
        for file in snapshot.get("files", ()):
            found[file["sha256"]] = {"pack": f"Pack {number}", "path": file["path"]}
    return found


def sections_of(round: Round) -> list[tuple[str, str, str]]:
    """The sections of a return in their order: slug, what its folder begins with, so that folders sort so, and title.

    Statements have the number the service, and the regulator, call them by; what stands beside them goes round them.
    """
    statements = [(one.slug, f"QS{one.number}", one.title) for one in statements_of_edition(round.edition)]
    return [(GENERAL, "00", "General"), *statements, (CASE_LIST, "X1", "Case list"), (OTHER, "X2", "Other")]


def freeze_pack(*, round: Round, plan: Plan, number: int, limits: ReturnLimits, at: datetime.datetime) -> Snapshot:
    """The frozen content of a pack. A document that answers many items stands once, with the first of them."""
    before = sent_before(round) if plan.kind == Pack.Kind.CHANGES else {}
    used = {answer.item.section for answer in plan.going}
    known = [one for one in sections_of(round) if one[0] in used]
    unknown = sorted(used - {slug for slug, *_ in known})  # of another edition
    known += [(slug, f"X{place}", slug) for place, slug in enumerate(unknown, 3)]
    titles = [(slug, f"{first} {title}" if first.startswith("QS") else title) for slug, first, title in known]
    folders, names = {}, {}
    top = Names()
    for name in INDEX_FILES:
        top.take(name)
    for slug, first, title in known:
        folders[slug], names[slug] = top.take(folder_name(first, title)), Names(limits.name_length)
    files: dict[str, Snapshot] = {}
    for slug, title in titles:
        for answer in plan.going:
            if answer.item.section != slug:
                continue
            for part in _documents([answer]):
                key = part.document.reference
                if key in files or part.file.sha256 in before:
                    continue
                name = names[slug].take(_file_name(limits, answer, part, title))
                files[key] = {
                    "document": key, "title": part.document.title, "name": part.file.name, "size": part.file.size,
                    "sha256": part.file.sha256, "stored": part.file.stored, "path": f"{folders[slug]}/{name}",
                }  # fmt: skip
    return {
        "kind": plan.kind,
        "number": number,
        "generated_at": moment(at),
        "council": {"name": round.council.name, "invented": round.council.area.invented},
        "round": {"slug": round.slug, "title": round.title},
        "sections": [
            {
                "slug": slug,
                "title": title,
                "folder": folders[slug],
                "items": [_item(a, files, before) for a in plan.going if a.item.section == slug],
            }
            for slug, title in titles
        ],
        "files": list(files.values()),
        "left_out": [{"title": one.title, "why": one.why} for one in plan.left_out],  # kept here, not in the pack
        "unchanged": [_named(answer) for answer in plan.same],
    }


def items_in(snapshot: Snapshot) -> list[Snapshot]:
    """Every item a pack answers, in its order."""
    return [item for section in snapshot.get("sections", ()) for item in section["items"]]


def _file_name(limits: ReturnLimits, answer: Answer, part: Part, section: str) -> str:
    stem, ending = split(part.file.name)
    values = {
        "reference": answer.item.reference, "title": part.document.title, "section": section,
        "number": str(answer.item.number), "name": stem,
    }  # fmt: skip
    return from_pattern(limits.pattern, values, ending, limits.name_length)


def _item(answer: Answer, files: dict[str, Snapshot], before: dict[str, dict[str, str]]) -> Snapshot:
    item = answer.item
    return {
        "slug": item.slug, "reference": item.reference, "title": item.title, "wording": item.wording,
        "asked_for": item.get_kind_display(), "print": answer.print, "sent_before": bool(item.sent_print),
        "parts": [_part(part, files, before) for part in answer.parts],
    }  # fmt: skip


def _part(part: Part, files: dict[str, Snapshot], before: dict[str, dict[str, str]]) -> Snapshot:
    document, file = part.document, part.file
    here = files.get(document.reference) if document and file else None
    return {
        "kind": part.kind,
        "document": document.reference if document else "",
        "title": document.title if document else "",
        "path": here["path"] if here else "",
        "before": before.get(file.sha256) if file and not here else None,
        "pointer": part.pointer,
        "url": part.url or (document.url if document else ""),
        "text": part.text,
        "alone": part.kind == DOCUMENT,
    }
