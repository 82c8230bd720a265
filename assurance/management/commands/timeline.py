"""The dates of an assessment, from the day of the notification."""

import datetime
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from assurance.bank_holidays import bank_holidays
from assurance.date_order import Dated as InOrder
from assurance.date_order import impossible
from assurance.reviewed_files import reviewed
from assurance.slips import count_in_words
from assurance.timeline import Dated, TimelineError, milestones_from, why_moved, worked_out

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
        content = reviewed(FILE)
        year = min(typed.values()).year
        holidays = bank_holidays(year - 1, year + 3)
        try:
            dated = worked_out(milestones_from(content["milestones"]), typed, holidays)
        except TimelineError as error:
            raise CommandError(str(error)) from error
        counted = _counted(dated, holidays)
        warnings = impossible([InOrder(one.milestone.slug, one.milestone.title, one.on) for one in dated])
        written = _as_json if json else _as_words
        self.stdout.write(written(dated, counted, warnings, content["note"]))


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is not a date. Give year, month and day, as 2026-12-07.") from None


def _counted(dated: list[Dated], holidays: frozenset[datetime.date]) -> dict[str, str]:
    """How each date that nobody typed was counted, and why it was moved off a day off."""
    by_slug = {one.milestone.slug: one for one in dated}
    counted = {}
    for one in dated:
        start = by_slug.get(one.milestone.counted_from)
        if start is None or start.on is None or one.typed:
            continue
        days, working_days = one.milestone.days, one.milestone.working_days
        moved = why_moved(start.on, days, working_days, holidays)
        counted[one.milestone.slug] = count_in_words(start.milestone.title, days, working_days, moved)
    return counted


def _as_json(dated: list[Dated], counted: dict[str, str], warnings: list[str], note: str) -> str:
    dates = [
        {
            "milestone": one.milestone.slug,
            "title": one.milestone.title,
            "date": one.on.isoformat() if one.on else None,
            "how": one.said,
            "counted": counted.get(one.milestone.slug, ""),
            "source": one.milestone.source,
        }
        for one in dated
    ]
    return json.dumps({"note": note, "dates": dates, "warnings": warnings}, ensure_ascii=False, indent=2)


def _as_words(dated: list[Dated], counted: dict[str, str], warnings: list[str], note: str) -> str:
    width = max(len(one.milestone.title) for one in dated)
    lines = [
        f"{one.milestone.title:{width}}  {f'{one.on:%a %d %b %Y}' if one.on else '–':15}  {one.said}"
        + (f": {how}" if (how := counted.get(one.milestone.slug)) else "")
        for one in dated
    ]
    return "\n".join([*lines, "", *warnings, note])
