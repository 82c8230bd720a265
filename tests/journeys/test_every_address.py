"""Every page of the URLconf in a real browser, also those no journey passes: axe, and no sideways scrolling at 320 px.

The pages come from Django's test client, with an example of everything in Northmoor, and the browser gets them and
their styles and scripts from here: no service is started, and nothing is stored.
"""

import mimetypes
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from django.urls import reverse
from playwright.sync_api import sync_playwright

from tests.house.addresses import pages
from tests.house.conftest import examples, lived_in, standing  # noqa: F401
from tests.journeys.conftest import CHECKED, CHROMIUM, NARROW, NARROWED, SHAPE, WIDE, troubles_of

READERS = [
    "ruth",
    "helen",
    "callum",
    "aisha",
    "marcin",
    "meilin",
    "yvonne",
    None,
]  # the first who is shown a page reads it
NO_PAGE = {
    "figure_keep": "there only for a figure that is stale or contradicted, and the examples cite none",
    "pool_sheet_check": "there only while a spreadsheet of the council's own is looked at",
    "return_start": "there only while no return is started; a journey passes it",
    "healthz": "a word for machines",
    "readyz": "a word for machines",
    "first_run": "there only while no council uses the installation; a journey passes it",
    "round_home": "leads to the page of one's role",
    "document_file": "the file itself",
    "evidence_file": "the file itself",
    "figures_local_template": "the file itself",
    "figures_local_measures_template": "the file itself",
    "figure_file": "the file itself",
    "timeline_file": "the file itself",
    "calendar_feed": "the file itself",
    "pool_sheet_template": "the file itself",
    "figures_file_progress": "a piece of a page, which is looked at in its page",
    "pool_list": "the file itself",
    "document_progress": "a piece of a page, which is looked at in its page",
    "evidence_file_progress": "a piece of a page, which is looked at in its page",
    "pack_file": "the file itself",
    "pack_progress": "a piece of a page, which is looked at in its page",
    "pool_draw_progress": "a piece of a page, which is looked at in its page",
}
AXE_PATH = "/axe.js"  # the browser keeps what it has compiled of a script with an address
ALLAUTH = ["account_login", "account_logout", "account_change_password"]


def shown(client, northmoor, given: dict) -> dict[str, tuple[str, bytes]]:
    """What each page shows to the first person who may see it: {name: (address, HTML)}."""
    urls = {page.name: page.url(given) for page in pages() if page.name not in NO_PAGE}
    urls |= {name: reverse(name) for name in ALLAUTH}
    found = {}
    for who in READERS:
        client.logout()
        if who:
            client.force_login(northmoor.people[who])
        for name, url in urls.items():
            if name not in found:
                response = client.get(url)
                if response.status_code == 200:
                    found[name] = (url, response.content)
    missing = set(urls) - set(found)
    assert not missing, f"Nobody is shown {missing}: say in NO_PAGE why."
    return found


class Answers(BaseHTTPRequestHandler):
    """Answers a browser from what is at hand; what a page's scripts send is taken and forgotten."""

    protocol_version = "HTTP/1.1"
    contents: ClassVar[dict[str, bytes]] = {}

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == AXE_PATH:
            self._say(AXE_SCRIPT.encode(), "text/javascript", "max-age=600")
        elif path in self.contents:
            self._say(self.contents[path], "text/html; charset=utf-8", "no-store")
        elif path.startswith("/static/") and (file := finders.find(path.removeprefix("/static/"))):
            kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
            self._say(Path(file).read_bytes(), kind, "max-age=600")
        else:
            self._say(b"", "text/plain", "no-store", 404)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._say(NOTHING_NEW, "application/json", "no-store")

    def _say(self, body: bytes, kind: str, keep: str, status: int = 200) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": keep}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args) -> None:
        pass


NOTHING_NEW = b'{"others": [], "newer": [], "locked": false}'


def looked_at(shown_pages: dict[str, tuple[str, bytes]], *, all_colours: bool = True) -> list[str]:
    """What is wrong with these pages, at both widths; without `all_colours`, look at them as the journeys do."""
    Answers.contents = dict(shown_pages.values())
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    troubles = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        page = browser.new_context(viewport=WIDE, locale="en-GB").new_page()
        for name, (url, _) in shown_pages.items():
            page.set_viewport_size(WIDE)
            page.goto(f"http://127.0.0.1:{server.server_port}{url}", wait_until="load")
            named, kinds = page.evaluate(SHAPE)
            page.add_script_tag(url=AXE_PATH)
            for size in (WIDE, NARROW):
                troubles += [
                    f"{name} {one}" for one in troubles_of(page, size, all_colours=all_colours and size == WIDE)
                ]
            if not troubles:  # no journey has to check one that looks the same
                CHECKED.add(f"{named} {kinds}")
                NARROWED.add((name, False))
        browser.close()
    server.shutdown()
    server.server_close()
    return troubles


def test_every_page_is_accessible_and_fits_a_narrow_screen(client, lived_in, examples):  # noqa: F811
    found = shown(client, lived_in, examples)
    assert len(found) >= 85
    # In a thread of its own: Playwright keeps a loop running in its thread, and Django would then take every query for
    # one out of place.
    with ThreadPoolExecutor(1) as apart:
        troubles = apart.submit(looked_at, found).result()
    assert not troubles, "\n".join(troubles)


def test_what_is_wrong_with_a_page_is_found():
    wrong = b"<!DOCTYPE html><title>Wrong</title><h1>Wrong</h1><img src=x><div style='width: 900px'>Wide</div>"
    with ThreadPoolExecutor(1) as apart:
        troubles = apart.submit(looked_at, {"wrong": ("/wrong/", wrong)}).result()
    assert any(trouble.startswith('wrong at 320: image-alt in <img src="x">') for trouble in troubles)
    assert any(trouble.startswith("wrong scrolls sideways: ") and trouble.endswith(" 320") for trouble in troubles)


def test_colours_are_looked_at_where_they_show_first_also_where_only_a_narrow_screen_shows_them():
    """And as long as they are wrong: what was wrong once is not taken for seen."""
    head = "<!DOCTYPE html><html lang=en><title>Pale</title><style>.pale, .slim {color: #ddd} .fine {color: #000}"
    head += "@media (min-width: 700px) {.slim {display: none}}</style><main><h1>Pale</h1>"
    bodies = {
        "fine": "<p class=fine>Words",
        "pale": "<p class=fine>Words<p class=pale>Pale words",
        "slim": "<p class=slim>Pale words",
        "pale again": "<p class=pale>Pale words",
        "not now": "<style>.off:disabled {color: #000}</style><button class=off disabled>Not now</button>",
        "now": "<style>.off {color: #ddd; background: #fff}</style><button class=off>Now</button>",
        "chosen": "<style>[aria-current] {color: #ddd}</style><p class=fine>Words<p class=fine aria-current=page>Words",
    }
    given = {name: (f"/{number}/", f"{head}{body}".encode()) for number, (name, body) in enumerate(bodies.items())}
    with ThreadPoolExecutor(1) as apart:
        troubles = [t for t in apart.submit(looked_at, given, all_colours=False).result() if "color-contrast" in t]
    told = [trouble.partition(": color-contrast in ")[0] for trouble in troubles]
    assert told == ["pale at 1280", "pale at 320", "slim at 320", "pale again at 1280", "pale again at 320",
                    "now at 1280", "now at 320", "chosen at 1280", "chosen at 320"]  # fmt: skip
    assert '<p class="pale">' in troubles[0]
