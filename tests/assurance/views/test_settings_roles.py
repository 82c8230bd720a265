"""The table of who may do what, as the service goes by it."""

import re

from assurance.roles import TABLE, Permission, Role
from tests.pages import get


def cells(page) -> list[str]:
    return [given.get("class", "") for tag, given in page.elements if tag == "td"]


def test_everybody_reads_the_whole_table(signed_in, tom):
    page = get(signed_in(tom), "settings_roles")
    assert page.heading == "Who may do what"
    shown = [p for p in Permission if p not in {Permission.ANYONE, Permission.SIGNED_IN}]
    for words in [*Role.labels, *(p.label for p in shown)]:
        assert words in page.words
    assert len(cells(page)) == len(shown) * len(Role)


def words(page) -> str:
    """Without the roles' names that stand before each cell on a narrow screen."""
    return re.sub(rf"\b({'|'.join(map(re.escape, Role.labels))}): ", "", page.words)


def test_nothing_of_it_is_said_to_come_later(signed_in, tom):
    assert "later versions" not in get(signed_in(tom), "settings_roles").words


def test_it_shows_the_conditions_and_a_dash_where_there_is_no_right(signed_in, tom):
    page = get(signed_in(tom), "settings_roles")
    assert "sign off, reopen a signed round, share scores –no –no –no –no yes –no" in words(page)
    assert "give a score where owner of the statement –no –no yes yes" in words(page)


def test_it_follows_the_table_itself(signed_in, tom, monkeypatch):
    monkeypatch.setitem(TABLE, Permission.SIGN_OFF, {})
    page = get(signed_in(tom), "settings_roles")
    assert "sign off, reopen a signed round, share scores" + " –no" * len(Role) in words(page)
