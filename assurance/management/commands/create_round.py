"""Start a round from a script."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from assurance.models import Edition, Round
from assurance.operations.councils import Refused, add_council, find_area, start_round


class Command(BaseCommand):
    """`manage.py create_round --council GSS-CODE --edition SLUG --slug SLUG [--title TEXT] [--from SLUG]`."""

    help = "Start a round for a council, adding the council to this installation if it is not there yet."

    def add_arguments(self, parser):
        """Which council, edition and address."""
        parser.add_argument("--council", required=True, metavar="GSS-CODE")
        parser.add_argument("--edition", required=True, metavar="SLUG")
        parser.add_argument("--slug", required=True, help="the word in the round's addresses, such as 2027")
        parser.add_argument("--title", help="what people call the round")
        parser.add_argument("--due", metavar="YYYY-MM-DD", help="when the self-assessment has to be ready")

        parser.add_argument("--current", action="store_true", help="everybody finds it on Home at once")
        parser.add_argument("--from", dest="previous", metavar="SLUG", help="carry over from this earlier round")

        parser.add_argument("--invitations", action="store_true", help="invite whoever was invited to that round")

    def handle(self, *args, council, edition, slug, title, due, previous, current, invitations, **options):
        """Start the round, or say in a sentence why not."""
        at = timezone.now()
        try:
            due_on = timezone.datetime.strptime(due, "%Y-%m-%d").date() if due else None
        except ValueError:
            raise CommandError(f"“{due}” is not a date like 2027-02-26. Nothing was changed.") from None
        chosen = Edition.objects.filter(slug=edition).first()
        if chosen is None:
            known = ", ".join(Edition.objects.newest_first().values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no edition “{edition}”. Loaded are: {known}. Nothing was changed.")
        try:
            with transaction.atomic():  # a round that is refused leaves no council behind
                owner = add_council(area=find_area(council), by=None, at=at)
                round = start_round(
                    council=owner, edition=chosen, slug=slug, title=title or f"{slug} assessment", due_on=due_on,
                    previous=self._earlier(previous), current=current, invitations=invitations, by=None, at=at,
                )  # fmt: skip
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{round.title}: started for {owner.name} under {chosen.slug}, at /{round.slug}/")

    def _earlier(self, slug: str | None) -> Round | None:
        if not slug:
            return None
        found = Round.objects.with_setting().filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no round “{slug}” to start from. Nothing was changed.")
        return found
