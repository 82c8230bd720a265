"""The only files a document may draw on while it is made: our own fonts. Imports WeasyPrint, so import it late."""

from functools import cache
from io import BytesIO
from pathlib import Path

from django.contrib.staticfiles import finders
from fontTools.ttLib import woff2
from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "own-font:"
FILES = {
    "regular": "vendor/inter/inter-latin-400-normal.woff2",
    "semibold": "vendor/inter/inter-latin-600-normal.woff2",
    "bold": "vendor/inter/inter-latin-700-normal.woff2",
    "more-regular": "vendor/inter/inter-latin-ext-400-normal.woff2",
    "more-semibold": "vendor/inter/inter-latin-ext-600-normal.woff2",
    "more-bold": "vendor/inter/inter-latin-ext-700-normal.woff2",
}


class OwnFontsOnly(URLFetcher):
    """Answers the addresses own-font:regular and its like, and refuses every other: no network, no files."""

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        """The bytes of one of our fonts. A font that is not installed is refused too: the next family is used."""
        file = FILES.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        found = finders.find(file) if file else None
        if not found:
            raise ValueError(f"A document may not fetch {url[:100]}.")
        return URLFetcherResponse(url, body=_unpacked(str(found)), headers={"Content-Type": "font/ttf"})


@cache
def _unpacked(path: str) -> bytes:
    """A font as WeasyPrint unpacks it, once a process instead of once a document: half a second of a processor."""
    unpacked = BytesIO()
    woff2.decompress(BytesIO(Path(path).read_bytes()), unpacked)
    return unpacked.getvalue()
