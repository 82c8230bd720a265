"""What the log keeps of an address that is a secret."""

import logging
import logging.config

import pytest
from django.conf import settings
from django.urls import reverse

from assurance.views import timeline

TOKEN = "s3cret-Word_" * 4


@pytest.fixture
def written(capsys):
    """The console's handler as the settings make it, on Django's own logger of requests that fail."""
    formatter = logging.config.DictConfigurator(settings.LOGGING).configure_formatter(
        settings.LOGGING["formatters"]["line"]
    )
    lines = []

    class Kept(logging.Handler):
        def emit(self, record):
            lines.append(formatter.format(record))

    handler, logger = Kept(), logging.getLogger("django.request")
    logger.addHandler(handler)
    yield lines
    logger.removeHandler(handler)


def test_a_calendar_that_fails_leaves_no_secret_in_the_log(client, db, written, monkeypatch):
    def fails(token):
        raise RuntimeError(f"No answer for /calendar/{token}.ics")

    monkeypatch.setattr(timeline, "feed_of", fails)
    client.raise_request_exception = False
    assert client.get(reverse("calendar_feed", args=[TOKEN])).status_code == 500
    assert "Internal Server Error: /calendar/….ics" in written[0]
    assert "RuntimeError" in written[0]
    assert TOKEN not in "".join(written)
