"""Words in addresses that stand for a row: not guessable, and easy to read out."""

import secrets

_LETTERS = "bcdfghjkmnpqrstvwxz23456789"  # no vowels: no words; nothing that looks like something else


def new_reference(kind: str, length: int = 8) -> str:
    """A reference such as "c-x4kq7zmb" for a kind of thing told by one letter."""
    return f"{kind}-" + "".join(secrets.choice(_LETTERS) for _ in range(length))
