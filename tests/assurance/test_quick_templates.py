"""Names and values in templates are what Django's own classes make of them, also where something is missing."""

import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import TextChoices
from django.forms import CharField, Form
from django.http import QueryDict
from django.template import Context, Engine, base
from django.template.backends.django import get_installed_libraries
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from assurance import quick_templates
from assurance.quick_templates import QuickExpression, QuickVariableNode

DJANGOS = (base.Variable.__mro__[-2], base.FilterExpression.__mro__[-2], QuickVariableNode.__base__)
WHEN = datetime.datetime(2027, 7, 1, 12, 5, tzinfo=datetime.UTC)


class Thing:
    """What a template may meet behind a name."""

    title = "Needs & <wishes>"
    left = {"items": "a key", "deep": {"er": 3}}

    def said(self):
        return "called"

    def wants(self, more):
        return more

    def removed(self):
        return "never"

    removed.alters_data = True

    @property
    def gone(self):
        raise ObjectDoesNotExist

    @property
    def broken(self):
        raise ValueError("broken")

    @property
    def hides(self):
        raise AttributeError("hides")


class Row(NamedTuple):
    """Words by place and by name; `count` hides what every tuple has."""

    title: str
    count: int


class RowKind(TextChoices):
    """A word that is more than a word."""

    OPEN = "open", "Open & <free>"


class SignUp(Form):
    """One field, which is empty."""

    name = CharField()


class Kind:
    """Not called: it says so."""

    do_not_call_in_templates = True
    label = "a kind"


ObjectDoesNotExist.silent_variable_failure = True
CONTEXT = {
    "words": "<b> & \"'", "safe": mark_safe("<b>ö</b>"), "lazy": lazystr("<i>"), "n": 12_345, "half": Decimal("0.50"),
    "none": None, "yes": True, "when": WHEN, "day": WHEN.date(), "thing": Thing(), "rows": ["<a>", "b"],
    "call": Thing().said,
    "nested": {"0": "nought", "thing": Thing(), "rows": [{"x": SimpleNamespace(y="z")}]}, "kind": Kind, "empty": "",
    "list": list, "form": SignUp({"name": ""}), "row": Row("<t>", 2), "status": RowKind.OPEN,
    "asked": QueryDict("a=1&a=2&items=no"),
}  # fmt: skip
SOURCES = """
words safe lazy n half none yes when day rows call missing thing.title thing.said thing.wants thing.removed thing.gone
thing.hides thing.left.items thing.left.keys thing.left.deep.er thing.missing thing.title.upper rows.0 rows.1 rows.7
rows.0.upper thing.broken thing.wants.more nested.0 nested.thing.said nested.rows.0.x.y nested.missing kind.label
kind.missing missing.more none.more words.0 n.real dicts autoescape template_name render_context list "quoted" 12 1.5
True None block.super csrf_token row.title row.count row.0 row.missing status.label status.value status.name
status.upper status.missing form.name form.name.errors form.name.label form.errors.name form.missing form.name.0
form.name.missing form.is_valid asked.a asked.items asked.missing nested.keys nested.items nested.pop rows.sort
rows.count thing.rows.first form.visible_fields rows.append form.fields.name.required
""".split()
FILTERED = """
words|upper
safe|upper
words|safe
safe|length
words|default:'–'
missing|default:'–'
none|default:n
missing|default_if_none:'–'
words|add:words
n|add:missing
when|date:'H:i'
rows|join:', '
rows|join:words
words|truncatechars:3
safe|truncatechars_html:3
words|escape
safe|force_escape
rows|first
words|linebreaks
thing.title|lower|capfirst
missing|upper
'<c>'|upper
words|yesno:'a,b'
rows|length
half|floatformat:1
rows|slice:':1'|first
words|cut:'&'
thing.removed|default:'nothing'
""".strip().splitlines()
TAGS = """
{% if missing %}a{% else %}b{% endif %}
{% if missing == None %}a{% endif %}
{% if thing.gone %}a{% endif %}
{% for x in missing %}{{ x }}{% empty %}none{% endfor %}
{% for x in rows %}{{ forloop.counter }}{{ x }}{% endfor %}
{% with a=thing.title b=n|add:1 %}{{ a }}{{ b }}{% endwith %}
{% autoescape off %}{{ words }}{{ n }}{% endautoescape %}
{% filter upper %}{{ words }}{% endfilter %}
{% firstof missing none words %}
{% if n > 3 and rows %}a{% endif %}
{% load tz %}{% localtime off %}{{ when }}{% endlocaltime %}
{% load l10n %}{% localize on %}{{ n }}{% endlocalize %}
{% with words as none %}{{ none }}{% endwith %}
{% ifchanged words %}{{ words }}{% endifchanged %}
""".strip().splitlines()


@pytest.fixture
def djangos(monkeypatch):
    """A way to render as Django does, with its own classes back in their place."""

    def render(source: str, **options) -> str:
        with monkeypatch.context() as patch:
            for name, its_own in zip(("Variable", "FilterExpression", "VariableNode"), DJANGOS, strict=True):
                patch.setattr(base, name, its_own)
            return rendered(source, **options)

    return render


def rendered(source: str, **options) -> str:
    template = Engine(libraries=get_installed_libraries(), **options).from_string(source)
    return template.render(Context(CONTEXT))


def test_the_quick_classes_are_in_place_for_the_services_own_templates():
    (node,) = Engine().from_string("{{ words|upper }}").nodelist
    assert type(node) is QuickVariableNode
    assert type(node.filter_expression) is QuickExpression
    assert type(node.filter_expression.var) is quick_templates.QuickVariable
    assert [klass.__module__ for klass in DJANGOS] == ["django.template.base"] * 3


@pytest.mark.parametrize("source", [f"{{{{ {name} }}}}" for name in SOURCES + FILTERED] + TAGS)
@pytest.mark.parametrize("invalid", ["", "none", "no %s"])
def test_a_template_says_what_djangos_says_and_fails_where_it_fails(djangos, source, invalid):
    def told(render):
        try:
            return render(source, string_if_invalid=invalid)
        except (ValueError, AttributeError, TypeError, base.VariableDoesNotExist) as error:
            return type(error), str(error)

    assert told(rendered) == told(djangos)
