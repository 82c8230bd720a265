"""Whether people outside the council can open an address."""

import pytest

from selfassessment.public_addresses import why_not_public


@pytest.mark.parametrize(
    "inside",
    [
        "http://localhost/x", "http://localhost:8000/", "http://LOCALHOST./", "https://intranet/policies", "http://fileserver",
        "http://127.0.0.1/", "http://10.1.2.3/a", "http://192.168.0.4", "http://172.16.9.9/", "http://[::1]/",
        "http://[fd00::1]/", "http://169.254.1.1/", "http://2130706433/", "http://127.1/", "https://council.local/a",
        "https://wiki.internal/", "https://intranet.northmoor.gov.uk/a", "https://a.localhost/",
    ],
)  # fmt: skip
def test_what_is_inside_a_network_is_not_public(inside):
    assert "is an address inside a network, so the regulator can’t open it." in why_not_public(inside)


@pytest.mark.parametrize(
    "store",
    [
        "https://northmoor.sharepoint.com/:w:/s/a", "https://northmoor-my.sharepoint.com/personal/x",
        "https://onedrive.live.com/?id=1", "https://1drv.ms/w/s!A", "https://drive.google.com/file/d/1",
    ],
)  # fmt: skip
def test_what_asks_to_sign_in_is_not_public(store):
    assert "asks people to sign in" in why_not_public(store)
    assert "Add the document itself instead." in why_not_public(store)


@pytest.mark.parametrize(
    "public",
    [
        "https://www.northmoor.example/a", "http://northmoor.gov.uk", "https://8.8.8.8/", "https://notsharepoint.com/",
        "https://local.gov.uk/our-support", "https://www.gov.uk/government/collections/x",
    ],
)  # fmt: skip
def test_what_everybody_can_open_is_taken(public):
    assert why_not_public(public) == ""


def test_what_is_no_address_says_so():
    assert "no address that can be opened" in why_not_public("https://[nonsense/")
    assert "no address that can be opened" in why_not_public("https:///a")
