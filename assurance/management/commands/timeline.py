"""The dates of an assessment, from the day of the notification."""

import datetime
import json
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from assurance.bank_holidays import bank_holidays
from assurance.timeline import Dated, TimelineError, milestones_from, worked_out

FILE = Path("timeline") / "starting-set.yaml"


class Command(BaseCommand):
    """`manage.py timeline --notified 2026-12-07 [--on visit=2027-03-08 ...] [--json]`."""

    help = "Work out the dates of an assessment from the day the notification came."

    def add_arguments(self, parser):
        """The day it began, and what else is known."""
        parser.add_argument("--notified", required=True, metavar="DATE", help="the date of the e-mail, as 2026-12-07")
        parser.add_argument(
            "--on", action="append", default=[], metavar="MILESTONE=DATE", help="a date that is known"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, notified: str, on: list[str], json: bool, **options):
        """Print every milestone with its date, as words or as JSON."""
        typed = {"notification": _day(notified)}
        for given in on:
            slug, sign, day = given.partition("=")
            if not sign:
                raise CommandError(f"“{given}” is no milestone with its date. Give it as visit=2027-03-08.")
            typed[slug] = _day(day)
        content = yaml.safe_load((Path(settings.FIXTURES_DIR) / FILE).read_text(encoding="utf-8"))
        year = min(typed.values()).year
        try:
            dated = worked_out(milestones_from(content["milestones"]), typed, bank_holidays(year - 1, year + 3))
        except TimelineError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_as_json(dated, content["note"]) if json else _as_words(dated, content["note"]))


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is not a date. Give year, month and day, as 2026-12-07.") from None


def _as_json(dated: list[Dated], note: str) -> str:
    dates = [
        {
            "milestone": one.milestone.slug,
            "title": one.milestone.title,
            "date": one.on.isoformat() if one.on else None,
            "how": one.said,
            "source": one.milestone.source,
        }
        for one in dated
    ]
    return json.dumps({"note": note, "dates": dates}, ensure_ascii=False, indent=2)


def _as_words(dated: list[Dated], note: str) -> str:
    width = max(len(one.milestone.title) for one in dated)
    lines = [
        f"{one.milestone.title:{width}}  {f'{one.on:%a %d %b %Y}' if one.on else '–':15}  {one.said}" for one in dated
    ]
    return "\n".join([*lines, "", note])
