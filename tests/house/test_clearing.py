"""Tests that commit leave the database as they found it, whatever they did to it."""

import pytest
from django.db import transaction

from assurance.models import Area, EvidenceCategory, Prompt
from tests.clearing import AsReady

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.embedded]


def test_rows_that_were_added_changed_or_deleted_are_as_they_were(northmoor):
    ready = AsReady()
    assert ready.changed() == []
    with transaction.atomic():
        Prompt.objects.all().delete()
        Area.objects.filter(pk=Area.objects.first().pk).update(name="Nowhere")
        northmoor.round.assignments.all().delete()
    assert {Prompt, Area} < set(ready.changed())
    ready.put_back()
    assert ready.changed() == []
    assert Area.objects.filter(name="Nowhere").count() == 0


@pytest.mark.parametrize("nth", [1, 2])
def test_nothing_of_the_test_before_is_there(nth):
    assert not Area.objects.filter(invented=True).exists()
    EvidenceCategory.objects.all().delete()
    Area.objects.create(code="X99000009", name="Left behind", invented=True)
