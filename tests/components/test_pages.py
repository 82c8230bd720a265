"""The frame of every page, and the pages for when something is wrong."""

from types import SimpleNamespace

import pytest
from django import forms
from django.test import override_settings

from tests.components.markup import elements, render, render_string, tokens

PAGE = """{% extends "base.html" %}
{% block title %}Evidence{% endblock %}
{% block content %}<h1>Evidence</h1>{% endblock %}"""


class Search(forms.Form):
    """A form with one field, which must be filled in."""

    words = forms.CharField()


@pytest.fixture(autouse=True)
def plain_static():
    """Addresses of static files without the manifest that only a deployment has."""
    plain = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=plain):
        yield


def page(**context) -> str:
    """A page that extends base.html, with this context and no context processor."""
    return render_string(PAGE, **{"request": SimpleNamespace(csp_nonce="abc123"), **context})


def test_the_page_says_where_we_are():
    html = page(
        council=SimpleNamespace(name="Anyshire Council", colour="#7a1f5c", invented=True),
        round=SimpleNamespace(title="2027 annual self-assessment"),
        next_date=SimpleNamespace(label="Draft to director", days=1, date=None),
    )
    said = tokens(html)
    assert "Anyshire Council" in said
    assert "2027 annual self-assessment" in said
    assert "1 day" in said
    assert "Invented council: nothing here is about a real place." in said


def test_the_title_names_the_page_and_the_service():
    assert "Evidence – Prepare for assessment" in tokens(page())


@pytest.mark.parametrize("context", [{"has_errors": True}, {"form": Search({})}])
def test_the_title_says_when_there_is_an_error(context):
    assert "Error: Evidence – Prepare for assessment" in tokens(page(**context))


def test_style_and_scripts_carry_the_nonce_and_nothing_is_styled_inline():
    html = page(council=SimpleNamespace(name="Anyshire Council", colour="#7a1f5c", invented=False))
    assert elements(html, "style")[0]["nonce"] == "abc123"
    for script in elements(html, "script"):
        assert script["nonce"] == "abc123"
        assert script["src"]
    assert not [element for element in elements(html) if "style" in element]


def test_no_emblem_of_government():
    html = page().lower()
    assert not [word for word in ("crown", "crest", "gov.uk") if word in html]


def test_the_skip_link_reaches_the_main_part():
    html = page()
    (skip,) = [link for link in elements(html, "a") if "govuk-skip-link" in link.get("class", "")]
    assert elements(html, "main")[0]["id"] == skip["href"].removeprefix("#")


def test_a_page_without_any_context_still_comes_up():
    assert "Evidence" in tokens(render_string(PAGE))


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500", "503"])
def test_an_error_page_comes_up_without_context_and_says_what_next(name):
    html = render(f"{name}.html")
    assert len(elements(html, "h1")) == 1
    said = " ".join(token for token in tokens(html) if isinstance(token, str))
    assert "lost" in said or "safe" in said


def test_an_outdated_form_gives_back_what_was_written():
    html = render("403_csrf.html", typed=[{"label": "Narrative", "text": "Words <somebody> wrote for an hour"}])
    assert "Words &lt;somebody&gt; wrote for an hour" in html
    assert "Narrative" in html
