"""Northmoor begins another round, so that a return can be started in it: by operations, beside the running service."""

import django
from django.utils import timezone


def begin() -> None:
    """A round of 2029, prepared beside the one of 2027 and not current."""
    from assurance import demo
    from assurance.models import Edition
    from assurance.operations.councils import start_round

    start_round(
        council=demo.council(), edition=Edition.objects.get(slug="cqc-2025-06"), slug="2029",
        title="2029 assessment visit", by=demo.person("callum"), at=timezone.now(),
    )  # fmt: skip


if __name__ == "__main__":
    django.setup()
    begin()
