"""Names of files in a pack: whatever people type, they hold on Windows and lead nowhere else."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from selfassessment import file_names
from selfassessment.file_names import Names, folder_name, from_pattern, joined, safe_name, unknown_places

DEVICES = ["CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(10)), "COM¹", "LPT³"]
TRICKY = st.one_of(
    st.text(max_size=300),
    st.text(alphabet='./\\:*?"<>| \t\n\x00~-$eé\u202e\u00a0', max_size=60),
    st.sampled_from(
        [*DEVICES, *(d.lower() + ".txt" for d in DEVICES), "..", ".", "", "../../etc/passwd", "C:\\x", "/a"]
    ),
    st.builds("{}{}".format, st.sampled_from(DEVICES), st.text(alphabet=" .x_", max_size=4)),
)
LENGTHS = st.integers(min_value=1, max_value=250)


def holds_on_windows(name: str, length: int) -> None:
    """Another telling of the rules, so that both would have to be wrong."""
    assert name
    assert not set(name) & set('<>:"/\\|?*')
    assert all(ord(sign) >= 32 and ord(sign) != 127 for sign in name)
    assert name[-1] not in ". "
    assert not name.startswith((" ", "."))
    assert name.split(".", maxsplit=1)[0].strip().upper() not in DEVICES
    assert len(name) <= max(length, file_names.SHORTEST)
    assert len(name.encode()) <= 255
    assert not any(unicodedata.category(sign) == "Cf" for sign in name)  # nothing turns the reading about


@given(name=TRICKY, length=LENGTHS)
@example(name="CON ", length=24)
@example(name="aux.h.txt", length=24)
@example(name="é" * 300, length=250)
def test_whatever_is_typed_the_name_holds_and_leads_nowhere(name, length):
    holds_on_windows(safe_name(name, length), length)


@given(pattern=TRICKY, title=TRICKY, ending=st.sampled_from([".pdf", ".docx", "", "./x", ".tar.gz"]), length=LENGTHS)
def test_whatever_the_pattern_the_name_holds(pattern, title, ending, length):
    made = from_pattern(pattern + "{title}", {"title": title}, ending, length)
    holds_on_windows(made, length)
    if ending in {".pdf", ".docx"}:
        assert made.endswith(ending)


@given(name=TRICKY, length=LENGTHS)
@example(name='$:$"-"~', length=1)
def test_a_name_that_holds_stays_as_it_is(name, length):
    once = safe_name(name, length)
    assert safe_name(once, length) == once


@given(
    names=st.lists(
        st.one_of(TRICKY, st.sampled_from(["a.pdf", "A.pdf", "ａ.pdf", "é.pdf", "e\u0301.pdf"])), max_size=30
    )
)
def test_no_two_names_of_a_folder_are_the_same_to_windows_or_a_mac(names):
    taken = Names(40)
    given_out = [taken.take(name) for name in names]
    folded = {unicodedata.normalize("NFD", name).casefold() for name in given_out}
    assert len(folded) == len(names)
    for name in given_out:
        holds_on_windows(name, 40)


@given(first=st.sampled_from(["00", "QS8", "X1"]), title=TRICKY)
def test_a_folder_holds_too(first, title):
    name = folder_name(first, title)
    holds_on_windows(name, 60)
    assert name.startswith(first)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Report: final?.docx", "Report final.docx"),
        ("NUL", "NUL_"),
        ("con.pdf", "con_.pdf"),
        ("Lpt1.notes.pdf", "Lpt1_.notes.pdf"),
        ("  spaced   out .pdf", "spaced out.pdf"),
        ("dots....", "dots"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\temp\\x.txt", "C temp x.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("???", "file"),
        ("Zoë’s 1½ pages – “v2”.pdf", "Zoë’s 1½ pages – “v2”.pdf"),
    ],
)
def test_names_as_people_type_them(typed, name):
    assert safe_name(typed) == name


def test_a_long_name_keeps_its_ending_and_its_number():
    taken = Names(30)
    first, second = taken.take("x" * 80 + ".pdf"), taken.take("x" * 80 + ".PDF")
    assert (first, len(first)) == ("x" * 26 + ".pdf", 30)
    assert re.fullmatch(r"x{22} \(2\)\.PDF", second)


def test_a_pattern_names_its_places():
    values = {"reference": "1.2", "title": "Policy", "section": "General", "number": "7", "name": "policy_final"}
    made = from_pattern("{Number}-{reference} {section} {title} {name} {unknown}", values, ".pdf")
    assert made == "7-1.2 General Policy policy_final unknown.pdf"
    assert unknown_places("{title} {unknown} { Section }") == ["unknown"]
    assert set(values) == set(file_names.PLACES)


def test_an_ending_that_is_none_is_left_out():
    assert joined("a", "./b") == "a"
