"""The form somebody comments with: it validates, nothing more."""

from django import forms

from assurance.guard import GuardedForm
from assurance.models import User
from assurance.people_fields import PeopleField
from selfassessment.models.comments import COMMENT_LIMIT
from selfassessment.operations.writing import as_stored


class CommentField(forms.CharField):
    """A comment of at most 4,000 characters as it is stored; a longer one stays on the page."""

    def __init__(self, **kwargs) -> None:
        widget = forms.Textarea(attrs={"rows": 6, "data-max-length": COMMENT_LIMIT, "data-mentions": "tell"})
        super().__init__(
            widget=widget,
            help_text="Once it is posted it can’t be changed; you can withdraw it. Type @ and a name to tell somebody.",
            error_messages={"required": "Write your comment: the box is empty."},
            **kwargs,
        )

    def to_python(self, value: object) -> str:
        """Without the null characters that a paste can bring along."""
        return super().to_python(value).replace("\x00", "")

    def clean(self, value: object) -> str:
        """The comment as stored, or a sentence that says by how much it is too long."""
        text = as_stored(super().clean(value)).strip()
        if len(text) > COMMENT_LIMIT:
            raise forms.ValidationError(
                f"Your comment is {len(text):,} characters long. A comment holds at most {COMMENT_LIMIT:,}. "
                f"Shorten it by {len(text) - COMMENT_LIMIT:,}. Your words are still here, but nothing was posted yet."
            )
        return text


class PeopleTicks(forms.CheckboxSelectMultiple):
    """A tick for each person, which says their name to the script that offers names."""

    def create_option(self, name, value, *args, **kwargs) -> dict:
        """An option with the person's name alone beside its label."""
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-name"] = value.instance.name
        return option


class CommentForm(GuardedForm):
    """A comment or an answer, and whom to tell."""

    def __init__(self, *args, readers: list[User], author: User, label: str = "Your comment", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"] = CommentField(label=label)
        self.fields["tell"] = PeopleField(
            label="Tell somebody",
            help_text="They find it in their inbox. The section’s owner, and everybody in the thread, are told anyway.",
            people=[person for person in readers if person.pk != author.pk],
            required=False,
            widget=PeopleTicks,
            error_messages={
                "invalid_choice": "Somebody you chose can no longer read this section. Choose again whom to tell.",
                "invalid_pk_value": "Somebody you chose can no longer read this section. Choose again whom to tell.",
            },
        )
        self.fields["tell"].choices_class, self.fields["tell"].label_size = "govuk-checkboxes--small app-people", "s"
        self.tick_last()
