"""Every page costs the same number of queries with one row of what it lists and with twenty: at most 15."""

from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from assurance.at_hand import at_hand, cited_measures
from assurance.models import Round
from assurance.official import categories_of_edition, parts_of, statements_of_edition, subtopics_of
from assurance.roles import TABLE, Role
from tests.conftest import PEOPLE
from tests.house.addresses import pages
from tests.house.growth import grow, more_rounds
from tests.selfassessment.citing import WAS_SATISFIED

BUDGET = 15  # the session and the person included
# Another state, not more rows: after criteria have changed since the last draw, everybody is read anew, in one query.
ANOTHER_STATE = {"case_swap as helen": 1}
READERS = ["ruth", "helen", "callum", "marcin", "meilin", "yvonne"]  # between them they may open every page
INVITED = "yvonne"  # who sees less on the same pages


def costs(client, northmoor, examples) -> dict[str, int]:
    """How many queries each page asks of whoever may open it first, and of the invited; a home page of every role."""
    _keep_what_a_process_keeps(northmoor)
    counted: dict[str, int] = {}
    seen: set[str] = set()
    here = pages()
    for who in [*READERS, *(one for one in PEOPLE if one not in READERS)]:
        client.force_login(northmoor.people[who])
        for address in here:
            if address.name != "home" and (who not in READERS or (address.name in seen and who != INVITED)):
                continue
            if Role(PEOPLE[who][1]) not in TABLE[address.permission]:
                continue  # refused: tests/house/test_permissions.py
            reset_queries()  # the log of all pages together would be longer than it may be
            with CaptureQueriesContext(connection) as asked:
                response = client.get(address.url(examples))
                if response.streaming:
                    b"".join(response)
            if response.status_code != 403:
                assert response.status_code in {200, 302}, address.name
                counted[f"{address.name} as {who}"] = len(asked)
                seen.add(address.name)
    assert {address.name for address in here} == seen
    return counted


def _keep_what_a_process_keeps(northmoor) -> None:
    """Words of the edition, prompts and figures are asked for once after each change; here, before anything counts."""
    round = Round.objects.with_setting().get(pk=northmoor.round.pk)
    categories_of_edition(round.edition)
    parts_of(round.prompt_set)
    for statement in statements_of_edition(round.edition):
        subtopics_of(round.prompt_set, statement)
    at_hand(round.council)
    cited_measures(round.council, [WAS_SATISFIED])


def test_twenty_rows_cost_as_many_queries_as_one(client, lived_in, examples, now):
    with_one = costs(client, lived_in, examples)
    grow(lived_in, lived_in.statement("assessing-needs"), now)
    more_rounds(lived_in, now)
    with_twenty = costs(client, lived_in, examples)
    allowed = {name: count + ANOTHER_STATE.get(name, 0) for name, count in with_one.items()}
    grown = {name: (with_one[name], count) for name, count in with_twenty.items() if count > allowed[name]}
    assert not grown, f"(with one row, with twenty): {grown}"
    dear = {
        name: (with_one[name], count) for name, count in with_twenty.items() if max(with_one[name], count) > BUDGET
    }
    assert not dear, f"(with one row, with twenty): {dear}"
