"""Words in addresses that stand for a row: not guessable, and easy to read out."""

import secrets

_LETTERS = "bcdfghjkmnpqrstvwxz23456789"  # no vowels: no words; nothing that looks like something else


def new_reference(kind: str, length: int = 8) -> str:
    """A reference such as "c-x4kq7zmb" for a kind of thing told by one letter."""
    return f"{kind}-" + "".join(secrets.choice(_LETTERS) for _ in range(length))


def number_in(letter: str, reference: str) -> int | None:
    """The number in a reference of a letter and a number; None for anything else.

    >>> number_in("S", "s12"), number_in("S", "S0"), number_in("S", "R1")
    (12, None, None)
    """
    digits = reference[1:] if reference[:1].upper() == letter else ""
    return int(digits) if digits.isascii() and digits.isdigit() and digits[0] != "0" and len(digits) < 9 else None
