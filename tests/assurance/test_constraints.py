"""Every named promise of the database, tried both ways: what it accepts and what it refuses."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from assurance.models import (
    Assignment,
    EvidenceCategory,
    Invitation,
    IStatement,
    Job,
    Membership,
    Part,
    PositionLook,
    PromptSet,
    QualityStatement,
    Theme,
    User,
)
from reports.models import Document
from selfassessment.models import CategoryScore, Judgement, PartText, Revision, Score

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
OURS = ("assurance", "selfassessment", "casetracking", "reports")


class World:
    """Rows to hang other rows on."""

    def __init__(self, northmoor, westerholme, now) -> None:
        self.now, self.round, self.other_round = now, northmoor.round, westerholme.round
        self.edition, self.prompt_set = northmoor.round.edition, northmoor.round.prompt_set
        self.council, self.other_council = northmoor.council, westerholme.council
        self.aisha, self.tom = northmoor.aisha, northmoor.tom
        self.equity, self.learning = northmoor.statement("equity"), northmoor.statement("learning")
        self.theme = self.equity.theme
        self.summary, self.strengths = (self.prompt_set.parts.get(slug=s) for s in ("summary", "strengths"))
        self.people, self.processes = self.edition.evidence_categories.order_by("number")[:4:3]
        self.stamp = {"changed_at": now, "changed_by": self.aisha}

    def section(self, statement) -> Judgement:
        return Judgement.objects.get_or_create(round=self.round, statement=statement)[0]

    def text(self, part, **given) -> dict:
        return {"judgement": self.section(self.equity), "part": part, **self.stamp, **given}

    def score(self, statement, **given) -> dict:
        return {"judgement": self.section(statement), "value": 3, "reason": "So.", **self.stamp, **given}

    def scored(self, statement) -> Score:
        return Score.objects.filter(judgement__statement=statement).first() or Score.objects.create(
            **self.score(statement)
        )

    def written(self, part) -> PartText:
        return PartText.objects.get_or_create(
            judgement=self.section(self.equity), part=part, defaults=dict(self.stamp)
        )[0]

    def assign(self, person, kind, statement, round=None) -> dict:
        return {"round": round or self.other_round, "person": person, "kind": kind, "statement": statement}

    def statement(self, **given) -> dict:
        return {"edition": self.edition, "theme": self.theme, "title": "x", "text": "x", **given}

    def document(self, **given) -> dict:
        return {
            "round": self.round, "kind": "draft-report", "includes_scores": True, "snapshot": {},
            "snapshot_sha256": "x", "template_version": "1", "requested_at": self.now, **given,
        }  # fmt: skip

    def job(self, **given) -> dict:
        return {"kind": "x", "created_at": self.now, "sent_at": self.now, **given}


# Name -> (model, rows that are accepted one beside the other, rows that are then refused).
CASES = {
    "theme_slug_once_in_edition": (Theme, lambda w: [{"edition": w.edition, "number": 8, "slug": "x", "title": "x"}],
        lambda w: [{"edition": w.edition, "number": 9, "slug": "x", "title": "y"}]),
    "theme_number_once_in_edition": (Theme,
        lambda w: [{"edition": w.edition, "number": 8, "slug": "x", "title": "x"}],
        lambda w: [{"edition": w.edition, "number": 8, "slug": "y", "title": "x"}]),
    "statement_slug_once_in_edition": (QualityStatement, lambda w: [w.statement(number=10, slug="x")],
        lambda w: [w.statement(number=11, slug="x"), w.statement(number=11, slug="equity")]),
    "statement_number_once_in_edition": (QualityStatement, lambda w: [w.statement(number=10, slug="x")],
        lambda w: [w.statement(number=10, slug="y")]),
    "i_statement_number_once_in_statement": (IStatement,
        lambda w: [{"statement": w.learning, "number": 1, "text": "x"},
                   {"statement": w.learning, "number": 2, "text": "x"}],
        lambda w: [{"statement": w.learning, "number": 2, "text": "y"}]),
    "category_slug_once_in_edition": (EvidenceCategory,
        lambda w: [{"edition": w.edition, "number": 5, "slug": "x", "title": "x"}],
        lambda w: [{"edition": w.edition, "number": 6, "slug": "x", "title": "x"}]),
    "one_prompt_set_per_edition_and_council": (PromptSet, lambda w: [],
        lambda w: [{"edition": w.edition, "council": w.council, "title": "x", "dated": w.now.date()}]),
    "one_starting_set_per_edition": (PromptSet, lambda w: [],
        lambda w: [{"edition": w.edition, "council": None, "title": "x", "dated": w.now.date()}]),
    "part_slug_once_in_set": (Part, lambda w: [{"prompt_set": w.prompt_set, "number": 11, "slug": "x", "title": "x"}],
        lambda w: [{"prompt_set": w.prompt_set, "number": 12, "slug": "x", "title": "x"}]),
    "one_account_per_email": (User, lambda w: [{"email": "x@x.example", "name": "X", "joined_at": w.now}],
        lambda w: [{"email": "X@x.example", "name": "Y", "joined_at": w.now}]),
    "role_once_per_person_and_council": (Membership,
        lambda w: [{"person": w.aisha, "council": w.council, "role": "psw"},
                   {"person": w.aisha, "council": w.other_council, "role": "officer"}],
        lambda w: [{"person": w.aisha, "council": w.council, "role": "officer"}]),
    "membership_role_is_known": (Membership, lambda w: [{"person": w.aisha, "council": w.council, "role": "auditor"}],
        lambda w: [{"person": w.aisha, "council": w.council, "role": role} for role in ("king", "", "Officer")]),
    "one_assignment_per_statement": (Assignment,
        lambda w: [w.assign(w.aisha, "owner", w.equity), w.assign(w.aisha, "contributor", w.learning),
                   w.assign(w.tom, "contributor", w.equity)],
        lambda w: [w.assign(w.aisha, "contributor", w.equity)]),
    "one_opening_assignment": (Assignment,
        lambda w: [w.assign(w.aisha, "owner", None), w.assign(w.tom, "contributor", None)],
        lambda w: [w.assign(w.aisha, "contributor", None)]),
    "one_owner_per_statement": (Assignment,
        lambda w: [w.assign(w.aisha, "owner", w.equity), w.assign(w.tom, "owner", w.learning)],
        lambda w: [w.assign(w.tom, "owner", w.equity)]),
    "one_opening_owner": (Assignment, lambda w: [w.assign(w.aisha, "owner", None)],
        lambda w: [w.assign(w.tom, "owner", None)]),
    "one_invitation_per_round": (Invitation,
        lambda w: [{"round": w.round, "person": w.aisha}, {"round": w.other_round, "person": w.aisha}],
        lambda w: [{"round": w.round, "person": w.aisha, "until": w.now.date()}]),
    "one_look_per_person_and_round": (PositionLook,
        lambda w: [{"round": w.round, "person": person, "at": w.now} for person in (w.aisha, w.tom)],
        lambda w: [{"round": w.round, "person": w.aisha, "at": w.now}]),
    "one_judgement_per_statement": (Judgement,
        lambda w: [{"round": w.round, "statement": w.equity}, {"round": w.other_round, "statement": w.equity}],
        lambda w: [{"round": w.round, "statement": w.equity}]),
    "one_opening_section_per_round": (Judgement,
        lambda w: [{"round": w.round, "statement": None}, {"round": w.other_round, "statement": None}],
        lambda w: [{"round": w.round, "statement": None}]),
    "one_text_per_part": (PartText, lambda w: [w.text(w.summary), w.text(w.strengths)],
        lambda w: [w.text(w.summary)]),
    "part_text_within_limit": (PartText, lambda w: [w.text(w.summary, text="x" * 20_000)],
        lambda w: [w.text(w.strengths, text="x" * 20_001), w.text(w.strengths, text="🙂" * 20_001)]),
    "revision_version_once": (Revision,
        lambda w: [{"part_text": w.written(w.summary), "version": n, "at": w.now} for n in (1, 2)],
        lambda w: [{"part_text": w.written(w.summary), "version": 2, "at": w.now}]),
    "score_value_is_1_to_4": (Score, lambda w: [w.score(w.equity, value=1), w.score(w.learning, value=4)],
        lambda w: [w.score(None, value=value) for value in (0, 5, 32_000)]),
    "score_has_a_reason": (Score, lambda w: [w.score(w.equity)], lambda w: [w.score(w.learning, reason="")]),
    "category_score_value_is_1_to_4": (CategoryScore,
        lambda w: [{"score": w.scored(w.equity), "category": w.people, "value": 1},
                   {"score": w.scored(w.equity), "category": w.processes, "value": 4}],
        lambda w: [{"score": w.scored(w.learning), "category": w.people, "value": value} for value in (0, 5)]),
    "category_scored_once": (CategoryScore,
        lambda w: [{"score": w.scored(w.equity), "category": w.people, "value": 2},
                   {"score": w.scored(w.learning), "category": w.people, "value": 2}],
        lambda w: [{"score": w.scored(w.equity), "category": w.people, "value": 3}]),
    "job_progress_is_percent": (Job, lambda w: [w.job(progress=0), w.job(progress=100)],
        lambda w: [w.job(progress=101)]),
    "job_ended_when_over": (Job,
        lambda w: [w.job(state="queued"), w.job(state="running"), w.job(state="failed", ended_at=w.now),
                   w.job(state="finished", ended_at=w.now), w.job(state="cancelled", ended_at=w.now)],
        lambda w: [w.job(state="finished"), w.job(state="failed"), w.job(state="cancelled"),
                   w.job(state="queued", ended_at=w.now), w.job(state="running", ended_at=w.now)]),
    "document_size_and_made_at_together": (Document, lambda w: [w.document(), w.document(size=1, made_at=w.now)],
        lambda w: [w.document(size=1), w.document(made_at=w.now)]),
}  # fmt: skip


def test_every_named_constraint_is_tried_here():
    named = {
        constraint.name
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }
    assert named == CASES.keys()


@pytest.mark.parametrize("name", CASES)
def test_the_database_accepts_what_is_right_and_refuses_what_is_wrong(name, northmoor, westerholme, now):
    model, accepted, refused = CASES[name]
    world = World(northmoor, westerholme, now)
    for row in accepted(world):
        model.objects.create(**row)
    wrong = refused(world)
    assert wrong
    for row in wrong:
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            model.objects.create(**row)
        said = str(caught.value)
        assert "UNIQUE" in said or name in said if connection.vendor == "sqlite" else name in said
