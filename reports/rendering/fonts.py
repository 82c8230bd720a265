"""The only files a document may draw on while it is made: our own fonts. Imports WeasyPrint, so import it late."""

import time
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from weasyprint.text.fonts import FontConfiguration
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

# Unpacked, the fonts lie in the machine's temporary folder, which is cleared of what is old.
KEPT_SECONDS = 3600


def unpacked_fonts() -> FontConfiguration:
    """Where documents keep the fonts they have unpacked; for an hour, since that was a tenth of a document's work."""
    return _of_the_hour(int(time.monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=1)
def _of_the_hour(hour: int) -> FontConfiguration:
    return FontConfiguration()


class OwnFontsOnly(URLFetcher):
    """Answers the addresses own-font:regular and its like, and refuses every other: no network, no files."""

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        """The bytes of one of our fonts. A font that is not installed is refused too: the next family is used."""
        file = FILES.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        found = finders.find(file) if file else None
        if not found:
            raise ValueError(f"A document may not fetch {url[:100]}.")
        return URLFetcherResponse(url, body=Path(str(found)).read_bytes(), headers={"Content-Type": "font/woff2"})
