"""Asks a ClamAV daemon about a file, where CLAMAV_URL names one."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from clamav_client.clamd import BufferTooLongError, ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

PATIENCE = 120  # seconds


class ScannerAway(Exception):
    """The scanner gave no answer; the text is the sentence to show."""


@dataclass(frozen=True)
class Scanned:
    """What the scanner said: the virus it found, or none."""

    virus: str = ""


def is_set_up() -> bool:
    """Whether this installation has a virus scanner."""
    return bool(settings.CLAMAV_URL)


def scan(path: str) -> Scanned:
    """Stream the file to the scanner; raises ScannerAway when no answer comes."""
    try:
        with open(path, "rb") as file:
            ((said, virus),) = _client(PATIENCE).instream(file).values()
    except BufferTooLongError as error:
        raise ScannerAway(
            "The virus scanner does not take files as large as this one, so it is kept aside unopened. Ask your "
            "administrator to raise StreamMaxLength in the scanner’s settings, then try again."
        ) from error
    except (ClamdError, OSError, ValueError) as error:
        raise ScannerAway(AWAY) from error
    if said == "FOUND":
        return Scanned(virus or "unknown")
    if said != "OK":
        raise ScannerAway(AWAY)
    return Scanned()


AWAY = (
    "The virus scanner does not answer, so the file is kept aside until it does. Nothing is lost: it is tried again "
    "every few minutes by itself. If it stays so, tell your administrator."
)


def state() -> tuple[bool, str]:
    """Whether the scanner is as it should be, and that in words, for the page /checks/."""
    if not is_set_up():
        return True, (
            "Not set up: files people upload are not checked for viruses, and the pages say so. "
            "Set CLAMAV_URL to check them."
        )
    client = _client(5)
    try:
        version = client.version()
    except (ClamdError, OSError, ValueError):
        return False, "Does not answer: files people upload wait, and nobody can open them, until it does"
    finally:
        client._close_socket()  # which it leaves open when nobody answers
    return True, f"Answers ({version.partition('/')[0]})"


def _client(timeout: int) -> ClamdNetworkSocket | ClamdUnixSocket:
    address = urlsplit(settings.CLAMAV_URL)
    if address.scheme == "unix":
        return ClamdUnixSocket(path=address.path, timeout=timeout)
    return ClamdNetworkSocket(host=address.hostname or "", port=address.port or 3310, timeout=timeout)
