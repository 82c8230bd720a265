"""Northmoor's half-finished self-assessment: earlier drafts first, then what stands today."""

from assurance import demo
from assurance.models import OPENING, Part, Round, User
from selfassessment.models import Judgement, PartText, Score
from selfassessment.operations.scoring import record_score
from selfassessment.operations.writing import Draft, write_parts


def load_self_assessment() -> None:
    """Write the demonstration's texts and scores; does nothing when the round has any."""
    data = demo.content()
    round = Round.objects.with_setting().get(slug=data["round"]["slug"], council=demo.council())
    if Judgement.objects.filter(round=round).exists():
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
        versions = {
            t.part_id: t.version
            for t in PartText.objects.filter(judgement__round=self.round, judgement__statement=statement)
        }
        drafts = [
            Draft(self.parts[part], text, versions.get(self.parts[part].pk, 0))
            for part, text in texts.items()
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
