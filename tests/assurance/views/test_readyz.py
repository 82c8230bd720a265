"""The database answers machines."""

import pytest
from django.db.utils import OperationalError, ProgrammingError

from tests.pages import get


def test_it_says_ready_without_signing_in(client, db):
    page = get(client, "readyz")
    assert (page.status, page.html) == (200, "ready\n")


@pytest.mark.parametrize("error", [OperationalError("down"), ProgrammingError("no such table")])
def test_it_says_so_when_the_database_does_not_answer_or_has_no_tables(client, db, monkeypatch, error):
    def fails(self):
        raise error

    monkeypatch.setattr("assurance.models.framework.EditionQuerySet.exists", fails)
    page = get(client, "readyz")
    assert page.status == 503
    assert page.html == "The database does not answer.\n"
