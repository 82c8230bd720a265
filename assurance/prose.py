"""What people wrote, as paragraphs and lists of bullets for screen and paper; everything in it is escaped. Pure."""

import re
from dataclasses import dataclass
from html import escape
from typing import Literal

_BULLET = re.compile(r"^\s*[-*•–]\s+(?=\S)")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Block:
    """A paragraph, whose lines were broken by the writer, or a list with one line for each bullet."""

    kind: Literal["paragraph", "list"]
    lines: tuple[str, ...]


def blocks_of(text: str) -> list[Block]:
    r"""The text as paragraphs, parted by empty lines, and lists of lines that begin with a hyphen.

    >>> [(b.kind, b.lines) for b in blocks_of("Why:\n- one\n- two\n\nSo be it.")]
    [('paragraph', ('Why:',)), ('list', ('one', 'two')), ('paragraph', ('So be it.',))]
    """
    blocks: list[Block] = []
    fresh = True  # whether the next plain line begins a paragraph
    for raw in _UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        bullet = _BULLET.match(raw)
        line = raw[bullet.end() :].strip() if bullet else raw.strip()
        kind: Literal["paragraph", "list"] = "list" if bullet else "paragraph"
        if not line:
            fresh = True
            continue
        joins = bool(blocks) and blocks[-1].kind == kind and (bullet or not fresh)
        if joins:
            blocks[-1] = Block(kind, (*blocks[-1].lines, line))
        else:
            blocks.append(Block(kind, (line,)))
        fresh = False
    return blocks


def as_html(text: str, *, paragraph: str = "", bullets: str = "") -> str:
    r"""The text as HTML paragraphs and lists, with nothing in it taken for markup.

    `paragraph` and `bullets` are classes for the two, where a page needs them.

    >>> as_html("5 < 6\n\n- a & b")
    '<p>5 &lt; 6</p>\n<ul>\n<li>a &amp; b</li>\n</ul>'
    """
    return "\n".join(_block_html(block, paragraph, bullets) for block in blocks_of(text))


def _block_html(block: Block, paragraph: str, bullets: str) -> str:
    lines = [escape(line) for line in block.lines]
    if block.kind == "list":
        items = "\n".join(f"<li>{line}</li>" for line in lines)
        return f"<ul{_class(bullets)}>\n{items}\n</ul>"
    # A line ending in a colon introduces the list after it, so on paper the two stay on one page.
    leads = "leads" if block.lines[-1].endswith(":") else ""
    return f"<p{_class(f'{paragraph} {leads}'.strip())}>{'<br>'.join(lines)}</p>"


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
