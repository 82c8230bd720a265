"""Makes a Client Level Data file of invented people, with the usual faults and the truth beside it."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from casetracking.synthetic import writing


class Command(BaseCommand):
    """`manage.py make_cld OUT --people N --seed N`."""

    help = "Makes a CLD file of invented people at OUT, and what is true of them at OUT.truth.json."

    def add_arguments(self, parser):
        """How many people, and the seed that makes the same ones again."""
        parser.add_argument("out", type=Path)
        parser.add_argument("--people", type=int, default=14_000)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args, out: Path, people: int, seed: int, **options):
        """Write both files."""
        if people < 1:
            raise CommandError("A file has at least one person.")
        settings = writing.varied(people, seed)
        try:
            with out.open("w", encoding=settings.encoding, newline="") as file:
                made = writing.write(settings, file)
            beside = out.with_name(f"{out.name}.truth.json")
            beside.write_text(writing.truth_file(settings, made), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{out} can’t be written: {error.strerror}.") from error
        told = f"{made.lines - 1:,} rows about {people:,} invented people, with {len(made.planted):,} faults planted"
        self.stdout.write(f"{out}: {told}.")
        self.stdout.write(f"{beside}: what is true of them.")
