"""Which quality statements a cell of the letter's spreadsheet says that an item serves. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

AND = {"qs", "quality", "statement", "statements", "and", "&", "/", "+"}  # what may stand among numbers
EVERY = {"all", "all nine", "all statements", "all quality statements", "all nine statements"}
MOST_COMMAS = 4  # pieces between commas that may be one name, as in “Safe systems, pathways and transitions”


@dataclass(frozen=True)
class Names:
    """What the statements of an edition are called: slugs by number, slugs by name, and what only a theme is called."""

    numbers: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    themes: frozenset[str] = frozenset()


def names_of(statements: Sequence[tuple[int, str, str, Sequence[str], Sequence[str]]]) -> Names:
    """The names of an edition's statements, each given as (number, slug, title, aliases, names of its theme).

    What is also the name of a theme is no name of a statement: “Leadership” could mean either of two.
    """
    themes = frozenset(plain(name) for *_, of_theme in statements for name in of_theme)
    names = {
        plain(call): slug
        for _, slug, title, aliases, _ in statements
        for call in (slug, *aliases, title)
        if plain(call) not in themes
    }
    return Names({str(number): slug for number, slug, *_ in statements}, names, themes)


def served_in(text: str, known: Names) -> tuple[tuple[str, ...], list[str]]:
    """The slugs of the statements somebody names, in the edition's order, and a sentence for each name nobody knows.

    >>> equity = (3, "equity", "Equity in experience and outcomes", [], [])
    >>> known = names_of([equity, (7, "safeguarding", "Safeguarding", [], ["Ensuring safety"])])
    >>> served_in("QS7; Equity in experience and outcomes", known)
    (('equity', 'safeguarding'), [])
    >>> served_in("Ensuring safety", known)[1][0].partition(".")[0]
    '“Ensuring safety” is the name of a theme, which has several quality statements'
    """
    found: set[str] = set()
    unknown: list[str] = []
    for piece in filter(None, map(_bare, re.split(r"[;\n]", text))):
        bits, at = [bit for bit in piece.split(",") if _bare(bit)], 0
        while at < len(bits):
            # Names hold commas themselves, so the longest that is one is taken.
            for end in range(min(len(bits), at + MOST_COMMAS), at, -1):
                if slugs := _meant(",".join(bits[at:end]), known):
                    found |= slugs
                    at = end
                    break
            else:
                unknown.append(_bare(bits[at]))
                at += 1
    return tuple(slug for slug in known.numbers.values() if slug in found), [
        _not_known(one, known) for one in unknown
    ]


def _meant(text: str, known: Names) -> set[str]:
    """The statements one name means, or several numbers: “QS3”, “3. Equity”, “QS1 and QS3”; none where it is unsure."""
    said = plain(text)
    if said in EVERY:
        return set(known.numbers.values())
    if said in known.names:
        return {known.names[said]}
    tokens = re.findall(r"[a-z]+|\d+|[^\sa-z\d]", _bare(text).casefold())
    numbers = [token for token in tokens if token.isdigit()]
    if numbers and all(token in AND or token in known.numbers for token in tokens):
        return {known.numbers[number] for number in numbers}
    # A number with its name behind it, or the beginning of that: they have to be of the same statement.
    if given := re.match(r"(?:qs|quality statement |statement )?(\d) (.+)", said):
        slug = known.numbers.get(given.group(1), "")
        called = [name for name, whose in known.names.items() if whose == slug]
        if any(f"{name} ".startswith(f"{given.group(2)} ") for name in called):
            return {slug}
    return set()


def plain(text: str) -> str:
    """A name as it is compared: small letters and figures, “QS 3” as one word."""
    said = " ".join(re.findall(r"[a-z0-9]+", text.casefold()))
    return re.sub(r"^qs (\d)", r"qs\1", said)


def _bare(text: str) -> str:
    """Without the white space, bullets and full stops around it."""
    return text.strip(" \t•·*-–.")


def _not_known(name: str, known: Names) -> str:
    if plain(name) in known.themes:
        return (
            f"“{name[:60]}” is the name of a theme, which has several quality statements. Write the numbers (QS3) or "
            "the names of those it serves."
        )
    return (
        f"“{name[:60]}” is no quality statement we know. Write its number (QS3) or its name, several with a semicolon "
        "between them, or leave the cell empty for the statement of its section."
    )
