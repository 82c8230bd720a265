"""Confirming who came along from the last round."""

from assurance.operations.councils import start_round
from tests.pages import get, leads_to, post


def test_people_who_came_along_are_marked_until_somebody_confirms_them(signed_in, northmoor, now):
    round = start_round(
        council=northmoor.council, edition=northmoor.round.edition, slug="2028", title="2028", by=northmoor.callum,
        at=now, previous=northmoor.round,
    )  # fmt: skip
    client = signed_in(northmoor.priya)
    before = get(client, "round_people", "2028").words
    assert "2 sections were carried over from the last round." in before
    assert before.count("Needs review") == 2
    assert leads_to(post(client, "round_people_confirm", "2028"), "round_people", "2028")
    assert "Needs review" not in get(client, "round_people", "2028").words
    assert not round.assignments.filter(needs_review=True).exists()
