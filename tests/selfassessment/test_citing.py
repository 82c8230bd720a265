"""A text with cited figures and a button beside each point: the button's words are plain, whatever the page marks."""

from selfassessment.templatetags.citing import cited_prose

CITED = "{{ascof-2023:1D, 2024-25 = 65.1%; as at 2026-11-28}}"


def test_a_point_with_a_figure_is_made_an_action_in_the_words_people_read():
    html = cited_prose(f"- Satisfaction is {CITED}, too low.", "", 3, True)
    assert 'value="Satisfaction is 65.1% (2024-25), too low."' in html
    assert '<span class="app-cited">65.1% (2024-25)</span>' in html
    assert "{{" not in html


def test_without_acts_no_button_stands_in_the_text():
    assert "<button" not in cited_prose(f"- Satisfaction is {CITED}.", "", 3)
