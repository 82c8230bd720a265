"""One cell at a time: a figure, or the reason why there is none, never a 0 that nobody printed."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance.ascof.cells import MISSING, NotAFigure, rounded, said
from assurance.ascof.rows import REASONS

figures = st.decimals(min_value=-(10**7), max_value=10**8, places=1, allow_nan=False)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("[c]", (None, "suppressed", "", "[c]")),
        (" [C] ", (None, "suppressed", "", "[C]")),
        ("c", (None, "suppressed", "", "c")),
        ("*", (None, "suppressed", "", "*")),
        ("[x]", (None, "not available", "", "[x]")),
        (":", (None, "not available", "", ":")),
        ("[z]", (None, "not applicable", "", "[z]")),
        ("N/A", (None, "not applicable", "", "N/A")),
        ("-", (None, "not applicable", "", "-")),
        ("", (None, "not available", "blank", "")),
        (" ", (None, "not available", "blank", "")),
        ("\xa0", (None, "not available", "blank", "")),
        (None, (None, "not available", "blank", "")),
        ("[low]", (None, "not available", "", "[low]")),
        ("0", (0.0, "", "", "")),
        ("51,230", (51_230.0, "", "", "")),
        ("75.6%", (75.6, "", "", "")),
        (".419", (0.419, "", "", "")),
        ("-0.25", (-0.25, "", "", "")),
        ("1.5E+2", (150.0, "", "", "")),
        ("7.7 (7.6)", (7.7, "", "bracketed", "7.7 (7.6)")),
        ("51,230 (35,415)", (51_230.0, "", "bracketed", "51,230 (35,415)")),
        ("7.9 (:)", (7.9, "", "bracketed", "7.9 (:)")),
        ("[c] (7.6)", (None, "suppressed", "bracketed", "[c] (7.6)")),
        ("12.5 [p]", (12.5, "", "marked", "12.5 [p]")),
        (63188, (63_188.0, "", "", "")),
        (19.100000000000001, (19.1, "", "", "")),
    ],
)
def test_what_a_cell_says(cell, expected):
    assert said(cell) == expected


@pytest.mark.parametrize(
    "cell", ["a lot", "=1+1", "1.2.3", "1,23", "7.7 (soon)", "--1", "(5)", "nan", "inf", "1e999", "9" * 400, "٣", True,
             float("nan"), float("inf"), 1e300, "£5", "<5", "1 2"]
)  # fmt: skip
def test_what_is_no_figure_is_refused_in_a_sentence(cell):
    with pytest.raises(NotAFigure, match=r"is not a figure") as refused:
        said(cell)
    assert len(str(refused.value)) < 150


@given(figures)
def test_a_figure_is_read_as_printed_with_or_without_thousands(figure):
    for text in (f"{figure}", f"{figure:,}", f" {figure} ", f"{figure} (1.0)"):
        assert said(text)[0] == float(figure)


@given(st.sampled_from(sorted(MISSING)), st.booleans(), st.booleans())
def test_a_mark_is_never_a_figure_with_or_without_its_brackets(mark, brackets, capitals):
    text = f"[{mark}]" if brackets else mark
    value, reason, _, printed = said(text.upper() if capitals else text)
    assert value is None
    assert reason in REASONS
    assert printed.casefold() == text


@given(st.text(max_size=30))
def test_no_text_becomes_a_zero_that_is_not_printed(text):
    try:
        value, reason, _, _ = said(text)
    except NotAFigure:
        return
    assert (value is None) == bool(reason)
    if value == 0:
        assert "0" in text


@given(st.integers(-(10**6), 10**6), st.sampled_from([1, 3]))
def test_rounding_is_that_of_a_spreadsheet_on_two_more_decimals(hundredths, decimals):
    text = Decimal(hundredths).scaleb(-decimals - 1)
    expected = text.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert rounded(float(text), decimals) == float(expected)


@given(st.floats(-1e6, 1e6), st.sampled_from([1, 3]))
def test_rounding_twice_is_rounding_once(value, decimals):
    once = rounded(value, decimals)
    assert rounded(once, decimals) == once
    assert abs(once - value) <= 0.5000002 / 10**decimals
