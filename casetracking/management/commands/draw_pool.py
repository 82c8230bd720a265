"""Draws a pool of cases from a script."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casetracking.models import Draw, Pool
from casetracking.operations.drawing import DrawRefused, draw_now, take_draw


class Command(BaseCommand):
    """`manage.py draw_pool --round SLUG --pool SLUG [--size 50] [--seed N] [--json]`."""

    help = "Draw a pool of cases: the best one, with a proof of how good it is."

    def add_arguments(self, parser):
        """Which pool, and what is asked of the draw."""
        parser.add_argument("--round", required=True, metavar="SLUG")
        parser.add_argument("--pool", required=True, metavar="SLUG")
        parser.add_argument("--size", type=int, help="how many cases, if not the pool's own size")
        parser.add_argument("--seed", type=int, help="what decides among equals; the same one draws the same pool")
        parser.add_argument("--json", action="store_true", help="say what came of it as JSON")
        parser.add_argument("--take", action="store_true", help="make what is drawn the pool")

    def handle(self, *args, round, pool, size, seed, take, **options):
        """Draw the pool, or say in a sentence why not."""
        found = Pool.objects.select_related("round__council").filter(round__slug=round, slug=pool).first()
        if found is None:
            raise CommandError(f"There is no pool “{pool}” in a round “{round}”. Nothing was changed.")
        at = timezone.now()
        try:
            drawn = draw_now(pool=found, size=size, seed=seed, by=None, at=at)
            if take and drawn.chosen:
                take_draw(draw=drawn, by=None, at=at)
        except DrawRefused as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_told(drawn), ensure_ascii=False))
        if drawn.conflict is not None:
            raise CommandError(" ".join(drawn.conflict["sentences"]))
        if not options["json"]:
            self._tell(drawn)

    def _tell(self, drawn: Draw) -> None:
        proof = "proved best possible" if drawn.proved else f"at most {drawn.objective - drawn.bound} from the best"
        self.stdout.write(f"{len(drawn.chosen)} of {drawn.candidates:,} drawn in {drawn.seconds} s, {proof}.")
        for one in drawn.met:
            self.stdout.write(f"- {one['name']}: {one['have']} ({need_of(one)})")
        self.stdout.write("\n".join(drawn.chosen))


def need_of(met: dict) -> str:
    """What was asked, in words."""
    limits = [f"at least {met['least']}"] if met["least"] is not None else []
    limits += [f"at most {met['most']}"] if met["most"] is not None else []
    return f"{' and '.join(limits)}, {'must' if met['hard'] else 'should'}"


def as_told(drawn: Draw) -> dict:
    """A draw as a script reads it."""
    return {
        "draw": drawn.number, "seed": drawn.seed, "chosen": drawn.chosen, "reserves": drawn.reserves,
        "objective": drawn.objective, "bound": drawn.bound,
        "gap": None if drawn.objective is None else drawn.objective - drawn.bound, "proved": drawn.proved,
        "criteria": [
            {
                "name": one["name"], "hard": one["hard"], "have": one["have"],
                "need": {"least": one["least"], "most": one["most"]},
            }
            for one in drawn.met
        ],
        "conflict": drawn.conflict, "seconds": drawn.seconds,
    }  # fmt: skip
