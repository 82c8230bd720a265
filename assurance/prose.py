"""Plain text, as people write it in a part, to paragraphs and lists. Pure; everything is escaped."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Block:
    """A paragraph (its lines) or a list (its items)."""

    lines: tuple[str, ...]
    is_list: bool


def blocks_of(text: str) -> list[Block]:
    """Split text into paragraphs, parted by empty lines, and lists of lines that begin with "- "."""
    blocks: list[Block] = []
    lines: list[str] = []
    in_list = False

    def close() -> None:
        if lines:
            blocks.append(Block(tuple(lines), in_list))
            lines.clear()

    for raw in text.splitlines():
        line = raw.strip()
        is_item = line.startswith(("- ", "• ", "* "))
        if not line:
            close()
            in_list = False
        elif is_item:
            if not in_list:
                close()
            in_list = True
            lines.append(line[2:].strip())
        elif in_list and raw[:1].isspace():
            lines[-1] = f"{lines[-1]} {line}"  # an item that goes on in the next, indented line
        else:
            if in_list:
                close()
            in_list = False
            lines.append(line)
    close()
    return blocks


def as_html(text: str, paragraph: str = "", bullets: str = "") -> str:
    """HTML of a text, with a class for paragraphs and one for lists where they are given."""
    out = []
    for block in blocks_of(text):
        if block.is_list:
            items = "".join(f"<li>{escape(line)}</li>" for line in block.lines)
            out.append(f"<ul{_class(bullets)}>{items}</ul>")
        else:
            out.append(f"<p{_class(paragraph)}>{'<br>'.join(escape(line) for line in block.lines)}</p>")
    return "\n".join(out)


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
