"""From a frozen snapshot to what the print templates show: words, dates, prose as HTML, charts. Pure.

Everything in the answer that ends in `html` or is a chart is ready to print; all else is still to be escaped.
"""

import re
from typing import Any

from assurance.cited import as_at
from assurance.prose import as_html, split_before
from assurance.scoring import Band
from reports.rendering.backing import appendices_of, backing_of
from reports.rendering.charts import ScoreRow, rating_scale, score_bars
from reports.rendering.figures import figures_of
from reports.rendering.wording import day_in_words, moment_in_words

PLAIN_ACCENT = "#1d70b8"
FINANCIAL = "Financial facts"  # the line with which a published report's second paragraph about a council begins
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
TITLES = {"self-assessment-workbook": "Self-assessment workbook", "draft-report": "Draft report"}

Page = dict[str, Any]


def parts_in_words(written: int, parts: int) -> str:
    """How many parts are written.

    >>> parts_in_words(5, 5), parts_in_words(0, 5), parts_in_words(2, 5)
    ('All 5 parts written', 'Nothing written yet', '2 of 5 parts written')
    """
    if not written:
        return "Nothing written yet"
    return f"All {parts} parts written" if written == parts else f"{written} of {parts} parts written"


def page_of(snapshot: Page) -> Page:
    """What both documents' templates need; the keys are read in templates/reports/print/."""
    council, round = snapshot["council"], snapshot["round"]
    themes = [_theme(theme, snapshot) for theme in snapshot["themes"]]
    statements = [statement for theme in themes for statement in theme["statements"]]
    title = TITLES[snapshot["kind"]]
    page = {
        "title": title,
        "full_title": f"{council['name']}: {title.lower()}, {round['title']}",
        "council": council,
        "accent": council["colour"] if _COLOUR.fullmatch(council["colour"]) else PLAIN_ACCENT,
        "round": round | {"due": day_in_words(round["due_on"])},
        "edition": snapshot["edition"] | {"published": day_in_words(snapshot["edition"]["published_on"])},
        "generated": moment_in_words(snapshot["generated_at"]),
        "generated_day": day_in_words(snapshot["generated_at"]),
        "generated_w3c": snapshot["generated_at"],
        "includes_scores": snapshot["includes_scores"],
        "opening": _section(snapshot["opening"], snapshot),
        "themes": themes,
        "statements": statements,
        "figures": snapshot.get("figures"),
        "writing": snapshot["writing"],
        "writing_words": parts_in_words(snapshot["writing"]["written"], snapshot["writing"]["parts"]),
        "roll_up": snapshot["roll_up"],
    }
    page |= appendices_of(snapshot)
    if snapshot["includes_scores"]:
        page |= _charts(snapshot) | {"scores_words": _scores_words(snapshot["roll_up"])}
    if snapshot["kind"] == "draft-report":
        page |= _mock(snapshot)
    return page


def _mock(snapshot: Page) -> Page:
    """What only the draft report shows: the sentence that says what it is, and the opening section in its places."""
    demographics, financial = _about(snapshot["about"])
    return {
        "mock_sentence": (
            f"This is {snapshot['council']['name']}’s own practice report. "
            "It is not a CQC report and CQC has not seen it."
        ),
        "demographics_html": demographics,
        "financial_html": financial,
        "experiences": [_part(part) for part in snapshot["experiences"]],
        "direction": [_part(part) for part in snapshot["direction"]],
    }


def _about(parts: list[Page]) -> tuple[str, str]:
    """The part about the council in two, where its text has a line that begins the financial facts."""
    first, second = split_before("\n\n".join(part["text"] for part in parts), FINANCIAL)
    heading, _, rest = second.partition("\n")
    # "Financial facts for 2025-26:" alone on its line says no more than the heading, but for the year.
    year = heading.strip().rstrip(":")[len(FINANCIAL) :].strip()
    second = f"These facts are {year}.\n\n{rest.strip()}" if year.startswith("for ") else second
    return as_html(first), as_html(second)


def _theme(theme: Page, snapshot: Page) -> Page:
    return theme | {"statements": [_statement(entry, snapshot) for entry in theme["statements"]]}


def _statement(entry: Page, snapshot: Page) -> Page:
    said = entry["i_statements"]
    sources = [one["source"] for one in said]
    shown = _section(entry, snapshot) | {
        "figures": figures_of(entry, snapshot),
        # The same source under every line would be noise: it stands once when all agree.
        "i_source": sources[0] if sources and all(source == sources[0] for source in sources) else None,
    }
    if entry.get("score"):
        score = entry["score"]
        shown["score"] = score | {"reason_html": as_html(score["reason"]), "day": day_in_words(score["at"])}
    return shown


def _section(section: Page, snapshot: Page) -> Page:
    return section | {
        "backed": backing_of(section, snapshot),
        "parts": [_part(part) for part in section["parts"]],
        "progress": parts_in_words(section["written"], section.get("wanted", len(section["parts"]))),
        "changed": day_in_words(section["changed_at"]),
    }


def _part(part: Page) -> Page:
    answers = [answer | _said(answer["text"]) for answer in part.get("answers", [])]
    return part | _said(part["text"]) | {"answers": answers}


def _said(text: str) -> Page:
    """A text set out, and when the figures it cites were taken: they are the text's own, so they never change in it."""
    return {"html": as_html(text), "as_at": as_at(text)}


def _scores_words(roll_up: Page) -> str:
    if roll_up["scored"] == roll_up["statements"]:
        return f"All {roll_up['statements']} statements scored"
    return f"{roll_up['scored']} of {roll_up['statements']} statements scored"


def _charts(snapshot: Page) -> Page:
    rows = [
        ScoreRow(theme["title"], entry["title"], score["value"] if score else None, score["words"] if score else "")
        for theme in snapshot["themes"]
        for entry in theme["statements"]
        for score in [entry["score"]]
    ]
    reach = snapshot["roll_up"]["reach"]
    bands = [Band(**band) for band in snapshot["edition"]["scoring"]["bands"]]
    return {
        "bars_svg": score_bars(name="scores", rows=rows),
        "scale_svg": rating_scale(
            name="scale",
            bands=bands,
            lowest=reach["lowest_percentage"],
            highest=reach["highest_percentage"],
            percentage=snapshot["roll_up"]["percentage"],
        ),
    }
