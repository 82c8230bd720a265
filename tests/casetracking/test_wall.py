"""The wall around people's data: no file is kept, no look goes unwritten, and nothing is told outside."""

import datetime
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assurance.models import Event
from casetracking.models import Look
from casetracking.operations.audits import give_audits
from casetracking.operations.looks import record_look
from tests.casetracking.auditing import audited, give
from tests.casetracking.rooms import filled
from tests.casetracking.uploading import give as upload
from tests.house.addresses import ours
from tests.pages import Page, get

pytestmark = pytest.mark.django_db
ONE = {"theme": 1, "attribute": "team"}  # what stands in the other places of an address
SECRET = b"Thistlewoode, Ada, 943 476 5919"


@pytest.fixture
def spied(monkeypatch, tmp_path, settings):
    """Every file that is opened for writing while an upload comes in, and the folders where one might be left."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "incoming")
    os.mkdir(settings.FILE_UPLOAD_TEMP_DIR)
    opened = []
    real = os.open

    def remembering(path, flags, *args, **kwargs):
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and "/dev/" not in str(path):
            opened.append(str(path))
        return real(path, flags, *args, **kwargs)

    monkeypatch.setattr(os, "open", remembering)
    return opened


def case_pages():
    return [address for address in ours() if address.room == "casetracking"]


def test_there_are_pages_behind_the_wall():
    assert len(case_pages()) >= 12


@pytest.mark.parametrize("who", ["edwin", "aisha", "meilin", "callum", "yvonne"])
def test_who_has_nothing_to_do_here_gets_through_no_door(who, client, full, person, northmoor):
    client.force_login(northmoor.people[who])
    given = {
        "round": "2027",
        "pool": full.slug,
        "candidate": person.reference,
        "nth": 1,
        "theme": 1,
        "attribute": "team",
    }
    for address in case_pages():
        for method in [client.post] if address.is_act else [client.get, client.post]:
            response = method(address.url(given))
            assert response.status_code == 403, address.name
            assert person.reference not in response.content.decode()
    assert not Look.objects.exists()


def test_an_auditor_sees_the_cases_given_to_them_and_nobody_elses(client, full, listed, helen, marcin, now):
    client.force_login(marcin)
    audited(listed[0], helen, now)
    give(listed[1], marcin, helen, now)
    for case in listed:
        given = {
            "round": "2027", "pool": full.slug, "candidate": case.candidate.reference, "nth": 1, **ONE,
        }  # fmt: skip
        seen = set()
        for address in case_pages():
            ask = client.post if address.is_act else client.get
            response = ask(address.url(given))
            if response.status_code == 200:
                seen.add(address.name)
                others = [one for one in listed if one != listed[1]]
                assert not [one for one in others if one.candidate.reference in response.content.decode()]
            else:
                assert response.status_code == 403, address.name
        assert seen == {"audits", "pool_audits"} | ({"audit"} if case == listed[1] else set())


@pytest.mark.parametrize("who", ["ruth", "priya"])
def test_leaders_see_counts_and_nobody(who, client, full, person, northmoor):
    client.force_login(northmoor.people[who])
    seen = 0
    for address in case_pages():
        ask = client.post if address.is_act else client.get
        given = {
            "round": "2027",
            "pool": full.slug,
            "candidate": person.reference,
            "nth": 1,
            "theme": 1,
            "attribute": "team",
        }
        response = ask(address.url(given))
        if response.status_code == 200:
            seen += 1
            words = response.content.decode()
            assert not [one for one in full.candidates.values_list("reference", flat=True) if one in words]
        else:
            assert response.status_code == 403, address.name
    assert seen == 2


def test_another_councils_pool_is_not_found(client, full, stranger, westerholme, person):
    client.force_login(stranger)
    for round in ("2027", "2027-w"):
        for address in case_pages():
            if "pool" in address.parameters:
                given = {
                    "round": round,
                    "pool": full.slug,
                    "candidate": person.reference,
                    "nth": 1,
                    "theme": 1,
                    "attribute": "team",
                }
                ask = client.post if address.is_act else client.get
                assert ask(address.url(given)).status_code in {403, 404}, address.name


def test_every_look_at_a_person_is_written_down(signed_in, helen, full, person):
    client = signed_in(helen)
    page = get(client, "candidate", "2027", full.slug, person.reference)
    assert page.status == 200
    look = Look.objects.get()
    assert (look.pool, look.reference, look.page, look.by, look.by_name) == (
        full, person.reference, "candidate", helen, helen.name,
    )  # fmt: skip
    assert "Nobody before you" in page.words
    assert "Helen Sowerby" in get(client, "candidate", "2027", full.slug, person.reference).words
    assert Look.objects.count() == 2


def test_a_reference_typed_another_way_is_the_same_look(signed_in, helen, full, person):
    typed = person.reference.replace("-", "").lower()
    assert get(signed_in(helen), "candidate", "2027", full.slug, typed).status == 200
    assert Look.objects.get().reference == person.reference


def test_a_look_at_the_list_is_written_down_too(signed_in, helen, full):
    get(signed_in(helen), "candidates", "2027", full.slug)
    assert (Look.objects.get().reference, Look.objects.get().page) == ("", "candidates")


def test_every_page_that_names_a_candidate_writes_the_look_down(signed_in, helen, cases, full):
    given = {"round": "2027", "pool": full.slug, "candidate": cases[0].candidate.reference}
    give_audits(pool=full, cases=cases[:1], auditor=helen, kind="audit", due_on=None, by=helen, at=timezone.now())
    client = signed_in(helen)
    for address in case_pages():
        if "candidate" in address.parameters and not address.is_act:
            before = Look.objects.count()
            assert client.get(address.url(given)).status_code == 200
            assert Look.objects.count() == before + 1, address.name


def test_where_the_look_can_not_be_written_nothing_is_shown(helen, full, person, monkeypatch, caplog):
    def broken(**kwargs):
        raise ValueError("no room")

    monkeypatch.setattr("casetracking.middleware.record_look", broken)
    client = Client(raise_request_exception=False)
    client.force_login(helen)
    response = client.get(reverse("candidate", args=["2027", full.slug, person.reference]))
    assert response.status_code == 500
    assert person.reference not in response.content.decode()


def test_every_page_with_somebodys_reference_on_it_writes_the_look_down(signed_in, helen, cases, full):
    """A page that lists people and does not say so would be found here."""
    given = {
        "round": "2027",
        "pool": full.slug,
        "candidate": cases[0].candidate.reference,
        "nth": 1,
        "theme": 1,
        "attribute": "team",
    }
    client = signed_in(helen)
    people = set(full.candidates.values_list("reference", flat=True))
    for address in case_pages():
        if address.is_act:
            continue
        before = Look.objects.count()
        response = client.get(address.url(given))
        names_somebody = response.streaming or any(one.encode() in response.content for one in people)
        if names_somebody:
            assert Look.objects.count() == before + 1, address.name


def test_what_happens_here_is_told_on_no_page_outside(client, full, helen, northmoor, now):
    filled(full, helen, now)
    assert Event.objects.in_case_room(northmoor.round).count() == 3
    for who, name in [("aisha", "round_history"), ("priya", "round_history"), ("ruth", "position"),
                      ("callum", "settings_history"), ("ruth", "home"), ("aisha", "home")]:  # fmt: skip
        client.force_login(northmoor.people[who])
        page = get(client, name, *(["2027"] if name in {"round_history", "position"} else []))
        assert page.status == 200
        for word in ("pool first", "Client Level Data", "case references"):
            assert word not in page.words, name


# --- Files --------------------------------------------------------------------------------------------------------


def left_over(settings) -> list[Path]:
    return list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir())


def test_no_page_of_this_room_keeps_a_file(signed_in, helen, full, person, spied, settings):
    client = signed_in(helen)
    given = {
        "round": "2027",
        "pool": full.slug,
        "candidate": person.reference,
        "nth": 1,
        "theme": 1,
        "attribute": "team",
    }
    for address in case_pages():
        file = SimpleUploadedFile("Ada Thistlewoode.csv", SECRET * 40_000)
        client.post(address.url(given), {"file": file})
    assert not left_over(settings)
    turns = Path(settings.VAR_DIR) / "turns"  # locks of the operating system: files without anything in them
    assert not [path for path in spied if "/tmp" in path and Path(path).parent != turns]
    assert not [path for path in turns.iterdir() if path.stat().st_size]


def test_a_file_somebody_may_not_give_is_not_kept_either(signed_in, aisha, full, spied, settings):
    response = upload(signed_in(aisha), "pool_import", full, SECRET * 100_000)
    assert response.status_code == 403
    assert b"Thistlewoode" not in response.content
    assert not left_over(settings)
    assert not spied


def test_a_file_sent_after_the_session_ended_is_not_kept_either(client, full, helen, spied, settings):
    client.force_login(helen)
    client.session.flush()
    response = upload(client, "pool_import", full, SECRET * 100_000)
    assert response.status_code in {302, 401}
    assert not left_over(settings)
    assert not spied


def test_a_form_that_is_out_of_date_takes_no_file(helen, pool, spied, settings):
    client = Client(enforce_csrf_checks=True)
    client.force_login(helen)
    response = upload(client, "pool_import", pool, SECRET * 1000)
    assert response.status_code == 403
    assert Page(response).heading == "This form is out of date"
    assert not left_over(settings)


def test_the_spy_sees_a_file_that_is_kept(signed_in, aisha, northmoor, spied, settings):
    """Elsewhere uploads do go to disk: so the tests above would notice one here."""
    file = SimpleUploadedFile("x.csv", SECRET * 1000)
    signed_in(aisha).post(reverse("evidence_add", args=["2027"]) + "?kind=document", {"file": file})
    assert [path for path in spied if "incoming" in path]


def test_looks_outlive_nothing_but_the_round(full, helen, now):
    record_look(pool=full, reference="", page="candidates", by=helen, at=now - datetime.timedelta(days=400))
    assert Look.objects.get().by_name == "Helen Sowerby"
