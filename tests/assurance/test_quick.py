"""The templates' own `date` and `url` say what Django's say, also when asked again."""

import datetime
import zoneinfo

import pytest
from django import forms
from django.template import Context, Engine
from django.template.backends.django import get_installed_libraries
from django.urls import NoReverseMatch, path

from assurance.addresses import address_and_html
from assurance.widgets import Hidden

LONDON, DELHI = zoneinfo.ZoneInfo("Europe/London"), zoneinfo.ZoneInfo("Asia/Kolkata")
DJANGOS = Engine(libraries=get_installed_libraries())
OURS = Engine(libraries=get_installed_libraries(), builtins=["assurance.templatetags.quick"])
AUTUMN = datetime.datetime(2027, 10, 31, 1, 30, tzinfo=LONDON)  # half past one happens twice that night
NOON = datetime.datetime(2027, 7, 1, 12, 5, tzinfo=datetime.UTC)

urlpatterns = [path("elsewhere/<slug:reference>/", lambda request: None, name="document")]


def both(source: str, **context) -> tuple[str, str]:
    """What Django's own and our template say, ours the second time it is asked."""
    ours = OURS.from_string(source)
    ours.render(Context(context))
    return DJANGOS.from_string(source).render(Context(context)), ours.render(Context(context))


@pytest.mark.parametrize(
    "value",
    [NOON, NOON.replace(tzinfo=None), NOON.astimezone(DELHI), NOON.date(), NOON.time(), None, "", "1 March",
     AUTUMN, AUTUMN.replace(fold=1)],
)  # fmt: skip
@pytest.mark.parametrize("how", ["j F Y, H:i", "F Y", "c", "H:i T"])
def test_a_date_is_told_as_django_tells_it(value, how):
    if type(value) is datetime.date and how != "F Y":
        how = "j F Y"
    djangos, ours = both(f'{{{{ value|date:"{how}" }}}}', value=value)
    assert ours == djangos


def test_one_moment_on_two_clocks_is_told_on_each():
    source = '{% load tz %}{% timezone zone %}{{ value|date:"H:i" }}{% endtimezone %}'
    told = {both(source, value=NOON, zone=zone)[1] for zone in (LONDON, DELHI)}
    assert told == {"13:05", "17:35"}


@pytest.mark.parametrize(
    "source",
    ["{% url 'document' round reference %}", "{% url 'document' round=round reference=reference %}",
     "{% url 'document' round reference as there %}<{{ there }}>", "{% url name %}", "{% url 'admin:index' %}",
     "{% autoescape off %}{% url 'document' round reference %}{% endautoescape %}", "{% url 'round_people' number %}"],
)  # fmt: skip
def test_an_address_is_the_one_django_gives(source):
    djangos, ours = both(source, round="2027", reference="d-1234", name="home", number=2027)
    assert ours == djangos
    assert "/" in ours


@pytest.mark.parametrize("source", ["{% url 'nowhere' %}", "{% url 'document' '' '' %}", "{% url 'home' 'more' %}"])
def test_an_address_that_is_none_is_told_each_time(source):
    template = OURS.from_string(source)
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            template.render(Context())


def test_other_addresses_are_not_mixed_up_with_the_services_own(settings):
    before = address_and_html("document", "2027", "d-1")
    settings.ROOT_URLCONF = __name__
    assert address_and_html("document", "d-1") == ("/elsewhere/d-1/",) * 2
    with pytest.raises(NoReverseMatch):
        address_and_html("document", "2027", "d-1")
    assert "2027" in before[0]


@pytest.mark.parametrize("value", [None, "", 0, 12_345, "<b> & \"'", "é"])
@pytest.mark.parametrize(
    "attrs", [None, {"id": "id_version"}, {"id": "x", "data-a": "<", "disabled": True, "no": False}]
)
def test_a_hidden_field_is_the_element_django_writes(value, attrs):
    djangos = forms.HiddenInput({"class": "c"}).render("version", value, attrs)
    ours = Hidden({"class": "c"}).render("version", value, attrs)
    assert attributes(ours) == attributes(djangos)


def attributes(html: str) -> dict:
    """The attributes of the one element."""
    from tests.components.markup import elements

    (element,) = elements(html, "input")
    return dict(element)
