"""Where things of one edition and prompt set stand in another: found by slug, by alias, or by the same words.

A year's answers are carried into the next round this way, and a round's own when it moves to a newer edition. What
has no home is never guessed at: it is listed for somebody to look at.
"""

from dataclasses import dataclass, field

from assurance.models import Edition, IStatement, Part, PromptSet, QualityStatement


def plain(words: str) -> str:
    """Words without capitals, dashes and spaces at odds, so that one statement printed twice is found to be one.

    >>> plain("Care  co-ordinated – well.") == plain("care co-ordinated - well.")
    True
    """
    return " ".join(words.casefold().replace("–", "-").replace("’", "'").split())


@dataclass
class Homes:
    """The statements, I statements and parts of the target, ready to be asked for by those of any other edition."""

    statements: dict[str, QualityStatement] = field(default_factory=dict)
    parts: dict[tuple[str, str], Part] = field(default_factory=dict)

    def statement(self, old: QualityStatement | None) -> QualityStatement | None:
        """The statement with the same slug, or with the old one's title among its titles and aliases."""
        if old is None:
            return None
        return self.statements.get(old.slug) or next(
            (new for new in self.statements.values() if _titles(old) & _titles(new)), None
        )

    def i_statement(
        self, old: IStatement | None, statement: QualityStatement | None
    ) -> tuple[IStatement | None, bool]:
        """The new statement's I statement with the same words, else the one with the same number; and if words agree.

        An answer to an I statement whose words have changed is worth keeping there, and worth reading again.
        """
        if old is None or statement is None:
            return None, False
        there = list(statement.i_statements.all())
        same = next((new for new in there if plain(new.text) == plain(old.text)), None)
        if same:
            return same, True
        return next((new for new in there if new.number == old.number), None), False

    def part(self, old: Part) -> Part | None:
        """The part with the same slug in the same kind of section."""
        return self.parts.get((old.scope, old.slug))


def homes_in(edition: Edition, prompt_set: PromptSet) -> Homes:
    """What an edition and a council's own parts offer: three queries."""
    statements = QualityStatement.objects.filter(edition=edition).prefetch_related("i_statements")
    return Homes(
        statements={statement.slug: statement for statement in statements},
        parts={(part.scope, part.slug): part for part in prompt_set.parts.all()},
    )


def _titles(statement: QualityStatement) -> set[str]:
    return {plain(statement.title), *(plain(alias["title"]) for alias in statement.aliases)}
