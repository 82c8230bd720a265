"""What our templates and static files keep out: styles and scripts inline, gov.uk's own marks, the wrong words."""

import ast
import re

import pytest

from tests.house.rooms import PRINTED, ROOT, TEMPLATES, modules, named, templates, tree

INLINE_STYLE = re.compile(r"\sstyle\s*=", re.I)
INLINE_HANDLER = re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I)
SCRIPT = re.compile(r"<script\b[^>]*>", re.I)
STYLE = re.compile(r"<style\b[^>]*>", re.I)
MARKS_OF_GOV_UK = re.compile(rb"GDS[ -]?Transport|crest|crown(?! copyright)(?<!govuk-footer__crown)", re.I)
AMERICAN = re.compile(
    r"\b(behavior|center(?!s?[-:])|favorite|fulfill(?!ed|ing)|gray|judgment|canceled|labeled|modeling|catalog|"
    r"program(?!me)s?|(?:organi|recogni|summari|prioriti|authori|finali|analy)z(?:e|es|ed|ing|ation))\b",
    re.I,
)
# Client Level Data is the name of a return, which nobody here chose.
FORBIDDEN = re.compile(
    r"\bservice[ -]users?\b|\bthe elderly\b|\bclients?\b(?! Level Data)|\bwheelchair[- ]bound\b", re.I
)


def visible(path) -> str:
    """The words of a template that people read: without tags of either kind and comments."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(
        r"{% comment %}.*?{% endcomment %}|{#.*?#}|<script.*?</script>|<style.*?</style>", " ", text, flags=re.S
    )
    return re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", " ", text, flags=re.S)


def inline(html: str) -> list[str]:
    """What the Content-Security-Policy would not let pass."""
    found = INLINE_STYLE.findall(html) + INLINE_HANDLER.findall(html)
    found += [tag for tag in SCRIPT.findall(html) if "src=" not in tag or "nonce=" not in tag]
    return found + [tag for tag in STYLE.findall(html) if "nonce=" not in tag]


def test_no_template_holds_style_or_script_of_its_own():
    found = {named(path): inline(path.read_text(encoding="utf-8")) for path in templates()}
    assert not {name: tags for name, tags in found.items() if tags}


@pytest.mark.parametrize(
    "html", ['<p style="x">', '<a onclick="x">', "<script>x()</script>", '<script src="/x.js">', "<style>p{}</style>"]
)
def test_style_and_script_are_found_where_there_are_any(html):
    assert inline(html)


def test_nothing_of_gov_uk_alone_is_shipped():
    """The typeface and the royal arms belong to gov.uk. (A licence line and a bare class name are neither.)"""
    shipped = [path for folder in ("static", "templates") for path in (ROOT / folder).rglob("*") if path.is_file()]
    assert len(shipped) > 100
    marked = [named(path) for path in shipped if MARKS_OF_GOV_UK.search(path.read_bytes())]
    assert not marked


def test_templates_are_written_in_british_english_and_in_respectful_words():
    read = [path for path in templates(printed=True) if path.suffix != ".css"]
    found = {named(path): AMERICAN.findall(visible(path)) + FORBIDDEN.findall(visible(path)) for path in read}
    assert not {name: words for name, words in found.items() if words}


@pytest.mark.parametrize("folder", ["prompts", "demo"])
def test_our_own_words_beside_the_framework_are_as_careful(folder):
    for path in (ROOT / "fixtures" / folder).glob("*.yaml"):
        said = re.sub(r"https?://\S+", " ", path.read_text(encoding="utf-8"))
        assert not AMERICAN.findall(said)
        assert not FORBIDDEN.findall(said)


@pytest.mark.parametrize(
    "text", ["Organize it", "the color gray", "our behavior", "a program", "service users", "clients"]
)
def test_the_wrong_words_are_found_where_there_are_any(text):
    assert AMERICAN.findall(text) or FORBIDDEN.findall(text)


@pytest.mark.parametrize("text", ["a programme", "the judgement", "we organise", "a data centre", "the service uses"])
def test_the_right_words_pass(text):
    assert not AMERICAN.findall(text)
    assert not FORBIDDEN.findall(text)


def test_no_page_asks_another_server_for_anything():
    """No trackers, no fonts from elsewhere: only links that people follow lead outside."""
    asked = re.compile(r"<(?:script|img|link|iframe|source|use)\b[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.I)
    assert not [named(path) for path in templates() if asked.search(path.read_text(encoding="utf-8"))]
    assert TEMPLATES.is_dir()
    assert PRINTED.is_dir()


def keys_of(module: ast.AST) -> set[str]:
    """The words by which dictionaries in a piece of code hold something."""
    held = [key for node in ast.walk(module) if isinstance(node, ast.Dict) for key in node.keys]
    held += [n.slice for n in ast.walk(module) if isinstance(n, ast.Subscript) and isinstance(n.ctx, ast.Store)]
    words = {key.value for key in held if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    return words | {k.arg for c in calls if getattr(c.func, "id", getattr(c.func, "attr", "")) in {"dict", "update"}
                    for k in c.keywords if k.arg}  # fmt: skip


def test_no_page_says_something_else_under_a_name_of_the_frame_around_it():
    """What a view calls `unread` would stand in the header in the place of the notices nobody has read."""
    frame = next(n for n in tree(ROOT / "config/navigation.py").body if getattr(n, "name", "") == "frame")
    # Who looks at what: a view that names these means the same.
    names = keys_of(frame) - {"round", "council", "access", "person"}
    assert {"unread", "may_open", "search_url"} <= names
    taken = {
        named(path): keys_of(tree(path)) & names for path in modules() if {"views", "presenters"} & set(path.parts)
    }
    assert not {path: keys for path, keys in taken.items() if keys}
