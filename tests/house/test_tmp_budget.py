from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.house.growth import grow, more_rounds
from tests.house.test_query_budgets import _keep_what_a_process_keeps

NAMES = [
    "statement",
    "statement_write",
    "round_claims",
    "statement_figure",
    "round_readiness",
    "position",
    "round_sign_off",
    "self_assessment",
]


def cost(client, n):
    _keep_what_a_process_keeps(n)
    out = {}
    for who in ["ruth", "priya", "yvonne"]:
        client.force_login(n.people[who])
        for name in NAMES:
            args = ["2027"] + (["assessing-needs"] if name.startswith("statement") else [])
            with CaptureQueriesContext(connection) as asked:
                r = client.get(reverse(name, args=args))
            if r.status_code == 200:
                out[name, who] = len(asked)
            elif r.status_code != 403:
                out[name, who] = r.status_code
    return out


def test_budget(client, lived_in, now):
    one = cost(client, lived_in)
    grow(lived_in, lived_in.statement("assessing-needs"), now)
    more_rounds(lived_in, now)
    twenty = cost(client, lived_in)
    for key in one:
        print(key, one[key], twenty[key])
    client.force_login(lived_in.ruth)
    page = client.get(reverse("round_claims", args=["2027"])).content.decode()
    print(page.count("app-claims__item"))
    assert 0
