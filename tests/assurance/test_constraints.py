"""Every named promise of the database, tried both ways: what it accepts and what it refuses."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from assurance.models import (
    Area,
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
    Round,
    Theme,
    User,
)
from reports.models import Document
from selfassessment.models import (
    Action,
    CategoryScore,
    ChallengeScore,
    Checklist,
    ChecklistAnswer,
    ChecklistItem,
    Citation,
    Comment,
    CouncilCategory,
    Evidence,
    EvidenceFile,
    Judgement,
    KeptFigure,
    LateText,
    PartText,
    Presence,
    ProgressNote,
    Revision,
    Score,
    SignOff,
    Submission,
)
from tests.assurance.figures.promises import CASES as OF_FIGURES
from tests.assurance.figures.promises import Figures
from tests.casetracking.promises import CASES as OF_THE_CASE_ROOM
from tests.selfassessment.promises import CASES as OF_THE_RETURN
from tests.selfassessment.promises_of_the_visit import OF_THE_VISIT

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
OURS = ("assurance", "selfassessment", "casetracking", "reports")


class World(Figures):
    """Rows to hang other rows on."""

    def __init__(self, northmoor, westerholme, now) -> None:
        self.now, self.round, self.other_round = now, northmoor.round, westerholme.round
        self.edition, self.prompt_set = northmoor.round.edition, northmoor.round.prompt_set
        self.council, self.other_council = northmoor.council, westerholme.council
        self.aisha, self.tom = northmoor.aisha, northmoor.tom
        self.equity, self.learning = northmoor.statement("equity"), northmoor.statement("learning")
        self.theme = self.equity.theme
        self.elsewhere = Area.objects.get(code="E10000019")
        parts = {part.slug: part for part in self.prompt_set.parts.all()}
        self.summary, self.strengths, self.voice = parts["summary"], parts["strengths"], parts["voice"]
        self.i_statement = self.equity.i_statements.get()
        self.people, self.processes = self.edition.evidence_categories.order_by("number")[:4:3]
        self.stamp = {"changed_at": now, "changed_by": self.aisha}

    def section(self, statement) -> Judgement:
        return Judgement.objects.get_or_create(round=self.round, statement=statement)[0]

    def text(self, part, **given) -> dict:
        return {"judgement": self.section(self.equity), "part": part, **self.stamp, **given}

    def sitting(self, first: int, last: int) -> dict:
        held = self.written(self.summary)
        return {"part_text": held, "first_version": first, "version": last, "began_at": self.now, "at": self.now}

    def late(self, number: int) -> dict:
        return {"part_text": self.written(self.summary), "number": number, "started_from": 0, "at": self.now}

    def kept(self, mark: str, **given) -> dict:
        held = self.written(self.summary)
        return {"part_text": held, "mark": mark, "figure": "x", "because": "So.", "at": self.now, **given}

    def one_more(self, slug: str, **given) -> dict:
        return {"council": self.council, "edition": self.edition, "prompt_set": self.prompt_set, "slug": slug,
                "title": slug, "started_at": self.now, **given}  # fmt: skip

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

    def submission(self, statement, **given) -> dict:
        return {"judgement": self.section(statement), "by": self.aisha, "at": self.now, **given}

    def challenge(self, statement, **given) -> dict:
        return {"judgement": self.section(statement), "by": self.aisha, "value": 2, "reason": "So.", "at": self.now,
                **given}  # fmt: skip

    def sign_off(self, round=None, **given) -> dict:
        return {"round": round or self.round, "at": self.now, "contents": {}, "sha256": "x", **given}

    def assign(self, person, kind, statement, round=None) -> dict:
        return {"round": round or self.other_round, "person": person, "kind": kind, "statement": statement}

    def statement(self, **given) -> dict:
        return {"edition": self.edition, "theme": self.theme, "title": "x", "text": "x", **given}

    def document(self, **given) -> dict:
        return {
            "round": self.round, "kind": "draft-report", "includes_scores": True, "snapshot": {},
            "snapshot_sha256": "x", "template_version": "1", "requested_at": self.now, "includes_uncleared": False,
            **given,
        }  # fmt: skip

    def comment(self, reference: str, **given) -> dict:
        return {"reference": reference, "judgement": self.section(self.equity), "text": "x", "at": self.now, **given}

    def thread(self) -> Comment:
        return Comment.objects.get_or_create(
            reference="k-thread", defaults={"judgement": self.section(self.equity), "text": "x", "at": self.now}
        )[0]

    def evidence(self, number: int, **given) -> dict:
        return {
            "council": self.council, "number": number, "kind": "document", "title": "x", "category": "processes",
            "added_at": self.now, "changed_at": self.now, **given,
        }  # fmt: skip

    def item(self) -> Evidence:
        return Evidence.objects.filter(number=90).first() or Evidence.objects.create(**self.evidence(90))

    def file(self, reference: str, **given) -> dict:
        return {
            "reference": reference, "evidence": self.item(), "council": self.council, "number": 1, "name": "x",
            "media_type": "x", "size": 1, "sha256": "x", "stored": "x", "state": "clean", "uploaded_at": self.now,
            **given,
        }  # fmt: skip

    def citation(self, reference: str, **given) -> dict:
        return {"reference": reference, "evidence": self.item(), "shows": "x", "at": self.now, **given}

    def job(self, **given) -> dict:
        return {"kind": "x", "created_at": self.now, "sent_at": self.now, **given}

    def action(self, **given) -> dict:
        return {
            "council": self.council, "round": self.round, "what": "x", "source": "other", "added_at": self.now,
            "changed_at": self.now, **given,
        }  # fmt: skip

    def promised(self) -> Action:
        return Action.objects.first() or Action.objects.create(**self.action(number=1))

    @property
    def tips(self) -> Checklist:
        return Checklist.objects.get(slug="nine-tips")


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
        lambda w: [w.sitting(1, 1), w.sitting(2, 2)],
        lambda w: [w.sitting(2, 2)]),
    "revision_versions_in_order": (Revision, lambda w: [w.sitting(1, 4), w.sitting(5, 5)],
        lambda w: [w.sitting(8, 7)]),
    "late_text_number_once": (LateText, lambda w: [w.late(1), w.late(2)], lambda w: [w.late(2)]),
    "kept_figure_once": (KeptFigure, lambda w: [w.kept("a"), w.kept("b")], lambda w: [w.kept("b")]),
    "kept_figure_has_a_reason": (KeptFigure, lambda w: [w.kept("a")], lambda w: [w.kept("b", because="")]),
    "only_a_closed_round_goes_on_elsewhere": (Round,
        lambda w: [w.one_more("a"), w.one_more("b", closed_at=w.now),
                   w.one_more("c", closed_at=w.now, goes_on_in=w.round)],
        lambda w: [w.one_more("d", goes_on_in=w.round)]),
    "one_text_per_part_and_i_statement": (PartText,
        lambda w: [w.text(w.voice, i_statement=w.i_statement), w.text(w.voice)],
        lambda w: [w.text(w.voice, i_statement=w.i_statement)]),
    "one_presence_per_person": (Presence,
        lambda w: [{"judgement": w.section(w.equity), "person": p, "at": w.now} for p in (w.aisha, w.tom)],
        lambda w: [{"judgement": w.section(w.equity), "person": w.aisha, "at": w.now}]),
    "judgement_status_is_known": (Judgement,
        lambda w: [{"round": w.round, "statement": w.equity, "status": "agreed"}],
        lambda w: [{"round": w.round, "statement": w.learning, "status": status} for status in ("done", "")]),
    "blocked_says_on_what": (Judgement,
        lambda w: [{"round": w.round, "statement": w.equity, "status": "blocked", "blocked_on": "Figures."}],
        lambda w: [{"round": w.round, "statement": w.learning, "status": "blocked"},
                   {"round": w.round, "statement": w.learning, "status": "drafting", "blocked_on": "Figures."}]),
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
    "one_submission_waits_per_section": (Submission,
        lambda w: [w.submission(w.equity), w.submission(w.learning),
                   w.submission(w.equity, decision="agreed", decided_at=w.now)],
        lambda w: [w.submission(w.equity)]),
    "submission_decided_with_its_time": (Submission,
        lambda w: [w.submission(w.equity, decision="taken-back", decided_at=w.now), w.submission(w.equity)],
        lambda w: [w.submission(w.learning, decision="agreed"), w.submission(w.learning, decided_at=w.now)]),
    "changes_requested_say_which": (Submission,
        lambda w: [w.submission(w.equity, decision="changes-requested", decided_at=w.now, what_to_change="How many?")],
        lambda w: [w.submission(w.equity, decision="changes-requested", decided_at=w.now)]),
    "challenge_score_value_is_1_to_4": (ChallengeScore,
        lambda w: [w.challenge(w.equity, value=1), w.challenge(w.learning, value=4)],
        lambda w: [w.challenge(w.equity, by=w.tom, value=value) for value in (0, 5)]),
    "one_challenge_score_per_person": (ChallengeScore,
        lambda w: [w.challenge(w.equity), w.challenge(w.equity, by=w.tom), w.challenge(w.learning)],
        lambda w: [w.challenge(w.equity, value=4)]),
    "challenge_score_has_a_reason": (ChallengeScore, lambda w: [w.challenge(w.equity)],
        lambda w: [w.challenge(w.learning, reason="")]),
    "one_sign_off_holds_per_round": (SignOff,
        lambda w: [w.sign_off(), w.sign_off(w.other_round),
                   w.sign_off(reopened_at=w.now, reopened_because="A figure.")],
        lambda w: [w.sign_off()]),
    "reopening_says_why": (SignOff,
        lambda w: [w.sign_off(reopened_at=w.now, reopened_because="A figure."), w.sign_off()],
        lambda w: [w.sign_off(w.other_round, reopened_at=w.now), w.sign_off(w.other_round, reopened_because="x")]),
    "only_a_thread_is_resolved": (Comment,
        lambda w: [w.comment("k-1", resolved_at=w.now), w.comment("k-2", answers=w.thread())],
        lambda w: [w.comment("k-3", answers=w.thread(), resolved_at=w.now)]),
    "a_comment_says_something": (Comment,
        lambda w: [w.comment("k-1"), w.comment("k-2", text="", withdrawn_at=w.now)],
        lambda w: [w.comment("k-3", text="")]),
    "council_category_once": (CouncilCategory,
        lambda w: [{"council": c, "slug": "outcomes", "title": "x"} for c in (w.council, w.other_council)],
        lambda w: [{"council": w.council, "slug": "outcomes", "title": "y"}]),
    "evidence_number_once_in_council": (Evidence,
        lambda w: [w.evidence(91), w.evidence(92), w.evidence(91, council=w.other_council)],
        lambda w: [w.evidence(91)]),
    "a_link_leads_somewhere": (Evidence,
        lambda w: [w.evidence(91, kind="link", url="https://northmoor.example"), w.evidence(92),
                   w.evidence(94, kind="link", withdrawn_at=w.now)],
        lambda w: [w.evidence(93, kind="link")]),
    "a_quotation_has_words": (Evidence,
        lambda w: [w.evidence(91, kind="quotation", quotation="x"),
                   w.evidence(92, kind="quotation", withdrawn_at=w.now)],
        lambda w: [w.evidence(93, kind="quotation")]),
    "a_draft_has_no_owner": (Evidence,
        lambda w: [w.evidence(91, is_draft=True), w.evidence(92, owner=w.aisha)],
        lambda w: [w.evidence(93, is_draft=True, owner=w.aisha)]),
    "file_number_once_in_item": (EvidenceFile, lambda w: [w.file("f-1"), w.file("f-2", number=2)],
        lambda w: [w.file("f-3")]),
    "a_file_is_kept_until_withdrawn": (EvidenceFile,
        lambda w: [w.file("f-1"), w.file("f-2", number=2, state="withdrawn", stored="")],
        lambda w: [w.file("f-3", number=3, stored="")]),
    "a_citation_backs_one_thing": (Citation,
        lambda w: [w.citation("c-1", judgement=w.section(w.equity), i_statement=w.i_statement)],
        lambda w: [w.citation("c-2"), w.citation("c-3", i_statement=w.i_statement)]),
    "job_progress_is_percent": (Job, lambda w: [w.job(progress=0), w.job(progress=100)],
        lambda w: [w.job(progress=101)]),
    "job_ended_when_over": (Job,
        lambda w: [w.job(state="queued"), w.job(state="running"), w.job(state="failed", ended_at=w.now),
                   w.job(state="finished", ended_at=w.now), w.job(state="cancelled", ended_at=w.now)],
        lambda w: [w.job(state="finished"), w.job(state="failed"), w.job(state="cancelled"),
                   w.job(state="queued", ended_at=w.now), w.job(state="running", ended_at=w.now)]),
    "document_size_and_made_at_together": (Document, lambda w: [w.document(), w.document(size=1, made_at=w.now)],
        lambda w: [w.document(size=1), w.document(made_at=w.now)]),
    "action_number_once_in_council": (Action,
        lambda w: [w.action(number=1), w.action(number=2), w.action(number=1, council=w.other_council)],
        lambda w: [w.action(number=2)]),
    "a_colour_has_a_reason": (Action,
        lambda w: [w.action(number=1), w.action(number=2, rag="red", rag_reason="So.")],
        lambda w: [w.action(number=3, rag="green")]),
    "an_action_ends_with_its_time": (Action,
        lambda w: [w.action(number=1), w.action(number=2, outcome="done", closed_at=w.now)],
        lambda w: [w.action(number=3, outcome="done"), w.action(number=3, closed_at=w.now)]),
    "a_progress_note_says_something": (ProgressNote, lambda w: [{"action": w.promised(), "text": "So.", "at": w.now}],
        lambda w: [{"action": w.promised(), "text": "", "at": w.now}]),
    "checklist_slug_once_in_council": (Checklist,
        lambda w: [{"council": c, "slug": "x", "title": "x"} for c in (w.council, w.other_council, None)],
        lambda w: [{"council": w.council, "slug": "x", "title": "y"}]),
    "shipped_checklist_slug_once": (Checklist, lambda w: [{"slug": "x", "title": "x"}],
        lambda w: [{"slug": "x", "title": "y"}, {"slug": "nine-tips", "title": "y"}]),
    "checklist_item_slug_once": (ChecklistItem,
        lambda w: [{"checklist": w.tips, "number": 10, "slug": "x", "text": "x"}],
        lambda w: [{"checklist": w.tips, "number": 11, "slug": "x", "text": "y"}]),
    "one_answer_per_round_and_item": (ChecklistAnswer,
        lambda w: [{"round": r, "item": w.tips.items.get(slug="evidence"), "at": w.now}
                   for r in (w.round, w.other_round)],
        lambda w: [{"round": w.round, "item": w.tips.items.get(slug="evidence"), "at": w.now}]),
    **OF_FIGURES,
    **OF_THE_CASE_ROOM,
    **OF_THE_RETURN,
    **OF_THE_VISIT,
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
