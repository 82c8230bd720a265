"""`manage.py benchmark --council E10000019 --measure 1D --year 2024-25`: where a council stands."""

import json

from django.core.management.base import BaseCommand, CommandError

from assurance.benchmarking import benchmark, in_lines
from assurance.operations.councils import Refused


class Command(BaseCommand):
    """Value, England, region, neighbours' median, rank, quarter and verdict of one measure."""

    help = "Print where a council stands on a measure in a year, from the figures that were imported."

    def add_arguments(self, parser):
        """Council, measure and year; whose figures and which neighbours where it is not plain."""
        parser.add_argument("--council", required=True, help="statistical code, old or new, such as E10000019")
        parser.add_argument("--measure", required=True, help="code as in the framework's tables, such as 1D or 2B(1)")
        parser.add_argument("--year", required=True, help="financial year, such as 2024-25")
        parser.add_argument("--framework", default="", help="ascof-2014 or ascof-2023; the year's own if left out")
        parser.add_argument("--neighbours", default="", metavar="LIST", help="ons-global, ons-demographic, ...")
        parser.add_argument("--holder", default="", help="slug of the council whose imported figures are read")
        parser.add_argument("--json", action="store_true", help="print it as JSON")

    def handle(self, *args, **options):
        """Print the comparison."""
        asked = {name: options[name] for name in ("council", "measure", "year", "framework", "neighbours", "holder")}
        try:
            told = benchmark(**asked)
        except Refused as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(in_lines(told)))
