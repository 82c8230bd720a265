"""All measures on one page: where we stand on each, by statement, under filters."""

from django.urls import reverse

from assurance.models import Area, Metric
from assurance.operations.people import withdraw_invitation
from tests.assurance.holdings import put
from tests.pages import get

ENGLAND, LEEDS = "E92000001", "E08000035"


def told(northmoor, code, own, england, *, before=None, framework="ascof-2023"):
    """Figures of one measure: ours and England's of 2024-25, ours of the year before."""
    metric = Metric.objects.get(framework=framework, code=code, council=None)
    put(northmoor.council, metric, Area.objects.get(code=ENGLAND), "2024-25", england, margin=0.5)
    put(northmoor.council, metric, northmoor.council.area, "2024-25", own, margin=2.0, source="invented")
    if before is not None:
        put(northmoor.council, metric, northmoor.council.area, "2023-24", before, margin=2.0, source="invented")
    return metric


def test_with_nothing_imported_it_says_what_to_do_first(signed_in, ruth, tom):
    for person in (ruth, tom):
        page = get(signed_in(person), "figures")
        assert page.heading == "Figures"
        assert "No figures yet" in page.words
        assert "Once your data administrator has imported the published files" in page.words


def test_each_measure_stands_under_its_statement_with_its_reading_and_picture(signed_in, northmoor):
    told(northmoor, "1D", 54.0, 65.1, before=61.0)
    told(northmoor, "2C", 500.0, 592.5)
    told(northmoor, "4A", 71.0, 71.0)
    page = get(signed_in(northmoor.ruth), "figures")
    assert (
        "Northmoor: 3 measures, 1 better than England, 1 worse than England, 1 not clearly different." in page.words
    )
    assert "1D Satisfaction of people who draw on care" in page.words
    assert "54.0% England 65.1%" in page.words
    assert "Lower than England and falling." in page.words
    assert "Worse than England" in page.words
    assert "Safeguarding" in page.words
    assert "/figures/ascof-2023-1d/" in page.links
    assert page.html.count('role="img"') == 3
    assert 'id="spark-ascof-2023-1d-title"' in page.html
    assert "Open Government Licence v3.0" in page.words
    assert "invented" in page.words
    assert 'href="/figures/" aria-current="page"' in page.html


def test_a_measure_of_two_statements_is_shown_once_and_named_at_the_other(signed_in, northmoor):
    told(northmoor, "1D", 54.0, 65.1)
    page = get(signed_in(northmoor.ruth), "figures")
    assert page.html.count('id="spark-ascof-2023-1d-title"') == 1
    assert "Shown with another statement: 1D Satisfaction of people who draw on care." in page.words
    page = get(signed_in(northmoor.ruth), "figures", statement="care-provision")
    assert page.html.count('id="spark-ascof-2023-1d-title"') == 1
    assert "Shown with another statement" not in page.words


def slugs_on(page) -> set[str]:
    return {slug for slug in ("1d", "4a", "2c", "waiting") if f"-{slug}-title" in page.html}


def test_filters_stand_in_the_address_and_can_be_taken_away(signed_in, northmoor):
    told(northmoor, "1D", 54.0, 65.1, before=61.0)  # worse and changed
    told(northmoor, "4A", 71.0, 71.0, before=71.0)  # neither
    told(northmoor, "2C", 700.0, 592.5)  # worse; nothing to compare with
    own = Metric.objects.create(
        council=northmoor.council, framework="local", code="L1", slug="waiting", title="People waiting", unit="people",
        decimals=0, better="lower",
    )  # fmt: skip
    put(northmoor.council, own, northmoor.council.area, "2026-10-31", 318, source="own")
    client = signed_in(northmoor.aisha)
    shown = {
        name: slugs_on(get(client, "figures", **asked))
        for name, asked in {
            "worse": {"worse": "yes"}, "changed": {"changed": "yes"}, "own": {"own": "yes"},
            "both": {"worse": "yes", "changed": "yes"}, "survey": {"collection": "ascs"},
            "statement": {"statement": "safeguarding"}, "none": {"statement": "governance"},
            "nonsense": {"statement": "x", "collection": "y"},
        }.items()
    }  # fmt: skip
    assert shown == {
        "worse": {"1d", "2c"}, "changed": {"1d"}, "own": {"waiting"}, "both": {"1d"}, "survey": {"1d", "4a"},
        "statement": {"4a"}, "none": set(), "nonsense": {"1d", "4a", "2c", "waiting"},
    }  # fmt: skip
    page = get(client, "figures", worse="yes", collection="ascs")
    assert "1 measure under these filters" in page.words
    assert "?collection=ascs" in page.links
    assert "?worse=yes" in page.links
    assert "No measure is like that." in get(client, "figures", statement="governance").words


def test_a_challenger_reads_figures_while_invited(signed_in, northmoor, now):
    client = signed_in(northmoor.yvonne)
    assert get(client, "figures").status == 200
    withdraw_invitation(round=northmoor.round, person=northmoor.yvonne, by=northmoor.priya, at=now)
    assert get(client, "figures").status == 403


def test_another_councils_figures_never_show(signed_in, northmoor, stranger):
    told(northmoor, "1D", 54.0, 65.1)
    assert "No figures yet" in get(signed_in(stranger), "figures").words


def test_the_sum_of_all_measures_leaves_none_unexplained_and_leads_on_to_the_texts(signed_in, northmoor):
    told(northmoor, "1D", 54.0, 65.1)
    told(northmoor, "3D(1a)", 54.0, 65.1)  # context: neither high nor low is better
    metric = told(northmoor, "4A", 71.0, 71.0)
    put(northmoor.council, metric, northmoor.council.area, "2024-25", None, reason="suppressed", source="invented")
    own = Metric.objects.create(
        council=northmoor.council, framework="local", code="L1", slug="waiting", title="People waiting", unit="people",
        decimals=0, better="lower",
    )  # fmt: skip
    put(northmoor.council, own, northmoor.council.area, "2026-10-31", 318, source="own")
    page = get(signed_in(northmoor.ruth), "figures")
    assert (
        "4 measures, 0 better than England, 1 worse than England, 0 not clearly different, 3 not called better"
        in (page.words)
    )
    for why in ("1 where neither high nor low is better", "1 without a figure of ours", "1 our own"):
        assert why in page.words
    assert reverse("round_claims", args=["2027"]) in page.links
    assert "England in a single year" in page.words
