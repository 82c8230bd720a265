"""Whether a link can be opened by somebody outside the council, as far as its address tells. Pure.

>>> why_not_public("https://www.northmoor.example/policies"), why_not_public("https://northmoor.gov.uk:8443/a")
('', '')
>>> why_not_public("http://localhost/x")[:40]
'“localhost” is an address inside a netwo'
"""

import ipaddress
from urllib.parse import urlsplit

# Names that are only known inside a network (RFC 6761, 6762, 8375, and what routers and directories are often given).
INSIDE = (
    "localhost", "local", "localdomain", "internal", "intranet", "lan", "corp", "home", "private", "home.arpa",
)  # fmt: skip
# Stores of an organisation: whoever opens them signs in as somebody there.
SIGNED_IN = (
    "sharepoint.com", "sharepoint.us", "onedrive.live.com", "onedrive.com", "1drv.ms", "teams.microsoft.com",
    "office.com", "drive.google.com", "docs.google.com", "dropbox.com", "box.com",
)  # fmt: skip
INSTEAD = "the regulator can’t open it. Add the document itself instead."


def why_not_public(url: str) -> str:
    """Why people outside can't open an address, in a sentence that says what to do; empty where nothing is known."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return "This is no address that can be opened. Copy it again from the page."
    if not host:
        return "This is no address that can be opened. Copy it again from the page."
    labels = host.split(".")
    if _is_inside(host, labels):
        return f"“{host}” is an address inside a network, so {INSTEAD}"
    if any(host == name or host.endswith(f".{name}") for name in SIGNED_IN):
        return f"“{host}” asks people to sign in, or lets a link run out, so {INSTEAD}"
    return ""


def _is_inside(host: str, labels: list[str]) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    if len(labels) == 1 or labels[-1].isdecimal():  # a computer's name, or a number written in an unusual way
        return True
    return "intranet" in labels or any(host.endswith(f".{name}") for name in INSIDE)
