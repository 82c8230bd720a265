"""What stands at hand while somebody writes a section."""

from tests.pages import get
from tests.selfassessment.reviewing import name_reviewers, submit

HERE = ("statement_write", "2027", "assessing-needs")


def test_the_official_words_come_first_beside_the_boxes_and_a_link_leads_to_them(signed_in, northmoor):
    page = get(signed_in(northmoor.aisha), *HERE)
    folds = ["What is asked", "What to think about", "Figures", "Evidence cited here", "Setting it out"]
    side = page.html[page.html.index("<aside") :]
    places = [side.index(f'<span class="govuk-details__summary-text">{fold}') for fold in folds]
    assert places == sorted(places)
    assert "#asked" in page.links
    assert {"asked"} <= page.ids
    statement = northmoor.statement("assessing-needs")
    assert places[0] < side.index(statement.text[:20]) < places[1]


def test_it_says_that_the_section_is_with_its_reviewers(signed_in, northmoor, now):
    client, said_so = signed_in(northmoor.aisha), "This section is with its reviewers: Tom Birkett."
    name_reviewers(northmoor, "assessing-needs", [northmoor.tom], now)
    assert said_so not in get(client, *HERE).words
    submit(northmoor, "assessing-needs", now)
    assert said_so in get(client, *HERE).words
