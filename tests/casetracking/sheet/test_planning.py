"""What taking a spreadsheet would do: it adds and changes, and what Client Level Data says stands."""

from casetracking.sheet.planning import Known, plan

PLACED = frozenset({"gender"})


def test_people_of_client_level_data_are_told_only_what_it_can_not_know():
    found = plan([(2, "A", False, {"gender": "male", "team": "moor"})], {"A": Known({"advocate": True})}, PLACED)
    assert found.changed == {"A": Known({"advocate": True, "team": "moor"})}
    assert found.stands == 1


def test_somebody_new_comes_with_everything_it_says():
    found = plan([(2, "B", False, {"gender": "male", "team": "moor", "advocate": None})], {}, PLACED)
    assert found.new == {"B": Known({"team": "moor"}, {"gender": "male"})}


def test_a_typed_reference_brings_nobody_new():
    found = plan([(2, "B", True, {"team": "moor"})], {}, PLACED)
    assert (found.new, found.strange) == ({}, [2])


def test_an_empty_cell_leaves_what_is_known_and_not_recorded_takes_it_back():
    known = {"A": Known({"team": "moor", "advocate": False}, {"gender": "male"})}
    assert plan([(2, "A", False, {})], known, PLACED).same == 1
    found = plan([(2, "A", False, {"advocate": None, "gender": None})], known, PLACED)
    assert found.changed == {"A": Known({"team": "moor"}, {})}
