"""Make a round's workbook or draft report from a script, without a worker."""

import os
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assurance.jobs import JobFailed
from assurance.models import Round
from reports.models import Document
from reports.models.document import SPREADSHEETS, format_of
from reports.operations.documents import DocumentRefused, gather
from reports.rendering.pdf import render_pdf
from reports.rendering.xlsx import render_xlsx


class Command(BaseCommand):
    """`manage.py make_document --kind KIND --round SLUG --out FILE`, and options to leave out what not all may read."""

    help = "Make a document of a round and write it to a file."

    def add_arguments(self, parser):
        """Which document, of which round, where to."""
        parser.add_argument("--kind", required=True, choices=Document.Kind.values)
        parser.add_argument("--round", required=True, metavar="SLUG", help="the word in the round's addresses")
        parser.add_argument("--format", choices=Document.Format.values, help="pdf or xlsx; each kind has its own")
        parser.add_argument("--out", required=True, metavar="FILE", help="where to write it; replaced if it is there")
        parser.add_argument(
            "--without-scores", action="store_true", help="leave out scores and reasons (workbook only)"
        )

        parser.add_argument(
            "--without-backing", action="store_true", help="leave out evidence and actions (workbook only)"
        )

    def handle(self, *args, kind, out, without_scores, without_backing, **options):
        """Make the document, or say in a sentence why not."""
        slug = options["round"]
        round = Round.objects.with_setting().filter(slug=slug).first()
        if round is None:
            known = ", ".join(Round.objects.newest_first().values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no round “{slug}”. The rounds here are: {known}. Nothing was written.")
        path = Path(out)
        _check_folder(path)
        try:
            snapshot = gather(
                kind=kind,
                round=round,
                includes_scores=not without_scores,
                includes_backing=not without_backing,
                at=timezone.now(),
            )
            if options["format"] not in {None, format_of(kind)}:
                raise DocumentRefused(f"A document of the kind {kind} is made as {format_of(kind)}.")
            if kind in SPREADSHEETS:
                content, length = render_xlsx(kind, snapshot).content, "spreadsheet"
            else:
                rendered = render_pdf(kind, snapshot)
                content, length = rendered.content, f"{rendered.pages} pages"
        except (DocumentRefused, JobFailed) as error:
            raise CommandError(f"{error} Nothing was written.") from error
        try:
            _write(path, content)
        except OSError as error:
            raise CommandError(f"{path} can't be written: {error.strerror}. Nothing was written there.") from error
        size = len(content) / 1000
        self.stdout.write(f"{path}: {length}, {size:,.0f} kB")


def _check_folder(path: Path) -> None:
    """Say at once, before the pages are set, when there is nowhere to write to."""
    if not path.parent.is_dir():
        raise CommandError(f"There is no folder {path.parent}, so {path.name} can't be written. Nothing was written.")
    if path.is_dir():
        raise CommandError(f"{path} is a folder. Name a file in it. Nothing was written.")


def _write(path: Path, content: bytes) -> None:
    """Write aside and rename, so that nobody ever finds half a document."""
    descriptor, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(aside, 0o600)
        os.replace(aside, path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
