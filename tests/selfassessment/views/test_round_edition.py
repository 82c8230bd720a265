"""Moving a round to another edition: first what would happen, then doing it."""

from django.urls import reverse

from tests.pages import get, leads_to, post
from tests.reports.writing import write_everything

HERE = ("round_edition", "2027")


def test_it_shows_what_would_happen_and_changes_nothing(signed_in, northmoor, now):
    write_everything(northmoor.round, northmoor.priya, now)
    client = signed_in(northmoor.callum)
    assert "?edition=cqc-2023-12" in get(client, *HERE).links
    answer = client.get(reverse("round_edition", args=["2027"]), {"edition": "cqc-2023-12"})
    assert "Every answer has its place there" in answer.content.decode()
    northmoor.round.refresh_from_db()
    assert northmoor.round.edition.slug == "cqc-2025-06"


def test_moving_it_says_so_and_it_stands_under_the_other_edition(signed_in, northmoor, now):
    write_everything(northmoor.round, northmoor.priya, now)
    page = post(signed_in(northmoor.callum), *HERE, edition="cqc-2023-12")
    assert leads_to(page, "round_settings", "2027")
    northmoor.round.refresh_from_db()
    assert northmoor.round.edition.slug == "cqc-2023-12"


def test_an_edition_that_is_not_there_is_not_found(signed_in, northmoor):
    client = signed_in(northmoor.callum)
    assert client.get(reverse("round_edition", args=["2027"]), {"edition": "cqc-1999"}).status_code == 404
    assert post(client, *HERE, edition="cqc-2025-06").status == 404
