"""A virus scanner for the tests that ask one."""

import pytest

from tests.assurance.uploads import clamd


@pytest.fixture(scope="session")
def scanner(tmp_path_factory):
    """The address of a real ClamAV daemon that knows one signature."""
    with clamd.running(tmp_path_factory.mktemp("clamd")) as address:
        yield address
