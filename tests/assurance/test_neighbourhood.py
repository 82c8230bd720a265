"""Neighbours: ONS's lists, and a council's own read from a spreadsheet."""

import io

import pytest
from openpyxl import Workbook

from assurance.bounded import Refused
from assurance.models import Event, NeighbourList
from assurance.neighbourhood import DEMOGRAPHIC, GLOBAL, OPEN_LISTS, open_neighbours, read_list, setting_of
from assurance.operations.neighbours import choose_neighbours, save_neighbour_list
from assurance.reading_lists import neighbours_in

LINCOLNSHIRE, LEEDS, BARNSLEY, TELFORD = "E10000019", "E08000035", "E08000016", "E06000020"


def rows(*cells):
    return list(enumerate(cells, 1))


def test_onss_lists_are_ranked_and_not_every_council_has_fifteen():
    assert all(len(open_neighbours(one.slug, LINCOLNSHIRE)) >= 3 for one in OPEN_LISTS)
    assert open_neighbours(DEMOGRAPHIC, "E06000017") == ()  # Rutland
    assert open_neighbours(GLOBAL, "X99000001") == ()  # an invented council
    assert setting_of(LINCOLNSHIRE).region_name == "East Midlands"
    assert setting_of(LINCOLNSHIRE).type_name == "Shire Counties"


@pytest.mark.parametrize(
    "given",
    [
        rows(["Leeds"], ["Barnsley"], ["Telford and the Wrekin"]),
        rows([LEEDS], ["E08000038"], [TELFORD]),  # Barnsley by its newer code
        rows(["Rank", "Local authority"], [3.0, "Telford & Wrekin"], [1.0, "Leeds"], [2.0, "Barnsley"]),
        rows(["ONS code", "Rank"], [TELFORD, "3"], [LEEDS, "1"], [BARNSLEY, "2"]),
        rows([None, None], ["1", "Leeds"], ["2", "Barnsley"], ["", ""], ["3", "Telford and Wrekin"]),
    ],
)
def test_a_list_is_read_by_codes_or_names_in_order_or_with_a_rank(given):
    read = read_list(given, LINCOLNSHIRE)
    assert read.problems == ()
    assert [place.key for place in read.neighbours] == [LEEDS, BARNSLEY, TELFORD]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (rows(), "The file is empty"),
        (rows(["Name", "Rank"]), "a heading and nothing below"),
        (rows(["Leeds"], ["Atlantis"]), "Row 2: “Atlantis” is not a council we know."),
        (rows(["Leeds"], ["Leeds"]), "Row 2: Leeds stands in the list twice."),
        (rows(["Lincolnshire"]), "Row 1: Lincolnshire is the council itself."),
        (rows(["Cumbria"]), "Row 1: Cumbria is no more."),
        (rows(["Name", "Rank"], ["Leeds", "first"]), "Row 2: “first” is no rank."),
        (rows(["Name", "Rank"], ["Leeds", "1"], ["Barnsley", "1"]), "Two neighbours have the same rank."),
        (rows(["Code", "Name"], ["", ""], [" ", "Leeds"], ["x", ""]), "“x” is not a council we know."),
    ],
)
def test_what_is_wrong_is_told_by_its_row(given, said):
    assert said in " ".join(read_list(given, LINCOLNSHIRE).problems)


def test_a_spreadsheet_of_any_kind_is_read_and_a_hostile_one_refused():
    book = Workbook()
    for row in (["Rank", "Council"], [2, "Barnsley"], [1, "Leeds"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    for data in (out.getvalue(), "Rank,Council\r\n2,Barnsley\r\n1,Leeds\r\n".encode("utf-8-sig")):
        assert [place.key for place in neighbours_in(data, LINCOLNSHIRE).neighbours] == [LEEDS, BARNSLEY]
    for data in (b"x" * 1_000_001, b"Leeds\r\n" * 600, b"PK\x03\x04 broken"):
        with pytest.raises(Refused):
            neighbours_in(data, LINCOLNSHIRE)


def test_a_list_is_kept_chosen_and_replaced_with_its_history(northmoor, now):
    council, meilin = northmoor.council, northmoor.meilin
    kept = save_neighbour_list(
        council=council, name="ONS global", source="CIPFA", as_of="2025", codes=[LEEDS, BARNSLEY], by=meilin, at=now
    )
    assert kept.slug == "own-ons-global"  # an address of ONS’s own is never taken
    again = save_neighbour_list(
        council=council, name="ONS global", source="CIPFA", as_of="2026", codes=[TELFORD], by=meilin, at=now
    )
    assert again.pk == kept.pk
    assert list(again.neighbours.values_list("area__code", "rank")) == [(TELFORD, 1)]
    choose_neighbours(council=council, slug=again.slug, by=meilin, at=now)
    choose_neighbours(council=council, slug=again.slug, by=meilin, at=now)  # again: nothing new
    verbs = list(Event.objects.order_by("pk").filter(verb__contains="neighbours").values_list("verb", flat=True))
    assert verbs == [
        "added a list of neighbours", "replaced a list of neighbours",
        "chose the neighbours figures are compared with",
    ]  # fmt: skip
    with pytest.raises(NeighbourList.DoesNotExist):
        choose_neighbours(council=council, slug="nobodys", by=meilin, at=now)
