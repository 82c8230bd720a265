"""One measure: among all councils, over the years, and what it is."""

from dataclasses import replace

from django.urls import reverse

from assurance.at_hand import line_at_hand, measure_at_hand
from assurance.benchmarks import Value
from assurance.models import Area, Metric, MetricValue
from assurance.neighbourhood import open_neighbours
from assurance.operations.councils import add_council
from assurance.operations.people import add_person
from assurance.presenters.pictures import drawings_of
from assurance.roles import Role
from assurance.standings import standing
from tests.assurance.holdings import put
from tests.pages import get

LINCOLNSHIRE = "E10000019"


def lincolnshire(now):
    """A real council with a director, and 1D of twenty councils in two years under both codes."""
    council = add_council(area=Area.objects.get(code=LINCOLNSHIRE), by=None, at=now)
    director = add_person(
        council=council, email="d@lincolnshire.example", name="Dora Lane", roles=[Role.DIRECTOR], by=None, at=now
    )
    metric = Metric.objects.get(framework="ascof-2023", code="1D")
    codes = [*open_neighbours("ons-global", LINCOLNSHIRE)[:12], "E06000017", "E06000015", LINCOLNSHIRE]
    areas = {area.code: area for area in Area.objects.filter(code__in=[*codes, "E92000001", "E12000004", "type:S"])}
    for number, code in enumerate([*codes, "E92000001", "E12000004", "type:S"]):
        put(council, metric, areas[code], "2024-25", 70.0 - number, margin=1.0, people=400)
    put(council, metric, areas["E06000015"], "2024-25", None, reason="not available")
    old = Metric.objects.get(framework="ascof-2014", code="3A")
    for code in (LINCOLNSHIRE, "E92000001"):
        put(council, old, areas[code], "2017-18", 66.0, margin=1.0)
        put(council, old, areas[code], "2017-18", 68.0, disaggregation="Female")
        put(council, old, areas[code], "2017-18", 63.0, disaggregation="Male")
    return council, director


def test_without_figures_it_says_so(signed_in, ruth):
    page = get(signed_in(ruth), "figure", "ascof-2023-1d")
    assert page.heading == "Satisfaction of people who draw on care"
    assert "No figures of this measure yet" in page.words
    assert get(signed_in(ruth), "figure", "no-such-measure").status == 404


def test_the_whole_story_of_a_measure(client, db, now):
    _, director = lincolnshire(now)
    client.force_login(director)
    page = get(client, "figure", "ascof-2023-1d")
    # Where we stand.
    assert "1D, ASCOF from 2023-24 (3A, ASCOF until 2022-23)" in page.words
    assert "56.0% in 2024-25. Not clearly different from England" in page.words
    assert "Region: East Midlands" in page.words
    assert "Council type: Shire Counties" in page.words
    assert "Neighbours: ONS global list" in page.words
    assert "14th of 14 councils, in the lowest quarter of councils, where higher is better" in page.words
    assert "1 council has no place: 1 not available." in page.words
    # The pictures, wide and narrow, and the tables behind them.
    assert page.html.count('<svg xmlns="http://www.w3.org/2000/svg" role="img"') == 4
    assert "Every council in a table" in page.words
    assert "Derby Not available" in page.words.replace("– Derby", "Derby")
    assert "This council" in page.words
    assert "2017-18" in page.words
    assert "3A" in page.words
    # What it is.
    assert "Overall satisfaction of people who use services with their care and support" in page.words
    assert "Assessing needs (named by CQC)" in page.words
    assert "Crown copyright. Contains public sector information" in page.words
    assert "Higher is better." in page.words
    assert "/figures/ascof-2023-1d/figures.csv" in page.links
    assert "/figures/ascof-2023-1d/ranking.png" in page.links
    # Another year: its groups, and downloads that keep it.
    earlier = get(client, "figure", "ascof-2023-1d", year="2017-18")
    assert "66.0% in 2017-18." in earlier.words
    assert "Groups of people, 2017-18" in earlier.words
    assert "the highest figure is for Female, 68.0%" in earlier.words
    assert "/figures/ascof-2023-1d/groups.svg?year=2017-18" in earlier.links
    # The old code leads to the new one.
    old = client.get("/figures/ascof-2014-3a/")
    assert (old.status_code, old["Location"]) == (302, "/figures/ascof-2023-1d/")


def test_a_measure_from_client_level_data_is_labelled_and_cut(signed_in, northmoor):
    metric = Metric.objects.get(framework="ascof-2023", code="2C")
    england = Area.objects.get(code="E92000001")
    for period in ("2023-24", "2024-25"):
        put(northmoor.council, metric, england, period, 560.0)
        put(northmoor.council, metric, northmoor.council.area, period, 500.0, source="invented")
    page = get(signed_in(northmoor.edwin), "figure", "ascof-2023-2c")
    assert "Official statistics in development" in page.words
    assert "Not comparable with the years below" in page.words
    assert "From 2024-25: The source changed to client level data" in page.html
    assert "Invented figures" in page.words
    assert "No margin of error is published for this measure" in page.words
    assert "Lower is better." in page.words


def test_a_measure_of_its_own_without_figures_leads_to_where_one_is_typed_in(signed_in, northmoor):
    Metric.objects.create(
        council=northmoor.council, framework="local", code="L2", slug="caseload", title="Caseload", unit="people",
        decimals=0, better="lower", source="Weekly report",
    )  # fmt: skip
    assert "/figures/local/caseload/" in get(signed_in(northmoor.meilin), "figure", "caseload").links
    words = get(signed_in(northmoor.ruth), "figure", "caseload").words
    assert "Your data administrator can add the first." in words


def test_a_measure_of_its_own_shows_its_days_and_is_compared_with_nobody(signed_in, northmoor, stranger):
    own = Metric.objects.create(
        council=northmoor.council, framework="local", code="L1", slug="waiting", title="People waiting", unit="people",
        decimals=0, better="lower", source="Weekly report",
    )  # fmt: skip
    for day, value in (("2026-08-31", 400), ("2026-10-31", 318)):
        put(northmoor.council, own, northmoor.council.area, day, value, source="own")
    page = get(signed_in(northmoor.ruth), "figure", "waiting")
    assert "318 people on 31 October 2026. Falling." in page.words
    assert "31 August 2026" in page.words
    assert "Among all councils" not in page.words
    assert "England" not in page.words
    assert "Weekly report" in page.words
    put(northmoor.council, own, northmoor.council.area, "2026-11-28", None, source="own", reason="suppressed")
    page = get(signed_in(northmoor.ruth), "figure", "waiting")
    assert "No figure for 28 November 2026: suppressed; the last is 318 people" in page.words
    assert "Suppressed 28 November" not in page.words.split("No figure")[0]
    assert get(signed_in(stranger), "figure", "waiting").status == 404


def test_a_group_of_people_has_the_page_to_itself_and_a_way_back(client, db, now):
    _, director = lincolnshire(now)
    client.force_login(director)
    page = get(client, "figure", "ascof-2023-1d", year="2017-18")
    assert "?year=2017-18&group=Female" in page.links
    women = client.get(f"{reverse('figure', args=['ascof-2023-1d'])}?year=2017-18&group=Female").content.decode()
    assert "68.0%" in women
    assert "?year=2017-18&amp;group=Total" in women


def test_the_parts_of_a_measure_and_the_whole_lead_to_each_other(client, db, now):
    council, director = lincolnshire(now)
    for code in ("6B", "6B good"):
        metric = Metric.objects.get(framework="ascof-2023", code=code)
        put(council, metric, council.area, "2024-25", 70.0)
    client.force_login(director)
    whole, part = get(client, "figure", "ascof-2023-6b"), get(client, "figure", "ascof-2023-6bgood")
    assert reverse("figure", args=["ascof-2023-6bgood"]) in whole.links
    assert reverse("figure", args=["ascof-2023-6b"]) in part.links


def test_an_invented_council_stands_in_the_table_unranked_and_is_told_why_it_has_no_region(signed_in, northmoor):
    metric = Metric.objects.get(framework="ascof-2023", code="1D")
    put(northmoor.council, metric, Area.objects.get(code="E92000001"), "2024-25", 65.1)
    for number, code in enumerate(["E10000019", "E06000015", "E06000017", "E08000035"]):
        put(northmoor.council, metric, Area.objects.get(code=code), "2024-25", 70.0 - number)
    put(northmoor.council, metric, northmoor.council.area, "2024-25", 54.0, source="invented")
    page = get(signed_in(northmoor.ruth), "figure", "ascof-2023-1d")
    assert "Northmoor is invented, so it belongs to no region and no council type to be compared with." in page.words
    assert "– Northmoor 54.0% This council, invented: not ranked" in page.words
    assert "Would rank below all 4 councils, in the lowest quarter of councils, where higher is better;" in page.words
    assert "54.0% in 2024-25. Lower than England, which is worse here." in page.words


def test_a_council_without_a_figure_for_its_region_is_told_so(client, db, now):
    _, director = lincolnshire(now)
    MetricValue.objects.filter(area__code="E12000004").delete()
    client.force_login(director)
    assert "No figure is held here for the region, East Midlands." in get(client, "figure", "ascof-2023-1d").words


def test_england_is_named_in_the_picture_of_groups_only_where_it_is_drawn(client, db, now):
    council, director = lincolnshire(now)
    client.force_login(director)
    named = ">England</text>"
    held = measure_at_hand(
        council, line_at_hand(council, "ascof-2023-1d"), period="2017-18", group="Total", source=""
    )
    assert named in drawings_of(held, standing(held.compared))["groups"].svg()
    without = {name: (ours, Value(None, "not available")) for name, (ours, _) in held.groups.items()}
    held = replace(held, groups=without)
    assert named not in drawings_of(held, standing(held.compared))["groups"].svg()


def test_beside_others_every_cell_says_its_heading_where_there_is_no_room_for_headings(client, db, now):
    _, director = lincolnshire(now)
    client.force_login(director)
    html = get(client, "figure", "ascof-2023-1d").html
    table = html[html.index('app-stacked"') :]
    row = table[table.index("<tbody") : table.index("</table>")]
    assert [row.count(f'aria-hidden="true">{said}: </span>') for said in ("Figure", "Ours is", "What it means")] == [
        4
    ] * 3
    assert 'role="rowheader"' in row
