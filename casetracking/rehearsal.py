"""Northmoor's rehearsal pool: a few cases with consents, audits and a moderation, all invented and called so."""

import datetime

from django.utils import timezone

from assurance import demo
from assurance.models import Round, User
from casetracking.cld.reading import Extract
from casetracking.models import Case, Criterion, DocumentKind, Pool, ReferenceKey
from casetracking.operations.audits import Filled, Given, finish_audit, give_audits, save_audit
from casetracking.operations.cases import (
    Asked,
    Pointed,
    add_milestone,
    anchor_of,
    check_suitability,
    log_contact,
    point_to_documents,
    record_consent,
    write_reflection,
)
from casetracking.operations.deadlines import set_dates, tell_of_deadlines
from casetracking.operations.drawing import draw_now, remove_criterion, take_draw
from casetracking.operations.imports import take_extract
from casetracking.operations.listing import take_choice
from casetracking.operations.pools import start_pool
from casetracking.operations.themes import ThemeWords, save_theme, share_theme
from casetracking.operations.tools import set_teams


def load_rehearsal(*, round: Round, extract: Extract, held: ReferenceKey | None, secret: bytes) -> None:
    """Make the pool and record in it what the fixture says; called once, with the file the other pool was made from."""
    data, helen = demo.content("northmoor-cases"), demo.person("helen")
    people = {key: demo.person(key) for key in ("helen", "marcin")}
    at = demo.days_ago(30)
    pool = start_pool(
        round=round, slug=data["pool"]["slug"], name=data["pool"]["name"], size=data["pool"]["size"], by=helen, at=at
    )
    take_extract(pool=pool, extract=extract, held=held, secret=secret, by=helen, at=at)
    for criterion in Criterion.objects.filter(pool=pool):  # they ask for more cases than so small a pool has
        remove_criterion(pool=pool, criterion=criterion, by=helen, at=at)
    take_draw(draw=draw_now(pool=pool, by=helen, at=at), by=helen, at=at)
    pool = Pool.objects.select_related("round__council").get(pk=pool.pk)
    today = timezone.localdate()
    days = {f"{name}_due_on": today + datetime.timedelta(days=n) for name, n in data["dates"].items()}
    set_dates(pool=pool, version=pool.version, days=days, done=data["done"], by=helen, at=at)
    teams = {people[key]: name for key, name in data["teams"].items()}
    set_teams(council=round.council, teams=teams, by=helen, at=at)
    cases = list(pool.cases.filter(standing="pool").select_related("candidate", "pool__round").order_by("number"))
    for case, said in zip(cases, data["cases"], strict=False):
        _record(case, said, helen, today)
    _choose(pool, cases, data["cases"], helen)
    for case, said in zip(cases, data["cases"], strict=False):
        _point(case, said.get("pointers", {}), helen)
        for kind, one in said.get("audits", {}).items():
            _audit(case, kind, one, people[one["by"]], helen)
    for one in data["themes"]:
        said = ThemeWords(**one)
        theme = save_theme(pool=pool, theme=None, version=0, said=said, by=helen, at=demo.days_ago(2))
        share_theme(theme=theme, version=theme.version, text=theme.text, by=helen, at=demo.days_ago(1))
    tell_of_deadlines(at=timezone.now())


def _record(case: Case, said: dict, helen: User, today: datetime.date) -> None:
    at = demo.days_ago(25)
    reason = said.get("unsuitable", "")
    if reason or "consent" in said or "suitable" in said:
        check_suitability(case=case, version=1, suitable=not reason, reason=reason, by=helen, at=at)
    if asked := said.get("consent"):
        days = {
            f"{name}_on": today - datetime.timedelta(days=asked[name])
            for name in ("asked", "answered")
            if name in asked
        }
        rest = {name: value for name, value in asked.items() if name not in {"asked", "answered"}}
        record_consent(case=case, version=0, asked=Asked(**days, **rest), by=helen, at=demo.days_ago(5))
    for one in said.get("contacts", []):
        on = today - datetime.timedelta(days=one["days"])
        log_contact(case=case, on=on, way=one["way"], note=one["note"], by=helen, at=demo.days_ago(one["days"]))
    for one in said.get("milestones", []):
        on = anchor_of(case.pool) - datetime.timedelta(days=one["before"])
        add_milestone(case=case, on=on, what=one["what"], by=helen, at=at)
    if reflection := said.get("reflection"):
        write_reflection(case=case, version=0, **reflection, by=helen, at=demo.days_ago(8))


def _choose(pool: Pool, cases: list[Case], said: list[dict], helen: User) -> None:
    staged = [(case.candidate.reference, one.get("stage", "")) for case, one in zip(cases, said, strict=False)]
    tracked = [reference for reference, stage in staged if stage]
    take_choice(pool=pool, stage="chosen", references=tracked, by=helen, at=demo.days_ago(7))
    spoken = [reference for reference, stage in staged if stage == "followed"]
    take_choice(pool=pool, stage="followed", references=spoken, by=helen, at=demo.days_ago(4))


def _point(case: Case, pointers: dict[str, str], helen: User) -> None:
    """Where some of a tracked case's documents stand."""
    if not pointers:
        return
    held, due_on = Case.objects.get(pk=case.pk), case.pool.documents_due_on
    kinds = DocumentKind.objects.in_force(case.pool.round.council)
    pointed = [Pointed(kind, "there", pointers[kind.slug], due_on) for kind in kinds if kind.slug in pointers]
    point_to_documents(case=case, version=held.version, pointed=pointed, by=helen, at=demo.days_ago(3))


def _audit(case: Case, kind: str, said: dict, auditor: User, helen: User) -> None:
    at = demo.days_ago(6 if kind == "audit" else 3)
    (given,) = give_audits(
        pool=case.pool, cases=[case], auditor=auditor, kind=kind, due_on=timezone.localdate(), by=helen, at=at
    )
    notes = dict(said.get("notes", {}))  # each with the first question about its statement
    answers = tuple(
        Given(question.pk, said["grade"], note=notes.pop(question.statement, ""))
        for question in given.tool.questions.all()
    )
    filled = Filled(answers, said["grade"], said["strengths"], said["gaps"], said["better"])
    saved = save_audit(audit=given, version=1, filled=filled, by=auditor, at=at)
    finish_audit(audit=saved, by=auditor, at=at)
