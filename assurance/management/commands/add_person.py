"""Add somebody to a council from a script: also the first administrator of a second council."""

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import ValidationError, validate_email
from django.db import transaction
from django.utils import timezone

from assurance.models import Membership
from assurance.operations.councils import Refused, add_council, find_area
from assurance.operations.people import add_person, make_password_link
from assurance.roles import Role


class Command(BaseCommand):
    """`manage.py add_person --council GSS-CODE --email ADDRESS --name NAME --role ROLE [--role ROLE ...]`."""

    help = "Add a person to a council, adding the council to this installation if it is not there yet."

    def add_arguments(self, parser):
        """Who, where and as what."""
        parser.add_argument("--council", required=True, metavar="GSS-CODE")
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, action="append", choices=Role.values, dest="roles")

    def handle(self, *args, council: str, email: str, name: str, roles: list[str], **options):
        """Add the person and print the path of their password link, or say in a sentence why not."""
        at = timezone.now()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"“{email}” is not an e-mail address. Nothing was changed.") from None
        try:
            with transaction.atomic():
                owner = add_council(area=find_area(council), by=None, at=at)
                if Membership.objects.filter(council=owner, person__email__iexact=email).exists():
                    raise Refused(f"{email} belongs to {owner.name} already. Nothing was changed.")
                person = add_person(
                    council=owner, email=email, name=name, roles=[Role(role) for role in roles], by=None, at=at
                )
                self.stdout.write(f"{person.name} is added to {owner.name}.")
                if not person.has_usable_password():
                    path = make_password_link(council=owner, person=person, by=None, at=at)
                    self.stdout.write(
                        f"Pass this on; it works once and for three days: <the service's address>{path}"
                    )
        except Refused as error:
            raise CommandError(str(error)) from error
