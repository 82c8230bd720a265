"""The page of all measures: each in a card, by statement, under the filters of the address."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict

from assurance.at_hand import KEPT, holdings_at_hand
from assurance.benchmarks import CLEAR, NO_MARGIN, SAME, Value
from assurance.comparison import Circle, Holding
from assurance.lines import COLLECTIONS
from assurance.models import Council, QualityStatement
from assurance.presenters.pictures import reading_of, spark_of
from assurance.readings import Standing, period_in_words
from assurance.standings import standing

FLAGS = {
    "worse": "worse than England",
    "changed": "changed since the figure before",
    "own": "the council’s own",
}
VERDICT_TAGS = {
    "better": ("Better than England", "green"),
    "worse": ("Worse than England", "red"),
    "not clearly different": ("Not clearly different", "grey"),
    "the same": ("Same as England", "grey"),
    "higher": ("Higher than England", "blue"),
    "lower": ("Lower than England", "blue"),
}
NO_STATEMENT, ENDED = "none", "ended"


@dataclass(frozen=True)
class Card:
    """One measure as the list shows it."""

    held: Holding
    stands: Standing
    spark: str

    @property
    def slug(self) -> str:
        """Its word in addresses."""
        return self.held.line.slug

    @property
    def figure(self) -> str:
        """Our figure, with its sign where that is all its unit is."""
        return self._short(self.stands.own)

    @property
    def england(self) -> str:
        """England's; empty where there is none."""
        england = self.stands.england
        return "" if england is None or england.value is None else self._short(england)

    @property
    def unit(self) -> str:
        """The unit, where it is no sign."""
        return "" if self.stands.scale.unit == "%" or self.stands.own.value is None else self.stands.scale.unit

    def _short(self, value: Value) -> str:
        if value.value is None:
            return value.reason or "not available"
        return f"{value.value:,.{self.stands.scale.decimals}f}{'%' if self.stands.scale.unit == '%' else ''}"

    @property
    def period(self) -> str:
        """The period of both."""
        return period_in_words(self.stands.period)

    @property
    def reading(self) -> str:
        """The measure in one line, as a sentence."""
        said = reading_of(self.held, self.stands)
        return f"{said[:1].upper()}{said[1:]}."

    @property
    def tag(self) -> tuple[str, str] | None:
        """The words and colour of its tag, where it is better or worse than England: only these stand out."""
        return VERDICT_TAGS.get(self.stands.verdict) if self.stands.verdict in {"better", "worse"} else None

    @property
    def is_worse(self) -> bool:
        """Whether it is worse than England, by more than chance where margins are published."""
        return self.stands.verdict == "worse"

    @property
    def has_changed(self) -> bool:
        """Whether it differs from the figure before, by more than chance where margins are published."""
        change = self.stands.trend.change if self.stands.trend else None
        return change is not None and change.side != SAME and change.certainty in {CLEAR, NO_MARGIN}


@dataclass(frozen=True)
class Group:
    """The measures of one statement; those shown above already are named in `also`."""

    slug: str
    title: str
    cards: list[Card]
    also: list[Card] = field(default_factory=list)


@dataclass(frozen=True)
class Filters:
    """What the address asks for."""

    statement: str = ""
    collection: str = ""
    flags: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.statement or self.collection or self.flags)

    def address(self, **without: str) -> str:
        """The address with one of them taken away."""
        left = {"statement": self.statement, "collection": self.collection} | dict.fromkeys(sorted(self.flags), "yes")
        gone = without.get("gone", "")
        return "?" + urlencode({name: value for name, value in left.items() if value and name != gone})


def filters_of(asked: QueryDict, statements: Mapping[str, str]) -> Filters:
    """The filters in an address; words that are none of ours are passed over."""
    statement, collection = asked.get("statement", ""), asked.get("collection", "")
    return Filters(
        statement if statement in statements else "",
        collection if collection in COLLECTIONS else "",
        frozenset(name for name in FLAGS if asked.get(name) == "yes"),
    )


def statement_titles(statements: Iterable[QualityStatement]) -> dict[str, str]:
    """The statements' titles by slug, in order, and the places of measures that belong to none."""
    return {one.slug: one.title for one in statements} | {
        NO_STATEMENT: "Other measures",
        ENDED: "No longer published",
    }


def cards_at_hand(council: Council) -> tuple[Circle, tuple[Card, ...]]:
    """Whom a council is compared with, and a card for each of its measures; drawn once after each change of figures."""
    circle, held = holdings_at_hand(council)
    return circle, _kept_cards(council.pk, council.figures_stamp) if held else ()


@lru_cache(KEPT)
def _kept_cards(council: int, stamp: str) -> tuple[Card, ...]:
    return tuple(cards_of(holdings_at_hand(Council(pk=council, figures_stamp=stamp))[1]))


def cards_of(held: Sequence[Holding]) -> list[Card]:
    """A card for each measure, parts of other measures left out."""
    return [
        Card(one, standing(one.compared), spark_of(one, f"spark-{one.line.slug}"))
        for one in held
        if one.line.newest.use != "part"
    ]


def matching(cards: Sequence[Card], filters: Filters) -> list[Card]:
    """The cards that answer the filters but for the statement."""
    return [
        card
        for card in cards
        if (not filters.collection or card.held.line.collection == filters.collection)
        and ("worse" not in filters.flags or card.is_worse)
        and ("changed" not in filters.flags or card.has_changed)
        and ("own" not in filters.flags or card.held.line.is_local)
    ]


def grouped(cards: Sequence[Card], filters: Filters, titles: Mapping[str, str]) -> list[Group]:
    """The cards by statement; one that belongs to several is shown with the first and named with the others."""
    groups = {slug: Group(slug, title, []) for slug, title in titles.items()}
    for card in cards:
        line = card.held.line
        known = [slug for slug in titles if slug in line.statements]
        places = [ENDED] if line.ended else known or [NO_STATEMENT]
        if filters.statement:
            places = [filters.statement] if filters.statement in places else []
        for number, place in enumerate(places):
            (groups[place].also if number else groups[place].cards).append(card)
    return [group for group in groups.values() if group.cards or group.also]


def tags_of(filters: Filters, titles: Mapping[str, str]) -> list[dict]:
    """The filters as tags, each with the address without it."""
    named = [
        ("statement", "Statement", titles.get(filters.statement, "")),
        ("collection", "From", COLLECTIONS.get(filters.collection, "")),
        *((flag, "Only", FLAGS[flag]) for flag in FLAGS if flag in filters.flags),
    ]
    return [{"group": group, "text": text, "href": filters.address(gone=name)} for name, group, text in named if text]


def counts_of(cards: Sequence[Card]) -> list[tuple[int, str]]:
    """How many measures stand how beside England, and why the rest can't be told so: together they are all."""
    told = {
        "better": "better than England", "worse": "worse than England",
        "not clearly different": "not clearly different", "the same": "not clearly different",
    }  # fmt: skip
    counts = dict.fromkeys(told.values(), 0)
    rest: Counter[str] = Counter()
    for card in cards:
        words = "" if card.held.line.ended else told.get(card.stands.verdict, "")
        if words:
            counts[words] += 1
        else:
            rest[_why_not_compared(card)] += 1
    why = "; ".join(f"{count} {words}" for words, count in rest.most_common())
    found = [(count, words) for words, count in counts.items()]
    return [*found, (rest.total(), f"not called better or worse ({why})")] if rest else found


def _why_not_compared(card: Card) -> str:
    """Why a measure is neither better nor worse than England, nor not clearly different."""
    if card.held.line.ended:
        return "no longer published"
    if card.held.line.is_local:
        return "our own, so without a figure for England"
    if card.stands.own.value is None:
        return "without a figure of ours"
    if card.stands.verdict in {"higher", "lower"}:
        return "where neither high nor low is better"
    return "without a figure for England"
