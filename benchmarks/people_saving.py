"""People who save through real HTTP, each over a connection of their own, and note what they were told."""

import contextlib
import http.client
import json
import random
import re
import socket
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

TIMEOUT = 20.0
WORDS = "people wait for an assessment and we know how long because carers told us what changed for them".split()


@dataclass(frozen=True)
class Told:
    """A save the service acknowledged: these words are version `version` of this slot, or stood there already."""

    section: str
    slot: str
    version: int
    text: str


@dataclass
class Account:
    """What one person sent and heard."""

    acknowledged: list[Told] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)  # every text, answered or not
    stale: int = 0
    cut: int = 0
    unanswered: int = 0
    refused: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


class Person:
    """One person at a browser: a session, a token, the versions their page knows."""

    def __init__(self, port: int, name: str, cookie: str, csrf_cookie: str, seed: int) -> None:
        self.port, self.name, self.account = port, name, Account()
        self.headers = {
            "Cookie": f"{cookie}; {csrf_cookie}",
            "X-CSRFToken": csrf_cookie.partition("=")[2],
            "Accept": "application/json",
        }
        self.token = csrf_cookie.partition("=")[2]
        self.known: dict[tuple[str, str], int] = {}
        self.chance = random.Random(seed)
        self._connection: http.client.HTTPConnection | None = None

    def words(self) -> str:
        """A text nobody else sends, about as long as a part."""
        said = " ".join(self.chance.choice(WORDS) for _ in range(self.chance.randint(20, 250)))
        text = f"{self.name} {''.join(self.chance.choices('bcdfghjkmnpqrstvwxz', k=32))}: {said}."
        self.account.sent.add(text)
        return text

    def saves(self, section: str, slot: str, *, back: int = 0) -> None:
        """Save as the page does; `back` versions too early on purpose. What got no answer is sent again, unchanged."""
        text, version = self.words(), max(0, self.known.get((section, slot), 0) - back)
        body = {f"text-{slot}": text, f"version-{slot}": str(version)}
        for _ in range(8):
            began = time.perf_counter()
            answer = self._post(f"/2027/self-assessment/{section}/save/", body)
            if answer is not None:
                break
            self.account.unanswered += 1
            time.sleep(0.05)
        else:
            return
        self.account.milliseconds.append((time.perf_counter() - began) * 1000)
        status, said = answer
        self._hear(section, slot, text, status, json.loads(said))

    def _hear(self, section: str, slot: str, text: str, status: int, said: dict) -> None:
        now = said.get("slots", {}).get(slot)
        if now and "text" not in now:
            self.account.acknowledged.append(Told(section, slot, now["version"], text))
        elif slot in said.get("stale", {}):
            self.account.stale += 1
        elif not now:
            self.account.refused.append(f"{status}: {str(said)[:200]}")
        stands = now or said.get("stale", {}).get(slot)
        if stands:
            self.known[section, slot] = stands["version"]

    def sends_the_form(self, section: str, slot: str) -> None:
        """Open the page and send the whole form, as a browser without JavaScript does."""
        page = self._ask("GET", f"/2027/self-assessment/{section}/write/", None, {})
        if page is None:
            return
        fields = dict(re.findall(r'name="((?:version|began)-[^"]+)" value="([^"]*)"', page[1]))
        fields |= {
            name: _plain(said)
            for name, said in re.findall(r'name="(text-[^"]+)"[^>]*>\n(.*?)</textarea>', page[1], re.S)
        }
        text, version = self.words(), int(fields.get(f"version-{slot}", 0))
        fields |= {f"text-{slot}": text, "csrfmiddlewaretoken": self.token}
        answer = self._ask("POST", f"/2027/self-assessment/{section}/write/", fields, {"Accept": "text/html"})
        if answer is None:
            self.account.unanswered += 1
        elif answer[0] == 302:
            self.account.acknowledged.append(Told(section, slot, version + 1, text))
            self.known[section, slot] = version + 1
        elif answer[0] == 409:
            self.account.stale += 1
        else:
            self.account.refused.append(f"form: {answer[0]}")

    def is_cut_off(self, section: str, slot: str) -> None:
        """Send a save, or half of one, and be gone before the answer."""
        text, version = self.words(), self.known.get((section, slot), 0)
        body = urlencode({f"text-{slot}": text, f"version-{slot}": str(version)}).encode()
        head = f"POST /2027/self-assessment/{section}/save/ HTTP/1.1\r\nHost: localhost\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        whole = head.encode() + body
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), TIMEOUT) as line:
            line.sendall(whole if self.chance.random() < 0.7 else whole[: len(whole) - len(body) // 2])
            time.sleep(self.chance.random() * 0.01)
        self.account.cut += 1

    def _post(self, path: str, body: dict[str, str]) -> tuple[int, str] | None:
        return self._ask("POST", path, body, {})

    def _ask(self, method: str, path: str, body: dict | None, more: dict) -> tuple[int, str] | None:
        """Status and words of the answer; None when there was none."""
        headers = self.headers | {"Content-Type": "application/x-www-form-urlencoded"} | more
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("localhost", self.port, timeout=TIMEOUT)
            self._connection.request(method, path, urlencode(body) if body else None, headers)
            answer = self._connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            if self._connection:
                self._connection.close()
            self._connection = None
            return None


def _plain(text: str) -> str:
    import html

    return html.unescape(text)
