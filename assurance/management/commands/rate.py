"""What nine scores come to."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError, ProgrammingError

from assurance import scoring
from assurance.editions import read_edition
from assurance.models import Edition


class Command(BaseCommand):
    """`manage.py rate 3 3 2 3 3 3 3 3 2 [--edition SLUG] [--json]`: scores in the statements' order."""

    help = "Roll nine statement scores up to the percentage shown and the rating."

    def add_arguments(self, parser):
        """Nine scores, and how to answer."""
        parser.add_argument("scores", nargs="+", metavar="SCORE")
        parser.add_argument("--edition", metavar="SLUG", help="default: the latest edition")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, scores, edition, json: bool, **options):
        """Print the roll-up, as words or as JSON."""
        method, statements = self._edition(edition)
        if len(scores) != len(statements):
            raise CommandError(f"Give {len(statements)} scores, one for each statement; {len(scores)} were given.")
        try:
            values = [scoring.check_score(int(s) if s in {"1", "2", "3", "4"} else s) for s in scores]
            result = scoring.roll_up(
                method,
                [
                    scoring.ScoredStatement(slug, theme, v)
                    for (slug, theme), v in zip(statements, values, strict=True)
                ],
            )
        except scoring.ScoreError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_as_json(result) if json else _as_words(result))

    def _edition(self, slug: str | None) -> tuple[scoring.Method, list[tuple[str, str]]]:
        """The method and [(statement, theme)] by slug of a loaded edition, or of a reviewed file."""
        try:
            editions = Edition.objects.newest_first().prefetch_related("statements__theme")
            loaded = (editions.filter(slug=slug) if slug else editions).first()
        except (OperationalError, ProgrammingError):  # not set up yet: the reviewed files are enough
            loaded = None
        if loaded:
            ordered = sorted(loaded.statements.all(), key=lambda s: s.number)
            return loaded.method, [(s.slug, s.theme.slug) for s in ordered]
        files = sorted((Path(settings.FIXTURES_DIR) / "framework").glob("*.yaml"))
        readings = [read_edition(path.read_bytes()).data for path in files]
        known = {data["edition"]["slug"]: data for data in readings if data}
        chosen = slug or max(known, key=lambda s: known[s]["edition"]["published"])
        if chosen not in known:
            raise CommandError(f"There is no edition “{chosen}”. Known are: {', '.join(sorted(known))}.")
        data = known[chosen]
        return scoring.method_from(data["scoring"]), [
            (statement["slug"], theme["slug"]) for theme in data["themes"] for statement in theme["statements"]
        ]


def _as_json(result: scoring.RollUp) -> str:
    return json.dumps(
        {
            "total": result.total,
            "maximum": result.maximum,
            "percentage": result.percentage,
            "rating": result.rating.slug if result.rating else None,
            "points_to_next": result.points_to_next,
            "notifications": list(result.notifications),
        }
    )


def _as_words(result: scoring.RollUp) -> str:
    lines = [
        f"{result.total} of {result.maximum}: shown as {result.percentage} %, {result.rating.title}",
        f"{result.points_to_next} more to {result.next_rating.title}"
        if result.next_rating
        else "This is the highest rating.",
    ]
    if result.notifications:
        lines.append(f"Notified to the Secretary of State: {', '.join(result.notifications)}")
    return "\n".join(lines)
