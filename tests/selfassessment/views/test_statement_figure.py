"""Picking a figure to cite."""

from django.urls import reverse

from selfassessment.models import PartText
from tests.pages import Page, get, post
from tests.selfassessment.citing import hold_figures, write_in

HERE = ("statement_figure", "2027", "assessing-needs")


def test_without_scripts_a_figure_is_put_at_the_end_of_the_part(signed_in, northmoor, now):
    hold_figures(northmoor, now)
    write_in(northmoor, "assessing-needs", "summary", "We asked people.", now)
    client = signed_in(northmoor.aisha)
    page = Page(client.get(reverse(HERE[0], args=HERE[1:]), {"part": "summary"}))
    assert page.heading == "Cite a figure"
    assert page.words.index("Figures of this statement") < page.words.index("1D Satisfaction")
    assert "61.3% (2024-25) · England 65.4%" in page.words
    assert "{{ascof-2023:1D, 2024-25 = 61.3%; as at" in page.words
    values = [given.get("value", "") for tag, given in page.elements if tag == "button"]
    (reference,) = [value for value in values if value.startswith("{{ascof-2023:1D, 2")]
    post(client, *HERE, part="summary", version="1", figure=reference)
    assert PartText.objects.get().text == f"We asked people. {reference}"
    shown = get(client, "statement", "2027", "assessing-needs")
    assert "We asked people. 61.3% (2024-25)" in shown.words
    assert "Figure as at" in shown.words


def test_the_page_that_writes_gets_the_figures_as_data(signed_in, northmoor, now):
    hold_figures(northmoor, now)
    answer = signed_in(northmoor.aisha).get(
        reverse(HERE[0], args=HERE[1:]), {"part": "summary"}, headers={"accept": "application/json"}
    )
    (here,) = [one for one in answer.json()["here"] if one["label"].startswith("1D")]
    assert here["figure"] == "61.3%"
    assert here["reading"] == "Lower than England, which is worse here; no clear change since 2023-24."
    assert here["theirs"].startswith("{{ascof-2023:1D, England, 2024-25 = 65.4%")


def test_a_search_finds_a_measure_by_its_words(signed_in, northmoor, now):
    hold_figures(northmoor, now)
    client = signed_in(northmoor.aisha)
    page = Page(client.get(reverse(HERE[0], args=HERE[1:]), {"part": "summary", "q": "safe"}))
    assert "4A" in page.words
    assert "1D" not in page.words


def test_what_is_no_figure_is_not_put_into_a_text(signed_in, northmoor, now):
    write_in(northmoor, "assessing-needs", "summary", "We asked people.", now)
    page = post(signed_in(northmoor.aisha), *HERE, part="summary", version="1", figure="<b>Anything</b>")
    assert "No figure was chosen, so nothing was changed." in page.words
    assert PartText.objects.get().text == "We asked people."


def test_the_figures_of_the_section_come_first_and_the_others_are_folded_until_they_are_asked_for(
    signed_in, northmoor, now
):
    hold_figures(northmoor, now)
    client = signed_in(northmoor.aisha)
    html = client.get(reverse(HERE[0], args=HERE[1:]), {"part": "summary"}).content.decode()
    folded = html[html.index("All other figures (") :]
    assert "4A" in folded
    assert html.index("1D Satisfaction") < html.index("All other figures (")
    found = client.get(reverse(HERE[0], args=HERE[1:]), {"part": "summary", "q": "safe"}).content.decode()
    assert "All other figures (" not in found
