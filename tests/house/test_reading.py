"""Looking at a page changes nothing, and every page keeps its browser safe."""

import re
import sys
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import resolve

from assurance.questions import Question
from assurance.roles import TABLE, Role
from casetracking.models import Look
from tests.conftest import PEOPLE
from tests.house.addresses import pages
from tests.house.rooms import ROOMS
from tests.house.test_templates import inline
from tests.pages import Page

READERS = ["ruth", "callum", "helen", "marcin"]  # between them they may open every page but a challenger's
FRAMELESS = {
    "healthz",
    "readyz",
    "document_progress",
    "pool_draw_progress",
    "pool_list",
    "document_file",
    "figure_file",
    "figures_local_template",
    "figures_local_measures_template",
    "pool_sheet_template",
    "round_home",
    "evidence_file",
    "calendar_feed",
    "timeline_file",
    "pack_file",
    "pack_progress",
    "evidence_file_progress",
}


def everything() -> dict[str, list]:
    """Every row of ours, value by value; but who looked at people is written down on purpose."""
    models = [model for room in ROOMS[:4] for model in apps.get_app_config(room).get_models() if model is not Look]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def opened(client, people, examples):
    """Every page as the director or the first after her who may see it: (address, response)."""
    seen: set[str] = set()
    for who in READERS:
        client.force_login(people[who])
        for address in pages():
            if address.name in seen or Role(PEOPLE[who][1]) not in TABLE[address.permission]:
                continue
            response = client.get(address.url(examples))
            if response.streaming:
                b"".join(response)
            if response.status_code == 200:
                seen.add(address.name)
                yield address, response


@dataclass
class Opened:
    """Every page that may be seen, opened once: (address, response), and every row before and after.

    With the questions that are composed once as they were asked: which, and which gave other than their querysets.
    """

    pages: list
    before: dict[str, list]
    after: dict[str, list]
    asked: set[Question]
    different: list[str]


@pytest.fixture
def once(client, lived_in, examples) -> Opened:
    """Every page opened, once for this module: none of its tests changes any."""
    if not _once:
        for person in [lived_in.people[who] for who in READERS]:
            client.force_login(person)  # tells when somebody last signed in
        before, asked, different = everything(), set(), []
        with pytest.MonkeyPatch.context() as patch:
            for name in ("rows", "tuples"):
                patch.setattr(Question, name, beside_its_queryset(getattr(Question, name), asked, different))
            seen = list(opened(client, lived_in.people, examples))
        _once.append(Opened(seen, before, everything(), asked, different))
    return _once[0]


def beside_its_queryset(answer, asked: set[Question], different: list[str]):
    """`Question.rows` or `tuples` that asks the queryset as well, and notes where the two differ."""

    def both(question: Question, *values):
        given = answer(question, *values)
        asked.add(question)
        if [told(one) for one in given] != [told(one) for one in question.made(*values)]:
            different.append(f"{question.made.__module__}.{question.made.__name__}{values}")
        return given

    return both


def told(one, within: tuple = ()) -> object:
    """A row with what was fetched with it; a row within itself is told by its number."""
    if not isinstance(one, Model):
        return one
    here = (type(one), one.pk)
    if here in within:
        return one.pk
    related = {name: told(other, (*within, here)) for name, other in one._state.fields_cache.items()}
    return {name: value for name, value in vars(one).items() if name != "_state"} | related


@pytest.fixture
def answers(once) -> list:
    """Every page that may be seen: (address, response)."""
    return once.pages


_once: list[Opened] = []
# Asked of a section that waits for its reviewer, a second round, a file of figures: their own tests say the rest.
LATER = {"_authors", "_citations_to_confirm", "_scored", "_texts_to_confirm", "_uploaded_as", "_written"}


def test_what_is_composed_once_gives_what_its_queryset_gives(once):
    assert once.different == []
    held = {
        one
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in ROOMS
        for one in vars(module).values()
        if isinstance(one, Question)
    }
    assert len(held) > 30
    assert {one.made.__name__ for one in held - once.asked} == LATER


def test_opening_every_page_changes_no_row(once):
    assert len({address.name for address, _ in once.pages}) >= 35
    for person in once.after["User"] + once.before["User"]:
        person.pop("last_login")
    assert len(once.before["Event"]) > 5
    assert once.after == once.before


def test_every_page_lets_only_its_own_scripts_and_styles_run(answers):
    for address, response in answers:
        policy = response.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy, address.name
        assert "unsafe" not in policy, address.name
        assert "frame-ancestors 'none'" in policy, address.name
        if address.name not in FRAMELESS:
            nonces = set(re.findall(r"nonce=\"([^\"]+)\"", response.content.decode()))
            assert len(nonces) == 1, address.name
            assert f"'nonce-{nonces.pop()}'" in policy, address.name


def test_a_nonce_is_used_once(client, lived_in):
    client.force_login(lived_in.ruth)
    policies = {client.get("/")["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


def test_every_page_refuses_frames_guesses_at_types_and_telling_others_where_one_was(answers):
    for address, response in answers:
        assert response["X-Frame-Options"] == "DENY", address.name
        assert response["X-Content-Type-Options"] == "nosniff", address.name
        assert response["Referrer-Policy"] == "same-origin", address.name


def test_the_only_cookies_are_those_of_the_session_and_the_form_token(answers):
    seen = {name for address, response in answers for name in response.cookies}
    assert seen <= {"prepare-session", "prepare-csrf"}
    assert "prepare-csrf" in seen


def test_no_page_comes_with_style_or_script_of_its_own(answers):
    for address, response in answers:
        if not response.streaming and response["Content-Type"].startswith("text/html"):
            assert not inline(response.content.decode()), address.name


def test_every_page_has_one_heading_a_title_of_its_own_and_a_way_past_the_header(answers):
    titles = {}
    for address, response in answers:
        if address.name in FRAMELESS:
            continue
        page = Page(response)
        assert page.html.count("<h1") == 1, address.name
        assert page.title.endswith("– Prepare for assessment"), address.name
        assert not page.title.startswith(("Error", "–")), address.name
        assert page.links[0] == "#main-content", address.name
        assert "main-content" in page.ids, address.name
        titles.setdefault(page.title, set()).add(address.name)
    assert not {title: names for title, names in titles.items() if len(names) > 1}


def test_every_id_is_on_a_page_once_and_every_label_names_a_field(answers):
    for address, response in answers:
        if response.streaming or not response["Content-Type"].startswith("text/html"):
            continue
        page = Page(response)
        ids = [given["id"] for _, given in page.elements if given.get("id")]
        assert len(ids) == len(set(ids)), f"{address.name}: {[i for i in ids if ids.count(i) > 1]}"
        for tag, given in page.elements:
            for name in ["for", "aria-labelledby", "aria-describedby", "aria-controls"]:
                for one in given.get(name, "").split():
                    assert one in ids, f"{address.name}: {tag} {name}={one}"


def test_every_link_on_every_page_leads_somewhere(client, lived_in, answers):
    """Each address a page leads to is one of ours; one of each kind is opened, whether or not this person may."""
    asked: dict[tuple, str] = {}
    for address, response in answers:
        if response.streaming or address.name in FRAMELESS:
            continue
        for link in sorted(link for link in Page(response).links if link.startswith(("/", "?"))):
            path, _, query = (link if link[0] == "/" else f"{response.request['PATH_INFO']}{link}").partition("?")
            found = resolve(path.partition("#")[0])
            asked.setdefault((found.view_name, frozenset(dict(parse_qsl(query)))), f"{path}?{query}")
    assert len(asked) > 150
    client.force_login(lived_in.callum)
    for link in sorted(asked.values()):
        response = client.get(link)
        if response.streaming:
            b"".join(response)
        assert response.status_code in {200, 302, 403}, link
