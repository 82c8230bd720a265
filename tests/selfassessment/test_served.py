"""Which statements an item serves, as letters write it: by number, slug, title or alias, several in one cell."""

import time

import pytest

from selfassessment.served import names_of, served_in

SAFETY = ["Ensuring safety", "Theme 3: Ensuring safety"]
KNOWN = names_of(
    [
        (1, "assessing-needs", "Assessing needs", ["assessing people's needs"], ["Working with people"]),
        (3, "equity", "Equity in experience and outcomes", [], ["Working with people"]),
        (6, "safe-systems", "Safe systems, pathways and transitions", [], SAFETY),
        (7, "safeguarding", "Safeguarding", [], SAFETY),
        (8, "governance", "Governance, management and sustainability", ["leadership"], ["Leadership"]),
    ]
)
NEEDS, EQUITY, SYSTEMS, SAFEGUARDING, GOVERNANCE = KNOWN.numbers.values()


@pytest.mark.parametrize(
    ("said", "slugs"),
    [
        ("", ()),
        ("3", (EQUITY,)),
        ("QS3", (EQUITY,)),
        ("qs 3.", (EQUITY,)),
        ("Quality statement 3", (EQUITY,)),
        ("safe-systems", (SYSTEMS,)),
        ("Equity in experience and outcomes", (EQUITY,)),
        ("3. Equity in experience and outcomes", (EQUITY,)),
        ("QS3 – Equity", (EQUITY,)),
        ("Assessing people’s needs", (NEEDS,)),
        ("QS7; QS1", (NEEDS, SAFEGUARDING)),
        ("QS7\nQS1", (NEEDS, SAFEGUARDING)),
        ("• QS7\n• Assessing needs", (NEEDS, SAFEGUARDING)),
        ("1, 3, 3", (NEEDS, EQUITY)),
        ("QS 1 and 3", (NEEDS, EQUITY)),
        ("Statements 1 & 3", (NEEDS, EQUITY)),
        ("Safe systems, pathways and transitions, Safeguarding", (SYSTEMS, SAFEGUARDING)),
        ("Safeguarding, Governance, management and sustainability,", (SAFEGUARDING, GOVERNANCE)),
        ("All", (NEEDS, EQUITY, SYSTEMS, SAFEGUARDING, GOVERNANCE)),
    ],
)
def test_statements_are_known_by_what_people_call_them(said, slugs):
    assert served_in(said, KNOWN) == (slugs, [])


@pytest.mark.parametrize(
    ("said", "unknown"),
    [
        ("QS9", ["QS9"]),
        ("QS3; Housing", ["Housing"]),
        ("Housing, QS3, Transport", ["Housing", "Transport"]),
        ("1-3", ["1-3"]),  # a range, or a day in March
        ("2027-03-01", ["2027-03-01"]),
        ("1.3", ["1.3"]),
        ("QS3: Safeguarding", ["QS3: Safeguarding"]),  # which of the two?
        ("3rd party", ["3rd party"]),
    ],
)
def test_what_is_not_certain_is_named_in_a_sentence(said, unknown):
    _, told = served_in(said, KNOWN)
    assert [one.partition("”")[0] for one in told] == [f"“{name}" for name in unknown]
    assert all("is no quality statement we know. Write its number (QS3) or its name" in one for one in told)


@pytest.mark.parametrize("said", ["Ensuring safety", "Theme 3: Ensuring safety", "Leadership"])
def test_the_name_of_a_theme_is_none_of_a_statement(said):
    slugs, (told,) = served_in(said, KNOWN)
    assert slugs == ()
    assert f"“{said}” is the name of a theme, which has several quality statements." in told


@pytest.mark.parametrize("said", ["1" * 10_000, "1," * 5_000, "1 " * 5_000 + "x", "qs" * 5_000, "a," * 5_000])
def test_a_cell_that_is_full_is_read_at_once(said):
    began = time.perf_counter()
    served_in(said, KNOWN)
    assert time.perf_counter() - began < 2
