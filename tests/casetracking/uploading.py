"""Giving a file on the room's pages the way a browser does."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.pages import Page


def give(client, name: str, pool, data: bytes, filename: str = "extract.csv", **form):
    """Send a file to a page of a pool; the answer as it came."""
    file = SimpleUploadedFile(filename, data, content_type="text/csv")
    address = reverse(name, args=[pool.round.slug, pool.slug])
    headers = form.pop("headers", {})
    connection = {name: form.pop(name) for name in ["gunicorn.socket"] if name in form}
    data = {"csrfmiddlewaretoken": "from the page", **form, "file": file}
    return client.post(address, data, headers=headers, **connection)


def page_after(client, name: str, pool, data: bytes, **form) -> Page:
    """The page that comes back."""
    return Page(give(client, name, pool, data, **form))
