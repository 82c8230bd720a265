"""Where a text stands in a section: a part, or one I statement in a part that is written against each of them."""

from dataclasses import dataclass

from assurance.models import IStatement, Part, QualityStatement


@dataclass(frozen=True)
class Slot:
    """A place for one text. `key` names it in forms, comments and links."""

    part: Part
    i_statement: IStatement | None = None

    @property
    def key(self) -> str:
        """Such as "summary", or "voice--i2"; two hyphens never stand in a part's slug."""
        return key_of(self.part.slug, self.i_statement.number if self.i_statement else None)

    @property
    def title(self) -> str:
        """The part's title, with the number of the I statement where it has one."""
        return title_of(self.part.title, self.i_statement.number if self.i_statement else None)

    @property
    def ids(self) -> tuple[int, int | None]:
        """Row numbers of part and I statement, as PartText holds them."""
        return self.part.pk, self.i_statement.pk if self.i_statement else None


def key_of(part: str, i_statement: int | None) -> str:
    """A slot's key by the part's slug and the I statement's number.

    >>> key_of("summary", None), key_of("voice", 2)
    ('summary', 'voice--i2')
    """
    return part if i_statement is None else f"{part}--i{i_statement}"


def title_of(part: str, i_statement: int | None) -> str:
    """A slot's title by the part's title and the I statement's number.

    >>> title_of("What people tell us", 2)
    'What people tell us (I statement 2)'
    """
    return part if i_statement is None else f"{part} (I statement {i_statement})"


def slots_of(parts: list[Part], i_statements: list[IStatement]) -> list[Slot]:
    """The slots of a section in order; a part against each I statement has one text where there are none."""
    return [
        Slot(part, i_statement)
        for part in parts
        for i_statement in (i_statements if part.per_i_statement and i_statements else [None])
    ]


def i_statements_of(statement: QualityStatement | None) -> list[IStatement]:
    """A statement's I statements in order, without a query where they were fetched with it."""
    return sorted(statement.i_statements.all(), key=lambda i: i.number) if statement else []
