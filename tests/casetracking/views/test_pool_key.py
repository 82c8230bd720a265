"""Finding people again: the same file once more, and references with local IDs come back, kept nowhere."""

import csv
import io

import pytest

from assurance.models import Event
from casetracking.cld.references import reference
from casetracking.models import Candidate, Case
from casetracking.operations.keys import destroy_key
from tests.casetracking.cld.made import KEY, made, small
from tests.casetracking.rooms import PEOPLE
from tests.casetracking.uploading import give, page_after
from tests.pages import get, refuses

pytestmark = pytest.mark.django_db


def lines(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(response).decode())))


def test_everybody_in_the_pool_is_found_again(signed_in, helen, full):
    data, _, _ = made(people=PEOPLE, seed=5)
    response = give(signed_in(helen), "pool_key", full, data)
    assert response["Content-Type"].startswith("text/csv")
    assert "no-store" in response["Cache-Control"]
    head, *pairs = lines(response)
    assert head == ["Reference", "LA Person Unique Identifier"]
    people = set(Candidate.objects.filter(pool=full).values_list("reference", flat=True))
    assert {ref for ref, _ in pairs} == people
    alone = {ref: local for ref, local in pairs if [r for r, _ in pairs].count(ref) == 1}
    assert len(alone) > 100
    assert all(reference(local, KEY) == ref for ref, local in alone.items())
    assert Event.objects.filter(verb="fetched the key file of the", subject="pool first").count() == 1


def test_only_the_cases_of_the_pool_where_that_is_asked(signed_in, helen, full, person, now):
    Case.objects.create(pool=full, candidate=person, number=1, added_at=now)
    said_no = Candidate.objects.filter(pool=full).exclude(pk=person.pk).first()
    Case.objects.create(pool=full, candidate=said_no, number=2, added_at=now, status="refused")
    client = signed_in(helen)
    assert "The one person in the pool" in get(client, "pool_key", "2027", full.slug).words
    data, _, _ = made(people=PEOPLE, seed=5)
    pairs = lines(give(client, "pool_key", full, data, who="cases"))[1:]
    assert {ref for ref, _ in pairs} == {person.reference}


def test_people_of_another_file_are_not_told(signed_in, helen, full):
    response = give(signed_in(helen), "pool_key", full, small({"LA Person Unique Identifier": "Stranger1"}))
    assert lines(response) == [["Reference", "LA Person Unique Identifier"]]


def test_a_local_id_is_no_formula(signed_in, helen, pool, now):
    from tests.casetracking.cld.made import rolled
    from tests.casetracking.rooms import filled

    data = small({"LA Person Unique Identifier": "=1+1"})
    filled(pool, helen, now, rolled(data))
    assert lines(give(signed_in(helen), "pool_key", pool, data))[1][1] == "'=1+1"


def test_a_wrong_file_gets_a_sentence_instead_of_a_download(signed_in, helen, full):
    page = page_after(signed_in(helen), "pool_key", full, b"a,b\r\n1,2\r\n")
    refuses(page, "does not look like a CLD file", "file")
    assert not Event.objects.filter(verb="fetched the key file of the").exists()


def test_without_the_key_nobody_is_found(signed_in, helen, full, northmoor, now):
    destroy_key(council=northmoor.council, by=helen, at=now)
    refuses(page_after(signed_in(helen), "pool_key", full, small({})), "has no reference key", "file")


def test_the_process_ends_when_nobody_reads_on(signed_in, helen, full, monkeypatch):
    from assurance import bounded

    ended = []
    real = bounded.Child.end
    monkeypatch.setattr(bounded.Child, "end", lambda self: (real(self), ended.append(1)))
    data, _, _ = made(people=PEOPLE, seed=5)
    response = give(signed_in(helen), "pool_key", full, data)
    next(iter(response))
    response.close()
    assert ended == [1]
