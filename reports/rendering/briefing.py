"""From a frozen briefing to what its page and its PDF show: days and times in words, what to expect. Pure."""

import datetime
import re
from typing import Any

from assurance.prose import as_html
from reports.rendering.wording import LONDON, day_in_words, moment_in_words, uk_day

Page = dict[str, Any]
PLAIN_ACCENT = "#1d70b8"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

# In our own words: what each sort of session is for, and what to expect there.
EXPECT = {
    "interview": "They want to hear from you what you do, how you know that it works for people, and what you would "
    "do next. Expect open questions and requests for an example.",
    "drop-in": "Staff come and go, and say what they like. Nobody takes a register, and nothing said there is held "
    "against anybody.",
    "focus-group": "A conversation with several people who do similar work. Let each other speak, and say so when your "
    "experience is a different one.",
    "presentation": "The leadership says in its own order where the council stands: what is good, what is not yet, and "
    "what happens about it. Questions follow.",
    "data": "They ask what the figures say, how they are made and how they are used. Bring definitions, and say where "
    "data is thin.",
}
ADVICE = [
    "Speak about your own work, in plain words, with an example.",
    "Say what is not good enough yet and what happens about it. We have said so ourselves.",
    "If you don’t know, say so and say who does. A promise is written down and kept.",
    "Name no person who draws on care, and nothing by which somebody could be recognised.",
    "Afterwards, tell the programme manager what was asked, or write it in the session’s log.",
]


def briefing_page(snapshot: Page) -> Page:
    """What the templates of a briefing need; keys that end in `html` are ready to print, all else is to be escaped."""
    council, subject = snapshot["council"], snapshot["subject"]
    title = f"Briefing: {subject['title']}"
    sessions = [_session(one) for one in snapshot["sessions"]]
    kinds = {one["kind"]: one["kind_title"] for one in snapshot["sessions"]}
    return {
        "title": title,
        "full_title": f"{council['name']}: {title}, {snapshot['round']['title']}",
        "council": council,
        "accent": council["colour"] if _COLOUR.fullmatch(council["colour"]) else PLAIN_ACCENT,
        "frozen_round": snapshot["round"],
        "subject": subject,
        "sessions": sessions,
        "past": [one | {"day": _day(one["starts_at"])} for one in snapshot.get("past", [])],
        "expect": [{"kind": title, "words": EXPECT[kind]} for kind, title in kinds.items() if kind in EXPECT],
        "advice": ADVICE,
        "statements": [_statement(one) for one in snapshot["statements"]],
        "includes_scores": snapshot["includes_scores"],
        "generated": moment_in_words(snapshot["generated_at"]),
        "generated_w3c": snapshot["generated_at"],
    }


def _session(one: Page) -> Page:
    return one | {
        "day": _day(one["starts_at"]),
        "time": f"{_time(one['starts_at'])} to {_time(one['ends_at'])}",
        "is_link": one["place"].startswith(("https://", "http://")),
        "who": ", ".join(f"{p['name']} ({p['role']})" if p["role"] else p["name"] for p in one["people"]),
    }


def _day(iso: str) -> str:
    return f"{uk_day(iso):%A} {day_in_words(iso)}"


def _time(iso: str) -> str:
    at = datetime.datetime.fromisoformat(iso).astimezone(LONDON)
    return f"{at:%H:%M}"


def _statement(one: Page) -> Page:
    return one | {
        "parts": [part | {"html": as_html(part["text"])} for part in one["parts"]],
        "figures": [row | {"reading": _as_sentence(row["reading"])} for row in one["figures"]],
        "actions": [action | {"due": day_in_words(action["due_on"])} for action in one["actions"]],
    }


def _as_sentence(words: str) -> str:
    """Words that stand by themselves, beginning with a capital.

    >>> _as_sentence("lower than England, and falling"), _as_sentence("")
    ('Lower than England, and falling', '')
    """
    return words[:1].upper() + words[1:]
