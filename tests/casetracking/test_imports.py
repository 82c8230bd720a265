"""A file into candidates: everybody who may be drawn, each value in its place, counts, and nobody's name."""

import datetime

import pytest

from assurance.models import Event
from casetracking.cld.references import reference
from casetracking.models import Attribute, Candidate, Case, Import, Lock, ReferenceKey
from casetracking.operations.imports import ImportRefused, take_extract
from casetracking.operations.keys import destroy_key
from casetracking.operations.pools import purge_pool
from tests.casetracking.cld.made import KEY, made, rolled, small
from tests.casetracking.rooms import PEOPLE, extract_of, filled, started

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def attributes(council) -> list[Attribute]:
    return list(Attribute.objects.of_council(council))


def test_every_value_of_everybody_is_what_the_roll_up_said(full, northmoor):
    extract = extract_of()
    wanted = [p for p in extract.profiles()
              if p.values["age-band"] != "under-18" and p.values["person-role"] != "linked-carer"]  # fmt: skip
    held = {one.reference: one for one in Candidate.objects.filter(pool=full)}
    assert held.keys() == {profile.reference for profile in wanted}
    assert 0 < len(held) < PEOPLE
    own = [one for one in attributes(northmoor.council) if one.place is not None]
    for profile in wanted:
        candidate = held[profile.reference]
        assert candidate.group == profile.group
        assert candidate.known(own) == profile.values


def test_a_file_with_its_attributes_in_another_order_means_the_same(pool, helen, now, northmoor):
    """Places are ours and stay; a later reader may list attributes differently."""
    Attribute.objects.filter(council=None, slug="gender").update(place=900)
    filled(pool, helen, now)
    gender = Attribute.objects.get(council=None, slug="gender")
    said = {p.reference: p.values["gender"] for p in extract_of().profiles()}
    for candidate in Candidate.objects.filter(pool=pool):
        assert gender.value_of(candidate) == said[candidate.reference]


def test_not_recorded_is_asked_for_apart_from_no(full, northmoor):
    dementia = next(one for one in attributes(northmoor.council) if one.slug == "dementia")
    people = Candidate.objects.filter(pool=full)
    counted = {value: people.with_value(dementia, value).count() for value in (True, False, None)}
    said = [dementia.value_of(candidate) for candidate in people]
    assert counted == {value: said.count(value) for value in (True, False, None)}
    assert counted[None] > 0
    assert sum(counted.values()) == len(said)


def test_what_only_the_council_knows_is_not_recorded_until_it_is_told(full, northmoor):
    enquiry = next(one for one in attributes(northmoor.council) if one.slug == "safeguarding-enquiry")
    people = Candidate.objects.filter(pool=full)
    assert people.with_value(enquiry, None).count() == people.count()
    first = people.first()
    Candidate.objects.filter(pk=first.pk).update(told={"safeguarding-enquiry": True})
    assert list(people.with_value(enquiry, True)) == [first]
    assert people.with_value(enquiry, None).count() == people.count() - 1
    assert not people.with_value(enquiry, False).exists()


def test_counts_stand_with_the_file_and_the_caseload_adds_up(full):
    held = Import.objects.get(pool=full)
    people = Candidate.objects.filter(pool=full).count()
    assert (held.people, held.left_out, held.number, held.release) == (people, PEOPLE - people, 1, "2")
    assert held.counts["rows"] == held.rows > PEOPLE
    assert all(sum(values.values()) == people for values in held.profile.values())
    assert "under-18" not in held.profile["age-band"]
    full.refresh_from_db()
    assert full.as_at == held.ends_on == datetime.date(2026, 9, 30)


def test_the_same_person_has_the_same_reference_in_every_pool(full, northmoor, helen, now):
    other = started(northmoor, now, "second")
    filled(other, helen, now)
    one, two = (set(Candidate.objects.filter(pool=p).values_list("reference", flat=True)) for p in (full, other))
    assert one == two
    assert ReferenceKey.objects.count() == 1
    _, what, _ = made(people=PEOPLE, seed=5)
    first_ids = {min(someone.local_ids, key=lambda text: (len(text), text)) for someone in what.people}
    assert one <= {reference(local_id, KEY) for local_id in first_ids}


def test_the_next_file_brings_everybody_up_to_date(pool, helen, now):
    rows = [
        {"LA Person Unique Identifier": f"P{n}", "Gender": "Male", "Date of Birth": "01/02/1950"} for n in (1, 2, 3)
    ]
    filled(pool, helen, now, rolled(small(*rows)))
    gone, locked, stays = (Candidate.objects.get(pool=pool, reference=reference(f"P{n}", KEY)) for n in (1, 2, 3))
    Lock.objects.create(pool=pool, candidate=locked, side="in", reason="So.", at=now)
    Candidate.objects.filter(pk=stays.pk).update(told={"complaint": True})
    second = filled(pool, helen, now, rolled(small({**rows[2], "Gender": "Female"})))
    held = {one.reference: one for one in Candidate.objects.filter(pool=pool)}
    assert held.keys() == {locked.reference, stays.reference}, "who is decided about stays, the others go"
    assert not held[locked.reference].in_file
    assert held[stays.reference].pk == stays.pk
    assert held[stays.reference].told == {"complaint": True}
    assert Attribute.objects.get(council=None, slug="gender").value_of(held[stays.reference]) == "female"
    assert (second.number, second.people) == (2, 1)
    assert not Candidate.objects.filter(pk=gone.pk).exists()


def test_somebody_pooled_stays_whatever_the_next_file_says(full, helen, now):
    candidate = Candidate.objects.filter(pool=full).first()
    Case.objects.create(pool=full, candidate=candidate, number=1, added_at=now)
    filled(full, helen, now, rolled(small({"LA Person Unique Identifier": "P999"})))
    candidate.refresh_from_db()
    assert not candidate.in_file
    assert Candidate.objects.filter(pool=full).count() == 2


def test_another_councils_file_is_refused_and_nothing_is_kept(pool, northmoor, helen, now):
    area = northmoor.council.area
    area.cassr_code = "503"
    area.save()
    with pytest.raises(ImportRefused, match=r"LA Code is 999, and .* is 503\. Nothing of it was kept"):
        filled(pool, helen, now)
    assert not Candidate.objects.exists()
    assert not ReferenceKey.objects.exists()
    area.cassr_code = "999"
    area.save()
    assert filled(pool, helen, now).people


def test_a_word_where_the_councils_code_should_be_is_neither_told_nor_kept(pool, northmoor, helen, now):
    """A shifted row puts a name there."""
    shifted = {"LA Person Unique Identifier": "P2", "LA Code": "Thistlewoode"}
    made = filled(pool, helen, now, rolled(small({}, {}, shifted)))
    assert made.councils == {"999": 2}
    area = northmoor.council.area
    area.cassr_code = "503"
    area.save()
    with pytest.raises(ImportRefused) as refused:
        filled(pool, helen, now, rolled(small(shifted)))
    assert "Thistlewoode" not in str(refused.value)


def test_a_key_destroyed_while_the_file_was_read_stops_the_import(full, helen, now):
    held = ReferenceKey.objects.get()
    destroy_key(council=full.round.council, by=helen, at=now)
    with pytest.raises(ImportRefused, match="destroyed while the file was read"):
        take_extract(pool=full, extract=extract_of(), held=held, secret=KEY, by=helen, at=now)
    assert Import.objects.count() == 1


def test_a_purged_pool_takes_no_file(full, helen, now):
    purge_pool(pool=full, by=helen, at=now)
    with pytest.raises(Exception, match="was purged"):
        filled(full, helen, now)
    assert not Candidate.objects.exists()


def test_the_history_says_how_many_and_no_more(full, helen):
    event = Event.objects.get(verb="imported Client Level Data into the")
    held = Import.objects.get(pool=full)
    assert (event.subject, event.actor_name, event.section) == ("pool first", helen.name, "case-room")
    assert event.after == {"rows": held.rows, "people": held.people}
