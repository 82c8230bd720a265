"""The part of a file's page that changes while a worker has it."""

from assurance.models import ImportedFile
from assurance.operations.figures.receiving import receive_figures
from tests.assurance.figures.river import LINCOLNSHIRE, long_csv, row, worked
from tests.pages import get


def test_it_tells_how_far_the_work_is_and_asks_for_the_whole_page_when_it_is_done(signed_in, northmoor, now):
    from django.core.files.base import ContentFile

    client = signed_in(northmoor.meilin)
    data = long_csv(row(LINCOLNSHIRE, "64.1"))
    file = receive_figures(
        council=northmoor.council, upload=ContentFile(data), name="a.csv", sha256="a", by=northmoor.meilin, at=now
    )
    page = get(client, "figures_file_progress", file.reference)
    assert "Waiting its turn" in page.words
    assert "HX-Refresh" not in page.response
    worked(ImportedFile.objects.get())
    assert get(client, "figures_file_progress", file.reference).response["HX-Refresh"] == "true"
