"""A real service, started as `make run` starts it, and real browsers in front of it."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests import ready, services
from tests.machinery.processes import Group, until

# Chromium without windows or a desktop's services, where the machine has it: the same engine for half of the work.
BROWSERS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"]
CHROMIUM = {
    "executable_path": os.environ.get("CHROMIUM") or next(filter(os.path.exists, BROWSERS), BROWSERS[-1]),
    "args": [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        # Fewer and simpler collections of garbage, no threads that wait for each other, and no compiling for a long
        # life where a page lives for a second: a quarter of its work.
        "--js-flags=--min-semi-space-size=64 --max-semi-space-size=128 --single-threaded-gc --no-opt --no-maglev",
        "--num-raster-threads=1",
    ],
}  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
# How axe sees an element: its kind and its parent's, with what changes how it looks, and whether it shows.
NAMED = """
  const looks = ['class', 'role', 'aria-current', 'aria-selected', 'disabled'];
  const said = (e, name) => e.hasAttribute(name) ? name + '=' + e.getAttribute(name) : '';
  const kind = e => [e.tagName, ...looks.map(name => said(e, name)), e.control?.disabled ?? ''].join('.');
  const named = e => kind(e.parentElement) + '>' + kind(e) + (e.checkVisibility({visibilityProperty: true}) ? '' : '?');
"""
# A page's shape: its heading, and each kind of element within each kind of parent, once. A list with one more row has
# the same shape.
SHAPE = f"""(() => {{ {NAMED}
  const kinds = new Set([...document.querySelectorAll('body *')].map(named));
  return [document.querySelector('h1')?.textContent, [...kinds].sort()];
}})()"""
# Regions that scroll take their tab stop once the page has seen its new width: two frames later.
SETTLED = "new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)))"
# All rules on the whole page, and that of colours on the elements of the kinds given, or on all where it is given null:
# looking at all colours takes three quarters of the time. What an element says of itself is only asked for once
# something is wrong: a quarter.
RUN_AXE = f"""async coloured => {{ {NAMED}
  const wanted = new Set(coloured);
  const shown = coloured?.length ? [...document.querySelectorAll('body *')].filter(e => wanted.has(named(e))) : [];
  const least = {{resultTypes: ["violations"], preload: false, selectors: false}};
  const look = async () => [
    ...(await axe.run({{...least, rules: {{"color-contrast": {{enabled: !coloured}}}}}})).violations,
    ...(shown.length ? (await axe.run({{include: shown}}, {{...least, runOnly: ["color-contrast"]}})).violations : []),
  ];
  axe.configure({{noHtml: true}});
  const wrong = (await look()).map(one => one.id);
  let again = [];
  if (wrong.length) {{
    axe.reset();
    again = await look();
  }}
  const told = Object.fromEntries(again.map(one => [one.id, one.nodes[0].html]));
  return wrong.map(rule => [rule, told[rule] ?? "what was gone when it was looked at again"]);
}}"""
CHECKED: set[str] = set()
# Colours are the same of the same kinds of elements: they are looked at where they show for the first time.
COLOURED: set[str] = set()
# At 320 px axe looks at each page once, once with an error, and wherever it shows something new. Of whatever shape, it
# is looked at where all of it shows, and must fit at both widths.
NARROWED: set[tuple[str, bool]] = set()
PATIENCE = 15_000  # milliseconds; only ever waited for in full by a test that fails
LEFT = "Execution context was destroyed"  # what the browser says when the page went while it was looked at
DEMO_PASSWORD = "northmoor-demo-2027"
SIGN_IN = "/accounts/login/"
# The session of who has signed in, by service, e-mail address and password: checking one is made to be slow.
SESSIONS: dict[tuple[str, str, str], dict] = {}


def pytest_collection_modifyitems(items) -> None:
    """Everything in this folder drives a browser; what asks the test database comes first.

    Once the browser of the session has begun, Playwright keeps a loop running in this thread, in which Django refuses
    to ask the database.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
    items.sort(
        key=lambda item: here in item.path.parents and {"db", "transactional_db"}.isdisjoint(item.fixturenames)
    )


@dataclass
class Service:
    """A running service: its address, what it printed, the process and what it was started with."""

    address: str
    group: Group
    environment: dict[str, str]

    def acts(self, module: str, *words: str) -> None:
        """Do what a module of this folder does in the service's own database: many things at once, by operations."""
        command = [sys.executable, "-m", f"tests.journeys.{module}", *words]
        subprocess.run(command, env=self.environment, check=True, cwd=Path(__file__).parents[2])

    @property
    def said(self) -> str:
        return self.group.log.read_text(errors="replace")


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


@pytest.fixture(scope="session")
def run_service(tmp_path_factory):
    """`run_service("yes")`: the service with the invented council; "no": a fresh one; each `queue` is one more."""
    running: list[Group] = []
    databases: list[str] = []
    folders: list[Path] = []

    def start(demo: str, queue: int | None = None) -> Service:
        queue = queue or (10 if demo == "yes" else 9)
        folder = tmp_path_factory.mktemp(f"service-{demo}-{queue}")
        environment = {**os.environ, **services.environment(), "VAR_DIR": str(folder), "HASHED_STATIC": "yes"}
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        environment["DATABASE_URL"] = ""
        if services.uses_servers():
            name = f"prepare_journey_{os.getpid()}_{queue}"
            # Migrating takes seconds and is seen where nothing is set up yet: the invented council moves in after it,
            # in the first service. Another begins where that council lives already, as a service does every morning.
            migrated = ""
            if demo == "yes":
                lived_in = any("-yes-" in one.name for one in folders)
                migrated = f' TEMPLATE "{ready.with_demo(folder) if lived_in else ready.template()}"'
            _sql(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"{migrated}')
            databases.append(name)
            environment["DATABASE_URL"] = f"{services.database_url().rpartition('/')[0]}/{name}"
            environment["REDIS_URL"] = f"{services.redis_url()}/{queue}"
        if folders:  # the first has collected and compressed the static files: 14 seconds of a processor
            shutil.copytree(folders[0] / "static", folder / "static")
            shutil.copyfile(folders[0] / "static.stamp", folder / "static.stamp")
        folders.append(folder)
        port = _free_port()
        command = [sys.executable, "manage.py", "run_service", "--port", str(port), "--demo", demo]
        group = Group(command, environment, folder / "said.log")
        running.append(group)
        until(lambda: group.said(SIGN_IN) or group.said("http://"), "the service says its address")
        return Service(f"http://localhost:{port}", group, environment)

    yield start
    for group in running:
        group.end()
    for name in databases:
        _sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _sql(*statements: str) -> None:
    import psycopg

    with psycopg.connect(services.database_url(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(scope="session")
def northmoor_service(run_service) -> Service:
    """The service with the invented council."""
    return run_service("yes")


@pytest.fixture(scope="session")
def fresh_service(run_service) -> Service:
    """A service nobody has set up."""
    return run_service("no")


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        yield browser
        browser.close()


def _which(url: str) -> str:
    """Which page of ours stands at this address, by its name; a page out of a pack is its own."""
    path = urlsplit(url).path
    with contextlib.suppress(Resolver404):
        return resolve(path).view_name
    return path


def troubles_of(page: Page, size: dict[str, int], *, axe: bool = True, all_colours: bool = False) -> list[str]:
    """What is wrong with a page, in which axe is at hand, at a size; `axe`: not only whether it fits.

    With `all_colours` those that were seen before are looked at too.
    """
    page.set_viewport_size(size)
    page.evaluate(SETTLED)
    found = []
    if axe:
        _, kinds = page.evaluate(SHAPE)
        found = page.evaluate(RUN_AXE, None if all_colours else sorted(set(kinds) - COLOURED))
        if not found:  # what is hidden is of another kind than what shows: axe did not look at its colours
            COLOURED.update(kinds)
    troubles = [f"at {size['width']}: {rule} in {html}" for rule, html in found]
    width = page.evaluate("document.documentElement.scrollWidth")
    return troubles + ([f"scrolls sideways: {width} px at {size['width']}"] if width > size["width"] else [])


@dataclass
class Visitor:
    """Somebody at a browser. Every page they look at is checked: axe, no sideways scrolling, nothing in the console."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    def goes_to(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.looks()

    def clicks(self, name: str, role: str = "link", *, exact: bool = True) -> None:
        self.page.get_by_role(role, name=name, exact=exact).first.click()
        self.page.wait_for_load_state()
        self.looks()

    def presses(self, name: str) -> None:
        self.clicks(name, role="button")

    def sees(self, words: str) -> None:
        """Find words on the page; what a busy service takes longer for is waited for, and looked at when it comes."""
        if words in self._words():
            return
        with contextlib.suppress(AssertionError):
            expect(self.page.locator("body")).to_contain_text(words, use_inner_text=True, timeout=PATIENCE)
        found = self._words()
        assert words in found, f"“{words}” is not on {self.page.url}:\n{found[:3000]}"
        self.page.wait_for_load_state()
        self.looks()

    def _words(self) -> str:
        return re.sub(r"\s+", " ", self.page.locator("body").inner_text())

    def does_not_see(self, words: str) -> None:
        assert words not in self.page.locator("body").inner_text()

    def looks(self) -> None:
        """Check the page as it stands, at 1280 and at 320 pixels; what looks the same is checked once a run.

        A script may lead on by itself after a click, once it has saved: then the page it leads to is the one to check.
        """
        for _ in range(5):
            try:
                return self._looks_here()
            except PlaywrightError as error:
                if LEFT not in str(error):
                    raise
                self.page.wait_for_load_state()
        return self._looks_here()

    def _looks_here(self) -> None:
        named, kinds = self.page.evaluate(SHAPE)
        shape = f"{named} {kinds}"
        if shape in CHECKED:
            return
        here = _which(self.page.url), self.page.title().startswith("Error:")
        everything = not COLOURED.issuperset(kinds) or here not in NARROWED
        self.page.evaluate(AXE_SCRIPT)
        for size in (NARROW, WIDE):
            troubles = troubles_of(self.page, size, axe=everything or size == WIDE)
            assert not troubles, f"{self.page.url} {troubles}"
        CHECKED.add(shape)
        NARROWED.add(here)

    def accepts(self, dialog) -> None:
        """Answer yes to whatever the page asks before it is left."""
        dialog.accept()

    def signs_in(self, email: str, password: str = DEMO_PASSWORD) -> None:
        """Sign in by the form; who has done so in this service before comes in with that session, if it still holds."""
        who = self.address, email, password
        if who in SESSIONS:
            self.page.context.add_cookies([SESSIONS[who]])
            self.goes_to("/")
            if SIGN_IN not in self.page.url:
                return
        self.goes_to(SIGN_IN)
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.presses("Sign in")
        kept = [one for one in self.page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME]
        assert kept, f"{email} could not sign in:\n{self._words()}"
        SESSIONS[who] = kept[0]


@pytest.fixture
def visitor(browser: Browser):
    """`visitor(service)`: a new browser window; `javascript=False` for one without."""
    visitors: list[Visitor] = []

    def open_window(service: Service, *, javascript: bool = True) -> Visitor:
        context = browser.new_context(viewport=WIDE, locale="en-GB", java_script_enabled=javascript)
        page = context.new_page()
        someone = Visitor(page, service.address) if javascript else VisitorWithoutScripts(page, service.address)
        page.on("console", lambda m: someone.troubles.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: someone.troubles.append(str(error)))
        page.on("dialog", someone.accepts)
        visitors.append(someone)
        return someone

    yield open_window
    for someone in visitors:
        # A refused save answers 409, which Chromium reports as a failed resource; nothing else may be in the console.
        assert [t for t in someone.troubles if "409" not in t] == []
        someone.page.context.close()


class VisitorWithoutScripts(Visitor):
    """A visitor whose browser runs no JavaScript, so axe can't run in it either."""

    def looks(self) -> None:
        """Nothing to run."""
