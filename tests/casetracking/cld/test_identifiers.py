"""No identifier leaves the process: not in what it answers, not in its errors; the key alone finds people again."""

import hmac
import marshal
import random
import re

import pytest

from assurance import bounded
from casetracking.cld import attributes, child, reading, references
from casetracking.cld.signs import ALPHABET, read_reference
from tests.casetracking.cld.made import KEY, made, rolled, small


def identifying(what) -> set[str]:
    found: set[str] = set()
    for one in what.people:
        found |= {*one.local_ids, one.nhs, one.last_name, one.first_name, one.postcode, one.birth.isoformat()}
        found.add(one.birth.strftime("%d/%m/%Y"))
    return found - {""}


def test_nothing_that_identifies_anybody_is_answered():
    data, what, _ = made(people=3000, seed=11)
    answered = b""
    with bounded.streaming(reading.ROLL_UP, reading.LIMITS, key=KEY, as_at=None) as process:
        process.send(data)
        for value in process.frames():
            answered += marshal.dumps(value)
    words = set(re.findall(rb"[\w/]+(?: \w+)?", answered)) | set(re.findall(rb"\w+", answered))
    assert not {one for one in identifying(what) if one.encode() in words}
    assert not {one for one in identifying(what) if len(one) >= 8 and one.encode() in answered}


def test_names_in_a_shifted_column_are_not_told():
    rows = [{"LA Person Unique Identifier": f"P{n}", "Last Name": name, "Gender": name, "Event Outcome": "Jo Thistle"}
            for n, name in enumerate(["Young", "Thistle", "White", "Brown"] * 3)]  # fmt: skip
    rows[0]["Ethnicity"] = "943 476 5919"
    rows[1]["Event Type"] = "Ring Thistle on 0191 498 0000"
    extract = rolled(small(*rows))
    told = str(extract)
    for secret in ["Young", "Thistle", "White", "Brown", "943 476 5919", "0191", "Jo"]:
        assert secret not in told, secret
    gender = next(one for one in extract.unmapped if one["column"] == "Gender")
    assert gender["rows"] == gender["not_told"] == 12


def test_a_value_many_rows_have_is_told_in_its_own_words():
    rows = [{"LA Person Unique Identifier": f"P{n}", "Gender": "Prefer not to say"} for n in range(6)]
    (unmapped,) = rolled(small(*rows)).unmapped
    assert unmapped["values"] == [["Prefer not to say", 6]]


def test_a_name_with_its_title_is_not_told_however_many_rows_have_it():
    rows = [{"LA Person Unique Identifier": f"P{n}", "Gender": "Ask Mrs Harrow"} for n in range(6)]
    (unmapped,) = rolled(small(*rows)).unmapped
    assert (unmapped["values"], unmapped["not_told"]) == ([], 6)


def test_an_error_of_ours_names_lines_and_not_what_stands_in_them():
    with bounded.streaming("tests.casetracking.cld.test_identifiers:breaks") as process:
        process.send(b"9434765919")
        with pytest.raises(RuntimeError) as error:
            list(process.frames())
    assert "ValueError" in str(error.value)
    assert "breaks" in str(error.value)
    assert "9434765919" not in str(error.value)


def breaks(stream):
    yield int("Thistlewoode " + stream.read().decode())


def test_the_key_is_not_among_the_arguments_everybody_can_see():
    with reading.roll_up(key=KEY) as roll:
        arguments = roll._child._process.args
    assert KEY not in str(arguments).encode()
    assert KEY.decode() not in str(arguments)


def test_the_process_leaves_no_core_dump():
    with bounded.streaming("tests.casetracking.cld.test_identifiers:dumps") as process:
        process.send(b"")
        assert list(process.frames()) == [(0, 0, 0)]


def dumps(stream):
    import ctypes
    import resource

    dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
    yield dumpable, resource.getrlimit(resource.RLIMIT_CORE)[0], resource.getrlimit(resource.RLIMIT_FSIZE)[0]


# --- References -----------------------------------------------------------------------------------------------------


def test_the_key_list_finds_everybody_again():
    data, what, _ = made(people=3000, seed=11)
    chunks = [data[at : at + 90_000] for at in range(0, len(data), 90_000)]
    listed = list(reading.key_list(chunks, key=KEY))
    assert {local_id for _, local_id in listed} == {i for one in what.people for i in one.local_ids}
    assert {reference for reference, _ in listed} == {p.reference for p in rolled(data).profiles()}
    assert [reference for reference, _ in listed] == sorted(reference for reference, _ in listed)
    of = {local_id: reference for reference, local_id in listed}
    for one in what.people[:200]:
        assert {of[local_id] for local_id in one.local_ids} == {references.reference(one.local_ids[0], KEY)}


def test_another_key_gives_other_references():
    data = small({})
    (mine,) = rolled(data).profiles()
    (other,) = reading.rolled_up([data], key=KEY[::-1]).profiles()
    assert mine.reference != other.reference


def test_a_reference_is_the_keyed_hash_of_the_local_id():
    words = int.from_bytes(hmac.digest(KEY, b"P1", "sha256")[:8], "big") % 31**11
    signs = []
    for _ in range(11):
        words, sign = divmod(words, 31)
        signs.append(ALPHABET[sign])
    assert references.reference(" p1 ", KEY).replace("-", "")[:11] == "".join(signs)


def test_every_slip_of_one_sign_and_every_two_that_changed_places_are_found():
    rng = random.Random(1)
    for number in range(20):
        reference = references.reference(f"P{number}", KEY)
        assert read_reference(f" {reference.lower().replace('-', ' ')} ") == reference
        signs = list(reference.replace("-", ""))
        for place in range(12):
            for other in ALPHABET:
                if other != signs[place]:
                    assert read_reference("".join([*signs[:place], other, *signs[place + 1 :]])) is None
        first, second = rng.sample(range(12), 2)
        if signs[first] != signs[second]:
            signs[first], signs[second] = signs[second], signs[first]
            assert read_reference("".join(signs)) is None
    assert read_reference("") is None
    assert read_reference("0OIL-0OIL-0OIL") is None


def test_a_key_that_is_too_short_is_refused():
    with pytest.raises(ValueError, match="16 bytes"):
        references.reference("P1", b"short")


def test_a_person_without_a_local_id_is_known_by_the_nhs_number():
    data = small({"LA Person Unique Identifier": "", "NHS Number": "943 476 5919"})
    ((reference, local_id),) = reading.key_list([data], key=KEY)
    assert local_id == "NHS:9434765919"
    (profile,) = rolled(data).profiles()
    assert profile.reference == reference


def test_child_and_columns_are_all_there():
    assert callable(child.roll_up)
    assert attributes.Attribute("a", attributes.NUMBER).value(attributes.NO_NUMBER) is None
