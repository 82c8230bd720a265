"""Northmoor's half-finished self-assessment: earlier drafts first, then what stands today."""

from assurance import demo
from assurance.models import OPENING, Edition, Part, Round, User
from assurance.operations.councils import start_round
from selfassessment.models import PartText, Score
from selfassessment.operations.scoring import record_score
from selfassessment.operations.writing import Draft, write_parts
from selfassessment.slots import i_statements_of, slots_of


def load_round_before() -> None:
    """The round that today's was begun from, with its few texts and its scores; does nothing when it is there."""
    data, council = demo.content("northmoor-earlier"), demo.council()
    head = data["round"]
    if Round.objects.filter(council=council, slug=head["slug"]).exists():
        return
    edition = Edition.objects.get(slug=demo.content()["round"]["edition"])
    round = start_round(
        council=council, edition=edition, slug=head["slug"], title=head["title"], by=demo.person("priya"),
        at=demo.days_ago(head["days_ago"]),
    )  # fmt: skip
    writer = _Writer(round, demo.content())
    for slug, said in data["statements"].items():
        texts = {part: said[part] for part in ("summary", "improvements")}
        writer.write(slug, texts, said["by"], head["days_ago"] - 30)
        writer.score(slug, said["score"], said["reason"], said["by"], head["days_ago"] - 31)


def load_self_assessment() -> None:
    """Write the demonstration's texts and scores; does nothing when the round has any."""
    data = demo.content()
    round = Round.objects.with_setting().get(slug=data["round"]["slug"], council=demo.council())
    if Score.objects.filter(judgement__round=round).exists():
        return
    writer = _Writer(round, data)
    for entry in sorted(data["history"], key=lambda e: -e["days_ago"]):
        if "text" in entry:
            writer.write(entry["statement"], {entry["part"]: entry["text"]}, entry["by"], entry["days_ago"])
        else:
            writer.score(entry["statement"], entry["score"], entry["reason"], entry["by"], entry["days_ago"])
    writer.write(OPENING, data["opening"], data["assignments"]["opening"]["owner"], 6)
    for order, (slug, section) in enumerate(data["statements"].items()):
        owner = data["assignments"][slug]["owner"]
        writer.write(slug, section.get("parts") or {}, owner, 5 - order * 0.4)
        if section.get("score"):
            given = section["score"]
            writer.score(slug, given["value"], given["reason"], given["by"], 4.8 - order * 0.4)


class _Writer:
    """Writes by operations, each time from the version that stands."""

    def __init__(self, round: Round, data: dict) -> None:
        self.round = round
        self.statements = {s.slug: s for s in round.edition.statements.all()}
        self.parts = {p.slug: p for p in Part.objects.filter(prompt_set=round.prompt_set)}
        self.people: dict[str, User] = {p["key"]: demo.person(p["key"]) for p in data["people"]}

    def write(self, slug: str, texts: dict[str, str], by: str, days_ago: float) -> None:
        statement = self.statements.get(slug)
        slots = {s.key: s for s in slots_of(list(self.parts.values()), i_statements_of(statement))}
        versions = {
            (t.part_id, t.i_statement_id): t.version
            for t in PartText.objects.filter(judgement__round=self.round, judgement__statement=statement)
        }
        drafts = [
            Draft(slots[key].part, text, versions.get(slots[key].ids, 0), slots[key].i_statement)
            for key, text in texts.items()
            if text
        ]
        write_parts(
            round=self.round, statement=statement, drafts=drafts, by=self.people[by], at=demo.days_ago(days_ago)
        )

    def score(self, slug: str, value: int, reason: str, by: str, days_ago: float) -> None:
        statement = self.statements[slug]
        held = Score.objects.filter(judgement__round=self.round, judgement__statement=statement).first()
        record_score(
            round=self.round,
            statement=statement,
            value=value,
            reason=reason,
            version=held.version if held else 0,
            by=self.people[by],
            at=demo.days_ago(days_ago),
        )
