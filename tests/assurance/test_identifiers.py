"""What looks like personal data is found, and what only resembles it is left alone."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assurance import identifiers
from assurance.identifiers import Kind, Lines, find, find_in_cells, is_nhs_number
from tests.house.rooms import ROOT

DEMO = ROOT / "fixtures" / "demo"


def kinds(text: str) -> list[str]:
    return [finding.kind.value for finding in find(text)]


def slow_check(digits: str) -> bool:
    """The check digit worked out a second time, by its definition: the weighted sum of all ten is divisible by 11."""
    total = 0
    for position in range(10):
        for _ in range(10 - position):
            total += int(digits[position])
    return total % 11 == 0


def nhs_number(nine: str) -> str | None:
    """The nine digits with their check digit, found by trying each."""
    return next((nine + last for last in "0123456789" if slow_check(nine + last)), None)


# --- NHS numbers ----------------------------------------------------------------------------------------------------

ten_digits = st.text("0123456789", min_size=10, max_size=10)
valid_numbers = (
    st.from_regex(r"[3-9][0-9]{8}", fullmatch=True).map(nhs_number).filter(lambda n: n and len(set(n)) > 1)
)


@given(ten_digits)
@example("9434765919")
@example("9434765918")
@example("1111111111")
def test_the_check_digit_is_the_one_worked_out_by_its_definition(digits):
    assert is_nhs_number(digits) == (slow_check(digits) and len(set(digits)) > 1)


@given(valid_numbers, st.sampled_from(["", " ", "-", "\u00a0", "\u2009", "–"]))
def test_a_number_is_found_however_it_is_set(number, gap):
    text = f"Her number is {number[:3]}{gap}{number[3:6]}{gap}{number[6:]}."
    (found,) = find(text)
    assert (found.kind, found.of(text)) == (Kind.NHS_NUMBER, number)


@given(valid_numbers, st.integers(0, 8))
def test_a_number_with_one_digit_changed_is_not_one(number, position):
    other = number[:position] + str((int(number[position]) + 1) % 10) + number[position + 1 :]
    assert Kind.NHS_NUMBER not in {finding.kind for finding in find(f"x {other} x")}


@given(valid_numbers, st.text("0123456789", min_size=1, max_size=12))
def test_a_number_inside_a_longer_run_of_digits_is_left_alone(number, more):
    assert "nhs-number" not in kinds(f"{number}{more}")
    assert "nhs-number" not in kinds(f"{more}{number}")


def test_figures_side_by_side_are_no_number_until_a_word_says_so():
    assert kinds("Quarter: 12 943 476 5919 87") == []
    assert kinds("NHS number 943 476 5919 87 visits") == ["nhs-number"]
    assert kinds("943 476 5919 987 654 3210") == ["nhs-number", "nhs-number"]


def test_a_scottish_number_is_found_where_a_word_says_so():
    number = nhs_number("010190123") or nhs_number("010190124")
    assert kinds(f"ref {number}") == []
    assert kinds(f"CHI {number}") == ["nhs-number"]


# --- The others -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["AB123456C", "ab 12 34 56 c", "AB-12-34-56-C", "NI number: AB123456"])
def test_a_national_insurance_number_is_found(text):
    assert kinds(text) == ["ni-number"]


@pytest.mark.parametrize(
    "text",
    ["GB123456C", "DA123456C", "AO123456C", "QQ123456C", "AB123456E", "order AB123456", "XAB123456C", "AB1234567C"],
)
def test_what_only_resembles_a_national_insurance_number_is_left_alone(text):
    assert "ni-number" not in kinds(text)


@pytest.mark.parametrize("text", ["SW1A 1AA", "M1 1AE", "CR2 6XH", "DN55 1PT", "W1P 1HQ", "EC1A1BB", "ne1 4ab"])
def test_a_postcode_is_found(text):
    assert kinds(f"at {text}, since May") == ["postcode"]


@pytest.mark.parametrize(
    "text",
    [
        "NM1 2AB", "Q1 2AB", "E12", "SW1A", "e1 2nd", "phase1 2nd", "s18 1st", "A1 2CI", "V1.2AB", "S117 aftercare",
        "B12CX5", "theme 1 2AB3", "M25 3 lanes", "Evidence E3 4 items",
    ],
)  # fmt: skip
def test_what_only_resembles_a_postcode_is_left_alone(text):
    assert kinds(text) == []


@pytest.mark.parametrize("text", ["a@b.co", "first.last+x@dept.council.gov.uk", "O'Neil@x.org.", "<a_b@c-d.info>"])
def test_an_e_mail_address_is_found(text):
    assert kinds(f"Write to {text}") == ["email"]


@pytest.mark.parametrize("text", ["a@b", "@team", "5 @ 3.50", "a@b.", "x@1.2"])
def test_what_only_resembles_an_e_mail_address_is_left_alone(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "0191 498 0123", "(0191) 498 0123", "020 7946 0123", "01632 960123", "01632960123", "07700 900123",
        "+44 7700 900123", "+44 (0)20 7946 0123", "0044 191 498 0123", "07700-900-123", "0800 496 0123",
        "0300 123 4567", "0800 111111", "+447700900123",
    ],
)  # fmt: skip
def test_a_phone_number_is_found(text):
    assert kinds(f"ring {text}, please") == ["phone"]
    assert kinds(text) == ["phone"]


@pytest.mark.parametrize(
    "text",
    [
        "01 02 2025 03", "0.12345678901", "0123456789012", "ref 00412345", "04123 456789", "£07,700,900,123",
        "2019 2020 2021 2022", "01/02/2025", "id 0a7700900123", "06 07 08 09 10 11",
    ],
)  # fmt: skip
def test_what_only_resembles_a_phone_number_is_left_alone(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "born 4 May 1941", "DOB: 04/05/1941", "Date of birth 1941-05-04", "d.o.b. 4.5.41", "04/05/1941 (DOB)",
        "Date of birth:\n4th of May 1941", "birthday May 4, 1941",
    ],
)  # fmt: skip
def test_a_date_of_birth_is_found(text):
    assert kinds(text) == ["date-of-birth"]


@pytest.mark.parametrize(
    "text",
    [
        "on 4 May 1941", "reviewed 04/05/2025", "births in 2024/25", "born in 1941",
        "born out of the review of 4 May 2024", "stillborn 4 May 2020 x", "DOB: 45/15/1941",
        "The birth of the service took a year. " + "x " * 40 + "3 May 2021",
    ],
)  # fmt: skip
def test_a_plain_date_is_not_one(text):
    assert kinds(text) == []


# --- Where, and what is kept ----------------------------------------------------------------------------------------


def test_a_finding_says_where_and_never_what():
    text = "First line\nNHS 943 476 5919\n\nSW1A 1AA and a@b.co"
    assert [(f.kind.value, f.line) for f in find(text)] == [("nhs-number", 2), ("postcode", 4), ("email", 4)]
    assert "943" not in repr(find(text))
    assert Lines(text).place(text.index("SW1A")) == (4, 1)


@given(st.text())
@example("NHS 943 476 5919 born 1/1/1941 a@b.co SW1A 1AA 0191 498 0123 AB123456C" * 3)
def test_findings_come_in_order_and_never_overlap(text):
    found = find(text)
    ends = [0, *(one.end for one in found)]
    for one, end in zip(found, ends, strict=False):
        assert end <= one.start < one.end <= len(text)
        assert one.line == text.count("\n", 0, one.start) + 1


@given(st.lists(st.sampled_from(["943 476 5919", "AB123456C", "SW1A 1AA", "a@b.co", "0191 498 0123"]), max_size=8))
def test_each_is_found_once_on_its_own_line(things):
    assert len(find("\n".join(f"about {thing}, today" for thing in things))) == len(things)


def test_words_for_people_have_a_singular_and_a_plural():
    assert {kind.label for kind in Kind} & {kind.labels for kind in Kind} == set()


# --- Cells ----------------------------------------------------------------------------------------------------------


def test_a_column_says_what_its_bare_dates_and_numbers_are():
    rows = [
        ["Name", "DOB", "Mobile", "Visits"],
        ["x", "1941-05-04", "7700900123", "7700900123"],
        ["y", "15000", "", "3"],
    ]
    assert find_in_cells(rows) == [
        (2, 2, Kind.DATE_OF_BIRTH),
        (2, 3, Kind.PHONE),
        (3, 2, Kind.DATE_OF_BIRTH),
    ]


def test_the_cell_to_the_left_says_so_too():
    assert find_in_cells([["Date of birth", "04/05/1941"], ["Age", "85"]]) == [(1, 2, Kind.DATE_OF_BIRTH)]


def test_a_number_in_a_cell_is_an_nhs_number_by_its_check_digit():
    assert find_in_cells([["9434765919"], ["9434765919.0"], ["9434765918"], ["94347659190"]]) == [
        (1, 1, Kind.NHS_NUMBER),
        (2, 1, Kind.NHS_NUMBER),
    ]


def test_ages_and_years_under_birth_are_left_alone():
    assert find_in_cells([["Year of birth", "Born in"], ["85", "12"]]) == []


# --- Realistic texts ------------------------------------------------------------------------------------------------


def test_northmoors_own_texts_hold_nothing_but_its_peoples_addresses():
    for path in DEMO.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        found = [finding for finding in find(text) if not finding.of(text).endswith("example")]
        assert found == [], path.name


def test_official_and_reviewed_texts_hold_nothing():
    for folder in ("framework", "prompts", "councils", "published_ratings"):
        for path in (ROOT / "fixtures" / folder).glob("*.*"):
            assert find(path.read_text(encoding="utf-8")) == [], path.name


FIGURES = """
Waiting times (days)   2022-23  2023-24  2024-25      Median 34, longest 412
Requests for support    4,180    4,402    4,612       £124.9 million, 39.2% (61.50%; England 62.48%)
Row  312 498 1204 367 2019 4471    114 325 1020    Ref 2025/0412-17, E12, A3, QS1-9, s.42(2), para 4.1.3
Care Act 2014 sections 1, 9 to 13, 18 and 42 to 47; S117; ISO 27001; PO-2024-118273; IAS000123456; DoLS 1,204
Invoices 0000412345, 4000123450 and 6012345678; version 10.4.2; 12/03/2025 to 04/11/2025; 2025-06-05; 09:30-16:45
GSS X99000001, E06000001, E08000037; ONS code W06000015; UPRN 100012345678; SHA 9f86d081884c7d659a2feaa0c55ad015
"""


def test_a_page_of_figures_dates_and_references_holds_nothing():
    assert [(f.kind.value, FIGURES[f.start : f.end]) for f in find(FIGURES)] == []


def test_random_reference_numbers_are_taken_for_nhs_numbers_no_oftener_than_chance():
    """One in eleven ten-digit numbers has the check digit: nothing can tell those apart, and no more are taken."""
    numbers = [f"{(n * 7_919_777 + 3_000_000_019) % 10**10:010}" for n in range(2000)]
    taken = sum(bool(find(f"reference {number}.")) for number in numbers)
    assert taken <= 2000 / 11 * 1.15


HOSTILE = [
    "1",
    "0 ",
    "a@",
    "@",
    "a.",
    "943 476 5919 ",
    "born ",
    "born 1/1/1941 ",
    "E1 ",
    "AB12",
    "+44",
    "0(",
    "-",
    "\n",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_grows_with_the_length_of_the_text_and_no_faster(unit, monkeypatch):
    """Counted, not timed: how many characters the patterns may look at is bounded, so none holds an open repetition."""
    patterns = [p.pattern for p in vars(identifiers).values() if isinstance(p, re.Pattern)]
    assert len(patterns) > 10
    for pattern in patterns:
        open_ended = re.findall(r"(?<!\\)[*+](?![?])", re.sub(r"\\.|\[[^\]]*\]", "x", pattern))
        assert not open_ended or pattern in {r"[0-9]+", r"(?:0|[1-9][0-9]{0,14})(?:\.0+)?"}, pattern
    text = unit * (200_000 // len(unit))
    assert all(f.end <= len(text) for f in find(text))
