"""Load the invented council Northmoor."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from assurance import demo


class Command(BaseCommand):
    """`manage.py load_demo`: Northmoor with a half-finished round; twice changes nothing."""

    help = "Load Northmoor, an invented council with people for each role and a half-finished round."

    def handle(self, *args, **options):
        """Load every room's part of the demonstration and print the sign-ins."""
        call_command("load_reference", stdout=self.stdout)
        for what in demo.load_all():
            self.stdout.write(f"Northmoor: {what}")
