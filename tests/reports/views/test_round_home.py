"""A round's own address leads to its task list."""

import pytest

from tests.pages import get, leads_to


@pytest.mark.parametrize("who", ["aisha", "ruth", "edwin", "meilin"])
def test_whoever_may_read_the_round_is_led_to_its_task_list(signed_in, northmoor, who):
    assert leads_to(get(signed_in(northmoor.people[who]), "round_home", "2027"), "self_assessment", "2027")


@pytest.mark.parametrize("who", ["callum", "marcin"])
def test_whoever_may_not_is_led_home(signed_in, northmoor, who):
    assert leads_to(get(signed_in(northmoor.people[who]), "round_home", "2027"), "home")


def test_another_councils_round_is_not_found(signed_in, northmoor, stranger):
    assert get(signed_in(stranger), "round_home", "2027").status == 404
