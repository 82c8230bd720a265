"""Fields to choose people from who were fetched already, by a question that is composed once."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from assurance.models import User


class _AtHand(ModelChoiceIterator):
    """The choices of such a field, without asking the database again."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for person in self.field.people:
            yield self.choice(person)


class _OfPeople:
    """`people` are the choices, in their order; whoever is chosen is fetched afresh when the form comes back."""

    iterator = _AtHand

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        self.people = people
        queryset = User.objects.filter(pk__in=[person.pk for person in people])
        super().__init__(*args, queryset=queryset, **kwargs)  # type: ignore[call-arg]


class PersonField(_OfPeople, forms.ModelChoiceField):
    """One person, by name."""


class PeopleField(_OfPeople, forms.ModelMultipleChoiceField):
    """Some people, each with what they do where the service knows it."""

    def label_from_instance(self, person: User) -> str:
        """Such as "Aisha Rahman, Team manager"."""
        return f"{person.name}, {person.job_title}" if person.job_title else person.name
