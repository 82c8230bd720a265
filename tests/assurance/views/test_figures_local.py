"""The council's own measures, and their figures from a spreadsheet."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assurance.models import ImportedFile
from tests.assurance.figures.local import added
from tests.assurance.figures.river import own_csv, worked
from tests.pages import get, post


@pytest.fixture
def client(signed_in, meilin):
    return signed_in(meilin)


def test_a_spreadsheet_goes_the_same_way_as_a_published_file(client, northmoor):
    added(client)
    template = get(client, "figures_local_template")
    assert "People waiting,," in template.response.content.decode()
    data = own_csv(["People waiting", "31/10/2026", "344"], ["People waiting", "soon", "1"])
    post(client, "figures_local", file=SimpleUploadedFile("own.csv", data))
    file = worked(ImportedFile.objects.get())
    page = get(client, "figures_file", file.reference)
    assert "1 figure would be new and 0 would change." in page.words
    assert "“soon” is no day like 31/10/2026" in page.words
    post(client, "figures_file", file.reference, act="import")
    worked(ImportedFile.objects.get())
    assert "31 October 2026 344 people own.csv" in get(client, "figures_local_measure", "people-waiting").words
