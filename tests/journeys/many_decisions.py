"""Run in a service's own environment: two dozen people are kept out of a pool, each with a reason.

`python -m tests.journeys.many_decisions POOL`: what a journey has done once on the screen, as often as a worker might.
"""

import sys

import django

MANY = 24


def main(slug: str) -> None:
    """Keep them out, by the room's operations."""
    from django.utils import timezone

    from assurance import demo
    from casetracking.models import Candidate, Pool
    from casetracking.operations.choosing import lock_candidate

    pool, helen = Pool.objects.select_related("round__council").get(slug=slug), demo.person("helen")
    why = "Known to the regulator from an earlier visit, and asked twice this year already."
    for person in Candidate.objects.filter(pool=pool, case=None, lock=None).order_by("reference")[:MANY]:
        lock_candidate(pool=pool, candidate=person, side="out", reason=why, by=helen, at=timezone.now())


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
