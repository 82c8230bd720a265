"""Run in a service's own environment: everybody in a pool who was not asked is found suitable, asked, and says yes.

`python -m tests.journeys.everybody_agrees POOL`: fifty times what a journey has done once on the screen.
"""

import sys

import django


def main(slug: str) -> None:
    """Ask them all, by the room's operations."""
    from django.utils import timezone

    from assurance import demo
    from casetracking.models import Pool
    from tests.casetracking.cases import asked

    pool, helen = Pool.objects.get(slug=slug), demo.person("helen")
    waiting = pool.cases.filter(standing="pool", status="drawn").select_related("candidate", "pool__round__council")
    for case in waiting:
        asked(case, helen, timezone.now(), "yes")


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
