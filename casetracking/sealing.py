"""Keeping a secret in the database so that only this installation can read it: Fernet under a key of its own.

The key is derived from SECRET_KEY (HKDF-SHA-256), and those in SECRET_KEY_FALLBACKS still open what they sealed. So a
copy of the database alone reads nothing. A lost SECRET_KEY loses what was sealed with it.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"casetracking: key of references"


class Unreadable(Exception):
    """What was sealed can't be opened with this installation's secret; the text is the sentence to show."""


ANOTHER = (
    "The council’s reference key can’t be read: the installation’s SECRET_KEY is not the one it was sealed with. "
    "Nothing was changed. Put the old SECRET_KEY into SECRET_KEY_FALLBACKS, or destroy the key and import again."
)


def seal(secret: bytes) -> str:
    """The secret encrypted and signed, as text."""
    return _boxes().encrypt(secret).decode("ascii")


def opened(sealed: str) -> bytes:
    """The secret of a sealed text; raises Unreadable with a sentence."""
    try:
        return _boxes().decrypt(sealed.encode("ascii"))
    except InvalidToken:
        raise Unreadable(ANOTHER) from None


def key_of_headings(council: int) -> bytes:
    """The key under which a council's headings are remembered: it lasts while SECRET_KEY does, and leads to nobody."""
    headings = b"casetracking: headings of council %d" % council
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=headings).derive(settings.SECRET_KEY.encode())


def _boxes() -> MultiFernet:
    return MultiFernet([Fernet(_derived(secret)) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]])


def _derived(secret: str) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(key)
