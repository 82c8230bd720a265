"""Compare two pieces of HTML by what they say, not by how they are laid out; and look things up in one."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "node_modules/govuk-frontend/dist/govuk/components"
VOID = {"input", "br", "img", "hr", "meta", "link", "path"}


class Tokens(HTMLParser):
    """Tags with sorted attributes and class names, and text with its white space folded."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.settle()
        given = dict(attrs)
        if "class" in given:
            given["class"] = " ".join(sorted(given["class"].split()))
        self.tokens.append((tag, tuple(sorted((name, value or "") for name, value in given.items()))))

    def handle_endtag(self, tag):
        self.settle()
        if tag not in VOID:
            self.tokens.append("/" + tag)

    def handle_data(self, data):
        self.words.append(data)

    def settle(self) -> None:
        """Close the run of text before a tag."""
        text = " ".join("".join(self.words).split())
        self.words = []
        if text:
            self.tokens.append(text)


def tokens(html: str) -> list:
    """The HTML as a list that can be compared."""
    parser = Tokens()
    parser.feed(html)
    parser.close()
    parser.settle()
    return parser.tokens


def elements(html: str, tag: str = "") -> list[dict[str, str]]:
    """The attributes of every element, or of every one with this tag."""
    return [dict(token[1]) for token in tokens(html) if isinstance(token, tuple) and tag in ("", token[0])]


def render(template: str, request=None, **context) -> str:
    """Render a template by its name."""
    return engines["django"].get_template(template).render(context, request)


def render_string(source: str, **context) -> str:
    """Render a template given as text."""
    return engines["django"].from_string(source).render(context)


def example(component: str, name: str) -> tuple[dict, str]:
    """One of GOV.UK Frontend's examples of a component: what it was made from, and its HTML."""
    path = EXAMPLES / component / "fixtures.json"
    if not path.exists():
        pytest.skip("GOV.UK Frontend is not installed: run python config/build_static.py --force")
    for fixture in json.loads(path.read_text(encoding="utf-8"))["fixtures"]:
        if fixture["name"] == name:
            return fixture["options"], fixture["html"]
    raise AssertionError(f"GOV.UK Frontend has no example of {component} called {name}")
