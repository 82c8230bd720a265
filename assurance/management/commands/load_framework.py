"""Load editions of the framework, and our starting prompts, from YAML."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assurance.operations.editions import EditionRefused, load_edition, load_prompt_set


class Command(BaseCommand):
    """`manage.py load_framework [PATH...]`: idempotent; an edition in use is never changed."""

    help = "Load editions of the framework from YAML files (by default those in fixtures/framework, and the prompts)."

    def add_arguments(self, parser):
        """PATH... of files to load."""
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")

    def handle(self, *args, paths, **options):
        """Load each file; the first one refused stops the command with its sentences."""
        fixtures = Path(settings.FIXTURES_DIR)
        for path in paths or sorted((fixtures / "framework").glob("*.yaml")):
            edition, outcome = self._load(path, load_edition)
            self.stdout.write(f"{path.name}: {edition.slug} {outcome}")
        if not paths:
            for path in sorted((fixtures / "prompts").glob("*.yaml")):
                for prompt_set, outcome in self._load(path, load_prompt_set):
                    self.stdout.write(f"{path.name}: beside {prompt_set.edition.slug} {outcome}")

    def _load(self, path: Path, load):
        try:
            return load(content=path.read_bytes(), by=None, at=timezone.now())
        except OSError as error:
            raise CommandError(f"{path} can't be read: {error.strerror}. Nothing was loaded from it.") from error
        except EditionRefused as error:
            lines = "\n".join(f"  {path}, {sentence}" for sentence in error.sentences)
            raise CommandError(f"{path.name} was not loaded:\n{lines}") from error
