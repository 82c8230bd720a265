"""What backs a section, the evidence register and the action plan, as the workbook's templates show them. Pure.

A snapshot from before these were frozen has none of them: then nothing is shown, and nothing is said to be missing.
"""

import datetime
from typing import Any

from reports.rendering.wording import day_in_words, listed, plural, uk_day

Page = dict[str, Any]
OTHER_CATEGORY = "Another category"
NO_SECTION = "Not from a section"


def backing_of(section: Page, snapshot: Page) -> Page | None:
    """A section's citations by category, what is missing and its actions; None where the snapshot has none."""
    if "backing" not in section or "evidence" not in snapshot:
        return None
    items = {item["reference"]: item for item in snapshot["evidence"]["items"]}
    titles = _titles(snapshot)
    groups: dict[str, Page] = {title: {"title": title, "rows": []} for title in titles.values()}
    for citation in section["backing"]["citations"]:
        item = items[citation["evidence"]]
        title = titles.get(item["category"], OTHER_CATEGORY)
        groups.setdefault(title, {"title": title, "rows": []})["rows"].append(_cited(citation, item))
    numbers = set(section["actions"])
    today = uk_day(snapshot["generated_at"])
    plan = snapshot["action_plan"]["actions"]
    return {
        "groups": [group for group in groups.values() if group["rows"]],
        "gaps": _gaps(section["backing"]),
        "actions": [_action(action, today) for action in plan if action["reference"] in numbers],
    }


def appendices_of(snapshot: Page) -> Page:
    """The evidence register and the action plan, and what the annexes are called; nothing without the two."""
    if "evidence" not in snapshot:
        return {"annex_name": "Annex"}
    titles = _titles(snapshot)
    items = [_item(item, titles) for item in snapshot["evidence"]["items"]]
    plan = snapshot["action_plan"]
    today = uk_day(snapshot["generated_at"])
    sections: list[Page] = []
    for action in plan["actions"]:
        title = action["section_title"] or NO_SECTION
        if not sections or sections[-1]["title"] != title:
            sections.append({"title": title, "actions": []})
        sections[-1]["actions"].append(_action(action, today))
    return {
        "register": {"items": items, "sentence": _register_sentence(items)},
        "plan": {"sections": sections, "sentence": _plan_sentence(plan, today)},
        "annex_name": "Annex C",
    }


def _titles(snapshot: Page) -> dict[str, str]:
    return {category["slug"]: category["title"] for category in snapshot["evidence"]["categories"]}


def _cited(citation: Page, item: Page) -> Page:
    """One citation: `facts` is the line under its title."""
    day = day_in_words(item.get("dated_on")) or "no date given"
    pointer = citation.get("pointer", "")
    return citation | item | {"facts": ", ".join(filter(None, [pointer, day]))}


def _gaps(backing: Page) -> str:
    """Which kinds of evidence the framework asks for are not there, in a sentence; empty when all are."""
    missing = listed([f"“{title}”" for title in backing["gaps"]], "or")
    if not backing["citations"]:
        return "Nothing is cited here yet."
    return f"Nothing is cited yet under {missing}." if missing else ""


def _item(item: Page, titles: dict[str, str]) -> Page:
    return item | {
        "day": day_in_words(item.get("dated_on")) or "Not given",
        "category": titles.get(item["category"], OTHER_CATEGORY),
    }


def _action(action: Page, today: datetime.date) -> Page:
    note = action["note"]
    return action | {
        "owner": action["owner"] or "Nobody yet",
        "due": day_in_words(action["due_on"]) or "No date yet",
        "late": _late(action, today),
        "going": _going(action),
        "note": note and note | {"day": day_in_words(note["at"])},
    }


def _late(action: Page, today: datetime.date) -> str:
    if action["closed_at"] or not action["due_on"]:
        return ""
    days = (today - datetime.date.fromisoformat(action["due_on"])).days
    return f"Overdue by {plural(days, 'day')}" if days > 0 else ""


def _going(action: Page) -> str:
    """How an action goes, or how it ended: "Amber: at risk", "Done on 22 October 2026"."""
    if action["closed_at"]:
        return f"{action['outcome']} on {day_in_words(action['closed_at'])}"
    return action["rag_words"] or "Not told yet"


def _register_sentence(items: list[Page]) -> str:
    if not items:
        return "Nothing is cited in this round yet."
    few = sum(item["restricted"] for item in items)
    said = f"{plural(len(items), 'item')} of evidence {'is' if len(items) == 1 else 'are'} cited in this round."
    if few:
        said += (
            f" {few} of them {'is' if few == 1 else 'are'} for a few people only and stand{'s' if few == 1 else ''}"
        )
        said += " here by number and title."
    return said


def _plan_sentence(plan: Page, today: datetime.date) -> str:
    actions = plan["actions"]
    if not actions:
        return "The council’s plan has no action that is open, or was closed since this round began."
    unfinished = [action for action in actions if not action["closed_at"]]
    late = sum(bool(_late(action, today)) for action in unfinished)
    overdue = f", {late} of {'it' if len(unfinished) == 1 else 'them'} overdue" if late else ""
    closed, since = len(actions) - len(unfinished), day_in_words(plan["since"])
    still_open = f"{plural(len(unfinished), 'action')} not finished{overdue}"
    return f"{still_open}; {closed} closed since this round began on {since}."
