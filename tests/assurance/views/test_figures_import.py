"""The files of figures, and uploading one."""

import gzip

from django.core.files.uploadedfile import SimpleUploadedFile

from assurance.models import ImportedFile, Job
from tests.assurance.figures.river import LINCOLNSHIRE, imported, long_csv, row
from tests.pages import get, post, refuses

DATA = long_csv(row(LINCOLNSHIRE, "64.1"))


def upload(client, content: bytes, name: str = "meas-from-asc-of-17-18.csv"):
    return post(client, "figures_import", file=SimpleUploadedFile(name, content))


def test_an_uploaded_file_is_kept_and_given_to_a_worker(signed_in, northmoor):
    client = signed_in(northmoor.meilin)
    page = get(client, "figures_import")
    assert "At most 40 MB" in page.words
    assert "Begin with the newest time series workbook" in page.words
    assert "Open Government Licence v3.0" in page.words
    answered = upload(client, gzip.compress(DATA), "ascof_2017-18.csv.gz")
    file = ImportedFile.objects.get()
    assert answered.response["Location"].endswith(f"/figures/import/{file.reference}/")
    assert (file.status, file.name, file.uploaded_by) == ("received", "ascof_2017-18.csv.gz", northmoor.meilin)
    assert Job.objects.get().kind == "read-figures"
    with file.file.open() as kept:
        assert gzip.decompress(kept.read()) == DATA
    assert "Being read" in get(client, "figures_import").words


def test_the_very_same_file_leads_to_its_earlier_result(signed_in, northmoor, now):
    client = signed_in(northmoor.meilin)
    first = imported(northmoor.council, DATA, now)
    answered = upload(client, DATA, "another-name.csv")
    assert answered.response["Location"].endswith(f"/figures/import/{first.reference}/")
    page = get(client, "figures_file", first.reference)
    assert "This very file was imported on" in page.words
    assert "Nothing was changed" in page.words
    assert ImportedFile.objects.count() == 1


def test_a_form_without_a_file_or_with_an_empty_one_says_so(signed_in, meilin):
    client = signed_in(meilin)
    refuses(post(client, "figures_import"), "Choose the file.", "file")
    refuses(upload(client, b""), "The file is empty", "file")


def test_a_file_over_the_limit_is_not_kept(signed_in, meilin, settings):
    settings.UPLOAD_LIMIT_MB = 1
    client = signed_in(meilin)
    assert "At most 1 MB" in get(client, "figures_import").words
    refuses(upload(client, b"x" * 3_000_000), "larger than 1 MB", "file")
    assert not ImportedFile.objects.exists()


def test_the_files_of_another_council_are_not_found(signed_in, northmoor, westerholme, now):
    theirs = imported(westerholme.council, DATA, now, name="theirs.csv")
    client = signed_in(northmoor.meilin)
    assert "theirs.csv" not in get(client, "figures_import").words
    assert get(client, "figures_file", theirs.reference).status == 404
    assert get(client, "figures_file_undo", theirs.reference).status == 404
