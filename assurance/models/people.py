"""People, the roles they hold in councils, and what they were given to do in a round."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q

from assurance.roles import Role


class UserManager(BaseUserManager):
    """Makes accounts known by their e-mail address."""

    def get_by_natural_key(self, email: str):
        """Find a person by e-mail address, whatever its capitals."""
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. What they may do follows from their memberships, not from this row."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May use the reference tables (system administrators)")
    joined_at = models.DateTimeField()
    chosen_council = models.ForeignKey("assurance.Council", models.SET_NULL, null=True, blank=True)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(models.functions.Lower("email"), name="one_account_per_email")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The person's name, for Django and allauth."""
        return self.name


class Membership(models.Model):
    """One role a person holds in one council; a person may hold several."""

    person = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    council = models.ForeignKey("assurance.Council", models.CASCADE)
    role = models.CharField(max_length=24, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "council", "role"], name="role_once_per_person_and_council"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Assignment(models.Model):
    """A section of a round given to a person: a statement's, or the opening section when there is no statement."""

    class Kind(models.TextChoices):
        """What the person does there."""

        OWNER = "owner", "Owner"
        CONTRIBUTOR = "contributor", "Contributor"
        REVIEWER = "reviewer", "Reviewer"

    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="assignments")
    statement = models.ForeignKey("assurance.QualityStatement", models.CASCADE, null=True, blank=True)
    person = models.ForeignKey(User, models.CASCADE, related_name="assignments")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    needs_review = models.BooleanField(
        default=False, help_text="Carried over from an earlier round, not yet confirmed"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "statement", "person"], name="one_assignment_per_statement"),
            models.UniqueConstraint(
                fields=["round", "person"], condition=Q(statement__isnull=True), name="one_opening_assignment"
            ),
            models.UniqueConstraint(
                fields=["round", "statement"], condition=Q(kind="owner"), name="one_owner_per_statement"
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(kind="owner", statement__isnull=True), name="one_opening_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Invitation(models.Model):
    """A lead member or challenger let into one round, for a challenger until a given day."""

    round = models.ForeignKey("assurance.Round", models.CASCADE, related_name="invitations")
    person = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    until = models.DateField(null=True, blank=True, help_text="The last day it holds; empty: no end")
    invited_at = models.DateTimeField(null=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_invitation_per_round"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} into {self.round_id}"


class PositionLook(models.Model):
    """When a director last marked the position page as read, so that it can say what changed since."""

    round = models.ForeignKey("assurance.Round", models.CASCADE)
    person = models.ForeignKey(User, models.CASCADE)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_look_per_person_and_round")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.at}"
