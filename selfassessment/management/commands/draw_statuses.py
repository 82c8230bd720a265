"""Write docs/statuses.md from the tables of statuses and moves."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from selfassessment.diagram import statuses_page

PAGE = Path(settings.BASE_DIR) / "docs" / "statuses.md"


class Command(BaseCommand):
    """`manage.py draw_statuses`, or `make docs`."""

    help = "Write docs/statuses.md: how a section moves from not started to signed off."

    def handle(self, *args, **options) -> None:
        """Write the page; nothing changes when it is in step already."""
        PAGE.write_text(statuses_page(), encoding="utf-8")
        self.stdout.write("docs/statuses.md is in step with selfassessment/statuses.py.")
