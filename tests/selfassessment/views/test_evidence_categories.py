"""The kinds of evidence, and adding one of the council's own."""

from tests.pages import get, leads_to, post, refuses


def test_the_programme_manager_adds_outcomes(signed_in, priya):
    client = signed_in(priya)
    assert "4 categories" in get(client, "evidence_categories", "2027").words
    assert leads_to(post(client, "evidence_categories", "2027", title="Outcomes"), "evidence_categories", "2027")
    page = get(client, "evidence_categories", "2027")
    assert "5 categories" in page.words
    assert "Your council’s own: Outcomes." in page.words
    assert "outcomes" in get(client, "evidence_add", "2027").choices("category")


def test_a_name_that_is_taken_or_missing_is_told(signed_in, priya):
    client = signed_in(priya)
    refuses(post(client, "evidence_categories", "2027", title=""), "Give the category a name.", "title")
    refuses(post(client, "evidence_categories", "2027", title="Processes"), "already", "title")
