"""Northmoor's case room: a pool filled from a file of invented people, and a draw for the worker to make."""

from assurance import demo
from assurance.models import Round
from casetracking.cld import reading
from casetracking.models import Pool
from casetracking.operations.drawing import ask_for_draw
from casetracking.operations.imports import take_extract
from casetracking.operations.keys import key_in_force
from casetracking.operations.pools import start_pool
from casetracking.rehearsal import load_rehearsal
from casetracking.synthetic import writing

PEOPLE, SEED = 400, 11
SLUG, NAME = "tracking", "Tracking pool 2027"


def load_cases() -> None:
    """Make the demonstration's pool; does nothing when there is one. A worker draws it once the service runs."""
    round = Round.objects.with_setting().get(slug=demo.content()["round"]["slug"], council=demo.council())
    if Pool.objects.filter(round=round).exists():
        return
    helen = demo.person("helen")
    pool = start_pool(round=round, slug=SLUG, name=NAME, by=helen, at=demo.days_ago(6))
    data, _ = writing.as_bytes(writing.Settings(PEOPLE, SEED), keep=False)
    held, secret = key_in_force(round.council)
    extract = reading.rolled_up([data], key=secret)
    take_extract(pool=pool, extract=extract, held=held, secret=secret, by=helen, at=demo.days_ago(5))
    ask_for_draw(pool=pool, by=helen, at=demo.days_ago(5))
    held, secret = key_in_force(round.council)
    load_rehearsal(round=round, extract=extract, held=held, secret=secret)
