"""What people wrote, set out for screen and paper; everything in it is escaped. Pure.

The Markdown people need and no more: headings, **bold**, *italics*, lists of bullets and of numbers, and links to pages
on the web. What is not one of these is shown as it was typed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Literal

from assurance.cited import Found, put_aside, put_back

Kind = Literal["paragraph", "list", "numbered", "heading"]

_BULLET = re.compile(r"\s*[-*•–]\s+(?=\S)")
_NUMBER = re.compile(r"\s{0,3}(\d{1,3})[.)]\s+(?=\S)")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# Lengths are bounded, so that signs which close nothing cost little. Italics hold no "<": by then that is our tag.
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^\s()<>\"]{1,1000}|mailto:[^\s()<>\"]{1,200})\)")
_BOLD = re.compile(r"\*\*(?=[^\s*])([^*\n]{1,2000}?)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n<]{1,2000}?)(?<=\S)\*(?![\w*])")
_UNDERSCORED = re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n<]{1,2000}?)(?<=\S)_(?![\w_])")


@dataclass(frozen=True)
class Block:
    """A paragraph, whose lines were broken by the writer; a list with one line for each item; or a heading.

    `number` is where a numbered list begins, or how deep a heading is.
    """

    kind: Kind
    lines: tuple[str, ...]
    number: int = 1


def blocks_of(text: str) -> list[Block]:
    r"""The text as paragraphs, parted by empty lines, lists of lines that begin with a hyphen or number, and headings.

    >>> [(b.kind, b.lines) for b in blocks_of("# Why\n- one\n- two\n\n1. first\n\nSo be it.")]
    [('heading', ('Why',)), ('list', ('one', 'two')), ('numbered', ('first',)), ('paragraph', ('So be it.',))]
    """
    blocks: list[tuple[Kind, list[str], int]] = []
    fresh = True  # whether the next plain line begins a paragraph
    for raw in _UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        kind, line, number = _read(raw)
        if not line:
            fresh = True
            continue
        # After an empty line a paragraph is a new one, and a list that begins again at 1 is another list.
        begins = kind == "heading" or (fresh and (kind == "paragraph" or (kind == "numbered" and number == 1)))
        if blocks and blocks[-1][0] == kind and not begins:
            blocks[-1][1].append(line)
        else:
            blocks.append((kind, [line], number))
        fresh = False
    return [Block(kind, tuple(lines), number) for kind, lines, number in blocks]


def _read(raw: str) -> tuple[Kind, str, int]:
    """What a line is, what it says, and its number."""
    if bullet := _BULLET.match(raw):
        return "list", raw[bullet.end() :].strip(), 1
    if number := _NUMBER.match(raw):
        return "numbered", raw[number.end() :].strip(), int(number[1])
    if heading := _HEADING.match(raw):
        return "heading", raw[heading.end() :].rstrip("# \t"), len(heading[1])
    return "paragraph", raw.strip(), 1


def figure_html(one: Found) -> str:
    """A figure cited, as everybody may read it."""
    return escape(one.shown)


def as_html(
    text: str,
    *,
    paragraph: str = "",
    bullets: str = "",
    numbers: str = "",
    link: str = "",
    top: int = 0,
    after: Callable[[str], str] | None = None,
    figure: Callable[[Found], str] = figure_html,
) -> str:
    r"""The text as HTML, with nothing in it taken for markup but the few signs named above.

    `paragraph`, `bullets`, `numbers` and `link` are classes for these, where a page needs them. `top` is the level of
    a heading on the page it stands in, such as 3; without it a heading is a paragraph in bold, which fits anywhere.
    `after` gives HTML to stand after each bullet and paragraph, from its words with figures as they are shown; what
    only leads in to a list gets none.
    `figure` gives the HTML of a figure that is cited (cited.py), where a page says more about it than the figure.

    >>> as_html("5 < 6\n\n- a & **b**")
    '<p>5 &lt; 6</p>\n<ul>\n<li>a &amp; <strong>b</strong></li>\n</ul>'
    """
    text, aside = put_aside(text)

    def as_typed(words: str) -> str:
        return put_back(words, aside, lambda one: one.shown) if aside else words

    blocks = blocks_of(text)
    depths = [block.number for block in blocks if block.kind == "heading"]
    written, level = [], top - 1
    for block in blocks:
        lines = [_inline(line, link) for line in block.lines]
        if block.kind == "heading":
            # No level is left out, whatever the writer left out: a reader who moves by headings would miss a step.
            level = min(top + block.number - min(depths), level + 1, 6)
            written.append(_heading(lines[0], level if top else 0, paragraph))
        elif block.kind == "paragraph":
            # A line ending in a colon introduces the list after it, so on paper the two stay on one page.
            leads = "leads" if block.lines[-1].endswith(":") else ""
            more = after(as_typed(" ".join(block.lines))) if after and not leads else ""
            written.append(f"<p{_class(f'{paragraph} {leads}'.strip())}>{'<br>'.join(lines)}{more}</p>")
        else:
            if after:
                lines = [line + after(as_typed(typed)) for line, typed in zip(lines, block.lines, strict=True)]
            written.append(_list(block, lines, bullets, numbers))
    said = "\n".join(written)
    return put_back(said, aside, figure) if aside else said


def _heading(words: str, level: int, paragraph: str) -> str:
    if level:
        return f'<h{level} class="govuk-heading-s">{words}</h{level}>'
    return f"<p{_class(f'{paragraph} leads'.strip())}><strong>{words}</strong></p>"


def _list(block: Block, lines: list[str], bullets: str, numbers: str) -> str:
    items = "\n".join(f"<li>{line}</li>" for line in lines)
    if block.kind == "list":
        return f"<ul{_class(bullets)}>\n{items}\n</ul>"
    start = f' start="{block.number}"' if block.number != 1 else ""
    return f"<ol{_class(numbers)}{start}>\n{items}\n</ol>"


def _inline(line: str, link: str) -> str:
    """A line with its links, bold and italics; a link's words may be bold, its address is never touched."""
    said, at = [], 0
    for found in _LINK.finditer(line):
        said.append(_emphasised(line[at : found.start()]))
        said.append(f'<a{_class(link)} href="{escape(found[2])}" rel="noopener">{_emphasised(found[1])}</a>')
        at = found.end()
    said.append(_emphasised(line[at:]))
    return "".join(said)


def _emphasised(words: str) -> str:
    """Escaped first, so that the only tags are ours; the signs that are looked for are none that escaping writes."""
    said = escape(words)
    if "*" in said:
        said = _ITALIC.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", said))
    return _UNDERSCORED.sub(r"<em>\1</em>", said) if "_" in said else said


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""


def split_before(text: str, opening_words: str) -> tuple[str, str]:
    r"""The text in two, the second beginning with the first line that starts with these words; empty if none does.

    >>> split_before("Who we are.\n\nFinancial facts:\n- 3", "Financial facts")
    ('Who we are.', 'Financial facts:\n- 3')
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.strip().casefold().startswith(opening_words.casefold()):
            return "\n".join(lines[:number]).strip(), "\n".join(lines[number:]).strip()
    return text, ""
