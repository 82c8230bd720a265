"""Importing Client Level Data on its page: within the request, with a sentence for every file that is not one."""

import io
import json
import socket
import zipfile

import pytest
from django.urls import reverse

from casetracking import receiving
from casetracking.models import Candidate, Import, ReferenceKey
from tests.casetracking.cld.made import made, of_year_to, small
from tests.casetracking.rooms import PEOPLE
from tests.casetracking.uploading import give, page_after
from tests.pages import get, leads_to, post, refuses

pytestmark = pytest.mark.django_db


def nothing_kept() -> bool:
    return not (Import.objects.exists() or Candidate.objects.exists() or ReferenceKey.objects.exists())


def test_the_page_says_what_becomes_of_the_file(signed_in, helen, pool):
    page = get(signed_in(helen), "pool_import", "2027", pool.slug)
    assert page.heading == "Import Client Level Data"
    assert "not stored" in page.words
    assert "pseudonymised personal data" in page.words


def test_a_file_becomes_candidates(signed_in, helen, pool):
    data, _, _ = made(people=PEOPLE, seed=5)
    page = page_after(signed_in(helen), "pool_import", pool, data)
    assert leads_to(page, "pool_file", "2027", pool.slug, 1)
    held = Import.objects.get()
    assert held.by == helen
    assert held.seconds > 0
    assert held.people == Candidate.objects.filter(pool=pool).count() > 100


def test_a_script_is_told_where_to_go_or_what_is_wrong(signed_in, helen, pool):
    client, asked = signed_in(helen), {"Accept": "application/json"}
    wrong = give(client, "pool_import", pool, b"a,b\r\n1,2\r\n", headers=asked)
    assert "does not look like a CLD file" in json.loads(wrong.content)["sentence"]
    right = give(client, "pool_import", pool, small({}), headers=asked)
    assert json.loads(right.content) == {"address": reverse("pool_file", args=["2027", pool.slug, 1])}


@pytest.mark.parametrize("there", [True, False])
def test_a_browser_that_has_gone_by_the_end_leaves_nothing_behind(there, signed_in, helen, pool):
    client, (service, browser) = signed_in(helen), socket.socketpair()
    if not there:
        browser.close()
    with service, browser:
        give(client, "pool_import", pool, small({}), **{"gunicorn.socket": service})
    assert nothing_kept() is not there


def test_a_script_that_stopped_is_told_which_file_is_the_latest(signed_in, helen, pool):
    client, asked = signed_in(helen), {"Accept": "application/json"}
    address = reverse("pool_import", args=["2027", pool.slug])
    assert client.get(address, headers=asked).json() == {"latest": 0}
    give(client, "pool_import", pool, small({}))
    assert client.get(address, headers=asked).json() == {"latest": 1}


def workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


ASCOF = b"Measure,Geographical Code,Geographical Description,Value\r\n1A,E06000001,Hartlepool,19.5\r\n" * 20
WRONG = {
    "a workbook": (workbook(), "This is an Excel workbook or a ZIP file"),
    "figures": (ASCOF, "This does not look like a CLD file"),
    "nothing under its header": (small(), "a header row and nothing under it"),
    "cut off": (small({}, {})[:-60], "breaks off in the middle"),
    "bytes": (b"\0\1\2" * 5_000, "not a CSV file"),
    "blanks": (b"  \r\n  ", "The file is empty"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_gets_its_sentence_and_nothing_is_kept(what, signed_in, helen, pool):
    data, sentence = WRONG[what]
    page = page_after(signed_in(helen), "pool_import", pool, data)
    refuses(page, sentence, "file")
    assert "Nothing of the file was kept" in page.words
    assert nothing_kept()


@pytest.mark.parametrize("name", ["pool_import", "pool_sheet", "pool_key", "pool_choice"])
def test_an_empty_file_is_told_from_none_at_all(name, signed_in, helen, full):
    client, before = signed_in(helen), Import.objects.count()
    stage = {"stage": "chosen"} if name == "pool_choice" else {}
    page = page_after(client, name, full, b"", **stage)
    refuses(page, "The file is empty: it holds 0 bytes. Nothing was changed. Export or save it again", "file")
    assert "Choose your" not in page.words
    none = post(client, name, "2027", full.slug, **stage)
    refuses(none, "There is no reference in what you gave" if stage else "then send it again. Nothing was changed.")
    assert "The file is empty" not in none.words
    assert Import.objects.count() == before


OLDER = "This file is older than the one the pool has: take it all the same"


def test_an_older_file_is_refused_with_both_days_until_it_is_ticked_as_meant(signed_in, helen, pool):
    client = signed_in(helen)
    assert not get(client, "pool_import", "2027", pool.slug).has_field("older")
    give(client, "pool_import", pool, of_year_to(2026))
    assert "The pool’s latest file ends on 30 September 2026." in get(client, "pool_import", "2027", pool.slug).words
    before = list(Candidate.objects.values())
    older = of_year_to(2025, **{"LA Person Unique Identifier": "P2"})
    page = page_after(client, "pool_import", pool, older)
    said = "its period ends on 30 September 2025, and that of the pool’s latest file on 30 September 2026."
    refuses(page, f"{said} Nothing was changed. If you mean it, tick “{OLDER}” and send it again.", "file")
    assert page.has_field("older")
    assert list(Candidate.objects.values()) == before
    assert Import.objects.count() == 1
    told = give(client, "pool_import", pool, older, headers={"Accept": "application/json"})
    assert said in json.loads(told.content)["sentence"]
    assert leads_to(page_after(client, "pool_import", pool, older, older="on"), "pool_file", "2027", pool.slug, 2)
    pool.refresh_from_db()
    assert pool.as_at.isoformat() == "2025-09-30"


def test_the_tick_stays_where_a_file_is_refused_for_something_else(signed_in, helen, full):
    page = page_after(signed_in(helen), "pool_import", full, b"a,b\r\n1,2\r\n", older="on")
    assert page.value("older")


def test_a_file_of_the_same_period_or_a_later_one_needs_no_tick(signed_in, helen, pool):
    client = signed_in(helen)
    for number, year in enumerate((2025, 2025, 2026), 1):
        page = page_after(client, "pool_import", pool, of_year_to(year))
        assert leads_to(page, "pool_file", "2027", pool.slug, number)


def test_another_councils_file_is_refused_with_both_codes(signed_in, helen, pool, northmoor):
    northmoor.council.area.cassr_code = "503"
    northmoor.council.area.save()
    page = page_after(signed_in(helen), "pool_import", pool, small({}))
    refuses(page, "its LA Code is 999, and Northmoor Council’s is 503", "file")
    assert nothing_kept()


def test_a_file_over_the_limit_is_for_the_command_line(signed_in, helen, pool, monkeypatch):
    monkeypatch.setattr(receiving, "limit_bytes", lambda: 5_000)
    page = page_after(signed_in(helen), "pool_import", pool, small(*[{}] * 100))
    refuses(page, "manage.py import_cld FILE --round 2027 --pool first", "file")
    assert nothing_kept()


def test_a_body_that_says_it_is_far_too_large_is_not_read_by_anybody(signed_in, helen, pool, monkeypatch, settings):
    settings.CLD_LIMIT_MB = 0
    monkeypatch.setattr(receiving, "AROUND", 0)
    fed = []
    monkeypatch.setattr("casetracking.cld.reading.Roll.feed", lambda self, chunk: fed.append(chunk))
    refuses(page_after(signed_in(helen), "pool_import", pool, small({})), "larger than 0 MB", "file")
    assert not fed


def test_the_name_of_a_file_is_nowhere(signed_in, helen, pool):
    client = signed_in(helen)
    wrong = give(client, "pool_import", pool, b"nothing", filename="Ada Thistlewoode 9434765919.csv")
    assert b"Thistlewoode" not in wrong.content
    give(client, "pool_import", pool, small({}), filename="Ada Thistlewoode 9434765919.csv")
    assert "Thistlewoode" not in str(Import.objects.values())


def test_a_connection_that_breaks_off_leaves_nothing_behind(helen, pool, monkeypatch):
    """The body ends in the middle, as when a browser is closed."""
    from django.http import UnreadablePostError
    from django.test import Client

    ended = []
    real = receiving.Arrival.receive_data_chunk

    def breaks(self, raw_data, start):
        real(self, raw_data, start)
        raise UnreadablePostError("connection reset")

    monkeypatch.setattr(receiving.Arrival, "receive_data_chunk", breaks)
    monkeypatch.setattr("assurance.bounded.Child.end", _noticing(ended))
    client = Client(raise_request_exception=False)
    client.force_login(helen)
    data, _, _ = made(people=PEOPLE, seed=5)
    assert give(client, "pool_import", pool, data).status_code in {403, 500}
    assert len(ended) == 1
    assert nothing_kept()


def _noticing(ended: list):
    from assurance import bounded

    real = bounded.Child.end

    def end(self):
        real(self)
        ended.append(self._process.returncode)

    return end
