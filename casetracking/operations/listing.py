"""The list that goes to the regulator, and what comes back: its layout, the ten, the six."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from assurance.models import User
from casetracking.choice import Named
from casetracking.models import Case, CaseDocument, DocumentKind, Pool
from casetracking.operations.deadlines import mark_done
from casetracking.operations.pools import PoolRefused, StalePool
from casetracking.operations.telling import tell_of_person, tell_of_pool
from casetracking.statuses import Status
from casetracking.words import count_of

USUAL = {Case.Stage.CHOSEN: 10, Case.Stage.FOLLOWED: 6}  # cases: more are taken too, and said
VERBS = {Case.Stage.CHOSEN: "recorded as tracked", Case.Stage.FOLLOWED: "recorded as spoken to"}


NO_REFERENCE = (
    "Keep the column with the reference, and give it a place: the regulator’s choice can only come back by it. Nothing "
    "was changed."
)


@transaction.atomic
def lay_out_list(*, pool: Pool, version: int, columns: list[dict[str, str]], by: User, at: datetime.datetime) -> Pool:
    """Choose the columns of the list with their headings, in order: {"what": slug, "heading": words}."""
    if not any(one["what"] == "reference" for one in columns):
        raise PoolRefused(NO_REFERENCE)
    return _change(pool, version, {"columns": columns}, "laid out the list of the", by, at)


def _change(pool: Pool, version: int, said: dict, verb: str, by: User, at: datetime.datetime) -> Pool:
    open_pools = Pool.objects.filter(pk=pool.pk, purged_at=None)
    if not open_pools.filter(version=version).update(**said, version=F("version") + 1):
        raise StalePool
    tell_of_pool(pool=pool, verb=verb, by=by, at=at)
    return Pool.objects.select_related("round__council").get(pk=pool.pk)


def tell_of_export(*, pool: Pool, cases: int, by: User, at: datetime.datetime) -> None:
    """That somebody fetched the list."""
    tell_of_pool(pool=pool, verb="fetched the list of the", by=by, at=at, after={"cases": cases})


@dataclass(frozen=True)
class Choice:
    """What a choice would do: cases that get the stage, those that lose it, what is wrong by line, what to mind."""

    cases: list[Case]
    losing: list[Case]
    errors: list[str]
    warnings: list[str]


def look_at_choice(pool: Pool, stage: str, named: Sequence[Named]) -> Choice:
    """Look at the regulator's choice beside the pool, and change nothing."""
    known = {case.candidate.reference: case for case in pool.cases.select_related("candidate")}
    cases: dict[str, Case] = {}
    errors = []
    for one in named:
        where = f"Line {one.line}"
        case = known.get(one.reference or "")
        if one.reference is None:
            errors.append(f"{where}: there is no reference in it. One wrong sign is enough: check it with your list.")
        elif case is None:
            errors.append(f"{where}: {one.reference} is none of this pool’s cases.")
        elif case.standing != Case.Standing.POOL:
            stands = "is in reserve" if case.standing == Case.Standing.RESERVE else "has left the pool"
            errors.append(f"{where}: {one.reference} {stands}, so it can’t be chosen.")
        elif not case.is_in_pool:
            errors.append(
                f"{where}: {one.reference} is “{Status(case.status).label}”, so it is not in the pool any more."
            )
        elif stage == Case.Stage.FOLLOWED and case.stage == Case.Stage.LISTED:
            errors.append(f"{where}: {one.reference} is not tracked, so it can’t be spoken to. Import the ten first.")
        elif one.reference in cases:
            errors.append(f"{where}: {one.reference} stands in it twice. It counts once.")
        else:
            cases[one.reference] = case
    order = list(Case.Stage)
    above = {stage} if stage == Case.Stage.FOLLOWED else set(order[1:])
    losing = [case for ref, case in known.items() if case.stage in above and ref not in cases]
    not_agreed = [case for case in cases.values() if case.status != Status.AGREED]
    warnings = []
    if not_agreed:
        have = "has" if len(not_agreed) == 1 else "have"
        warnings.append(f"{count_of(len(not_agreed), 'case')} among them {have} not said yes.")
    if len(cases) > USUAL[Case.Stage(stage)]:
        warnings.append(
            f"These are {len(cases)}, and the regulator usually names {USUAL[Case.Stage(stage)]} here. Check them "
            "against the letter."
        )
    if losing:
        warnings.append(f"{count_of(len(losing), 'case')} of an earlier choice would no longer be so.")
    chosen = sorted(cases.values(), key=lambda case: case.number)
    return Choice(chosen, losing, errors, warnings)


@transaction.atomic
def take_choice(*, pool: Pool, stage: str, references: Sequence[str], by: User, at: datetime.datetime) -> list[Case]:
    """Record the regulator's choice: these are tracked (or spoken to), those of an earlier choice no longer are.

    A case that begins to be tracked is asked for every document on the council's list. The same choice again changes
    nothing.
    """
    held = Pool.objects.select_for_update(of=("self",)).select_related("round__council").get(pk=pool.pk)
    if held.purged_at is not None:
        raise PoolRefused(f"This pool was purged on {held.purged_at:%-d %B %Y}. Nothing was changed.")
    choice = look_at_choice(held, stage, [Named(line, one) for line, one in enumerate(references, 1)])
    if choice.errors or not choice.cases:
        raise PoolRefused(
            "The pool has changed since you looked at this choice, so it no longer fits. Nothing was changed. Give the "
            "choice again."
        )
    back = Case.Stage.CHOSEN if stage == Case.Stage.FOLLOWED else Case.Stage.LISTED
    kinds = list(DocumentKind.objects.in_force(held.round.council))
    for case in choice.losing:
        _set_stage(case, back)
        tell_of_person(pool=held, candidate=case.candidate, verb="took back the choice of", by=by, at=at)
    for case in choice.cases:
        if case.stage == stage or (stage == Case.Stage.CHOSEN and case.stage == Case.Stage.FOLLOWED):
            continue
        if case.stage == Case.Stage.LISTED:
            CaseDocument.objects.bulk_create(
                [CaseDocument(case=case, kind=kind, due_on=held.documents_due_on, at=at, by=by) for kind in kinds],
                ignore_conflicts=True,
            )
        _set_stage(case, stage)
        tell_of_person(pool=held, candidate=case.candidate, verb=VERBS[Case.Stage(stage)], by=by, at=at)
    mark_done(pool=held, step="chosen", at=at)
    tell_of_pool(
        pool=held, verb="recorded the regulator’s choice in the", by=by, at=at,
        after={Case.Stage(stage).label.lower(): len(choice.cases)},
    )  # fmt: skip
    return choice.cases


def _set_stage(case: Case, stage: str) -> None:
    case.stage = stage
    Case.objects.filter(pk=case.pk).update(stage=stage, version=F("version") + 1)
