"""Northmoor's pack of the information return: asked for, and made by the first worker that starts."""

from assurance import demo
from assurance.models import Round
from reports.gathering.pack import plan_pack
from reports.models import Pack
from reports.operations.packs import request_pack
from selfassessment.operations.returns import limits_of


def load_packs() -> None:
    """Ask for a pack of what is approved in the demonstration; does nothing where that is nothing, or there is one."""
    round = Round.objects.with_setting().get(slug=demo.content()["round"]["slug"], council=demo.council())
    if round.is_closed or Pack.objects.filter(round=round).exists():
        return
    if plan_pack(round=round, kind=Pack.Kind.WHOLE, limits=limits_of(round.council_id)).can_be_made:
        request_pack(round=round, kind=Pack.Kind.WHOLE, by=demo.person("priya"), at=demo.days_ago(1))
