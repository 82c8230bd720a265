"""Finding rows by the words in them: the one place that knows which database there is.

PostgreSQL's full-text search knows that "carer" and "carers" are one word, and ranks what it finds. Elsewhere every
word asked for must stand in the row, at the beginning of a word, whatever its capitals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector, SearchVectorField
from django.db import connections
from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value, Window
from django.db.models.functions import Concat

from selfassessment.models import PartText
from selfassessment.search_words import (
    BEGINS,
    ENDS,
    Asked,
    Piece,
    extract,
    in_plain_words,
    marked,
    pattern,
    pieces_of,
)

LANGUAGE = "english"
SHORT = {"max_words": 40, "min_words": 20, "short_word": 0, "max_fragments": 2, "fragment_delimiter": " … "}


class StoredWords(Func):
    """The words of a text as PostgreSQL keeps them beside it: see the migration "words of texts".

    Working them out anew for each search took 180 ms for the 80 longest texts of a round; kept, it takes 2.
    """

    template = '"selfassessment_parttext"."words"'
    output_field = SearchVectorField()


@dataclass(frozen=True)
class Found:
    """One row that was found, with its title and an extract in pieces, those that were looked for marked."""

    row: Any
    title: list[Piece]
    extract: list[Piece]


@dataclass(frozen=True)
class Sought:
    """Which rows to look through, in which of their fields, and what else leads to a row, such as its number."""

    rows: QuerySet
    body: Sequence[str]
    title: str = ""
    also: Q | None = None
    is_set_out: bool = False  # with signs for lists, bold and so on, which an extract leaves out


def find(sought: Sought, asked: Asked, *, first: int = 0, at_most: int) -> tuple[list[Found], int]:
    """The best of what there is, from the `first` on, and how many there are in all: one query.

    With `first` beyond the last, none are found and none counted.
    """
    rows = _matching(sought, asked).annotate(all_of_them=Window(Count("pk")))
    found = list(
        (_best_first(rows, sought, asked) if _is_postgresql(rows) else rows.order_by("-pk"))[first : first + at_most]
    )
    return [_shown(row, sought, asked) for row in found], found[0].all_of_them if found else 0


def count(sought: Sought, asked: Asked) -> int:
    """How many rows there are: one query."""
    return _matching(sought, asked).count()


def _is_postgresql(rows: QuerySet) -> bool:
    return connections[rows.db].vendor == "postgresql"


def _matching(sought: Sought, asked: Asked) -> QuerySet:
    if _is_postgresql(sought.rows):
        rows, wanted = sought.rows.alias(found_words=_words(sought)), Q(found_words=_query(asked))
    else:
        rows, wanted = sought.rows, _plainly(sought, asked)
    return rows.filter(wanted | sought.also if sought.also else wanted)


def _fields(sought: Sought) -> list[str]:
    return [sought.title, *sought.body] if sought.title else list(sought.body)


def _plainly(sought: Sought, asked: Asked) -> Q:
    def stands(term: str) -> Q:
        anywhere = Q()
        for field in _fields(sought):
            anywhere |= Q(**{f"{field}__iregex": pattern(term)})
        return anywhere

    wanted = Q()
    for term in asked.wanted:
        wanted &= stands(term)
    for term in asked.unwanted:
        wanted &= ~stands(term)
    return wanted


def _query(asked: Asked) -> SearchQuery:
    return SearchQuery(asked.typed, search_type="websearch", config=LANGUAGE)


def _words(sought: Sought) -> Any:
    if sought.rows.model is PartText:
        return StoredWords()
    # A file's name is several words to people: "carers_survey-2026.pdf".
    parted = [_translated(F(field), "._-/", "    ") for field in _fields(sought)]
    return SearchVector(*parted, config=LANGUAGE)


def _best_first(rows: QuerySet, sought: Sought, asked: Asked) -> QuerySet:
    signs = {"config": LANGUAGE, "start_sel": BEGINS, "stop_sel": ENDS}
    query = _query(asked)
    rows = rows.annotate(
        rank=SearchRank(F("found_words"), query), short=SearchHeadline(_joined(sought.body), query, **signs, **SHORT)
    )
    if sought.title:
        rows = rows.annotate(marked_title=SearchHeadline(_joined([sought.title]), query, **signs, highlight_all=True))
    return rows.order_by("-rank", "-pk")


def _joined(fields: Sequence[str]) -> Any:
    """The fields as one text, without the signs that mark what was found."""
    parts: list[Any] = []
    for field in fields:
        parts += [F(field), Value(" ")]
    text = Concat(*parts, output_field=TextField())
    return _translated(text, BEGINS + ENDS, "")


def _translated(text: Any, old: str, new: str) -> Func:
    """The text with each character of `old` replaced by the one in its place in `new`, or taken out."""
    return Func(text, Value(old), Value(new), function="translate", output_field=TextField())


def _shown(row: Any, sought: Sought, asked: Asked) -> Found:
    if hasattr(row, "short"):
        short = in_plain_words(row.short) if sought.is_set_out else row.short
        return Found(row, pieces_of(row.marked_title) if sought.title else [], pieces_of(short))
    text = " ".join(value for field in sought.body if (value := getattr(row, field)))
    text = in_plain_words(text) if sought.is_set_out else text
    return Found(row, marked(getattr(row, sought.title), asked) if sought.title else [], extract(text, asked))
