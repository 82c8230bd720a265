"""Load everything the service needs to know before its first use: editions, prompts, councils, checklists."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from assurance import reference
from assurance.operations.councils import load_areas
from assurance.operations.metrics import load_metrics, load_places


class Command(BaseCommand):
    """`manage.py load_reference`: twice changes nothing."""

    help = "Load the framework's editions, our prompts, the 153 councils and our checklists from fixtures/."

    def handle(self, *args, **options):
        """Load all reviewed reference data."""
        call_command("load_framework", stdout=self.stdout)
        content = (Path(settings.FIXTURES_DIR) / "councils" / "councils.csv").read_text(encoding="utf-8-sig")
        self.stdout.write(f"councils.csv: {load_areas(content=content)} councils")
        self.stdout.write(f"other places: {load_places()}")
        self.stdout.write(f"measures: {load_metrics()}")
        for line in reference.load_all():
            self.stdout.write(line)
