"""References out of what somebody pasted, or out of a file's rows."""

from casetracking.choice import Named, named_in, pasted

ONE = "8ZQ4-U4KE-82ZX"


def test_references_are_found_however_they_are_written():
    typed = f"Ref, Name\n1; {ONE.lower()}\n\n{ONE.replace('-', ' ')}\tsomething"
    assert [(n.line, n.reference) for n in named_in(pasted(typed))] == [
        (2, ONE),
        (4, ONE),
    ]


def test_headings_are_nothing_and_a_line_without_a_reference_is_told():
    assert named_in([["Reference"]]) == []
    assert named_in([["Reference"], ["nobody"], [None, ""]]) == [Named(2, None)]
