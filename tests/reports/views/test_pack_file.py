"""Fetching a pack."""

import io
import zipfile
from pathlib import Path

from django.urls import reverse

from tests.pages import get
from tests.reports.packing import approved_item, asked_pack, made_pack


def test_it_comes_as_a_download_that_can_be_opened(signed_in, northmoor, now):
    approved_item(northmoor, now)
    pack = made_pack(northmoor, now)
    response = signed_in(northmoor.priya).get(reverse("pack_file", args=["2027", pack.reference]))
    content = b"".join(response)
    assert len(content) == pack.size
    assert "index.html" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert response["Content-Disposition"].endswith('northmoor-council-2027-information-return-pack-1.zip"')
    assert response["X-Content-Type-Options"] == "nosniff"


def test_what_is_not_made_or_no_longer_there_is_not_found(signed_in, northmoor, now):
    approved_item(northmoor, now)
    client = signed_in(northmoor.priya)
    assert get(client, "pack_file", "2027", asked_pack(northmoor, now).reference).status == 404
    pack = made_pack(northmoor, now)
    Path(pack.file.path).unlink()
    page = get(client, "pack_file", "2027", pack.reference)
    assert page.status == 404
    assert "no longer in storage" in page.words
